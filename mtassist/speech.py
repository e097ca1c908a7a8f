"""The quote ledger: every quote mark of a document with its part in it, and so where direct speech stands.

Each block is read on its own by the cheapest reading: a mark may open, close, nest, stand alone, be an apostrophe or
inches, and each part has a cost that depends on the blanks around the mark, its glyph, and what is open. The English
convention for a quotation of several paragraphs (each opens, only the last closes) joins the blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from mtassist import attribution
from mtassist.remembered import of_document
from mtassist.types import Block, Document, Span

MARKS = re.compile(r"""''|‘‘|’’|‘’|``|´´|‚‚|,,(?=\w)|["“”„‟«»「」『』《》″〝〞〟＂❝❞]""")
STRAIGHT = '"'
ENGLISH = frozenset('"“”')
OPENERS = frozenset("“„«「『《‟〝❝")
CLOSERS = frozenset("”»」』》〞〟❞")
ENDS = frozenset(".,!?…;:")
FREE_BEFORE = frozenset(" \t\u00a0\u202f\n([{-–—/|>•'‘")
FREE_AFTER = frozenset(" \t\u00a0\u202f\n.,;:!?…)]}-–—/|<'’")
BLANKS = " \t\u00a0\u202f\n"
MANY = 1000  # a block with more marks is no prose: they are left unread
STRAY, UNCLOSED, EXTRA, NEST, NEST_AT_START, CONTINUES = 3.0, 3.0, 2.2, 1.2, 2.6, 1.0
TAIL = re.compile(r"(?:s|t|re|ve|ll|d|m)\b", re.IGNORECASE)
WORD = re.compile(r"\w")
PAIRS = (('"', '"'), ("“", "”"))
Place = tuple[int, int]  # start and end of a mark


