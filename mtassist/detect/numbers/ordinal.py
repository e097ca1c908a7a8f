"""Ordinals that are not English: “21th”, “the 26 th”, “the 20. century”, “the 1. place”.

Systems add “th” to any figure, split it off as a word of its own, or keep the point of German and Czech.
“11th”, “112th” and lists are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.ordinal",
    summary="An ordinal number is not formed as in English.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MINOR,
    confidence=0.95,
    examples=(
        bad("They met on January [[21th]] in Alba.", fix="21st"),
        bad("They met on the [[26 th]] in Alba.", fix="26th"),
        bad("It was built in the [[20. century]] by a count.", fix="20th century"),
        bad("She took the [[1. place]] in the race.", fix="1st place"),
        bad("It was the [[113rd]] meeting.", fix="113th"),
        ok("On the 11th, 12th, 13th, 21st, 22nd, 23rd, 101st, 111th and 112th day."),
        ok("It scored 20. Century followed century. They came in 3. Place your bets."),
        ok("The 5 nd and 3 RD cards; 1 st."),
        misses("It was the [[2-nd]] meeting.", "rare"),
    ),
)

NOUNS = "place|century|quarter|half|minute|round|edition|anniversary|division|league|floor|class|grade"
NOUNS += "|birthday|day|season|matchday"
FREE = re.compile(r"[a-z] $|^$")
LEAD = re.compile(r"\b(?:the|a|his|her|their|its|in|of) $", re.IGNORECASE)
PLACE = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,4})(?:(?P<tail>st|nd|rd|th)\b"
    r"|[ \u00a0](?P<apart>th|(?<=1[ ])st|(?<=2[ ])nd|(?<=3[ ])rd)(?=[ ,.;:)]|$)"
    rf"|\.[ ](?P<noun>{NOUNS})\b)"
)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in PLACE.finditer(text):
        number, right = match["number"], _tail(match["number"])
        left = text[max(0, match.start() - 8) : match.start()]
        if match["noun"] and LEAD.search(left):
            fix = f"{number}{right} {match['noun']}"
        elif (match["tail"] and match["tail"] != right) or (
            match["apart"] == right and (not left or re.search(r"[a-z] $", left))
        ):
            fix = number + right
        else:
            continue
        yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)


def _tail(number: str) -> str:
    """What an ordinal ends with: 21 → st, 12 → th."""
    if number[-2:-1] == "1":
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
