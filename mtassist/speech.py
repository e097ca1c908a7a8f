"""The quote ledger: where direct speech stands in a document. (First version: pairs within one block.)"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from mtassist.types import Document, Span

PAIR = re.compile(r"\"[^\"“”„«»]+\"|“[^\"“”„«»]+”|«[^\"“”„«»]+»|„[^\"“”„«»]+“")


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of direct speech, in order, not overlapping."""

    spans: tuple[Span, ...]

    def hold(self, span: Span) -> bool:
        """Whether the span lies inside direct speech."""
        at = bisect_right(self.spans, span.start, key=lambda s: s.start) - 1
        return at >= 0 and self.spans[at].contains(span)


def spans(document: Document) -> Spans:
    """Where somebody is quoted."""
    return Spans(
        tuple(
            Span(b.span.start + m.start() + 1, b.span.start + m.end() - 1)
            for b in document.blocks
            for m in PAIR.finditer(b.text)
        )
    )
