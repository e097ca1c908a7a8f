"""Words with a capital in mid-sentence, found once a block and looked at by several rules."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

PLACE = re.compile(r" (?P<word>[A-Z][A-Za-z]*)(?![\w’'&-])")
LAST = re.compile(r"[^\W_]+$")
MARKS = ".,;:!?…\"”’»)]%'“‘-–—"


class Capital(NamedTuple):
    """A word with a capital after a blank; ``left`` is the word before it, ``mark`` what stands behind that word."""

    start: int
    end: int
    word: str
    left: str
    mark: str


@lru_cache(maxsize=4096)
def capitals(text: str) -> tuple[Capital, ...]:
    """Every word that has a capital after a blank, with the word before it."""
    found = []
    for match in PLACE.finditer(text):
        at = match.start()
        token = text[max(text.rfind(" ", max(0, at - 30), at) + 1, at - 30, 0) : at]
        core = token.rstrip(MARKS)
        mark = token[len(core) :]
        if not core.isalnum():
            last = LAST.search(core)
            core = last.group() if last else ""
        if core and len(mark) < 3:
            found.append(Capital(at + 1, match.end(), match["word"], core, mark))
    return tuple(found)


def goes_on(text: str, at: int) -> bool:
    """Whether a word in small letters or a figure follows."""
    following = text[at : at + 2]
    return len(following) == 2 and following[0] == " " and (following[1].islower() or following[1].isdigit())
