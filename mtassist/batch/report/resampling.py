"""Intervals of corpus measures in one pass: the bootstrap with Poisson weights, which holds no segment.

Drawing as many segments as there are, with replacement, gives each of them a number of copies that is nearly Poisson
with mean 1 (Chamandy et al. 2012, “Estimating Uncertainty for Massive Data Streams”). So each resample is a running sum
of counts times such numbers, and memory depends on the number of resamples alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, factorial
from typing import Any

from mtassist.batch.measures import Measure

RESAMPLES = 500
SEED = 12345  # as sacreBLEU's
TOGETHER = 256  # segments
EVEN = 1 << 16  # even numbers are drawn and looked up: much faster than drawing Poisson ones


class Resampled:
    """The measures of one system. Every system gets the same weights, so that those of parallel systems are paired."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        import numpy

        self._measures = measures
        self._draw = numpy.random.RandomState(SEED)  # the one of numpy's generators that stays as it is for ever
        chances = numpy.cumsum([exp(-1) / factorial(k) for k in range(10)])
        self._weights = numpy.searchsorted(chances * EVEN, numpy.arange(EVEN), side="right").astype(float)
        self._waiting: list[Mapping[str, Sequence[float]]] = []
        self._sums: dict[str, Any] = {}
        self._drawn = numpy.zeros(RESAMPLES)  # how many segments are in each

    def add(self, counts: Mapping[str, Sequence[float]]) -> None:
        self._waiting.append(counts)
        if len(self._waiting) == TOGETHER:
            self._flush()

    def _flush(self) -> None:
        import numpy

        weights = self._weights[self._draw.randint(0, EVEN, (RESAMPLES, len(self._waiting)), dtype=numpy.uint16)]
        self._drawn += weights.sum(axis=1)
        for measure in self._measures:
            there = [n for n, counts in enumerate(self._waiting) if measure.name in counts]
            if there:
                added = weights[:, there] @ numpy.array([self._waiting[n][measure.name] for n in there], dtype=float)
                self._sums[measure.name] = self._sums.get(measure.name, 0.0) + added
        self._waiting = []

    def intervals(self) -> dict[str, tuple[float, float]]:
        """Of 95 %, for each measure that has counts."""
        import numpy

        if self._waiting:
            self._flush()
        found = {}
        for measure in self._measures:
            if measure.name in self._sums:
                values = [measure.value(tuple(row)) for row in self._sums[measure.name][self._drawn > 0]]
                low, high = numpy.percentile(values, (2.5, 97.5))
                found[measure.name] = (float(low), float(high))
        return found
