"""One name in two spellings: “Mihailovic” and, later, “Mihailovich”.

A machine spells a foreign name anew each time it meets it, above all out of another script. People keep to one
spelling; two in one text are two people (“Johnson” and “Johnston”), a couple (“Ivanov” and “Ivanova”), or a land
and its people (“Ukraine”, “Ukrainian”).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain

from rapidfuzz.distance import OSA

from mtassist import lists
from mtassist.detect.names._capitals import Place, bare, by_word, frame, known, places, sound, unaccented
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="names.spelling",
    summary="One name is spelt in two ways.",
    mqm=Mqm.TERM_INCONSISTENT,
    severity=Severity.MAJOR,
    confidence=0.85,
    examples=(
        bad(
            "The coach, Dusan Bralovich, spoke on Friday. Players trust Bralovich. “We were tired,” [[Bralovic]] said.",
            fix="Bralovich",
        ),
        bad(
            "In May Marta Skelenzky met the press. On Friday [[Skelenskiy]]’s aide spoke of Skelenzky.", fix="Skelenzky"
        ),
        bad(
            "The island of Sulawesi shook. People in [[Sulawes]] slept in tents, and Sulawesi airport closed.",
            fix="Sulawesi",
        ),
        bad(
            "The trainer, Lin Yeung, walks daily. “One minute is enough,” [[Young]] explains. Yeung is 60.", fix="Yeung"
        ),
        bad("The clerk, Ion Verensku, spoke. Nobody trusts Verensku. [[Werensku]] left.", fix="Verensku"),
        bad("The owner, Sultan Al-Rubaiei, won. Later Sultan [[Rubaie]] spoke of Al-Rubaiei.", fix="Al-Rubaiei"),
        ok("The Pan-democrat camp won. Pan-democracy won."),
        ok("Majid Al-Rubaiei won. Rubaiei was glad."),
        ok("Boris Johnson met Mr Johnston. Later Johnson and Johnston left for Ukraine with a Ukrainian."),
        ok("Pavel Ivanov and Maria Ivanova won; Petra Novotny beat Jana Novotna."),
        ok("Austria beat Australia, Iran beat Iraq and Slovakia beat Slovenia."),
        ok("Anna Kowalczik teaches in Benn. Her neighbour Jan Kowalczyk, no relation, farms."),
        ok("Coal from Shanxi and Shaanxi is sold in Shanxi."),
        ok("Andrej Babin and Andrei Radev met; Andrei Radev left."),
        ok("Ann Mogil works at McGill. “It is clear,” Mogil said."),
        ok("Marin and Martin met the Martins at Martini."),
        ok("The Brodny family and Brodnys of all lands met in Brod."),
        misses("Rishi Bunak spoke. [[Ronak]] was late.", "two letters of six differ"),
    ),
)

SHORT = 5  # letters
HEARD = 1.5  # a word of English texts; others are names even at the start of a sentence
FAR = 4  # letters that two spellings of one name may differ in at most
CROWD = 30  # so many names that differ in one place are no slips
USUAL = 4.5  # nobody misspells what every English text has
MANY = 3000  # names in one text: no article
COMMON = 3.3  # a word so frequent is a name of its own, not a slip
ENDINGS = ("", *sorted(lists.words("name_endings", "ending")))
SAYS = re.compile(
    r"(?:sa(?:id|ys)|explain(?:s|ed)|add(?:s|ed)|note[sd]|told|stressed|stated|wr(?:ites|ote)|emphasi[sz]e[sd])$"
)
SPEAKER = re.compile(
    r"([A-Z]\w+) (?:sa(?:id|ys)|explain|add(?:s|ed)|note[sd]|told|stress|stated|wr(?:ite|ote)|emphasi)"
)


def find_all(document: Document) -> Iterator[Issue]:
    blocks = by_word(document)
    words = [w for w in blocks if len(w) >= SHORT]
    if not 1 < len(words) <= MANY or _all_apart(words):
        return
    spoken = set(SPEAKER.findall(document.text))
    near = list(_near([w for w in words if w in spoken or known(w.lower()) < USUAL]))
    if not near:
        return
    uses = {word: places(word, blocks[word]) for word in dict.fromkeys(chain(*near))}
    for right, wrong in sorted(_pairs(near, uses)):
        for block, place in uses[wrong]:
            message = f"The same name is spelt “{right}” elsewhere in the text."
            yield RULE.issue(block, (place.start, place.end), message, fix=right)


def _pairs(near: list[tuple[str, str]], uses: dict[str, list[tuple[Block, Place]]]) -> Iterator[tuple[str, str]]:
    """The spelling to keep and the other."""
    done: set[str] = set()
    for one, two in near:
        if not all(uses[w] and _may_be_a_name(w, uses[w]) for w in (one, two)):
            continue
        wrong, right = sorted((one, two), key=lambda w: _weight(w, uses[w]))
        if wrong not in done and _same_bearer(uses[wrong], uses[right]) and _slip(wrong, right, uses):
            done.add(wrong)
            yield right, wrong


def _may_be_a_name(word: str, places: list[tuple[Block, Place]]) -> bool:
    if word.isupper() or (known(word.lower()) >= HEARD and all(p.opens for _, p in places)):
        return False
    if "-" in word and known(word.rpartition("-")[2].lower()) >= COMMON:
        return False  # “Pan-democracy”
    return known(word.lower()) < USUAL or all(SAYS.match(p.after) for _, p in places)


def _all_apart(words: list[str]) -> bool:
    """Whether no two words begin or end on like consonants: most sentences need no closer look."""
    frames = [frame(word) for word in words]
    return len({f[:2] for f in frames}) == len({f[-2:] for f in frames}) == len(frames)


def _near(words: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs that sound alike but for a letter or two, the shorter word first: they begin or end on like consonants."""
    if _all_apart(words):
        return
    shelf: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda w: (len(w), w)):
        bones = frame(word)
        met: dict[str, None] = {}
        for key in {f"{bones[:2]}-": None, f"-{bones[-2:]}": None}:
            if len(shelf[key]) < CROWD:
                met.update(dict.fromkeys(shelf[key]))
                shelf[key].append(word)
        for other in met:
            if abs(len(bare(word)) - len(bare(other))) <= 2 and _alike(bare(other), bare(word)):
                yield other, word


