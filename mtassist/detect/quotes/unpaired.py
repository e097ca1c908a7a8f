"""A quote mark without its partner: UNICEF is ready to help," says the head of information.

Reported speech keeps only its closing mark, a title loses it, the last sentence of a quotation falls away. Articles cut
short by a paywall do it too.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.speech import OPENERS
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.unpaired",
    summary="A quote mark has no partner.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MAJOR,
    safety=Safety.REVIEW,
    confidence=0.9,
    examples=(
        bad("He said: [[“We raised one flag, and we keep it.]]", fix="“We raised one flag, and we keep it.”"),
        bad(
            'Help is ready on the [[island,"]] says the head of the office.',
            becomes='"Help is ready on the island," says the head of the office.',
        ),
        ok('"Help is ready on the island," says the head of the office.'),
        ok("“We were promised help. It did not come.\n\n“We wait,” she wrote."),
        ok('The screen is 27" wide.'),
        ok("'Tis the season, and the '90s are back."),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "unpaired"):
        yield RULE.issue(document, (claim.start, claim.end), _message(claim.words), fixes=claim.ways)


def _message(words: str) -> str:
    lost = "closed" if words[:1] in OPENERS or words[:1] == '"' else "opened"
    return f"The quotation is never {lost}."
