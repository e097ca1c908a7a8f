"""“It is said that” with the wrong subject or with none: “He was learned that”, “Is expected that”.

Many languages have an impersonal passive, or drop the subject; a machine fills in “he” or nothing. English prose has
“it”, and its headlines leave out more than its sentences do.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.garbled import _phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.impersonal",
    summary="An impersonal phrase has the wrong subject, or none.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.92,
    examples=(
        bad("[[He was learned that]] two of them were hurt.", fix="It was learned that"),
        bad("[[Is expected that]] the road opens in June.", fix="It is expected that"),
        bad("Police hold a man [[whose identity is being worked]].", fix="whose identity is being worked on"),
        bad("[[It came to a collision]] at the crossing.", fix="There was a collision"),
        bad("The others wait. [[Here no]].", fix="Not here"),
        bad("[[Recall,]] the bridge fell in May."),
        ok("It was learned that two of them were hurt."),
        ok("He was informed that two of them were hurt."),
        ok("She was reported missing."),
        ok("When it came to money, he had none."),
        ok("Recall that a percent means one hundredth."),
        bad("[[In the fire died two people]].", fix="In the fire, two people died"),
        bad("[[Was arrested the]] suspect of the robbery."),
        ok("How it works"),
        ok("In the hall were flowers and candles."),
        misses("[[Was]] a hard game.", "headlines and quick speech leave out the subject too"),
    ),
)

glance = _phrases.hits


def find(segment: Segment) -> Iterator[Issue]:
    yield from _phrases.issues(
        RULE, segment, "impersonals", "“{}” has the wrong subject or none: English would say “it”, or name who."
    )
