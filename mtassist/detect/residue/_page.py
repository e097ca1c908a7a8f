"""Judges the lines of a document by their neighbours, and reports what each rule of the family owns.

A line that could be a word of the article (“Source”, “Home”, “128”) is residue only in company: among short lines of
which another is residue for sure, or after the last sentence. Deleting a short line never makes such a company, so
one fix does not bring up another finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from mtassist.detect.residue import _glue, _lines
from mtassist.detect.residue._labels import HINT, LIKELY, SURE, WEAK
from mtassist.detect.residue._lines import Mark
from mtassist.edits import deletion
from mtassist.rules import Rule
from mtassist.segment import BULLET, END, LINE, in_lines
from mtassist.types import Document, Issue, Safety, Span

CONFIDENCE = {HINT: 0.7, WEAK: 0.7, LIKELY: 0.88, SURE: 0.98}
MOST_HEADLINES = 8
LOUD = ("ADVERTIS", "Advertis")
GLUED = re.compile(rf"(?<=[a-z])(?=(?:{'|'.join(LOUD)})\w+$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it."""

    start: int
    end: int
    prose: bool
    mark: Mark | None
    inner: tuple[Mark, ...]


def report(rule: Rule, document: Document, message: str) -> Iterator[Issue]:
    """The findings of one rule of the family, each with its deletion."""
    name = rule.id.partition(".")[2]
    for mark in findings(document.text):
        if mark.rule == name:
            sure = mark.whole and mark.weight == SURE
            yield rule.issue(
                document,
                (mark.start, mark.end),
                message,
                fixes=[[deletion(document.text, Span(mark.start, mark.end))]],
                safety=Safety.SAFE if sure else Safety.REVIEW,
                confidence=CONFIDENCE[mark.weight],
            )


@lru_cache(maxsize=128)
def findings(text: str) -> tuple[Mark, ...]:
    """All residue of a document, for all rules at once. Lines of one kind directly below each other are one finding."""
    places = [m.span() for m in LINE.finditer(text) if m.group().strip()] if in_lines(text) else [(0, len(text))]
    if len(places) == 1 and _bare(text[slice(*places[0])].strip()):
        return ()
    lines = [_line(text, start, end) for start, end in places]
    if not any(line.mark or line.inner for line in lines):
        return ()
    marks = [_placed(line, line.mark) if line.mark else None for line in lines]
    _keep_supported(text, lines, marks)
    _add_headlines(text, lines, marks)
    found = list(_merged(text, marks))
    found += [
        Mark(m.rule, line.start + m.start, line.start + m.end, m.weight, whole=False)
        for line, whole in zip(lines, marks, strict=True)
        if whole is None
        for m in line.inner
    ]
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def _bare(line: str) -> bool:
    """Whether nothing is glued into a line: one that stands alone is the headline or a sentence itself."""
    return not (_glue.inside(line) or (any(map(line.__contains__, LOUD)) and GLUED.search(line)))


def _line(text: str, start: int, end: int) -> Line:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    words = raw.strip()
    mark = _lines.whole(words)
    if mark and mark.rule == "player" and (joint := GLUED.search(words)):  # “Scroll to continueADVERTISEMENT”
        parts = Mark("player", 0, joint.start(), LIKELY), Mark("player", joint.start(), len(words), LIKELY)
        return Line(start, start + len(words), False, None, tuple(replace(p, whole=False) for p in parts))
    prose = mark is None and (len(words) > 140 or (words.count(" ") >= 4 and bool(END.search(words[-12:]))))
    return Line(start, start + len(words), prose, mark, () if mark else _glue.inside(words))


def _placed(line: Line, mark: Mark) -> Mark:
    return Mark(mark.rule, line.start, line.end, mark.weight, opens=mark.opens)


