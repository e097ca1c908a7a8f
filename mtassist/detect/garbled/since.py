"""The present tense where something has gone on until now: “They do not win since 2001”, “She lives here since 2010”.

Most languages use the present here; English needs “has lived”. Superlatives (“the first since 2001”) are right,
and so is “it is two years since”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.garbled._grammar import Token, base_of, forms, is_number, is_year, tokens, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Edit, Issue, Mqm, Segment, Severity, Span

RULE = Rule(
    id="garbled.since",
    summary="The present tense stands with “since”.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.92,
    examples=(
        bad(
            "The blues [[do not go up to the first league since 2001]].",
            fix="have not gone up to the first league since 2001",
        ),
        bad("She [[lives in Vienna since 2010]].", fix="has lived in Vienna since 2010"),
        bad("He [[doesn't play since May]].", fix="hasn't played since May"),
        bad("The museum [[is closed since Monday]].", fix="has been closed since Monday"),
        bad("The two [[are married since 1998]].", fix="have been married since 1998"),
        bad("The hall [[is ready since May]].", fix="has been ready since May"),
        ok("She has lived in Vienna since 2010."),
        ok("It is the first win since 2001."),
        ok("Ten studies since 1999 agree."),
        ok("Prices are at their highest since 2008."),
        ok("Sales do not match any year since 2008."),
        misses("He [[is coach since 2019]].", "“is” with a noun may stand with a superlative"),
    ),
)

STATES = words("live work exist belong lead head own teach serve suffer manage reside")
CLOSED = words(
    "married closed open missing retired divorced available known ready empty ill dead banned pregnant unemployed"
    " homeless jailed imprisoned detained hospitalised hospitalized operational abandoned occupied engaged separated"
)
NEGATED = {"do": "have", "does": "has", "don't": "haven't", "doesn't": "hasn't"}
TOP = re.compile(r"\b(?:\w+est|first|second|last|best|worst|most|only|any|ever|lowest|years?|time)\b", re.IGNORECASE)
ANY = re.compile(r"\b(?:any|anything|years?|such|anyone|anywhere)\b")
WHEN = words(
    "yesterday then january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday last"
)


CUES = cues("since")


def find(segment: Segment) -> Iterator[Issue]:
    if "since" not in segment.text:
        return
    row = tokens(segment.text)
    for at, token in enumerate(row):
        if token.word == "since" and at + 1 < len(row) and (is_year(row[at + 1]) or row[at + 1].word in WHEN):
            yield from _before(segment, row, at)


def _before(segment: Segment, row: tuple[Token, ...], at: int) -> Iterator[Issue]:
    """Look back over at most eight words of the same clause for a verb in the present."""
    for n in range(at - 1, max(0, at - 9), -1):
        if not row[n].text[0].isalnum():
            return
        made = _perfect(row, n, at)
        if made is None:
            continue
        end, new = made
        start = row[n].start
        top = ANY if row[n].word.startswith("do") else TOP
        if top.search(segment.text, start, row[at].start) or _perfect_already(row[max(0, n - 4) : n]):
            return
        edit = Edit(Span(start, row[end].end), new)
        message = "What began then and goes on stands in the perfect: “has been”, not “is”."
        yield RULE.issue(segment, (start, row[at + 1].end), message, fixes=[[edit]])
        return


def _perfect(row: tuple[Token, ...], n: int, at: int) -> tuple[int, str] | None:
    """The last token of the present form at ``n``, and the perfect that should stand there."""
    word, following = row[n].word, row[n + 1].word
    if word in ("do", "does") and following == "not" and (part := _part("base", row[n + 2].word)):
        return n + 2, f"{NEGATED[word]} not {part}"
    if word in ("don't", "doesn't") and (part := _part("base", following)):
        return n + 1, f"{NEGATED[word]} {part}"
    if word in ("is", "are") and (row[at - 1].word in CLOSED and n >= at - 3):
        return n, "has been" if word == "is" else "have been"
    base = base_of("third", word)
    before = row[n - 1]
    if base in STATES and not is_number(before) and before.word not in ("of", "the", "a", "and", "his", "her", "their"):
        return n, f"has {forms()[base]['part']}"
    return None


def _part(form: str, word: str) -> str | None:
    base = base_of(form, word)
    return forms()[base]["part"] if base else None


def _perfect_already(row: tuple[Token, ...]) -> bool:
    return any(t.word in ("has", "have", "had", "to", "who've", "been") for t in row)
