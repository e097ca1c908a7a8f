"""What stands around a number: the word after it, the word before it, units and months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.lists import rows, words

NEXT = re.compile(r"[ \u00a0]?(?P<word>%|[^\W\d_]+(?: cent\b)?)")
LAST = re.compile(r"(?P<word>[^\W\d_]+|[€$£¥№#])[ \u00a0]?$")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def word_after(text: str, at: int) -> str:
    """The word or percent sign after a number, in small letters; “” where there is none."""
    match = NEXT.match(text, at)
    return match["word"].lower() if match else ""


def word_before(text: str, at: int) -> str:
    """The word or currency sign before a number, in small letters; “” where there is none."""
    match = LAST.search(text, max(0, at - 30), at)
    return match["word"].lower() if match else ""


def matches(spot: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What ``pattern`` finds where a ``spot`` is: a long pattern is tried only at the few telling characters."""
    done = 0
    for place in spot.finditer(text):
        if place.start() >= done and (match := pattern.match(text, place.start())):
            yield match
            done = match.end()


@cache
def units(*kinds: str) -> frozenset[str]:
    """Units of these kinds, or of all; the percent sign is a share."""
    found = {row["word"] for row in rows("units") if not kinds or row["kind"] in kinds}
    return frozenset(found | {"%"} if not kinds or "share" in kinds else found)


@cache
def countable() -> frozenset[str]:
    """What news counts in thousands."""
    return words("countable")


def month(number: int) -> str:
    """The name of a month.

    >>> month(7)
    'July'
    """
    return MONTHS.split("|")[number - 1]


@cache
def days_in(name: str) -> int:
    """The most days a month can have; 31 for what is no month."""
    return next((int(row["days"]) for row in rows("months") if row["word"] == name), 31)


def clock(hour: int, minute: int | None) -> str:
    """A time of day as American news writes it.

    >>> clock(15, None), clock(20, 30), clock(0, 5)
    ('3 p.m.', '8:30 p.m.', '12:05 a.m.')
    """
    half = "p.m." if 12 <= hour < 24 else "a.m."
    shown = str((hour - 1) % 12 + 1)
    return f"{shown} {half}" if not minute else f"{shown}:{minute:02} {half}"
