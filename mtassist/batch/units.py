"""What is scored: units, each a segment or a whole document, in the order of the input.

A unit that cannot be scored says why, and keeps its place: nothing is dropped silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mtassist.errors import InputError
from mtassist.types import LeftOut

EMPTY = "empty"  # the problem of a unit without a word: a measure with a reference counts it all the same
LONGEST = 1_000_000  # characters of a unit
LINE = 4 * LONGEST  # bytes of a line, and no more are read of it


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation with what is known of it."""

    system: str  # the file or column that it comes from: one system's output
    segment: int  # its number within the system, from 0
    text: str
    where: str  # for people: "hyp.txt:12"
    source: str | None = None
    references: tuple[str, ...] = ()
    edited: str | None = None  # the same translation after a person has post-edited it
    document: str | None = None  # the document that it is a part of; None: it stands alone
    outlet: str | None = None  # the site that it comes from, if known
    problem: str = ""  # why there is nothing to score
    note: str = ""  # what a reader should know of how it was read: that its encoding was guessed
    left_out: tuple[LeftOut, ...] = ()  # of a page, what is no part of the article

    def __reduce__(self) -> tuple[type[Unit], tuple[object, ...]]:
        """For the way to a worker: a third of the time that the dataclass itself would take."""
        return Unit, tuple([getattr(self, name) for name in self.__slots__])


def parallel(
    systems: Sequence[str],
    *,
    source: str | None = None,
    references: Sequence[str] = (),
    edited: str | None = None,
    documents: str | None = None,
) -> Iterator[Unit]:
    """The units of line files, line by line: one system after the other, as comet-score and sacrebleu name them.

    ``documents`` names for each line the document that it belongs to. Raises InputError, with both counts, when the
    files have unequal numbers of lines: before anything is yielded.
    """
    beside = [path for path in (source, *references, edited, documents) if path]
    counted = {path: count_lines(path) for path in dict.fromkeys([*systems, *beside])}
    if len(set(counted.values())) > 1:
        said = ", ".join(f"{path} {count:,}" for path, count in counted.items())
        raise InputError(f"unequal numbers of lines: {said}; every line needs its partner, and none is dropped")
    for system in systems:
        with ExitStack() as stack:
            wanted = list(dict.fromkeys([system, *beside]))
            given = [lines(stack.enter_context(open(path, "rb"))) for path in wanted]
            mine, compared = wanted.index(system), [wanted.index(path) for path in references]
            asked, corrected, whole = (wanted.index(path) if path else None for path in (source, edited, documents))
            for number, row in enumerate(zip(*given, strict=True)):
                text = row[mine][0]
                yield Unit(
                    system=system,
                    segment=number,
                    text=text,
                    where=f"{system}:{number + 1}",
                    source=None if asked is None else row[asked][0],
                    references=tuple([row[at][0] for at in compared]),
                    edited=None if corrected is None else row[corrected][0],
                    document=None if whole is None else row[whole][0],
                    problem=next(filter(None, [problem for _, problem in row]), "" if text.strip() else EMPTY),
                )


def count_lines(path: str) -> int:
    """How many lines a file has; the last needs no line end."""
    try:
        with open(path, "rb") as file:
            count, last = 0, b"\n"
            while piece := file.read(1 << 20):
                count += piece.count(b"\n")
                last = piece[-1:]
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; name a file with one segment a line") from None
    except OSError as error:
        raise InputError(f"{path}: not readable: {error.strerror}") from None
    return count + (last != b"\n")


def lines(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    """Each line without its end, and what is wrong with it. A line of a gigabyte takes no more memory than others."""
    while line := file.readline(LINE):
        if not line.endswith(b"\n") and len(line) == LINE:
            while (rest := file.readline(LINE)) and not rest.endswith(b"\n"):
                pass
            yield "", f"longer than {LONGEST:,} characters"
            continue
        yield decoded(line.rstrip(b"\r\n"))


def decoded(line: bytes) -> tuple[str, str]:
    """The text of some bytes in UTF-8, and what is wrong with them."""
    try:
        text = line.decode().removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")  # a byte order mark
    except UnicodeDecodeError as error:
        return "", f"no UTF-8 at byte {error.start + 1}"
    if "\0" in text:
        return "", "holds NUL characters: no text"
    return (text, "") if len(text) <= LONGEST else ("", f"longer than {LONGEST:,} characters")


def limited(units: Iterable[Unit], limit: int | None) -> Iterator[Unit]:
    """The first ``limit`` units of each system, all without one."""
    for unit in units:
        if limit is None or unit.segment < limit:
            yield unit


def grouped(units: Iterable[Unit]) -> Iterator[tuple[Unit, ...]]:
    """Units that belong together: those of one document that follow each other, any other alone.

    A document longer than a unit may be comes in parts, so that a file cannot fill memory.
    """
    held: list[Unit] = []
    size = 0
    for unit in units:
        if held and not (size < LONGEST and _together(held[-1], unit)):
            yield tuple(held)
            held, size = [], 0
        held.append(unit)
        size += len(unit.text) + 1
    if held:
        yield tuple(held)


def _together(unit: Unit, following: Unit) -> bool:
    if unit.document is None or unit.problem or following.problem:
        return False
    return (unit.system, unit.document) == (following.system, following.document)


def named(path: str) -> str:
    """What a system is called in a table."""
    return Path(path).name
