"""A surname read as a word: “For three years Sweet handed out vouchers”, where “Mario Dolce” is in the text.

Surnames are words at home, and a machine translates them when the first name is not beside them. The word stands with a
capital where a person is expected, and the text has the name elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist import lists
from mtassist.cues import cues
from mtassist.detect.names._capitals import Place, by_word, known, places
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="names.translated",
    summary="A surname is translated as a word.",
    mqm=Mqm.MISTRANSLATION,
    severity=Severity.MAJOR,
    confidence=0.88,
    examples=(
        bad("Mario Dolce paid. Later [[Sweet]] handed out vouchers.", fix="Dolce"),
        bad("The head, Pavel Kuznetsov, came. In the evening [[Blacksmiths]] said no.", fix="Kuznetsov"),
        bad("Duan Weimin won. Mr. [[Segment]] repairs clocks.", fix="Duan"),
        bad("Gadi Ratzon lives there. According to [[Will]], the lift is late.", fix="Ratzon"),
        ok("Duan Weimin won. Mr Segment Jones and the Segment of President Horse Street met."),
        ok("Mario Dolce met Anna Sweet. In the evening Sweet said no."),
        ok("Mario Dolce ate. Sweet handed-out cakes; the Sweet shop said no."),
        ok("In the evening Sweet said no."),
        misses("[[Sweet]] handed out vouchers for years, says Mario Dolce's heir.", "any word has a capital there"),
    ),
)

TITLES = frozenset(row["word"] for row in lists.rows("titles") if row["surname"] == "no")
DOES = re.compile(
    r"[a-z]+ed$|(?:said|says|has|had|is|was|will|would|told|took|gave|made|did|does|can|could|went|came|won)$"
)


CUES = cues(spelt=lists.words("surname_words"))


def find_all(document: Document) -> Iterator[Issue]:
    table = _words()
    blocks = by_word(document)
    for word in sorted(table.keys() & blocks) if len(blocks) > 1 else ():
        if right := _named(word, blocks):
            uses = places(word, blocks[word])
            if not any(p.before in lists.words("given_names") for _, p in uses):
                yield from _issues(word, right, uses)


def _named(word: str, blocks: dict[str, list[Block]]) -> str:
    """The surname of the text that the word may translate."""
    surnames = (s for s in _words()[word] if s in blocks)
    return next((s for s in surnames if any(_in_full(p) for _, p in places(s, blocks[s]))), "")


def _in_full(place: Place) -> bool:
    return place.before[:1].isupper() or place.after[:1].isupper()


def _issues(word: str, right: str, uses: list[tuple[Block, Place]]) -> Iterator[Issue]:
    for block, place in uses:
        if _subject(place):
            message = f"This may be {right}, whose name is “{word.lower()}” at home."
            yield RULE.issue(block, (place.start, place.end), message, fix=right)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in lists.rows("surname_words"):
        found[row["word"]] = (*found.get(row["word"], ()), row["surname"])
    return found


def _subject(place: Place) -> bool:
    if place.after[:1].isupper() or (place.opens and place.before not in TITLES):
        return False
    if place.before in TITLES or place.text.endswith("ccording to ", 0, place.start):
        return True
    small = place.before.lower() in ("the", "a", "an", "his", "her", "their", "our", "my", "no", "every", "of")
    first = place.before in lists.words("given_names") or (
        place.before[:1].isupper() and known(place.before.lower()) < 4
    )
    return not small and not first and bool(DOES.match(place.after))
