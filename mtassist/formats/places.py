"""Lines and columns for people and for other formats: both count from 1, columns in code points."""

from __future__ import annotations

import re
from bisect import bisect_right

from mtassist.types import Document, Span

LINE_END = re.compile(r"\r\n|\r|\n")


class Places:
    """Where the lines of a text begin. Only what editors take for a line end ends a line."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = [match.span() for match in LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in ends)]
        self._ends = [*(start for start, _ in ends), len(text)]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset.

        >>> Places("One.\\r\\nTwo.").at(6)
        (2, 1)
        """
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> tuple[int, int]:
        """Start and end of a line, without its line end."""
        return self._starts[number - 1], self._ends[number - 1]


class Where:
    """Where a document's findings stand in its file: the text itself, or the page that it was read from."""

    def __init__(self, document: Document) -> None:
        self._origin = document.origin
        self._places = Places(document.origin.page if document.origin else document.text)

    def span(self, span: Span) -> Span:
        return self._origin.span(span) if self._origin else span

    def at(self, span: Span) -> tuple[int, int]:
        """Line and column of its start."""
        return self._places.at(self.span(span).start)

    def end(self, span: Span) -> tuple[int, int]:
        return self._places.at(self.span(span).end)
