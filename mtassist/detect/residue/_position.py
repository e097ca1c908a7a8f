"""Where on the page a block stands, and how to take residue off it. Position decides more than the words do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mtassist.detect.residue import _lines, _notices
from mtassist.edits import deletion
from mtassist.lists import rows
from mtassist.remembered import of_document
from mtassist.rules import Rule
from mtassist.types import Block, Document, Edit, Issue, Safety, Span

END = re.compile(r"[.!?…。！？:;,][\"'”’»“)\]」』]*$")
FIRST = re.compile(r"\W{0,4}(\w+)")
STOP = re.compile(r"[.!?…。！？][\"'”’»“)\]」』]*$")


def alternation(name: str, column: str | None = None, value: str | None = None, key: str = "word") -> str:
    """The words of a list as one branch of a regular expression, longest first."""
    found = {row[key] for row in rows(name) if column is None or row[column] == value}
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(found, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=8192)
def prose(text: str) -> bool:
    """Whether a block reads like a paragraph of the article rather than a line of the page.

    >>> prose("Photo: Ana Ruiz"), prose("The mayor said on Monday that the old bridge will stay closed.")
    (False, True)
    """
    return len(text) > 200 or (text.count(" ") >= 8 and bool(STOP.search(text[-12:])))


def head(blocks: tuple[Block, ...]) -> int:
    """How many blocks stand before the first paragraph, the headline among them; at most six.

    A headline may end like a sentence, so the first block counts as head whatever it looks like.
    """
    for number, block in enumerate(blocks[1:6], 1):
        if prose(block.text):
            return number
    return min(len(blocks), 6)


def tail(blocks: tuple[Block, ...]) -> int:
    """Index of the first block after the last paragraph; a text without paragraphs has a tail of six blocks.

    What a site says about itself or to its visitor may look like a paragraph and is none.
    """
    for number in range(len(blocks) - 1, max(-1, len(blocks) - 13), -1):
        text = blocks[number].text
        if prose(text) and not _notices.notice(text) and _lines.whole(text) is None:
            return number + 1
    return max(0, len(blocks) - 6)


@of_document
def edges(document: Document) -> tuple[int, int]:
    """Head and tail of a document: a line counts as furniture of the page before the one and from the other on."""
    return head(document.blocks), tail(document.blocks)


def lines(document: Document, longest: int = 200) -> Iterator[tuple[int, Block]]:
    """The blocks short enough to be something other than a paragraph, numbered."""
    for number, block in enumerate(document.blocks):
        if len(block.text) <= longest:
            yield number, block


def block_lines(block: Block) -> Iterator[tuple[Span, str]]:
    """The lines of a block that has several, each with its place in the document."""
    at = block.span.start
    for line in block.text.split("\n") if "\n" in block.text else ():
        if line.strip():
            yield Span(at, at + len(line)), line
        at += len(line) + 1


def removal(
    rule: Rule,
    document: Document,
    span: Span,
    message: str,
    *,
    safety: Safety | None = None,
    confidence: float | None = None,
) -> Issue:
    """An issue whose fix takes the words away and leaves no hole; what then begins a line gets its capital."""
    edit = _apart(document, deletion(document.text, span), span)
    after = document.text[edit.span.end : edit.span.end + 1]
    opens = edit.span.start == 0 or document.text[edit.span.start - 1] in "\r\n"
    if opens and after.islower() and edit.span.end > span.end - 1 and not _line_ends(document.text, edit):
        edit = Edit(Span(edit.span.start, edit.span.end + 1), after.upper())
    return rule.issue(document, (span.start, span.end), message, fixes=[[edit]], safety=safety, confidence=confidence)


def _apart(document: Document, edit: Edit, span: Span) -> Edit:
    """The last line of a text takes the line ends before it along; not if the line above may go as well."""
    if edit.span.end < len(document.text) or edit.span.start >= span.start or "\n" not in edit.span.of(document.text):
        return edit
    above = document.block_at(edit.span.start)
    if above < 1 or prose(document.blocks[above].text):
        return edit
    return Edit(Span(span.start, len(document.text)), "")


def _line_ends(text: str, edit: Edit) -> bool:
    return any(c in "\r\n" for c in edit.span.of(text))


def within(block: Block, span: tuple[int, int]) -> Span:
    """A match inside a block as a span of the document."""
    return Span(*span).shift(block.span.start)


def first_words(name: str, column: str | None = None, value: str | None = None) -> frozenset[str]:
    """The first word of each entry of a list, small: a quick look before a long pattern."""
    return frozenset(r["word"].split()[0].lower() for r in rows(name) if column is None or r[column] == value)


@lru_cache(maxsize=4096)
def opening_word(text: str) -> str:
    """The first word of a text, small, without the signs around it."""
    found = FIRST.match(text)
    return found[1].lower() if found else ""


def words(text: str) -> int:
    return len(text.split())


def titled(parts: Iterable[str]) -> bool:
    """Whether every word begins with a capital, a digit or a sign, small linking words aside."""
    small = {"of", "the", "and", "in", "for", "on", "at", "de", "la", "le", "del", "di", "von", "du", "des", "&"}
    return all(p in small or not p[:1].islower() for p in parts)
