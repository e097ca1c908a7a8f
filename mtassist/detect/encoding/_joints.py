"""How a repaired character meets its neighbours: machines leave blanks on both sides of what they cut out."""

from __future__ import annotations

import re

APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
OPENERS = "(\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
CLOSERS = ")\N{RIGHT DOUBLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
ENDING = re.compile(r" ?(?:s|t|re|ve|ll|d|m)\b", re.IGNORECASE)  # it’s, don’t, they’re


def join(text: str, start: int, end: int, new: str, *, opens: bool = False) -> tuple[int, int]:
    """The span to replace by ``new``, widened over the blanks that ``new`` does not want beside it.

    ``opens`` says that a straight quote mark is the first of its pair.

    >>> join("It & # 39; s late.", 3, 10, "'")
    (2, 11)
    """
    before, after = text[start - 1 : start] == " ", text[end : end + 1] == " "
    if new in APOSTROPHES and text[max(0, start - 2) : start].rstrip(" ")[-1:].isalpha() and ENDING.match(text, end):
        return start - before, end + after
    if new in OPENERS or (new == '"' and opens):
        return start, end + after
    if new in CLOSERS or new == '"':
        return start - before, end
    if new.isspace() and (before or after):  # one blank is enough
        return start - before, end + (after and not before)
    return start, end


def hole(text: str, start: int, end: int, *, breaks: bool = True) -> tuple[int, int, str]:
    """The span to delete and what stands there instead, so that neither two words meet nor two blanks stay.

    ``breaks`` says that what goes away kept words apart, as a line break does and bold letters do not.
    """
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    if right in ("", "\n") or (left == " " and (right == " " or right in ",.;:!?)")):
        return start - (left == " "), end, ""
    if left in ("", "\n") and right == " ":
        return start, end + 1, ""
    return start, end, " " if breaks and not left.isspace() and right.isalnum() else ""
