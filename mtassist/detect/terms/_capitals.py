"""Names of several words, read without regard to their letter case."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
SMALL = frozenset(["of", "for", "and", "the", "on", "in"])
LONGEST = 6  # words of a name


@lru_cache(maxsize=2048)
def names(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and words of each run of capitalised words, small words between them included.

    >>> [n[2] for n in names("The head of the Bank of Osta met Anna Benn.")]
    ['The', 'Bank of Osta', 'Anna Benn']
    """
    found: list[tuple[int, int, str]] = []
    run: list[re.Match[str]] = []
    for match in WORD.finditer(text):
        beside = bool(run) and text[run[-1].end() : match.start()] in (" ", "\N{NO-BREAK SPACE}")
        capital = match.group()[0].isupper()
        if run and not (beside and (capital or match.group() in SMALL)):
            found += _closed(text, run)
            run = []
        if capital or run:
            run.append(match)
    return (*found, *_closed(text, run))


def _closed(text: str, run: list[re.Match[str]]) -> list[tuple[int, int, str]]:
    while run and run[-1].group() in SMALL:
        run = run[:-1]
    if not run:
        return []
    start, end = run[0].start(), run[-1].end()
    return [(start, end, text[start:end])]


@lru_cache(maxsize=2048)
def phrases(text: str) -> tuple[str, ...]:
    """The names of two to six words, and the shorter ones within them.

    >>> phrases("The Bank of Osta met Anna Benn.")
    ('Bank of Osta', 'Anna Benn')
    """
    found: list[str] = []
    for _, _, name in names(text):
        words = name.split()
        for first in range(len(words)):
            for last in range(first + 1, min(len(words), first + LONGEST)):
                if not {words[first].lower(), words[last]} & SMALL:
                    found.append(" ".join(words[first : last + 1]))
    return tuple(found)
