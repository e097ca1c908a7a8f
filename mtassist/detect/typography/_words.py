"""Small words: which of them open a sentence, which never end one, and what a headline looks like."""

from __future__ import annotations

import re

from mtassist.lists import rows

WORD = re.compile(r"[^\W\d_]+")
TITLED = frozenset(  # a title follows
    [
        "film",
        "documentary",
        "movie",
        "song",
        "book",
        "album",
        "series",
        "show",
        "novel",
        "play",
        "called",
        "named",
        "titled",
        "entitled",
    ]
    + ["band", "magazine"]
)


def role(*names: str) -> frozenset[str]:
    """The small words that play one of these parts: opener, after-stop, joiner, inside."""
    return frozenset(row["word"] for row in rows("small_words") if row["role"] in names)


def headline(text: str) -> bool:
    """Whether most of the longer words have capitals, as in a title."""
    longer = [w for w in WORD.findall(text[:2000]) if len(w) > 3][1:]
    return bool(longer) and 2 * sum(w[0].isupper() for w in longer) > len(longer)
