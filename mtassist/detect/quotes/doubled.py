"""Quote marks written twice: they call it ""the island"".

Tables escape a quote mark by doubling it, and pipelines that read them as plain text pass it on. Nobody writes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.doubled",
    summary="The quote marks are doubled.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.97,
    examples=(
        bad('They call the town [[""the island""]] here.', fix='"the island"'),
        ok('They call the town "the island" here.'),
        ok('The pipe is 2" wide and 3" long.'),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "doubled"):
        yield RULE.issue(document, (claim.start, claim.end), "The quote marks are doubled.", fixes=claim.ways)
