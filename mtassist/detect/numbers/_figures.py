"""Figures of any country, read and written again as English writes them."""

from __future__ import annotations

import re
from decimal import Decimal

# bounded, so that a page of digits is not read to its end from each of them
FIGURE = r"[0-9]{1,15}(?:[.,'’\u066b\u066c][0-9]{1,9}|[ \u00a0\u202f\u2009][0-9]{3}(?![0-9])){0,5}"
MARK = re.compile(r"[^0-9]")
DECIMAL = ".,\u066b"


def english(figure: str) -> str:
    """A figure from a country that sets points, blanks or apostrophes between thousands and a comma before decimals.

    >>> english("1.200.000"), english("12,50"), english("1.234,56"), english("1'500"), english("0,315")
    ('1,200,000', '12.50', '1,234.56', '1,500', '0.315')
    """
    marks, groups = MARK.findall(figure), MARK.split(figure)
    if not marks:
        return figure
    decimal = marks[-1] in DECIMAL and (
        len(groups[-1]) != 3 or groups[0].startswith("0") or (len(marks) > 1 and marks[-2] != marks[-1])
    )
    whole = int("".join(groups[:-1] if decimal else groups)[:60])
    return f"{whole:,}.{groups[-1]}" if decimal else f"{whole:,}"


def value(figure: str) -> Decimal:
    """What a figure means, if it is English or has a decimal comma: “1,500”, “1.5” and “1,5”."""
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?", figure):
        return Decimal(figure.replace(",", ""))
    return Decimal(english(figure).replace(",", ""))


def spoken(number: Decimal) -> str:
    """A number as news writes it.

    >>> spoken(Decimal(32000)), spoken(Decimal("96280000000")), spoken(Decimal(1234567))
    ('32,000', '96.28 billion', '1,234,567')
    """
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if number >= size and number * 1000 % size == 0:
            return f"{(number / size).normalize():f} {name}"
    return f"{number.normalize():,f}"
