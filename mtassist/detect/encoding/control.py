"""Characters that nobody sees: control and zero-width characters, stray direction marks, private-use glyphs, “�”.

They come from web pages and word processors, survive every translation, and break searching and sorting. Some have a
use, and stay where they have it: joiners in emoji and in Persian or Hindi words, direction marks beside Hebrew or
Arabic. For “�” the character is lost; only an apostrophe can be told for certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.encoding._joints import hole
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Edit, Issue, Mqm, Safety, Severity, Span

RULE = Rule(
    id="encoding.control",
    summary="A character that cannot be seen, or was lost, stands in the text.",
    mqm=Mqm.ENCODING,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.97,
    examples=(
        bad("The coun[[\N{SOFT HYPHEN}]]cil met.", fix=""),
        bad("The [[\N{ZERO WIDTH SPACE}]]council met.", fix=""),
        bad("The council[[\x00\x07]] met.", fix=""),
        bad("The council[[\x1f]]met.", fix=" "),
        bad("[[\N{ZERO WIDTH NO-BREAK SPACE}]]The council met.", fix=""),
        bad("The [[\N{RIGHT-TO-LEFT MARK}]]council met.", fix=""),
        bad("The council [[\ufe0f]] met.", fix=""),
        bad("The [[\ue014]] council met.", fix=""),
        bad("The council[[�]]s vote was close.", fix="’"),
        bad("The caf[[�]] was shut."),
        ok("The crew \N{WOMAN}\N{ZERO WIDTH JOINER}\N{ROCKET} cheered \N{HEAVY BLACK HEART}\ufe0f."),
        ok("In Persian, “می\N{ZERO WIDTH NON-JOINER}خواهم” means “I want”."),
        ok("The Hebrew word שלום\N{RIGHT-TO-LEFT MARK}, he said, means peace."),
        ok("Press 1\ufe0f\N{COMBINING ENCLOSING KEYCAP} to vote."),
        misses("The council[[\t]]met.", "a tab is white space"),
    ),
)

ZERO = "\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe0e\ufe0f\ufeff\ufff9-\uffff"
HIDDEN = re.compile(f"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f{ZERO}\ue000-\uf8ff\ud800-\udfff\U000f0000-\U0010ffff]+")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]+")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
JOINS = frozenset("\u200c\u200d\ufe0e\ufe0f")  # they do something between characters that are not ASCII
SEPARATORS = frozenset("\x1c\x1d\x1e\x1f")
LOST = "\N{REPLACEMENT CHARACTER}"
CUT = re.compile(r"(?:s|t|re|ve|ll|d|m)\b")


def glance(text: str) -> bool:
    return not (text.isascii() and text.isprintable())


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in (CONTROL if text.isascii() else HIDDEN).finditer(text):
        run, (start, end) = match.group(), match.span()
        if _useful(text, start, end):
            continue
        if LOST in run or any("\ud800" <= c <= "\udfff" for c in run):
            yield _lost(block, start, end)
        elif not _mojibake(run):
            yield _unseen(block, start, end)


def _useful(text: str, start: int, end: int) -> bool:
    run = set(text[start:end])
    if run <= DIRECTION:
        return RIGHT_TO_LEFT.search(text) is not None
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if run <= JOINS:
        return not before.isascii() or after == "\N{COMBINING ENCLOSING KEYCAP}"
    return run <= JOINS | DIRECTION and not before.isascii() and not after.isascii()


def _mojibake(run: str) -> bool:
    """Second halves of characters read in the wrong encoding: another rule's."""
    return all("\x80" <= c <= "\x9f" for c in run)


def _lost(block: Block, start: int, end: int) -> Issue:
    text = block.text
    apostrophe = text[start:end] == LOST and text[max(0, start - 1) : start].isalpha() and CUT.match(text, end)
    message = "A character was lost here."
    return RULE.issue(
        block,
        (start, end),
        message,
        fix="\N{RIGHT SINGLE QUOTATION MARK}" if apostrophe else None,
        safety=Safety.REVIEW,
        severity=Severity.MAJOR,
    )


def _unseen(block: Block, start: int, end: int) -> Issue:
    text = block.text
    run = text[start:end]
    drawn = any("\ue000" <= c <= "\uf8ff" or c >= "\U000f0000" for c in run)
    from_, to, new = hole(text, start, end, breaks=bool(set(run) & SEPARATORS))
    message = "A glyph that only one font knows." if drawn else "A character that cannot be seen."
    safety = Safety.REVIEW if drawn else Safety.SAFE
    return RULE.issue(block, (start, end), message, fixes=[[Edit(Span(from_, to), new)]], safety=safety)
