"""Sentences and paragraphs with their words alone, so that equal ones are found at once."""

from __future__ import annotations

import re
from functools import lru_cache

APART = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Words and figures in lower case, one blank between them.

    >>> bare("“Yes, ” he said.")
    'yes he said'
    """
    return APART.sub(" ", text).strip().lower()
