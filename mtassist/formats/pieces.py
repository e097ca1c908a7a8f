"""A review as pieces: what stays, what goes, what comes, and who said so. Word files and the HTML report show them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from unicodedata import combining

from mtassist.review import Review, standing
from mtassist.types import Action, Decision, Edit

LINE_END = re.compile(r"[\r\n]|[^\r\n]+")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML file can hold these
STEERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # turn the reading direction, unseen


class How(StrEnum):
    """What becomes of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


BEFORE, AFTER = (How.KEPT, How.GONE), (How.KEPT, How.NEW)


@dataclass(frozen=True, slots=True)
class Piece:
    """``start`` and ``end`` are its place in the text before review; what is new has the place of what it replaces."""

    how: How
    text: str  # of line ends only \n
    start: int
    end: int
    edit: Edit | None = None


def writable(text: str) -> str:
    """The text with U+FFFD for control characters and half characters, which files cannot hold; as long as it was.

    >>> writable("a\\0b\\ud800")
    'a\ufffdb\ufffd'
    """
    return UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def visible(text: str) -> str:
    """Also with the characters named that turn the reading direction: a text shown to a person cannot lie.

    >>> visible("abc\\u202edef")
    'abc<U+202E>def'
    """
    return STEERING.sub(lambda match: f"<U+{ord(match[0]):04X}>", writable(text))


def plain(text: str) -> str:
    """A text as the pieces spell it: writable, and each line end is \\n."""
    return writable(text.replace("\r\n", "\n").replace("\r", "\n"))


def pieces(review: Review, cuts: Iterable[int] = ()) -> Iterator[Piece]:
    """All pieces in order, cut also at the given places of the text before review.

    What is kept or gone makes up the ``plain`` text before review, what is kept or new the one after it.
    """
    return _one_line_end(_cut(_marked(review), sorted(set(cuts))))


def deciders(review: Review) -> dict[Edit, Decision]:
    """Who made each edit; where two decisions hold the same edit, the one that was there first to claim it."""
    found: dict[Edit, Decision] = {}
    for issue, made in review.made.items():
        for edit in made:
            found.setdefault(edit, review.decisions[issue])
    return found


def remarks(review: Review) -> dict[str, Action]:
    """By issue, the action that left the remark on it."""
    said = {note.issue: action for action in standing(review.actions) for note in action.notes}
    return {issue: said[issue] for issue in review.notes}


def _marked(review: Review) -> Iterator[Piece]:
    text, at = review.report.document.text, 0
    for edit in review.edits:
        start, end = edit.span.start, edit.span.end
        head, tail = _shared(text[start:end], edit.new)
        start, end, new = start + head, end - tail, edit.new[head : len(edit.new) - tail]
        yield Piece(How.KEPT, text[at:start], at, start)
        yield Piece(How.GONE, text[start:end], start, end, edit)
        yield Piece(How.NEW, new, start, end, edit)
        at = end
    yield Piece(How.KEPT, text[at:], at, len(text))


def _shared(old: str, new: str) -> tuple[int, int]:
    """How many characters at the start and at the end an edit leaves as they are, whole words only."""
    head = _alike(old, new)
    while _within(old, head) or _within(new, head):
        head -= 1
    tail = _alike(old[head:][::-1], new[head:][::-1])
    while _within(old, len(old) - tail) or _within(new, len(new) - tail):
        tail -= 1
    return head, tail


def _alike(one: str, other: str) -> int:
    """How many first characters are the same."""
    unlike = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(unlike, min(len(one), len(other)))


def _within(text: str, at: int) -> bool:
    """Whether a cut would part a word, or a letter from its accent."""
    return 0 < at < len(text) and (text[at - 1 : at + 1].isalnum() or combining(text[at]) > 0)


def _cut(given: Iterable[Piece], cuts: list[int]) -> Iterator[Piece]:
    for piece in given:
        if not piece.text:
            continue
        inner = [] if piece.how is How.NEW else cuts[bisect_right(cuts, piece.start) : bisect_left(cuts, piece.end)]
        if not inner:
            yield piece
            continue
        for start, end in zip([piece.start, *inner], [*inner, piece.end], strict=True):
            yield replace(piece, text=piece.text[start - piece.start : end - piece.start], start=start, end=end)


def _one_line_end(given: Iterable[Piece]) -> Iterator[Piece]:
    r"""Each \r\n and \r as \n. An edit may part the two: then the \n is a line end on one side alone, and marked so."""
    last = {How.GONE: "", How.NEW: ""}  # the last character of the text before review, and of the one after it
    edit = None
    for piece in given:
        edit = piece.edit or edit
        sides = [side for side in last if piece.how in (How.KEPT, side)]
        for part in LINE_END.findall(piece.text):
            shown = [side for side in sides if not (part == "\n" and last[side] == "\r")]
            for side in sides:
                last[side] = part[-1]
            if shown:
                how = How.KEPT if len(shown) == 2 else shown[0]
                text = "\n" if part in "\r\n" else writable(part)
                yield Piece(how, text, piece.start, piece.end, None if how is How.KEPT else edit)
