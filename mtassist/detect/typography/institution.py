"""The name of an institution only partly in capitals: “Ministry of foreign affairs”, “Regional directorate of Roads”.

Russian, French, Spanish and others write a capital on the first word only. English writes them all. “The minister of
finance” and “the ministry of health”, all in small letters, are right too and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.cues import cues
from mtassist.detect.typography._capitals import Capital, beside, capitals
from mtassist.lists import rows, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="typography.institution",
    summary="Only the first word of an institution's name has a capital.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("The [[Ministry of foreign affairs]] denied it.", fix="Ministry of Foreign Affairs"),
        bad("The [[Ministry of Foreign affairs]] denied it.", fix="Ministry of Foreign Affairs"),
        bad("The [[Ministry of the interior]] denied it.", fix="Ministry of the Interior"),
        bad("The [[Department of health and welfare]] denied it.", fix="Department of Health and Welfare"),
        bad("The [[Ministry for european affairs]] denied it.", fix="Ministry for European Affairs"),
        bad("It was given to the [[Museum of local lore]], where it stands.", fix="Museum of Local Lore"),
        bad("The [[Academy of sciences]] denied it.", fix="Academy of Sciences"),
        bad("The [[Regional directorate]] of Roads in Alba denied it.", fix="Regional Directorate"),
        bad("They swam in the [[Black sea]] in May.", fix="Black Sea"),
        bad("The [[European union]] agreed to it.", fix="European Union"),
        bad("The head of the [[European commission]] denied it.", fix="European Commission"),
        ok("The Ministry of Foreign Affairs and the minister of finance denied it."),
        ok("The ministry of health said so; the Department of the Environment did not."),
        ok("Minister of finance Ana Lund denied it; a Department of one man did not."),
        ok("The National council of the club met; a European commission; a Red square."),
        misses("The [[Ministry of silly walks]] denied it.", "not in the list of portfolios"),
    ),
)
SMALL = frozenset(["the", "and", "of", "for"])
HEADS = frozenset(["Ministry", "Ministries", "Department", "Commissariat"])
OTHERS = frozenset(
    ["Museum", "Institute", "Academy", "Faculty", "Chamber", "Union", "Palace", "House", "Committee", "Directorate"]
    + ["Court", "Institut", "Conservatory", "Federation", "Board", "Inspectorate", "Agency", "Bureau"]
)
BEFORE = frozenset(["the", "in", "of", "from", "to", "at", "for", "with", "and", "by", "between", "near", "on", "into"])
LEVELS = frozenset(
    ["Regional", "General", "Federal", "Provincial", "Municipal", "Central", "Main", "Supreme", "District"]
)
OFFICES = (
    "directorate|inspectorate|department|administration|committee|council|court|agency|commission|chamber|institute"
    "|hospital|library|office|bureau|service"
)
OFFICE = re.compile(rf" (?P<office>{OFFICES})(?= (?:of|for) (?:the )?[A-Z])")


@cache
def _fields(name: str) -> re.Pattern[str]:
    fields = "|".join(sorted(words(name), key=lambda w: (-len(w), w)))
    return re.compile(rf" (?:of|for) (?i:{fields})\b(?! [A-Z])")


@cache
def _halves() -> dict[str, frozenset[str]]:
    """First word of a name of two → the second words it may have."""
    found: dict[str, set[str]] = {}
    for row in rows("whole_names"):
        found.setdefault(row["first"], set()).add(row["second"].lower())
    return {first: frozenset(seconds) for first, seconds in found.items()}


@cache
def _known() -> frozenset[str]:
    """The words with which such a name may begin."""
    return HEADS | OTHERS | LEVELS | _halves().keys()


FIRST = re.compile(r"(?P<word>[A-Z][a-z]+)(?= (?:of|for) )")
NEXT = re.compile(r" (?P<word>[a-z]+)(?![\w-])")


CUES = cues(spelt=_known())


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for place in capitals(text):
        if place.word in _known():
            yield from _issue(block, place)
    if first := FIRST.match(text):
        yield from _issue(block, Capital(0, first.end(), first["word"]))


def _issue(block: Block, place: Capital) -> Iterator[Issue]:
    text, word, end = block.text, place.word, place.end
    if word in HEADS or word in OTHERS:
        match = _fields("portfolios" if word in HEADS else "fields").match(text, end)
        new = " ".join(w if w in SMALL else w[:1].upper() + w[1:] for w in match.group().split(" ")) if match else ""
    elif word in LEVELS:
        match = OFFICE.match(text, end)
        new = f" {match['office'].capitalize()}" if match else ""
    elif word in _halves() and _led(text, place.start):
        match = NEXT.match(text, end)
        known = match is not None and match["word"] in _halves()[word]
        new = f" {match['word'].capitalize()}" if match and known else ""
    else:
        return
    if match and new and new != match.group():
        fix = word + new
        yield RULE.issue(block, (place.start, match.end()), f"The name is written “{fix}”.", fix=fix)


def _led(text: str, at: int) -> bool:
    """Whether an article or preposition stands directly before."""
    left, mark = beside(text, at)
    return (left in BEFORE or left == "The") and not mark
