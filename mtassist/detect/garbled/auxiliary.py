"""Auxiliary verbs that cannot stand together or before such a form: “will can”, “did not went”, “has went”.

A machine that marks tense or mood twice leaves both marks. People write these in dialect, and when they change a
sentence half-way; then an editor wants to see it too.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.garbled import _phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.auxiliary",
    summary="Auxiliary verbs stand together, or before a form, that cannot.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.95,
    examples=(
        bad("They [[must should]] leave before noon.", fix="must"),
        bad("He [[did not went]] to the match.", fix="did not go"),
        bad("They want [[to can swim]] there.", fix="to swim"),
        bad("The city [[would is]] rich.", fix="would be"),
        bad("They plan [[to began]] in May.", fix="to begin"),
        bad("[[I am agree]] with the plan.", fix="I agree"),
        ok("He said it was against his will and would not go."),
        ok("In May he will leave."),
        ok("May could not win without a majority."),
        ok("What it is does not matter."),
        ok("All he has is a bicycle."),
        ok("She did it and went home."),
        bad("The talks will [[be hold]] in Oslo.", fix="be held"),
        bad("The old mill was [[builded]] by monks.", fix="built"),
        bad("They [[cannot to leave]] the island.", fix="cannot leave"),
        ok("They did all they can to leave the island."),
        ok("What he did was build a new mill."),
        misses("The team [[can]] did it.", "one pair of many; only the frequent ones are listed"),
    ),
)

glance = _phrases.hits


def find(segment: Segment) -> Iterator[Issue]:
    yield from _phrases.issues(RULE, segment, "auxiliaries", "“{}” puts verb forms together that exclude each other.")
