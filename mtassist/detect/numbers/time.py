"""Times of day in the form of another language: “20h30”, “15 pm”, “18.30 o'clock”, “at 16 hours”, “21: 00”, “20 Uhr”.

Systems copy French, German, Russian and Chinese times and add the English words to them. “6.30am”, “10 o'clock”,
“0600 hours”, durations (“2h 05m”, “within 16 hours”) and twelve-hour times are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import DIGITS, cues
from mtassist.detect.numbers._context import before, clock, matches
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
        bad("They left at [[00:40 a.m.]] on Monday.", fix="12:40 a.m."),
        bad("It begins at [[20h30]] in the hall.", fix="8:30 p.m."),
        bad("It begins at [[20 h 30]] in the hall.", fix="8:30 p.m."),
        bad("It begins at [[20h]] in the hall.", fix="8 p.m."),
        bad("It is open from [[10h to 17h30]] on weekdays.", fix="10 a.m. to 5:30 p.m."),
        bad("It begins at [[18.30 o'clock]] in the hall.", fix="18:30"),
        bad("It begins at [[20 o'clock]] in the hall.", fix="8 p.m."),
        bad("It begins at [[01 o'clock]] in the hall.", fix="1 a.m."),
        bad("It begins at [[20 clock]] in the hall.", fix="8 p.m."),
        bad("It begins at [[20:15 Uhr]] in the hall.", fix="8:15 p.m."),
        bad("The shop opens at [[07.30 o'clock in the hour]] each day.", fix="07:30"),
        bad("It begins at [[16 hours]] on Monday.", fix="4 p.m."),
        bad("It begins at [[20:30 h]] on Monday.", fix="20:30"),
        bad("It begins at [[15 hours 30 minutes]] on Monday.", fix="3:30 p.m."),
        bad("It begins at [[pm 3:30]] on Monday.", fix="3:30 pm"),
        bad("It begins at [[3 o'clock p.m.]] on Monday.", fix="3 p.m."),
        bad("They announced it at [[11: 00]] on the 26th.", fix="11:00"),
        bad("It was [[1: 25]] a.m. on the 12th.", fix="1:25"),
        ok("They meet at 3 pm, 6.30am, 12:30 p.m. or 10 o'clock, 0600 hours."),
        ok("He won in 2h 05m 10s, within 16 hours, after 20 hours and 14h of work."),
        ok("The score: 20 points. Luke 3: 16 and the ratio 3: 1."),
        ok("It closed at 16 hours' notice and opened at 24 hours a day. They left at 3 pm 20 days ago."),
        misses("They meet at [[15]] today.", "a bare number may be anything"),
    ),
)

HOUR, MINUTE = "(?:[01]?[0-9]|2[0-4])", "[0-5][0-9]"
CLOCK = r"o[ ]?['’`´][ ]?clock|oclock|o[ ]clock|clock|Uhr"
PLACE = re.compile(
    rf"(?P<late>1[3-9]|2[0-3]|00?(?=[:.]))(?:[:.](?P<late_minute>{MINUTE}))?[ \u00a0]?(?P<half>[ap]\.?m\b\.?)"
    rf"|(?P<h>{HOUR})[ \u00a0]?h(?:[ \u00a0]?(?P<h_minute>{MINUTE}))?(?![\w:'’]|[ ]?(?:m|min|s|sec)\b)"
    rf"(?:(?P<to> (?:to|until|till|and) |[ ]?[-–][ ]?)(?P<h2>{HOUR})[ \u00a0]?h(?P<h2_minute>{MINUTE})?(?!\w))?"
    rf"|(?P<noon>0?[0-9]|1[0-2])(?P<noon_minute>[:.]{MINUTE})?[ ](?:{CLOCK})[ ](?P<noon_half>[ap]\.?m\b\.?)"
    rf"|(?P<clock>{HOUR})[:.](?P<clock_minute>{MINUTE})[ ](?:{CLOCK})\b(?: in the hours?\b)?"
    rf"|(?P<oclock>0[0-9]?|1[3-9]|2[0-4])[ ](?:{CLOCK})\b(?: in the hours?\b)?"
    rf"|(?P<o>[0-9]|1[0-2])[ ](?:Uhr|clock)\b"
    rf"|(?P<gap>{HOUR}):[ ](?P<gap_minute>{MINUTE})(?![0-9:.]\d|\d|\))"
    rf"|(?P<long>{HOUR}[:.]{MINUTE})[ \u00a0]?(?:hours|hrs|h|hs)\b(?!['’/]|[ ](?:of|a|per|later|ago|long|and)\b)"
    rf"|(?P<hours>1[3-9]|2[0-3])[ ]hours\b(?: (?P<minutes>{MINUTE}) minutes\b)?"
    r"(?!['’]|[ ](?:of|a|per|before|after|and|each|or|long)\b)"
    rf"|(?P<after>(?:0?[1-9]|1[0-2])(?:[:.]{MINUTE})?)(?![0-9:.]\d|\d|[ ]?(?:[ap]\.?m\b|%|percent))"
)
GLUED = re.compile(r"[\d.,:$€£/-]$")
AT = re.compile(r"\b[Aa]t $")
TIMED = re.compile(r"\b(?:at|from|between|until|till|by|around|about|since|before|after|to|and) $", re.IGNORECASE)
OPEN = re.compile(r"\b(?:at|from|between|until|till) $", re.IGNORECASE)
DAY = re.compile(r"\b(?:at|around|by|until|till|from|to|about|since|before|after|between|and|of|[-–])[ ]?$|^$")
DURATION = re.compile(r"\b(?:in|of|took|for|time|lasted|within)[ ]$")
FIRST = re.compile(r"(?:\b(?:at|around|about|until|from|by|before|after|since) )(?P<half>[AaPp]\.?[Mm]\.? )$")

CUES = DIGITS & cues("am pm h hours hrs hs clock oclock uhr", shape=r"0:$|[aA]\.[aA]")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(PLACE, text):
        left = before(text, match.start(), 16)
        if GLUED.search(left):
            continue
        if match["after"]:
            if half := FIRST.search(left):
                start, fix = match.start() - len(half["half"]), f"{match['after']} {half['half'].strip().lower()}"
                yield RULE.issue(block, (start, match.end()), f"English writes “{fix}”.", fix=fix)
        elif fixes := _fixes(text, match, left):
            yield RULE.issue(block, match.span(), f"English writes “{fixes[0]}”.", fixes=fixes)


def _fixes(text: str, match: re.Match[str], left: str) -> list[str]:
    part = match.groupdict()
    if part["late"]:
        return _late(text, match)
    if part["h"]:
        return _french(part, left)
    if part["noon"]:
        return [f"{int(part['noon'])}{(part['noon_minute'] or '').replace('.', ':')} {part['noon_half']}"]
    if part["clock"]:
        return [f"{part['clock']}:{part['clock_minute']}", clock(int(part["clock"]), int(part["clock_minute"]))][
            :: -1 if "Uhr" in match.group() else 1
        ]
    if hour := part["oclock"]:
        return ["midnight"] if int(hour) in (0, 24) else [clock(int(hour))]
    if part["o"]:
        return [f"{part['o']} o'clock"] if TIMED.search(left) else []
    if part["long"]:
        return [part["long"].replace(".", ":")] if TIMED.search(left) else []
    if part["hours"]:
        return [clock(int(part["hours"]), int(part["minutes"] or 0))] if AT.search(left) else []
    joined = f"{part['gap']}:{part['gap_minute']}"
    behind = text[match.end() : match.end() + 10]
    return [joined] if DAY.search(left) or re.match(r"[ ]?[ap]\.?m\b|[ ]on the\b|[ ]hours\b", behind) else []


def _late(text: str, match: re.Match[str]) -> list[str]:
    """“15 pm”, “14:40 p.m.”, “00:40 a.m.”: hours of two clocks at once."""
    hour, minute, half = int(match["late"]), match["late_minute"], match["half"]
    shown = f":{minute}" if minute else ""
    gap = "" if text[match.start("half") - 1].isdigit() else " "
    if not hour:
        return [f"12{shown}{gap}{half}"] if half[0] == "a" else []
    return [f"{hour - 12}{shown}{gap}p{half[1:]}", f"{match['late']}{shown or ':00'}"]


def _french(part: dict[str, str | None], left: str) -> list[str]:
    """“20h30”, “20 h”, “10h to 17h30”; without minutes only where a time is expected."""
    hour, past = int(part["h"] or 0), int(part["h_minute"] or 0)
    if DURATION.search(left) or not (part["h_minute"] or OPEN.search(left)):
        return []
    if not part["to"]:
        return [clock(hour, past), f"{hour}:{past:02}"] if part["h_minute"] or hour >= 6 else []
    end, end_past = int(part["h2"] or 0), int(part["h2_minute"] or 0)
    return [
        f"{clock(hour, past)}{part['to']}{clock(end, end_past)}",
        f"{hour}:{past:02}{part['to']}{end}:{end_past:02}",
    ]
