"""The article on a web page: its body as trafilatura knows it (Barbaresi 2021), and what was left out.

Trafilatura says which lines make up the article; the text itself is ours, so that each part of it has its place in the
page. What is left out is kept beside it with its place and the element it stands in: it can be counted and listed.
Where the article cannot be told from the rest, all that a reader sees is the text, and that is said.
"""

from __future__ import annotations

import logging
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from mtassist.formats import pages
from mtassist.formats.pages import Line, Page
from mtassist.types import LeftOut, Origin, Span

TAGS = 20_000  # of a page; trafilatura takes some 0.1 ms for each, and articles have hundreds
COVERED = 0.8  # of what trafilatura calls the article, at least: else its lines could not be found in ours
WINDOW = 20_000  # characters in which a line is looked for
TELLING = 20  # letters that make two lines one wherever they stand
FURNITURE = ("nav", "aside", "footer", "form")  # no headline of the article stands there


def read(content: bytes) -> tuple[str, Origin | None, str]:
    """The article on a page, where it stands there if that is known, and a note on what was left out."""
    page = pages.seen(content)
    kept, problem = _kept(page)
    if problem:
        origin = Origin(page.markup, page.parts) if page.parts else None
        return page.text, origin, f"all text of the page, its menus too: {problem}"
    text, parts = _joined(page, kept)
    left = tuple(_left_out(page, kept))
    return text, Origin(page.markup, parts, left), told(left)


def told(left: Sequence[LeftOut]) -> str:
    """How much was left out of a page, and where it stood.

    >>> told([LeftOut("Home", Span(5, 9), "nav"), LeftOut("By Ana", Span(20, 26), "")])
    'left out as no part of the article: 2 passages of 3 words (nav 1, elsewhere 1)'
    """
    if not left:
        return ""
    words = sum(len(each.text.split()) for each in left)
    where = Counter(each.element or "elsewhere" for each in left)
    listed = ", ".join(f"{name} {count}" for name, count in where.most_common())
    return (
        f"left out as no part of the article: {_so_many(len(left), 'passage')} of {_so_many(words, 'word')} ({listed})"
    )


def _so_many(count: int, name: str) -> str:
    return f"{count:,} {name}{'s' * (count != 1)}"


def _kept(page: Page) -> tuple[list[bool], str]:
    """Which lines are the article's, or why that is not known."""
    try:
        from trafilatura import extract
    except ImportError:
        return [], "the article alone is read with trafilatura: pip install 'mtassist[formats]'"
    if not page.parts or page.markup.count("<") > TAGS:
        return [], f"more than {TAGS:,} tags"
    for name in ("trafilatura", "justext", "htmldate", "readability"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # what it says of broken pages is said here
    try:
        found = extract(page.markup, include_comments=False)
    except Exception as error:  # whatever a page is made of, it has a text
        return [], f"trafilatura failed: {type(error).__name__}"
    if not found:
        return [], "no article was found on it"
    ours = [_bare(page.text[line.start : line.end]) for line in page.lines]
    theirs = [bare for line in found.split("\n") if (bare := _bare(line))]
    kept = _matched(ours, theirs)
    if sum(len(bare) for bare, keep in zip(ours, kept, strict=True) if keep) < COVERED * sum(map(len, theirs)):
        return [], "its article could not be told from the rest"
    return _with_headings(page.lines, kept), ""


def _bare(words: str) -> str:
    """Letters and digits alone: how blanks, bullets and cells are written differs."""
    return "".join(c for c in unicodedata.normalize("NFKC", words).lower() if c.isalnum())


def _matched(ours: Sequence[str], theirs: Sequence[str]) -> list[bool]:
    """Which of our lines they have too. Lines that stand once in both are found first, the others between them."""
    kept = [False] * len(ours)
    before, before_theirs = -1, -1
    for at, at_theirs in [*_anchors(ours, theirs), (len(ours), len(theirs))]:
        _fill(ours, kept, range(before + 1, at), theirs[before_theirs + 1 : at_theirs])
        if at < len(ours):
            kept[at] = True
        before, before_theirs = at, at_theirs
    return kept


def _anchors(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """The longest row of lines, in the order of both, that stand once in each."""
    once, once_theirs = (
        {line: number for number, line in enumerate(lines) if counts[line] == 1}
        for lines, counts in ((ours, Counter(ours)), (theirs, Counter(theirs)))
    )
    pairs = [(number, once_theirs[line]) for line, number in once.items() if line and line in once_theirs]
    tails: list[int] = []  # the smallest last place of a row of each length, and which pair that is
    ends: list[int] = []
    before = [-1] * len(pairs)
    for pair, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        tails[length : length + 1], ends[length : length + 1] = [place], [pair]
        before[pair] = ends[length - 1] if length else -1
    row, pair = [], ends[-1] if ends else -1
    while pair >= 0:
        row.append(pairs[pair])
        pair = before[pair]
    return row[::-1]


def _fill(ours: Sequence[str], kept: list[bool], gap: range, theirs: Sequence[str]) -> None:
    """Mark the lines of a gap that stand in what they have there, one after the other: cells of a row, parts of a line;
    and lines of which they have a part."""
    joined, at = "".join(theirs), 0
    telling = [line for line in theirs if len(line) >= TELLING]
    for number in gap if joined else ():
        bare = ours[number]
        if bare and (found := joined.find(bare, at, at + WINDOW + len(bare))) >= 0:
            kept[number], at = True, found + len(bare)
        elif len(bare) > TELLING and any(line in bare for line in telling[:100]):
            kept[number] = True


def _with_headings(lines: Sequence[Line], kept: list[bool]) -> list[bool]:
    """The nearest headline above the article is the article's, which trafilatura counts among the facts about it; so
    is a heading between two of its lines."""
    first = kept.index(True) if True in kept else 0
    headings = [n for n, line in enumerate(lines) if line.heading and line.element not in FURNITURE]
    above = [n for n in headings if n <= first and lines[n].heading == "h1"]
    between = [n for n in headings if 0 < n < len(lines) - 1 and kept[n - 1] and kept[n + 1]]
    for number in (*above[-1:], *between):
        kept[number] = True
    return kept


def _joined(page: Page, kept: Sequence[bool]) -> tuple[str, tuple[tuple[int, int, int, int], ...]]:
    """The lines kept as one text, and where its parts stand in the page."""
    begins = [part[0] for part in page.parts]
    out: list[str] = []
    parts: list[tuple[int, int, int, int]] = []
    length, before = 0, -1
    for number, line in enumerate(page.lines):
        if not kept[number]:
            continue
        if out:
            close = before == number - 1
            out.append(page.text[page.lines[before].end : line.start] if close else "\n\n")
            length += len(out[-1])
        by = length - line.start
        inside = page.parts[bisect_left(begins, line.start) : bisect_left(begins, line.end)]
        parts += [(begin + by, end + by, start, stop) for begin, end, start, stop in inside]
        out.append(page.text[line.start : line.end])
        length += line.end - line.start
        before = number
    return "".join(out), tuple(parts)


def _left_out(page: Page, kept: Sequence[bool]) -> Iterable[LeftOut]:
    begins = [part[0] for part in page.parts]
    for line, keep in zip(page.lines, kept, strict=True):
        if not keep:
            first, last = bisect_left(begins, line.start), bisect_right(begins, line.end - 1) - 1
            place = Span(page.parts[first][2], page.parts[last][3])
            yield LeftOut(page.text[line.start : line.end], place, line.element)
