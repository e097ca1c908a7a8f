"""Quote marks of the source language: „Ja“, «oui», 「はい」.

Many systems copy them. A person would write them only in a quotation in that language.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.foreign-glyph",
    summary="The quote marks belong to another language.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.95,
    examples=(
        bad("The mayor spoke of [[„a good sign“]] for the town.", fix='"a good sign"'),
        bad("The group [[«Northern Light»]] gave a concert.", fix='"Northern Light"'),
        bad("The film [[「Long River」]] opens today.", fix='"Long River"'),
        ok('The mayor spoke of "a good sign" for the town.'),
        ok("The value lies between 3 << 2 and 5 >> 1."),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "foreign-glyph"):
        yield RULE.issue(
            document, (claim.start, claim.end), "The quote marks are those of another language.", fixes=claim.ways
        )