def _keep_supported(text: str, lines: list[Line], marks: list[Mark | None]) -> None:
    """Drop what is not proven by itself or by the short lines around it, and what may be the headline."""
    if marks and (first := marks[0]) and not (len(marks) > 1 and first.rule != "teaser" and _no_headline(lines, first)):
        marks[0] = None
    for run in _runs(lines):
        company = sum(1 for n in run if (m := marks[n]) and m.weight >= LIKELY) or _ends_in_residue(
            lines, run.start - 1
        )
        last = run.stop == len(lines) and run.start > 0
        for n in run:
            mark = marks[n]
            if not mark or mark.weight > WEAK or company:
                continue
            if last and mark.weight == WEAK and mark.rule != "counter":
                continue
            marks[n] = replace(mark, weight=LIKELY) if mark.opens and _above_links(text, lines, n) else None


def _no_headline(lines: list[Line], first: Mark) -> bool:
    """Whether the first line is surely residue, or the headline seems to stand below it."""
    return first.weight == SURE or (first.weight == LIKELY and not lines[1].prose)


def _above_links(text: str, lines: list[Line], n: int) -> bool:
    """Whether headlines stand directly below, and the two apart from the rest: “More information” and its links."""
    end = next((k for k in range(n + 1, len(lines)) if _gap(text, lines, k) > 1), len(lines))
    apart = _gap(text, lines, n) > 1 and 1 < end - n <= MOST_HEADLINES
    return apart and all(_headline(text[line.start : line.end]) for line in lines[n + 1 : end])


def _gap(text: str, lines: list[Line], n: int) -> int:
    """Line ends between a line and the one above it."""
    return text.count("\n", lines[n - 1].end, lines[n].start) if n else 2


def _ends_in_residue(lines: list[Line], n: int) -> bool:
    return n >= 0 and any(lines[n].start + m.end == lines[n].end for m in lines[n].inner)


def _runs(lines: list[Line]) -> Iterator[range]:
    """Stretches of lines that are not sentences."""
    start = None
    for n, line in enumerate(lines):
        if not line.prose and start is None:
            start = n
        elif line.prose and start is not None:
            yield range(start, n)
            start = None
    if start is not None:
        yield range(start, len(lines))


def _add_headlines(text: str, lines: list[Line], marks: list[Mark | None]) -> None:
    """The headlines under a lone “Read also:” belong to it."""
    for n, mark in enumerate(list(marks)):
        if not (mark and mark.opens):
            continue
        colon = text[mark.end - 1] == ":"
        for k in range(n + 1, min(len(lines), n + 1 + MOST_HEADLINES)):
            words = text[lines[k].start : lines[k].end]
            near, bullet = _gap(text, lines, k) == 1, bool(BULLET.match(words))
            prose = lines[k].prose and not (bullet and words.endswith("?"))
            if marks[k] or prose or not _headline(words) or not (near or bullet or (colon and k == n + 1)):
                break
            marks[k] = Mark("teaser", lines[k].start, lines[k].end, LIKELY, whole=False)


HEADLINE = re.compile(r"\S+(?:\s+\S+){2,24}")


def _headline(words: str) -> bool:
    return len(words) <= 180 and not words.endswith((".", ",", ";", ":")) and bool(HEADLINE.fullmatch(words))


def _merged(text: str, marks: list[Mark | None]) -> Iterator[Mark]:
    """Lines of one rule directly below each other become one finding, no surer than its least sure line."""
    open_: Mark | None = None
    for mark in marks:
        if mark and open_ and mark.rule == open_.rule and _touch(text, open_, mark):
            open_ = Mark(mark.rule, open_.start, mark.end, min(mark.weight, open_.weight), whole=open_.whole)
            continue
        if open_:
            yield open_
        open_ = mark
    if open_:
        yield open_


def _touch(text: str, above: Mark, below: Mark) -> bool:
    most = 1 if below.whole else 2  # headlines below “Read also:” may have blank lines between them
    return text.count("\n", above.end, below.start) <= most and not text[above.end : below.start].strip()
