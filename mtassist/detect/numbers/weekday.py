"""A weekday beside a bare day of the month: “on Friday, 9th”, “the 10th (Friday)”, “on Monday 27, at noon”.

Japanese puts the weekday into brackets, Spanish and Italian write “viernes 9”. “Friday the 9th” and “Friday, July 9”
are English and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import DIGITS, cues
from mtassist.detect.numbers._context import DAYS, MONTHS, before, matches, tail
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.weekday",
    summary="A weekday and its day of the month stand as in another language.",
    mqm=Mqm.DATE_FORMAT,
    severity=Severity.MINOR,
    confidence=0.85,
    examples=(
        bad("They left on [[Friday, 9th]] in Alba.", fix="Friday the 9th"),
        bad("It will rain from [[Tuesday 28th]] on.", fix="Tuesday the 28th"),
        bad("They left on [[Monday 27]], at noon.", fix="Monday the 27th"),
        bad("It will be sunny on [[the 26th (Sunday)]] in Alba.", fix="Sunday the 26th"),
        bad("It will be sunny on [[the 26th (Sun)]] in Alba.", fix="Sunday the 26th"),
        bad("The season ends as early as [[28th (Tuesday)]].", fix="Tuesday the 28th"),
        bad("It will be sunny on [[the 26 (Sunday)]] in Alba.", fix="Sunday the 26th"),
        ok("They left on Friday the 9th, on Friday, July 9, on Friday, 9 July and on Friday, 9th July."),
        ok("They made a film about Friday 13th, and on Friday 13th nobody flew."),
        ok("On Monday 27 people came. On Friday, 13 men left; by Monday 12, perhaps 13, were ill."),
        ok("On July 10 (Friday) they left, and on the 10th (Friday is market day) they came back."),
        ok("On Friday 5-6 p.m. and on Sunday 9.30, the bar is open; Black Friday 20th anniversary."),
        misses("They left on [[Friday 27]] and slept.", "people may be counted"),
    ),
)

NAMES = rf"(?:{DAYS})day"
SHORT = "Mon|Tues|Tue|Wednes|Wed|Thurs|Thu|Fri|Satur|Sat|Sun"
FULL = {"Tue": "Tues", "Wed": "Wednes", "Thu": "Thurs", "Sat": "Satur"}
PLACE = re.compile(
    rf"(?P<number>[12][0-9]|3[01]|0?[1-9])(?:(?P<ordinal>st|nd|rd|th)?[ ]\((?P<name>{SHORT})(?:day)?\.?\)"
    rf"|(?P<called>st|nd|rd|th)(?![\w-]|,? (?:of |{MONTHS}|anniversary|time|century|round|day|minute|birthday|edition))"
    r"|(?P<bare>)(?=,[ ](?:at|in|from|with|when|after|he|she|they)\b|[.;)](?:[ ]|$)))"
)
LEAD = re.compile(rf"\b(?:on|from|until|till|since|for|around|next|last|this|and|to|of|On|From) (?P<day>{NAMES}),? $")
ARTICLE = re.compile(r"\b[Tt]he $")
MONTH = re.compile(rf"(?:{MONTHS}) $")

CUES = DIGITS & cues(spelt=[f"{day}day" for day in DAYS.split("|")], shape=r"^\(A")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if "day" not in text and "(" not in text:
        return
    for match in matches(PLACE, text):
        left, start = before(text, match.start()), match.start()
        ordinal = match["number"].lstrip("0")
        ordinal += tail(ordinal)
        if name := match["name"]:
            article = ARTICLE.search(left)
            if MONTH.search(left) or not (match["ordinal"] or article):
                continue
            start -= len(article.group()) if article else 0
            fix = f"{FULL.get(name, name)}day the {ordinal}"
        elif (lead := LEAD.search(left)) and (match["number"], lead["day"]) != ("13", "Friday"):
            start -= len(left) - lead.start("day")
            fix = f"{lead['day']} the {ordinal}"
        else:
            continue
        yield RULE.issue(block, (start, match.end()), f"English writes “{fix}”.", fix=fix)
