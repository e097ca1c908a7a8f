"""A long sentence without a verb: “Previously, a professor of medicine in the north.”

Languages that leave out “is” lose their verb on the way, and decoders drop one. People leave it out in fragments, lists
and captions: so only sentences that begin as fragments do not are looked at, and any word that may be a verb is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.detect.garbled._grammar import CLASSES, FORMS, tokens, with_form, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Kind, Mqm, Severity

RULE = Rule(
    id="garbled.no-verb",
    summary="A long sentence has no verb.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.8,
    examples=(
        bad("It rained. [[According to the forecast, the next three days in the capital more rainy weather.]]"),
        bad("It rained. [[Previously, a professor of the department of medicine at the university in the north.]]"),
        ok("The clinic opened on Monday. A great day for all of us."),
        ok("It rained. Rain, wind, snow, ice, hail and fog in the north of the old country."),
        ok("It rained. The species live in the north of the old country on small islands."),
        ok("In the village of the northern region of the country, in the old school."),
        ok("It rained. Another portion of the old world of beauty, depth and atmosphere for us all."),
        misses("It rained. [[He on the road to the capital for the talks.]]", "“talks” may be a verb"),
    ),
)

VERBAL = re.compile(r"(?:ed|ing|en|es|ght|n't)$")
OTHER = words("being been let ain re ve ll m d worship pose circle range correspond smooth span mirror echo dominate")
START = re.compile(  # what cannot begin a fragment or a caption
    r"(?:(?:According to|He|She|They|It|We|There)\b|(?:Previously|Earlier|However|In addition|At the same time"
    r"|Meanwhile|Therefore|Today|Yesterday|Currently|Unfortunately|Since then|As a result|On \w+day|In \d{4}),)"
)


def find_block(block: Block) -> Iterator[Issue]:
    if len(block.segments) < 2 or block.kind is Kind.ITEM:
        return
    for segment in block.segments[1:]:
        text = segment.text
        if text.endswith(".") and len(text) > 40 and START.match(text) and _verbless(text):
            yield RULE.issue(segment, (0, len(text)), "The sentence has no verb.")


def _verbless(text: str) -> bool:
    if any(mark in text for mark in "\"“”'’:;()…[]<>|/@#") or text.count(",") > 2 or " - " in text:
        return False
    said = [t for t in tokens(text) if t.text[0].isalnum()]
    if len(said) < 8 or sum(t.text.islower() for t in said) < len(said) * 0.6:
        return False
    return not any(t.word in _verbs() or (t.text[0].islower() and VERBAL.search(t.word)) for t in said)


@cache
def _verbs() -> frozenset[str]:
    return frozenset().union(*map(with_form, FORMS), CLASSES["be"], CLASSES["have"], CLASSES["modal"], OTHER)
