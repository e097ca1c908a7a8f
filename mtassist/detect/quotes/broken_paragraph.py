"""A quotation broken over two paragraphs: opened in one, closed in the next, not opened again there.

English opens every paragraph of a long quotation and closes only the last; systems that translate line by line lose the
second opener. A long letter is sometimes quoted with one pair of marks on purpose, but then over more paragraphs; and a
text with a line for every sentence has no paragraphs to open again.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.broken-paragraph",
    summary="A quotation runs over two paragraphs without opening again.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MAJOR,
    safety=Safety.REVIEW,
    confidence=0.95,
    examples=(
        bad('She said: [["We stay.\n\nWe have bread for a week."]]', fix='"We stay.\n\n"We have bread for a week."'),
        ok('She said: "We stay.\n\n"We have bread for a week."'),
        ok('She said: "We stay.\n\nWe have bread for a week."\n\n' + "It rained on.\n\n" * 6),
        ok('She said: "We stay."\n\n"We have bread for a week," he said.'),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "broken-paragraph"):
        yield RULE.issue(
            document,
            (claim.start, claim.end),
            "The quotation goes on in the next paragraph, which must open again.",
            fixes=claim.ways,
        )
