"""A name in small letters: “on monday”, “the russian side”, “i thought”.

French, Spanish, Russian and most other languages write weekdays, months and peoples with a small letter, and a system
that learns from careless text writes “i”. French fries, web addresses and species are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.detect.typography._near import in_address
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
        misses("They like [[french]] films.", "french windows and french fries are right"),
    ),
)

WORD = re.compile(r"[a-z]{4,}")
SELF_SPOT = re.compile(r"\bi[ '’]")
VERBS = (
    "am|was|have|had|will|would|can|could|do|did|don|think|thought|want|know|knew|hope|love|like|said|say|see|saw|went"
)
VERBS += "|go|got|believe|feel|felt|wish|need|never|also|just|really|still|should|must|may|call"
SELF = rf"i(?=[’'](?:m|ve|ll|d) | (?:{VERBS}) )"


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(words("always_capital")))
    return re.compile(rf"(?<![\w.@#/'’-])(?:(?:{names})(?:(?=['’]s\b)|(?![\w@/'’-]))(?!\.\w)|{SELF})")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if words("always_capital").isdisjoint(WORD.findall(text)) and not SELF_SPOT.search(text):
        return
    for match in _pattern().finditer(text):
        start, end = match.span()
        if not in_address(text, start, end):
            word = match.group()
            fix = word[0].upper() + word[1:]
            yield RULE.issue(block, (start, end), f"“{fix}” is written with a capital.", fix=fix)
