"""Two spaces within a sentence.

A word that the machine dropped leaves the blanks of both its sides: a dash, a mark in another script, a name. Many
people type two spaces after a full stop, and tables are set with spaces: both are left alone. Said once a text.
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
    examples=(
        bad("The mayor of the[[  ]]town spoke to the press about the new bridge.", fix=" "),
        bad("The mayor spoke,[[  ]]then he left the hall with his two advisers.", fix=" "),
        ok("The mayor of the town spoke.  Then he left the hall with his advisers."),
        ok("Home    2\nAway    1"),
        ok("The mayor said:  “We have no plans for a new bridge across the river.”"),
        ok("Read also  The mayor has plans for a bridge"),
    ),
)

GAP = re.compile(r"(?<=[a-z,])[ \u00a0]{2,3}(?=[a-z])")
ENDS = tuple('.!?…"”’»)')  # of a sentence; captions and menus are set as they please
WIDE = re.compile(r"\S[ \u00a0]{4,}\S|\t")


def find_all(document: Document) -> Iterator[Issue]:
    if "  " not in document.text and "\u00a0" not in document.text:
        return
    gaps = [
        Span(block.span.start + m.start(), block.span.start + m.end())
        for block in document.blocks
        if block.text.endswith(ENDS) and not WIDE.search(block.text)
        for m in GAP.finditer(block.text)
    ]
    if gaps:
        way = [Edit(gap, " ") for gap in gaps]
        more = f" ({len(gaps)} places in this text)" if len(gaps) > 1 else ""
        yield RULE.issue(document, (gaps[0].start, gaps[0].end), f"There are two spaces in a row{more}.", fixes=[way])
