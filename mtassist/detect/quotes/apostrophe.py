"""A quote mark where an apostrophe belongs: doesn"t, the child”s coat.

Comes from pipelines that turn every apostrophe of the source into a quote mark. Nobody types it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.apostrophe",
    summary="A quote mark stands where an apostrophe belongs.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.97,
    examples=(
        bad('It [[doesn"t]] matter.', fix="doesn't"),
        bad("The [[child”s]] coat was red.", fix="child's"),
        ok("It doesn't matter."),
        ok('They called it "the child" then.'),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "apostrophe"):
        yield RULE.issue(document, (claim.start, claim.end), f"“{claim.words}” needs an apostrophe.", fixes=claim.ways)
