"""Tables and JSON lines as rows. One that cannot be read is said with its line, never left out."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Literal

from mtassist.formats.entries import Broken

DELIMITERS = ",;\t|"
SAMPLE = 50  # rows that tell how a table is made
RECORD = 5_000_000  # characters of a row, or of a line of JSON
WHOLE_LINE = "\x1f"  # stands between no two cells: a table of one column

LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")

Quoting = Literal[0, 3]  # csv.QUOTE_MINIMAL or csv.QUOTE_NONE
Table = Iterator[tuple[int, "list[str] | str"]]  # line, and its cells or what is wrong with it


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


def by_line(found: Iterable[str | Broken]) -> Iterator[str | Broken]:
    """Lines that a single carriage return ends as well: old spreadsheets write no other end."""
    for line in found:
        if isinstance(line, str) and "\r" in line.removesuffix("\n").removesuffix("\r"):
            yield from _split(line)
        else:
            yield line


def as_object(line: int, words: str) -> tuple[int, dict[str, Any] | str]:
    if len(words) > RECORD:
        return line, f"more than {RECORD:,} characters"
    try:
        value = json.loads(words)
    except (ValueError, RecursionError) as error:
        other = "nested too deep" if isinstance(error, RecursionError) else "a number of thousands of digits"
        return line, f"no JSON: {getattr(error, 'msg', other)}"
    return line, value if isinstance(value, dict) else f'{type(value).__name__}, wanted an object like {{"text": …}}'