class Part(StrEnum):
    """What a mark does."""

    OPEN = "open"
    CLOSE = "close"
    UNCLOSED = "unclosed"  # opens, and nothing in the block closes it
    CONTINUED = "continued"  # the same, rightly: the next paragraph opens again
    STRAY = "stray"  # closes, and nothing was open
    EXTRA = "extra"  # a second closing mark beside the first
    APOSTROPHE = "apostrophe"
    INCHES = "inches"


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote mark; ``at`` is its offset in the block."""

    at: int
    glyph: str
    part: Part
    partner: int = -1  # index of the mark that it pairs with
    depth: int = 0  # 0: not inside another quotation

    @property
    def end(self) -> int:
        return self.at + len(self.glyph)


@dataclass(frozen=True, slots=True)
class Quotes:
    """The double marks of one block."""

    marks: tuple[Mark, ...]
    followed: bool = False  # the next block opens with a mark

    def pairs(self) -> list[tuple[Mark, Mark]]:
        return [(m, self.marks[m.partner]) for m in self.marks if m.part is Part.OPEN]

    def of(self, *parts: Part) -> list[Mark]:
        return [m for m in self.marks if m.part in parts]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The quotes of each block that has any, and the pair of glyphs that the document prefers."""

    blocks: tuple[tuple[int, Block, Quotes], ...]  # with the block's index
    style: tuple[str, str]
    settled: bool  # good pairs, not loose marks, chose the style
    well_formed: Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of direct speech, in order, not overlapping."""

    spans: tuple[Span, ...]

    def hold(self, span: Span) -> bool:
        """Whether the span lies inside direct speech."""
        at = bisect_right(self.spans, span.start, key=lambda s: s.start) - 1
        return at >= 0 and self.spans[at].contains(span)


@of_document
def ledger(document: Document) -> Ledger:
    """The quote marks of a document, read block by block."""
    read = []
    for index, block in enumerate(document.blocks):
        if MARKS.search(block.text):
            following = document.blocks[index + 1].text if index + 1 < len(document.blocks) else ""
            read.append((index, block, quotes(block.text, following[:1] in OPENERS or following[:1] in ('"', "”"))))
    counts: Counter[tuple[str, str]] = Counter()
    glyphs: Counter[str] = Counter()
    for _, _, found in read:
        counts.update((a.glyph, b.glyph) for a, b in found.pairs() if a.depth == 0)
        foreign = {m.at for pair in found.pairs() if not {pair[0].glyph, pair[1].glyph} <= ENGLISH for m in pair}
        glyphs.update("straight" if m.glyph == STRAIGHT else "curly" for m in found.marks if m.at not in foreign)
    style = _style(counts, glyphs)
    other = counts[("“", "”") if style[0] == STRAIGHT else (STRAIGHT, STRAIGHT)]
    return Ledger(tuple(read), style, counts[style] > other + 1, counts)


def _style(counts: Counter[tuple[str, str]], glyphs: Counter[str]) -> tuple[str, str]:
    """Straight or curly, whichever more of the good pairs have; glyphs alone decide when there is no good pair."""
    straight, curly = counts[('"', '"')], counts[("“", "”")]
    if straight == curly:
        straight, curly = glyphs["straight"], glyphs["curly"]
    return ("“", "”") if curly > straight else ('"', '"')


@of_document
def spans(document: Document) -> Spans:
    """Where somebody is quoted: the outermost quotations, without their marks."""
    found = []
    for _, block, read in ledger(document).blocks:
        start = block.span.start
        inside = [(a.end, b.at) for a, b in read.pairs() if a.depth == 0]
        inside += [(m.end, len(block.text)) for m in read.of(Part.CONTINUED)]
        found += [Span(start + a, start + b) for a, b in sorted(inside) if a < b]
    return Spans(tuple(found))


@lru_cache(maxsize=4096)
def quotes(text: str, followed: bool) -> Quotes:
    """The cheapest reading of a block's marks; ``followed``: the next block opens with a mark."""
    places = [m.span() for m in islice(MARKS.finditer(text), MANY + 1)]
    if len(places) > MANY:
        return Quotes((), followed)
    if len(places) == 2 and _plain(text, *places):
        return Quotes(_paired(text, places, ["open", "close"], followed), followed)
    return Quotes(_paired(text, places, _cheapest(text, places, followed), followed), followed)


def _plain(text: str, first: Place, second: Place) -> bool:
    """Whether two marks are so plainly a pair that any other reading of them would cost more."""
    (a, begin), (end, b) = first, second
    if (text[a:begin], text[end:b]) not in PAIRS or not text[begin:end].strip():
        return False
    opens = (not a or text[a - 1] in " (") and text[begin].isalnum()
    closes = (text[end - 1].isalpha() or text[end - 1] in ".,!?") and (b == len(text) or text[b] in " .,;)")
    return opens and closes and WORD.search(text, begin, end) is not None


def _cheapest(text: str, places: list[Place], followed: bool) -> list[str]:
    """Viterbi over the marks; the state is how many quotations are open, two at most."""
    trail: list[dict[int, tuple[int, str]]] = []
    costs = {0: 0.0}
    for number, place in enumerate(places):
        near = bool(number) and not WORD.search(text, places[number - 1][1], place[0])
        step: dict[int, tuple[float, int, str]] = {}
        for depth, cost in costs.items():
            for action, to, price in _moves(text, place, depth, near):
                if to not in step or cost + price < step[to][0]:
                    step[to] = (cost + price, depth, action)
        costs = {to: cost for to, (cost, _, _) in step.items()}
        trail.append({to: (depth, action) for to, (_, depth, action) in step.items()})
    rest = resumes(text, *places[-1]) and not followed  # an article may end, or be cut, in mid-quotation
    end = min(costs, key=lambda d: (costs[d] + (0.3 if followed and d == 1 else (1.5 if rest else UNCLOSED) * d), d))
    actions = []
    for step_back in reversed(trail):
        end, action = step_back[end]
        actions.append(action)
    return actions[::-1]


