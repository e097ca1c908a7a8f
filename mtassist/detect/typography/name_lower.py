"""A name in small letters: “on monday”, “the russian side”, “i thought”.

French, Spanish, Russian and most other languages write weekdays, months and peoples with a small letter, and a system
that learns from careless text writes “i”. French fries, web addresses and species are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.detect.typography._near import in_address
from mtassist.detect.typography._words import small
from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="typography.name-lower",
    summary="A weekday, month, people or place is written with a small letter.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    confidence=0.95,
    examples=(
        bad("The bridge was closed on [[monday]] evening.", fix="Monday"),
        bad("It was closed before the [[october]] elections.", fix="October"),
        bad("The [[russian]] side denied it.", fix="Russian"),
        bad("They came from [[germany]] by train.", fix="Germany"),
        bad("Eight times [[i]] thought of it.", fix="I"),
        bad("They know that [[i]]'m here.", fix="I"),
        ok("They may march in august silence and eat french fries with polish."),
        ok("See germany.example.org, @russia and #monday; write to monday@example.org."),
        ok("One point (i.e. 557) and i) and so on."),
        ok("The asian-pacific.html page is down."),
        bad("It has been ready since [[march]], he said.", fix="March"),
        bad("They met on 5 [[may]] 2020 in Alba.", fix="May"),
        bad("The [[polish]] president denied it.", fix="Polish"),
        bad("They went to see [[pope]] Francis in Rome.", fix="Pope"),
        ok("They have been on the march since they may; as in may or may not, and the august body."),
        ok("The dutch oven, the polish on the table, the pope and the king of France."),
        misses("They like [[french]] films.", "french windows and french fries are right"),
    ),
)

SELF_SPOT = re.compile(r"\bi[ '’]")
VERBS = (
    "am|was|have|had|will|would|can|could|do|did|don|think|thought|want|know|knew|hope|love|like|said|say|see|saw|went"
)
VERBS += "|go|got|believe|feel|felt|wish|need|never|also|just|really|still|should|must|may|call"
SELF = re.compile(rf"(?<![\w.@#/'’-])i(?=[’'](?:m|ve|ll|d) | (?:{VERBS}) )")
DATED = re.compile(
    r"(?:(?<=\bsince )|(?<=\bin )|(?<=\blast )|(?<=\buntil )|(?<=\bearly )|(?<=\blate )|(?<=\bthis )|(?<=\bnext ))"
    r"(?:march|august|may)(?=[,.;]| (?:19|20)\d\d\b| this\b| last\b)"
    r"|(?<=\d )(?:march|august|may)(?=[,.;]| (?:19|20)\d\d\b)|\b(?:march|august)(?= \d{1,2}\b(?![\d,:.-]\d))"
)
NOUNS = (
    "president|government|parliament|minister|ministry|authorities|police|army|border|capital|embassy|ambassador|city"
    "|league|team|coach|language|citizens?|side|foreign|prime|media|press|company|economy|military|national|football"
)
PEOPLE = re.compile(rf"(?<![\w'’-])(?:french|polish|turkish|dutch|greek|swiss|danish|thai)(?= (?:{NOUNS})\b)")
TITLE = re.compile(r"(?<=[a-z,] )(?:pope|king|queen|mr|mrs|dr)(?=\.? [A-Z][a-z]{2,})")
RARE = frozenset(
    [
        "march",
        "may",
        "august",
        "french",
        "polish",
        "turkish",
        "dutch",
        "greek",
        "swiss",
        "danish",
        "thai",
        "pope",
        "king",
    ]
    + ["queen", "mrs"]
)


@cache
def _names() -> re.Pattern[str]:
    names = "|".join(sorted(words("always_capital")))
    return re.compile(rf"(?<![\w.@#/'’-])(?:{names})(?:(?=['’]s\b)|(?![\w@/'’-]))(?!\.\w)")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    found, patterns = small(text), []
    if not found.isdisjoint(words("always_capital")):
        patterns.append(_names())
    if not found.isdisjoint(RARE):
        patterns += [DATED, PEOPLE, TITLE]
    if SELF_SPOT.search(text):
        patterns.append(SELF)
    places = sorted({match.span() for pattern in patterns for match in pattern.finditer(text)})
    for start, end in places:
        if not in_address(text, start, end):
            word = text[start:end]
            fix = word[0].upper() + word[1:]
            yield RULE.issue(block, (start, end), f"“{fix}” is written with a capital.", fix=fix)
