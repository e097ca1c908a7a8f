"""A clean text as the parts of an article: headings, paragraphs, list items. HTML and Markdown are made of these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtassist.formats.pieces import writable
from mtassist.segment import BULLET, document
from mtassist.types import Kind

BREAK = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\u0085\u2028\u2029]\s*")  # within a paragraph that was broken at a column
NUMBER = re.compile(r"\(?(\d+)")


@dataclass(frozen=True, slots=True)
class Part:
    """``level`` is that of a heading; ``number`` that of an item of a numbered list."""

    kind: Kind
    text: str  # one line, without its bullet
    level: int = 0
    number: int | None = None


def parts(text: str) -> Iterator[Part]:
    """All parts in order. The first heading is the headline.

    >>> [(part.kind.value, part.text) for part in parts("Rain\\n\\nIt rained.\\n\\n• a")]
    [('heading', 'Rain'), ('paragraph', 'It rained.'), ('item', 'a')]
    """
    level = 1
    for block in document(text).blocks:
        words = BREAK.sub(" ", writable(block.text))
        if block.kind is Kind.HEADING:
            yield Part(block.kind, words, level)
            level = 2
        elif block.kind is Kind.ITEM and (bullet := BULLET.match(words)):
            number = NUMBER.match(bullet[0].strip())
            yield Part(block.kind, words[bullet.end() :], number=int(number[1]) if number else None)
        else:
            yield Part(block.kind, words)
