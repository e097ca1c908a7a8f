"""A blank inside the quote marks, on the wrong side of them, or between the closing mark and its comma.

Tokenisers set blanks around every mark, and detokenisers guess which to take out again. French sets them on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.spacing",
    summary="A blank stands on the wrong side of a quote mark.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.95,
    examples=(
        bad('They were [[" reasonably well "]] rested.', fix='"reasonably well"'),
        bad("“It is important[[. ”]] She left.".replace("[[. ”]]", ".[[ ”]]"), fix="”"),
        bad('"It rains,[[ "]]said the ferryman.', fix='" '),
        bad('It was [["over" ]], he thought.'.replace('[["over" ]],', '"over[[" ]],'), fix='"'),
        ok('They were "reasonably well" rested.'),
        ok("He asked: “Why?” She left."),
        ok('The boys\' "den" and the girls\' "lab" are open.'),
        ok('The screen is 27" wide and 15" high.'),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "spacing"):
        yield RULE.issue(
            document, (claim.start, claim.end), "A blank stands on the wrong side of the quote mark.", fixes=claim.ways
        )
