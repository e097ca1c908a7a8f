"""Text as it stands on a terminal: what is invisible is named, tabs are blanks, wide characters take two cells."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

TAB = "    "
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp"}
PLAIN = " \N{IDEOGRAPHIC SPACE}"
BREAKS = {"\n": "⏎", "\r": ""}


@lru_cache(maxsize=4096)
def cell(character: str) -> tuple[str, int]:
    """What is printed for one character, and how many cells it takes. Nothing printed can steer the terminal.

    >>> cell("a"), cell("日"), cell("\\u200b"), cell("\\u0301")[1]
    (('a', 1), ('日', 2), ('<U+200B>', 8), 0)
    """
    if character == "\t":
        return TAB, len(TAB)
    if character in BREAKS:
        return BREAKS[character], len(BREAKS[character])
    kind = unicodedata.category(character)
    if kind in HIDDEN and character not in PLAIN:
        name = f"<U+{ord(character):04X}>"
        return name, len(name)
    if kind in ("Mn", "Me"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shown(text: str) -> str:
    """A text with nothing invisible in it."""
    return "".join(cell(character)[0] for character in text)


def width(text: str) -> int:
    return sum(cell(character)[1] for character in text)


def middle_cut(text: str, most: int) -> str:
    """At most so many cells of a text, its middle left out.

    >>> middle_cut("a long sentence", 9)
    'a lo…ence'
    """
    if width(text) <= most:
        return shown(text)
    half = (most - 1) // 2
    return f"{fitting(text, most - 1 - half)}…{fitting(text[::-1], half, backwards=True)}"


def fitting(text: str, most: int, *, backwards: bool = False) -> str:
    """As many characters from the start as fit into the cells; ``backwards`` when ``text`` is reversed."""
    kept, used = [], 0
    for character in text:
        word, cells = cell(character)
        if used + cells > most:
            break
        kept.append(word)
        used += cells
    return "".join(reversed(kept) if backwards else kept)
