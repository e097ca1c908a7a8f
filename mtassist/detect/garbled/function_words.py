"""Small words that cannot stand side by side: “the a”, “of from the”, “an another”, “of the.”

They remain where a machine dropped the noun between them or said one thing in two ways. People leave them behind when
they rewrite a sentence; an editor wants to see those too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.garbled import _phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.function-words",
    summary="Small words stand side by side that cannot.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("He lives in [[the a]] house by the river.", fix="the"),
        bad("They found [[an another]] way.", fix="another"),
        bad("[[Most of people]] stayed at home.", fix="Most people"),
        bad("It is the seat [[of the]]."),
        bad("He invited [[others people]] too.", fix="other people"),
        ok("He got the A grade."),
        ok("The World Health Organization was founded in 1948."),
        ok("They made the most of the day."),
        ok("What kind of a house is it?"),
        ok("He got an A in the exam."),
        misses("The seat of [[and]] the town is far.", "one small word too many often looks right on both sides"),
    ),
)

STOPPED = re.compile(r"\b((?:of|to|in|and|for|with|from) (?:the|an?))[.!?]$")


def glance(text: str) -> object:
    return _phrases.hits(text) or STOPPED.search(text[-12:])


def find(segment: Segment) -> Iterator[Issue]:
    if match := STOPPED.search(segment.text[-12:]):
        end = len(segment.text) - 1
        yield RULE.issue(segment, (end - len(match[1]), end), f"The sentence stops after “{match[1]}”.")
    yield from _phrases.issues(
        RULE, segment, "function_words", "“{}”: these words cannot stand together; one is too many or one is missing."
    )
