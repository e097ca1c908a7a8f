"""A quote mark too many: "as she wishes." ”

A second closing mark beside the first, or an opener that is opened again two words later. Comes from sources that close
inner and outer quotations at one place, and from systems that hallucinate a mark at the end of each sentence. Arabic
sets marks around what is reported with “that”, which in English is no quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.quotes._claims import MARKED, claims
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Edit, Issue, Mqm, Safety, Severity, Span

RULE = Rule(
    id="quotes.extra",
    summary="A quote mark is one too many.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MAJOR,
    safety=Safety.REVIEW,
    confidence=0.95,
    examples=(
        bad('She may leave "as she wishes[[." ”]]'.replace('[[." ”]]', '.[[" ”]]'), fix='"'),
        bad('They call it the "Legion[["."]] He left.', fix='".'),
        bad("They shouted [[“]]and “open the gate” all night.", fix=""),
        bad('"We stay," he said to the press.[["]] It rained.', fix=""),
        ok('She may leave "as she wishes."'),
        bad(
            'She said[[, "that the]] road is closed," and left.', becomes="She said that the road is closed, and left."
        ),
        ok("“He said ‘no’,” she said."),
        ok('She said, "That road is closed," and wrote of a road "that the town forgot".'),
    ),
)

REPORTED = re.compile(
    r"\b(?:said|says|saying|added|adding|stressed|stressing|explained|explaining|confirmed|confirming|stated|stating"
    r"|noted|noting|announced|revealed|indicated|indicating|considered|considering|affirmed|emphasi[sz]ed)"
    r"(?P<start>(?P<comma>[,:]) (?P<opens>[\"“])that (?:the|a|an|it|he|she|they|we|there|this|his|her|their|its|all)\b)"
    r"[^\"“”\n]{5,600}(?P<closes>[\"”])"
)

CUES = MARKED


def find_all(document: Document) -> Iterator[Issue]:
    for block in document.blocks:
        for match in REPORTED.finditer(block.text) if "that " in block.text else ():
            gone = [Edit(Span(*match.span(name)), "") for name in ("comma", "opens", "closes")]
            message = "What is reported with “that” is no quotation: it has no comma and no marks."
            yield RULE.issue(block, match.span("start"), message, fixes=[gone])
    for claim in claims(document, "extra"):
        yield RULE.issue(document, (claim.start, claim.end), "This quote mark is one too many.", fixes=claim.ways)
