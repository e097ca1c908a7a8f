"""A quotation that opens with one kind of mark and closes with another: “Death to the dictator!".

Systems copy one mark from the source and translate the other. People do it where software changes marks as they type.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.mixed-pair",
    summary="A quotation opens and closes with marks of different kinds.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.95,
    examples=(
        bad('He called it [[“a good day"]] for “the whole town”.', fix="“a good day”"),
        bad('Both said "yes". One said [["never again”]].', fix='"never again"'),
        ok('He called it "a good day" and left.'),
        ok("“He told me ‘no’, and that was it,” she said."),
        ok('The 27" screen and the “smart” lamp.'),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "mixed-pair"):
        yield RULE.issue(
            document,
            (claim.start, claim.end),
            "The quotation opens with one kind of mark and closes with another.",
            fixes=claim.ways,
        )
