"""A percent sign or word out of place: “%25”, “25 %”, “by percent 25”, “25 percents”.

Turkish puts the sign first, French, German and the Slavic languages set it off with a blank, and Arabic and Turkish
put the word first. Web addresses and codes are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import DIGITS, cues
from mtassist.detect.numbers._context import before, matches
from mtassist.detect.numbers._figures import english
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.percent",
    summary="A percent sign or word is out of place.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MINOR,
    confidence=0.92,
    examples=(
        bad("Prices rose by [[%25]] in May.", fix="25%"),
        bad("Prices rose by [[%2,5]] in May.", fix="2.5%"),
        bad("Prices rose by [[% 25]] in May.", fix="25%"),
        bad("Prices rose by [[25 %]] in May.", fix="25%"),
        bad("Prices rose by [[percent 25]] in May.", fix="25 percent"),
        bad("Prices rose by [[25 percents]] in May.", fix="25 percent"),
        ok("Prices rose by 25%, 25 percent, 25 per cent or 2.5 percentage points."),
        ok("See example.org/a%20b or %25s and 50%20 in the code."),
        ok("It grew 5 percent 20 years ago, and by 5% 10 years ago."),
        misses("Prices rose by [[25 pct]] in May.", "news agencies write so in headlines"),
    ),
)

FIGURE = r"[0-9]+(?:[.,][0-9]+)?"
PLACE = re.compile(
    rf"(?<![\w.,:/])(?P<number>{FIGURE})"
    r"(?:(?P<sign>[ \u00a0\u202f]%)(?![\w%])|[ ]per(?P<gap> ?)cents\b(?!['’])|(?![\w%]|[.,:]\d))"
)
FIRST = re.compile(r"(?<![\w%)&=/.-])(?<!\d )%[ \u00a0]?$")
WORD = re.compile(r"\b(?:by|to|of|at|about|around|over|than|nearly|approximately|only|almost|with) (?P<word>percent )$")

CUES = DIGITS & cues(spelt="percent percents cents", shape="%")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(PLACE, text):
        start, end, number = match.start(), match.end(), match["number"]
        left = before(text, start)
        if match["sign"]:
            fix = f"{number}%" if "," not in number else ""
        elif match["gap"] is not None:
            fix = f"{number} per{match['gap']}cent"
        elif first := FIRST.search(left) if "%" in left else None:
            start, fix = start - len(first.group()), f"{english(number)}%"
        elif (word := WORD.search(left)) and not re.match(r" ?(?:%|per ?cent)", text[end : end + 10]):
            start, fix = start - len(word["word"]), f"{number} percent"
        else:
            continue
        if fix:
            yield RULE.issue(block, (start, end), f"English writes “{fix}”.", fix=fix)
