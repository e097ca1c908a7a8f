"""Relative pronouns and conjunctions that do not fit: “the man which came”, “everything what”, “as soon that”.

Languages with one relative pronoun give a machine no choice between “who”, “which” and “that”, and few build “as … as”
like English. A learner errs the same way; in print it is a slip.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.garbled import _phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.relative",
    summary="A relative pronoun or a conjunction does not fit what stands before or after it.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("The [[driver which was]] hurt went home.", fix="driver who was"),
        bad("He told them [[everything what]] he knew.", fix="everything that"),
        bad("She called [[as soon that]] she landed.", fix="as soon as"),
        bad("It is a [[board which he made it]].", fix="board which he made"),
        bad("They left it to the mayor, [[whose his]] house is near.", fix="whose"),
        ok("The team of drivers, which was small, went home."),
        ok("He told them everything, what he knew and what he felt."),
        ok("It is a board which he made himself."),
        ok("He asked who was there and which way they went."),
        ok("As soon as she landed, she called."),
        misses("The road [[which]] he met her is closed.", "needs to know that “road” is a place"),
    ),
)

glance = _phrases.hits


def find(segment: Segment) -> Iterator[Issue]:
    yield from _phrases.issues(RULE, segment, "relatives", "“{}” does not join the clauses as English does.")
