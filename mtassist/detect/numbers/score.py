"""A score with a colon and a blank, or with a colon: “won 2: 0 (1: 0)”, “lost 2:3 to Arden”.

Most of Europe writes scores with a colon, and systems add a blank after it. English news writes a hyphen. Times,
ratios, odds and verses are left alone; a score with a colon is said only beside a word of sport.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.numbers._context import matches
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.score",
    summary="A score is written with a colon.",
    mqm=Mqm.NUMBER_FORMAT,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("Zoria beat Khorol in the final [[(1: 0)]].", fix="(1-0)"),
        bad("The club won the match [[2: 0]] at home.", fix="2-0"),
        bad("The club lost [[2:3]] to Arden.", fix="2-3"),
        bad("The club won the match [[2 : 0]] at home.", fix="2-0"),
        bad("They were level after the [[1:1]] draw in May.", fix="1-1"),
        ok("They met at 21: 00 and won 2-0 at 14:30."),
        ok("The ratio is 2:1, the odds 5:1 and the scale 1:5; see John 3:16."),
        ok("The team plays at 8:45; the game ended at 9:05."),
        misses("It was [[25: 19]] then.", "without a word of sport it may be anything"),
    ),
)

SCORE = re.compile(r"(?<![\d:.,$€-])(?P<home>[0-9]{1,3})[ ]?:[ ]?(?P<away>[0-9]{1,3})(?![\d:%]|[.,]\d|[ ]?[ap]\.?m\b)")
SPORT = re.compile(
    r"\b(?:w[io]ns?|winning|won|los[te]s?|losing|beat(?:en|s)?|draws?|drew|defeat(?:ed|s)?|victor(?:y|ies)|match(?:es)?|goals?|scor(?:e|ed|es|ing)"
    r"|league|cup|final|halves|half-time|team|club|sets?|coach|season|penalt(?:y|ies)|home|away|lead|level|derby|triumphed)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:ratio|odds|scale|vote[ds]?|verse|psalm|john|luke|mark|matthew|genesis|chapter|proportion)\b", re.IGNORECASE
)

CUES = cues(shape="0:|^:")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in matches(SCORE, text):
        near = text[max(0, match.start() - 90) : match.end() + 60]
        if not _scored(text, match) or not SPORT.search(near) or OTHER.search(near):
            continue
        start, end = match.span()
        if _bracketed(text, match):
            start, end = start - 1, end + 1
        fix = re.sub(r" ?: ?", "-", text[start:end])
        yield RULE.issue(block, (start, end), f"English writes “{fix}”.", fix=fix)


def _bracketed(text: str, match: re.Match[str]) -> bool:
    return text.startswith("(", match.start() - 1) and text.startswith(")", match.end())


def _scored(text: str, match: re.Match[str]) -> bool:
    """Two figures that are no time of day."""
    home, away = match["home"], match["away"]
    if len(away) == 1 and len(home) <= 2:
        return True
    if away.startswith("0") or home.startswith("0") or (len(home) == 1 and len(away) > 1):
        return False
    return int(home) > 24 or int(away) > 59 or _bracketed(text, match)
