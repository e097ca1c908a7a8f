"""What people upload for a batch: kept as files under numbers, and read once into texts that wait on disk.

A name is a label, never a path. Whatever is wrong with a file or a row becomes a text that says why, at its place.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from mtassist.batch import reading
from mtassist.batch.engine import Group
from mtassist.batch.units import Unit, grouped
from mtassist.errors import InputError
from mtassist.formats import incoming
from mtassist.formats.columns import GUESSED
from mtassist.types import LeftOut, Span
from mtassist.web.guard import UPLOAD, small_enough

FILES = 2_000  # in a batch; more go into a zip
SIZE = 10 * UPLOAD  # bytes of them together
TEXTS = 100_000
CHARACTERS = 100_000_000
REFUSED = ".refused"  # holds the reason why a file is not read: it is listed with it


@dataclass(frozen=True, slots=True)
class File:
    """What a person sends. Files that will not be read need not be sent, and then have no path."""

    name: str  # as the person calls it
    path: Path | None
    size: int = 0  # as the person says it is; of one that was sent it is counted


@dataclass(frozen=True, slots=True)
class Text:
    """What becomes a row of the table: a document with its units, or a single unit."""

    name: str
    units: Group

    @property
    def characters(self) -> int:
        return sum(len(unit.text) for unit in self.units)


def keep(files: Sequence[File], folder: Path) -> list[str]:
    """Move uploads into a folder; the names that they are shown by, in their order."""
    if not files:
        raise InputError("there are no files; choose some first")
    if len(files) > FILES:
        raise InputError(f"{len(files):,} files are too many at once; at most {FILES:,}: put them into a zip")
    total = sum(file.path.stat().st_size for file in files if file.path)
    if total > SIZE:
        raise InputError(f"{total / 1e6:,.0f} MB are too much at once; at most {SIZE / 1e6:,.0f} MB: make two batches")
    try:
        for number, file in enumerate(files):
            suffix = PurePosixPath(incoming.shown(file.name)).suffix.lower()
            reason = _refusal(file, suffix, alone=len(files) == 1)
            if file.path and not reason:
                shutil.move(file.path, folder / f"{number:04}{suffix}")
            else:
                (folder / f"{number:04}{REFUSED}").write_text(reason or "it did not arrive", encoding="utf-8")
    except OSError as error:
        raise InputError(f"the files cannot be kept: {error.strerror}; make room on the server") from None
    return list(_apart(incoming.shown(file.name) for file in files))


def texts(folder: Path, names: Sequence[str], title: str) -> Iterator[Text]:
    """Everything in the files, in their order. ``title`` is the system that files with one text each belong to."""
    for units in grouped(_within_limits(_units(folder, names, title))):
        first = units[0]
        if first.document is None:
            yield Text(first.where, (replace(first, document=first.where),))
        else:
            yield Text(f"{first.where.rpartition(':')[0]} · {first.document}", units)


def write(path: Path, given: Iterable[Text]) -> Iterator[Text]:
    """Keep texts in a file, a line each, and hand them on. The file is there when all are in it."""
    part = path.with_suffix(".part")
    try:
        with part.open("w", encoding="utf-8") as file:
            for text in given:
                units = [asdict(unit) for unit in text.units]
                file.write(json.dumps({"name": text.name, "units": units}, separators=(",", ":")) + "\n")
                yield text
            file.flush()
            os.fsync(file.fileno())  # what was uploaded is deleted next
    except OSError as error:
        raise InputError(f"the texts cannot be kept: {error.strerror}; make room on the server and resume") from None
    part.replace(path)


def read(path: Path, start: int = 0) -> Iterator[Text]:
    """The texts of a file that ``write`` has made, from one number on."""
    with path.open(encoding="utf-8") as file:
        for line in islice(file, start, None):
            values = json.loads(line)
            yield Text(values["name"], tuple(map(_unit, values["units"])))


def _unit(values: dict[str, Any]) -> Unit:
    left = (LeftOut(each["text"], Span(**each["span"]), each["element"]) for each in values.get("left_out", ()))
    return Unit(**{**values, "references": tuple(values["references"]), "left_out": tuple(left)})


def _refusal(file: File, suffix: str, *, alone: bool) -> str:
    """Why it is not even tried to read a file; nothing if it is."""
    if suffix not in reading.SUFFIXES:
        return reading.WANTED if alone else reading.NOT_READ
    try:
        small_enough(file.path.stat().st_size if file.path else file.size, "")
    except InputError as error:
        return str(error).removeprefix(": ")
    return ""


def _apart(names: Iterable[str]) -> Iterator[str]:
    """Names of which no two are the same."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _units(folder: Path, names: Sequence[str], title: str) -> Iterator[Unit]:
    """Units numbered within their system, with names that people know in place of paths."""
    numbers: Counter[str] = Counter()
    for number, name in enumerate(names):
        path = str(next(folder.glob(f"{number:04}.*")))
        system = title if Path(path).suffix in incoming.WHOLE else name
        for unit in _file(path):
            known = {path: system, "": title}.get(unit.system, unit.system)
            yield replace(
                unit,
                system=known,
                segment=numbers[known],
                where=unit.where.replace(path, name),
                problem=unit.problem.replace(path, name).removeprefix(f"{name}: "),
                note=unit.note.replace(path, name),
            )
            numbers[known] += 1


def _file(path: str) -> Iterator[Unit]:
    try:
        if path.endswith(REFUSED):
            raise InputError(Path(path).read_text(encoding="utf-8"))
        yield from reading.units_of([path], GUESSED)
    except InputError as error:
        yield Unit("", 0, "", path, problem=str(error))  # of no system: nothing of it can be read


def _within_limits(units: Iterable[Unit]) -> Iterator[Unit]:
    size = 0
    for count, unit in enumerate(units, 1):
        size += len(unit.text)
        if count > TEXTS or size > CHARACTERS:
            limit = f"{TEXTS:,} texts" if count > TEXTS else f"{CHARACTERS / 1e6:,.0f} million characters"
            yield replace(
                unit, text="", document=None, problem=f"more than {limit} in one batch: from here on nothing was read"
            )
            return
        yield unit
