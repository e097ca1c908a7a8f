"""Two single marks in place of a double one: ‘‘She has taste’’, he laughs.

Pages set quotations in doubled single marks to escape their own software; systems pass them on. Old typewriter copy
does the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="quotes.two-singles",
    summary="Two single quote marks stand in place of a double one.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.96,
    examples=(
        bad("[[‘‘She has taste’’]], he laughs.", fix='"She has taste"'),
        bad("He called it [[''a small miracle'']] twice.", fix='"a small miracle"'),
        ok("The boys' and girls' teams won."),
        ok("It is 6'2'' tall."),
        ok("The page of a wiki says ''''small miracle'''' in bold letters."),
    ),
)

CUES = MARKED
MARKUP = re.compile("'{3}")  # a wiki's bold letters


def find_all(document: Document) -> Iterator[Issue]:
    for claim in claims(document, "two-singles"):
        if MARKUP.search(document.text, max(0, claim.start - 1), claim.end + 1):
            continue
        yield RULE.issue(
            document, (claim.start, claim.end), "Two single marks stand in place of a double one.", fixes=claim.ways
        )
