"""A pair of curly marks in an article set in straight ones, or the reverse.

The translation system kept the marks of one source sentence and changed those of the others. One author rarely mixes.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.style",
    summary="A quotation is set in other marks than the rest of the article.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.9,
    relative=True,
    examples=(
        bad('"Yes," he said. "No," she said. It was [[“odd”]].', fix='"odd"'),
        bad('“Yes,” he said. “No,” she said. It was [["odd"]].', fix="“odd”"),
        ok('"Yes," he said. It was “odd”.'),
        ok("“Yes,” he said. “No,” she said. “It was ‘odd’ to me,” I said."),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "style"):
        yield RULE.issue(
            document, (claim.start, claim.end), "The rest of the article is set in other quote marks.", fixes=claim.ways
        )
