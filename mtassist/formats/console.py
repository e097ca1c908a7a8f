"""Findings for people: with the line they stand in (``text``), or one line each (``compact``).

What is yielded are pieces of text with a style, so that a terminal gets colours and everything else gets plain text.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from typing import TypeVar

from mtassist.edits import apply
from mtassist.formats.cells import fitting, middle_cut, shown, width
from mtassist.formats.places import Places, Where
from mtassist.formats.quality import told
from mtassist.formats.report import Checked
from mtassist.types import Edit, Issue, Report, Safety, Severity, Span

T = TypeVar("T")
Piece = tuple[str, str]  # text and style
COLOURS = {
    Severity.NEUTRAL: "dim",
    Severity.MINOR: "yellow",
    Severity.MAJOR: "red",
    Severity.CRITICAL: "bold red",
}
LINES = re.compile(r"[^\n]*\n|[^\n]+")
WIDTH = 100
FEW = 5  # texts; they need no progress bar
CHANGE = 40  # cells on each side of a before → after


def compact(checked: Iterable[Checked]) -> Iterator[Piece]:
    """``file:line:column: rule: message``, one finding a line."""
    for path, report in checked:
        where = Where(report.document)
        for issue in report.issues:
            line, column = where.at(issue.span)
            yield f"{path}:{line}:{column}: {issue.rule}: {shown(issue.message)}\n", ""


def text(checked: Iterable[Checked], *, across: int = WIDTH) -> Iterator[Piece]:
    """Each finding with its line and its first suggestion, and a summary."""
    files, tally = 0, Counter[str]()
    for path, report in checked:
        files += 1
        places, where = Places(report.document.text), Where(report.document)
        for issue in report.issues:
            yield from _finding(path, report, issue, places, where, across)
            tally[issue.severity] += 1
            tally[_tier(issue)] += 1
        yield from _quality(path, report)
    yield from _summary(files, tally)


def _finding(path: str, report: Report, issue: Issue, places: Places, where: Where, across: int) -> Iterator[Piece]:
    line, column = where.at(issue.span)
    colour = COLOURS[issue.severity]
    yield f"{path}:{line}:{column}: ", "bold"
    yield f"{issue.severity}", colour
    yield f" {issue.rule}", "cyan"
    if _tier(issue) == Safety.SAFE:
        yield " [*]", "green"
    yield f": {shown(issue.message)}\n", ""
    gutter = " " * len(str(line))
    before, under, after, carets = _excerpt(
        report.document.text,
        issue.span,
        places.line(places.at(issue.span.start)[0]),
        across - len(gutter) - 3,
    )
    yield f"{line} | ", "dim"
    yield before, ""
    yield under, colour
    yield f"{after}\n", ""
    yield f"{gutter} | ", "dim"
    yield f"{carets}\n", colour
    if issue.suggestions:
        yield f"{gutter} = ", "dim"
        yield from _suggestion(report.document.text, issue)
    yield "\n", ""


def _quality(path: str, report: Report) -> Iterator[Piece]:
    if judged := told(report):
        yield f"{path}: ", "bold"
        yield f"quality {judged.short}", "cyan"
        yield f": {shown(judged.meaning)}\n", ""


def _excerpt(text: str, span: Span, line: tuple[int, int], across: int) -> tuple[str, str, str, str]:
    """The line cut to a width around the span: before it, it, after it, and the carets that go below."""
    start, end = line
    last = min(span.end, end)
    under = middle_cut(text[span.start : last], across * 2 // 3)
    room = across - max(1, width(under))
    left = fitting(text[start : span.start][::-1], room // 2, backwards=True)
    right = fitting(text[last:end], room - width(left))
    if len(right) < len(shown(text[last:end])):
        right = right[:-1] + "…"
    else:  # the right side left room
        left = fitting(text[start : span.start][::-1], room - width(right), backwards=True)
    if len(left) < len(shown(text[start : span.start])):
        left = "…" + left[1:]
    return left, under, right, " " * width(left) + "^" * max(1, width(under))


def _suggestion(text: str, issue: Issue) -> Iterator[Piece]:
    first = issue.suggestions[0]
    yield f"{first.safety}: ", "green" if first.safety is Safety.SAFE else "dim"
    for number, (before, after) in enumerate(changes(text, first.edits)):
        yield "; " if number else "", ""
        yield "" if before and after else "insert " if after else "delete ", ""
        yield middle_cut(before, CHANGE), "red"
        yield " → " if before and after else "", ""
        yield middle_cut(after, CHANGE), "green"
    yield "\n", ""


def changes(text: str, edits: Iterable[Edit]) -> list[tuple[str, str]]:
    """Before and after of each place that the edits touch, widened to whole words.

    >>> changes("He said, go.", [Edit(Span(8, 8), '"')])
    [('said,', 'said,"')]
    """
    places: list[tuple[Span, list[Edit]]] = []
    for edit in sorted(edits):
        around = _words(text, edit)
        if places and around.start <= places[-1][0].end:
            before, group = places.pop()
            places.append((Span(before.start, max(before.end, around.end)), [*group, edit]))
        else:
            places.append((around, [edit]))
    return [(span.of(text).strip(), _made(span.of(text), span.start, group).strip()) for span, group in places]


def _made(text: str, start: int, edits: Iterable[Edit]) -> str:
    return apply(text, (Edit(edit.span.shift(-start), edit.new) for edit in edits))


def _words(text: str, edit: Edit) -> Span:
    """The edit's place with the rest of the words it cuts. A change of blanks takes the words beside them."""
    start, end = edit.span.start, edit.span.end
    blank = not (edit.span.of(text) + edit.new).strip()
    if not blank and not edit.new and _apart(text, start) and _apart(text, end):
        return edit.span
    while blank and start and text[start - 1].isspace():
        start -= 1
    while blank and end < len(text) and text[end].isspace():
        end += 1
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(start, end)


