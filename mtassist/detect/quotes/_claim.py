"""A claim on a quote mark, and the small steps over text that making one needs."""

from __future__ import annotations

from dataclasses import dataclass, field

from mtassist.speech import BLANKS
from mtassist.types import Edit, Span

Style = tuple[str, str]
Way = tuple[Edit, ...]
STYLES: tuple[Style, ...] = (('"', '"'), ("“", "”"))
INNER = {'"': ("'", "'"), "“": ("‘", "’")}
FOREIGN = frozenset("„‟«»「」『』《》″〝〞〟＂❝❞")
SHORT = 80  # a pair up to so many characters is one finding; of a longer one each mark is


@dataclass(frozen=True, slots=True)
class Claim:
    """One finding: its kind (the rule's name), where, and how to mend it, best first."""

    kind: str
    start: int
    end: int
    ways: tuple[Way, ...]
    sure: bool = True  # False: may be a slip of any writer
    words: str = field(default="", compare=False)  # what the message may quote

    def shifted(self, by: int) -> Claim:
        moved = tuple(tuple(Edit(e.span.shift(by), e.new) for e in way) for way in self.ways)
        return Claim(self.kind, self.start + by, self.end + by, moved, self.sure, self.words)


def put(start: int, end: int, new: str) -> Edit:
    """Replace a range; an empty one inserts, an empty ``new`` deletes."""
    return Edit(Span(start, end), new)


def back(text: str, at: int) -> int:
    """The end of what stands before the blanks before ``at``."""
    while at and text[at - 1] in BLANKS:
        at -= 1
    return at


def on(text: str, at: int) -> int:
    """The start of what stands after the blanks at ``at``."""
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at
