"""A quote mark glued to the word outside it: He said“yes”and left.

Chinese and Japanese set no blanks around quotations, and systems forget to add them.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.glued",
    summary="A quote mark is glued to the word outside it.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.95,
    examples=(
        bad("He said[[“]]yes” and left.", fix=" “"),
        bad('The "old[["]]town is full.', fix='" '),
        ok("The “old” town is full."),
        ok('He saw two "Elsa"s and a "Titanic"-like ship.'),
        ok('They met at ("Harbour Inn").'),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "glued"):
        yield RULE.issue(
            document,
            (claim.start, claim.end),
            "A blank is missing between the quote mark and the word outside it.",
            fixes=claim.ways,
        )