def _alike(one: str, two: str) -> bool:
    """Whether the spellings may be of one name; endings that make another word of it do not count."""
    low, high = one.lower(), two.lower()
    if (
        OSA.distance(low, high, score_cutoff=FAR) > FAR
        or low == high
        or unaccented(low) == unaccented(high)  # another rule's
        or _derived(low, high)
        or frozenset((one, two)) in _distinct()
    ):
        return False
    if sound(one) == sound(two):
        return True
    if abs(len(one) - len(two)) > 1 or len(one) < SHORT:
        return False
    allowed = 2 if len(one) >= 9 else 1
    return OSA.distance(sound(one), sound(two), score_cutoff=allowed) <= allowed


def _derived(low: str, high: str) -> bool:
    stem = 0
    while stem < min(len(low), len(high)) and low[stem] == high[stem]:
        stem += 1
    for back in (0, 1, 2):
        left, right = low[max(0, stem - back) :], high[max(0, stem - back) :]
        if left in ENDINGS and right in ENDINGS:
            return known(low) >= 1.5 or not (left == "" and right in ("i", "a"))
    return False


def _weight(word: str, places: list[tuple[Block, Place]]) -> tuple[int, int, float, int]:
    """More uses, then as a full name, then a known spelling, then the first in the text."""
    full = len(places) if _first_names(places) else 0
    block, place = places[0]
    return len(places), full, known(word.lower()), -(block.span.start + place.start)


def _same_bearer(wrong: list[tuple[Block, Place]], right: list[tuple[Block, Place]]) -> bool:
    """Whether nothing says that they are two: no two different first names before them, no two surnames after."""
    last = {sound(p.after) for _, p in wrong if p.after[:1].isupper()}
    if last and not last & {sound(p.after) for _, p in right} and right[0][1].word in lists.words("given_names"):
        return False
    if last and any(p.after[:1].isupper() for _, p in right) and not last & {sound(p.after) for _, p in right}:
        return False
    one, two = _first_names(wrong), _first_names(right)
    return not one or not two or bool({sound(w)[:4] for w in one} & {sound(w)[:4] for w in two})


@cache
def _distinct() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(row.values()) for row in lists.rows("distinct_names"))


def _first_names(places: list[tuple[Block, Place]]) -> set[str]:
    return {
        p.before
        for _, p in places
        if p.before[:1].isupper()
        and p.before not in lists.words("titles")
        and (p.before in lists.words("given_names") or known(p.before.lower()) < 4)
    }


def _slip(wrong: str, right: str, uses: dict[str, list[tuple[Block, Place]]]) -> bool:
    if sound(wrong) != sound(right) and max(len(wrong), len(right)) < 7 and len(uses[right]) < 2:
        return False
    if sound(wrong) != sound(right) and 2.0 <= known(wrong.lower()) < COMMON and known(right.lower()) < 1.5:
        return False  # a known name is not a slip for an unknown one
    if known(wrong.lower()) < COMMON:
        return known(right.lower()) < USUAL and (
            sound(wrong) == sound(right) or known(wrong.lower()) < 1.5 or known(right.lower()) < 1.5
        )
    spoken = all(SAYS.match(p.after) and not p.before[:1].isupper() for _, p in uses[wrong])
    named = any(p.before[:1].isupper() for _, p in uses[right])
    return spoken and named and known(right.lower()) < COMMON