def _moves(text: str, place: Place, depth: int, near: bool) -> list[tuple[str, int, float]]:
    """What the mark may do when ``depth`` quotations are open: action, new depth, price."""
    opens, closes = _prices(text, *place)
    moves = []
    if depth == 0:
        moves += [("open", 1, opens), ("stray", 0, closes + STRAY)]
    else:
        price = CONTINUES if resumes(text, *place) else UNCLOSED
        if _reported(text, *place):
            closes -= 2.5
        moves += [("close", depth - 1, closes), ("reopen", depth, opens + price)]
    if depth == 1:
        moves.append(("open", 2, opens + (NEST_AT_START if last_before(text, place[0]) in (*".!?:",) else NEST)))
    if near:
        moves.append(("extra", depth, closes + EXTRA))
    before, after = text[place[0] - 1 : place[0]], text[place[1] : place[1] + 1]
    if before.isalpha() and after.isalpha() and TAIL.match(text, place[1]):
        moves.append(("apostrophe", depth, 0.5))
    if before.isdigit():
        moves.append(("inches", depth, 1.0))
    return moves


def _prices(text: str, at: int, end: int) -> tuple[float, float]:
    """What it costs to read the mark as opening and as closing."""
    glyph, before, after = text[at:end], text[at - 1] if at else " ", text[end] if end < len(text) else " "
    free_before, free_after = before in FREE_BEFORE or before in '"“„«', after in FREE_AFTER or after in '"”»'
    if free_before and not free_after:
        opens, closes = 0.0, 3.0
    elif free_after and not free_before:
        opens, closes = 3.0, 0.0
    else:
        opens, closes = 1.0, 1.0
    last = before if before not in BLANKS else last_before(text, at)
    if resumes(text, at, end):
        closes += 1.5
    elif last == ":":
        closes += 2.0
    elif last and last in ENDS:
        opens, closes = opens + 0.8, closes - 0.4
    if glyph in OPENERS:
        closes += 0.5 if glyph == "“" else 1.0
    elif glyph in CLOSERS:
        opens += 1.0
    return opens, closes


def _reported(text: str, at: int, end: int) -> bool:
    """Whether a comma stands before the mark and a reporting clause right behind it: ``, "said the guard``."""
    if last_before(text, at) != "," or not text[end : end + 1].isalpha():
        return False
    clause = attribution.after(text, end)
    return clause is not None and clause.start("clause") == end


def last_before(text: str, at: int) -> str:
    """The last visible character before an offset; empty at the start."""
    while at and text[at - 1] in BLANKS:
        at -= 1
    return text[at - 1 : at] if at else ""


def resumes(text: str, at: int, end: int) -> bool:
    """Whether a mark stands between a sentence end and a capital, as where a paragraph of a quotation opens again."""
    if not text[end : end + 1].isupper() or (at and text[at - 1] not in BLANKS):
        return False
    return last_before(text, at) in (*".!?…", "")


def _paired(text: str, places: list[Place], path: list[str], followed: bool) -> tuple[Mark, ...]:
    """Marks from the actions: who pairs with whom."""
    parts: list[tuple[Part, int, int]] = []
    stack: list[int] = []
    for number, action in enumerate(path):
        if action == "reopen":
            parts[stack[-1]] = (Part.UNCLOSED, -1, parts[stack[-1]][2])
            stack.pop()
            action = "open"
        if action == "open":
            parts.append((Part.UNCLOSED, -1, len(stack)))
            stack.append(number)
        elif action == "close":
            first = stack.pop()
            parts[first] = (Part.OPEN, number, len(stack))
            parts.append((Part.CLOSE, first, len(stack)))
        else:
            parts.append((Part(action), -1, len(stack)))
    if followed and len(stack) == 1 and attribution.at_end(text[places[stack[0]][1] :]) is None:
        parts[stack[0]] = (Part.CONTINUED, -1, 0)
    return tuple(Mark(at, text[at:end], *part) for (at, end), part in zip(places, parts, strict=True))
