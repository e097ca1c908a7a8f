"""A decimal comma: “3,5 percent”, “1,2 billion euros”, “$12,6 billion”; and “8. 3 million” with a blank.

Most languages of Europe write decimals with a comma, and systems copy numbers as they stand or tear them apart. Lists
(“1,4 and 5”), chemicals (“2,4-D”) and thousands (“1,500”) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.cues import cues
from mtassist.detect.numbers._context import before, counted_after, matches, units, word_after, word_before
from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.decimal",
    summary="A decimal is written with a comma or a stray blank.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MINOR,
    confidence=0.95,
    of_style=True,
    examples=(
        bad("Prices rose by [[3,5 %]] in May.", fix="3.5%"),
        bad("Prices rose by [[3,5]] percent in May.", fix="3.5"),
        bad("Prices rose by [[10,5]] per cent in May.", fix="10.5"),
        bad("The bridge cost [[1,2]] billion euros.", fix="1.2"),
        bad("It would have cost $[[12,6]] billion.", fix="12.6"),
        bad("She threw [[62,69]] meters in July.", fix="62.69"),
        bad("The dam was raised by [[1,2]] m in May.", fix="1.2"),
        bad("It has a [[3,5]]-liter engine.", fix="3.5"),
        bad("A quake of magnitude [[5,7]] shook the town.", fix="5.7"),
        bad("The mast is [[12, 5]] meters high.", fix="12.5"),
        bad("The bridge cost [[3. 5]] million yuan.", fix="3.5"),
        bad("The bridge cost [[3 .5]] million yuan.", fix="3.5"),
        ok("The weed killer 2,4-D and the parts 1,4 and 5 were sold."),
        ok("Some 1,500 people came, 12,345 in all, and 3 percent left."),
        ok("They came in 3, 5 and 10 percent of cases."),
        ok("She has daughters (8, 10,12 years old)."),
        ok("The sets ended 25:19, 25:16; articles 3,5 of the law."),
        ok("The rule of scale words tells of 2,5 thousand and 3,5 mln."),
        ok("He finished in 2013. 5 million people came. She was No. 3. 5 people came."),
        bad("The index grew by [[2,5]] in May.", fix="2.5"),
        bad("He got [[7,5]] out of 10.", fix="7.5"),
        bad("The ticket costs [[12,50]].", fix="12.50"),
        ok("It was shown by 1,2 and 3; the squad of 1,4 and 5; room 2,5 and Acts 3,4."),
        misses("He was at [[49,9]] then.", "without a unit it may be a list"),
    ),
)

COMMA = re.compile(
    r"(?<![\w.,:/+])(?<!\d\d-)(?P<whole>[0-9]{1,3})(?:(?P<mark>,)(?P<gap>[ ]?)(?P<part>[0-9]{1,2})(?![\w:/])(?!,\d)"
    r"|(?:\.[ ]|[ ]\.)(?P<torn>[0-9]{1,3})(?=[ ](?:thousand|[mbt]rillion|[mb]illion|percent|per cent)\b|[ ]?%))"
)
UNIT_SIGN = ("°", "ºC", " °", "º")
SIGNS = ("€", "$", "£", "eur", "usd")
HYPHENED = re.compile(r"-([a-z]+)")
SCALED = re.compile(r"\b(?:magnitude|rating|average|coefficient|grade|index|factor)(?: of| was| is| at)? $", re.I)
BARE = re.compile(r"\b(?:by|from|is|was|than|costs?|only|averaged?|got|scored|received) $")
AFTER = re.compile(r" (?:in|on|per|this|last|compared|for) (?![0-9])| out of |[.;)](?= [A-Z]|$)")
LISTED = re.compile(r"\d,? (?:and |or )?$")

CUES = cues(shape=r"0,|0\.$|^\.0")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(COMMA, text):
        if match["torn"] or _decimal(text, match):
            start, end, sign = match.start(), match.end(), ""
            if not match["torn"] and text.startswith((" %", "\u00a0%"), end):
                end, sign = end + 2, "%"
            fix = f"{match['whole']}.{match['torn'] or match['part']}{sign}"
            yield RULE.issue(block, (start, end), f"English writes “{fix}”.", fix=fix)


@cache
def _scaled() -> frozenset[str]:
    return words("scale_words") | {"thousand"}


def _decimal(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    left = before(text, start)
    if hyphened := HYPHENED.match(text, end):
        return not match["gap"] and hyphened[1] in units() and len(hyphened[1]) > 1
    if match["gap"]:
        return word_after(text, end) in units("length", "weight") and not LISTED.search(left[-8:])
    if word_after(text, end) in _scaled():
        return False  # told by the rule of scale words
    if counted_after(text, end) in units():
        return not LISTED.search(left[-8:])
    if text.startswith(UNIT_SIGN, end) or SCALED.search(left):
        return True
    if BARE.search(left) and AFTER.match(text, end):
        return True
    return word_before(text, start) in SIGNS and end < len(text) and not text.startswith(("€", "\u00a0€", " €"), end)
