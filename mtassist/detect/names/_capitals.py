"""The capitalised words of a document, and when two of them may be one name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from mtassist import vocabulary
from mtassist.capitals import CAPITAL, heads
from mtassist.remembered import of_document
from mtassist.types import Block, Document

WORD = re.compile(r"[^\W\d_]+(?:['’\-\N{NON-BREAKING HYPHEN}][^\W\d_]+)*")
INNER = "'’-\N{NON-BREAKING HYPHEN}_"
BLANK = (" ", "\N{NO-BREAK SPACE}")
SHORTENED = 5  # characters of “Prof.”
ARTICLE = re.compile(r"(?:[Aa]l|[Ee]l|[Aa]r|[Aa]s|[Aa]sh|[Aa]n|[Aa]d|[Aa]z|[Aa]t|[Uu]l)[-‑](?=\w{4})")
OWNED = re.compile(r"['’]s?(?!\w)")
OWNING = ("'s", "’s")
OPENS = re.compile(r"(?:^|[.!?:…•·|–—>\n]|--)[\s\"“”„«»‘'’(\[]*$")


class Place(NamedTuple):
    """A capitalised word of a block. What stands around it is read only when asked for: most words are never asked."""

    start: int
    end: int
    word: str  # without a possessive ending
    text: str  # of the block

    @property
    def before(self) -> str:
        """The word or initial before, if only a blank lies between: “Anna” and “J” in “Anna Benn”, “J. Benn”."""
        return _before(self.text, self.start)

    @property
    def after(self) -> str:
        """The word after, if only a blank lies between."""
        stop = self.end
        if owned := OWNED.match(self.text, stop):
            stop = owned.end()
        after = WORD.match(self.text, stop + 1) if self.text[stop : stop + 1] in BLANK else None
        return after.group() if after else ""

    @property
    def opens(self) -> bool:
        """At the start of a sentence, where any word has a capital."""
        return self.start == 0 or bool(OPENS.search(self.text, max(0, self.start - 12), self.start))


@lru_cache(maxsize=2048)
def capitals(text: str) -> tuple[Place, ...]:
    """The capitalised words of a block's text.

    >>> [(p.word, p.before, p.opens) for p in capitals("Yesterday Anna Benn's son left.")]
    [('Yesterday', '', True), ('Anna', 'Yesterday', False), ('Benn', 'Anna', False)]
    """
    found = []
    for match in CAPITAL.finditer(text):
        start, word = match.start(), match.group()
        before = text[start - 1] if start else " "
        if word[0].isupper() and not before.isalnum() and before not in INNER:
            if word[-2:] in OWNING or word[-1] in "'’":
                word = OWNED.sub("", word)
            found.append(Place(start, start + len(word), word, text))
    return tuple(found)


@of_document
def by_word(document: Document) -> dict[str, list[Block]]:
    """Every capitalised word of a document with the blocks that have it, in order."""
    found: dict[str, list[Block]] = defaultdict(list)
    for block in document.blocks:
        for word in heads(block.text):
            found[word].append(block)
    return found


def places(word: str, blocks: list[Block]) -> list[tuple[Block, Place]]:
    """Where the word stands."""
    return [(block, place) for block in blocks for place in capitals(block.text) if place.word == word]


def _before(text: str, start: int) -> str:
    end = start - 1
    if end < 1 or text[end] not in BLANK:
        return ""
    word = text[max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1 : end]
    if word.endswith("."):
        word = word[:-1] if len(word) <= SHORTENED else ""  # “J.”, “Prof.”, but not the end of a sentence
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
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i"})


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


@lru_cache(maxsize=4096)
def unaccented(name: str) -> str:
    """A name without its accents.

    >>> unaccented("Łukáš Guðbjörg")
    'Lukas Gudbjorg'
    """
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFD", name.translate(LETTERS)) if not unicodedata.combining(c))


CLASSES = {
    **dict.fromkeys("kgcqxğ", "k"),
    **dict.fromkeys("tdþðđ", "t"),
    **dict.fromkeys("pbvfw", "p"),
    **dict.fromkeys("szśšžżźčçćșş", "s"),
    **dict.fromkeys("lrłřľ", "l"),
    **dict.fromkeys("mnńñň", "n"),
}  # letters that transliterations, and typing slips, put for one another


def bare(name: str) -> str:
    """A name without its Arabic article.

    >>> bare("Al-Sanuri")
    'Sanuri'
    """
    return ARTICLE.sub("", name, count=1) if "-" in name else name


@lru_cache(maxsize=16384)
def frame(name: str) -> str:
    """The classes of a name's consonants, none twice in a row.

    >>> frame("Kowalczyk"), frame("Kovaltschik")
    ('kplksk', 'kpltsk')
    """
    kept = [CLASSES[c] for c in bare(name).lower() if c in CLASSES]
    return "".join([c for at, c in enumerate(kept) if not at or c != kept[at - 1]])


def known(word: str) -> float:
    """How often English texts have the word: 0 never, 3 one in a million, 6 one in a thousand."""
    return vocabulary.frequency(word)
