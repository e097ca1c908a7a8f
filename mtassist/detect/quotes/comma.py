"""No comma between speech and its reporting clause: "We came back late" Ahirwar said.

Languages that set the comma after the closing mark, or none, lose it in translation. Titles and words in scare quotes,
which a verb may follow, are no speech.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.comma",
    summary="The comma between speech and its reporting clause is missing.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.REVIEW,
    confidence=0.88,
    examples=(
        bad(
            'It rained. "On the first day we came back late[[" Ahirwar said]].',
            becomes='It rained. "On the first day we came back late," Ahirwar said.',
        ),
        bad(
            "“The bridge is closed until May[[” said]] the mayor.",
            becomes="“The bridge is closed until May,” said the mayor.",
        ),
        ok('"On the first day we came back late," Ahirwar said.'),
        ok('"Why did you come back so late?" he asked.'),
        ok('The song "We came back so late" said it all.'),
        ok('"The Return of the Old Ferryman" tells of a long night.'),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "comma"):
        yield RULE.issue(
            document,
            (claim.start, claim.end),
            f"A comma is missing between the speech and “{claim.words}”.",
            fixes=claim.ways,
        )
