"""The word patterns of the lists, read once.

A list has the columns ``wrong  better  before  after`` ("-" for an empty cell). In ``wrong`` each word is

    word        itself, in small or initial capital letters      a|b    one of these
    <class>     a class of ``_grammar``: <det>, <subj>, <base>, <num>, <Name>, <word> …
    word?       may be missing                                   ^ $    the sentence begins, ends (or a mark follows)

``better`` lists what should stand there, best first, divided by " / "; ``{2}`` is the second word of the pattern as
found, ``{2:ing}`` its -ing form (see ``_grammar.reform``). ``before`` and ``after`` say what must stand beside it, or,
after an exclamation mark, must not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from mtassist import lists, vocabulary
from mtassist.detect.garbled import _grammar as grammar
from mtassist.detect.garbled._grammar import Token

LISTS: tuple[str, ...] = ("calques", "verb_frames", "prepositions", "function_words")
LISTS += ("auxiliaries", "agreements", "impersonals", "comparatives", "relatives", "tenses")
COMMON = grammar.words(
    "a an the of in on at to for from with by and or is are was were it he she they we you i that this be as has have"
    " had been not there do does did will would can one no most more so than who which what his her their people year"
    " years time first last new said part end day"
)
COMMONEST = grammar.words("the of to in a and on at for is was it by with")
EDGES = (frozenset("^"), frozenset("$"))
PRODUCT = 20_000  # a pair of word classes with more combinations than this is no clue
NUMBERS = frozenset({"num", "year", "plural", "hour", "score"})
FIGURE = "#"  # stands for every number where only words are compared
FIGURES = 20_000.0  # of them in a million words
OPENERS = frozenset('.!?"“‘«„')  # a sentence may begin after these
ENDS = frozenset('.!?;:,)"”»…')
FITS = grammar.OPEN | {"^": lambda token: token.text in OPENERS, "$": lambda token: token.text in ENDS}


class Part(NamedTuple):
    """One word of a pattern."""

    words: frozenset[str]
    kinds: frozenset[str] = frozenset()  # classes open to any word; "^" and "$" for the ends of the sentence

    def fits(self, row: tuple[Token, ...], at: int) -> bool:
        if not 0 <= at < len(row):
            return ("^" if at < 0 else "$") in self.kinds
        return row[at].word in self.words or any(FITS[kind](row[at]) for kind in self.kinds)

    @property
    def is_edge(self) -> bool:
        """Whether this stands for an end of the sentence and not for a word."""
        return self.kinds in EDGES and not self.words


class Pattern(NamedTuple):
    table: str
    line: str  # as written in the list
    parts: tuple[Part, ...]
    numbers: tuple[int, ...]  # place of each word in the pattern as written, counted from 1
    anchor: int
    better: tuple[str, ...]
    before: tuple[Part, bool] | None
    after: tuple[Part, bool] | None


class Clue(NamedTuple):
    """Where a pattern may stand: its words by name in a row, found by a pair of them, and those that stand apart."""

    pattern: Pattern
    core: tuple[frozenset[str], ...]
    at: int  # place of the pair in the core
    apart: tuple[frozenset[str], ...]

    def fits(self, said: list[str], at: int) -> bool:
        first = at - self.at
        if first < 0 or first + len(self.core) > len(said):
            return False
        for n, words in enumerate(self.core, first):
            if said[n] not in words:
                return False
        return not any(words.isdisjoint(said) for words in self.apart)


@cache
def clues() -> tuple[dict[tuple[str, str], list[Clue]], dict[str, list[Clue]]]:
    """The patterns by a word and the word after it, or by one word."""
    pairs: dict[tuple[str, str], list[Clue]] = {}
    singles: dict[str, list[Clue]] = {}
    for pattern in _all():
        words = [_said(part) for part in pattern.parts]
        if (at := _telling_pair(words)) is None:
            apart = tuple(w for w in words if w)
            for word in sorted(pattern.parts[pattern.anchor].words):
                singles.setdefault(word, []).append(Clue(pattern, (), 0, apart))
            continue
        start, end = _core(words, at)
        core = tuple(w for w in words[start:end] if w)
        clue = Clue(pattern, core, at - start, tuple(w for w in words[:start] + words[end:] if w))
        for pair in product(sorted(core[clue.at]), sorted(core[clue.at + 1])):
            pairs.setdefault(pair, []).append(clue)
    return pairs, singles


def _telling_pair(words: list[frozenset[str] | None]) -> int | None:
    """Where two words by name stand side by side, the rarest such pair; nowhere, perhaps."""
    couples = [(n, a, b) for n, (a, b) in enumerate(pairwise(words)) if a and b and len(a) * len(b) <= PRODUCT]
    return min(couples, key=lambda c: _often(c[1]) * _often(c[2]), default=(None,))[0]


@cache
def _often(words: frozenset[str]) -> float:
    """How often any of the words stands in a million words of English."""
    return sum(10 ** (vocabulary.frequency(word) - 3) if word != FIGURE else FIGURES for word in words)


def _core(words: list[frozenset[str] | None], at: int) -> tuple[int, int]:
    """Where the words by name around a place start and end."""
    start, end = at, at + 2
    while start and words[start - 1]:
        start -= 1
    while end < len(words) and words[end]:
        end += 1
    return start, end


def _said(part: Part) -> frozenset[str] | None:
    """The words that may stand for a part, a figure for all numbers; nothing where the part is open."""
    if not part.kinds <= NUMBERS or not all(word[0].isalnum() for word in part.words):
        return None
    words = {FIGURE if word[0].isdigit() else word for word in part.words}
    return frozenset(words | {FIGURE} if part.kinds else words)


@cache
def _all() -> tuple[Pattern, ...]:
    return tuple(p for table in LISTS for cells in lists.rows(table) for p in _patterns(table, cells))


def _patterns(table: str, cells: dict[str, str]) -> Iterator[Pattern]:
    said = cells["wrong"].split()
    written = list(enumerate(said, 0 if said[0] == "^" else 1))
    better = tuple(b.strip() for b in cells["better"].split(" / ")) if cells["better"] != "-" else ()
    for chosen in _choices(written):
        parts = tuple(_part(w) for _, w in chosen)
        anchor = max(range(len(parts)), key=lambda n: (_rarity(parts[n]), -n))
        if not parts[anchor].words:
            raise ValueError(f"{table}: a pattern needs one word by name: {cells['wrong']}")
        numbers = tuple(n for n, _ in chosen)
        yield Pattern(
            table, cells["wrong"], parts, numbers, anchor, better, _beside(cells["before"]), _beside(cells["after"])
        )


def _choices(written: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """With and without each word that may be missing."""
    if not written:
        yield []
        return
    (number, word), *rest = written
    for tail in _choices(rest):
        yield [(number, word.removesuffix("?") if len(word) > 1 else word), *tail]
        if word.endswith("?") and len(word) > 1:
            yield tail


def _part(written: str) -> Part:
    words: set[str] = set()
    kinds: set[str] = set()
    for each in written.split("|") if len(written) > 1 else [written]:
        name = each[1:-1] if each[0] == "<" and each[-1] == ">" and len(each) > 2 else ""
        if each in ("^", "$"):
            kinds.add(each)
        elif name in grammar.OPEN:
            kinds.add(name)
        elif name:
            words |= grammar.with_form(name) if name in grammar.FORMS else grammar.word_class(name)
        else:
            words.add(each)
    return Part(frozenset(words), frozenset(kinds))


def _rarity(part: Part) -> int:
    if part.kinds or not part.words:
        return -1
    if len(part.words) > 60 or part.words & COMMONEST:
        return 0
    return 1 if part.words & COMMON else 2 if len(part.words) > 5 else 3


def _beside(cell: str) -> tuple[Part, bool] | None:
    if cell == "-":
        return None
    return _part(cell.removeprefix("!")), not cell.startswith("!")
