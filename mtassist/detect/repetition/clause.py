"""A clause ends as the one before it did: “who had been held for theft, before being held for theft”.

Translating a long sentence, a decoder comes back to a stretch it has done. The second clause adds nothing: every
weighty word of it has been said. People end two clauses alike to set them against each other: something differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.repetition._words import GLUE, NEEDED, echo, echoes, letters, low_words, place, runs
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Segment, Severity

RULE = Rule(
    id="repetition.clause",
    summary="A clause says again what the one before it said.",
    mqm=Mqm.ADDITION,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad(
            "They held a man who had been fined for reckless driving[[, before being fined for reckless driving]].",
            fix="",
        ),
        bad(
            "She was stopped when, being late, she was taking her sister to school"
            "[[ when she was late, she was taking her sister to school]].",
            fix="",
        ),
        ok("He was not charged with theft of the car, but she was charged with theft of the car."),
        ok("He knew what was in the book, and what was not in the book."),
        ok("If you want to live in the city, you have to want to live in the city."),
        ok("“You can win, and you will win,” he said."),
        ok("They came from the south of the country and the north of the country."),
        misses(
            "The host answers questions from the hall[[ after he asked questions from the press]].",
            "the words differ: only meaning shows that nothing is added",
        ),
    ),
)

STOP = re.compile(r"[ \t]*(?:[.,;:]|$)")
NOT = frozenset(
    [
        "not",
        "no",
        "never",
        "n't",
        "nor",
        "neither",
        "but",
        "or",
        "without",
        "until",
        "unless",
        "if",
        "more",
        "less",
        "than",
        "as",
        "whether",
    ]
)
AGAIN = frozenset(
    ["before", "after", "when", "while", "as", "who", "which", "where", "by", "being", "having", "and", "then"]
)  # how the echo begins
TALK = re.compile(r"[\"“”„«»]")

glance = echo


def find_block(block: Block) -> Iterator[Issue]:
    for segment in block.segments:
        yield from _look(segment)


def _look(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    low = low_words(text)
    if len(low) < 2 * NEEDED or not echoes(low) or TALK.search(text) or runs(text):
        return
    for first, second, end in _echoes(low):
        if STOP.match(text, place(text, second, end)[1]) and _adds_nothing(low, first, second, end):
            start = place(text, first, first + end - second)[1]
            span = start, place(text, second, end)[1]
            yield RULE.issue(segment, span, "This has just been said.", fix="")
            return


def _echoes(low: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """Where a stretch of words begins, where it begins again, and where that ends; not overlapping."""
    seen: dict[tuple[str, ...], int] = {}
    at = 0
    while at + NEEDED <= len(low):
        key = low[at : at + NEEDED]
        first = seen.setdefault(key, at)
        if first + NEEDED <= at:
            size = NEEDED
            while at + size < len(low) and first + size < at and low[first + size] == low[at + size]:
                size += 1
            yield first, at, at + size
        at += 1


def _adds_nothing(low: tuple[str, ...], first: int, second: int, end: int) -> bool:
    size = end - second
    echo, gap, before = low[second:end], low[first + size : second], set(low[: first + size])
    weighty = [w for w in echo if w not in GLUE]
    return (
        0 < len(gap) <= 7
        and gap[0] in AGAIN
        and len(weighty) >= 2
        and letters(echo)
        and not NOT.intersection(gap)
        and all(w in GLUE or w in before for w in gap)
        and gap[-1] not in ("and", "the", "a", "of", "in", "for", "to")
    )
