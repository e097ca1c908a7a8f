"""Sentences that were left in the source language."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from mtassist import lists, vocabulary
from mtassist.detect.untranslated._words import WORD, is_known, is_strange

ENOUGH = 1000  # characters tell the language of a sentence
MARKS = re.compile(r"<[^<>]*>|\[[^][]*\]|https?://\S+|\S+@\S+|[@#]\w+")
ENGLISH = (
    " the ",
    " and ",
    " was ",
    " are ",
    " for ",
    " with ",
    " that ",
    " from ",
)  # most sentences: no need to split


@lru_cache(maxsize=8192)
def foreign_language(text: str) -> str | None:
    """The code of the language that a sentence was left in, None for English and for names."""
    text = text[:ENOUGH]
    if any(map(text.__contains__, ENGLISH)):
        return None
    if not lists.words("english_function_words").isdisjoint(text.lower().split()):
        return None
    words = WORD.findall(MARKS.sub(" ", text))
    if len(words) < 3 or (text[0] in "\"“„«'‘" and len(words) < 6):
        return None
    small = [word for word in words if word.islower()]
    rare = sum(word not in vocabulary.common() for word in small)
    named = [word.lower() for word in words if word[0].isupper() and not is_known(word.lower())]
    in_small = rare >= max(2, 0.5 * len(small)) and any(is_strange(word) for word in small)
    least = max(4, 0.6 * len(words))
    if not in_small and (len(named) < least or sum(map(is_strange, named)) < least):
        return None
    return _language([word.lower() for word in words], small)


def _language(words: list[str], small: list[str]) -> str | None:
    """The language whose common words these are, at least two and two in five of them."""
    counts = Counter(code for word in words for code in vocabulary.spoken_in(word))
    if not counts:
        return None
    code = min(counts, key=lambda c: (-counts[c], vocabulary.LANGUAGES.index(c)))
    return code if counts[code] >= max(2, 0.4 * len(small or words)) else None
