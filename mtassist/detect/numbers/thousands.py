"""Thousands set off by points, blanks or apostrophes: “1.500 people”, “12.000 euros”, “15 785 641 cases”, “14, 500”.

Most of Europe and Latin America groups digits by points or blanks, and systems copy numbers as they stand. English
decimals (“1.486 million”, “0.315”, exchange rates, fuel prices), phone numbers and versions are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.numbers._context import (
    DAYS,
    MONTHS,
    before,
    countable,
    counted_after,
    matches,
    units,
    word_after,
    word_before,
)
from mtassist.detect.numbers._figures import english
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.thousands",
    summary="Thousands are set off by a point or a blank, as in other languages.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MAJOR,
    confidence=0.93,
    of_style=True,
    examples=(
        bad("The march drew [[1.500]] people.", fix="1,500"),
        bad("The march drew [[1.500]] Alban farmers.", fix="1,500"),
        bad("There are [[3.900]] wolves in the country.", fix="3,900"),
        bad("There are [[3.987]] wolves in the country.", fix="3,987"),
        bad("The park covers [[1.250]] hectares.", fix="1,250"),
        bad("He ran [[1.500]] m in four minutes.", fix="1,500"),
        bad("It cost [[12.000]] euros.", fix="12,000"),
        bad("It cost [[1,200.000]] dinars.", fix="1,200,000"),
        bad("It cost [[1.234,56]] euros.", fix="1,234.56"),
        bad("It cost [[1'200'000]] francs.", fix="1,200,000"),
        bad("Some [[1.234.567]] votes were cast.", fix="1,234,567"),
        bad("The fine is €[[50.000]] for firms.", fix="50,000"),
        bad("The state gave back [[110 100]] euros.", fix="110,100"),
        bad("So far [[15 785 641]] cases are known.", fix="15,785,641"),
        bad("The price stood at [[14, 500]] per hectare.", fix="14,500"),
        bad("More than [[1, 100,000]] farmers came.", fix="1,100,000"),
        ok("Exports fell to 1.486 million tonnes and 2.256 seconds, 0.315% in all."),
        ok("The euro stood at 1.105 dollars, petrol at 1.729 euros per litre."),
        ok("Call 1300 224 636 or +49 30 227 351 or tel. 030 227 351."),
        ok("The rooms 113, 114, 115 and 116; after 600, 700 or 800 years."),
        ok("Version 1.234.567 of the firmware, address 192.168.100.200."),
        ok("On July 26, 106 people came; in 2019 300 people came."),
        ok(
            "The tunnel is 34.538 km long and the lake 3.165 metres deep; he was 1.987 seconds and 2.117 points behind."
        ),
        ok("He hit 1.800 in the index and needs 2.250 minutes or 1.250 times as many."),
        misses("The state has [[3.165]] km of coast.", "three kilometres of coast cannot be told from it by form"),
    ),
)

TELLING = re.compile(r"[0-9][.,'’ \u00a0\u202f\u2009] ?[0-9]{3}")
PLACE = re.compile(
    r"(?:(?P<both>[1-9][0-9]{0,2},[0-9]{3}\.000)(?!\d)|(?P<points>[0-9]{1,3}(?:\.[0-9]{3}){1,6}(?:,[0-9]{1,2}(?!\d))?)(?!\.\d|,\d|[-–]\d{1,3}\b(?![.]))"
    r"|(?<![)–])(?<!\d )(?P<blanks>[1-9][0-9]{0,2}(?:[ \u00a0\u202f\u2009][0-9]{3}){1,6})(?! \d|[.,]\d{3}|[-–])"
    r"|(?P<marks>[1-9][0-9]{0,2}(?:['’][0-9]{3}){1,6})(?!['’]|-)"
    r"|(?<!\d, )(?P<commas>[1-9][0-9]{0,2}(?:, [0-9]{3}(?:,[0-9]{3}){1,6}|, [0-9]{3}\b))(?!,? (?:\d|and|or) ?\d?|-))"
    r"(?![\w/:])"
)
FREE = re.compile(r"[\w.,:/+-]$")
RANGE = re.compile(r"\d{3}[-–]$")
DECIMAL = re.compile(
    r"\b(?:rate|exchange|litre|liter|gallon|traded|trading|average|ratio|version|mhz|ghz|firmware|index)\b", re.I
)
PHONE = re.compile(
    r"(?:call|tel|phone|fax|number|hotline|whatsapp|viber|sms|account|iban|code|line|helpline)\W*(?:\w+\W+)?$", re.I
)
CURRENCY = re.compile(r",[-–—]|[ \u00a0]?[€$£₺₴₪₹₩](?!\w)")
SECOND = re.compile(
    r"[ \u00a0](?:[A-Z][\w-]+|[a-z]+(?:al|ed|ic|ish|an|ing|ous|ive|ese|new|more|young)) (?P<word>[a-z]+)\b"
)
FINE = frozenset(  # news gives these to the thousandth
    ["point", "points", "times", "degrees", "runs", "goals", "average", "win", "wins", "tenths", "thousandths", "odds"]
)
PLURAL = re.compile(r"[ \u00a0][a-z]{3,}[^\Ws]s\b")
SIGNS = frozenset("€$£¥")
MONEY = frozenset(
    ["eur", "usd", "euro", "euros", "rs", "rp", "rmb", "gbp", "chf", "czk", "pln", "idr", "tl", "nis", "cfa"]
)
DATED = re.compile(rf"(?:{MONTHS}|\bin|since|of|(?:{DAYS})day,?) $")
CODED = ("no", "№", "#", "boeing", "airbus")

CUES = cues(shape="0[.,'’]000|^000(?!0)")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if not TELLING.search(text):
        return
    for match in matches(PLACE, text):
        left = before(text, match.start(), 40)
        if (FREE.search(left) and not RANGE.search(left)) or CURRENCY.match(text, match.end()):
            continue  # part of something else, or told by the rule of currencies
        if WANTED[str(match.lastgroup)](text, match, left):
            fix = match.group().replace(".", ",") if match["both"] else english(match.group().replace(", ", ","))
            yield RULE.issue(block, match.span(), f"English writes “{fix}”.", fix=fix)


def _pointed(text: str, match: re.Match[str], left: str) -> bool:
    number, following = match.group(), counted_after(text, match.end())
    if number.count(".") > 1:
        return number.count(".") < 4 and not DECIMAL.search(left[-20:])
    if "," in number:
        return True
    if number.startswith("0") or following in units("scale", "share"):
        return False
    if DECIMAL.search(left) or DECIMAL.search(text, match.end(), match.end() + 30):
        return False
    if word_before(text, match.start()) in SIGNS | MONEY or following in units("money"):
        return len(number) > 5 or number.endswith("00")
    if following in units("length", "weight", "area"):
        return number.endswith(("00", "50"))
    if following in units() or following in FINE:
        return number.endswith("000") and len(number) > 5
    second = SECOND.match(text, match.end())
    counted = following in countable() or (second is not None and second["word"] in countable())
    return counted or number.endswith("00") or PLURAL.match(text, match.end()) is not None


def _blanked(text: str, match: re.Match[str], left: str) -> bool:
    number, start = match.group(), match.start()
    before_it = word_before(text, start)
    if PHONE.search(left) or before_it in CODED:
        return False
    if len(number) > 7:
        return not number.startswith(("800 ", "900 "))
    if DATED.search(left[-12:]) and int(number.split()[0] if " " in number else 99) <= 31:
        return False
    if word_after(text, match.end()) in countable() or before_it in SIGNS | MONEY:
        return True
    return len(number) > 5 and number.endswith("000")


def _split(text: str, match: re.Match[str], left: str) -> bool:
    number = match.group()
    if DATED.search(left[-12:]):
        return False
    following, before_it = word_after(text, match.end()), word_before(text, match.start())
    counted = following in countable() or following == "per" or before_it in SIGNS
    return number.count(",") > 1 or counted or number.endswith(" 000")


def _marked(text: str, match: re.Match[str], left: str) -> bool:
    return not left.endswith(("'", "’"))


def _both(text: str, match: re.Match[str], left: str) -> bool:
    """“1,200.000 dinars”: nobody counts to a thousandth after a comma for thousands."""
    return True


WANTED = {"both": _both, "points": _pointed, "blanks": _blanked, "commas": _split, "marks": _marked}
