"""Word patterns from the lists, found in one pass over a sentence for all rules that have a list.

A list has the columns ``wrong  better  before  after`` ("-" for an empty cell). In ``wrong`` each word is

    word        itself, in small or initial capital letters      a|b    one of these
    <class>     a class of ``_grammar``: <det>, <subj>, <base>, <num>, <Name>, <word> …
    word?       may be missing                                   ^ $    the sentence begins, ends (or a mark follows)

``better`` lists what should stand there, best first, divided by " / "; ``{2}`` is the second word of the pattern as
found, ``{2:ing}`` its -ing form (see ``_grammar.reform``). ``before`` and ``after`` say what must stand beside it, or,
after an exclamation mark, must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise, product
from math import prod
from typing import NamedTuple

from mtassist import lists
from mtassist.detect.garbled import _grammar as grammar
from mtassist.detect.garbled._grammar import Token, tokens
from mtassist.rules import Rule
from mtassist.types import Issue, Segment

LISTS: tuple[str, ...] = ("calques", "verb_frames", "prepositions", "function_words")
LISTS += ("auxiliaries", "agreements", "impersonals", "comparatives")
SLOT = re.compile(r"\{(\d+)(?::(\w+))?\}")
SMALL = frozenset({"function_words", "auxiliaries"})  # lists whose words count in small letters only
ARTICLE = re.compile(r"(?<![^ ])a (?=8|1[18](?!\d))")
COMMON = grammar.words(
    "a an the of in on at to for from with by and or is are was were it he she they we you i that this be as has have"
    " had been not there do does did will would can one no most more so than who which what his her their people year"
    " years time first last new said part end day"
)
EDGES = (frozenset("^"), frozenset("$"))
SPACED = str.maketrans('’.,;:!?()[]{}"“”„«»…–—/', "'" + " " * 22)
PRODUCT = 20_000  # a pair of word classes with more combinations than this is no clue
NAMES = frozenset({"will", "may", "might", "can"})
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


class Hit(NamedTuple):
    start: int
    end: int
    better: tuple[str, ...]


def issues(rule: Rule, segment: Segment, table: str, message: str) -> Iterator[Issue]:
    """An issue for each place where a pattern of the list stands; ``{}`` in the message is the wording found."""
    for hit in hits(segment.text).get(table, ()):
        said = segment.text[hit.start : hit.end]
        yield rule.issue(segment, (hit.start, hit.end), message.format(said), fixes=hit.better)


@lru_cache(maxsize=8192)
def hits(text: str) -> dict[str, list[Hit]]:
    """What each list finds in a sentence: at one place the longest pattern, none inside another."""
    found: dict[str, list[Hit]] = {}
    if not (patterns := _likely(text)):
        return found
    row = tokens(text)
    words = {t.word for t in row}
    for pattern in patterns:
        anchor = pattern.parts[pattern.anchor].words
        if words.isdisjoint(anchor):
            continue
        for at, token in enumerate(row):
            if token.word in anchor and _stands(pattern, row, at - pattern.anchor):
                found.setdefault(pattern.table, []).append(_hit(text, row, at - pattern.anchor, pattern))
    return {table: _outermost(places) for table, places in found.items()}


def _stands(pattern: Pattern, row: tuple[Token, ...], first: int) -> bool:
    if not all(part.fits(row, first + n) for n, part in enumerate(pattern.parts)):
        return False
    following = first + len(pattern.parts) - pattern.parts[-1].is_edge
    beside = ((pattern.before, first - 1), (pattern.after, following))
    if not all(need is None or need[0].fits(row, at) is need[1] for need, at in beside):
        return False
    return pattern.table not in SMALL or _small(row, first, len(pattern.parts))


def _likely(text: str) -> list[Pattern]:
    """The patterns of which a telling run of words stands in the sentence. Most sentences have none."""
    runs, singles = _clues()
    said = text.lower().translate(SPACED).split()
    found = set(runs.keys() & pairwise(said))
    found |= runs.keys() & zip(said, said[1:], said[2:], strict=False)
    likely = [p for run in sorted(found) for p in runs[run]]
    likely += [p for word in sorted(singles.keys() & set(said)) for p in singles[word]]
    return list(dict.fromkeys(likely)) if len(likely) > 1 else likely


@cache
def _clues() -> tuple[dict[tuple[str, ...], list[Pattern]], dict[str, list[Pattern]]]:
    """The patterns by a pair or triple of their words, or by one."""
    runs: dict[tuple[str, ...], list[Pattern]] = {}
    singles: dict[str, list[Pattern]] = {}
    for pattern in _all():
        run = _telling_run(pattern.parts)
        for said in product(*(sorted(p.words) for p in run)) if run else ():
            runs.setdefault(said, []).append(pattern)
        for word in () if run else sorted(pattern.parts[pattern.anchor].words):
            singles.setdefault(word, []).append(pattern)
    return runs, singles


def _telling_run(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Two parts side by side, one of them rare, or else three; nothing where the pattern has no such run of words."""
    found = [
        run
        for size in (2, 3)
        for run in (parts[n : n + size] for n in range(len(parts) - size + 1))
        if not any(p.kinds or _marks(p) for p in run) and prod(len(p.words) for p in run) <= PRODUCT
    ]
    return max(found, key=_told, default=())


