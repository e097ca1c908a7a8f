"""A tense that does not go with its time: “has arrived yesterday”, “until he will come”, “tomorrow he was”.

Where one past tense does for all, or the future stands after “when” and “if”, a machine copies it. English keeps the
perfect away from a past date and the future out of such clauses; people mix them up in speech.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.garbled import _phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.tense",
    summary="The tense does not go with the time that is named.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("The minister [[has arrived yesterday]].", fix="arrived yesterday"),
        bad("They wait [[until he will come]] home.", fix="until he comes"),
        bad("[[If she will win]], they play at home.", fix="If she wins"),
        bad("She [[has been born in]] 1950.", fix="was born in"),
        bad("The company [[was founded since]] 1920.", fix="was founded in"),
        ok("The minister arrived yesterday."),
        ok("He may have arrived yesterday."),
        ok("They asked if it will rain."),
        ok("If you will forgive me, I must go."),
        ok("More children have been born in the town since."),
        misses("He [[has]] on Monday signed it.", "a day may stand for other days too"),
    ),
)

glance = _phrases.hits


def find(segment: Segment) -> Iterator[Issue]:
    yield from _phrases.issues(RULE, segment, "tenses", "“{}”: the tense does not go with the time.")
