"""A capital in mid-sentence: “two thirds of the seats, And that the tickets are free”.

Arabic, Chinese and Japanese have no capitals, so a system that reads a comma as a stop, or joins two lines, leaves
one. Names, titles, headlines and words after a quote mark or a colon are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.typography._words import headline, role
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="typography.capital",
    summary="A small word has a capital in mid-sentence.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("Two thirds of the seats are open, [[And]] that the tickets are free.", fix="and"),
        bad("No match was lost by forfeit [[Or]] put off.", fix="or"),
        bad("They went on with [[The]] map in the hand.", fix="the"),
        bad("The order was issued on [[The]] 25th.", fix="the"),
        bad("It also rained in the south, [[The]] water rose by a metre.", fix="the"),
        ok("They read The Times in The Hague and saw The Who at The Oval."),
        ok("James To of the party met Wilson Or and Zheng He."),
        ok("Workers Say The Plant Will Close And Never Open Again"),
        ok("He played in Serie A and lives in the US; Flinders Is may go."),
        ok("The report asks: And what now? “And that,” he said, “is all.”"),
        ok("They sang Over the Hills and read The Book of the Dead."),
        misses("He said that [[We]] were ready.", "may be a quotation without marks"),
    ),
)

OPENERS, JOINERS, INSIDE = role("opener"), role("joiner"), role("inside")
WORDS = "|".join(sorted(OPENERS | JOINERS))
PLACE = re.compile(rf" (?P<word>{WORDS})(?= [a-z\d])")
LEFT = re.compile(r"(?P<left>[^\W\d_]+|\d+[a-z]*)(?P<comma>,?)$")
PEOPLE = ("He", "She", "We", "They")


def find(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    for match in PLACE.finditer(text):
        word, start = match["word"], match.start("word")
        left = LEFT.search(text[max(0, start - 26) : start - 1])
        if left and _slip(left["left"], left["comma"], word):
            if headline(text):
                return
            small = word.lower()
            yield RULE.issue(segment, (start, start + len(word)), f"“{small}” needs no capital here.", fix=small)


def _slip(left: str, comma: str, word: str) -> bool:
    if comma:
        return not (left[0].isupper() and word not in JOINERS | {"The", "It"})
    if left in ("On", "In", "At", "By", "From", "For", "Of", "With"):
        return word == "The"
    if not left.islower() or (left == "and" and word == "And") or word in PEOPLE:
        return False
    return word in JOINERS or left in INSIDE
