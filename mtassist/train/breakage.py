"""Good English broken the way translation machines break it, with the words that are wrong marked.

Each way is a habit seen in machine output: a clause begun twice, a verb left at the end as in German, an attribute with
all its weight before the noun as in Chinese or Japanese, an article lost as from Slavic or Turkic languages, a
preposition of the source language, a word out of place, lost, doubled, or of the wrong form. Most sentences are broken
in one place, none in more than three. Equal seed, equal sentences.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from mtassist import vocabulary

Broken = tuple[list[str], list[bool]]  # the words, and which of them are wrong
Way = Callable[[list[str], random.Random], "Broken | None"]

ARTICLES = ("the", "a", "an")
PREPOSITIONS = (
    "of",
    "in",
    "on",
    "at",
    "to",
    "for",
    "with",
    "by",
    "from",
    "about",
    "over",
    "under",
    "against",
    "between",
)
AUXILIARIES = (
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "may",
    "must",
    "should",
)
PRONOUNS = ("he", "she", "it", "they", "we", "his", "her", "its", "their", "him", "them")
JOINTS = ("that", "which", "who", "when", "where", "because", "if", "while", "although", "and", "but", "as", "so")
SMALL = frozenset((*ARTICLES, *PREPOSITIONS, *AUXILIARIES, *PRONOUNS, *JOINTS))
ENDS = frozenset('.!?;:,—–()"“”')
FEWEST = 5  # words; less is no sentence to break
FURTHEST = 8  # words that a word or a phrase moves
LONGEST_PHRASE = 5


def broken(words: Sequence[str], rng: random.Random) -> Broken | None:
    """The words with one to three things wrong, or nothing where none of the ways fits."""
    if len(words) < FEWEST:
        return None
    text, wrong = list(words), [False] * len(words)
    done = 0
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
        way = rng.choices(WAYS, WEIGHTS)[0]
        if (made := way(text, rng)) is None:
            continue
        new, marks = made
        kept = _carried(text, wrong, new)
        text, wrong = new, [a or b for a, b in zip(marks, kept, strict=True)]
        done += 1
    return (text, wrong) if done and text != list(words) else None


def _carried(old: list[str], wrong: list[bool], new: list[str]) -> list[bool]:
    """What was wrong before stays so, wherever it went."""
    carried = [False] * len(new)
    for was, now, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        carried[now : now + size] = wrong[was : was + size]
    return carried


def _at(words: list[str], rng: random.Random, fits: Callable[[str], bool]) -> int | None:
    places = [n for n, word in enumerate(words) if fits(word)]
    return rng.choice(places) if places else None


def _plain(word: str) -> bool:
    return word.isalpha() and word.islower()


def _phrase(words: list[str], rng: random.Random) -> tuple[int, int] | None:
    """A run of words without a mark between."""
    start = _at(words, rng, _plain)
    if start is None:
        return None
    end = start + rng.randint(1, LONGEST_PHRASE)
    inside = next((n for n in range(start, min(end, len(words))) if words[n] in ENDS), min(end, len(words)))
    return (start, inside) if inside > start else None


def _clause(words: list[str], at: int) -> tuple[int, int]:
    """From mark to mark around a place."""
    start = next((n + 1 for n in range(at - 1, -1, -1) if words[n] in ENDS), 0)
    end = next((n for n in range(at, len(words)) if words[n] in ENDS), len(words))
    return start, end


def _marked(words: list[str], spans: Sequence[tuple[int, int]]) -> Broken:
    return words, [any(a <= n < b for a, b in spans) for n in range(len(words))]


def begun_twice(words: list[str], rng: random.Random) -> Broken | None:
    """“But only if in If there were …”: the start of a clause again, after a word or two of it."""
    at = _at(words, rng, lambda word: word.lower() in JOINTS or word.lower() in PREPOSITIONS)
    if at is None or at + 2 >= len(words):
        return None
    end = min(at + rng.randint(1, 4), len(words))
    start = [word if rng.random() < 0.8 else rng.choice(PREPOSITIONS) for word in words[at:end]]
    if rng.random() < 0.3:
        start[0] = start[0].capitalize()
    return _marked([*words[:end], *start, *words[end:]], [(at, end + len(start))])


def verb_last(words: list[str], rng: random.Random) -> Broken | None:
    """“… involved in the war will.”: the verb waits at the end of its clause."""
    at = _at(words, rng, lambda word: word in AUXILIARIES or (word.endswith("ed") and len(word) > 4 and _plain(word)))
    if at is None:
        return None
    _, end = _clause(words, at)
    if end - at < 3:
        return None
    verb = words[at : at + rng.choice((1, 1, 2))]
    rest = words[at + len(verb) : end]
    if not rest:
        return None
    moved = [*words[:at], *rest, *verb, *words[end:]]
    return _marked(moved, [(max(at - 1, 0), at + 1), (end - len(verb), end)])


def subject_late(words: list[str], rng: random.Random) -> Broken | None:
    """“This announced on Saturday he”: verb and subject change places."""
    at = _at(words, rng, lambda word: word in PRONOUNS[:5] or (word.istitle() and word.isalpha()))
    if at is None or at + 2 >= len(words) or not _plain(words[at + 1]):
        return None
    size = rng.choice((1, 1, 2))
    verb = words[at + 1 : at + 1 + size]
    return _marked([*words[:at], *verb, words[at], *words[at + 1 + size :]], [(at, at + 1 + size)])


def moved(words: list[str], rng: random.Random) -> Broken | None:
    """A phrase somewhere else in its sentence."""
    if (span := _phrase(words, rng)) is None:
        return None
    start, end = span
    rest = [*words[:start], *words[end:]]
    to = max(0, min(len(rest) - 1, start + rng.choice((-1, 1)) * rng.randint(2, FURTHEST)))
    if to == start:
        return None
    phrase = words[start:end]
    new = [*rest[:to], *phrase, *rest[to:]]
    gap = start if to > start else start + len(phrase)
    return _marked(new, [(to, to + len(phrase)), (max(gap - 1, 0), gap + 1)])


def attribute_first(words: list[str], rng: random.Random) -> Broken | None:
    """“the from the village arrived man”: what English says after a noun stands before it."""
    at = _at(words, rng, lambda word: word in PREPOSITIONS[:9] or word in ("who", "which", "that"))
    if at is None or at < 2 or at + 2 >= len(words):
        return None
    _, end = _clause(words, at)
    end = min(end, at + rng.randint(2, 5))
    noun = at - 1
    if not words[noun].isalpha():
        return None
    start = noun - (1 if rng.random() < 0.3 and words[noun - 1].isalpha() else 0)
    new = [*words[:start], *words[at:end], *words[start:at], *words[end:]]
    return _marked(new, [(start, end)])


def lost(words: list[str], rng: random.Random) -> Broken | None:
    """A small word fell out, or a phrase; the words beside the gap are marked."""
    at = _at(words, rng, lambda word: word in SMALL)
    if at is None or rng.random() < 0.3:
        if (span := _phrase(words, rng)) is None:
            return None
        start, end = span
    else:
        start, end = at, at + 1
    new = [*words[:start], *words[end:]]
    return _marked(new, [(max(start - 1, 0), start + 1)]) if len(new) >= FEWEST - 1 else None


def small_wrong(words: list[str], rng: random.Random) -> Broken | None:
    """Another preposition, article, auxiliary, pronoun or joint than English has there."""
    at = _at(words, rng, lambda word: word in SMALL)
    if at is None:
        return None
    group = next(g for g in (ARTICLES, PREPOSITIONS, AUXILIARIES, PRONOUNS, JOINTS) if words[at] in g)
    new = rng.choice([word for word in group if word != words[at]])
    return _marked([*words[:at], new, *words[at + 1 :]], [(at, at + 1)])


def small_more(words: list[str], rng: random.Random) -> Broken | None:
    """A small word too many."""
    at = rng.randrange(1, len(words))
    return _marked([*words[:at], rng.choice(tuple(sorted(SMALL))), *words[at:]], [(at, at + 1)])


def wrong_form(words: list[str], rng: random.Random) -> Broken | None:
    """“he decide”, “the goings of”: the right word in the wrong form."""
    at = _at(words, rng, lambda word: _plain(word) and len(word) > 3 and word not in SMALL)
    if at is None or not (forms := [form for form in _forms(words[at]) if vocabulary.frequency(form) > 2]):
        return None
    return _marked([*words[:at], rng.choice(forms), *words[at + 1 :]], [(at, at + 1)])


def _forms(word: str) -> list[str]:
    stem = next((word.removesuffix(end) for end in ("ing", "ed", "es", "ly", "s") if word.endswith(end)), word)
    made = [stem + end for end in ("", "s", "es", "ed", "ing", "e", "ly", "er", "d")]
    return [form for form in dict.fromkeys(made) if form != word and len(form) > 2]


def other_word(words: list[str], rng: random.Random) -> Broken | None:
    """A word that says something else: another of about the same frequency and ending."""
    at = _at(words, rng, lambda word: _plain(word) and len(word) > 3 and word not in SMALL)
    if at is None or not (others := _alike().get(_class(words[at]))):
        return None
    return _marked([*words[:at], rng.choice(others), *words[at + 1 :]], [(at, at + 1)])


def _class(word: str) -> tuple[int, str]:
    ending = next((end for end in ("ing", "ed", "ly", "tion", "al", "er", "s") if word.endswith(end)), "")
    return int(vocabulary.frequency(word)), ending


_KNOWN: dict[tuple[int, str], list[str]] = {}


def _alike() -> dict[tuple[int, str], list[str]]:
    if not _KNOWN:
        for word in sorted(vocabulary.common()):
            if _plain(word) and len(word) > 3:
                _KNOWN.setdefault(_class(word), []).append(word)
    return _KNOWN


def swapped(words: list[str], rng: random.Random) -> Broken | None:
    """Two neighbours the wrong way round."""
    at = _at(words[:-1], rng, _plain)
    if at is None or not words[at + 1].isalpha() or words[at] == words[at + 1]:
        return None
    return _marked([*words[:at], words[at + 1], words[at], *words[at + 2 :]], [(at, at + 2)])


def cut_off(words: list[str], rng: random.Random) -> Broken | None:
    """The sentence ends before its time: the last words before the stop are marked."""
    if len(words) < 2 * FEWEST or words[-1] not in ENDS:
        return None
    keep = rng.randint(FEWEST, len(words) - 4)
    if words[keep - 1].lower() not in SMALL:
        return None  # it might as well have ended there
    return _marked([*words[:keep], words[-1]], [(keep - 1, keep)])


def said_twice(words: list[str], rng: random.Random) -> Broken | None:
    """A phrase, and again with another word in it."""
    if (span := _phrase(words, rng)) is None or span[1] - span[0] < 3:
        return None
    start, end = span
    again = list(words[start:end])
    again[rng.randrange(len(again))] = rng.choice(words)
    return _marked([*words[:end], *again, *words[end:]], [(end, end + len(again))])


MENU: dict[Way, float] = {
    begun_twice: 2,
    verb_last: 3,
    subject_late: 2,
    moved: 4,
    attribute_first: 3,
    lost: 3,
    small_wrong: 3,
    small_more: 2,
    wrong_form: 3,
    other_word: 4,
    swapped: 2,
    cut_off: 1,
    said_twice: 1,
}
WAYS, WEIGHTS = tuple(MENU), tuple(MENU.values())
