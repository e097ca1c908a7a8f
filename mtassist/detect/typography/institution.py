"""The name of a ministry that begins with a capital and goes on without: “Ministry of foreign affairs”.

Russian, French, Spanish and others write a capital on the first word only. English writes them all.
“The minister of finance”, all in small letters, is right too and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="typography.institution",
    summary="Only the first word of an institution's name has a capital.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("The [[Ministry of foreign affairs]] denied it.", fix="Ministry of Foreign Affairs"),
        bad("The [[Ministry of the interior]] denied it.", fix="Ministry of the Interior"),
        bad("The [[Department of health and welfare]] denied it.", fix="Department of Health and Welfare"),
        bad("The [[Ministry for european affairs]] denied it.", fix="Ministry for European Affairs"),
        ok("The Ministry of Foreign Affairs and the minister of finance denied it."),
        ok("The ministry of health said so; the Department of the Environment did not."),
        ok("Minister of finance Ana Lund denied it; a Department of one man did not."),
        misses("The [[Ministry of silly walks]] denied it.", "not in the list of portfolios"),
    ),
)
SMALL = frozenset(["the", "and", "of", "for"])


@cache
def _pattern() -> re.Pattern[str]:
    fields = "|".join(sorted(words("portfolios"), key=lambda w: (-len(w), w)))
    return re.compile(rf"\b(?:Ministry|Ministries|Department|Commissariat) (?:of|for) (?:{fields})\b(?! [A-Z])")


def find_block(block: Block) -> Iterator[Issue]:
    if " of " not in block.text and " for " not in block.text:
        return
    for match in _pattern().finditer(block.text):
        first, *rest = match.group().split(" ")
        fix = " ".join([first, *(w if w in SMALL else w.capitalize() for w in rest)])
        yield RULE.issue(block, match.span(), f"The name is written “{fix}”.", fix=fix)
