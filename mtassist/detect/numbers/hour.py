"""An hour told twice, or with a foreign word: “6:40 in the morning am”, “12am noon”, “kl 22.40”, “05.00 WIB”.

Systems copy the mark of the source beside the English one, or in place of it. “12 noon”, “8 o'clock in the morning” and
“the 7:30 hour” are English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import DIGITS, cues
from mtassist.detect.numbers._context import clock
from mtassist.rules import Rule, bad, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.hour",
    summary="An hour is told twice, or with a word of another language.",
    mqm=Mqm.TIME_FORMAT,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("The bell rang at [[6:40 in the morning am]] on Monday.", fix="6:40 a.m."),
        bad("The bell rang at [[6:40 am in the morning]] on Monday.", fix="6:40 a.m."),
        bad("It closes at [[12am noon]] today.", fix="12 noon"),
        bad("It opens at [[8 a.m. clock]] today.", fix="8 a.m."),
        bad("The ferry left at [[kl 22.40]] on Monday.", fix="10:40 p.m."),
        bad("The ferry left at [[05.00 WIB]] on Monday.", fix="5 a.m."),
        bad("The ferry left at [[ore 18]] on Monday.", fix="6 p.m."),
        bad("The ferry left at [[hours 18]] on Monday.", fix="6 p.m."),
        bad("The shop opens at [[7.00 hour]] each day.", fix="7:00"),
        ok("It closes at 12 noon, 8 o'clock in the morning and in the 7:30 hour."),
        ok("He worked hours 18 to 20 of the shift, for 8 hour days."),
    ),
)

TIME = r"(?P<hour>[01]?[0-9]|2[0-4])(?:[:.](?P<minute>[0-5][0-9]))?"
HALF = r"[ap]\.?m\b\.?"
PLACE = re.compile(
    rf"(?<![\w.,:/$€£])(?:{TIME} ?(?:"
    rf"(?P<told>in the (?P<part>morning|afternoon|evening) {HALF}|{HALF} in the (?P<part2>morning|afternoon|evening)\b)"
    rf"|(?P<noon>{HALF} noon\b)|(?P<half>{HALF}) (?:o['’´]?clock|clock|hours?)\b\.?"
    r"|(?P<zone>WIB|WITA|WIT)\b|(?P<hours>hour)\b(?![ -](?:day|shift|drive|trip|walk|flight|of)))"
    r"|(?<=at )(?:kl\.?|klo|ore|hours) (?P<foreign>[01]?[0-9]|2[0-4])(?:[:.](?P<minute2>[0-5][0-9]))?"
    r"(?![\w:])(?! to\b))"
)
TELLING = re.compile(r"\b(?:am|pm|a\.m|p\.m|clock|hours?|kl|klo|ore|WIB|WITA|WIT|noon)\b")
AT = re.compile(r"\b(?:at|from|until|till|by|around|about|and|to) $")

CUES = DIGITS & cues(spelt="am pm clock hour hours kl klo ore WIB WITA WIT noon", shape=r"a\.a")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if not TELLING.search(text):
        return
    for match in PLACE.finditer(text):
        if fix := _fix(text, match):
            yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)


def _fix(text: str, match: re.Match[str]) -> str:
    hour, minute = match["hour"] or match["foreign"], match["minute"] or match["minute2"]
    shown = f"{hour}:{minute}" if minute else hour
    if match["told"]:
        morning = (match["part"] or match["part2"]) == "morning"
        return f"{shown} {'a.m.' if morning else 'p.m.'}" if int(hour) <= 12 else ""
    if match["noon"]:
        return "12 noon" if hour == "12" and not minute else ""
    if match["half"]:
        return f"{shown} {match['half'][0]}.m."
    if match["hours"]:
        return f"{hour}:{minute}" if minute and AT.search(text, max(0, match.start() - 8), match.start()) else ""
    return clock(int(hour), int(minute or 0))
