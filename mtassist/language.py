"""Which language is a text in? A cheap look at little words first; lingua, slower to wake, only for what has none.

lingua runs in its low-accuracy mode (40 MB instead of 500) with the languages that news is translated from, so its word
counts only where English is already in doubt: on names and headlines alone it guesses.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mtassist import lists

if TYPE_CHECKING:
    from lingua import LanguageDetector

CODES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "tr",
    "id",
    "cs",
    "sv",
    "da",
    "nb",
    "fi",
    "hu",
    "ro",
    "hr",
    "is",
)
SCRIPTS = ("ru", "uk", "bg", "ar", "fa", "he", "zh", "ja", "ko", "hi", "el", "th")
LETTERS = re.compile(r"[^\W\d_]+")
ENOUGH = 0.08  # share of English function words in any English text longer than a few lines
SURE = 0.8
FEW = 15  # words, or letters of another script, that are too few to say
LATIN = "\u024f"  # the last of the usual Latin letters


@cache
def _detector() -> LanguageDetector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in (*CODES, *SCRIPTS)]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


@lru_cache(maxsize=4096)
def guess(text: str) -> tuple[str, float]:
    """The likeliest language of a text by its letters alone, and how likely.

    >>> guess("Der Bürgermeister tritt zurück")[0]
    'de'
    """
    values = _detector().compute_language_confidence_values(re.sub("[\ud800-\udfff]", " ", text))
    return (values[0].language.iso_code_639_1.name.lower(), values[0].value) if values else ("en", 0.0)


def detect(text: str, *, most: int = 4000) -> str | None:
    """The language of a text longer than a headline as its code; None when that cannot be told.

    >>> detect("The mayor of the town said that she would not go, for there was no train."), detect("1 2 3")
    ('en', None)
    """
    sample = text[:most]
    words = LETTERS.findall(sample.lower())
    if len(words) < FEW and sum(c.isalpha() and c > LATIN for c in sample) < FEW:
        return None
    english = sum(word in lists.words("english_function_words") for word in words)
    if words and english >= ENOUGH * len(words):
        return "en"
    code, likely = guess(sample)
    doubtful = likely < SURE or (code != "en" and english >= ENOUGH / 3 * len(words) > 0)
    return None if doubtful else code


def is_copy(text: str, source: str, *, most: int = 4000) -> bool:
    """Whether a translation is, but for a few characters, its own source.

    >>> is_copy("Der Bürgermeister tritt  zurück.", "Der Bürgermeister tritt zurück!")
    True
    """
    from rapidfuzz.distance import Levenshtein

    mine, theirs = (" ".join(t[:most].split()) for t in (text, source))
    return len(mine) >= 20 and Levenshtein.normalized_similarity(mine, theirs, score_cutoff=0.95) > 0


NAMES = {
    "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "pl": "Polish", "tr": "Turkish", "id": "Indonesian", "cs": "Czech", "sv": "Swedish", "da": "Danish",
    "nb": "Norwegian", "fi": "Finnish", "hu": "Hungarian", "ro": "Romanian", "hr": "Croatian", "sh": "Croatian",
    "is": "Icelandic", "ru": "Russian", "uk": "Ukrainian", "bg": "Bulgarian", "ar": "Arabic", "fa": "Persian",
    "he": "Hebrew", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "hi": "Hindi", "el": "Greek", "th": "Thai",
    "en": "English",
}  # fmt: skip
