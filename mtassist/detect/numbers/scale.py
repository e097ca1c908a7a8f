"""Scale words of another language: “5 milliard”, “3.2 ten thousand”, “9.5 thousand”, “96,280 million”.

“Milliard” is a billion, East Asia counts in ten thousands, Spaniards in thousands of millions, Russians in
thousands. “Billiard” and doubled scales are in doubt and shown without a fix. “Ten thousand people” is English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from mtassist.lists import rows
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.scale",
    summary="A word for a large number is not used as in English.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("The bridge costs [[5 milliards of]] euros.", fix="5 billion"),
        bad("The bridge costs [[3.5 mln]] euros.", fix="3.5 million"),
        bad("The bridge costs [[200 Mio.]] euros.", fix="200 million"),
        bad("The debt is [[2 billiards]] in all.", fix=None),
        bad("Some [[3.2 ten thousand]] homes were built.", fix="32,000"),
        bad("About [[9.5 thousand]] cases are known.", fix="9,500"),
        bad("The market grew to [[96,280 million]] yuan.", fix="96.28 billion"),
        bad("The debt is [[3 thousand million]] euros.", fix="3 billion"),
        bad("They have [[5 hundred million]] users.", fix="500 million"),
        bad("It cost [[120 million millions]] in all.", fix=None),
        ok("Some ten thousand people and 10 thousand more came, half a million in all."),
        ok("It cost 1,250 dollars, 3.5 million euros or 2 lakh rupees."),
        ok("The 46 mill workers left; 3 mills closed."),
        ok("He plays billiards; the 3 billiard tables were sold."),
        ok("They met hundreds of thousands of fans, one in a million."),
        misses("The plant makes [[1,281 million]] a year.", "figures as exact as that are often given so on purpose"),
    ),
)

NUMBER = r"(?<![\w.,/])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
TEN, HUNDRED, THOUSAND, MILLION = 10_000, 100_000_000, 1_000, 1_000_000
CALQUES = {
    "ten thousand": TEN,
    "tens of thousands": TEN,
    "hundred million": HUNDRED,
    "hundred thousand": 100_000,
    "hundred millions": HUNDRED,
    "thousand million": 1_000_000_000,
    "thousand millions": 1_000_000_000,
}
POINTED = ("mio.", "mrd.", "tsd.", "tys.")


@cache
def _words() -> dict[str, str]:
    return {row["word"]: row["english"] for row in rows("scale_words")}


@cache
def _pattern() -> re.Pattern[str]:
    foreign = "|".join(sorted(_words(), key=lambda w: (-len(w), w)))
    calques = "|".join(sorted(CALQUES, key=lambda w: (-len(w), w)))
    return re.compile(
        rf"{NUMBER} ?(?:(?P<twice>(?:million|billion|thousand)s? (?:million|billion|thousand)s)\b"
        rf"|(?P<foreign>(?:{foreign})\b(?: of\b|\.?)(?! tables?| players?| halls?| balls?))|(?P<calque>{calques})\b"
        r"|(?P<thousand>thousand)\b(?! and)|(?P<million>million)\b)",
        re.IGNORECASE,
    )


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in _pattern().finditer(text):
        yield from _issues(block, match)


def _issues(block: Block, match: re.Match[str]) -> Iterator[Issue]:
    number, (start, end) = Decimal(match["number"].replace(",", "")), match.span()
    if foreign := match["foreign"]:
        english = _words()[foreign.lower().removesuffix(" of").rstrip(".")]
        if foreign.endswith(".") and (foreign.lower() not in POINTED or end == len(block.text)):
            end -= 1  # the point ends the sentence
        fix = None if english == "-" else f"{match['number']} {english}"
        yield RULE.issue(
            block, (start, end), f"“{foreign.removesuffix(' of').rstrip('.')}” is no English number word.", fix=fix
        )
    elif match["twice"]:
        yield RULE.issue(block, (start, end), "Two scale words follow each other: which one is meant?")
    elif calque := match["calque"]:
        fix = _spoken(number * CALQUES[calque.lower()])
        yield RULE.issue(block, (start, end), f"English writes “{fix}”.", fix=fix)
    elif match["thousand"] and "." in match["number"]:
        fix = _spoken(number * THOUSAND)
        yield RULE.issue(block, (start, end), f"English writes “{fix}”.", fix=fix, severity=Severity.MINOR)
    elif match["million"] and "," in match["number"] and number < 1_000_000 and number % 10 == 0:
        fix = _spoken(number * MILLION)
        yield RULE.issue(block, (start, end), f"English writes “{fix}”.", fix=fix, severity=Severity.MINOR)


def _spoken(value: Decimal) -> str:
    """A number as news writes it.

    >>> _spoken(Decimal(32000)), _spoken(Decimal("96280000000"))
    ('32,000', '96.28 billion')
    """
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= size:
            return f"{(value / size).normalize():f} {name}"
    return f"{value.normalize():,f}"
