"""The capitalised words of a document, and when two of them may be one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]+(?:['’\-\N{NON-BREAKING HYPHEN}][^\W\d_]+)*")
CAPITAL = re.compile(r"[^\Wa-z\d_][^\W\d_]*(?:['’\-\N{NON-BREAKING HYPHEN}][^\W\d_]+)*")
INNER = "'’-\N{NON-BREAKING HYPHEN}_"
BLANK = (" ", "\N{NO-BREAK SPACE}")
OWNED = re.compile(r"['’]s?$")
OPENS = re.compile(r"(?:^|[.!?:…•·|–—>\n]|--)[\s\"“”„«»‘'’(\[]*$")


class Place(NamedTuple):
    """A capitalised word of a block: where it stands, and its capitalised or abbreviated neighbours."""

    start: int
    end: int
    word: str  # without a possessive ending
    before: str  # the word before, if only a blank lies between
    after: str
    opens: bool  # at the start of a sentence, where any word has a capital


@lru_cache(maxsize=2048)
def capitals(text: str) -> tuple[Place, ...]:
    """The capitalised words of a block's text.

    >>> [(p.word, p.before, p.opens) for p in capitals("Yesterday Anna Benn's son left.")]
    [('Yesterday', '', True), ('Anna', 'Yesterday', False), ('Benn', 'Anna', False)]
    """
    found = []
    for match in CAPITAL.finditer(text):
        start, stop = match.span()
        before = text[start - 1] if start else " "
        if not text[start].isupper() or before.isalnum() or before in INNER:
            continue
        end = stop - len(m.group()) if (m := OWNED.search(match.group())) else stop
        after = WORD.match(text, stop + 1) if text[stop : stop + 1] in BLANK else None
        opens = start == 0 or _opens(text, start)
        found.append(Place(start, end, text[start:end], _before(text, start), after.group() if after else "", opens))
    return tuple(found)


def _opens(text: str, start: int) -> bool:
    return bool(OPENS.search(text, max(0, start - 12), start))


def _before(text: str, start: int) -> str:
    """The word before, or the initial: “Anna” and “J” before “Benn” in “Anna Benn”, “J. Benn”."""
    end = start - 1
    if end < 1 or text[end] not in BLANK:
        return ""
    word = text[max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1 : end].removesuffix(".")
    found = WORD.search(word[-40:])
    return found.group() if found and word.endswith(found.group()) else ""


SOUNDS = (
    ("ß", "ss"),
    ("ø", "o"),
    ("ł", "l"),
    ("'", ""),
    ("’", ""),
    ("-", ""),
    ("tsch", "c"),
    ("tch", "c"),
    ("sch", "s"),
    ("ch", "c"),
    ("sh", "s"),
    ("sz", "s"),
    ("kh", "h"),
    ("gh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("ou", "u"),
    ("oe", "o"),
    ("ue", "u"),
    ("ae", "e"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
)  # what transliterations write differently, and one of their ways
TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def sound(name: str) -> str:
    """What is left of a name when the habits of transliteration are taken out.

    >>> sound("Zelenskyy") == sound("Selenskij"), sound("Zelenskyy") == sound("Zelenskiy")
    (False, True)
    """
    plain = name.lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    for old, new in SOUNDS:
        plain = plain.replace(old, new)
    return TWICE.sub(r"\1", plain)


@lru_cache(maxsize=8192)
def shortened(name: str) -> tuple[str, ...]:
    """The sound of a name, and it with a letter less, or two: names that differ little share one of these.

    >>> sorted(set(shortened("Benno")) & set(shortened("Benna")))
    ['ben']
    """
    first = sound(name)
    found = {first}
    for _ in range(1 + (len(first) >= 8)):
        found |= {w[:at] + w[at + 1 :] for w in found for at in range(len(w))}
    return tuple(sorted(found))


@lru_cache(maxsize=8192)
def known(word: str) -> float:
    """How often English texts have the word: 0 never, 3 one in a million, 6 one in a thousand."""
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en"))
