"""The capitalised words of a document, and when two of them may be one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]+(?:['’\-\N{NON-BREAKING HYPHEN}][^\W\d_]+)*")
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
    words = list(WORD.finditer(text))
    found = []
    for at, match in enumerate(words):
        if not match.group()[0].isupper():
            continue
        start = match.start()
        end = match.end() - len(m.group()) if (m := OWNED.search(match.group())) else match.end()
        before = words[at - 1] if at else None
        after = words[at + 1] if at + 1 < len(words) else None
        found.append(
            Place(
                start,
                end,
                text[start:end],
                before.group() if before and _beside(text, before.end(), start) else "",
                after.group() if after and _beside(text, match.end(), after.start()) else "",
                bool(OPENS.search(text, max(0, start - 12), start)) or start == 0,
            )
        )
    return tuple(found)


def _beside(text: str, end: int, start: int) -> bool:
    return text[end:start] in (" ", "\N{NO-BREAK SPACE}", ". ")


SOUNDS = [
    (re.compile(old), new)
    for old, new in (
        (r"(?:tsch|tch|ch)", "c"),
        (r"(?:sch|sh|sz)", "s"),
        (r"(?:kh|gh)", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|q", "k"),
        (r"x", "ks"),
        (r"(?:iy|yy|ij|yj|ii|iyy)$", "i"),
        (r"ou", "u"),
        (r"oe", "o"),
        (r"ue", "u"),
        (r"ae", "e"),
        (r"[yj]", "i"),
        (r"w", "v"),
        (r"['’\-]", ""),
        (r"(.)\1+", r"\1"),
    )
]


@lru_cache(maxsize=8192)
def sound(name: str) -> str:
    """What is left of a name when the habits of transliteration are taken out.

    >>> sound("Zelenskyy") == sound("Selenskij"), sound("Zelenskyy") == sound("Zelenskiy")
    (False, True)
    """
    plain = unicodedata.normalize("NFD", name.lower().replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for pattern, new in SOUNDS:
        plain = pattern.sub(new, plain)
    return plain


@lru_cache(maxsize=8192)
def known(word: str) -> float:
    """How often English texts have the word: 0 never, 3 one in a million, 6 one in a thousand."""
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en"))
