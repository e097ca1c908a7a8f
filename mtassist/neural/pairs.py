"""Which sentences of the source stand behind those of a translation, where nobody has said so: by their lengths.

After Gale and Church 1993, “A Program for Aligning Sentences in Bilingual Corpora”: long sentences become long ones,
one mostly becomes one, and the way through both texts that strains this least is taken. Paragraphs bound it where both
texts have as many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, sqrt

from mtassist.remembered import of_document
from mtassist.segment import document as segmented
from mtassist.types import Document, Segment, Span

STEPS = {(1, 1): 0.1, (1, 2): 2.4, (2, 1): 2.4, (2, 2): 4.5, (1, 0): 4.6, (0, 1): 4.6}  # sentences, and what it costs
VARIANCE = 6.8  # of the length of a translation, a character of the source: Gale and Church's figure
BAND = 30  # sentences that the way may stray from the straight one


@dataclass(frozen=True, slots=True)
class Pair:
    """A stretch of a translation, the sentences in it by their numbers, and its source."""

    span: Span
    text: str
    source: str
    sentences: tuple[int, ...]


@of_document
def pairs(document: Document) -> tuple[Pair, ...]:
    """Every sentence that has a source, alone or with its neighbour."""
    numbered = list(enumerate(document.segments))
    if any(segment.source for _, segment in numbered):
        return tuple(Pair(s.span, s.text, s.source, (n,)) for n, s in numbered if s.source)
    source = document.source or ""
    if not source.strip() or not numbered:
        return ()
    theirs = segmented(source)
    if len(theirs.blocks) != len(document.blocks):
        return tuple(_aligned(document, numbered, theirs.segments, source))
    made: list[Pair] = []
    at = 0
    for block, their in zip(document.blocks, theirs.blocks, strict=True):
        made += _aligned(document, numbered[at : at + len(block.segments)], their.segments, source)
        at += len(block.segments)
    return tuple(made)


def _aligned(
    document: Document, ours: Sequence[tuple[int, Segment]], theirs: Sequence[Segment], source: str
) -> Iterator[Pair]:
    lengths = [len(segment.text) for _, segment in ours], [len(segment.text) for segment in theirs]
    for i, i_end, j, j_end in _way(*lengths):
        if i < i_end and j < j_end:
            span = Span(ours[i][1].span.start, ours[i_end - 1][1].span.end)
            words = source[theirs[j].span.start : theirs[j_end - 1].span.end]
            yield Pair(span, span.of(document.text), words, tuple(n for n, _ in ours[i:i_end]))


def _way(ours: Sequence[int], theirs: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """The cheapest way through both, as begin and end in each."""
    if not ours or not theirs:
        return []
    ratio = sum(ours) / sum(theirs)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    width = BAND + abs(len(ours) - len(theirs))
    for i in range(len(ours) + 1):
        middle = round(i * len(theirs) / len(ours))
        for j in range(max(0, middle - width), min(len(theirs), middle + width) + 1):
            for (a, b), price in STEPS.items():
                if i >= a and j >= b and (before := best.get((i - a, j - b))):
                    cost = before[0] + price + _strain(sum(ours[i - a : i]), sum(theirs[j - b : j]) * ratio)
                    if cost < best.get((i, j), (inf,))[0]:
                        best[i, j] = cost, (i - a, j - b)
    at, way = (len(ours), len(theirs)), []
    while at != (0, 0):
        before_at = best[at][1]
        way.append((before_at[0], at[0], before_at[1], at[1]))
        at = before_at
    return way[::-1]


def _strain(ours: int, expected: float) -> float:
    """How unlikely it is that one became the other, for their lengths alone."""
    return ((ours - expected) / sqrt(VARIANCE * (ours + expected + 1) / 2)) ** 2 / 2
