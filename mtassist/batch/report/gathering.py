"""What a report shows, gathered in one pass over the results: counters, fixed bins and the worst few.

Memory grows with the number of systems, rules and outlets, and those are bounded too; not with that of segments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mtassist.batch.engine import KEPT, Recipe, Result
from mtassist.batch.measures import OWN_INTERVAL, Counts, Measure, Points, added
from mtassist.batch.report.marked import Excerpt, Mark, excerpt
from mtassist.batch.report.resampling import Resampled
from mtassist.batch.results import Total
from mtassist.batch.survey import KINDS, PARTICULAR

DETAILED = 40  # systems that are looked at one by one, in the order of the input
OUTLETS = 1_000  # that are told apart
WORST = 12  # texts that are shown
SHORT = 50  # words; a shorter text counts as so long, or the worst would all be of three words
EXAMPLE = 120  # characters of a text that a rule found
BESIDE = 30  # and, of a short one, on each side

POINTS = (0.0, 10.0, 25.0, 50.0, 100.0, 200.0)  # upper bounds of the bins of points; one more bin is for what is beyond
STEP = 5  # of the bins of scores from 0 to 100; the last holds what is beyond, too


def bins(measure: Measure) -> tuple[str, ...]:
    """What the bins of a measure are called."""
    if isinstance(measure, Points):
        return ("0", *(f"≤{bound:.0f}" for bound in POINTS[1:]), f">{POINTS[-1]:.0f}")
    beyond = "" if measure.higher_is_better else "+"
    return tuple(f"{start}–{start + STEP}{beyond * (start + STEP == 100)}" for start in range(0, 100, STEP))


def _bin(measure: Measure, value: float) -> int:
    if isinstance(measure, Points):
        return sum(value > bound for bound in POINTS)
    return int(min(max(value, 0.0), 99.9) // STEP)


@dataclass
class System:
    total: Total
    last: dict[str, Any]  # its line at the end of the output
    resampled: Resampled | None
    bins: list[int]
    clean: int = 0  # segments in which nothing was found

    @property
    def name(self) -> str:
        return self.total.system

    def intervals(self) -> dict[str, tuple[float, float]]:
        drawn = self.resampled.intervals() if self.resampled else {}
        return drawn | {name: (low, high) for name, (low, high) in self.last["intervals"].items()}


@dataclass
class Outlet:
    segments: int = 0
    words: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    counts: Counts | None = None  # of the first measure


@dataclass(frozen=True)
class Poor:
    """One of the worst texts: a document, or a segment that stands alone."""

    badness: float
    words: int
    order: int
    system: str
    where: str
    score: float
    excerpt: Excerpt

    @property
    def rank(self) -> tuple[float, int, int]:
        """The higher the worse."""
        return self.badness, self.words, -self.order


class Gathered:
    """All of it."""

    def __init__(self, results: Iterable[Result], ends: Sequence[Total], recipe: Recipe) -> None:
        self.ends, self.measures = ends, recipe.measures()
        self.first = self.measures[0]
        drawn = [measure for measure in self.measures if not isinstance(measure, OWN_INTERVAL)]
        empty = len(bins(self.first)) * [0]
        self.systems = {
            t.system: System(t, t.line(recipe), Resampled(drawn) if drawn else None, list(empty))
            for t in ends[:DETAILED]
        }
        self.severities: Counter[tuple[str, str]] = Counter()  # by family and severity
        self.examples: dict[str, tuple[str, str, str]] = {}  # of a rule, what it found first: before it, it, after it
        self.outlets: dict[str, Outlet] = {}
        self.problems: dict[str, tuple[int, str]] = {}  # of a kind: how many, and the first
        self.has_lines = False  # whether a text stands in a line or row, so that it may be but a part of something
        self.notes = 0  # texts in an encoding that was guessed
        self._worst: dict[tuple[str, str], Poor] = {}
        self._order = 0
        for text in _texts(results):
            self._add(text)

    @property
    def noun(self) -> str:
        """What a unit is called."""
        return "segment" if self.has_lines else "text"

    @property
    def worst(self) -> list[Poor]:
        return sorted(self._worst.values(), key=lambda poor: poor.rank, reverse=True)

    def _add(self, text: list[Result]) -> None:
        for result in text:
            self.has_lines = self.has_lines or result["shown"]["where"].rpartition(":")[2].isdecimal()
            if "problem" in result:
                self._problem(result["problem"], result["shown"]["where"])
            else:
                self._segment(result)
            self._score(result)
        self._order += 1
        self._rank([result for result in text if "problem" not in result])

    def _segment(self, result: Result) -> None:
        self.notes += "note" in result
        for start, end, rule, severity, _ in result["shown"]["marks"]:
            self.severities[rule.partition(".")[0], severity] += 1
            if rule not in self.examples and (words := _example(result["shown"]["text"], start, end)):
                self.examples[rule] = words
        outlet = self._outlet(_outlet(result))
        outlet.segments += 1
        outlet.words += result["words"]
        outlet.findings.update(result["findings"])
        if counts := result["counts"].get(self.first.name):
            outlet.counts = added(outlet.counts, tuple(counts))
        if system := self.systems.get(result["system"]):
            system.clean += not result["findings"]

    def _score(self, result: Result) -> None:
        """Also of what could not be read: beside a reference, an empty segment counts."""
        if not (system := self.systems.get(result["system"])):
            return
        if system.resampled and result["counts"]:
            system.resampled.add(result["counts"])
        if (value := result["scores"].get(self.first.name)) is not None:
            system.bins[_bin(self.first, value)] += 1

    def _outlet(self, name: str) -> Outlet:
        if name not in self.outlets and len(self.outlets) >= OUTLETS:
            name = "other outlets"
        return self.outlets.setdefault(name, Outlet())

    def _problem(self, said: str, where: str) -> None:
        kind = PARTICULAR.sub("…", said.removeprefix(f"{where}: "))
        kind = kind if kind in self.problems or len(self.problems) < KINDS else "of other kinds"
        count, first = self.problems.get(kind, (0, said))
        self.problems[kind] = (count + 1, first)

    def _rank(self, text: list[Result]) -> None:
        words, total = 0, None
        for result in text:
            words += result["words"]
            if counts := result["counts"].get(self.first.name):
                total = added(total, tuple(counts))
        if total is None:
            return
        score = self.first.value(total)
        badness = -score if self.first.higher_is_better else score
        if isinstance(self.first, Points):
            badness = 1000 * total[0] / max(words, SHORT)
            if not badness:
                return
        place = _place(text[0])
        key = (badness, words, -self._order)
        held = self._worst.get(place)
        least = min(self._worst.values(), key=lambda poor: poor.rank) if len(self._worst) >= WORST else None
        if held and held.rank >= key:
            return
        if not held and least:
            if least.rank >= key:
                return
            del self._worst[next(place for place, poor in self._worst.items() if poor is least)]
        where = text[0]["document"] if len(text) > 1 else text[0]["shown"]["where"]
        shown = excerpt(*_joined(text))
        self._worst[place] = Poor(badness, words, self._order, text[0]["system"], where, score, shown)


def _example(text: str, start: int, end: int) -> tuple[str, str, str] | None:
    """None where it lies beyond what was kept, or is empty."""
    if start >= min(end, len(text)):
        return None
    if end > len(text) or end - start > EXAMPLE:
        cut = text[start : start + EXAMPLE]
        return "", cut.rpartition(" ")[0] or cut, "…"
    beside = BESIDE if end - start < BESIDE else 0
    before, after = text[max(0, start - beside) : start], text[end : end + beside]
    if start > beside:
        before = "…" + before.partition(" ")[2]
    if end + beside < len(text):
        after = after.rpartition(" ")[0] + "…"
    return before, text[start:end], after


def _texts(results: Iterable[Result]) -> Iterator[list[Result]]:
    """The segments of each document together, any other alone."""
    held: list[Result] = []
    for result in results:
        if result["segment"] is None:
            yield held
            held = []
            continue
        if held and (held[0]["document"] is None or _document(held[0]) != _document(result)):
            yield from ([one] for one in held)
            held = []
        held.append(result)
    yield from ([one] for one in held)


def _document(result: Result) -> tuple[str, str | None]:
    return result["system"], result["document"]


def _joined(text: Sequence[Result]) -> tuple[str, list[Mark]]:
    parts: list[str] = []
    marks: list[Mark] = []
    start = 0
    for result in text:
        words = result["shown"]["text"]
        for begin, end, *what in result["shown"]["marks"]:
            if end <= len(words) or len(words) < KEPT:  # else it lies beyond what was kept of the segment
                marks.append((begin + start, end + start, *what))
        parts.append(words)
        start += len(words) + 1
    return "\n".join(parts), marks


def _place(result: Result) -> tuple[str, str]:
    """The same for the same segment of systems that translated one source, so that it is shown but once."""
    system, where = result["system"], result["shown"]["where"]
    if where == f"{system}:{result['segment'] + 1}":
        return "", result["document"] or str(result["segment"])
    return system, where


def _outlet(result: Result) -> str:
    """As the input says, else the first folder of the document's name; nothing where neither tells."""
    folders = (result["document"] or "").split("/")[:-1]
    return result["shown"]["outlet"] or next((folder for folder in folders if folder.strip(".")), "")
