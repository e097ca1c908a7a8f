"""A word said twice in a row: “the the”.

Decoders stutter, above all at the seam of two long clauses. People do it too, but an editor always wants to see it.
English doubles that are right (“had had”, “that that”), names (“Bora Bora”) and emphasis (“very, very”) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="repetition.word",
    summary="A word is said twice in a row.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.95,
    examples=(
        bad("He left [[the the]] station.", fix="the"),
        bad("[[The the]] minister spoke.", fix="The"),
        ok("She had had enough."),
        ok("They flew to Bora Bora."),
        ok("He said no, no and no."),
        misses("He said [[that that]] it was late.", "needs a parser: “that that” is often right"),
    ),
)

RIGHT = {"had", "that", "is", "bye", "ha", "very"}
PAIR = re.compile(r"\b([^\W\d_]+) (\1)\b", re.IGNORECASE)


def find(segment: Segment) -> Iterator[Issue]:
    for match in PAIR.finditer(segment.text):
        first, second = match.groups()
        name = second[0].isupper() and first[0].isupper()
        if first.lower() not in RIGHT and not name:
            yield RULE.issue(segment, match.span(), f"“{first}” is said twice.", fix=first)
