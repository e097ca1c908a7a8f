"""What the model is told of a word beside its pieces: the encoder is uncased and has never counted words."""

from __future__ import annotations

import re
from functools import lru_cache

from mtassist import vocabulary

WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
SHAPES = 6  # lower, Title, UPPER, with a digit, mixed, no word
RARITIES = 10  # whole Zipf frequencies, the last one for no word
NO_SHAPE, NO_RARITY = SHAPES - 1, RARITIES - 1
CACHE = 65536


def words(text: str) -> list[tuple[int, int]]:
    """Where the words and marks of a text stand, as half-open code points.

    >>> words("It’s 3.5 %.")
    [(0, 4), (5, 6), (6, 7), (7, 8), (9, 10), (10, 11)]
    """
    return [match.span() for match in WORD.finditer(text)]


def shape(word: str) -> int:
    """How a word is written.

    >>> [shape(word) for word in ("house", "House", "UN", "2020", "iPhone", ",")]
    [0, 1, 2, 3, 4, 4]
    """
    if word.islower():
        return 0
    if word[:1].isupper() and word[1:].islower():
        return 1
    if word.isupper():
        return 2
    return 3 if any(c.isdigit() for c in word) else 4


@lru_cache(CACHE)
def rarity(word: str) -> int:
    """The whole part of a word's Zipf frequency in English: 0 for one never met, 7 for “the”.

    >>> rarity("the"), rarity("Council"), rarity("sindaco")
    (7, 5, 0)
    """
    return int(vocabulary.frequency(word.lower()))
