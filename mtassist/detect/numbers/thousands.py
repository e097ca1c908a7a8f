"""Thousands set off by points or blanks: “1.500 people”, “12.000 euros”, “15 785 641 cases”, “14, 500 homes”.

Most of Europe and Latin America groups digits by points or blanks, and systems copy numbers as they stand. English
decimals (“1.486 million”, “0.315”, exchange rates, fuel prices), phone numbers and versions are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.numbers._context import countable, units, word_after, word_before
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.thousands",
    summary="Thousands are set off by a point or a blank, as in other languages.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MAJOR,
    confidence=0.93,
    examples=(
        bad("The march drew [[1.500]] people.", fix="1,500"),
        bad("It cost [[12.000]] euros.", fix="12,000"),
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
        misses("He ran [[1.500]] m in four minutes.", "a race of one and a half metres cannot be told from it by form"),
    ),
)

TELLING = re.compile(r"\d[., \u00a0\u202f\u2009] ?\d{3}")
POINTS = re.compile(r"(?<![\w.,:/+-])\d{1,3}(?:\.\d{3})+(?![\w/:-])(?!\.\d|,\d{3})")
BLANKS = re.compile(r"(?<![\w.,:/+\-)])(?<!\d )[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\w/:-])(?! \d|[.,]\d{3})")
COMMAS = re.compile(
    r"(?<![\w.,:/+-])(?<!\d, )[1-9]\d{0,2}(?:, \d{3}(?:,\d{3})+|, \d{3}\b)"
    r"(?![\w/:-])(?!,? (?:\d|and|or) ?\d?)"
)
DECIMAL = re.compile(
    r"\b(?:rate|exchange|litre|liter|gallon|traded|trading|average|ratio|version|mhz|ghz|firmware|index)\b", re.I
)
PHONE = re.compile(
    r"(?:call|tel|phone|fax|number|hotline|whatsapp|viber|sms|account|iban|code|line|helpline)\W*(?:\w+\W+)?$", re.I
)
SIGNS = frozenset("€$£¥")
MONEY = frozenset(["eur", "usd", "euro", "euros", "rs", "rmb", "usd", "gbp"])
DATED = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\bin|since|of) $"
)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if not TELLING.search(text):
        return
    for pattern, wanted in ((POINTS, _pointed), (BLANKS, _blanked), (COMMAS, _split)):
        for match in pattern.finditer(text):
            if wanted(text, match):
                fix = re.sub(r"\D+", ",", match.group())
                message = f"English writes “{fix}”."
                yield RULE.issue(block, match.span(), message, fix=fix)


def _pointed(text: str, match: re.Match[str]) -> bool:
    number, following, before = match.group(), word_after(text, match.end()), word_before(text, match.start())
    if number.count(".") > 1:
        return number.count(".") < 3 and not DECIMAL.search(text[max(0, match.start() - 20) : match.start()])
    if number.startswith("0") or following in units("scale", "share"):
        return False
    if DECIMAL.search(text[max(0, match.start() - 60) : match.end() + 30]):
        return False
    if before in SIGNS or before in MONEY or following in units("money"):
        return len(number) > 5 or number.endswith("00")
    if following in units():
        return number.endswith("000") and len(number) > 5
    return following in countable() or (number.endswith("000") and len(number) > 5)


def _blanked(text: str, match: re.Match[str]) -> bool:
    number, start = match.group(), match.start()
    if PHONE.search(text[max(0, start - 40) : start]) or word_before(text, start) in (
        "no",
        "№",
        "#",
        "boeing",
        "airbus",
    ):
        return False
    if len(number) > 7:
        return not number.startswith(("800 ", "900 "))
    following, before = word_after(text, match.end()), word_before(text, start)
    if DATED.search(text, max(0, start - 12), start) and int(number.split()[0] if " " in number else 99) <= 31:
        return False
    return (
        following in countable() or before in SIGNS or before in MONEY or (len(number) > 5 and number.endswith("000"))
    )


def _split(text: str, match: re.Match[str]) -> bool:
    number, start = match.group(), match.start()
    if DATED.search(text, max(0, start - 12), start):
        return False
    following, before = word_after(text, match.end()), word_before(text, start)
    return (
        number.count(",") > 1
        or following in countable()
        or following == "per"
        or before in SIGNS
        or number.endswith(" 000")
    )
