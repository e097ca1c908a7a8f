"""A time of day with a point or a second clock: “at 20.30”, “from 8.00 to 16.00”, “15:20 in the afternoon”, “8 p.m”.

Most of Europe sets a point between hours and minutes and counts to 24. “At 8.30pm” is British, and a price, a share
or a length may look like a time: it is said only of a whole, half or quarter hour that cannot be one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import DIGITS, cues
from mtassist.detect.numbers._context import before, clock, matches
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.clock",
    summary="A time of day has a point, or the marks of two clocks.",
    mqm=Mqm.TIME_FORMAT,
    severity=Severity.MINOR,
    confidence=0.88,
    examples=(
        bad("The concert begins at [[20.30]] in the hall.", fix="8:30 p.m."),
        bad("The concert begins at [[20.00]].", fix="8 p.m"),
        bad("It is open from [[8.00 to 16.00]] each day.", fix="8 a.m. to 4 p.m."),
        bad("It is open from [[9.00-17.30]] each day.", fix="9 a.m.-5:30 p.m."),
        bad("They met at [[15:20 in the afternoon]] on Monday.", fix="3:20 p.m."),
        bad("They met at [[8 hours in the evening]] on Monday.", fix="8 p.m."),
        bad("They met at [[8 p.m]] on Monday.", fix="8 p.m."),
        ok("It begins at 8.30pm, at 9.00 in the hall and at 7.30 on Monday."),
        ok("Shares closed at 20.30, and the pound rose from 1.30 to 1.45 dollars."),
        ok("The mast stands at 18.50 metres; the rate was set at 15.00, or at 13.30 percent."),
        ok("It was 3:20 in the afternoon at 8 p.m. sharp, and he won in 20.30."),
        misses("The concert begins at [[9.30]] in the hall.", "British newspapers write so"),
    ),
)

HOUR, QUARTER = "(?:[01]?[0-9]|2[0-3])", "(?:[0-5]0|15|45)"
PLACE = re.compile(
    rf"(?P<h>{HOUR})(?:\.(?P<m>{QUARTER})(?P<link> to |[ ]?[-–][ ]?| until | till )(?P<h2>{HOUR})\.(?P<m2>{QUARTER})"
    r"(?![\d%€$£°]|[.,]\d|[ ]?[ap]\.?m\b| (?:percent|per|points|euros|dollars|million|metres|meters|degrees|seconds)\b)"
    rf"|\.(?P<minute>{QUARTER})(?=(?: (?:on|in the|local|when|and (?:ended|lasts|will)|with)\b|[,;)]|[.]?$|\. [A-Z]))"
    r"|[:.](?P<past>[0-5][0-9]) in the (?:afternoon|evening)\b"
    r"|[ ]hours in the (?P<part>morning|afternoon|evening)\b"
    r"|(?:[:.][0-5][0-9])?[ ]?(?P<half>[ap]\.m)(?![.\w]))"
)
AT = re.compile(r"\b(?:at|until|till|around|by|since|from|between|At|From) $")
SPAN = re.compile(r"\b(?:from|between|open|daily|hours|weekdays|[a-z]+days?|From),? $")
PRICED = re.compile(
    r"\b(?:clos|settl|trad|stood|stand|pric|share|stock|index|averag|rate|measur|level|fixed|sold|cost|worth|yield|euro"
    r"|dollar|pound|score|mark|record|barrel|peak|percent|won|time of|pegged)",
    re.IGNORECASE,
)

CUES = DIGITS & cues("morning afternoon evening", shape=r"0\.0|a\.a")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if "." not in text and " in the " not in text:
        return
    for match in matches(PLACE, text):
        left = before(text, match.start(), 70)
        if re.search(r"[\w.,:/$€£-]$", left):
            continue
        if fixes := _fixes(match, left):
            if text[match.end() : match.end() + 1] == ".":
                fixes = [fix.removesuffix(".") for fix in fixes]  # the point ends the sentence too
            yield RULE.issue(block, match.span(), f"English writes “{fixes[0]}”.", fixes=fixes)


def _fixes(match: re.Match[str], left: str) -> list[str]:
    hour = int(match["h"])
    if match["half"]:
        return [match.group() + "."] if hour <= 12 else []
    if part := match["part"]:
        return [f"{hour} {'a.m.' if part == 'morning' else 'p.m.'}"] if AT.search(left) and 0 < hour <= 12 else []
    if match["past"]:
        return [clock(hour, int(match["past"]))] if hour > 12 else []
    if PRICED.search(left):
        return []
    if match["h2"]:
        late = int(match["h2"]) > max(hour, 12) and match["m"] + match["m2"] != "5050"
        first, last = clock(hour, int(match["m"])), clock(int(match["h2"]), int(match["m2"]))
        link = match["link"]
        spans = [f"{first}{link}{last}", f"{match['h']}:{match['m']}{link}{match['h2']}:{match['m2']}"]
        return spans if late and SPAN.search(left) else []
    if not AT.search(left) or (hour < 13 and not match["h"].startswith("0")):
        return []
    return [clock(hour, int(match["minute"])), f"{match['h']}:{match['minute']}"]
