"""What a site repeats, as a list that people review: tab-separated, ``#`` comments, one fragment a line.

``keep`` set to ``no`` by a person means: this is no residue, do not report it. The line stays, so that it is not learnt
again. A person may add a line of outlet and fragment alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

from mtassist.batch.fragments import clean, key
from mtassist.batch.near import Near
from mtassist.errors import InputError
from mtassist.formats import text as files

COLUMNS = ("outlet", "fragment", "count", "of", "first_seen", "keep")
HEAD = """\
# What comes back in the documents of each outlet, and is therefore no part of an article: fragment, in how many of how
# many different documents, and the day it was first seen. Write "no" under keep for what shall not be reported.
# A line of your own needs outlet and fragment alone. Cells are parted by tabs.
"""
BATCH = "# learnt from batch "  # and its digest, so that no batch counts twice
STEERING = tuple("=+-@#'＝＋－＠")  # a spreadsheet takes some for a formula, this file takes # for a comment
NUMBER = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One fragment of one outlet."""

    outlet: str
    fragment: str
    count: int
    of: int  # different documents of the outlet since it was first seen
    first_seen: str  # a day, YYYY-MM-DD
    keep: bool = True

    @property
    def share(self) -> float:
        return min(1.0, self.count / max(1, self.of))


class Memory:
    """What is known of each outlet. Immutable: learning more makes another.

    ``batches`` are the digests of what it was learnt from.
    """

    def __init__(self, entries: Iterable[Entry] = (), batches: Iterable[str] = ()) -> None:
        kept = {(e.outlet, key(e.fragment)): e for e in entries}
        self.entries = tuple(sorted(kept.values(), key=lambda e: (e.outlet, -e.count, e.fragment)))
        self.batches = tuple(dict.fromkeys(batches))
        self._file: tuple[Path, tuple[int, int]] | None = None  # where it was read, and the state of that file then

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Memory) and (self.entries, self.batches) == (other.entries, other.batches)

    def __hash__(self) -> int:
        return hash(self.signature)

    def __repr__(self) -> str:  # the name of a run is made of it
        return f"Memory({self.signature})"

    def __reduce__(self) -> tuple[object, ...]:
        return _same, (self.entries, self.batches)

    @cached_property
    def signature(self) -> str:
        """Eight hexadecimal digits that change with whatever can change a finding."""
        rows = [(e.outlet, e.fragment, e.count, e.of, e.keep) for e in self.entries]
        return sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()[:8]

    @cached_property
    def _near(self) -> dict[str, Near[Entry]]:
        near: dict[str, Near[Entry]] = {}
        for entry in self.entries:
            near.setdefault(entry.outlet, Near(limit=None)).add(key(entry.fragment), entry)
        return near

    @cached_property
    def _anywhere(self) -> Near[Entry]:
        """One entry for each fragment of whatever outlet: one that a person has vetoed, else the most frequent."""
        best: dict[str, Entry] = {}
        for entry in self.entries:
            known = key(entry.fragment)
            if known not in best or (not entry.keep, entry.share) > (not best[known].keep, best[known].share):
                best[known] = entry
        near: Near[Entry] = Near(limit=None)
        for known, entry in best.items():
            near.add(known, entry)
        return near

    def knows(self, outlet: str | None) -> bool:
        """Whether an outlet is on the list. The name of a folder or column that is not says nothing of the site."""
        return outlet is not None and clean(outlet) in self._near

    def get(self, outlet: str | None, known: str) -> Entry | None:
        """The entry of an outlet that a key is the same as, or nearly; of any outlet for None."""
        near = self._anywhere if outlet is None else self._near.get(outlet)
        return near.get(known) if near else None

    def merged(self, other: Memory, read: Mapping[str, int] | None = None) -> Memory:
        """Both, with the counts added. ``read`` says how many documents of each outlet ``other`` was made of, so that
        the shares of what did not come back fall; without it the most that an entry of the outlet knows of."""
        more = dict(read) if read is not None else _most(other)
        both = {(e.outlet, key(e.fragment)): e for e in self.entries}
        for place, mine in both.items():
            if not other.get(*place):
                both[place] = replace(mine, of=mine.of + more.get(mine.outlet, 0))
        done = set()
        for entry in other.entries:
            same = self.get(entry.outlet, key(entry.fragment))
            place = (entry.outlet, key(same.fragment if same else entry.fragment))
            if place not in done:  # else a less frequent wording of the same
                both[place] = _added(both[place], entry) if same else entry
                done.add(place)
        return Memory(both.values(), (*self.batches, *other.batches))

    def write(self, path: str | Path) -> None:
        """As a whole or not at all."""
        rows = [[e.outlet, e.fragment, str(e.count), str(e.of), e.first_seen, _yes(e.keep)] for e in self.entries]
        lines = ["\t".join(COLUMNS), *("\t".join(_cell(cell) for cell in row) for row in rows)]
        lines += [BATCH + batch for batch in self.batches]
        files.write_pieces(str(path), [(HEAD + "\n".join(lines) + "\n").encode()])

    @classmethod
    def read(cls, path: str | Path) -> Memory:
        """Raises InputError, with the number of the line, for what is not such a list."""
        try:
            state = _state(Path(path))
            lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
        except FileNotFoundError:
            raise InputError(f"{path}: no such file; name a list that a batch has written") from None
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: not a readable list of what sites repeat: {error}") from None
        batches = [line.removeprefix(BATCH).strip() for line in lines if line.startswith(BATCH)]
        given = [(n, line.rstrip("\r")) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
        if not given or tuple(given[0][1].split("\t")) != COLUMNS:
            raise InputError(f"{path}: no list of what sites repeat; the first line is: {' '.join(COLUMNS)}, with tabs")
        entries: dict[tuple[str, str], tuple[int, Entry]] = {}
        for number, line in given[1:]:
            entry = _entry(line, f"{path}:{number}")
            before, _ = entries.setdefault((entry.outlet, key(entry.fragment)), (number, entry))
            if before != number:
                raise InputError(f"{path}:{number}: stands in line {before} already; delete one of the two")
        memory = cls((entry for _, entry in entries.values()), batches)
        memory._file = Path(path).absolute(), state
        return memory

    def latest(self) -> Memory:
        """The list as its file is now; this one while that cannot be read."""
        if self._file:
            with suppress(OSError, InputError):
                path, before = self._file
                if _state(path) != before:
                    return Memory.read(path)
        return self


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


@cache
def _same(entries: tuple[Entry, ...], batches: tuple[str, ...]) -> Memory:
    """What comes to a worker again and again is made ready once."""
    return Memory(entries, batches)


def _most(memory: Memory) -> dict[str, int]:
    most: dict[str, int] = {}
    for entry in memory.entries:
        most[entry.outlet] = max(entry.of, most.get(entry.outlet, 0))
    return most


def _added(mine: Entry, more: Entry) -> Entry:
    return replace(
        mine,
        count=mine.count + more.count,
        of=mine.of + more.of,
        first_seen=min(mine.first_seen, more.first_seen),
        keep=mine.keep and more.keep,
    )


def _yes(keep: bool) -> str:
    return "yes" if keep else "no"


def _cell(words: str) -> str:
    shown = clean(words)
    return f"'{shown}" if shown.startswith(STEERING) else shown


def _unwrapped(cell: str) -> str:
    """Without what a spreadsheet puts around a cell that has a quote in it."""
    inside = cell[1:-1]
    wrapped = len(cell) > 2 and cell[0] == cell[-1] == '"' and '""' in inside and '"' not in inside.replace('""', "")
    return inside.replace('""', '"') if wrapped else cell


def _entry(line: str, where: str) -> Entry:
    cells = [_unwrapped(cell).removeprefix("'") for cell in line.split("\t")]
    if not 2 <= len(cells) <= len(COLUMNS):
        raise InputError(f"{where}: {len(cells)} cells; wanted {', '.join(COLUMNS)}, a tab between two of them")
    outlet, fragment, count, of, first_seen, keep = [*cells, *[""] * (len(COLUMNS) - len(cells))]
    count, of = count.strip() or "0", of.strip() or "0"
    if not (NUMBER.fullmatch(count) and NUMBER.fullmatch(of)):
        raise InputError(f"{where}: count and of are {count[:20]!r} and {of[:20]!r}; wanted whole numbers")
    if keep.strip().lower() not in ("yes", "no", ""):
        raise InputError(f"{where}: keep is {keep!r}; wanted yes or no")
    if not key(fragment):
        raise InputError(f"{where}: the fragment {fragment!r} has no words; delete the line")
    return Entry(outlet, fragment, int(count), int(of), first_seen, keep.strip().lower() != "no")
