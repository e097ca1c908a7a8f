"""What is wrong with each quote mark, decided in one place so that two rules never claim the same one.

``claims(document, kind)`` gives the findings of one kind; the rule files add the words for people. All work on one
block's text is remembered, because the proof of each fix asks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from mtassist import attribution
from mtassist.cues import cues
from mtassist.detect.quotes._claim import STYLES, Claim, Style, put
from mtassist.detect.quotes._loose import apostrophes, extras, loose
from mtassist.detect.quotes._paired import of_pair, reglossed
from mtassist.remembered import of_document
from mtassist.speech import MARKS, Ledger, Mark, Part, Quotes, ledger, quotes
from mtassist.types import Document, Span

LINES = 8  # blocks of one sentence each: somebody broke the text at every sentence
LETTER = 8  # a letter quoted whole runs over so many paragraphs at most
LOOSE = frozenset({"unpaired", "boundary", "extra"})
MARKED = cues(shape=MARKS.pattern)


def claims(document: Document, kind: str) -> tuple[Claim, ...]:
    """The findings of one kind, in document order."""
    return _claims(document).get(kind, ())


@of_document
def _claims(document: Document) -> dict[str, tuple[Claim, ...]]:
    book = ledger(document)
    broken = list(_broken(document, book))
    taken = {place for _, places in broken for place in places}
    found = [whole for whole, _ in broken if whole]
    for index, block, read in book.blocks:
        start = block.span.start
        mine = _in_block(block.text, read.followed, index == len(document.blocks) - 1, book.style, book.settled)
        found += [c.shifted(start) for c in mine if not (c.kind in LOOSE and _on(c, start, taken))]
    if not any(c.sure for c in found):
        found = []  # what may be a slip of any writer counts only in a text that is broken elsewhere
    kinds: dict[str, list[Claim]] = {}
    for claim in sorted((*found, *_off_style(book)), key=lambda c: (c.start, c.end)):
        kinds.setdefault(claim.kind, []).append(claim)
    return {kind: tuple(of_kind) for kind, of_kind in kinds.items()}


def _on(claim: Claim, shift: int, places: Iterable[int]) -> bool:
    return any(shift + claim.start <= at < shift + claim.end for at in places)


@lru_cache(maxsize=4096)
def _in_block(text: str, followed: bool, last: bool, style: Style, settled: bool) -> tuple[Claim, ...]:
    read = quotes(text, followed)
    found = [c for pair in read.pairs() for c in of_pair(text, *pair, read, style, settled)]
    found += [*apostrophes(text, read), *extras(text, read), *loose(text, read, style, settled=settled, last=last)]
    gone = {e.span for c in found if c.kind in LOOSE for way in c.ways[:1] for e in way if not e.new}
    return tuple(c for c in found if not (c.kind in ("spacing", "glued") and _beside(c, gone)))


def _beside(claim: Claim, gone: Iterable[Span]) -> bool:
    """Whether the blanks are those of a mark that another claim takes out."""
    return any(claim.start <= span.start and span.end <= claim.end for span in gone)


def _off_style(book: Ledger) -> Iterator[Claim]:
    """Good pairs in the style that the rest of the article does not have."""
    other = STYLES[book.style == STYLES[0]]
    few, many = book.well_formed[other], book.well_formed[book.style]
    if not few or many < 2 * few:
        return
    for _, block, read in book.blocks:
        for a, b in read.pairs():
            if a.depth == 0 and (a.glyph, b.glyph) == other:
                claim = Claim("style", a.at, b.end, (reglossed(a, b, book.style),), words=block.text[a.at : b.end])
                yield claim.shifted(block.span.start)


def _broken(document: Document, book: Ledger) -> Iterator[tuple[Claim | None, set[int]]]:
    """An opener left open, and a closer with nothing open in the next paragraph, or in one that ends a whole letter."""
    by_sentence = len(document.blocks) >= LINES and all(len(block.segments) < 2 for block in document.blocks)
    for (i, first, left), (j, second, right) in zip(book.blocks, book.blocks[1:], strict=False):
        if not left.marks or not right.marks:
            continue
        opener, closer = _left_open(first.text, left), right.marks[0]
        if j > i + LETTER or not opener or closer.part is not Part.STRAY:
            continue
        start, end = first.span.start + opener.at, second.span.start + closer.end
        if by_sentence or j > i + 1:  # a letter quoted with one pair of marks around several paragraphs: no error
            yield None, {start, end - 1}
            continue
        wanted = next((s for s in STYLES if s[0] == opener.glyph), book.style)
        mark = () if closer.glyph == wanted[1] else (put(second.span.start + closer.at, end, wanted[1]),)
        reopen = (put(second.span.start, second.span.start, wanted[0]), *mark)
        join = (put(first.span.end, second.span.start, " "), *mark)
        yield Claim("broken-paragraph", start, end, (reopen, join)), {start, end - 1}


def _left_open(text: str, read: Quotes) -> Mark | None:
    """The last mark of a block, if it opens speech that nothing in the block ends."""
    opened = read.of(Part.UNCLOSED)
    if not opened or any(a.at > opened[-1].at and a.depth == 0 for a, _ in read.pairs()):
        return None
    return None if attribution.within(text, opened[-1].end, len(text)) else opened[-1]
