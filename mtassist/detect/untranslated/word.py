"""A word that was not translated: “in the landkreis”, “the işçiler left”, “a crimson pijak”.

Rare words, compounds and slang are copied or spelt out in Latin letters. What counts is a word in small letters that
is neither English nor made of English parts, is no typing error, and has foreign letters, is common in another
language, or is spelt as no English word is. Writers' own foreign words stand in quotes, beside an explanation, or
within a name; names of species stand after a capital.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from string import ascii_lowercase

from mtassist import language, vocabulary
from mtassist.detect.untranslated._respelt import english_twin
from mtassist.detect.untranslated._sentences import foreign_language
from mtassist.detect.untranslated._shapes import is_german, is_outlandish
from mtassist.detect.untranslated._terms import replacement, terms
from mtassist.detect.untranslated._words import in_name, is_known, is_meant, unknown
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity

Place = tuple[int, int, str]

RULE = Rule(
    id="untranslated.word",
    summary="A word is neither English nor a name.",
    mqm=Mqm.UNTRANSLATED,
    severity=Severity.MAJOR,
    confidence=0.85,
    examples=(
        bad("The fire broke out in the [[landkreis]] on Monday.", fix="district"),
        bad("The [[işçiler]] left the plant on Monday.", fix="workers"),
        bad("It was an [[acervo]] of maps.", becomes="It was a collection of maps."),
        bad("The museum has a stove, a [[samoprialka]] and a bear."),
        bad("She shrugged: it is a [[naishotsumi]]."),
        bad("“It is [[himitsu]],” she said.", fix="a secret"),
        bad("The [[vorfahrtberechtigten]] drivers stopped."),
        bad("She overlooked the [[vorfahrtberechtigen]] Motoradfahrer."),
        bad("The [[sindaco]] of the town spoke first.", fix="mayor"),
        bad("The [[prezident]] of the club spoke first.", fix="president"),
        bad("It was an odd [[kombinasi]] of colours.", fix="combination"),
        bad("He called the plan a [[kontroversiell]] one.", fix="controversial"),
        bad("Prices of the [[pijaki]] rose on Monday."),
        bad("The [[barhat pijaki]] were sold out."),
        bad("He paid with the [[žlutá stuha]] at noon."),
        ok("Trains of České dráhy and buses of Sdružení nezávislých dopravců were late."),
        ok("The viallges met althgouh it rained."),
        ok("The taget was missed and the work is doen."),
        ok("The grapegrowers spoke unfussily of micronewtons and glocalisation."),
        ok("Her fiancé had a crème brûlée and a piña colada at the café."),
        ok("The palm (Howea forsteriana) and the mouse Mus domestica were seen."),
        ok("The so-called “landkreis” was split."),
        ok("The landkreis (district) was split."),
        ok("He called it a fait accompli and left for the Landkreis Rosenheim."),
        ok("He worked for Deutsche presse and Brandenburg aktuell that year."),
        ok("The kebab kiosk sold kiwi, kale and zigzag skewers to karaoke fans; the klaxon rang."),
        ok("The weekly Respekt, the daily Politika and the so-called “kultur” were new."),
        ok("Women in hijab left the loya jirga after the siesta."),
        ok("The jurisidiction of the court was unclear."),
        misses("The men came in a black [[smoking]].", "an English word, used in another sense"),
    ),
)

WORD = re.compile(
    r"(?<!\s[^\x00-\x7f]\s)(?<![\w'’@#/.&;-])[^\W\d_A-Z\u0250-\u02ff\u0370-\uffff]{4,}(?![\w'’@/&-]|\.\w)"
)
MANY = 300  # more unknown words than that: it is not English, or not text
LATIN = re.compile(r".*(?:ae|ii|oidea|idae|inae)$")  # what naturalists write


def find_all(document: Document) -> Iterator[Issue]:
    blocks = [(block, found) for block in document.blocks if (found := _unknown(block.text))]
    if not blocks:
        return
    places = [(block.text, *place) for block, found in blocks for place in found]
    suspects = _suspects(places)
    sure = {w for text, start, end, w in places if w in suspects and (is_german(w) or not in_name(text, start, end, w))}
    loose = sure | {w for w in suspects if _like(w, sure)}  # “in a pijac Novak & Sons”, once “pijaki” stands elsewhere
    for block, found in blocks:
        for group in _groups(block.text, found):
            trust = max((suspects[w] for a, b, w in group if w in loose and _fits(block.text, a, b, w)), default=0.0)
            start, end = group[0][0], group[-1][1]
            if trust and not _in_foreign_sentence(block, start):
                message = f"“{block.text[start:end]}” is not English{_origin(word for *_, word in group)}."
                edits = replacement(block.text, start, end)
                yield RULE.issue(block, (start, end), message, fixes=[edits] if edits else [], confidence=trust)


def _suspects(places: Sequence[tuple[str, int, int, str]]) -> dict[str, float]:
    """The words that look foreign, and how sure that is; not those that are quoted or explained anywhere."""
    explained = {word for text, start, end, word in places if is_meant(text, start, end)}
    words = sorted({word for *_, word in places} - explained)
    if len(words) > MANY + 0.01 * sum(len(text) for text in {text for text, *_ in places}):
        return {}
    sure = {word: value for word in words if (value := _foreign(word))}
    return sure | {word: 0.75 for word in words if word not in sure and _like(word, sure)}


def _like(word: str, others: Collection[str]) -> bool:
    """Whether another word is a second spelling of this one: “pijak”, “pijack”."""
    from rapidfuzz.distance import Levenshtein

    near = (w for w in others if w[0] == word[0])
    return len(others) <= MANY and any(Levenshtein.distance(word, w, score_cutoff=2) <= 2 for w in near)


def _fits(text: str, start: int, end: int, word: str) -> bool:
    """Words with foreign letters are often part of a name here and a word there."""
    return word.isascii() or not in_name(text, start, end, word)


def _in_foreign_sentence(block: Block, at: int) -> bool:
    place = block.span.start + at
    return any(s.span.start <= place < s.span.end and foreign_language(s.text) for s in block.segments)


@lru_cache(maxsize=4096)
def _unknown(text: str) -> tuple[Place, ...]:
    """The words in small letters that are no English words."""
    if not unknown(text)[0]:
        return ()
    return tuple(
        (m.start(), m.end(), m.group()) for m in WORD.finditer(text) if m.group().islower() and not is_known(m.group())
    )


def _groups(text: str, found: Iterable[Place]) -> Iterator[list[Place]]:
    """Unknown words that stand side by side are one thing that was left."""
    group: list[Place] = []
    for place in found:
        if group and text[group[-1][1] : place[0]] != " ":
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _origin(words: Iterable[str]) -> str:
    """“but looks Czech”, when all of them are common in one language."""
    shared = set.intersection(*(set(vocabulary.languages(word)) for word in words))
    return f" but looks {language.NAMES[min(shared, key=vocabulary.LANGUAGES.index)]}" if shared else ""


@lru_cache(maxsize=16384)
def _foreign(word: str) -> float:
    """How sure it is that an unknown word is foreign, 0 when nothing says so or it may be a slip of the keyboard."""
    if not word.isascii():
        return 0.95
    if word in terms() or english_twin(word):
        return 0.9
    if is_outlandish(word):
        return 0.8
    if vocabulary.languages(word) or (vocabulary.spoken_in(word) and word not in vocabulary.rare()):
        return 0.85 if len(word) > 6 or not _is_slip(word, vocabulary.everyday()) else 0.0
    outlandish = 5 <= len(word) <= 10 and _is_odd(word) and not LATIN.fullmatch(word)
    if outlandish and not _is_slip(word, vocabulary.common()) and not _is_jumble(word):
        return 0.0 if word in vocabulary.rare() else 0.75
    return 0.0


def _is_slip(word: str, meant: frozenset[str]) -> bool:
    """Whether one letter more, less, swapped or replaced makes it one of the words that may have been meant."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    near = {a + b[1:] for a, b in cuts} | {a + b[1:2] + b[:1] + b[2:] for a, b in cuts}
    near |= {a + c + b[skip:] for a, b in cuts for c in ascii_lowercase for skip in (0, 1)}
    return not meant.isdisjoint(near)


def _is_jumble(word: str) -> bool:
    """Whether a longer word is a common one with two letters astray: “althgouh”."""
    from rapidfuzz.distance import OSA

    alike = (w for w in _common().get(word[0], ()) if abs(len(w) - len(word)) <= 2)
    return len(word) >= 7 and any(OSA.distance(word, w, score_cutoff=2) <= 2 for w in alike)


@cache
def _common() -> dict[str, list[str]]:
    """The common words by their first letters."""
    found: dict[str, list[str]] = {}
    for word in vocabulary.common():
        found.setdefault(word[0], []).append(word)
    return found


def _is_odd(word: str) -> bool:
    """Whether three letters meet in it that never meet in a common English word."""
    framed = f"^{word}$"
    return any(framed[n : n + 3] not in _trigrams() for n in range(len(framed) - 2))


@cache
def _trigrams() -> frozenset[str]:
    framed = (f"^{word}$" for word in vocabulary.common())
    return frozenset(word[n : n + 3] for word in framed for n in range(len(word) - 2))
