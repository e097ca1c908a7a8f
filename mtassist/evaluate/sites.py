"""What is learnt of sites: how much of the residue planted in a made-up batch is found, and what learning costs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from time import process_time

from mtassist.batch.learning import learn
from mtassist.batch.site_memory import find
from mtassist.evaluate.made_up import batch
from mtassist.segment import document
from mtassist.types import Document

ARTICLES, OUTLETS = 500, 5
FEW, MANY = 2_000, 20_000  # documents
WANTED = 0.98  # of what was planted
LINEAR = 1.5  # times the seconds for one document among few, at most, for one among many
ROOM = 100  # MB more, at most


@dataclass(frozen=True, slots=True)
class Found:
    """In the articles that were learnt from."""

    articles: int
    entries: int
    planted: int
    found: int
    wrong: tuple[str, ...]  # marked, and not planted


@dataclass(frozen=True, slots=True)
class Cost:
    documents: int
    learning: float  # seconds per 1,000 documents
    marking: float
    megabytes: float | None  # the peak of the process


@dataclass(frozen=True, slots=True)
class Sites:
    found: Found
    few: Cost
    many: Cost

    @property
    def recall(self) -> float:
        return self.found.found / self.found.planted

    @property
    def ratio(self) -> float:
        """How much more one document costs among many."""
        return self.many.learning / self.few.learning

    @property
    def missed(self) -> tuple[str, ...]:
        """What falls short."""
        short = {
            "recall": self.recall < WANTED,
            "sentences of articles": bool(self.found.wrong),
            "time": self.ratio > LINEAR,
            "memory": (self.many.megabytes or 0) - (self.few.megabytes or 0) > ROOM,
        }
        return tuple(name for name, falls in short.items() if falls)


def measure() -> Sites:
    """Each size in a process of its own, whose peak of memory is its own."""
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        few, many = pool.map(cost, [FEW, MANY], chunksize=1)
    return Sites(found(), few, many)


def found() -> Found:
    made = list(batch(ARTICLES, OUTLETS))
    memory = learn((m.outlet, document(m.text)) for m in made)
    right, wrong = 0, list[str]()
    for m in made:
        marked = [issue.text for issue in find(document(m.text), memory, m.outlet)]
        right += sum(words in marked for words in m.planted)
        wrong += [words for words in marked if words not in m.planted]
    return Found(len(made), len(memory.entries), sum(len(m.planted) for m in made), right, tuple(wrong))


def cost(documents: int) -> Cost:
    """Learning from so many documents, and then marking a thousand; writing and splitting them is not counted."""
    spent = 0.0

    def timed() -> Iterator[tuple[str, Document]]:
        nonlocal spent
        for made in batch(documents, OUTLETS):
            given = made.outlet, document(made.text)
            begin = process_time()
            yield given
            spent += process_time() - begin

    memory = learn(timed())
    more = [(m.outlet, document(m.text)) for m in batch(1_000, OUTLETS)]
    begin = process_time()
    for outlet, each in more:
        find(each, memory, outlet)
    return Cost(documents, 1_000 * spent / documents, process_time() - begin, _peak())


def _peak() -> float | None:
    if sys.platform == "win32":
        return None
    from resource import RUSAGE_SELF, getrusage

    used = getrusage(RUSAGE_SELF).ru_maxrss
    return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)
