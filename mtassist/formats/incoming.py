"""What comes from other people: files that hold one text, and zips of files. Nothing is written to disk.

What is wrong with a file raises InputError; what is wrong with one within a zip is said beside it, and the others go
on. However hostile the file, time and memory stay within the limits here.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from mtassist.errors import InputError
from mtassist.formats import encodings, text
from mtassist.types import LeftOut

FILE = 50_000_000  # bytes of a file in a zip
ONE = text.LIMIT  # bytes of a file that is one text
MEMBERS = 5_000  # files in a zip
UNPACKED = 200_000_000  # bytes of all of them together
RATIO = 200  # how far a member may unfold; prose stays below 10, bombs reach 1,000
ROOM = 1_000_000  # bytes that a member may have whatever its ratio
PIECE = 1 << 20  # bytes
NAME = 120  # characters of a name that are kept

WHOLE = (".txt", ".md", ".html", ".htm", ".docx")

CLUTTER = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$)")  # what systems add to a zip
HALF = re.compile("[\ud800-\udfff]")
END = b"PK\x05\x06"  # begins the last record of a zip
END_SIZE = 22
TAIL = 1 << 17  # bytes at the end in which that record stands, whatever comment comes after it
FAR = b"PK\x06\x07"  # says that sizes stand elsewhere, where the zip has more than 65,535 files
MEMBER_RECORD = 1_000  # bytes that a member's entry in the list of contents may take, on average


@dataclass(frozen=True, slots=True)
class Incoming:
    """The text of a file. ``note`` says what a reader should know of how it was read."""

    name: str
    text: str
    note: str = ""
    left_out: tuple[LeftOut, ...] = ()  # of a page, what is no part of the article


def shown(name: str) -> str:
    """A name as it may be shown and kept: no way up or to the root, nothing invisible, not too long.

    >>> shown("..\\\\../etc/passwd.txt")
    'etc/passwd.txt'
    """
    visible = "".join(c for c in name.replace("\\", "/") if unicodedata.category(c)[0] != "C")
    parts = [part.strip() for part in visible.split("/")]
    kept = "/".join(part for part in parts if part not in ("", ".", ".."))
    return (kept if len(kept) <= NAME else f"…{kept[1 - NAME :]}") or "unnamed"


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def whole(name: str, suffix: str, content: bytes) -> Incoming:
    if len(content) > ONE:
        raise InputError(f"{name}: {len(content) / 1e6:,.1f} MB is too long for one text; at most {ONE / 1e6:,.0f} MB")
    note, left = "", tuple[LeftOut, ...]()
    try:
        if suffix == ".docx":
            from mtassist.formats import docx

            found = docx.read(content)
        elif suffix in (".html", ".htm"):
            from mtassist.formats import body

            found, origin, note = body.read(content)
            left = origin.left_out if origin else ()
        else:
            found, note = _decoded(name, content)
    except InputError as error:
        raise InputError(f"{name}: {str(error).removeprefix(f'{name}: ')}") from None
    if not found.strip():
        raise InputError(f"{name}: empty; there is no text to look at")
    if wrong := unfit(found):
        raise InputError(f"{name}: {wrong}")
    return Incoming(name, found, note=note, left_out=left)


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    decoded = encodings.decode(content)
    if decoded is None:
        raise InputError(f"{name}: not a text file; save it as plain text in UTF-8")
    return decoded.text, text.TextFile(name, decoded.text, decoded.encoding, decoded.mark).note


def unfit(words: str) -> str:
    """Why a text cannot be kept: databases and files do not hold these characters."""
    if "\0" in words:
        return "holds a NUL, which is no character of a text; take it out"
    if HALF.search(words):
        return "holds half a character (a lone surrogate); save the file anew in UTF-8"
    return ""


def members(file: IO[bytes], name: str, suffixes: Sequence[str]) -> Iterator[tuple[str, bytes, str]]:
    """Each file in a zip: its name as it may be shown, its bytes, and what is wrong with it.

    Raises InputError when the zip is none, has too many files, or is made to fill memory.
    """
    left = UNPACKED
    with _opened(name, file) as archive:
        inside = [m for m in archive.infolist() if not m.is_dir() and not CLUTTER.search(m.filename)]
        if len(inside) > MEMBERS:
            raise InputError(
                f"{name}: {len(inside):,} files in the zip; at most {MEMBERS:,} are read at once: split it"
            )
        for member in inside:
            known = f"{name}/{shown(member.filename)}"
            try:
                unpacked = _unpacked(archive, member, known, left, suffixes)
            except Bomb as error:
                raise InputError(str(error)) from None
            except InputError as error:
                yield known, b"", str(error).removeprefix(f"{known}: ")
            else:
                left -= len(unpacked)
                yield known, unpacked, ""


class Bomb(InputError):
    """A zip made to fill memory: nothing more is read from it."""


def _opened(name: str, file: IO[bytes]) -> zipfile.ZipFile:
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - TAIL))
    if _contents_size(name, file.read(TAIL)) > MEMBERS * MEMBER_RECORD:  # before any of it is read
        raise InputError(f"{name}: too many files in the zip; at most {MEMBERS:,} are read at once: split it")
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, zlib.error) as error:
        raise InputError(f"{name}: not a zip that can be read: {error}; make it anew") from None


def _contents_size(name: str, content: bytes) -> int:
    """How long the list of contents says it is; 0 when there is none, and then it is no zip."""
    at = len(content) - END_SIZE
    if not (content[at : at + 4] == END and content.endswith(b"\0\0")):
        at = content.rfind(END)
    if content[at - 20 : at - 16] == FAR:
        raise InputError(f"{name}: a zip of the kind for huge archives; make it anew with fewer files")
    return int.from_bytes(content[at + 12 : at + 16], "little") if at >= 0 else 0


def _pieces(file: IO[bytes], most: int) -> Iterator[bytes]:
    """Piece by piece, as a single large read takes several times its size."""
    while most > 0 and (piece := file.read(min(most, PIECE))):
        most -= len(piece)
        yield piece


def _unpacked(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, left: int, suffixes: Sequence[str]
) -> bytes:
    """The bytes of one file in a zip. What the zip says of its size is not believed: they are counted."""
    suffix = _suffix(name)
    if suffix == ".zip":
        raise InputError(f"{name}: a zip within a zip is not read; unpack it first")
    if suffix not in suffixes:
        raise InputError(f"{name}: not a kind that is read")
    if member.flag_bits & 1:
        raise InputError(f"{name}: locked with a password; save it without one")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError(f"{name}: packed in a way that is not read; make the zip anew")
    if RATIO * member.compress_size >= member.file_size > FILE:  # more than it says is never read of it
        raise InputError(f"{name}: more than {FILE / 1e6:,.0f} MB unpacked; split the file")
    most = min(left, FILE, max(ROOM, RATIO * member.compress_size))
    try:
        with archive.open(member) as file:
            content = b"".join(_pieces(file, most + 1))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise InputError(f"{name}: damaged: {error}; make the zip anew") from None
    if len(content) <= most:
        return content
    if most == left:
        raise Bomb(f"{name}: the zip unpacks to more than {UNPACKED / 1e6:,.0f} MB; split it")
    raise Bomb(f"{name}: unpacks to more than {RATIO} times its size; this is no zip of texts")