def _apart(text: str, at: int) -> bool:
    """Whether no word goes across the place."""
    return at in (0, len(text)) or text[at - 1].isspace() or text[at].isspace()


def difference(path: str, old: str, new: str) -> Iterator[Piece]:
    """A unified diff that ``patch`` understands; nothing when the texts are equal."""
    before, after = LINES.findall(old), LINES.findall(new)
    for line in unified_diff(before, after, path, path):
        yield line, "bold" if line[:3] in ("---", "+++") else {"+": "green", "-": "red", "@": "cyan"}.get(line[0], "")
        if not line.endswith("\n"):
            yield "\n\\ No newline at end of file\n", ""


def _tier(issue: Issue) -> str:
    """How far the first fix of a finding can be trusted; empty when there is none."""
    first = next((s for s in issue.suggestions if s.edits), None)
    return first.safety if first else ""


def _summary(files: int, tally: Counter[str]) -> Iterator[Piece]:
    total = sum(tally[severity] for severity in Severity)
    where = f"{files:,} file{'s' * (files != 1)}"
    if not total:
        yield f"Nothing found in {where}.\n", "green"
        return
    kinds = ", ".join(f"{tally[s]:,} {s}" for s in reversed(Severity) if tally[s])
    yield f"{total:,} finding{'s' * (total != 1)} in {where} ({kinds}).\n", "bold"
    safe, review = tally[Safety.SAFE], tally[Safety.REVIEW]
    if safe or review:
        more = f"{review:,}{' more' * bool(safe)} with `mtassist fix --unsafe-fixes`" if review else ""
        yield ", ".join(filter(None, (f"[*] {safe:,} fixable with `mtassist fix`" * bool(safe), more))) + ".\n", ""


def coloured() -> bool:
    """Whether standard output is a terminal that wants colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def across() -> int:
    """How many cells a line may take."""
    return max(40, min(WIDTH, shutil.get_terminal_size().columns)) if sys.stdout.isatty() else WIDTH


def show(pieces: Iterable[Piece]) -> None:
    """Print to standard output, as UTF-8 unless a terminal wants otherwise."""
    if not coloured():
        for words, _ in pieces:
            sys.stdout.buffer.write(words.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
        return
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True, force_terminal=True)
    for words, style in pieces:
        console.print(words, style=style, markup=False, emoji=False, end="")


def progress(paths: Sequence[str], *, quiet: bool) -> Iterable[str]:
    """The paths, with a bar on standard error when they are many and somebody is there to see it."""
    if quiet or len(paths) <= FEW or not sys.stderr.isatty():
        return paths
    from rich.console import Console
    from rich.progress import track

    return track(paths, "Checking", console=Console(stderr=True), transient=True)


def counted(groups: Iterable[T], done: int, total: int | None, doing: str = "Scoring") -> Iterable[T]:
    """Hand on what a long run works through, with rate and time left on standard error if somebody is there to see."""
    if not sys.stderr.isatty():
        yield from groups
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    shown = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TextColumn("{task.speed}/s"))
    with Progress(*shown, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, completed=done)
        for group in groups:
            yield group
            bar.advance(task)


def say(kind: str, message: str) -> None:
    """One line on standard error, whatever is in the message."""
    print(f"{kind}: {shown(message)}", file=sys.stderr)
