"""`mtassist score --dry-run`: what would be read, without scoring it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mtassist.batch.units import Unit

PARTICULAR = re.compile(r"“.*?”|'.*?'|\d[\d,.]*|(?<=already at ).*")  # what is different in problems of one kind
KINDS = 50  # that are told apart, so that nothing grows with the input


@dataclass
class Read:
    """One system."""

    units: int = 0
    words: int = 0
    beside: dict[str, int] = field(default_factory=dict)
    problems: int = 0
    kinds: dict[str, tuple[int, str]] = field(default_factory=dict)  # how often, and the first in full
    notes: int = 0

    def add(self, unit: Unit) -> None:
        self.units += 1
        self.notes += bool(unit.note)
        if unit.problem:
            self.problems += 1
            kind = PARTICULAR.sub("…", unit.problem)
            kind = kind if kind in self.kinds or len(self.kinds) < KINDS else "of other kinds"
            count, first = self.kinds.get(kind, (0, f"{unit.where}: {unit.problem}"))
            self.kinds[kind] = (count + 1, first)
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


def survey(units: Iterable[Unit]) -> Iterator[str]:
    """A line a system, and below it one a kind of problem: how often, and the first of them."""
    systems: dict[str, Read] = {}
    for unit in units:
        systems.setdefault(unit.system, Read()).add(unit)
    for name, read in systems.items():
        beside = "".join(f", {count:,} with a {kind}" for kind, count in read.beside.items() if count)
        yield f"{name}: {read.units:,} unit{'s' * (read.units != 1)}, {read.words:,} words{beside}"
        if read.notes:
            yield f"  {read.notes:,} in an encoding that was guessed"
        for count, first in read.kinds.values():
            yield f"  {count:,} cannot be scored: {first}" + (" (the first)" if count > 1 else "")
