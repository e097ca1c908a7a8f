"""A thing that can be counted, after a preposition and with no article: “is active in gym”, “lives near forest”.

Russian, Polish, Czech, Turkish, Chinese, Japanese and many others have no articles, and a machine forgets to add one.
Headlines leave it out too, so only whole sentences of a paragraph are looked at; and English has fixed phrases without
it (“by car”, “door to door”), which the list of nouns and the words around them account for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist import lists
from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Edit, Issue, Kind, Mqm, Segment, Severity, Span

RULE = Rule(
    id="garbled.missing-article",
    summary="A noun that can be counted has no article.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.88,
    examples=(
        bad("The old man spends every Sunday [[in gym]] with his friends.", fix="in the gym"),
        bad("Tracks of the bear were found on the path [[to airport]].", fix="to the airport"),
        bad("She said that the roof [[of restaurant]] was burning.", fix="of the restaurant"),
        bad("They were waiting for the results [[in 2018/19 season]].", fix="in the 2018/19 season"),
        bad("He is active [[in gym]], yoga and running this year.", fix="in the gym"),
        ok("The old man spends every Sunday in the gym with his friends."),
        ok("Man found in hotel of his wife"),
        ok("They went from village to village with the news."),
        ok("He came to the station by car, and she came by train."),
        ok("The talks between husband and wife were long."),
        ok("It is the kind of island that can only be seen from the air."),
        ok("She is an expert in restaurant food and in hotel management."),
        ok("A man was found in hotel. Police are at the scene of the crime"),
        misses("He bought [[car]] and sold the house.", "only nouns after a preposition are looked at"),
    ),
)

PLACE = "of|from|to|by|with|for|at|on|in|into|about|near|behind|under|over|inside|outside|towards|across"
FOLLOWS = (
    r"(?= (?:of|who|which|that|is|was|has|had|will|where|when|because|near|with|on|at|after|before|since|during)\b"
    r"|[.;]|, [a-z]+ and\b|, (?:and|but|which|who|where|the|he|she|it|they|said|as|after|because)\b)"
)
WHOLE = re.compile(r"[.!][\"”’)]*$")
GRAMMAR = re.compile(r"\b(?:the|an?|is|was|are|were|has|have|had|his|her|their|its|will)\b")
SEASON = re.compile(r"\b(in|during|of|for|from|at|since) (?=(?:19|20)\d\d[/–-]\d\d(?:\d\d)? season\b)")
PAIRS = re.compile(r"\b(?:(?:from|between|both|neither|either) [\w’'-]+(?: [\w’'-]+)?|kinds?|sorts?|types?|forms?)$")
LEAST = 7  # words of a sentence that is no caption


@cache
def _bare() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """The nouns after a preposition, and for each noun the prepositions that it may follow bare."""
    listed = {row["word"]: frozenset(row["bare"].split("|")) for row in lists.rows("bare_nouns")}
    return re.compile(rf"(?<![\w-])({PLACE}) ({'|'.join(sorted(listed))})(?![\w-]){FOLLOWS}"), listed


@cache
def _marked() -> frozenset[str]:
    """The nouns with and without the mark that may follow, as they stand between two blanks."""
    return frozenset(noun + mark for noun in _bare()[1] for mark in ("", ".", ",", ";", ".”", '."'))


CUES = cues(spelt={*_bare()[1], "season"})


def find_block(block: Block) -> Iterator[Issue]:
    if block.kind is Kind.ITEM:
        return
    for segment in block.segments:
        text = segment.text
        if text.count(" ") < LEAST or (_marked().isdisjoint(text.split()) and " season" not in text):
            continue
        if WHOLE.search(text[-4:]) and GRAMMAR.search(text):
            yield from _missing(segment)


def _missing(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    nouns, listed = _bare()
    for match in nouns.finditer(text):
        before, noun = text[max(0, match.start() - 40) : match.start()].rstrip(), match[2]
        if match[1] in listed[noun] or before.endswith(noun) or PAIRS.search(before):
            continue
        if text[match.end() :].startswith((f" to {noun}", f" by {noun}", f" after {noun}")):
            continue
        yield _article(segment, match.span(), match.end(1), noun)
    if " season" in text:
        for match in SEASON.finditer(text):
            end = text.index(" season", match.end()) + len(" season")
            yield _article(segment, (match.start(), end), match.end(1), "season")


def _article(segment: Segment, span: tuple[int, int], at: int, noun: str) -> Issue:
    added = Edit(Span(at, at), " the")
    return RULE.issue(segment, span, f"“{noun}” needs an article here.", fixes=[[added]])
