"""A quotation within a quotation in the same marks: "He told me "no" twice," she said.

Source languages that nest with other glyphs („ ‚ ‘ “) lose the difference. English alternates double and single marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.nested",
    summary="A quotation within a quotation has the same marks.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.REVIEW,
    confidence=0.9,
    examples=(
        bad('"They plan the so-called [["big jump"]] in the spring, and we wait," she said.', fix="'big jump'"),
        bad("“The [[“old”]] harbour is closed to us,” he said.", fix="‘old’"),
        ok("\"They plan the so-called 'big jump' in the spring,\" she said."),
        ok('"One," she said. "Two," he said.'),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "nested"):
        yield RULE.issue(
            document, (claim.start, claim.end), "A quotation within a quotation needs other marks.", fixes=claim.ways
        )
