"""What a batch has found so far, as the page shows it: documents, systems, what could not be read, a histogram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil
from threading import Lock
from typing import Any

from mtassist.batch.engine import Result
from mtassist.batch.measures import Measure, Points, Quality
from mtassist.batch.results import Total
from mtassist.types import Severity

BINS = 8  # bars of a histogram at most: their names stand side by side
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
PROBLEMS = 500  # that are listed; more are counted
SYSTEMS = 50  # the same
ALL = "All together"
MQM = Points("wmt")


@dataclass(frozen=True, slots=True)
class Row:
    """A document that was scored."""

    number: int  # its place in the batch
    name: str
    words: int
    findings: int
    mqm: float  # points per 1,000 words
    worst: str  # severity; empty when nothing was found
    quality: float | None = None  # 0 to 100; none where no model has judged it

    @property
    def rate(self) -> float:
        """Findings per 1,000 words."""
        return 1000 * self.findings / max(1, self.words)


Order = Callable[[Row], Any]
ORDERS: dict[str, Order] = {  # what comes first
    "score": lambda row: (-row.mqm, -row.rate, row.number),
    "quality": lambda row: (row.quality is None, row.quality or 0.0, row.number),
    "rate": lambda row: (-row.rate, row.number),
    "found": lambda row: (-row.findings, row.number),
    "words": lambda row: (-row.words, row.number),
    "worst": lambda row: (-_rank(row.worst), -row.mqm, row.number),
    "name": lambda row: row.number,
}


@dataclass
class Found:
    """Grows while a batch runs; any thread may look. ``quality``: the measure of that name, if there is one."""

    quality: Measure | None = None
    rows: list[Row] = field(default_factory=list)
    problems: list[tuple[str, str, str]] = field(default_factory=list)  # where, what, kind
    texts: int = 0
    documents: Counter[str] = field(default_factory=Counter)  # that were scored, by system
    _totals: dict[str, Total] = field(default_factory=dict)
    _all: Total = field(default_factory=lambda: Total(ALL))
    _failed: set[str] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def add(self, name: str, results: Sequence[Result]) -> None:
        """One document with its units, as the engine gives them."""
        with self._lock:
            for result in results:
                self._totals.setdefault(result["system"], Total(result["system"])).add(result)
                self._all.add(result)
                self._complain(name, result)
            whole = results[-1]
            if "problem" not in whole:
                worst = max(
                    (issue["severity"] for r in results for issue in r.get("issues", ())), key=_rank, default=""
                )
                found = sum(whole["findings"].values())
                scores = whole["scores"]
                mqm, quality = scores.get("mqm", 0.0), scores.get("quality")
                self.rows.append(Row(self.texts, name, whole["words"], found, mqm, worst, quality))
                self.documents[whole["system"]] += 1
            self.texts += 1

    def _complain(self, name: str, result: Result) -> None:
        for kind, key in (("not read", "problem"), ("note", "note")):
            if said := result.get(key):
                where = result["document"] if said.startswith(f"{result['document']}: ") else said.partition(": ")[0]
                self.problems.append((where, said.removeprefix(f"{where}: "), kind))
        for failure in result.get("failures", ()):
            if failure not in self._failed:  # a rule that fails may do so in every text
                self._failed.add(failure)
                self.problems.append((name, f"a rule failed and was left out: {failure}", "note"))

    def told(self, *, order: str, most: int) -> dict[str, Any]:
        """The first ``most`` documents in an order, and everything about them all."""
        with self._lock:
            rows = sorted(self.rows, key=ORDERS.get(order, ORDERS["score"]))
            problems = sorted(self.problems, key=lambda problem: problem[2] == "note")
            systems = [self._of(total, self.documents[name]) for name, total in self._totals.items()]
            every = self._of(self._all, len(rows))
        return {
            "rows": [[r.number, r.name, r.words, r.findings, r.rate, r.mqm, r.worst, r.quality] for r in rows[:most]],
            "of": len(rows),
            "systems": systems[:SYSTEMS] if len(systems) > 1 else [],
            "more_systems": max(0, len(systems) - SYSTEMS),
            "all": every,
            "bars": histogram([row.rate for row in rows]),
            "problems": problems[:PROBLEMS],
            "more_problems": max(0, len(problems) - PROBLEMS),
        }

    def _of(self, total: Total, documents: int) -> dict[str, Any]:
        """A system, with its quality as value, low and high; the last two are none where the measure has none."""
        counts = total.counts.get("quality")
        if self.quality is None or not counts:
            return _told(total, documents) | {"quality": None}
        interval = self.quality.interval(counts) if isinstance(self.quality, Quality) else (None, None)
        return _told(total, documents) | {"quality": [self.quality.value(counts), *interval]}


def _told(total: Total, documents: int) -> dict[str, Any]:
    found = sum(total.findings.values())
    counts = total.counts.get(MQM.name)
    low, high = MQM.interval(counts) if counts else (None, None)
    return {
        "name": total.system,
        "documents": documents,
        "words": total.words,
        "found": found,
        "rate": 1000 * found / max(1, total.words),
        "mqm": MQM.value(counts) if counts else None,
        "units": total.segments - total.problems,
        "low": low,
        "high": high,
        "problems": total.problems,
    }


def _rank(severity: str) -> int:
    return Severity(severity).rank if severity else -1


def histogram(rates: Iterable[float]) -> list[tuple[str, int]]:
    """Ranges of findings per 1,000 words, and how many documents lie in each; the last range is open above.

    >>> histogram([0, 3, 4, 12])
    [('0–2', 1), ('2–4', 1), ('4–6', 1), ('6–8', 0), ('8–10', 0), ('10–12', 0), ('12–14', 1)]
    """
    ordered = sorted(rates)
    if not ordered:
        return []
    usual = ordered[ceil(0.95 * len(ordered)) - 1] if len(ordered) > 20 else ordered[-1]  # one outlier flattens no plot
    step = next((step for step in STEPS if usual / step <= BINS - 1), STEPS[-1])
    bars = min(BINS, int(usual // step) + 1)
    counts = [0] * bars
    for rate in ordered:
        counts[min(int(rate // step), bars - 1)] += 1
    names = [f"{at * step}–{at * step + step}" for at in range(bars)]
    if ordered[-1] >= bars * step:
        names[-1] = f"{(bars - 1) * step}+"
    return list(zip(names, counts, strict=True))
