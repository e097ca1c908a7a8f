"""Which detectors a text wakes: most of them have nothing to say of most texts, and one look at its words tells.

A detector may declare ``CUES``: words or shapes of which every text that interests it has at least one. Each text is
taken apart once, for all detectors together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

LETTERS = re.compile(r"[^\W\d_]+")
ASCII = [chr(code) for code in range(128)]
WORDS = bytes(ord(c if c.isalpha() else " ") for c in ASCII) + bytes(128)
DRAWN = {ord(c): "0" if c.isdigit() else "a" if c.islower() else "A" for c in ASCII if c.isalnum()}
SHAPES = bytes(ord(DRAWN.get(code, chr(code))) for code in range(128)) + bytes(128)
KEPT = 10_000  # shapes that are remembered
ALWAYS = 0  # is seen in every text


@dataclass(frozen=True, slots=True)
class Cues:
    """What wakes a detector: any one of these. Made by ``cues``."""

    spelt: frozenset[str]
    inner: frozenset[str]
    shape: str
    lines: bool
    others: tuple[Cues, ...] = ()  # of each of these a text must have one as well

    def __and__(self, other: Cues) -> Cues:
        return replace(self, others=(*self.others, other))

    def groups(self) -> Iterator[Cues]:
        """The cues of which one is enough, apart from those that are needed as well."""
        yield replace(self, others=())
        for other in self.others:
            yield from other.groups()


def cues(
    words: Iterable[str] = (),
    *,
    spelt: Iterable[str] = (),
    inner: Iterable[str] = (),
    shape: str = "",
    lines: bool = False,
) -> Cues:
    """The cues of a detector; any one wakes it. Words may come in one string; of a phrase the first word counts.

    ``words``: given in small letters, which may have a capital or be all capitals in the text. ``spelt``: just as they
    are written. ``inner``: the same, but not the first word of a text. ``shape``: a pattern for what stands between two
    blanks, where all letters of ASCII are drawn as “a” or “A” and all its digits as “0”. ``lines``: any document of
    more than one block.

    >>> alarm = Alarm([cues("since"), cues(inner=["The Hague"]), cues("one two") & cues(shape="^0+[.,]$")])
    >>> alarm.wakes("Since 2019 the bridge is closed."), alarm.wakes("The one. The 22.")
    ([True, False, False], [False, True, True])
    """
    forms = {form(word) for word in _listed(words) for form in (str, str.capitalize, str.upper)}
    return Cues(_listed(spelt) | forms, _listed(inner), shape, lines)


def _listed(words: Iterable[str]) -> frozenset[str]:
    phrases = words.split() if isinstance(words, str) else words
    return frozenset(word.group() for phrase in phrases if (word := LETTERS.search(phrase)))


def letters(text: str) -> list[str]:
    """The words of a text, of letters alone.

    >>> letters("He isn't 20.")
    ['He', 'isn', 't']
    """
    return text.encode().translate(WORDS).decode().split() if text.isascii() else LETTERS.findall(text)


DIGITS = cues(shape="0")


class Alarm:
    """Looks at texts for many detectors at once: each group of cues has a number, which is seen where one of it is."""

    def __init__(self, cues: Iterable[Cues | None]) -> None:
        """From what each detector declares; one that declares nothing is always awake."""
        numbers: dict[Cues, int] = {}
        self.needs: list[tuple[int, ...]] = []  # what must be seen, for each detector
        for each in cues:
            groups = each.groups() if each else ()
            self.needs.append((ALWAYS, *(numbers.setdefault(group, len(numbers) + 1) for group in groups)))
        self.lines = frozenset(number for group, number in numbers.items() if group.lines)
        self._shapes = _Shapes([(re.compile(group.shape), number) for group, number in numbers.items() if group.shape])
        self._first: dict[str, list[int]] = {}  # word → the numbers of the groups that it belongs to
        self._later: dict[str, list[int]] = {}
        for group, number in numbers.items():
            for word in group.spelt:
                self._first.setdefault(word, []).append(number)
            for word in group.spelt | group.inner:
                self._later.setdefault(word, []).append(number)
        self.seen = lru_cache(maxsize=512)(self._look)  # a text may be one block, and that one sentence

    def wakes(self, text: str, *, lines: bool = False) -> list[bool]:
        """Whether a text wakes each of the detectors; ``lines``: it is that of a document of more than one block."""
        seen = self.seen(text) | (self.lines if lines else frozenset())
        return [seen.issuperset(need) for need in self.needs]

    def _look(self, text: str) -> frozenset[int]:
        """What is seen in a text."""
        drawn = text.encode().translate(SHAPES).decode() if text.isascii() else text.translate(DRAWN)
        words, shapes = letters(text), drawn.split()
        begins = self._first.get(words[0], ()) if words else ()
        said = map(self._later.__getitem__, self._later.keys() & words[1:])
        return frozenset([ALWAYS]).union(begins, *said, *map(self._shapes.__getitem__, {*shapes}))


class _Shapes(dict[str, tuple[int, ...]]):
    """What is seen in each shape, kept up to a bound: most come again."""

    def __init__(self, patterns: list[tuple[re.Pattern[str], int]]) -> None:
        super().__init__()
        self._patterns = patterns

    def __missing__(self, shape: str) -> tuple[int, ...]:
        seen = tuple(number for pattern, number in self._patterns if pattern.search(shape))
        if len(self) < KEPT:
            self[shape] = seen
        return seen
