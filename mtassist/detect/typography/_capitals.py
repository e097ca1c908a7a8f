"""Words with a capital in mid-sentence, found once a block and looked at by several rules."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

PLACE = re.compile(r" (?P<word>[A-Z][A-Za-z]*)(?![\w’'&-])")
LAST = re.compile(r"[^\W_]+$")
MARKS = ".,;:!?…\"”’»)]%'“‘-–—"


class Capital(NamedTuple):
    """A word with a capital after a blank."""

    start: int
    end: int
    word: str


@lru_cache(maxsize=4096)
def capitals(text: str) -> tuple[Capital, ...]:
    """Every word that has a capital after a blank."""
    return tuple([Capital(*match.span("word"), match["word"]) for match in PLACE.finditer(text)])


def beside(text: str, at: int) -> tuple[str, str]:
    """The word before a place and what marks stand behind that word.

    >>> beside("It ended on Saturday, With her.", 22)
    ('Saturday', ',')
    """
    token = text[max(text.rfind(" ", max(0, at - 31), at - 1) + 1, at - 31, 0) : max(0, at - 1)]
    core = token.rstrip(MARKS)
    if core.isalnum():
        return core, token[len(core) :]
    last = LAST.search(core)
    return last.group() if last else "", token[len(core) :]


def goes_on(text: str, at: int) -> bool:
    """Whether a word in small letters or a figure follows."""
    following = text[at : at + 2]
    return len(following) == 2 and following[0] == " " and (following[1].islower() or following[1].isdigit())
