"""Sentences that were left in the source language."""

from __future__ import annotations

import re
from functools import lru_cache

from mtassist import language, lists, vocabulary
from mtassist.detect.untranslated._words import WORD, is_strange

ENOUGH = 1000  # characters tell the language of a sentence
MARKS = re.compile(r"<[^<>]*>|\[[^][]*\]|https?://\S+|\S+@\S+|[@#]\w+")


@lru_cache(maxsize=8192)
def foreign_language(text: str) -> str | None:
    """The code of the language that a sentence was left in, None for English and for names."""
    text = text[:ENOUGH]
    if not lists.words("english_function_words").isdisjoint(text.lower().split()):
        return None
    words = WORD.findall(MARKS.sub(" ", text))
    if len(words) < 3 or (text[0] in "\"“„«'‘" and len(words) < 6):
        return None
    small = [word for word in words if word.islower()]
    rare = sum(word not in vocabulary.common() for word in small)
    in_small = rare >= max(2, 0.5 * len(small)) and any(is_strange(word) for word in small)
    titled = sum(word[0].isupper() and is_strange(word.lower()) for word in words)
    if not in_small and titled < max(4, 0.6 * len(words)):
        return None
    code, likely = language.guess(text)
    return code if code != "en" and likely >= language.SURE else None
