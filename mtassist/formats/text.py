"""Text files in and out: which encoding a file is in, and writing it back exactly as it was."""

from __future__ import annotations

import codecs
import glob
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mtassist.errors import InputError
from mtassist.formats import encodings
from mtassist.types import Origin

STDIN = "-"
PAGES = (".html", ".htm")
SUFFIXES = (".txt", ".md", *PAGES)
LIMIT = 20_000_000  # bytes; a news article has some thousand


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text as a file holds it. Line ends stay as they are; a byte order mark belongs to the file, not to the text."""

    path: str  # as given; "-" is standard input
    text: str
    encoding: str = "utf-8"
    mark: bytes = b""
    origin: Origin | None = None  # the page that it was read from
    said: str = ""  # how it was read from there

    @property
    def note(self) -> str:
        """What a reader should know of how the bytes were read; empty for UTF-8, which is expected."""
        if self.said:
            return self.said
        if codecs.lookup(self.encoding).name == "utf-8":
            return ""
        how = "says its byte order mark" if self.mark else "guessed: it is not UTF-8"
        return f"read as {self.encoding} ({how})"

    def encode(self, text: str) -> bytes:
        """``text`` in the encoding of this file."""
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise InputError(
                f"{self.path}: {self.encoding} has no {error.object[error.start]!r}, which a fix needs; "
                "convert the file to UTF-8 first"
            ) from None


def paths(given: str) -> Iterator[str]:
    """The files that a path stands for: itself, or all text files under a folder, sorted."""
    if given == STDIN or not (folder := Path(given)).is_dir():
        yield given
        return
    found = sorted(str(path) for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if not found:
        kinds = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
        raise InputError(f"{given}: no {kinds} file in this folder; name the files themselves")
    yield from found


def read(path: str) -> TextFile:
    """The text of a file, of whatever encoding. Raises InputError when it is missing, empty, too long or no text."""
    content = _content(path)
    if len(content) > LIMIT:
        size = len(content) if path == STDIN else max(len(content), Path(path).stat().st_size)
        raise InputError(
            f"{path}: {size / 1e6:,.1f} MB is too long; at most {LIMIT / 1e6:,.0f} MB are read at once: split the file"
        )
    if is_page(path):
        return _page(path, content)
    decoded = encodings.decode(content)
    if decoded is None:
        raise InputError(f"{path}: not a text file; save it as plain text in UTF-8")
    if not decoded.text.strip():
        raise InputError(f"{path}: empty; there is no text to look at")
    return TextFile(path, decoded.text, decoded.encoding, decoded.mark)


def is_page(path: str) -> bool:
    return Path(path).suffix.lower() in PAGES


def _page(path: str, content: bytes) -> TextFile:
    from mtassist.formats import body

    try:
        words, origin, said = body.read(content)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    return TextFile(path, words, origin=origin, said=said)


def _content(path: str) -> bytes:
    """At most one byte more than the limit."""
    if path == STDIN:
        return sys.stdin.buffer.read(LIMIT + 1)
    try:
        with open(path, "rb") as file:
            return file.read(LIMIT + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; give a text file, a folder, or - for standard input") from None
    except IsADirectoryError:
        raise InputError(f"{path}: a folder; name the files in it") from None
    except PermissionError:
        raise InputError(f"{path}: not readable; you lack the permission") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(f"{path}: not readable: {_reason(error)}") from None


def write(path: str, content: bytes) -> None:
    """Replace a file in one step: after a failure at any point the old one is still whole.

    A link is followed, permissions are kept. What is no regular file (standard output, a device) is written directly.
    """
    write_pieces(path, [content])


def write_pieces(path: str, pieces: Iterable[bytes]) -> None:
    """The same for a content that comes in pieces, and is never in memory as a whole."""
    if path == STDIN:
        sys.stdout.buffer.writelines(pieces)
        return
    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        _direct(path, target, pieces)
        return
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with open(part, "xb") as file:
            if target.exists():
                _inherit(target, part)
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    except OSError as error:
        raise InputError(f"{path}: not written: {_reason(error)}") from None
    finally:
        with suppress(OSError):
            part.unlink()


def forget_cut(path: str) -> None:
    """Remove what a killed process left of writing a file. For whom nobody else writes the file meanwhile."""
    target = Path(path).resolve()
    with suppress(OSError):
        for part in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
            part.unlink()


def _direct(path: str, target: Path, pieces: Iterable[bytes]) -> None:
    try:
        with open(target, "wb") as file:
            file.writelines(pieces)
    except OSError as error:
        raise InputError(f"{path}: not written: {_reason(error)}") from None


def _inherit(old: Path, new: Path) -> None:
    before = old.stat()
    if not os.access(old, os.W_OK):
        raise PermissionError(13, "you lack the permission")
    new.chmod(stat.S_IMODE(before.st_mode))
    with suppress(OSError, AttributeError):  # only the owner of both may, and Windows has no owners
        os.chown(new, before.st_uid, before.st_gid)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
