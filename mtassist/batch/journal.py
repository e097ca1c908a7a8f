"""Results on disk while a run goes on, so that one that was killed can go on where it was.

The journal lies beside the output. Each line is a result as the output will have it, a tab, and what stays inside; the
last of a group says so. What was half written when the run was killed is cut off, and the rest is read back: the output
is made from the journal alone, so that it is the same byte for byte, however often the run was interrupted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import IO, Any

from mtassist.batch.engine import Result
from mtassist.errors import ConfigError, InputError

INSIDE = ("counts", "shown")  # of a result; never in an output
ENCODER, COMPACT = json.JSONEncoder(ensure_ascii=False), json.JSONEncoder(separators=(",", ":"))
TAB = b"\t"  # JSON has none
SCHEMA = "mtassist/journal/2"
SOON = 0.05  # seconds for which a result may wait for the disk: less than it takes to make those again


class Journal:
    """``run`` names everything that the results depend on: a journal of another run is not gone on with."""

    def __init__(self, path: Path, run: str, *, resume: bool) -> None:
        self.path, self.done = path, 0  # how many groups are done
        self._flushed = 0.0  # when
        self._file = self._reopened(run) if resume and path.exists() else self._new(run)

    def _new(self, run: str) -> IO[bytes]:
        with _told(self.path):
            file = open(self.path, "w+b")  # noqa: SIM115 - it stays open while the run goes on
            file.write(line({"schema": SCHEMA, "run": run}))
        return file

    def _reopened(self, run: str) -> IO[bytes]:
        with _told(self.path):
            file = open(self.path, "r+b")  # noqa: SIM115 - as above
        first = file.readline()
        if not first.endswith(b"\n"):  # killed before it had begun
            file.close()
            return self._new(run)
        try:
            head = json.loads(first)
        except ValueError:
            head = None
        if not isinstance(head, dict) or head.get("run") != run:
            file.close()
            raise ConfigError(
                f"{self.path}: made from other input or with other options; run without --resume to start again"
            )
        whole = file.tell()
        for line in iter(file.readline, b""):
            if not line.endswith(b"\n"):
                break
            if b'"end":true' in line[-16:]:
                whole, self.done = file.tell(), self.done + 1
        file.seek(whole)
        file.truncate()
        return file

    def add(self, results: list[Result]) -> None:
        """One group. A killed process loses at most those of the last moment."""
        last = len(results) - 1
        with _told(self.path):
            self._file.write(b"".join([_kept(result, at == last) for at, result in enumerate(results)]))
        self.done += 1
        if monotonic() - self._flushed > SOON:
            self.flush()

    def flush(self) -> None:
        """What was added is on its way to the disk when this returns."""
        with _told(self.path):
            self._file.flush()
        self._flushed = monotonic()

    def results(self) -> Iterator[Result]:
        """Everything so far, in order."""
        for kept in self._lines():
            yield _read(kept)[0]

    def lines(self) -> Iterator[bytes]:
        """The same as JSON lines, without what stays inside."""
        for kept in self._lines():
            yield kept.partition(TAB)[0] + b"\n"

    def _lines(self) -> Iterator[bytes]:
        self.flush()
        with open(self.path, "rb") as file:
            file.readline()
            yield from file

    def close(self, *, finished: bool) -> None:
        """A finished run needs its journal no more."""
        with suppress(OSError):
            self._file.close()
        if finished:
            self.path.unlink(missing_ok=True)


def groups(path: Path) -> Iterator[list[Result]]:
    """The results of each group in a journal, also of one that is being written: what is half written is left out."""
    held: list[Result] = []
    with open(path, "rb") as file:
        file.readline()
        for line in file:
            if not line.endswith(b"\n"):
                return
            result, ends = _read(line)
            held.append(result)
            if ends:
                yield held
                held = []


def count(path: Path) -> int:
    """How many groups a journal holds; much faster than reading them."""
    with open(path, "rb") as file:
        return sum(_ends_group(line) for line in file)


def _ends_group(line: bytes) -> bool:
    return b'"end":true' in line[-16:] and line.endswith(b"\n")


def name_of(parts: Iterable[Any], files: Iterable[str]) -> str:
    """A name for everything that a run depends on: its options, and the content of its files."""
    digest = sha256(json.dumps(list(parts), sort_keys=True, default=str).encode())
    for path in files:
        digest.update(path.encode("utf-8", "surrogatepass") + b"\0")
        if not os.path.isfile(path):  # a pipe would never end; reading it will say what is wrong
            continue
        with suppress(OSError), open(path, "rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()[:16]


def line(values: dict[str, Any]) -> bytes:
    """One line of JSON; half a character, which UTF-8 cannot hold, as its number."""
    return ENCODER.encode(values).encode("utf-8", "backslashreplace") + b"\n"


def out(result: Result) -> Result:
    """What others see of a result."""
    return {name: value for name, value in result.items() if name not in INSIDE}


def _kept(result: Result, ends: bool) -> bytes:
    inside: dict[str, Any] = {name: result[name] for name in INSIDE if name in result}
    if ends:
        inside["end"] = True  # the last, as `_ends_group` looks there
    return line(out(result))[:-1] + TAB + COMPACT.encode(inside).encode() + b"\n"


def _read(kept: bytes) -> tuple[Result, bool]:
    """A result, and whether its group ends with it."""
    told, _, inside = kept.partition(TAB)
    result: Result = json.loads(told)
    result.update(json.loads(inside))
    return result, result.pop("end", False)


class _told:
    """A full disk or a missing permission as one clear error."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, OSError):
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise InputError(f"{self.path}: not written: {reason}; make room, and go on with --resume") from None
