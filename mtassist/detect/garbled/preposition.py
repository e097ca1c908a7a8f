"""A preposition that English does not use there: “in social networks”, “in this Monday”, “since two years”.

Prepositions are the last thing that a machine gets right, and the first that a reader hears. Only fixed expressions of
which English has one form are listed; what some variety of English has (“at” or “on the weekend”) is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.garbled import _phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.preposition",
    summary="A fixed expression stands with the wrong preposition.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.92,
    examples=(
        bad("The singer wrote about it [[in social networks]].", fix="on social networks"),
        bad("He posted a photo [[in his official Instagram account]].", fix="on his official Instagram account"),
        bad("[[In this Monday]] (23) the club showed its player.", fix="On Monday"),
        bad("He has lived here [[since two years]].", fix="for two years"),
        bad("The mayor [[arrived to the]] square at noon.", fix="arrived at the"),
        bad("[[Despite of]] the rain they played.", fix="Despite"),
        bad("A child was hurt [[in the night from Saturday to Sunday]].", fix="on the night of Saturday to Sunday"),
        ok("It happened in social media firms."),
        ok("This Monday the club showed its player."),
        ok("The trial, in Friday's session, ended."),
        ok("Nothing has changed since two years ago."),
        ok("He arrived to cheers."),
        ok("Her work depends on the weather."),
        bad("The fair opens on [[2nd of the March]].", fix="2nd March"),
        bad("He scored [[in minute 20]] for the guests.", fix="in the 20th minute"),
        ok("He scored in the 20th minute of the game."),
        ok("The 3rd of the year was the worst storm."),
        misses("She is good [[in tennis]].", "“in tennis” is right in most sentences"),
    ),
)

glance = _phrases.hits


def find(segment: Segment) -> Iterator[Issue]:
    yield from _phrases.issues(RULE, segment, "prepositions", "“{}” takes another preposition in English.")
