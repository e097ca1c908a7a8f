"""A decimal comma: “3,5 percent”, “1,2 billion euros”, “$12,6 billion”; and “8. 3 million” with a blank.

Most languages of Europe write decimals with a comma, and systems copy numbers as they stand. Lists (“1,4 and 5”),
chemicals (“2,4-D”) and thousands (“1,500”) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.numbers._context import units, word_after, word_before
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.decimal",
    summary="A decimal is written with a comma or a stray blank.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MINOR,
    confidence=0.95,
    examples=(
        bad("Prices rose by [[3,5]] % in May.", fix="3.5"),
        bad("Prices rose by [[3,5]] percent in May.", fix="3.5"),
        bad("The bridge cost [[1,2]] billion euros.", fix="1.2"),
        bad("It would have cost $[[12,6]] billion.", fix="12.6"),
        bad("She threw [[62,69]] meters in July.", fix="62.69"),
        bad("It weighs [[0,5]] kg or so.", fix="0.5"),
        bad("The mast is [[12, 5]] meters high.", fix="12.5"),
        ok("The weed killer 2,4-D and the parts 1,4 and 5 were sold."),
        ok("Some 1,500 people came, 12,345 in all, and 3 percent left."),
        ok("They came in 3, 5 and 10 percent of cases."),
        ok("She has daughters (8, 10,12 years old)."),
        ok("The sets ended 25:19, 25:16; articles 3,5 of the law."),
        misses("He was at [[49,9]] then.", "without a unit it may be a list"),
    ),
)

COMMA = re.compile(r"(?<![\w.,:/+])(?P<whole>\d{1,3}),(?P<gap> ?)(?P<part>\d{1,2})(?![\d:/-])(?!,\d)")
UNIT_SIGN = ("°", "ºC")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if "," not in text:
        return
    for match in COMMA.finditer(text):
        following, before = word_after(text, match.end()), word_before(text, match.start())
        measured = (following in units() and not _listed(text, match.start())) or text.startswith(
            UNIT_SIGN, match.end()
        )
        if match["gap"]:
            measured = following in units("length", "weight") and not _listed(text, match.start())
        if measured or (not match["gap"] and before in ("€", "$", "£") and match.end("part") < len(text)):
            fix = f"{match['whole']}.{match['part']}"
            yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)


def _listed(text: str, at: int) -> bool:
    return bool(re.search(r"\d,? (?:and |or )?$", text[max(0, at - 8) : at]))
