"""A number said in figures and again in words: “400 four hundred metres”.

The source writes both for safety, as contracts do, or a speech transcript kept both. English news chooses one; a
contract puts the second in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import lists
from mtassist.cues import DIGITS, cues
from mtassist.detect.repetition._words import pieces
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="repetition.number",
    summary="A number is said in figures and again in words.",
    mqm=Mqm.ADDITION,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("She ran [[400 four hundred]] metres.", fix="400"),
        bad("A fine of [[2,500 two thousand five hundred]] crowns is due.", fix="2,500"),
        bad("Some [[3 million three million]] people live there.", fix="3 million"),
        bad("They waited [[twelve 12]] days.", fix="twelve"),
        ok("The sum of 400 (four hundred) crowns was paid on May 2 two days late."),
        ok("In 2001 one hundred came, in 20 twelve, and 5 million three hundred."),
        ok("Channel 4 four times showed it."),
        ok("Group 2 two won."),
        misses("She ran [[400, four hundred,]] metres.", "between commas it may be a correction"),
    ),
)

WORTH = {row["word"]: int(row["value"]) for row in lists.rows("number_words")}
SMALL = "|".join(word for word, value in WORTH.items() if value < 100)
WORDED = rf"(?:{SMALL})(?:[ -](?:and )?(?:{'|'.join(WORTH)}))*"
FIGURES = re.compile(
    rf"\b(?P<one>(?P<figures>\d[\d,.]*\d|[2-9])(?P<scale> (?:thousand|million|billion))?) (?P<two>{WORDED})\b"
    r"(?! per\b|-)",
    re.IGNORECASE,
)
WORDS = re.compile(rf"(?<=[ (])(?P<one>{SMALL}) (?P<two>\d[\d,.]*)\b(?![.:,%]\d| (?:per|p\.m|a\.m)\b)", re.IGNORECASE)
DIGIT = re.compile(r"\d")
NUMBERED = re.compile(
    r"\b(?:page|channel|group|number|no\.|part|day|chapter|line|room|aged?|in|at|formula|type|phase|route|war"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?) $",
    re.IGNORECASE,
)


CUES = DIGITS & cues(WORTH)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if WORTH.keys().isdisjoint(pieces(text)) or not DIGIT.search(text):
        return
    for match in FIGURES.finditer(text):
        scale = WORTH[match["scale"].strip().lower()] if match["scale"] else 1
        if _figures(match["figures"]) * scale == _value(match["two"].lower()):
            yield from _issues(block, match)
    for match in WORDS.finditer(text):
        if _figures(match["two"]) == WORTH[match["one"].lower()]:
            yield from _issues(block, match)


def _issues(block: Block, match: re.Match[str]) -> Iterator[Issue]:
    if not NUMBERED.search(block.text, max(0, match.start() - 12), match.start()):
        one = match["one"]
        yield RULE.issue(block, match.span(), f"“{one}” is said in figures and in words.", fix=one)


def _figures(said: str) -> int:
    plain = said.replace(",", "").replace(".", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 15 else -1


def _value(said: str) -> int:
    """
    >>> _value("two thousand five hundred and twenty-one")
    2521
    """
    total = part = 0
    for word in said.replace("-", " ").split():
        worth = WORTH.get(word, 0)
        if worth < 100:
            part += worth
        elif worth == 100:
            part = max(1, part) * 100
        else:
            total, part = total + max(1, part) * worth, 0
    return total + part
