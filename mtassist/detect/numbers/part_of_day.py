"""A part of a day put before or after its date as elsewhere: “in the 26th morning”, “the evening of 25th day”.

Chinese and Japanese say “26日の朝”, German “in der Nacht vom 1. auf den 2.”. “On the 26th morning of the trip” is
English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.numbers._context import figures
from mtassist.rules import Rule, bad, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.part-of-day",
    summary="A part of a day and its date stand as in another language.",
    mqm=Mqm.DATE_FORMAT,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("[[In the 26th morning]] the boats left.", fix="On the morning of the 26th"),
        bad("The boats left [[in the 3rd evening]].", fix="on the evening of the 3rd"),
        bad("The boats left on the evening of [[25th day]].", fix="the 25th"),
        bad("The boats left on the night of [[the 25th day]].", fix="the 25th"),
        bad("In the night of 31 January [[on]] 1 February the dike broke.", fix="to"),
        bad("[[In the night from Friday to Saturday]] the dike broke.", fix="On Friday night"),
        bad("The dike broke [[in the night to Sunday]].", fix="on Saturday night"),
        ok("On the night of Friday to Saturday, from Friday to Saturday night, and late in the night on Sunday."),
        ok("On the 26th morning of the trip the boats left."),
        ok("The boats left on the morning of the 26th and on the evening of the 25th day of the strike."),
    ),
)

DAY = r"[0-3]?[0-9](?:st|nd|rd|th)"
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
PART = "morning|afternoon|evening|night"
WEEK = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
DAYS = "|".join(WEEK)
TELLING = re.compile(r"[0-9](?:st|nd|rd|th) |night (?:of|from|to) ")
PLACE = re.compile(
    rf"\b(?P<lead>[Ii]n) the (?P<day>{DAY}) (?P<part>{PART})\b(?! of)"
    rf"|(?:{PART}) of (?P<called>(?:the )?(?P<date>{DAY}) day)\b(?! of)"
    rf"|[Ii]n the night (?:of|from) (?:[A-Z][a-z]+day,? )?[0-3]?[0-9] {MONTH} (?P<on>on)(?= [0-3]?[0-9] {MONTH}\b)"
    rf"|\b(?P<night>[Ii]n the night)(?: (?:from|of) (?P<from>{DAYS}) (?:to|on)| to) (?P<to>{DAYS})\b"
)


CUES = cues(spelt=PART.split("|"))


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if not (figures(text) or "night" in text) or not TELLING.search(text):
        return
    for match in PLACE.finditer(text):
        if match["lead"]:
            on = "On" if match["lead"] == "In" else "on"
            span, fix = match.span(), f"{on} the {match['part']} of the {match['day']}"
        elif match["night"]:
            eve = match["from"] or WEEK[WEEK.index(match["to"]) - 1]
            on = "On" if match["night"][0] == "I" else "on"
            span, fix = match.span(), f"{on} {eve} night"
        elif match["called"]:
            span, fix = match.span("called"), f"the {match['date']}"
        else:
            span, fix = match.span("on"), "to"
        yield RULE.issue(block, span, f"English writes “{fix}”.", fix=fix)