def _told(run: tuple[Part, ...]) -> tuple[bool, int, int]:
    """How much a run of words tells: a short one with a rare word most, then a long one."""
    rare = any(_rarity(p) > 1 for p in run)
    return rare, -len(run) if rare else len(run), sum(_rarity(p) for p in run)


def _marks(part: Part) -> bool:
    return not all(word[0].isalnum() for word in part.words)


def _small(row: tuple[Token, ...], first: int, length: int) -> bool:
    words = row[max(first, 0) : first + length]
    rest = words[first <= 0 and words[0].word not in NAMES :]
    return all(t.text[0].islower() or not t.text[0].isalpha() for t in rest)


def _outermost(places: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(places, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _hit(text: str, row: tuple[Token, ...], first: int, pattern: Pattern) -> Hit:
    inside = [n for n, p in enumerate(pattern.parts) if not p.is_edge]
    there = {pattern.numbers[n]: row[first + n] for n in inside}
    start, end = row[first + inside[0]].start, row[first + inside[-1]].end
    begins = text[:start].rstrip()[-1:] in (".", "!", "?")
    capital = (text[start].isupper() or begins) and "Name" not in pattern.parts[inside[0]].kinds
    if capital and (head := pattern.numbers[inside[0]]) and row[first + inside[0]].word != "i":
        there[head] = there[head]._replace(text=there[head].text[0].lower() + there[head].text[1:])
    made = [_filled(better, there) for better in pattern.better]
    good = [m[0].upper() + m[1:] if capital and m else m for m in made if m is not None]
    return Hit(start, end, tuple(dict.fromkeys(good)))


def _filled(better: str, there: dict[int, Token]) -> str | None:
    """The template with its slots filled; None when a verb form is not listed."""
    out = better
    for slot in SLOT.finditer(better):
        token, form = there.get(int(slot[1])), slot[2]
        word = token.text if token else ""
        if token and form:
            reformed = grammar.reform(token.word, form)
            if reformed is None:
                return None
            word = reformed
        out = out.replace(slot[0], word, 1)
    return ARTICLE.sub("an ", " ".join(out.split())) if out != "∅" else ""


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
            words |= grammar.with_form(name) if name in grammar.FORMS else grammar.CLASSES[name]
        else:
            words.add(each)
    return Part(frozenset(words), frozenset(kinds))


def _rarity(part: Part) -> int:
    if part.kinds or not part.words:
        return -1
    if len(part.words) > 60:
        return 0
    return 1 if part.words & COMMON else 2 if len(part.words) > 5 else 3


def _beside(cell: str) -> tuple[Part, bool] | None:
    if cell == "-":
        return None
    return _part(cell.removeprefix("!")), not cell.startswith("!")
