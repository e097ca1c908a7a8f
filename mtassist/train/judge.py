"""How good a model is on development data: against judges, post-editors and raters, per language pair, with intervals.

Figures that others publish for the same data stand in the data folder's README: compare with those, and with how well
two raters agree with each other.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import StatisticsError, correlation

from mtassist.neural.reading import Reading
from mtassist.train import records
from mtassist.train.records import Record

Read = Callable[[Sequence[Record]], Sequence[Reading]]

RESAMPLED = 200  # bootstrap samples of an interval
STEPS = 60  # thresholds that are tried between the least and the most sure
FEWEST = 50  # sentences; less says nothing


@dataclass(frozen=True)
class Figure:
    """A measured number with the middle 95 % of its bootstrap."""

    name: str
    pair: str
    value: float
    low: float
    high: float
    size: int

    def __str__(self) -> str:
        return f"{self.name:22} {self.pair:6} {self.value:6.3f}  [{self.low:.3f}, {self.high:.3f}]  {self.size:,}"


def judge(read: Read, folder: Path) -> list[Figure]:
    """Everything that the development data can tell of sentences."""
    figures = []
    edits = _by_pair(records.post_edits(folder, "dev"))
    for pair, given in edits.items():
        seen = read(given)
        for task in ("da", "hter"):
            figures.append(
                correlated(f"post-edits {task}", pair, [r.on_whole[task] for r in seen], _wanted(given, task))
            )
        figures.append(_matched("post-edits words", pair, seen, given, "edited"))
    for pair, given in _by_pair(records.judged(folder, "dev")).items():
        seen = read(given)
        figures.append(correlated("WMT judges da", pair, [r.on_whole["da"] for r in seen], _wanted(given, "da")))
    for pair, given in _by_pair(records.marked(folder, "dev")).items():
        seen = read(given)
        good = [-x for x in _wanted(given, "mqm")]
        figures.append(correlated("MQM points", pair, [-r.on_whole["mqm"] for r in seen], good))
        figures.append(correlated("MQM points by da", pair, [r.on_whole["da"] for r in seen], good))
    return figures


def _by_pair(given: Iterable[Record]) -> dict[str, list[Record]]:
    piles: dict[str, list[Record]] = defaultdict(list)
    for record in given:
        piles[record.pair].append(record)
    return {pair: pile for pair, pile in sorted(piles.items()) if len(pile) >= FEWEST}


def _wanted(given: Sequence[Record], task: str) -> list[float]:
    return [record.on_whole[task] for record in given]


def correlated(name: str, pair: str, got: Sequence[float], wanted: Sequence[float]) -> Figure:
    """Pearson's correlation, with its interval."""
    low, high = _interval(len(got), lambda chosen: pearson([got[n] for n in chosen], [wanted[n] for n in chosen]))
    return Figure(name, pair, pearson(got, wanted), low, high, len(got))


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's correlation; 0 where one side never changes.

    >>> round(pearson([1, 2, 3], [2, 4, 6]), 3), pearson([1, 1], [1, 2])
    (1.0, 0.0)
    """
    try:
        return correlation(xs, ys)
    except StatisticsError:
        return 0.0


def _matched(name: str, pair: str, seen: Sequence[Reading], given: Sequence[Record], task: str) -> Figure:
    """MCC at the best threshold over all; the interval keeps that threshold."""
    both = [
        list(zip(reading.on_words[task], record.on_words[task], strict=False))
        for reading, record in zip(seen, given, strict=True)
    ]
    flat = sorted(logit for pile in both for logit, _ in pile)
    tried = {flat[len(flat) * n // STEPS] for n in range(1, STEPS)}
    counts = {limit: [_counts(pile, limit) for pile in both] for limit in tried}
    best = max(sorted(tried), key=lambda limit: mcc(counts[limit]))
    at_best = counts[best]
    low, high = _interval(len(both), lambda chosen: mcc([at_best[n] for n in chosen]))
    return Figure(name, pair, mcc(at_best), low, high, len(both))


def _counts(pile: Sequence[tuple[float, float]], limit: float) -> tuple[int, int, int, int]:
    hits = sum(logit >= limit and wrong > 0.5 for logit, wrong in pile)
    alarms = sum(logit >= limit and wrong <= 0.5 for logit, wrong in pile)
    misses = sum(logit < limit and wrong > 0.5 for logit, wrong in pile)
    return hits, alarms, misses, len(pile) - hits - alarms - misses


def mcc(counts: Iterable[tuple[int, int, int, int]]) -> float:
    """Matthews' correlation of hits, false alarms, misses and rightly quiet words, summed.

    >>> round(mcc([(6, 2, 1, 3)]), 3)
    0.478
    """
    hit, alarm, miss, quiet = (sum(column) for column in zip(*counts, strict=True))
    below = sqrt((hit + alarm) * (hit + miss) * (quiet + alarm) * (quiet + miss))
    return (hit * quiet - alarm * miss) / below if below else 0.0


def _interval(size: int, measure: Callable[[Sequence[int]], float]) -> tuple[float, float]:
    rng = random.Random(size)
    values = sorted(measure(rng.choices(range(size), k=size)) for _ in range(RESAMPLED))
    return values[round(0.025 * RESAMPLED)], values[round(0.975 * RESAMPLED) - 1]
