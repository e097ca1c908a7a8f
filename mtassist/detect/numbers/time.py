"""Times of day in the form of another language: “20h30”, “15 pm”, “18.30 o'clock”, “at 16 hours”, “21: 00”.

Systems copy French, German, Russian and Chinese times and add the English words to them. “6.30am”, “10 o'clock”,
“0600 hours”, durations (“2h 05m”, “within 16 hours”) and twelve-hour times are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.numbers._context import clock, matches
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.time",
    summary="A time of day is not written as in English.",
    mqm=Mqm.TIME_FORMAT,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("They meet at [[15 pm]] today.", fix="3 pm"),
        bad("They meet at [[15 p.m.]] today.", fix="3 p.m."),
        bad("They left at [[14:40 p.m.]] on Monday.", fix="2:40 p.m."),
        bad("It begins at [[20h30]] in the hall.", fix="8:30 p.m."),
        bad("It begins at [[20 h 30]] in the hall.", fix="8:30 p.m."),
        bad("It begins at [[20h]] in the hall.", fix="8 p.m."),
        bad("It begins at [[18.30 o'clock]] in the hall.", fix="18:30"),
        bad("It begins at [[20 o'clock]] in the hall.", fix="8 p.m."),
        bad("It begins at [[16 hours]] on Monday.", fix="4 p.m."),
        bad("They announced it at [[11: 00]] on the 26th.", fix="11:00"),
        bad("It was [[1: 25]] a.m. on the 12th.", fix="1:25"),
        ok("They meet at 3 pm, 6.30am, 12:30 p.m. or 10 o'clock, 0600 hours."),
        ok("He won in 2h 05m 10s, within 16 hours, after 20 hours and 14h of work."),
        ok("The score: 20 points. Luke 3: 16 and the ratio 3: 1."),
        ok("It closed at 16 hours' notice and opened at 24 hours a day."),
        misses("They meet at [[15]] today.", "a bare number may be anything"),
    ),
)

SPOT = re.compile(r"\d")
PLACE = re.compile(
    r"(?<![\d.,:$€£/-])(?:"
    r"(?P<late>1[3-9]|2[0-3])(?:[:.](?P<late_minute>[0-5]\d))?[ \u00a0]?(?P<half>[ap]\.?m\b\.?)"
    r"|(?P<h>[01]?\d|2[0-4])(?:[ \u00a0]h[ \u00a0]|h)(?P<h_minute>[0-5]\d)(?![\w:'’]|[ ]?(?:m|min|s|sec)\b)"
    r"|(?<=at )(?P<bare>1\d|2[0-4]|[6-9])[ ]?h(?=[ .,;)]|$)"
    r"|(?P<clock>[01]?\d|2[0-4])[:.](?P<clock_minute>[0-5]\d)[ ]o['’]clock\b"
    r"|(?P<oclock>1[3-9]|2[0-4])[ ]o['’]clock\b"
    r"|(?P<gap>[01]?\d|2[0-4]):[ ](?P<gap_minute>[0-5]\d)(?![\d:.]\d|\d|\))"
    r")"
    r"|(?<=\b[Aa]t[ ])(?P<hours>1[3-9]|2[0-3])[ ]hours\b(?!['’]|[ ](?:of|a|per|before|after|and|each|or|long)\b)"
)
DAY = re.compile(r"\b(?:at|around|by|until|till|from|to|about|since|before|after|between|and|of|[-–])[ ]?$|^$")
DURATION = re.compile(r"\b(?:in|of|took|for|time|lasted|within)[ ]$")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(SPOT, PLACE, text):
        fixes = _fixes(text, match)
        if fixes:
            yield RULE.issue(block, match.span(), f"English writes “{fixes[0]}”.", fixes=fixes)


def _fixes(text: str, match: re.Match[str]) -> list[str]:
    part = match.groupdict()
    if part["late"]:
        minute = f":{part['late_minute']}" if part["late_minute"] else ""
        gap = "" if text[match.start("half") - 1].isdigit() else " "
        half = "p" + part["half"][1:]
        return [f"{int(part['late']) - 12}{minute}{gap}{half}", f"{part['late']}{minute or ':00'}"]
    if part["h"] or part["bare"]:
        hour, past = int(part["h"] or part["bare"]), int(part["h_minute"] or 0)
        if part["h"] and DURATION.search(text[max(0, match.start() - 12) : match.start()]):
            return []
        return [clock(hour, past), f"{hour}:{past:02}"]
    if part["clock"]:
        return [f"{part['clock']}:{part['clock_minute']}", clock(int(part["clock"]), int(part["clock_minute"]))]
    if part["oclock"]:
        return [clock(int(part["oclock"]), None)]
    if part["hours"]:
        return [clock(int(part["hours"]), None)]
    joined = f"{part['gap']}:{part['gap_minute']}"
    before, behind = text[max(0, match.start() - 10) : match.start()], match.end()
    return (
        [joined]
        if DAY.search(before) or re.match(r"[ ]?[ap]\.?m\b|[ ]on the\b|[ ]hours\b", text[behind : behind + 10])
        else []
    )
