"""Sentences and paragraphs with their words alone, so that equal ones are found at once."""

from __future__ import annotations

import re
from functools import lru_cache

APART = re.compile(r"[\W_]+")
MARKS = " \"“”„«»‘’'-–—"
QUOTED = re.compile(r"^\W{0,2}[\"“”„«»‘']|[\"“”„«»’]\W{0,2}$")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Words and figures in lower case, one blank between them.

    >>> bare("“Yes, ” he said.")
    'yes he said'
    """
    return APART.sub(" ", text).strip().lower()


def opening(text: str) -> str:
    """How a text begins, whatever its quotation marks: only texts that begin alike need to be compared."""
    return text[:14].strip(MARKS)[:10].lower()


def pulled(one: str, two: str) -> bool:
    """Whether one is set as a quotation and the other not: a pull quote, which pages show on purpose."""
    return bool(QUOTED.search(one)) != bool(QUOTED.search(two))
