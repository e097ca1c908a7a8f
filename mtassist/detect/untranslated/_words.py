"""The words of a text that are no English words, and whether a writer put them there on purpose."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from mtassist import lists, vocabulary
from mtassist.cues import letters
from mtassist.detect.untranslated._respelt import english_twin

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{4,}")
QUOTES = "\"'“”‘’„«»‹›"
CLOSER = re.compile('["”’»“]')
CUE = re.compile(
    r"\b(?:called|named|dubbed|known as|termed|titled|nicknamed|word|words|term|phrase|slogan|chant|meaning|hashtag|as)"
    r" (?:a |an |the )?$",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?:I|He|It|She|That|They|This|We|You) (?:am|are|had|has|have|is|was|were)\b")  # not a title
GLOSS = re.compile(r" ?\(|,? (?:or|meaning|which means|literally|also known|i\.e\.)\b|, (?:an?|the|that is)\b|[\"'”’»]")
BEFORE = re.compile(  # a capitalised word, and words with foreign letters between
    r"(?P<stop>^|[.!?:] )?[\"“(]?"
    r"(?P<first>(?!_)[^\W\da-z][\w'’.-]*) (?P<between>(?:(?=\w*[^\x00-\x7f])\w+ ){0,3})$"
)


class Token(NamedTuple):
    """A word and where it stands."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    return [Token(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]


@cache
def function_words() -> dict[str, str]:
    """Foreign function word → what it means in English, or nothing."""
    return {row["word"]: row["english"].strip("-") for row in lists.rows("foreign_function_words")}


@lru_cache(maxsize=16384)
def is_strange(word: str) -> bool:
    """Whether a lower-case word is foreign by its looks or by other languages' lists; typing errors are not."""
    if word in lists.words("loanwords") or len(word) < 3:
        return word in function_words()
    return word in function_words() or (not is_known(word) and (not word.isascii() or bool(vocabulary.languages(word))))


@lru_cache(maxsize=16384)
def is_known(word: str) -> bool:
    """Whether a lower-case word is English, with or without its accents (“pâté”, “naïve”)."""
    if word in lists.words("loanwords") or word in vocabulary.english():
        return True
    if english_twin(word):  # “indeks” is not made of “in” and “deks”
        return False
    if vocabulary.is_english(word):
        return True
    return not word.isascii() and vocabulary.is_english(plain(word))


@lru_cache(maxsize=4096)
def unknown(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a text that no English list has, a quick first look: in small letters, and with a capital."""
    english = vocabulary.english()
    rest = " ".join(set(text.split()) - english)  # most words are gone now
    found = {w for w in letters(rest) if len(w) >= 4} if rest.isascii() else set(LETTERS.findall(rest))
    words = [w for w in found if w.lower() not in english and not (w.islower() and is_known(w))]
    return frozenset(w for w in words if w.islower()), frozenset(w for w in words if not w.islower())


def plain(word: str) -> str:
    return "".join(c for c in normalize("NFD", word) if not combining(c))


def is_meant(text: str, start: int, end: int) -> bool:
    """Whether the place is quoted, named or explained, as writers do with foreign words they mean to keep."""
    if (start and text[start - 1] in QUOTES) or GLOSS.match(text, end):
        return True
    if CUE.search(text[max(0, start - 30) : start]):
        return True
    opening = max(text.rfind(mark, max(0, start - 40), start) for mark in '"“‘«„')
    closing = CLOSER.search(text, end, end + 40)
    if opening < 0 or closing is None or text.count(" ", opening, closing.end()) > 4:
        return False
    return SENTENCE.match(text, opening + 1) is None


def in_name(text: str, start: int, end: int, word: str) -> bool:
    """Whether the place may belong to a name or title: a capitalised word stands beside it.

    Of a word with foreign letters only foreign names are asked: “České dráhy”, but “the mayor of česká”.
    """
    before = BEFORE.search(text[max(0, start - 60) : start])
    if not word.isascii():
        return before is not None and not before["first"].isascii()
    after = re.match(r"[ -]([^\W\d_])", text[end : end + 2])
    named = before is not None and before["stop"] is None and not before["between"]
    return named or (after is not None and after[1].isupper())
