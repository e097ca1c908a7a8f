"""A quotation that ends in the wrong place: “We had a letter sent, he recalled.

The closing mark slips to the sentence end or is lost, and the reporting clause is swallowed; or it comes too early and
a second closing mark follows. Reporting verbs tell where speech ends. People forget the mark, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.boundary",
    summary="A quotation ends in the wrong place.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MAJOR,
    safety=Safety.REVIEW,
    confidence=0.9,
    examples=(
        bad("“In spring we had a letter sent[[, he recalled]].", fix=",” he recalled"),
        bad(
            'The harbour is calm. "We will not leave before the spring[[, said Anna Berg."]]', fix='," said Anna Berg.'
        ),
        bad(
            '"Keep the gate shut.[[" We know the "old" trick that they play at night."]] Then he left.',
            fix=" We know the 'old' trick that they play at night.\"",
        ),
        ok('"In spring we had a letter sent," he recalled.'),
        ok('"I asked him and he said no," she told the court.'),
        ok('"It is late." He left at ten. "We go," she said.'),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "boundary"):
        yield RULE.issue(
            document, (claim.start, claim.end), "The quotation does not end where the speech does.", fixes=claim.ways
        )
