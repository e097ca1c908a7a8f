"""The capitalised words of a text: a cheap first look for rules that compare names."""

from __future__ import annotations

import re
from functools import lru_cache

CAPITAL = re.compile(
    r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\U0010ffff][^\W\d_]*(?:['’\-\N{NON-BREAKING HYPHEN}][^\W\d_]+)*"
)

PLAIN = re.compile(r"[A-Z][A-Za-z]*(?:['-][A-Za-z]+)*")  # the same in ASCII, much faster


@lru_cache(maxsize=4096)
def heads(text: str) -> frozenset[str]:
    """The words that begin with a capital, without a possessive ending; now and then a word in small letters too.

    >>> sorted(heads("Yesterday Anna Benn's son left McOsta."))
    ['Anna', 'Benn', 'McOsta', 'Yesterday']
    """
    return frozenset(
        [w if w[-2:-1] not in ("'", "’") else w[:-2] for w in (PLAIN if text.isascii() else CAPITAL).findall(text)]
    )
