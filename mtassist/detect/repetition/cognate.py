"""The same twice in other words: “a reporter who reported a report”, “at the age of 9 years old”.

Many languages like a verb with its own noun, or name a unit twice; English editors take one out. A person writes such
a figure only for fun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.repetition._words import pieces
from mtassist.rules import Rule, bad, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="repetition.cognate",
    summary="The same is said twice in other words.",
    mqm=Mqm.ADDITION,
    severity=Severity.MINOR,
    confidence=0.88,
    examples=(
        bad("The charge against [[a reporter who reported a report]] is new.", fix="a reporter who reported"),
        bad("She was put [[under house arrest at home]].", fix="under house arrest"),
        bad("He died [[at the age of 25 years old]].", fix="at the age of 25"),
        bad("It opens [[at 5 a.m. in the morning]] on Friday.", fix="at 5 a.m."),
        bad("[[A total of 20 cars in total]] burned.", fix="A total of 20 cars"),
        bad("The book was [[handed to the hand of]] the mayor.", fix="handed to"),
        bad("The map is [[free of charge for free]] today.", fix="free of charge"),
        bad("Prices fell [[during the past period, during the past weeks]].", fix="during the past weeks"),
        bad("It rained [[in the last days, in recent weeks]].", fix="in recent weeks"),
        bad("They leave [[for free, without charge]].", fix="for free"),
        ok("Goals came in the last period, in the final minute; in recent days, in this town, it rained."),
        ok("She handed it over into safe hands; he gave it into the hands of the mayor."),
        ok("A teacher who taught the class was ill."),
        ok("A reporter who reported from the front died."),
        ok("He was under house arrest at his home in Osta at the age of 25."),
        ok("It opens at 5 in the morning; a boy of 9 years old came at 5 a.m."),
        ok("In total, a total of 20 cars burned."),
    ),
)

SIGNS = frozenset(
    ["arrest", "old", "age", "morning", "afternoon", "evening", "night", "total", "hand", "hands", "free", "who"]
)
AGAIN = (", during ", ", in ", ", over ")
FIGURE = re.compile(
    r"\b(?P<keep>(?:an?|the) (?P<stem>[^\W\d_]{4,})(?:er|or|ist|ant)s? who (?:has |had |have )?(?P=stem)\w{0,3})"
    r" (?:an?|the) (?P=stem)\w{0,3}\b"
)
TWICE = re.compile(
    r"\b(?P<keep>(?:under )?house arrest) at home\b"
    r"|\b(?P<age>(?:at )?the age of \d{1,3}) years?[ -](?:old|of age)\b"
    r"|\b(?P<early>(?:at |from |by )?\d{1,2}(?:[:.]\d\d)? ?a\.?m\.?) in the morning\b"
    r"|\b(?P<late>(?:at |from |by )?\d{1,2}(?:[:.]\d\d)? ?p\.?m\.?) (?:in the (?:afternoon|evening)|at night)\b"
    r"|\b(?P<hand>hand(?:ed|s|ing)? (?:over )?to) the hands? of\b"
    r"|\b(?P<free>free of charge) for free\b"
    r"|\b(?P<sum>[Aa] total of [\d,.]+ (?:\w+ ){0,2}\w+),? in total\b"
    r"|\b(?P<gratis>for free|free of charge),? (?:without (?:any )?charge|at no (?:cost|charge)|free of charge)\b"
)
# without one of these no second look
CLUES = ["arrest at home", " age of ", " in the morning", " in the afternoon", " in the evening", " at night"]
CLUES += [" the hand", "for free", "free of charge", "total of "]
SPANS = r"(?:[Dd]uring|[Ii]n|[Oo]ver) (?:the )?(?:past|last|recent|previous|coming)"
TIMES = re.compile(rf"\b{SPANS} (?:period|days|weeks|months|years), (?P<keep>{SPANS} (?:days|weeks|months|years))\b")


CUES = cues(SIGNS | {"period", "days", "weeks", "months", "years"})


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if any(map(text.__contains__, AGAIN)):
        yield from _times(block)
    if SIGNS.isdisjoint(pieces(text)):
        return
    for match in FIGURE.finditer(text) if " who " in text else ():
        yield RULE.issue(block, match.span(), "Three words of one stem.", fix=match["keep"], confidence=0.8)
    for match in TWICE.finditer(text) if any(map(text.__contains__, CLUES)) else ():
        kept = next(g for g in match.groups() if g)
        yield RULE.issue(block, match.span(), "The same is said in other words.", fix=kept)


def _times(block: Block) -> Iterator[Issue]:
    """The second of two vague times is the better one, for the first was taken up again."""
    for match in TIMES.finditer(block.text):
        keep = match["keep"].capitalize() if match.group()[0].isupper() else match["keep"]
        yield RULE.issue(block, match.span(), "The time is told twice.", fix=keep, confidence=0.8)
