"""What files of translations hold: entries, each a translation with what stands beside it.

Every reader of such files yields them one by one, from a file that it never holds as a whole. What is wrong with an
entry stands in its ``problem``; what is wrong with the file, from there on, is an InputError.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from typing import IO

from mtassist.errors import InputError
from mtassist.formats import encodings
from mtassist.types import LeftOut

LONGEST = 5_000_000  # bytes of a line, and characters of anything that cannot be read in parts
ENTRY = LONGEST  # characters of an entry with everything in it
HEAD = 4  # bytes that tell whether it is a text at all: a NUL further on is the matter of its line
NO_TEXT = "not a text file; save it as plain text in UTF-8"
SAMPLE = 100_000  # bytes that tell in which encoding


@dataclass(frozen=True, slots=True)
class Entry:
    line: int  # where it begins; of a file without lines its number, from 1
    text: str = ""
    source: str | None = None
    references: tuple[str, ...] = ()
    edited: str | None = None
    document: str | None = None
    system: str | None = None
    outlet: str | None = None
    id: str | None = None
    problem: str = ""
    note: str = ""  # what a reader should know of how it was read
    left_out: tuple[LeftOut, ...] = ()  # of a page, what is no part of the article
    again: bool = False  # the id may come back with the same text: others have judged the same translation


@dataclass(frozen=True, slots=True)
class Broken:
    """Stands for a line that cannot be read."""

    problem: str


def lines(file: IO[bytes], guessed: str = "") -> Iterator[str | Broken]:
    """Each line with its end: in UTF-8, as a byte order mark says, or in the encoding that was ``guessed``.

    A line of a gigabyte takes no more than others. ``file`` must stand at its beginning. Raises InputError when it
    begins as no text does.
    """
    if guessed:
        yield from _wide(file, guessed, errors="replace")
        return
    head = file.read(HEAD)
    mark, encoding = next((known for known in encodings.MARKS if head.startswith(known[0])), (b"", "utf-8"))
    if not mark and 0 in head:
        raise InputError(NO_TEXT)
    file.seek(len(mark))
    if encoding != "utf-8":
        yield from _wide(file, encoding)
        return
    for line in _bounded(file):
        try:
            yield line.decode() if isinstance(line, bytes) else line
        except UnicodeDecodeError as error:
            yield Broken(f"no UTF-8 at byte {error.start + 1}")


def encoding_of(file: IO[bytes]) -> str:
    """The likely encoding of a file that says none and is not in UTF-8, by its beginning; empty for any other.

    Raises InputError when much of it is in no encoding at all.
    """
    head = file.read(SAMPLE)
    file.seek(0)
    if head.startswith(tuple(mark for mark, _ in encodings.MARKS)):
        return ""
    wide = b"\0" in head
    if not wide:
        head = head[: head.rfind(b"\n") + 1] or head
    read = head.decode("utf-8", "replace")
    bad = read.count("\N{REPLACEMENT CHARACTER}")
    if not wide and 2 * bad <= len(encodings.BEYOND.findall(read)):  # in UTF-8, some of it damaged
        return ""
    found = encodings.decode(head)
    if found is None and 10 * bad > len(read):
        raise InputError(NO_TEXT)
    return found.encoding if found and found.encoding != "utf-8" else ""


def _bounded(file: IO[bytes]) -> Iterator[bytes | Broken]:
    while line := file.readline(LONGEST):
        if len(line) < LONGEST or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
            pass
        yield Broken(f"a line of more than {LONGEST:,} bytes")


def _wide(file: IO[bytes], encoding: str, errors: str = "surrogatepass") -> Iterator[str | Broken]:
    words = TextIOWrapper(file, encoding, errors=errors, newline="\n")  # half a character spoils its row only
    try:
        while line := words.readline(LONGEST):
            if len(line) < LONGEST or line.endswith("\n"):
                yield line
                continue
            while (rest := words.readline(LONGEST)) and not rest.endswith("\n"):
                pass
            yield Broken(f"a line of more than {LONGEST:,} characters")
    except UnicodeDecodeError:
        yield Broken(f"no {encoding}, which the file says it is; nothing can be read from here on")
    finally:
        words.detach()  # the file is closed by whoever opened it
