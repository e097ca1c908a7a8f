"""A clean article as Markdown (CommonMark, and what GitHub adds to it): rendered, it says what the text says."""

from __future__ import annotations

import re
from itertools import pairwise

from mtassist.formats.article import Part, parts
from mtassist.review import Review
from mtassist.types import Kind

MARKUP = re.compile(
    r"[\\`\[]"
    r"|\*(?! )|(?<! )\*|(?<![^\W_])_|_(?![^\W_])"  # one between two blanks, or within a word, is only itself
    r"|~(?=~)|(?<=~)~"
    r"|<(?=\S)"
    r"|&(?=#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]*;)"
)
AT_START = re.compile(r"(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$|-))|[0-9]{1,9}(?=[.)](?:\s|$))")
CLOSING = re.compile(r"(?<=\s)(#+)$|^(#+)$")  # of a heading: these would be taken for its end


def write(review: Review) -> str:
    """The text after review.

    >>> from mtassist import check
    >>> print(write(Review(check("Rain\\n\\nIt *rained*. 5 * 3.\\n\\n• a_b"))), end="")
    # Rain
    <BLANKLINE>
    It \\*rained\\*. 5 * 3.
    <BLANKLINE>
    - a_b
    """
    made = list(parts(review.text))
    lines = [_line(part) for part in made[:1]]
    for before, part in pairwise(made):
        close = before.kind is part.kind is Kind.ITEM and (before.number is None) is (part.number is None)
        lines.append(("\n" if close else "\n\n") + _line(part))
    return "".join(lines) + ("\n" if lines else "")


def _line(part: Part) -> str:
    words = _escaped(part.text)
    if part.kind is Kind.HEADING:
        return "#" * part.level + " " + CLOSING.sub(r"\\\g<0>", words)
    if part.kind is Kind.ITEM:
        return f"- {words}" if part.number is None else f"{part.number}. {words}"
    return words


def _escaped(text: str) -> str:
    words = MARKUP.sub(r"\\\g<0>", text)
    start = AT_START.match(words)
    if start is None:
        return words
    end = start.end()  # behind a number: "1\. "
    return f"{words[:end]}\\{words[end:]}"
