"""Punctuation on both sides of the closing mark: “No one was harmed.” , said the guard.

The source sets the comma outside and the translation adds a full stop inside. English has one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.punctuation",
    summary="Punctuation stands on both sides of a closing quote mark.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.REVIEW,
    confidence=0.9,
    examples=(
        bad('"No one was harmed[[.",]] said the guard.', fix=',"'),
        bad("“No one was harmed[[.” ,]] said the guard.", fix=",”"),
        ok('"No one was harmed," said the guard.'),
        ok('"Why?", asked the guard.'),
        ok('They bought "Acme Inc.", a mill, and a farm.'),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "punctuation"):
        yield RULE.issue(
            document,
            (claim.start, claim.end),
            "Punctuation stands on both sides of the closing quote mark.",
            fixes=claim.ways,
        )
