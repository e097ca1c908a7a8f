"""A unit in pieces, or of another country: “35 ° C”, “90 km / h”, “+ 25 degrees”, “50 m2”, “5 Kg”.

Systems take a unit for words of its own, keep the Cyrillic letter for “C” and the plus sign of Russian
temperatures, and copy the spellings of the source. “35 °C”, “35°C”, “km/h” and “5 km / half an hour” are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import DIGITS, cues
from mtassist.detect.numbers._context import matches
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="numbers.unit",
    summary="A unit is written in pieces.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.93,
    examples=(
        bad("It was [[35 ° C]] in the shade.", fix="35°C"),
        bad("It was [[35 C°]] in the shade.", fix="35°C"),
        bad("It was [[35 º C]] in the shade.", fix="35°C"),
        bad("The train did [[90 km / h]] then.", fix="90 km/h"),
        bad("It was [[35 ° \N{CYRILLIC CAPITAL LETTER ES}]] in the shade.", fix="35°C"),
        bad("It was [[35 °]] in the shade.", fix="35 degrees"),
        bad("It lies near the parallel of [[34 °]] and the lake.", fix="34°"),
        bad("It was [[+ 25 degrees]] in the shade.", fix="25 degrees"),
        bad("It was [[- 5 degrees]] at night.", fix="-5 degrees"),
        bad("The house has [[50 m2]] of floor.", fix="50 square meters"),
        bad("They burned [[50 mts]] of fence.", fix="50 meters"),
        bad("It weighs [[5 Kg]] in all.", fix="5 kg"),
        bad("They walked [[5 Kms]] in the rain.", fix="5 km"),
        bad("The fire covered [[40 square meters. m]] of floor.", fix="40 square meters"),
        ok("It rose 2 - 3 degrees, from -5 to +25 degrees; it is at the A 50 M2 link, gate 5 Kg Lane."),
        ok("Set it to 90°, then 45° east; 5 kg and 5 km are enough."),
        ok("It was 35°C or 35 °C, 35 C or 95 F, at 90 km/h."),
        ok("It is 5 km / half an hour away; the 35° Celsius line."),
        misses("It was [[35 degree]] in the shade.", "“a 35 degree slope” is right"),
    ),
)

PLACE = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)?)(?:"
    r"[ ]?(?:[°º][ ]?(?P<cyrillic>\u0421)|[°º][ ](?P<after>[CF])|(?P<before>[CF])[ ]?[°º])(?!\w)"
    r"|[ ](?P<one>km|m|l|kg|mg|g)[ ]?/[ ]?(?P<two>h|s|sec|l|ha|m2|m3)\b"
    r"|[ ](?P<twice>(?:square|cubic) (?:kilo)?met(?:er|re)s)\. k?m\b|[ ](?P<bare>[°º])(?= [a-z]|[,.;)])"
    r"|[ ]?(?P<foreign>m2|km2|m3|mts|Kms?|Kgs?|KM|KG)(?=[ ](?!Lane)[a-z(]|[,.;)]|$)|(?P<warm>[ ]?(?:°|degrees\b)[CF]?))"
)
SIGNED = re.compile(
    r"(?<![\w%°] )(?<![\w.,])(?P<sign>[+–−-]) $|(?:to|from|by|at|is|was|be|of|promises) (?P<late>[+–−-]) $"
)
ON_THE_GLOBE = re.compile(r"\b(?:latitude|longitude|parallel|meridian|[NSEW]|north|south|east|west)\b")
NEAR = 40  # characters
FOREIGN = {"m2": "square meters", "km2": "square kilometers", "m3": "cubic meters", "mts": "meters"}
TELLING = ("/", "°", "º", "degrees", "m2", "m3", "mts", "Km", "Kg", "KM", "KG", ". m")

CUES = DIGITS & cues(spelt="degrees square cubic m km mts Km Kms Kg Kgs KM KG", shape="[/°º]")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if not any(map(text.__contains__, TELLING)):
        return
    for match in matches(PLACE, text):
        start, fix = match.start(), _fix(match)
        if match["warm"]:
            sign = SIGNED.search(text, max(0, start - 12), start)
            if sign is None:
                continue
            mark = sign["sign"] or sign["late"]
            start, fix = start - 2, match.group() if mark == "+" else f"{mark}{match.group()}"
        if match["bare"] and ON_THE_GLOBE.search(text, max(0, start - NEAR), match.end() + NEAR):
            fix = f"{match['number']}°"
        if fix != text[start : match.end()]:
            yield RULE.issue(block, (start, match.end()), f"English writes “{fix}”.", fix=fix)


def _fix(match: re.Match[str]) -> str:
    number, letter = match["number"], match["after"] or match["before"]
    if letter or match["cyrillic"]:
        return f"{number}°{letter or 'C'}"
    if unit := match["foreign"]:
        return f"{number} {FOREIGN.get(unit) or unit.lower().removesuffix('s')}"
    if match["one"]:
        return f"{number} {match['one']}/{match['two']}"
    return f"{number} {match['twice'] or 'degrees'}"
