"""A sentence that begins with a person’s calling and no article: “Footballer came to take the prize.”

Russian, Polish, Turkish and others have no articles, and a machine forgets to add one. Headlines and captions leave it
out too, so only sentences within a paragraph, with their verb in the past, are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.garbled._grammar import with_form
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="garbled.bare-noun",
    summary="A sentence begins with a person’s calling and no article.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("A week ago it was Leo Ruud. [[Footballer came]] to take the prize.", fix="The footballer came"),
        bad("It was late. [[Driver was]] hurt in the crash.", fix="The driver was"),
        ok("Footballer came to take the prize"),
        ok("It was late. Drivers were hurt in the crash."),
        ok("It was late. Driver Leo Ruud was hurt."),
        ok("Actor dies at 80."),
        misses("It was late. [[House]] burned for hours.", "only callings are listed: other nouns may be names"),
    ),
)

CALLINGS = (
    "Footballer|Actor|Actress|Singer|Politician|Businessman|Businesswoman|Journalist|Blogger|Athlete|Driver|Pensioner"
    "|Fighter|Boxer|Musician|Rapper|Artist|Specialist|Expert|Doctor|Teacher|Soldier|Deputy|Minister|Defender|Midfielder"
    "|Striker|Goalkeeper|Forward|Attacker|Suspect|Victim|Policeman|Writer|Director|Scientist|Presenter|Model|Lawyer"
    "|Prosecutor|Mayor|Governor|President|Spokesman|Coach|Pilot|Passenger|Cyclist|Motorcyclist|Pedestrian"
)
BARE = re.compile(rf"^({CALLINGS}) ([a-z]+)(?! to be\b) ")
MORE = frozenset({"was", "had", "did", "could", "would"})


CUES = cues(spelt=CALLINGS.split("|"))


def find_block(block: Block) -> Iterator[Issue]:
    for segment in block.segments[1:]:
        match = BARE.match(segment.text)
        if match and segment.text.endswith((".", "!")) and match[2] in with_form("past") | MORE:
            fix = f"The {match[1].lower()} {match[2]}"
            yield RULE.issue(segment, (0, match.end(2)), f"“{match[1]}” lacks its article.", fix=fix)
