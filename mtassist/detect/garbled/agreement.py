"""Number that does not agree: “one of the player”, “3 million of euros”, “many informations”, “a 19 years old man”.

Languages count in different ways, and a machine copies the count. People slip here too, in haste or in dialect; quoted
speech is the speaker’s own.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.garbled import _phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.agreement",
    summary="A verb, a determiner or a counted noun does not agree in number.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.92,
    examples=(
        bad("He is [[one of the player]] in the squad.", fix="one of the players"),
        bad("It cost [[3 million of euros]].", fix="3 million euros"),
        bad("We have [[many informations]].", fix="a lot of information"),
        bad("He met [[a 19 years old]] student.", fix="a 19-year-old"),
        bad("[[Several country]] have signed.", fix="Several countries"),
        bad("He met [[an 80 years old]] woman.", fix="an 80-year-old"),
        ok("One of the team members left."),
        ok("Millions of euros were lost."),
        ok("If he were rich, he would not work."),
        ok("The number of people is rising."),
        ok("The temple is 300 years old."),
        ok("He runs a news site."),
        bad("She [[is member of]] the council.", fix="is a member of"),
        bad("[[There is not money]] for the school.", fix="There is no money"),
        ok("A member of the council was there, and so is its chair."),
        ok("There is not enough money for the school."),
        misses("The [[peoples]] of the village are glad.", "“peoples” is a word"),
    ),
)

glance = _phrases.hits


def find(segment: Segment) -> Iterator[Issue]:
    yield from _phrases.issues(RULE, segment, "agreements", "“{}” does not agree in number or form.")
