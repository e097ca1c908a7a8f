"""A currency sign in the wrong place: “50 €”, “$ 90 billion”, “Euro 50”.

Most languages set the sign behind the number, and Russian and German systems leave a blank after “$”. “EUR 5 million”,
“US$5” and a sign alone are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.numbers._context import matches
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.currency",
    summary="A currency sign is set off or stands behind its number.",
    mqm=Mqm.CURRENCY_FORMAT,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("The ticket costs [[50 €]] at the door.", fix="€50"),
        bad("The ticket costs [[50€]] at the door.", fix="€50"),
        bad("The bridge costs [[1.5 million €]] in all.", fix="€1.5 million"),
        bad("Sales reached [[$ 90]] billion in May.", fix="$90"),
        bad("The ticket costs [[Euro 50]] at the door.", fix="50 euros"),
        ok("The ticket costs €50, $50, EUR 5 million, US$5, US$ 5 million or 50 euros at the door."),
        ok("The Euro 2024 final and the Euro 5 engine; the $ sign; a 3 $20 notes deal."),
        ok("Prices in €: 50 or 60."),
        misses("The ticket costs [[£ fifty]] at the door.", "hardly ever seen"),
    ),
)

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SPOT = re.compile(r"[\d$€£¥E]")
PLACE = re.compile(
    rf"(?<![\w.,$€£¥])(?P<number>(?:{NUMBER})(?: (?:thousand|million|billion|trillion))?)"
    r"[ \u00a0]?(?P<sign>[€$£])(?![\w€$£]|[ ]?\d)"
    rf"|(?<![A-Z])(?P<early>[$€£¥])[ \u00a0](?P<amount>{NUMBER})(?![\d.,]\d)"
    rf"|\bEuros? (?P<euro>(?:{NUMBER})(?= at\b| per\b| for\b| each\b| in\b| a\b| to\b))"
)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(SPOT, PLACE, text):
        if match["sign"]:
            fix = match["sign"] + match["number"]
        elif match["early"]:
            fix = match["early"] + match["amount"]
        elif re.fullmatch(r"(?:19|20)\d\d|\d", match["euro"]):
            continue  # the tournament, the emission class
        else:
            fix = f"{match['euro']} euros"
        yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)
