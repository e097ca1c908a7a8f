"""A unit in pieces: “35 ° C”, “35 C°”, “90 km / h”.

Systems take a unit for words of its own. “35 °C”, “35°C”, “km/h” and “5 km / half an hour” are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.numbers._context import matches
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="numbers.unit",
    summary="A unit is written in pieces.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.93,
    examples=(
        bad("It was [[35 ° C]] in the shade.", fix="35°C"),
        bad("It was [[35 C°]] in the shade.", fix="35°C"),
        bad("It was [[35 º C]] in the shade.", fix="35°C"),
        bad("The train did [[90 km / h]] then.", fix="90 km/h"),
        ok("It was 35°C or 35 °C, 35 C or 95 F, at 90 km/h."),
        ok("It is 5 km / half an hour away; the 35° Celsius line."),
        misses("It was [[35 degree]] in the shade.", "“a 35 degree slope” is right"),
    ),
)

PLACE = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)?)(?:[ ]?(?:[°º][ ](?P<after>[CF])|(?P<before>[CF])[ ]?[°º])(?!\w)"
    r"|[ ](?P<one>km|m|l|kg|mg|g)[ ]?/[ ]?(?P<two>h|s|sec|l|ha|m2|m3)\b)"
)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if "/" not in text and "°" not in text and "º" not in text:
        return
    for match in matches(PLACE, text):
        letter = match["after"] or match["before"]
        fix = f"{match['number']}°{letter}" if letter else f"{match['number']} {match['one']}/{match['two']}"
        if fix != match.group():
            yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)
