"""Text to Document: blocks (paragraphs, headings, items, lines) and the sentences within them.

Nothing is lost: only white space lies between two blocks or two segments. Sentences come from sentencex (MIT): on hard
cases of news nearly as good as pysbd, and many times faster (``mtassist eval --segmentation``). A line is a block of
its own unless the text is hard-wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sentencex import get_sentence_boundaries

from mtassist.types import Block, Document, Kind, Segment, Span

LINE = re.compile(r"[^\r\n\u0085\u2028\u2029\v\f]+")
BREAK = re.compile(r"[\r\n\u0085\u2028\u2029\v\f]")
BULLET = re.compile(r"\s*(?:[•·‣▪◦●○■□➤➥►✓*]|[-–—](?=\s)|\(?\d{1,2}[.)](?=\s))\s*")
END = re.compile(r"[.!?…。！？:;][\"'”’»“)\]」』]*$")
SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: sentencex speaks UTF-8, which has no place for it
WIDE_BLANK = re.compile(r"[^\S\x00-\x7f]")  # a no-break space and its like: sentencex 1 panics at “I\xa0.”
LONG = 4_000  # sentencex is asked for at most so many characters at a time: its time grows with their square
ONE = re.compile(r"[^\s.!?)](?:[^\n\r\v\f\x1c-\x1f.!?)]*[^\s.!?)])?[.!?]?")  # no stop but at the end, if in ASCII
STOP = re.compile(r"[.!?…][\"'”’»)]*\s+(?=\S)")


def document(text: str, *, source: str | None = None, language: str = "en") -> Document:
    """Split a text into blocks and segments; ``source`` is the text it was translated from, if known."""
    if in_lines(text):
        lines = [Span(m.start(), m.end()) for m in LINE.finditer(text) if m.group().strip()]
        blocks = list(_join_wrapped(text, lines))
    else:
        blocks = [Span(0, len(text))] if text.strip() else []
    made = []
    for index, span in enumerate(blocks):
        following = blocks[index + 1].of(text) if index + 1 < len(blocks) else ""
        made.append(_block(text, span, first=index == 0, following=following))
    return Document(text, tuple(made), language, source)


@lru_cache(maxsize=64)  # many detectors ask it of the same text
def in_lines(text: str) -> bool:
    """Whether a text may have more than one block."""
    return BREAK.search(text) is not None


def _block(text: str, span: Span, *, first: bool, following: str) -> Block:
    raw = span.of(text)
    start = span.start + len(raw) - len(raw.lstrip())
    span = Span(start, start + len(raw.strip()))
    words = span.of(text)
    parts = tuple([Segment(Span(start + a, start + b), words[a:b]) for a, b in sentences(words)])
    return Block(span, words, _kind(words, first=first, following=following), parts)


def _kind(words: str, *, first: bool, following: str) -> Kind:
    if BULLET.match(words):
        return Kind.ITEM
    if len(words) > 200 or (END.search(words) and not first):
        return Kind.PARAGRAPH
    if END.search(words) and len(words) > 120:
        return Kind.PARAGRAPH
    if first or (words.count(" ") >= 2 and len(following) > len(words) and END.search(following)):
        return Kind.HEADING
    return Kind.LINE


@lru_cache(maxsize=8192)
def sentences(block: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence of a block, without the white space around it.

    >>> text = "Mr. Ames paid 3.5 million on Jan. 6. Then he left."
    >>> [text[a:b] for a, b in sentences(text)]
    ['Mr. Ames paid 3.5 million on Jan. 6.', 'Then he left.']
    """
    if block.isascii() and len(block) <= LONG and ONE.fullmatch(block):
        return ((0, len(block)),)
    found = []
    for at, piece in _pieces(block):
        plain = WIDE_BLANK.sub(" ", SURROGATE.sub("\N{REPLACEMENT CHARACTER}", piece))  # as long as the piece
        for boundary in get_sentence_boundaries("en", plain):
            start, end = at + boundary["start_index"], at + boundary["end_index"]
            words = block[start:end]
            if stripped := words.strip():
                start += len(words) - len(words.lstrip())
                found.append((start, start + len(stripped)))
    return tuple(found)


def _pieces(block: str) -> Iterator[tuple[int, str]]:
    """A long block cut where a sentence seems to end, or anywhere if there is no such place."""
    at = 0
    while len(block) - at > LONG:
        stops = [m.end() for m in STOP.finditer(block, at + LONG // 2, at + LONG)]
        end = stops[-1] if stops else at + LONG
        yield at, block[at:end]
        at = end
    yield at, block[at:]


def _join_wrapped(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Lines that stand directly below each other and look like one paragraph broken at a column become one span."""
    run: list[Span] = []
    for line in lines:
        if run and text.count("\n", run[-1].end, line.start) > 1:
            yield from _settle(text, run)
            run = []
        run.append(line)
    yield from _settle(text, run)


def _settle(text: str, run: list[Span]) -> Iterator[Span]:
    if _wrapped([line.of(text) for line in run]):
        yield Span(run[0].start, run[-1].end)
    else:
        yield from run


def _wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a column: full lines of like length, and some break in mid-sentence."""
    full = [len(line.rstrip()) for line in lines[:-1]]
    return (
        bool(full)
        and min(full) >= 45
        and max(full) <= 120
        and max(full) - min(full) <= 25
        and len(lines[-1]) <= max(full) + 5
        and not any(BULLET.match(line) for line in lines)
        and sum(not END.search(line.rstrip()) for line in lines[:-1]) >= max(1, len(full) // 2)
    )
