"""What comes back in the documents of an outlet, found in one pass.

Counts are kept by lossy counting (Manku and Motwani 2002): after each window of documents, what has been seen too
seldom to matter is forgotten. Memory grows with the logarithm of the number of documents, and a count is too low by at
most one in ``WINDOW`` documents, never too high.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zlib import crc32

from mtassist.batch.fragments import Fragment, clean, fragments, key, prose, voice
from mtassist.batch.memory import Entry, Memory
from mtassist.batch.near import Near
from mtassist.types import Document

WINDOW = 200  # documents of an outlet
SHELF = 10  # documents: how finely the spread over a batch is known

# How often is often enough: so many different documents, and such a share of the outlet's. Tuned on made-up batches
# (tests/test_site_memory.py). Fewer than four documents prove nothing. What mostly opens documents may be the headline
# of a series, and has to come as often as the last kind.
LINE = (4, 0.04)  # a line without a stop: label, caption, byline, prompt
SAID = (5, 0.05)  # sentences in which a site speaks to its reader
EDGE = (6, 0.10)  # other sentences that nearly always stand first or last: boilerplate
ELSEWHERE = (8, 0.25)  # other sentences anywhere: what is quoted by many may well be news
AT_EDGE = 0.9  # “nearly always”
SHARED = 0.5  # prose that several outlets have is an agency's, unless one of them has it in half of its documents
SPREAD = 0.6  # of the shelves on which prose would lie if it came at any time; less is a burst: the news of one day

SHINGLE = 4  # words
SAMPLE = 4  # one shingle in so many is looked at
PICKED = 16  # shingles that stand for a document
DOUBLE = (
    0.75  # of them another has: it is the same article. Less, and a short text under long boilerplate is taken for one
)
COMMON = 3  # documents; a shingle that so many different ones have says nothing of an article
REMEMBERED = 50_000  # shingles, about 10 MB; of the last 3,000 documents of an outlet a double is known


@dataclass(slots=True)
class Tally:
    """How often and where a fragment was seen."""

    text: str
    behind: int  # windows before it was first seen: so many sightings may have been forgotten
    count: int = 0
    whole: int = 0
    first: int = 0
    edge: int = 0
    shelves: int = 0
    shelf: int = -1
    last: int = -1  # the document it was last seen in, so that each counts once

    def see(self, fragment: Fragment, number: int) -> None:
        if self.last == number:
            return
        self.last = number
        self.count += 1
        self.whole += fragment.whole
        self.first += fragment.first
        self.edge += fragment.edge
        if self.shelf != number // SHELF:
            self.shelf = number // SHELF
            self.shelves += 1


@dataclass
class Outlet:
    """The documents of one outlet so far."""

    of: int = 0
    tallies: Near[Tally] = field(default_factory=Near)
    twins: Twins = field(default_factory=lambda: Twins())

    def read(self, document: Document) -> None:
        if self.twins.known(document.text, self.of):
            return
        for fragment in fragments(document):
            tally = self.tallies.get(fragment.key)
            if tally is None:
                tally = Tally(fragment.text, self.of // WINDOW)
                self.tallies.add(fragment.key, tally)
            tally.see(fragment, self.of)
        self.of += 1
        if self.of % WINDOW == 0:
            window = self.of // WINDOW
            self.tallies.keep({k: t for k, t in self.tallies.values.items() if t.count + t.behind > window})


class Twins:
    """Knows an article again that was there before, with a few words changed or not.

    A document stands for its smallest shingles, those aside that many documents share: they are the site's.
    """

    def __init__(self) -> None:
        self._now: dict[int, int] = {}  # shingle -> the document it was first in * COMMON + in how many others
        self._before: dict[int, int] = {}

    def known(self, text: str, number: int) -> bool:
        picks = list(self._picks(text))
        seen = Counter(self._now[pick] // COMMON for pick in picks if pick in self._now)
        if seen and max(seen.values()) >= DOUBLE * len(picks):
            return True
        for pick in picks:
            self._now[pick] = self._now[pick] + 1 if pick in self._now else number * COMMON
        if len(self._now) > REMEMBERED:
            self._now, self._before = {}, self._now
        return False

    def _picks(self, text: str) -> Iterator[int]:
        words = key(text).split()
        shingles = {crc32(" ".join(words[n : n + SHINGLE]).encode()) for n in range(max(1, len(words) - SHINGLE + 1))}
        sampled = sorted(s for s in shingles if s % SAMPLE == 0) if len(words) > 10 * SAMPLE else sorted(shingles)
        picked = 0
        for shingle in sampled:
            if shingle not in self._now and shingle in self._before:
                self._now[shingle] = self._before[shingle]
            if self._now.get(shingle, 0) % COMMON < COMMON - 1:
                yield shingle
                picked += 1
                if picked == PICKED:
                    return


def learn(documents: Iterable[tuple[str, Document]], known: Memory | None = None, *, day: str | None = None) -> Memory:
    """What comes back, by outlet; each document with its outlet. What is ``known`` stays, with its counts added up.

    ``day`` is the day of the batch, today if not given.
    """
    seen: dict[str, Outlet] = {}
    for name, document in documents:
        seen.setdefault(clean(name), Outlet()).read(document)
    today = day or datetime.now(UTC).date().isoformat()
    before = known or Memory()
    return before.merged(Memory(_entries(seen, before, today)), {name: outlet.of for name, outlet in seen.items()})


def _entries(seen: dict[str, Outlet], before: Memory, day: str) -> Iterator[Entry]:
    abroad = _abroad(seen)
    for name, outlet in seen.items():
        kept = {
            known: tally
            for known, tally in outlet.tallies.values.items()
            if before.get(name, known) or _residue(tally, outlet.of, abroad[known])
        }
        for known, tally in kept.items():
            if tally.whole or not any(_part(known, other) for other in kept):
                yield Entry(name, clean(tally.text), tally.count, outlet.of, day)


def _part(sentence: str, paragraph: str) -> bool:
    """Whether the one opens or ends the other, which says it all."""
    return sentence != paragraph and (paragraph.startswith(sentence) or paragraph.endswith(sentence))


def _abroad(seen: dict[str, Outlet]) -> Counter[str]:
    """In how many outlets each fragment comes back."""
    return Counter(
        known for outlet in seen.values() for known, tally in outlet.tallies.values.items() if tally.count > 1
    )


def _residue(tally: Tally, of: int, outlets: int) -> bool:
    text = clean(tally.text)
    if not prose(text):
        return _often(tally.count, of, ELSEWHERE if 2 * tally.first > tally.count else LINE)
    if not _spread(tally, of):
        return False
    if voice(text):
        return _often(tally.count, of, SAID)
    if outlets > 1 and tally.count < SHARED * of:
        return False
    return _often(tally.count, of, EDGE if tally.edge >= AT_EDGE * tally.count else ELSEWHERE)


def _often(count: int, of: int, bound: tuple[int, float]) -> bool:
    least, share = bound
    return count >= least and count >= share * of


def _spread(tally: Tally, of: int) -> bool:
    """Whether it comes at any time. Documents come in the order of the batch, which mostly is that of time."""
    shelves = of / SHELF
    return tally.shelves >= SPREAD * shelves * (1 - (1 - tally.count / of) ** SHELF)
