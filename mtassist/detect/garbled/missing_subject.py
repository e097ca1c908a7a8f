"""A sentence that begins with its verb: “Prefers vegetables.”, “Was a difficult year for the company.”

Spanish, Italian, Polish, Japanese and others leave the subject out when it is known, and a machine that reads one
sentence at a time cannot know it. English does so in orders, in notes and in quick speech; with “is”, “was”, “has” or
a verb in -s at the head of a sentence of prose, the subject is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Edit, Issue, Kind, Mqm, Severity, Span

RULE = Rule(
    id="garbled.missing-subject",
    summary="A sentence has no subject.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.88,
    examples=(
        bad("She eats no meat at all. [[Prefers vegetables]] and fish.", fix="She prefers vegetables"),
        bad("Ruud signed for five years. [[Was a]] difficult season for the club."),
        bad("He left the city in May. [[Has won]] three medals in his career.", fix="He has won"),
        bad("The family waited a long time. [[Were eleven]] years of hope and fear."),
        bad('The minister spoke to the press. "We are not going to run,"[[ has indicated]].'),
        ok("She eats no meat at all. She prefers vegetables and fish."),
        ok("The mayor was asked about it. Was a new school needed, they wanted to know?"),
        ok("Is a new bridge needed? The council says so."),
        ok("He was late. Had a bus come, he would have been on time."),
        ok("“It rained.” Says the mayor: it was fine."),
        ok("Was it a hard year? It was a hard year."),
        ok("It is rare. Studies of the light show that it may not be so."),
        ok("Has won three medals"),
        misses("He is tired. [[Came home]] late.", "a past form may be a participle: “Born in 1990, …”"),
    ),
)

VERBS = "Prefers|Wants|Likes|Loves|Believes|Thinks|Speaks|Enjoys|Considers|Participates|Belongs|Recommends|Suffers"
VERB = re.compile(
    r"(?:(?:Is|Was) (?:an?|very|not|also|already|still|so|too|one|part)\b(?! (?:[\w’'-]+ )*?it\b)"
    r"|(?:Were|Are) (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|many|several|\d+)(?= )"
    r"|Has (?:been|won|had|also|already|always|never|made|worked|become|played|lived|taken|given|studied|written)\b"
    rf"|(?:{VERBS}) "
    r"(?:an?|the|to|in|at|that|from|for|his|her|as|not|very|with|of|on|[a-z]{4,})(?= |\.))"
)
WHO = re.compile(r"(He|She)\b")
SPOKEN = re.compile(
    r"(?:,[\"”]|[\"”],)(?P<verb> has (?:indicated|pointed out|assured|said|added|explained|stressed|declared|remarked"
    r"|concluded|insisted|lamented|affirmed|warned|stated|noted|commented))(?=\.(?:\s|$))"
)
HEAD = re.compile(r"Is|Was|Were|Are|Has|[A-Z][a-z]+s\b")
LEAST = 4


CUES = cues(spelt=f"Is Was Were Are Has has {VERBS.replace('|', ' ')}")


def find_block(block: Block) -> Iterator[Issue]:
    if block.kind is Kind.ITEM:
        return
    for speech in SPOKEN.finditer(block.text) if " has " in block.text else ():
        yield RULE.issue(block, speech.span("verb"), "Who? The speech has no speaker.")
    before = ""
    for segment in block.segments:
        text = segment.text
        if before and text.endswith(".") and "?" not in text and HEAD.match(text) and text.count(" ") >= LEAST - 1:
            match = VERB.match(text)
            if match and before[-1] in '.!”"':
                message = "Who or what? The sentence has no subject."
                yield RULE.issue(segment, match.span(), message, fixes=_subject(text, before))
        before = text


def _subject(text: str, before: str) -> list[list[Edit]]:
    """“He” or “she”, if the sentence before begins so and this verb can only be about a person."""
    who = WHO.match(before)
    if who is None or text.startswith(("Is ", "Was ", "Were ", "Are ")):
        return []
    return [[Edit(Span(0, 1), f"{who[1]} {text[0].lower()}")]]
