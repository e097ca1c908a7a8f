"""A small word all in capitals: “most fans are FOR the old version”, “(the defenders of the city – ED.)”.

Russian and Ukrainian stress a word that way and sign remarks of the editors so. In English news it looks like
shouting. Abbreviations (“IS”, “WHO”, “IT”), headlines, speech and whole lines in capitals are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import speech
from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Severity, Span

RULE = Rule(
    id="typography.caps-word",
    summary="A small word is written all in capitals.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    confidence=0.85,
    examples=(
        bad("At the same time, most fans remain [[FOR]] the old version.", fix="for"),
        bad("Nobody knew [[THAT]] the bridge was closed.", fix="that"),
        bad("They (the defenders of the city – [[ED.]]) are brave.", fix="Ed."),
        ok("The IS fighters left; the WHO, the US and IT firms did not."),
        ok("MOST FANS REMAIN FOR THE OLD VERSION"),
        ok("He did NOT go, and NO one did."),
        ok("How cold must it be THAT even the ducks leave?"),
        ok("“We are FOR the old version,” he said."),
        misses("They remain [[AGAINST]] it.", "stress on a full word is often meant"),
    ),
)

SPOT = re.compile(r"[A-Z](?:(?<=[a-z] [A-Z])[A-Z]{1,3}(?= [a-z])|(?<=[-–—] [ER])E?D\.)")
WORDS = frozenset(
    ["FOR", "OF", "THE", "WITH", "FROM", "THAT", "THIS", "BY", "WHEN", "THEY", "WERE", "HAVE", "ED.", "RED."]
)


CLAUSE = re.compile(r" (?:the|an?|he|she|it|they|we|I|you|there|his|her|its|their|our|no)\b")


CUES = cues(spelt=[word.rstrip(".") for word in WORDS])


def find_all(document: Document) -> Iterator[Issue]:
    places = [m for m in SPOT.finditer(document.text) if m.group() in WORDS and not _meant(m)]
    talk = speech.spans(document) if places else None
    for match in places:
        if talk and not talk.hold(Span(*match.span())):
            word = match.group()
            fix = "Ed." if word.endswith(".") else word.lower()
            yield RULE.issue(document, match.span(), f"“{word}” needs no capitals.", fix=fix)


def _meant(word: re.Match[str]) -> bool:
    """“THAT” is stressed on purpose where no clause follows."""
    return word.group() == "THAT" and not CLAUSE.match(word.string, word.end())
