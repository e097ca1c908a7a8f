"""A day of the month that is not an ordinal: “on the 9 day”, “the 13th day (Saturday)”, “on the last day 15”.

Chinese and Japanese write “9日”, Spanish and Portuguese “el día 9”. “On day 9 of the trial”, “a 9 day trip” and “the
13th day of the strike” are English and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import DIGITS, cues
from mtassist.detect.numbers._context import DAYS, MONTHS, before, matches, tail
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.day",
    summary="A day of the month is not written as an ordinal.",
    mqm=Mqm.DATE_FORMAT,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("She has a test on [[the 9 day]], and it is hard.", fix="the 9th"),
        bad("They play on [[the 13th day (Saturday)]] in Alba.", fix="Saturday the 13th"),
        bad("They play on [[the 13th day (Saturday]] . It is hard.", fix="Saturday the 13th"),
        bad("The man left on [[the last day 15]].", fix="the 15th"),
        bad("The man left on [[the day 15 of May]].", fix="May 15"),
        ok("On day 9 of the trial, the 9 day trip and the 9 days of the 13th day of the strike."),
        ok("It is open on the 7 day pass. It was the 100 day mark."),
        misses("They play on the [[13th day]] in Alba.", "may be the thirteenth day of something"),
    ),
)

PLACE = re.compile(
    rf"(?P<number>[12][0-9]|3[01]|[1-9])(?:(?P<plain>[ ]day)"
    rf"(?=[,.;:)]|[ ](?:and|at|in|he|she|they|it|the|with|when|a)\b|$)"
    rf"|(?:st|nd|rd|th)(?P<called>[ ]day)(?P<name>[ ]\((?:{DAYS})day)\)?"
    rf"|(?:th)?(?P<month>[ ]of[ ](?P<of>{MONTHS}))\b|(?P<bare>)(?![\w.,:/%-]\w))"
)
LEAD = re.compile(r"\b(?:on|from|until|till|since|of) (?P<the>the )$")
DAY = re.compile(r"\b(?:on|since|until|from) (?P<the>(?:the )?(?P<kind>last |past |next )?day )$")
COUNTED = re.compile(r" (?:of the|of a|to)\b")

CUES = DIGITS & cues(spelt="day")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(PLACE, text):
        left, number = before(text, match.start()), match["number"]
        start, end, ordinal = match.start(), match.end(), number + tail(number)
        if match["plain"]:
            lead = LEAD.search(left)
            if lead is None:
                continue
            start, fix = start - len(lead["the"]), f"the {ordinal}"
        elif match["called"]:
            article = 4 if left.endswith((" the ", "The ")) else 0
            start, fix = start - article, f"{match['name'].strip(' (')} the {ordinal}"
        else:
            day = DAY.search(left)
            if day is None or not (day["kind"] or match["of"]) or COUNTED.match(text, end):
                continue
            start, fix = start - len(day["the"]), f"{match['of']} {number}" if match["of"] else f"the {ordinal}"
        yield RULE.issue(block, (start, end), f"English writes “{fix}”.", fix=fix)
