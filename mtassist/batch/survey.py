"""`mtassist score --dry-run`: what would be read, without scoring it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mtassist.batch.units import Unit

PARTICULAR = re.compile(
    r"“.*?”|'.*?'|\d[\d,.]*|(?<=already at ).*|passages?\b.*"
)  # what is different in problems of one kind
KINDS = 50  # that are told apart, so that nothing grows with the input


@dataclass
class Read:
    """One system."""

    units: int = 0
    words: int = 0
    beside: dict[str, int] = field(default_factory=dict)
    problems: int = 0
    kinds: dict[str, tuple[int, str]] = field(default_factory=dict)  # how often, and the first in full
    notes: dict[str, tuple[int, str]] = field(default_factory=dict)  # the same

    def add(self, unit: Unit) -> None:
        self.units += 1
        if unit.note:
            _count(self.notes, unit.note, unit.where)
        if unit.problem:
            self.problems += 1
            _count(self.kinds, unit.problem, unit.where)
            return
        self.words += len(unit.text.split())
        there = {
            "source": unit.source,
            "reference": unit.references,
            "post-edit": unit.edited,
            "document": unit.document,
        }
        for name, value in there.items():
            self.beside[name] = self.beside.get(name, 0) + bool(value)


def _count(kinds: dict[str, tuple[int, str]], words: str, where: str) -> None:
    kind = PARTICULAR.sub("…", words)
    kind = kind if kind in kinds or len(kinds) < KINDS else "of other kinds"
    count, first = kinds.get(kind, (0, f"{where}: {words}"))
    kinds[kind] = (count + 1, first)


def survey(units: Iterable[Unit]) -> Iterator[str]:
    """A line a system, and below it one a kind of problem: how often, and the first of them."""
    systems: dict[str, Read] = {}
    for unit in units:
        systems.setdefault(unit.system, Read()).add(unit)
    for name, read in systems.items():
        beside = "".join(f", {count:,} with a {kind}" for kind, count in read.beside.items() if count)
        yield f"{name}: {read.units:,} unit{'s' * (read.units != 1)}, {read.words:,} words{beside}"
        for how, kinds in (("with a note", read.notes), ("cannot be scored", read.kinds)):
            for count, first in kinds.values():
                yield f"  {count:,} {how}: {first}" + (" (the first)" if count > 1 else "")
