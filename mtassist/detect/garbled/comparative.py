"""A comparison marked twice or with the wrong word: “more better”, “the most largest”, “very better”.

A machine translates the comparison word and the form that already has it. People say such things for fun, and children.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.garbled import _phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.comparative",
    summary="A comparison is marked twice, or with the wrong word.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.95,
    examples=(
        bad("The new road is [[more better]].", fix="better"),
        bad("It is the [[most largest]] bridge in the land.", fix="largest"),
        bad("She plays [[very better]] now.", fix="much better"),
        ok("Many more bigger boats came."),
        ok("It is the most beautiful bridge."),
        ok("Much better days will come."),
        bad("She is [[more tall than]] her brother.", fix="taller than"),
        bad("It is [[one from the best]] films of the year.", fix="one of the best"),
        ok("It was more hard-fought than the first match."),
        ok("He has more new than old cars."),
        misses("He is [[more rich]] than his brother.", "“more rich” can be right: “more rich than wise”"),
    ),
)

glance = _phrases.hits


def find(segment: Segment) -> Iterator[Issue]:
    yield from _phrases.issues(RULE, segment, "comparatives", "“{}” compares twice or with the wrong word.")
