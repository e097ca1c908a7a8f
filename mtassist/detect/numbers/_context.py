"""What stands around a number: where numbers begin, the word after one, the word before it, units and months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from mtassist.lists import rows, words

NEXT = re.compile(r"[ \u00a0]?(?P<word>%|[^\W\d_]+(?: cent\b)?)")
LAST = re.compile(r"(?P<word>[^\W\d_]+|[€$£¥№#])[ \u00a0]?$")
MORE = re.compile(r"(?:[ ]?[-–][ ]?| (?:to|and|or) )\d{1,15}(?:[.,]\d{1,9}){0,5}")
RUN = re.compile(r"[0-9]+")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[int, ...]:
    """Where runs of digits begin: every rule about numbers looks only there."""
    return tuple([m.start() for m in RUN.finditer(text)])


def matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What ``pattern``, which begins with a digit, finds in a text."""
    done = 0
    for at in figures(text):
        if at >= done and (match := pattern.match(text, at)):
            yield match
            done = match.end()


def before(text: str, at: int, width: int = 30) -> str:
    """The characters before a place."""
    return text[max(0, at - width) : at]


def word_after(text: str, at: int) -> str:
    """The word or percent sign after a number, in small letters; “” where there is none."""
    match = NEXT.match(text, at)
    return match["word"].lower() if match else ""


def counted_after(text: str, at: int) -> str:
    """The same, but after “1.500-2.000” and “1.500 to 2.000” the word after the second number."""
    more = MORE.match(text, at)
    return word_after(text, more.end() if more else at)


def word_before(text: str, at: int) -> str:
    """The word or currency sign before a number, in small letters; “” where there is none."""
    match = LAST.search(text, max(0, at - 30), at)
    return match["word"].lower() if match else ""


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


def tail(number: str) -> str:
    """What an ordinal ends with.

    >>> tail("21"), tail("12"), tail("113")
    ('st', 'th', 'th')
    """
    if number[-2:-1] == "1":
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")


def clock(hour: int, minute: int | None = None) -> str:
    """A time of day as American news writes it.

    >>> clock(15), clock(20, 30), clock(0, 5)
    ('3 p.m.', '8:30 p.m.', '12:05 a.m.')
    """
    half = "p.m." if 12 <= hour < 24 else "a.m."
    shown = str((hour - 1) % 12 + 1)
    return f"{shown} {half}" if not minute else f"{shown}:{minute:02} {half}"
