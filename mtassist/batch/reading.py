"""What is scored besides line files: folders, documents, tables, translators' files, zips of these, standard input.

Memory does not grow with the input: files are read entry by entry, and the ids that were seen lie on disk. What is
broken becomes a unit that says why, at its place; a file named alone that cannot be read at all raises InputError.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from io import BytesIO
from pathlib import Path, PurePath
from typing import IO

from mtassist.batch.units import EMPTY, LONGEST, Unit, lines
from mtassist.errors import InputError
from mtassist.formats import bitext, incoming, tables
from mtassist.formats.columns import Columns
from mtassist.formats.entries import Entry
from mtassist.formats.text import STDIN

ZIP = ".zip"
PLAIN = (".txt", ".md")  # after -t a segment a line, else a text
PACKED = (*incoming.WHOLE, *tables.READERS, *bitext.READERS)  # what may be in a zip
SUFFIXES = (*PACKED, ZIP)
NOT_READ = "not a kind that is read"
WANTED = f"{NOT_READ}; wanted {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"

Found = Iterator[tuple[str, Entry]]  # where, for people, and what


def is_read_here(path: str) -> bool:
    """Whether a file after -t is more than lines."""
    suffix = _suffix(path)
    return path == STDIN or (suffix in SUFFIXES and suffix not in PLAIN) or Path(path).is_dir()


def check(paths: Sequence[str]) -> None:
    """Refuse what does not exist or is of another kind, before anything is read."""
    for path in paths:
        if path == STDIN or Path(path).is_dir():
            continue
        if not Path(path).exists():
            raise InputError(f"{path}: no such file; name a file, a folder, or - for standard input")
        if _suffix(path) not in SUFFIXES:
            raise InputError(f"{path}: {WANTED}; -t {path} if it has a segment a line")


def files(paths: Iterable[str]) -> Iterator[str]:
    """Every file that is read, those of a folder in the order of their names. Hidden files are none."""
    for path in paths:
        if path == STDIN:
            continue
        yield from _inside(path) if Path(path).is_dir() else [path]


def _inside(folder: str) -> Iterator[str]:
    for here, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not _is_clutter(name))
        yield from (os.path.join(here, name) for name in sorted(names) if not _is_clutter(name))


def _is_clutter(name: str) -> bool:
    return name.startswith(".") or bool(incoming.CLUTTER.search(name))


def _unreadable(error: OSError) -> None:
    raise InputError(f"{error.filename}: not readable: {error.strerror}; name what can be read") from None


def units_of(paths: Sequence[str], columns: Columns = ()) -> Iterator[Unit]:
    """The units of files and folders. Their system is the column that names it, else the file or folder given."""
    counted: dict[str, int] = {}
    seen = _Seen()
    for path in paths:
        for where, entry in _path(path, columns, alone=len(paths) == 1):
            outlet = entry.outlet or outlet_of(path, where, alone=len(paths) == 1)
            system = entry.system or path
            problem = entry.problem or _problem(entry)
            if entry.id and not problem:
                before = seen.before((where.rpartition(":")[0], system, entry.document, entry.id), entry.text, where)
                if before and entry.again and before.same:
                    continue
                problem = f"the id “{entry.id[:40]}” stands already at {before.where}" if before else ""
            number = counted.get(system, 0)
            counted[system] = number + 1
            if problem:
                unit = Unit(system, number, "", where, problem=problem)
                known = problem == EMPTY
                yield replace(unit, references=entry.references, edited=entry.edited) if known else unit
            else:
                yield Unit(
                    system,
                    number,
                    entry.text,
                    where,
                    source=entry.source,
                    references=entry.references,
                    edited=entry.edited,
                    document=entry.document,
                    outlet=outlet,
                    note=entry.note,
                    left_out=entry.left_out,
                )


def outlet_of(path: str, where: str, *, alone: bool = True) -> str | None:
    """The outlet of what stands somewhere in a file or folder given: the first folder in it, as far as folders tell.

    >>> outlet_of("night", "night/diario/2024/a.txt"), outlet_of("night.zip", "night.zip/diario/a.csv:7")
    ('diario', 'diario')

    Of several folders without any in them each is one.

    >>> outlet_of("night", "night/a.txt"), outlet_of("posts/diario", "posts/diario/a.txt", alone=False)
    (None, 'diario')
    """
    if where == path or where.startswith(f"{path}:"):  # a file given by its name
        return None
    folder, _, inside = where.removeprefix(path).replace("\\", "/").strip("/").partition("/")
    if inside:
        return folder
    if alone:
        return None
    return PurePath(path).name.removesuffix(ZIP) or None


def _problem(entry: Entry) -> str:
    beside = (*entry.references, *filter(None, (entry.source, entry.edited)))
    if any(len(words) > LONGEST for words in (entry.text, *beside)):
        return f"longer than {LONGEST:,} characters"
    if not entry.text.strip():
        return EMPTY
    return next(filter(None, map(incoming.unfit, (entry.text, *beside))), "")


def _path(path: str, columns: Columns, *, alone: bool) -> Found:
    if path == STDIN:
        for number, (words, problem) in enumerate(lines(sys.stdin.buffer), 1):
            yield f"{path}:{number}", Entry(number, words, problem=problem)
        return
    if not Path(path).is_dir():
        yield from _file(path, columns, alone=alone)
        return
    known = None
    for known in files([path]):
        yield from _file(known, columns, alone=False)
    if known is None:
        raise InputError(f"{path}: an empty folder; there is nothing to score")


def _file(path: str, columns: Columns, *, alone: bool) -> Found:
    """What a file holds. ``alone``: it is all that there is, and an error in its beginning is an error of the run."""
    begun = False
    try:
        if not Path(path).is_file():
            raise InputError("no plain file")
        if _suffix(path) not in SUFFIXES:
            raise InputError(WANTED if alone else NOT_READ)
        with open(path, "rb") as file:
            for found in _content(path, _suffix(path), file, columns):
                begun = True
                yield found
        if not begun:
            raise InputError("empty; there is no text in it")
    except (InputError, OSError) as error:
        problem = _reason(path, error)
        if alone and not begun:
            raise InputError(f"{path}: {problem}") from None
        yield path, Entry(0, problem=problem)


def _content(name: str, suffix: str, file: IO[bytes], columns: Columns) -> Found:
    if suffix == ZIP:
        yield from _zip(name, file, columns)
    elif suffix in incoming.WHOLE:
        whole = incoming.whole(name, suffix, file.read(incoming.ONE + 1))
        yield name, Entry(0, whole.text, note=whole.note, left_out=whole.left_out)
    elif suffix in bitext.READERS:
        yield from ((f"{name}:{entry.line}", entry) for entry in bitext.READERS[suffix](file))
    else:
        yield from ((f"{name}:{entry.line}", entry) for entry in tables.READERS[suffix](file, columns))


def _zip(name: str, file: IO[bytes], columns: Columns) -> Found:
    for known, content, problem in incoming.members(file, name, PACKED):
        if problem:
            yield known, Entry(0, problem=problem)
            continue
        begun = False
        try:
            for found in _content(known, _suffix(known), BytesIO(content), columns):
                begun = True
                yield found
            if not begun:
                raise InputError("empty; there is no text in it")
        except InputError as error:
            yield known, Entry(0, problem=_reason(known, error))


def _reason(name: str, error: Exception) -> str:
    said = f"not readable: {error.strerror}" if isinstance(error, OSError) else str(error)
    return said.removeprefix(f"{name}: ")


def _suffix(path: str) -> str:
    return Path(path).suffix.lower()


class _Before:
    """Where an id has stood, and whether with the same text."""

    def __init__(self, where: str, same: bool) -> None:
        self.where, self.same = where, same


class _Seen:
    """Remembers ids in a temporary file, so that memory does not grow with them."""

    def __init__(self) -> None:
        self._held = sqlite3.connect("", isolation_level=None)
        for command in (
            "PRAGMA journal_mode=OFF",
            "PRAGMA cache_size=-4096",
            "CREATE TABLE seen (id BLOB PRIMARY KEY, text BLOB, place TEXT) WITHOUT ROWID",
            "BEGIN",
        ):
            self._held.execute(command)

    def before(self, id: tuple[str | None, ...], text: str, where: str) -> _Before | None:
        """None for an id that is new."""
        short = partial(blake2b, digest_size=16)
        key, digest = (short(words.encode("utf-8", "surrogatepass")).digest() for words in (repr(id), text))
        found = self._held.execute("SELECT text, place FROM seen WHERE id = ?", (key,)).fetchone()
        if found:
            return _Before(found[1], found[0] == digest)
        place = where.encode("utf-8", "replace").decode()
        try:
            self._held.execute("INSERT INTO seen VALUES (?, ?, ?)", (key, digest, place))
        except sqlite3.OperationalError as error:
            raise InputError(
                f"no room for temporary files: {error}; make some, or set TMPDIR to a folder that has"
            ) from None
        return None
