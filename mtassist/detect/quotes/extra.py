"""A quote mark too many: "as she wishes." ”

A second closing mark beside the first, or an opener that is opened again two words later. Comes from sources that close
inner and outer quotations at one place, and from systems that hallucinate a mark at the end of each sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.extra",
    summary="A quote mark is one too many.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MAJOR,
    safety=Safety.REVIEW,
    confidence=0.95,
    examples=(
        bad('She may leave "as she wishes[[." ”]]'.replace('[[." ”]]', '.[[" ”]]'), fix='"'),
        bad('They call it the "Legion[["."]] He left.', fix='".'),
        bad("They shouted [[“]]and “open the gate” all night.", fix=""),
        bad('"We stay," he said to the press.[["]] It rained.', fix=""),
        ok('She may leave "as she wishes."'),
        ok("“He said ‘no’,” she said."),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "extra"):
        yield RULE.issue(document, (claim.start, claim.end), "This quote mark is one too many.", fixes=claim.ways)
