"""Two spaces within a sentence, in a text with other slips of spacing.

A word that the machine dropped leaves the blanks of both its sides: a dash, a mark in another script, a name. Many
people type two spaces after a full stop or once by mistake, and tables are set with spaces: so it is said, once a
text, only where the text has other slips of spacing and no habit of wide gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Edit, Issue, Mqm, Safety, Severity, Span

RULE = Rule(
    id="typography.space-double",
    summary="There are two spaces within a sentence.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.NEUTRAL,
    safety=Safety.SAFE,
    confidence=0.8,
    relative=True,
    examples=(
        bad("The mayor of the[[  ]]town spoke to the press , then he left.", fix=" "),
        bad("Arden Elevators[[  ]]claims that it “ knew nothing” about the new lift.", fix=" "),
        bad("The bridge[[  ]]- the oldest of the town - is closed to all traffic.", fix=" "),
        ok("The mayor of the  town spoke to the press about the new bridge."),
        ok("The mayor of the town spoke , it seems.  Then he left the hall with his advisers."),
        ok("Home    2\nAway    1"),
        ok("The mayor said , we think:  “We have no plans for a new bridge across the river.”"),
        ok("The mayor spoke , then left.  He is well.  She is well.  They  are well too."),
    ),
)

GAP = re.compile(
    r"[ \u00a0]{2,3}(?<=[^\W\d_ \u00a0][ \u00a0]{2})(?P<dash>[-–—][ \u00a0])?(?=[a-z ])|[ ]{2,3}(?<=,[ ]{2})(?=[a-z])"
)
ENDS = tuple('.!?…"”’»)')  # of a sentence; captions and menus are set as they please
WIDE = re.compile(r"[ \u00a0]{4}|\t")
AFTER_STOP = re.compile(r"[ \u00a0]{2,3}(?<=[.!?][ \u00a0]{2})[A-Z“\"]")
SLIP = re.compile(r"[,;:](?:(?<=[a-z][ \u00a0][,;:])[ a-z]|(?<=[a-z],)[a-z])|[“(](?<=\s[“(])[ ]")


def glance(text: str) -> bool:
    return "  " in text or "\u00a0" in text


def find_all(document: Document) -> Iterator[Issue]:
    text = document.text
    gaps = [
        (
            Span(block.span.start + m.start(), block.span.start + m.start() + len(m.group()) - len(m["dash"] or "")),
            m["dash"],
        )
        for block in document.blocks
        if block.text.endswith(ENDS) and not WIDE.search(block.text)
        for m in GAP.finditer(block.text)
    ]
    careless = bool(gaps) and not AFTER_STOP.search(text) and SLIP.search(text) is not None
    gaps = [(gap, dash) for gap, dash in gaps if dash or careless]
    if gaps:
        way = [Edit(gap, " ") for gap, _ in gaps]
        more = f" ({len(gaps)} places in this text)" if len(gaps) > 1 else ""
        first = gaps[0][0]
        yield RULE.issue(document, (first.start, first.end), f"There are two spaces in a row{more}.", fixes=[way])
