"""The words of a text, and the runs in which some of them come again at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from operator import eq
from typing import NamedTuple

from mtassist import lists
from mtassist.types import Block, Segment

WORD = re.compile(r"[^\W_]+(?:['’\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}][^\W_]+)*")
PIECE = re.compile(r"[^\W_]+")
APART = bytes(code if chr(code).isalnum() else 32 for code in range(128)).lower() + bytes(128)  # for text in ASCII
REACH = 20  # the longest phrase, in words, that is looked for
GLUE = lists.words("glue")  # words that say little themselves
LONG = 12  # letters of a word that may stammer
NEEDED = 4  # words of a stretch that is noticed when it comes again later in the sentence


class Words(NamedTuple):
    """Every word in lower case, and where it stands."""

    low: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class Run(NamedTuple):
    """From word ``first``, ``length`` words, each equal to the one ``period`` words before it in the run, if any."""

    first: int
    length: int
    period: int

    @property
    def end(self) -> int:
        return self.first + self.length

    @property
    def times(self) -> int:
        return self.length // self.period

    @property
    def kept(self) -> int:
        """How many words remain when the repetition is taken out.

        >>> Run(0, 8, 3).kept, Run(0, 8, 4).kept  # “the roof of the roof of the roof”, a phrase of four said twice
        (2, 4)
        """
        rest = self.length % self.period
        return rest if rest and rest == self.period - 1 else self.period + rest


class Signs(NamedTuple):
    """What a look at the words of a whole block tells: where none is set, no closer look is needed."""

    runs: bool = False  # words may be said again at once
    joined: bool = False  # a word with one word between, two words with one between
    echoes: bool = False  # four words come again
    around: bool = False  # a word with two or three words between
    stammer: bool = False  # a long word of few letters


@lru_cache(maxsize=4096)
def pieces(text: str) -> list[str]:
    """The words in lower case, those with a hyphen or apostrophe in parts."""
    if text.isascii():
        return text.encode().translate(APART).decode().split()
    return PIECE.findall(text.lower())


@lru_cache(maxsize=4096)
def signs(text: str) -> Signs:
    low = pieces(text)
    stammer = any(len(set(w)) <= 6 for w in [w for w in low if len(w) >= LONG])
    if len(set(low)) == len(low):
        return Signs(stammer=stammer)
    pairs = list(pairwise(low))
    if len(set(pairs)) == len(pairs):  # no two words in the order in which they were said before
        once, twice, *around = (any(map(eq, low, low[lag:])) for lag in (1, 2, 3, 4))
        return Signs(once, twice and _linked(low, _lags(low)), False, any(around), stammer)
    lags = _lags(low)
    fours = list(zip(low, low[1:], low[2:], low[3:], strict=False))
    near = Counter([lag for lag in lags if 1 < lag <= REACH])
    close = any(times >= max(2, lag * 2 // 3) for lag, times in near.items())
    joined = close or _linked(low, lags)
    return Signs(close or 1 in lags, joined, len(set(fours)) < len(fours), 3 in near or 4 in near, stammer)


def _lags(low: list[str]) -> list[int]:
    """How many words ago each was last said; a new word has a number of its own."""
    last: dict[str, int] = {}
    lags = []
    for at, word in enumerate(low):
        lags.append(at - last.get(word, 2 * at))
        last[word] = at
    return lags


def _linked(low: list[str], lags: list[int]) -> bool:
    """Whether “and” or “or” stands between two equal words."""
    return 2 in lags and any(lag == 2 and low[at - 1] in ("and", "or") for at, lag in enumerate(lags))


def stutter(text: str) -> bool:
    """Whether words may be said again at once."""
    return signs(text).runs


def echo(text: str) -> bool:
    """Whether four words come again."""
    return signs(text).echoes


def circle(text: str) -> bool:
    """Whether words come again at once or later, or a long word has few letters."""
    told = signs(text)
    return told.runs or told.echoes or told.stammer


def joint(text: str) -> bool:
    """Whether a word or phrase may be joined to itself."""
    told = signs(text)
    return told.joined or (told.around and " of the " in text)


def ring(text: str) -> bool:
    """Whether a word comes again after two or three others."""
    return signs(text).around


@cache
def part(name: str) -> frozenset[str]:
    """The small words that play a part in phrases.

    >>> "during" in part("opener"), "during" in part("link")
    (True, False)
    """
    return frozenset(row["word"] for row in lists.rows("phrase_words") if row["part"] == name)


@lru_cache(maxsize=4096)
def low_words(text: str) -> tuple[str, ...]:
    return tuple([w.lower() for w in WORD.findall(text)])


@lru_cache(maxsize=1024)
def words(text: str) -> Words:
    return Words(low_words(text), tuple([m.span() for m in WORD.finditer(text)]))


def stutters(block: Block) -> Iterator[tuple[Segment, Run]]:
    """The sentences of a block in which words are said again at once, with the run."""
    for segment in block.segments:
        for run in runs(segment.text):
            yield segment, run


@lru_cache(maxsize=4096)
def runs(text: str) -> tuple[Run, ...]:
    """The runs of a text in order; where two overlap, the longer one.

    >>> runs("He came in the end in the end.")
    (Run(first=2, length=6, period=3),)
    """
    low = low_words(text)
    pairs = list(pairwise(low))
    if len(set(pairs)) == len(pairs) and not any(map(eq, low, low[1:])):
        return ()
    found: list[Run] = []
    for run in sorted(_all(low), key=lambda r: (-r.length, r.period, r.first)):
        if not any(run.first < other.end and other.first < run.end for other in found):
            found.append(run)
            if len(found) > 50:  # not language any more
                break
    return tuple(sorted(found))


def _all(low: tuple[str, ...]) -> list[Run]:
    found, seen = [], dict[str, list[int]]()
    started: dict[int, int] = {}  # lag -> first word of the stretch that follows it
    reached: dict[int, int] = {}  # lag -> last word of that stretch
    for at, word in enumerate(low):
        for before in (known := seen.setdefault(word, [])):
            lag = at - before
            if lag <= REACH:
                if reached.get(lag) != at - 1:
                    found += _closed(lag, started, reached)
                    started[lag] = at
                reached[lag] = at
        known.append(at)
        if len(known) > REACH:
            del known[0]
    for lag in list(started):
        found += _closed(lag, started, reached)
    return found


def _closed(lag: int, started: dict[int, int], reached: dict[int, int]) -> list[Run]:
    if lag not in started or reached[lag] - started[lag] + 1 < lag:
        return []
    return [Run(started[lag] - lag, reached[lag] - started[lag] + 1 + lag, lag)]


def between(text: str, at: int) -> str:
    """What stands before word ``at``, after the word before it."""
    spans = words(text).spans
    return text[spans[at - 1][1] : spans[at][0]]


def place(text: str, first: int, end: int) -> tuple[int, int]:
    """Where the words from ``first`` to before ``end`` stand."""
    spans = words(text).spans
    return spans[first][0], spans[end - 1][1]


def letters(words: tuple[str, ...]) -> bool:
    """Whether they are words: no figures among them."""
    return all(w[0].isalpha() for w in words)


def echoes(low: tuple[str, ...]) -> bool:
    """Whether some stretch of words comes again."""
    stretches = list(zip(low, low[1:], low[2:], low[3:], strict=False))
    return len(set(stretches)) < len(stretches)
