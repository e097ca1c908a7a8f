"""A phrase begun twice, with another word each time: “a big a large turnout”, “it began started in May”.

The decoder took up the phrase again and chose another word of the same meaning. English never sets an article between
two adjectives of one noun; “such a big a”, “the rich the poor” are other things. “Each and every” has its link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist import lists
from mtassist.cues import cues
from mtassist.detect.repetition._words import pieces
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="repetition.restart",
    summary="A phrase is begun twice, in words that say the same.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("It drew [[a big a large]] crowd.", fix="a large"),
        bad("She leads [[the main the principal]] team.", fix="the principal"),
        bad("They found [[an important a significant]] trace.", fix="a significant"),
        bad("People saw a [[big large]] ship.", fix="big"),
        bad("It [[began started]] in May.", fix="began"),
        bad("It costs [[about approximately]] 20 crowns.", fix="about"),
        ok("It drew such a big crowd; a little a day, a lot a month, twice a year a fair."),
        ok("He gave the rich the poor man's share, the bigger the better."),
        ok("It was too big a large part of it."),
        ok("He had a small but large-hearted dog, and each and every day was big, large and long."),
        misses("It drew [[a packed a large]] crowd.", "only a few adjectives are certain"),
    ),
)

AGAIN = re.compile(
    r"\b(?:an? (?P<first>[a-z]{3,}) (?=(?P<kept>an? [a-z]{3,}) [a-z]{3})"
    r"|the (?P<chief>main|chief|principal|entire|whole) (?=(?P<noun>the [a-z]{3,})\b))",
    re.IGNORECASE,
)
ARTICLES = ("a", "an", "the")
DEGREE = re.compile(r"\b(?:as|so|too|how|such|that|very|quite|rather|more|less|not)[ -]$", re.IGNORECASE)


CUES = cues(lists.words("same_words"))


def find_block(block: Block) -> Iterator[Issue]:
    low, groups = pieces(block.text), _groups()
    if groups.keys().isdisjoint(low):
        return
    known = [at for at, word in enumerate(low) if word in groups]
    if any(low[at + 1 : at + 2] and low[at + 1] in groups for at in known):
        yield from _pairs(block)
    if any(at and low[at - 1] in ARTICLES and low[at + 1 : at + 2] and low[at + 1] in ARTICLES for at in known):
        yield from _articles(block)


def _articles(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in AGAIN.finditer(text):
        kept, adjective = match["kept"] or match["noun"], (match["first"] or match["chief"]).lower()
        if adjective in _groups() and not DEGREE.search(text, max(0, match.start() - 8), match.start()):
            kept = kept.capitalize() if match.group()[0].isupper() else kept
            yield RULE.issue(block, (match.start(), match.end() + len(kept)), "This is begun twice.", fix=kept)


def _pairs(block: Block) -> Iterator[Issue]:
    groups = _groups()
    for match in _pair().finditer(block.text):
        one, two = match["one"], match["two"]
        if one.lower() != two and groups[one.lower()] == groups.get(two):
            span = match.start("one"), match.start("one") + len(one) + 1 + len(two)
            yield RULE.issue(block, span, f"“{one}” and “{two}” say the same.", fix=one)


@cache
def _groups() -> dict[str, str]:
    return {row["word"]: row["group"] for row in lists.rows("same_words")}


@cache
def _pair() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_groups())))
    return re.compile(rf"(?<![\w-])(?P<one>{words}) (?=(?P<two>{words})(?![\w'’-]))", re.IGNORECASE)
