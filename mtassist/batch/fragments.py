"""The fragments of a document that may come back in others, and the form in which two of them are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from mtassist.types import Document, Span

LONGEST = 600  # characters; a longer paragraph is looked at by its first and last sentence only
LETTERS = 3  # of a fragment, at least
EDGE = 3  # blocks at each end of a document that count as its edge
DATED = re.compile(  # in small letters
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|[ap]\.?m)\b\.?|\d+(?:st|nd|rd|th)?"
)
FIGURES = re.compile(r"0(?:[\s,.:/–-]*0)*")
MARKS = re.compile(r"^[\W_]+|[\W_]+$")
STOP = re.compile(r"[.!?…][\"'”’»“)\]]*$")
NAME = re.compile(r"(?:\b[A-Z][\w’'-]*\.?)(?:\s+(?:(?:de|la|van|von|der|al|bin|y|e)\s+)*[A-Z][\w’'-]*\.?)*")
LABEL = re.compile(r"[^\W\d_][\w ]{1,24}:|(?:By|by|BY)\s")
VOICE = re.compile(  # a site that speaks to its reader or of itself; nobody reports in these words
    r"\b(?:you|your|yours|our|ours|us|we|subscri\w+|newsletters?|sign up|click|tap|download|cookies?|copyright"
    r"|rights reserved|terms of use|privacy policy|this (?:article|page|story|post|text|site|website|content)"
    r"|the (?:author|editor|editors|editorial staff))\b|©|https?://|\bwww\.|\w\.(?:com|org|net)\b|@\w",
    re.IGNORECASE,
)
QUOTED = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True)
class Fragment:
    """A block, or the first or last sentence of one."""

    span: Span
    text: str
    key: str  # two fragments of one key are the same
    whole: bool  # a block
    first: bool  # the first block: mostly the headline
    edge: bool  # among the first or last blocks of the document


def fragments(document: Document) -> Iterator[Fragment]:
    """The fragments of a document, each block before its sentences."""
    blocks = document.blocks
    for number, block in enumerate(blocks):
        edge = number < EDGE or number >= len(blocks) - EDGE
        if len(block.text) <= LONGEST and (known := key(block.text)):
            yield Fragment(block.span, block.text, known, True, number == 0, edge)
        if len(block.segments) > 1:
            for segment in (block.segments[0], block.segments[-1]):
                if len(segment.text) <= LONGEST and (known := key(segment.text)):
                    yield Fragment(segment.span, segment.text, known, False, False, edge)


def key(text: str) -> str:
    """Small letters without the marks around them, each date or figure as 0; names in a labelled line as N.

    >>> key("• Updated: March 3, 2024"), key("UPDATED: 14 April 2025")
    ('updated: 0', 'updated: 0')
    >>> key("Photo: Ana Ruiz / EFE"), key("By Tom Hale"), key("Tom Hale")
    ('photo: N / N', 'by N', 'tom hale')

    Empty for what has hardly a letter: the figures of a table come back, and mean something else each time.
    """
    plain = clean(text)
    same = _unnamed(plain) if not prose(plain) and LABEL.match(plain) else _figures(plain.lower())
    return MARKS.sub("", same) if sum(map(str.isalpha, same)) >= LETTERS else ""


def clean(text: str) -> str:
    """One line of characters that any file or terminal can show.

    >>> clean("  Share\\tthis\\x00 ")
    'Share this'
    """
    plain = unicodedata.normalize("NFKC", text)
    if not plain.isprintable():
        plain = "".join(c if c.isprintable() else " " for c in plain)
    return " ".join(plain.split())


def _figures(small: str) -> str:
    return FIGURES.sub("0", DATED.sub("0", small))


def _unnamed(plain: str) -> str:
    """A label stays as it is; what follows it varies with the article: dates, figures, then names."""
    label = LABEL.match(plain)
    assert label
    rest = NAME.sub("\N{SYMBOL FOR NULL}", DATED_AS_WRITTEN.sub("0", plain[label.end() :]))
    return label[0].lower() + _figures(rest.lower()).replace("\N{SYMBOL FOR NULL}", "N")


DATED_AS_WRITTEN = re.compile(DATED.pattern, re.IGNORECASE)


def prose(text: str) -> bool:
    """Whether a fragment may be a sentence of an article. Labels, captions without a verb and bylines have no stop.

    >>> prose("He resigned on Monday."), prose("Yes!"), prose("Read more"), prose("Loading...")
    (True, True, False, False)
    """
    words = text.count(" ") + 1
    return words > 25 or (bool(STOP.search(text)) and not (words < 4 and text.endswith(("...", "…"))))


def voice(text: str) -> bool:
    """Whether a site speaks to its reader, and nobody is quoted."""
    return bool(VOICE.search(text)) and not QUOTED.search(text)
