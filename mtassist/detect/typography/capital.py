"""A capital in mid-sentence: “two thirds of the seats, And that the tickets are free”, “on Saturday, With the help of”.

Arabic, Chinese and Japanese have no capitals, so a system that reads a comma as a stop, or joins two lines, leaves
one; Germans and Russians write “You” with one. Names, titles, headlines and words after a colon are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist.cues import cues
from mtassist.detect.typography._capitals import Capital, beside, capitals, goes_on
from mtassist.detect.typography._words import TITLED, headline, role
from mtassist.lists import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="typography.capital",
    summary="A small word has a capital in mid-sentence.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("Two thirds of the seats are open, [[And]] that the tickets are free.", fix="and"),
        bad("No match was lost by forfeit [[Or]] put off.", fix="or"),
        bad("The mine was closed in May; [[The]] workers left.", fix="the"),
        bad("The mine was closed in May; [[When]] it opens is not known.", fix="when"),
        bad("The Sultanate [[Of]] Alba has a long coast and few ports.", fix="of"),
        bad("They went on with [[The]] map in the hand.", fix="the"),
        bad("The order was issued on [[The]] 25th.", fix="the"),
        bad("It also rained in the south, [[The]] water rose by a metre.", fix="the"),
        bad("The fair ended on Saturday, [[With]] the help of many.", fix="with"),
        bad("It rained all day in Alba. The shop closes [[When]] the bell rings.", fix="when"),
        bad("Nobody knows if [[You]] can swim there.", fix="you"),
        bad("“It is closed,” [[Said]] the mayor.", fix="said"),
        bad("“It is closed,” [[He]] said.", fix="he"),
        ok("They read The Times in The Hague and saw The Who at The Oval."),
        ok("James To of the party met Wilson Or and Zheng He."),
        ok("Workers Say The Plant Will Close And Never Open Again"),
        ok("He played in Serie A and lives in the US; Flinders Is may go."),
        ok("The report asks: And what now? “And that,” he said, “is all.”"),
        ok("She loved “Gone; The Wind”, the firm Lund And Sons. Duchess Of Alba Leaves The Palace"),
        ok("They saw the following: A Hard Day; The Long Night; When We Sang."),
        ok("They sang Over the Hills and read The Book of the Dead, With or Without You too."),
        ok("“It is closed.” He said no more. “Is it closed?” The mayor left."),
        misses("He said that [[We]] were ready.", "may be a quotation without marks"),
    ),
)

JOINERS, INSIDE = role("joiner"), role("inside")
OPENERS = role("opener")
PEOPLE = frozenset(["He", "She", "We", "They"])
YOU = frozenset(["You", "Your"])
LINKS = frozenset(["When", "While", "If", "Because", "Although", "Until", "Unless", "Whether"])
SURE = frozenset(["And", "Or", "Nor", "Of", "To", "Than", "Which", "Whom", "Whose"])  # no heading is glued here
STOP = re.compile(r"[.!?…][\"”’)]* ")
STATES = frozenset(
    ["Sultanate", "Republic", "Kingdom", "Emirate", "Ministry", "Minister", "University", "Bank", "President"]
    + ["Director", "Governor", "Mayor", "Chairman", "Department", "Faculty"]
)
LEADS = frozenset(["On", "In", "At", "By", "From", "For", "Of", "With"])
NAME = re.compile(r" (?:[A-Z][\w-]+ ?){1,3}(?:(?<= )[a-z]|[.,;])")
ARTICLES = frozenset(["the", "a", "of", "by", "to", "from", "with", "in", "for", "and", "at", "as", "its", "former"])
KNOWN, LATE = OPENERS | JOINERS | YOU | LINKS, JOINERS | LINKS
QUOTED = frozenset([',"', ",”", '",', "”,"])


@cache
def _days() -> frozenset[str]:
    return frozenset(r.capitalize() for r in words("always_capital"))


@cache
def _verbs() -> frozenset[str]:
    """Reporting verbs with a capital."""
    return frozenset(w.capitalize() for w in words("reporting_verbs"))


CUES = cues(inner=KNOWN | _verbs() | {"Of"})


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for place in capitals(text):
        if place.word not in KNOWN and place.word not in _verbs() and place.word != "Of":
            continue
        if (_slip(text, place) and goes_on(text, place.end)) or (place.word == "Of" and _state(text, place)):
            if place.word != "Of" and headline(text[max(0, place.start - 150) : place.end + 150]):
                continue
            small = place.word.lower()
            yield RULE.issue(block, (place.start, place.end), f"“{small}” needs no capital here.", fix=small)


def _slip(text: str, place: Capital) -> bool:
    word = place.word
    if word not in KNOWN and word not in _verbs():
        return False
    left, mark = beside(text, place.start)
    if mark == ";" and word in OPENERS | LINKS:
        return bool(left) and ":" not in text[max(0, place.start - 200) : place.start]
    if mark in QUOTED and left:
        return word in _verbs() or (word in PEOPLE and _first(text, place.end).capitalize() in _verbs())
    if word not in KNOWN or mark not in ("", ",") or not left:
        return False
    if mark:
        known = word in JOINERS or word in ("The", "It") or left in _days() or (word in OPENERS and left.isdigit())
        return known if left[0].isupper() or left.isdigit() else word not in YOU
    if left in LEADS:
        return word == "The"
    if not left.islower() or (left == "and" and word == "And") or word in PEOPLE or left in TITLED:
        return False
    if left in INSIDE or word in SURE:
        return True
    return word in LATE and STOP.search(text, max(0, place.start - 300), place.start - 12) is not None


def _state(text: str, place: Capital) -> bool:
    """“the Sultanate Of Oman has”: no title, since small words stand on both sides."""
    left, mark = beside(text, place.start)
    if left not in STATES or mark:
        return False
    article, mark = beside(text, place.start - len(left) - 1)
    name = NAME.match(text, place.end)
    return article.lower() in ARTICLES and not mark and name is not None


def _first(text: str, at: int) -> str:
    """The word after a blank."""
    return text[at : at + 20].lstrip().partition(" ")[0].rstrip(".,:;")
