"""Translations in the rows of CSV, TSV, JSON lines and Parquet, row by row; of WMT's MQM and ESA files as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any

from mtassist.errors import InputError
from mtassist.formats import rows
from mtassist.formats.columns import GUESSED, Columns, Known, chosen, guessed, guessed_of_table, serving, some
from mtassist.formats.entries import LONGEST, Broken, Entry, encoding_of, lines
from mtassist.formats.text import TextFile

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

NAMES = ("document", "system", "outlet", "id")  # what may be a number as well
HEAD = 1_000  # lines that tell how a table is made
HEAD_SIZE = 1_000_000  # characters of them
RATIO = 200  # how far a column of a Parquet file may unfold
ROOM = 50_000_000  # bytes that it may have whatever its ratio
STRINGS = re.compile(r"(large_)?string(_view)?|dictionary<values=string.*")  # what Arrow calls what may be in a column
NUMBERS = re.compile(r"u?int\d+|double|float|null")
BATCH = 4  # rows of a Parquet file at a time: a few bytes can say that one long value stands in each of thousands
MARK = re.compile(r"</?v>")  # stands around what a person marked
MQM = {"system", "rater", "source", "target", "category", "severity"}
SEGMENTS = ("seg_id", "globalsegid", "docsegid")  # what MQM files of different years call it
ESA = ("user", "system", "item", "kind", "source", "text", "score", "document", "bad", "errors", "start", "end")
KINDS = {"TGT", "BAD", "REF", "CHK"}  # of an item of ESA; all but the first are there to control the annotators


def table(file: IO[bytes], columns: Columns = (), *, tabs: bool = False) -> Iterator[Entry]:
    """The rows of a CSV or TSV file."""
    encoding = encoding_of(file) if columns == GUESSED else ""
    found = rows.by_line(lines(file, encoding))
    head = _head(found)
    sample = "".join(line for line in head if isinstance(line, str))
    delimiter, quoting = rows.dialect(sample, tabs)
    if tabs and not re.search(r'(?:^|\t)"', sample, re.MULTILINE):
        quoting = 3  # nothing there is wrapped in quotes: one further down belongs to the text
    records = rows.in_rows(chain(head, found), delimiter, quoting)
    first, before = _first(records)
    yield from (Entry(line, problem=problem) for line, problem in before)
    if first is None:
        return
    names = [name.strip() for name in first[1]]
    if {name.lower() for name in names} >= MQM:
        again = rows.in_rows(chain(head, found), delimiter, 3 if delimiter == "\t" else quoting)
        yield from _mqm([name.lower() for name in names], again)
    elif len(names) == len(ESA) and names[3] in KINDS and names[9].startswith("["):
        yield from _esa(chain([first], records))
    else:
        note = ""
        if columns == GUESSED:
            few = islice(rows.in_rows(head, delimiter, quoting), rows.SAMPLE)
            cells = [row for _, row in few if isinstance(row, list)]
            columns, note, headed = guessed_of_table(names, cells or [first[1]])
            if not headed:
                names, records = [str(number) for number in range(1, len(names) + 1)], chain([first], records)
        yield from _noted(_rows(names, first, records, columns, delimiter), encoding, note)


def _head(found: Iterator[str | Broken]) -> list[str | Broken]:
    """The lines that tell how a file is made; they are taken out of those found."""
    head, size = list[str | Broken](), 0
    for line in islice(found, HEAD):
        head.append(line)
        size += len(line) if isinstance(line, str) else 0
        if size > HEAD_SIZE:
            break
    return head


def _first(records: rows.Table) -> tuple[tuple[int, list[str]] | None, list[tuple[int, str]]]:
    """The first row that can be read, and what is wrong with those before it."""
    before: list[tuple[int, str]] = []
    for line, row in records:
        if isinstance(row, list):
            return (line, row), before
        before.append((line, row))
        if len(before) > HEAD:
            raise InputError(f"no table: none of its first {HEAD:,} rows can be read; {row}")
    return None, before


def _noted(entries: Iterator[Entry], encoding: str, note: str) -> Iterator[Entry]:
    """The entries, the first of which with a text says what was guessed."""
    note = "; ".join(filter(None, (encoding and TextFile("", "", encoding).note, note)))
    for entry in entries:
        if note and entry.text.strip() and not entry.problem:
            entry, note = replace(entry, note=note), ""
        yield entry


def _rows(
    names: Sequence[str], first: tuple[int, list[str]], records: rows.Table, columns: Columns, delimiter: str
) -> Iterator[Entry]:
    if any(name not in names and name.isdigit() for _, name in columns):  # by number: there is no heading
        names, records = [str(number) for number in range(1, len(names) + 1)], chain([first], records)
    known = chosen(names, columns)
    if doubled := [name for found in known.values() for name in found if names.count(name) > 1]:
        raise InputError(f"two columns are called “{doubled[0]}”; rename one")
    shown = "a tab" if delimiter == "\t" else delimiter
    for line, row in records:
        if isinstance(row, str):
            yield Entry(line, problem=row)
        elif len(row) != len(names):
            hint = f"; put texts that hold {shown} into quotes" if len(row) > len(names) else ""
            yield Entry(line, problem=f"{_wide(row)}, wanted {len(names)}{hint}")
        else:
            yield _entry(line, dict(zip(names, row, strict=True)), known)


def _wide(row: list[str]) -> str:
    return f"{len(row)} column{'s' * (len(row) != 1)}"


def _entry(line: int, cells: Mapping[str, Any], known: Known) -> Entry:
    """An entry out of cells; ``None`` and blanks say that there is nothing."""
    found: dict[str, list[str]] = {}
    for kind, names in known.items():
        for name in names:
            values = cells.get(name)
            for value in values if isinstance(values, list) and kind == "reference" else [values]:
                if value is not None and not isinstance(value, str):
                    if kind not in NAMES or not isinstance(value, int | float):
                        return Entry(line, problem=f"{name} is {type(value).__name__}, wanted a string")
                    value = str(value)
                if value and value.strip():
                    found.setdefault(kind, []).append(value)
    single = {kind: values[0] for kind, values in found.items()}
    return Entry(
        line,
        single.get("text", ""),
        source=single.get("source"),
        references=tuple(found.get("reference", ())),
        edited=single.get("post-edit"),
        document=single.get("document"),
        system=single.get("system"),
        outlet=single.get("outlet"),
        id=single.get("id"),
    )


def json_lines(file: IO[bytes], columns: Columns = ()) -> Iterator[Entry]:
    """The objects of JSON lines, each with keys of its own."""
    encoding = encoding_of(file) if columns == GUESSED else ""
    found, note = lines(file, encoding), ""
    if columns == GUESSED:
        head = _head(found)
        objects = [value for _, value in islice(_objects(head), rows.SAMPLE) if isinstance(value, dict)]
        columns, note = guessed(list(dict.fromkeys(name for value in objects for name in value)), objects)
        found = chain(head, found)
    yield from _noted((_of_object(line, value, columns) for line, value in _objects(found)), encoding, note)


def _objects(found: Iterable[str | Broken]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for line, words in enumerate(found, 1):
        if isinstance(words, Broken):
            yield line, words.problem
        elif words.strip():
            yield rows.as_object(line, words)


def _of_object(line: int, value: dict[str, Any] | str, columns: Columns) -> Entry:
    if isinstance(value, str):
        return Entry(line, problem=value)
    known = serving(tuple(value), columns)
    return _entry(line, value, known) if "text" in known else Entry(line, problem="no text: no key names one")


def _mqm(names: Sequence[str], records: rows.Table) -> Iterator[Entry]:
    """An entry for each row, which is an error that a person marked: most come back, with the same text."""
    wide, at = len(names), {name: number for number, name in reversed(list(enumerate(names)))}
    segment = next((at[name] for name in SEGMENTS if name in at), None)
    document = next((at[name] for name in ("doc", "doc_id") if name in at), None)
    for line, row in records:
        if isinstance(row, str) or len(row) != wide:
            wrong = row if isinstance(row, str) else f"{_wide(row)}, wanted {wide}"
            yield Entry(line, problem=wrong)
        elif [cell.lower() for cell in row] != names:
            yield Entry(
                line,
                MARK.sub("", row[at["target"]]),
                source=MARK.sub("", row[at["source"]]) or None,
                document=row[document] if document is not None else None,
                system=row[at["system"]],
                id=row[segment] if segment is not None else None,
                again=True,
            )


def _esa(records: rows.Table) -> Iterator[Entry]:
    """What Appraise exports: an item by each annotator, some of them spoilt on purpose."""
    for line, row in records:
        if isinstance(row, str) or len(row) != len(ESA):
            yield Entry(line, problem=row if isinstance(row, str) else f"{_wide(row)}, wanted {len(ESA)}")
            continue
        cells = dict(zip(ESA, row, strict=True))
        if cells["kind"] != "TGT" or cells["document"].endswith("#bad"):
            yield Entry(line, system=cells["system"], problem="an item that controls the annotators, no translation")
            continue
        yield Entry(
            line,
            MARK.sub("", cells["text"]),
            source=MARK.sub("", cells["source"]) or None,
            document=cells["document"].partition("#")[0] or None,
            system=cells["system"],
            id=cells["item"],
            again=True,
        )


def parquet(file: IO[bytes], columns: Columns = ()) -> Iterator[Entry]:
    """The rows of a Parquet file, page by page."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError:
        raise InputError("Parquet needs pyarrow: pip install 'mtassist[formats]'") from None
    limits = {"thrift_string_size_limit": 10 * LONGEST, "thrift_container_size_limit": 1_000_000}
    try:
        opened, note = ParquetFile(file, buffer_size=1 << 20, **limits), ""
        if columns == GUESSED:
            columns, note = _guessed_in(opened)
        known = chosen(opened.schema_arrow.names, columns)
        wanted = list(dict.fromkeys(name for found in known.values() for name in found))
        _fit(opened, wanted)
        cells = enumerate(_cells(opened, wanted), 1)
        yield from _noted((_entry(row, each, known) for row, each in cells), "", note)
    except (ArrowException, OSError, ValueError, MemoryError) as error:
        raise InputError(f"no Parquet that can be read: {str(error)[:200]}; write it anew") from None


