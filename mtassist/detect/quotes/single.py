"""Single quote marks that went wrong: the ‘old‘of the town; called it ‘ “a warning”.

An opening mark cannot close, and a single mark alone before a double one quotes nothing. Both come from sources that
nest low and high marks. Apostrophes, which look the same, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Edit, Issue, Mqm, Safety, Severity, Span

RULE = Rule(
    id="quotes.single",
    summary="A single quote mark stands the wrong way round or alone.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.95,
    examples=(
        bad("He fears the [[‘shots‘]]of the clans.", fix="‘shots’ "),
        bad("He fears the [[‘shots‘]] of the clans.", fix="‘shots’"),
        bad("They call it [[‘ ]]“a warning to all” in the town.", fix=""),
        bad("They call it [[‚a warning‘]] in the town.", fix="‘a warning’"),
        bad("I want [[’to say goodbye’]] with a cup.", fix="‘to say goodbye’"),
        bad("It is not fair to [['the sleepy‘]] of us.", fix="'the sleepy'"),
        ok("He fears the ‘shots’ of the clans."),
        ok("The boys’ room and the girls’ room in the ’90s."),
        ok("Rock ‘n’ roll of the ’90s and the ‘80s."),
        ok("“It said ‘no’,” she wrote, “and ‘yes’.”"),
        ok("‘We wait,’ he said. ‘It rains.’"),
        misses("They call it ['a warning]] in the town.".replace("['", "[['"), "looks like an apostrophe"),
    ),
)

ELIDED = re.compile(r"(?:\d0s|n|em|til|tis|twas|cause|bout|s)\b")  # these begin with an apostrophe
OPEN_OPEN = re.compile(r"(?<!\w)[‘'](?=\w)([^‘’\n]{1,80}?)‘(?=[\s.,:;!?)\"”]|\w|$)")
CLOSE_CLOSE = re.compile(r"(?<![\w’])’(?=[a-zA-Z])([^‘’\n]{2,60}?\w)’(?![\w’])")
LONE = re.compile(r"(?<!\S)[‘'][ \t\u00a0]+(?=[“\"]\w)")
LOW = re.compile(r"‚(?=\w)([^‚‘’\n]{1,200}?)[‘’](?!\w)")


CUES = cues(shape="[‘‚’]|'$")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in OPEN_OPEN.finditer(text):
        if not ELIDED.match(text, match.end()) and not ELIDED.match(match[1]):
            yield _mended(block, match.span(), "An opening mark cannot close a quotation.")
    for match in CLOSE_CLOSE.finditer(text):
        if not ELIDED.match(match[1]):
            yield _mended(block, match.span(), "A closing mark cannot open a quotation.")
    for match in LOW.finditer(text):
        yield _mended(block, match.span(), "The single quote marks are those of another language.")
    for match in LONE.finditer(text):
        message = "A single quote mark stands alone before the quotation."
        yield RULE.issue(block, match.span(), message, fix="", safety=Safety.REVIEW)


def _mended(block: Block, span: tuple[int, int], message: str) -> Issue:
    start, end = span
    gap = " " if block.text[end : end + 1].isalnum() else ""
    straight = block.text[start] == "'"
    marks = ((start, "'" if straight else "‘", ""), (end - 1, "'" if straight else "’", gap))
    edits = [Edit(Span(at, at + 1), m + g) for at, m, g in marks if block.text[at] != m or g]
    return RULE.issue(block, span, message, fixes=[edits])
