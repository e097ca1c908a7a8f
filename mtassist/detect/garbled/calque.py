"""A fixed expression of another language, rendered word for word: “the event came to the square” for “took place”.

A machine that does not know an idiom translates its parts. The list holds only wordings that English never has, or that
it has in another sense and never in this company; a person writes them when translating in haste.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.garbled import _phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.calque",
    summary="An idiom of another language is rendered word for word.",
    mqm=Mqm.MISTRANSLATION,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("The accident [[came to the square]] at noon.", fix="took place"),
        bad("He was [[handed over to trial]] on Friday.", fix="sent to trial"),
        bad("The city has two hundred [[new crown cases]].", fix="COVID-19 cases"),
        bad("A [[man of 45 years]] was hurt.", fix="45-year-old man"),
        bad("They play the [[king-class]] final on Saturday.", fix="Champions League"),
        bad("On Tuesday the minister of [[abroad affairs]] arrived.", fix="foreign affairs"),
        bad("The women [[make a photo]] of the bridge.", fix="take a photo"),
        bad("Vela [[won with 3-1]] at home.", fix="won 3-1"),
        ok("The protesters came to the square at noon."),
        ok("The suspect was handed over to the court for trial."),
        ok("The actor wore a new crown in the play."),
        ok("She lives abroad and follows foreign affairs."),
        ok("He won with 54 per cent of the vote."),
        ok("They wanted to make photo albums."),
        misses("They began to [[hang noodles on our ears]].", "idioms are endless: only those seen often are listed"),
    ),
)

glance = _phrases.hits


def find(segment: Segment) -> Iterator[Issue]:
    yield from _phrases.issues(RULE, segment, "calques", "“{}” is an idiom of another language, word for word.")