def _cells(file: ParquetFile, wanted: list[str]) -> Iterator[dict[str, Any]]:
    for batch in file.iter_batches(BATCH, columns=wanted, use_threads=False):
        for at in range(batch.num_rows):
            yield {name: column[at].as_py() for name, column in zip(wanted, batch.columns, strict=True)}


def _guessed_in(file: ParquetFile) -> tuple[Columns, str]:
    """The column to take for the text, by the first rows."""
    names = file.schema_arrow.names
    if "text" in serving(tuple(names)):
        return (), ""
    strings = [field.name for field in file.schema_arrow if STRINGS.fullmatch(str(field.type))]
    _fit(file, strings)
    first = next(file.iter_batches(BATCH, columns=strings, use_threads=False), None)
    columns, note = guessed(names, first.to_pylist() if first else [])
    if not columns:
        raise InputError(f"no column holds text; there are {some(names)}")
    return columns, note


def _fit(file: ParquetFile, wanted: Sequence[str]) -> None:
    """Refuse columns that are no text or number, and those that would unfold as no text does."""
    for name in wanted:
        kind = file.schema_arrow.field(name).type
        if not (STRINGS.fullmatch(str(kind)) or NUMBERS.fullmatch(str(kind))):
            raise InputError(f"column “{name}” is {str(kind)[:40]}, wanted strings")
    for number in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(number)
        for column in map(group.column, range(group.num_columns)):
            packed, unpacked = column.total_compressed_size, column.total_uncompressed_size
            if column.path_in_schema in wanted and unpacked > max(ROOM, RATIO * packed):
                raise InputError(f"unpacks to more than {RATIO} times its size; this is no table of texts")


READERS: dict[str, Callable[[IO[bytes], Columns], Iterator[Entry]]] = {
    ".csv": table,
    ".tsv": partial(table, tabs=True),
    ".jsonl": json_lines,
    ".parquet": parquet,
}
