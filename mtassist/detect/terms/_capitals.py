"""Names of several words, read without regard to their letter case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist import lists

CAPITAL = r"[^\Wa-z\d_][^\W\d_]*(?:['’\-][^\W\d_]+)*"
SMALL = frozenset(["of", "for", "and", "the", "on", "in"])
NAME = re.compile(
    CAPITAL + r"(?:[ \N{NO-BREAK SPACE}](?:(?:of|for|and|the|on|in)[ \N{NO-BREAK SPACE}]){0,2}" + CAPITAL + ")+"
)
INSTITUTIONS = lists.words("institution_words")
LONGEST = 6  # words of a name


@lru_cache(maxsize=2048)
def names(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and words of each run of two or more capitalised words, small words between them included.

    >>> [n[2] for n in names("The head of the Bank of Osta met Anna Benn.")]
    ['Bank of Osta', 'Anna Benn']
    """
    return tuple((m.start(), m.end(), m.group()) for m in NAME.finditer(text))


def phrases(name: str) -> Iterator[str]:
    """The names of two to six words within a name, itself included.

    >>> list(phrases("Bank of Osta Town"))
    ['Bank of Osta', 'Bank of Osta Town', 'Osta Town']
    """
    words = name.split()
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + LONGEST)):
            if not {words[first].lower(), words[last]} & SMALL:
                yield " ".join(words[first : last + 1])
