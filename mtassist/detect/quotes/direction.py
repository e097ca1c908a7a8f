"""A closing mark that opens, or an opening mark that closes: ”The agency said“.

Swedish, Finnish, German and Polish print use the English marks the other way round, and systems copy them.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.direction",
    summary="An opening and a closing quote mark stand the wrong way round.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.95,
    examples=(
        bad("He spoke of [[”an open door”]] on Monday. The “door” was shut.", fix="“an open door”"),
        bad('It was [[”Democracy Day"]] in the town.', fix='"Democracy Day"'),
        bad("It was [[“calm“]] in the “old” town.", fix="“calm”"),
        ok("It was “calm” in the town."),
        ok("They sang ‘n’ danced in the ’90s."),
    ),
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "direction"):
        yield RULE.issue(document, (claim.start, claim.end), "The quote mark points the wrong way.", fixes=claim.ways)
