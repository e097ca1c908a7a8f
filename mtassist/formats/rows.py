"""Texts in the rows of a table or of JSON lines. A row that cannot be read is said with its line, never left out."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Literal

from mtassist.formats.entries import Broken

TEXTS = ("text", "translation", "target", "hypothesis", "article")  # what the column is called, likeliest first
SOURCES = ("source", "src", "original")
DELIMITERS = ",;\t|"
SAMPLE = 50  # rows that tell how a table is made
RECORD = 5_000_000  # characters of a row, or of a line of JSON
WHOLE_LINE = "\x1f"  # stands between no two cells: a table of one column
HEADING = 40  # characters that a heading does not go beyond

LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")

Quoting = Literal[0, 3]  # csv.QUOTE_MINIMAL or csv.QUOTE_NONE
Table = Iterator[tuple[int, "list[str] | str"]]  # line, and its cells or what is wrong with it


@dataclass(frozen=True, slots=True)
class Row:
    """A text and where it stands, or in ``problem`` why there is none. ``note`` says how the table was understood."""

    line: int
    text: str = ""
    source: str | None = None
    problem: str = ""
    note: str = ""


def of_table(content: str, *, tabs: bool = False) -> Iterator[Row]:
    """The texts of a CSV or TSV file: the column that is named so, else the one with the longest cells."""
    delimiter, quoting = dialect(content, tabs)
    records = in_rows(_split(content), delimiter, quoting)
    sample = list(islice(records, SAMPLE))
    cells = [row for _, row in sample if isinstance(row, list)]
    if not cells:
        yield from (Row(line, problem=str(wrong)) for line, wrong in sample)
        return
    names = [name.strip().lower() for name in cells[0]]
    column, source = _named(names, TEXTS), _named(names, SOURCES)
    headed = column is not None or source is not None
    note = ""
    if column is None:
        column = _longest([row for row in cells if len(row) == len(names)], spare=source)
        headed = headed or _is_heading(cells, column)
        known = f"“{cells[0][column].strip()}”" if headed else f"{column + 1}"
        note = f"no column is called {', '.join(TEXTS[:-1])} or {TEXTS[-1]}: the longest was taken, column {known}"
    before = headed
    for line, row in chain(sample, records):
        if isinstance(row, str):
            yield Row(line, problem=row)
        elif before:
            before = False
        else:
            yield _row(line, row, len(names), column, source, delimiter, note)
            note = ""


def _row(line: int, row: list[str], wide: int, column: int, source: int | None, delimiter: str, note: str) -> Row:
    if len(row) != wide:
        shown = "a tab" if delimiter == "\t" else delimiter
        hint = f"; put texts that hold {shown} into quotes" if len(row) > wide else ""
        return Row(line, problem=f"{len(row)} columns, wanted {wide}{hint}", note=note)
    if not row[column].strip():
        return Row(line, problem="the text is empty", note=note)
    original = row[source] if source is not None and source != column else ""
    return Row(line, row[column], original if original.strip() else None, note=note)


def dialect(content: str, tabs: bool) -> tuple[str, Quoting]:
    """What stands between two cells, and whether quotes wrap them."""
    head = "".join(islice(_split(content), SAMPLE))
    delimiter = "\t" if tabs else max(DELIMITERS, key=lambda each: _fit(head, each))
    if not tabs and not _fit(head, delimiter):
        return WHOLE_LINE, csv.QUOTE_MINIMAL
    # In tab-separated files quotes are mostly part of the text; they wrap cells only where all of them pair up.
    raw = delimiter == "\t" and any(
        isinstance(row, str) for _, row in in_rows(_split(content), delimiter, csv.QUOTE_MINIMAL)
    )
    return delimiter, csv.QUOTE_NONE if raw else csv.QUOTE_MINIMAL


def _fit(head: str, delimiter: str) -> float:
    """How many columns a delimiter makes, times the share of rows that have as many as the first; 0 for just one."""
    wide = [len(row) for _, row in in_rows(_split(head), delimiter, csv.QUOTE_MINIMAL) if isinstance(row, list)]
    return wide[0] * sum(each == wide[0] for each in wide) / len(wide) if wide and wide[0] > 1 else 0


class _Unreadable(csv.Error):
    """A row has a line that cannot be read."""


def _split(content: str) -> Iterator[str]:
    return (match[0] for match in LINE.finditer(content))


class _Lines:
    """Lines, with their ends, for a reader that puts them together to rows: never too many for one."""

    def __init__(self, found: Iterator[str | Broken]) -> None:
        self._found = found
        self.number = 0  # of the line that was handed out last
        self.row = 0  # characters handed out since the row began

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._found)
        self.number += 1
        if isinstance(line, Broken):
            raise _Unreadable(line.problem)
        self.row += len(line)
        if self.row > RECORD:
            raise csv.Error("row larger than the limit")
        return line


def in_rows(found: Iterable[str | Broken], delimiter: str, quoting: Quoting) -> Table:
    """Each row with the line that it begins on; blank lines are no rows."""
    csv.field_size_limit(RECORD)
    lines = _Lines(iter(found))
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)
    while True:
        line, lines.row = lines.number + 1, 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, _wrong(error, lines.number - line)
        else:
            if row:
                yield line, row


def _wrong(error: csv.Error, more: int) -> str:
    lost = f"; {more:,} more line{'s' * (more > 1)} went with it" if more else ""
    if isinstance(error, _Unreadable):
        return f"{error}{lost}"
    if "limit" in str(error):
        return f"a row has more than {RECORD:,} characters{lost}"
    if "end of data" in str(error):
        return f"a quote opens here and never closes{lost}"
    return f"a quote closes before its cell ends: write a quote inside a cell twice{lost}"


def _named(names: Sequence[str], wanted: Iterable[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _longest(rows: Sequence[Sequence[str]], spare: int | None) -> int:
    columns = [at for at in range(len(rows[0])) if at != spare] or [0]
    return max(columns, key=lambda at: sum(len(row[at]) for row in rows))


def _is_heading(cells: Sequence[Sequence[str]], column: int) -> bool:
    """Whether the first row names columns: its cells are short, and texts below them are not."""
    below = sorted(len(row[column]) for row in cells[1:] if len(row) > column)
    first = [cell.strip() for cell in cells[0]]
    short = all(0 < len(cell) <= HEADING for cell in first) and len(set(first)) == len(first)
    return short and bool(below) and below[len(below) // 2] > 3 * len(first[column])


def of_lines(content: str) -> Iterator[Row]:
    """The texts of JSON lines: an object on each, with its text under a known name or in its longest string."""
    lines = enumerate(_split(content), 1)
    values = (as_object(line, words) for line, words in lines if words.strip())
    sample = list(islice(values, SAMPLE))
    objects = [value for _, value in sample if isinstance(value, dict)]
    key = _key(objects, TEXTS)
    source = _key(objects, SOURCES)
    note = ""
    if key is None:
        key = _longest_key(objects, source)
        known = ", ".join(TEXTS[:-1])
        note = f"no key is called {known} or {TEXTS[-1]}: the longest was taken, “{key}”" if key else ""
    for line, value in chain(sample, values):
        if isinstance(value, str):
            yield Row(line, problem=value, note=note)
        elif key is None or not isinstance(text := value.get(key), str):
            yield Row(line, problem=f"no text; wanted a string called {key or TEXTS[0]}", note=note)
        elif not text.strip():
            yield Row(line, problem="the text is empty", note=note)
        else:
            original = value.get(source) if source else None
            yield Row(line, text, original if isinstance(original, str) and original.strip() else None, note=note)
        note = ""


def as_object(line: int, words: str) -> tuple[int, dict[str, Any] | str]:
    if len(words) > RECORD:
        return line, f"more than {RECORD:,} characters"
    try:
        value = json.loads(words)
    except (ValueError, RecursionError) as error:
        other = "nested too deep" if isinstance(error, RecursionError) else "a number of thousands of digits"
        return line, f"no JSON: {getattr(error, 'msg', other)}"
    return line, value if isinstance(value, dict) else f'{type(value).__name__}, wanted an object like {{"text": …}}'


def _key(objects: Sequence[Mapping[str, Any]], wanted: Iterable[str]) -> str | None:
    """The name, spelt as the file spells it."""
    spelt = {str(key).strip().lower(): key for value in reversed(objects) for key in value}
    return next((spelt[name] for name in wanted if name in spelt), None)


def _longest_key(objects: Sequence[Mapping[str, Any]], spare: str | None) -> str | None:
    total: dict[str, int] = {}
    for value in objects:
        for key, text in value.items():
            if isinstance(text, str) and key != spare:
                total[key] = total.get(key, 0) + len(text)
    return max(total, key=total.__getitem__, default=None)
