"""A verb with a complement that it does not take in English: “advises to do”, “invite them ski”, “explained him that”.

Machines keep the frame of the source verb: its infinitive, its preposition, its missing object. A learner of English
writes the same; an editor mends it in either case.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.garbled import _phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.verb-frame",
    summary="A verb stands with a complement that it does not take in English.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.92,
    examples=(
        bad("The doctor [[advises to drink]] more water.", fix="advises drinking"),
        bad("I [[invite them ski]] with us.", fix="invite them to ski"),
        bad("The expert [[told about]] the risks of diets.", fix="spoke about"),
        bad("The inhabitants [[convince that]] the bridge is safe.", fix="claim that"),
        bad("He [[avoided to answer]] the question.", fix="avoided answering"),
        bad("The coach [[explained them how]] to play.", fix="explained to them how"),
        bad("The mayor [[was waited]] at the market on Tuesday.", fix="was expected"),
        bad("The fire [[was happened]] at night.", fix="happened"),
        bad("[[I asked to the]] services for help.", fix="I asked the"),
        ok("The doctor advised her to drink more water."),
        ok("Workers were told about the closures."),
        ok("Officials are advised to stay at home."),
        ok("He was convinced that the bridge is safe."),
        ok("The table was waited on by students."),
        ok("Asked about the plan, he smiled."),
        bad("The council [[announced to build]] a new school.", fix="announced plans to build"),
        bad("They [[waited the bus]] in the rain.", fix="waited for the bus"),
        bad("She has been [[absent of]] the hall since noon.", fix="absent from"),
        bad("They won [[despite it was]] raining.", fix="although it was"),
        ok("The council announced plans to build a new school."),
        ok("She was married with a daughter when they met."),
        ok("They are pinning their hopes on a new treaty."),
        ok("He was called on to speak, and he did."),
        misses(
            "The spokesman [[said the reporters]] that it was late.",
            "“said the reporters” may be an inverted attribution",
        ),
    ),
)

glance = _phrases.hits


def find(segment: Segment) -> Iterator[Issue]:
    yield from _phrases.issues(
        RULE, segment, "verb_frames", "“{}” does not fit together: the verb is not used so in English."
    )
