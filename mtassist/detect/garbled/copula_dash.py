"""A dash in the place of “is”: “the price of such models - from 3 to 6”, “two drivers - this is a 27-year-old”.

Russian, Ukrainian and their neighbours leave out “is” and write a dash; a machine keeps it. English uses a dash
between a sentence and its afterthought, never between a subject and its only predicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.garbled._grammar import CLASSES, tokens, with_form
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.copula-dash",
    summary="A dash stands in the place of “is”.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("The average price of such [[models - from 3]] to 6 thousand.", fix="models is from 3"),
        bad("Two drivers had no [[licence - this is a 27-year-old]] and his friend.", fix="licence: a 27-year-old"),
        ok("He sells many models - from 3 to 6 thousand a year."),
        ok("They had one aim - this is the end of it."),
        ok("The race - from 3 pm to 6 pm - was won by Ruud."),
        misses("My brother [[- a]] doctor.", "a dash before a noun is mostly an afterthought"),
    ),
)

RANGE = re.compile(
    r"^(?:The|An?|Its|Their) [^.,;:–—-]{4,80}?(\w+) [-–—] (from|up to|about|only) (\$?\d[\d.,]*)"
    r"(?=[^–—]*$)(?![^\n]* - )"
)
PERSON = re.compile(r"\b(\w+) [-–—] (?:this|these|it) (?:is|are) (an? \d\d-year-old)\b")


CUES = cues(shape="^[-–—]$")


def find(segment: Segment) -> Iterator[Issue]:
    for match in PERSON.finditer(segment.text):
        yield RULE.issue(segment, match.span(), "A colon does what “this is” does.", fix=f"{match[1]}: {match[2]}")
    span = RANGE.match(segment.text)
    if span and not _has_verb(segment.text[: span.start(2)]):
        fix = f"{span[1]} is {span[2]} {span[3]}"
        yield RULE.issue(segment, (span.start(1), span.end(3)), "The sentence has no verb.", fix=fix)


def _has_verb(text: str) -> bool:
    words = {t.word for t in tokens(text)}
    verbs = with_form("past") | with_form("third") | CLASSES["be"] | CLASSES["have"] | CLASSES["modal"]
    return not words.isdisjoint(verbs - {"models", "costs"})
