"""Translations in the rows of CSV, TSV, JSON lines and Parquet, row by row; of WMT's MQM and ESA files as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any

from mtassist.errors import InputError
from mtassist.formats import rows
from mtassist.formats.entries import LONGEST, Broken, Entry, lines

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

Columns = tuple[tuple[str, str], ...]  # role and name of a column, as asked for
GUESSED: Columns = (("text", ""),)  # where no column has a usual name, that with the most text is taken, and said
ROLES = {  # what columns are called, likeliest first; segment_id and the like are WMT's
    "text": (*rows.TEXTS, "mt", "hyp", "tgt", "output", "hypothesis_segment"),
    "source": (*rows.SOURCES, "source_segment"),
    "reference": ("reference", "ref", "references", "reference_segment"),
    "post-edit": ("post-edit", "post_edit", "postedit", "pe"),
    "document": ("document", "doc", "doc_id"),
    "system": ("system", "system_id"),
    "outlet": ("outlet",),
    "id": ("id", "segment", "segment_id", "seg_id"),
}
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


def role(asked: str) -> tuple[str, str]:
    """``text=Translation`` as role and column. Raises InputError when it is not made so."""
    kind, given, name = asked.partition("=")
    if kind not in ROLES or not given or not name:
        raise InputError(f"--column {asked}: wanted ROLE=NAME; a role is one of {', '.join(ROLES)}")
    return kind, name


def table(file: IO[bytes], columns: Columns = (), *, tabs: bool = False) -> Iterator[Entry]:
    """The rows of a CSV or TSV file."""
    found = rows.by_line(lines(file))
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
            columns, note, headed = _guessed_of(names, cells or [first[1]])
            if not headed:
                names, records = [str(number) for number in range(1, len(names) + 1)], chain([first], records)
        yield from _noted(_rows(names, first, records, columns, delimiter), note)


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


def _guessed_of(names: Sequence[str], cells: Sequence[list[str]]) -> tuple[Columns, str, bool]:
    """The column to take for the text of a table, a word on that for people, and whether the first row is a heading."""
    known = _known(tuple(names), ())
    if "text" in known:
        return (), "", True
    numbers = [str(number) for number in range(1, len(names) + 1)]
    by_number = [dict(zip(numbers, row, strict=True)) for row in cells if len(row) == len(names)]
    spare = numbers[names.index(known["source"][0])] if "source" in known else None
    column = rows.longest(by_number, spare) or "1"
    name = names[int(column) - 1]
    if known or rows.is_heading(cells, int(column) - 1):
        return (("text", name),), _taken(f"“{name}”"), True
    return (("text", column),), _taken(column), False


def _guessed(names: Sequence[str], sample: Sequence[Mapping[str, Any]]) -> tuple[Columns, str]:
    """The same where everything has a name."""
    known = _known(tuple(names), ())
    if "text" in known:
        return (), ""
    name = rows.longest(sample, known.get("source", (None,))[0])
    return ((("text", name),), _taken(f"“{name}”")) if name is not None else ((), "")


def _taken(column: str) -> str:
    usual = ", ".join(rows.TEXTS[:-1])
    return (
        f"no column is called {usual} or {rows.TEXTS[-1]}: the longest was taken, column {column}; "
        "if it is another, call that one text"
    )


def _noted(entries: Iterator[Entry], note: str) -> Iterator[Entry]:
    """The entries, the first of which with a text carries the note."""
    for entry in entries:
        if note and entry.text.strip() and not entry.problem:
            entry, note = replace(entry, note=note), ""
        yield entry


def _rows(
    names: Sequence[str], first: tuple[int, list[str]], records: rows.Table, columns: Columns, delimiter: str
) -> Iterator[Entry]:
    if any(name not in names and name.isdigit() for _, name in columns):  # by number: there is no heading
        names, records = [str(number) for number in range(1, len(names) + 1)], chain([first], records)
    known = _chosen(tuple(names), columns)
    if doubled := [name for found in known.values() for name in found if names.count(name) > 1]:
        raise InputError(f"two columns are called “{doubled[0]}”; rename one")
    shown = "a tab" if delimiter == "\t" else delimiter
    for line, row in records:
        if isinstance(row, str):
            yield Entry(line, problem=row)
        elif len(row) != len(names):
            hint = f"; put texts that hold {shown} into quotes" if len(row) > len(names) else ""
            yield Entry(line, problem=f"{len(row)} columns, wanted {len(names)}{hint}")
        else:
            yield _entry(line, dict(zip(names, row, strict=True)), known)


def _some(names: Sequence[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in names[:20])


@cache
def _columns(columns: Columns) -> dict[str, tuple[str, ...]]:
    """The names that each role goes by: those asked for, else the usual ones."""
    asked: dict[str, tuple[str, ...]] = {}
    for kind, name in columns:
        asked[kind] = (*asked.get(kind, ()), name)
    return ROLES | asked


def _chosen(names: Sequence[str], columns: Columns) -> dict[str, tuple[str, ...]]:
    """Which columns serve for what. Raises InputError when there is none for the text, or not one asked for."""
    shown = _some(names)
    if missing := [name for _, name in columns if name not in names]:
        raise InputError(f"no column “{missing[0]}”; there are {shown}")
    known = _known(tuple(names), columns)
    if "text" not in known:
        wanted = ", ".join(ROLES["text"][:5])
        raise InputError(f"no column is called {wanted}; name the right one, --column text=NAME: there are {shown}")
    return known


def _known(names: tuple[str, ...], columns: Columns) -> dict[str, tuple[str, ...]]:
    spelt = {name.strip().lower(): name for name in reversed(names)}
    asked = {kind for kind, _ in columns}
    known: dict[str, tuple[str, ...]] = {}
    for kind, wanted in _columns(columns).items():
        found = [name if kind in asked else spelt.get(name) for name in wanted]
        there = tuple(name for name in found if name is not None and name in names)
        if there:
            known[kind] = there if kind in asked else there[:1]
    return known


def _entry(line: int, cells: Mapping[str, Any], known: Mapping[str, tuple[str, ...]]) -> Entry:
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
    found, note = lines(file), ""
    if columns == GUESSED:
        head = _head(found)
        objects = [value for _, value in islice(_objects(head), rows.SAMPLE) if isinstance(value, dict)]
        columns, note = _guessed(list(dict.fromkeys(name for value in objects for name in value)), objects)
        found = chain(head, found)
    yield from _noted((_of_object(line, value, columns) for line, value in _objects(found)), note)


def _objects(found: Iterable[str | Broken]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for line, words in enumerate(found, 1):
        if isinstance(words, Broken):
            yield line, words.problem
        elif words.strip():
            yield rows.as_object(line, words)


def _of_object(line: int, value: dict[str, Any] | str, columns: Columns) -> Entry:
    if isinstance(value, str):
        return Entry(line, problem=value)
    known = _known(tuple(value), columns)
    return _entry(line, value, known) if "text" in known else Entry(line, problem="no text: no key names one")


def _mqm(names: Sequence[str], records: rows.Table) -> Iterator[Entry]:
    """An entry for each row, which is an error that a person marked: most come back, with the same text."""
    wide, at = len(names), {name: number for number, name in reversed(list(enumerate(names)))}
    segment = next((at[name] for name in SEGMENTS if name in at), None)
    document = next((at[name] for name in ("doc", "doc_id") if name in at), None)
    for line, row in records:
        if isinstance(row, str) or len(row) != wide:
            wrong = row if isinstance(row, str) else f"{len(row)} columns, wanted {wide}"
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
            yield Entry(line, problem=row if isinstance(row, str) else f"{len(row)} columns, wanted {len(ESA)}")
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
        known = _chosen(opened.schema_arrow.names, columns)
        wanted = list(dict.fromkeys(name for found in known.values() for name in found))
        _fit(opened, wanted)
        cells = enumerate(_cells(opened, wanted), 1)
        yield from _noted((_entry(row, each, known) for row, each in cells), note)
    except (ArrowException, OSError, ValueError, MemoryError) as error:
        raise InputError(f"no Parquet that can be read: {str(error)[:200]}; write it anew") from None


def _cells(file: ParquetFile, wanted: list[str]) -> Iterator[dict[str, Any]]:
    for batch in file.iter_batches(BATCH, columns=wanted, use_threads=False):
        for at in range(batch.num_rows):
            yield {name: column[at].as_py() for name, column in zip(wanted, batch.columns, strict=True)}


def _guessed_in(file: ParquetFile) -> tuple[Columns, str]:
    """As ``_guessed``, by the first rows."""
    names = file.schema_arrow.names
    if "text" in _known(tuple(names), ()):
        return (), ""
    strings = [field.name for field in file.schema_arrow if STRINGS.fullmatch(str(field.type))]
    _fit(file, strings)
    first = next(file.iter_batches(BATCH, columns=strings, use_threads=False), None)
    columns, note = _guessed(names, first.to_pylist() if first else [])
    if not columns:
        raise InputError(f"no column holds text; there are {_some(names)}")
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
