"""Applying edits, and choosing among overlapping ones. The only place that changes text."""

from __future__ import annotations

from collections.abc import Iterable

from mtassist.types import Edit, Span

BLANK = " \t\u00a0"
NEWLINE = "\r\n"


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. Edits may touch but not overlap; two insertions at one place keep their order.

    >>> apply("the the cat", [Edit(Span(0, 7), "the")])
    'the cat'
    """
    out, at = [], 0
    for edit in sorted(set(edits)):
        if edit.span.start < at or edit.span.end > len(text):
            raise ValueError(f"edit does not fit: {edit}")
        out += [text[at : edit.span.start], edit.new]
        at = edit.span.end
    return "".join([*out, text[at:]])


def clash(a: Edit, b: Edit) -> bool:
    """Whether two edits cannot both be made: they share characters, or insert at the same place."""
    return a.span.overlaps(b.span) or a.span.start == b.span.start or _inside(a, b) or _inside(b, a)


def _inside(insertion: Edit, other: Edit) -> bool:
    at = insertion.span.start
    return insertion.span.end == at and other.span.start < at < other.span.end


def disjoint(groups: Iterable[Iterable[Edit]]) -> list[Edit]:
    """The edits that can be made together, each group whole or not at all: the first to claim a place wins."""
    listed = [list(group) for group in groups]
    return [e for group, fits in zip(listed, together(listed), strict=True) if fits for e in group]


def together(groups: Iterable[Iterable[Edit]]) -> list[bool]:
    """For each group of edits, whether it can be made beside those before it that can. The same edit twice is one."""
    taken: dict[int, list[Edit]] = {}  # by stretches of the text, so that many edits stay cheap
    fit = []
    for group in groups:
        edits = list(group)
        fit.append(not any(e != k and clash(e, k) for e in edits for cell in _cells(e) for k in taken.get(cell, ())))
        if fit[-1]:
            for e in edits:
                for cell in _cells(e):
                    taken.setdefault(cell, []).append(e)
    return fit


def _cells(edit: Edit, size: int = 256) -> range:
    return range(edit.span.start // size, edit.span.end // size + 1)


def deletion(text: str, span: Span) -> Edit:
    """Delete ``span`` without leaving a hole: a whole line goes with its line end, words with one blank beside them.

    >>> apply("One.\\n\\nShare\\n\\nTwo.", [deletion("One.\\n\\nShare\\n\\nTwo.", Span(6, 11))])
    'One.\\n\\nTwo.'
    >>> apply("One. Share Two.", [deletion("One. Share Two.", Span(5, 10))])
    'One. Two.'
    """
    start, end = span.start, span.end
    while start and text[start - 1] in BLANK:
        start -= 1
    while end < len(text) and text[end] in BLANK:
        end += 1
    opens, closes = start == 0 or text[start - 1] in NEWLINE, end == len(text) or text[end] in NEWLINE
    if opens and closes:
        return _whole_line(text, start, end)
    if opens or closes:
        return Edit(Span(start, end), "")
    return Edit(Span(span.start, end) if start < span.start else span, "")


def _whole_line(text: str, start: int, end: int) -> Edit:
    """With the line ends after it; at the end of the text with those before it, but for the last."""
    rest = end
    while rest < len(text) and text[rest] in NEWLINE + BLANK:
        rest += 1
    if rest < len(text):
        while text[rest - 1] in BLANK:  # the next line keeps its indent
            rest -= 1
        return Edit(Span(start, rest), "")
    while start and text[start - 1] in NEWLINE + BLANK:
        start -= 1
    return Edit(Span(start, end), "")
