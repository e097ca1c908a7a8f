"""`mtassist compare`: whether one system is better than another, or whether chance alone would explain it.

Both tests are sacreBLEU's own code: paired bootstrap resampling (Koehn 2004) and paired approximate randomisation
(Riezler and Maxwell 2005). It gets the counts of our measures, so that every text is measured once, and mqm is tested
just as BLEU is. A p-value is of a system against the first one alone; nothing is corrected for many comparisons. The
bootstrap follows Moses' script, and its p is about half of the randomisation's: trust what both find.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import stdev
from typing import Any, NamedTuple

from mtassist.batch import reading
from mtassist.batch.engine import Recipe, run
from mtassist.batch.measures import Compared, Counts, Measure, _metric
from mtassist.batch.scoring import Asked, Follow, quietly
from mtassist.batch.units import EMPTY, Unit, limited, parallel
from mtassist.errors import ConfigError, InputError

CELLS = 200_000_000  # samples times segments; sacreBLEU holds an array of that size in memory


@dataclass(frozen=True)
class Versus:
    """What is compared with what. The first system is the one that the others must beat."""

    systems: tuple[str, ...]
    source: str | None = None
    references: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()  # a post-edit of each system's output
    recipe: Recipe = field(default_factory=Recipe)
    resamples: int = 1_000  # of the bootstrap
    trials: int = 10_000  # of the randomisation
    shown: int = 3  # segments that differ most
    limit: int | None = None
    output: str | None = None

    def check(self) -> None:
        """Refuse what cannot be compared, before anything is read."""
        if len(self.systems) < 2:
            raise ConfigError(f"one system is nothing to compare ({', '.join(self.systems)}); name two or more files")
        if other := next(filter(reading.is_read_here, self.systems), None):
            raise ConfigError(f"{other}: systems are compared line by line; name files with a segment a line")
        if self.edits and len(self.edits) != len(self.systems):
            counts = f"{len(self.edits)} post-edits for {len(self.systems)} systems"
            raise ConfigError(f"{counts}; name one for each, in the same order")
        for edited in self.edits or (None,):
            beside = {"source": self.source, "references": self.references, "edited": edited}
            Asked(self.systems, **beside, recipe=self.recipe, output=self.output).check()  # type: ignore[arg-type]

    def units(self) -> list[list[Unit]]:
        """The segments of each system, side by side. Empty ones are scored: a system that says nothing is no better."""
        count = len(self.systems)
        columns: list[list[Unit]] = []
        files = (*self.systems, *self.edits)
        for unit in limited(parallel(files, source=self.source, references=self.references), self.limit):
            if unit.problem not in ("", EMPTY):
                raise InputError(f"{unit.where}: {unit.problem}; mend it: systems are compared line by line")
            if unit.segment == 0:
                columns.append([])
            columns[-1].append(replace(unit, problem=""))
        if not columns:
            raise InputError(f"{self.systems[0]}: no lines; there is nothing to compare")
        for system, edited in zip(columns, columns[count:], strict=False):
            system[:] = [replace(unit, edited=other.text) for unit, other in zip(system, edited, strict=True)]
        return columns[:count]


class Apart(NamedTuple):
    """A segment that two systems translate unlike."""

    segment: int  # from 0
    source: str | None
    texts: tuple[str, str]  # of the first system and of the other
    scores: tuple[float, float]


@dataclass(frozen=True)
class Against:
    """A system beside the first one."""

    difference: float  # its value less that of the first system
    bootstrap: float  # p-values: how often chance alone gives a difference as large
    randomisation: float
    effect: float | None  # the difference in standard deviations of the segments' differences; None: those are all one
    apart: tuple[Apart, ...]  # the segments that differ most, most first


@dataclass(frozen=True)
class Standing:
    system: str
    value: float
    mean: float  # of the bootstrap's resamples
    reach: float  # 95 % of them lie within mean ± reach, as sacreBLEU says it
    against: Against | None  # None: the first system

    @property
    def interval(self) -> tuple[float, float]:
        """Of 95 %; no measure goes below 0."""
        return max(0.0, self.mean - self.reach), self.mean + self.reach


@dataclass(frozen=True)
class Comparison:
    """One measure over all systems."""

    measure: str
    higher_is_better: bool
    signature: str
    segments: int
    standings: tuple[Standing, ...]


def compare(asked: Versus, follow: Follow = quietly) -> list[Comparison]:
    """Measure every system and test it against the first."""
    asked.check()
    seed = _seed()
    columns = asked.units()
    segments = len(columns[0])
    if segments * max(asked.resamples, asked.trials) > CELLS:
        most = CELLS // max(asked.resamples, asked.trials)
        raise InputError(f"{segments:,} segments are too many for the tests; --limit {most}, or draw fewer samples")
    made = run(((unit,) for column in columns for unit in column), replace(asked.recipe, keep_issues=False))
    counted = [result["counts"] for group in follow(made, 0, segments * len(columns)) for result in group]
    found = []
    for measure in asked.recipe.measures():
        counts = _completed([counts.get(measure.name) for counts in counted])
        by_system = [counts[start : start + segments] for start in range(0, len(counts), segments)]
        recipe = f"{measure.signature()}|bs:{asked.resamples}|ar:{asked.trials}|seed:{seed}"
        standings = tuple(_standings(asked, measure, columns, by_system))
        found.append(Comparison(measure.name, measure.higher_is_better, recipe, segments, standings))
    return found


def _completed(counts: Sequence[Counts | None]) -> list[Counts]:
    """What has no words to be judged adds nothing to a sum."""
    wide = next((len(each) for each in counts if each), 1)
    return [tuple(each) if each else (0.0,) * wide for each in counts]


def _standings(
    asked: Versus, measure: Measure, columns: Sequence[Sequence[Unit]], counts: Sequence[Sequence[Counts]]
) -> list[Standing]:
    bootstrap = _tested(asked, measure, counts, "bs", asked.resamples)
    randomisation = _tested(asked, measure, counts, "ar", asked.trials)
    standings = []
    for number, (system, one, other) in enumerate(zip(asked.systems, bootstrap, randomisation, strict=True)):
        against = None
        if number:
            same = counts[0] == counts[number]  # no chance in it, while the tests would call it hardly likely
            difference = one.score - bootstrap[0].score
            ours, theirs = ([measure.value(c) for c in counts[n]] for n in (0, number))
            against = Against(
                difference=float(difference),
                bootstrap=1.0 if same else one.p_value,
                randomisation=1.0 if same else other.p_value,
                effect=_effect(difference, ours, theirs),
                apart=_apart(columns[0], columns[number], ours, theirs, asked.shown),
            )
        standings.append(Standing(system, float(one.score), float(one.mean), float(one.ci), against))
    return standings


def _tested(
    asked: Versus, measure: Measure, counts: Sequence[Sequence[Counts]], test: str, samples: int
) -> Sequence[Any]:
    """What sacreBLEU's test says of each system, the first one first."""
    from sacrebleu.significance import PairedTest

    systems: list[Any] = list(zip(asked.systems, counts, strict=True))
    metrics: dict[str, Any] = {measure.name: _Counted(measure)}
    _, scores = PairedTest(systems, metrics, references=None, test_type=test, n_samples=samples)()
    return scores[measure.name]


class _Value(NamedTuple):
    name: str
    score: float


@dataclass(frozen=True)
class _Counted:
    """A measure as sacreBLEU's tests know a metric: in place of texts it takes the counts of their segments."""

    measure: Measure

    def _extract_corpus_statistics(self, counts: Sequence[Counts], references: None) -> Sequence[Counts]:
        return counts

    def _aggregate_and_compute(self, counts: Sequence[Counts]) -> _Value:
        return self._compute_score_from_stats([sum(column) for column in zip(*counts, strict=True)])

    def _compute_score_from_stats(self, total: Sequence[float]) -> _Value:
        if isinstance(self.measure, Compared):  # as it comes: resamples are in single precision, and so is their mean
            return _Value(self.measure.name, _metric(self.measure.name)._compute_score_from_stats(total).score)
        return _Value(self.measure.name, self.measure.value(tuple(total)))

    def get_signature(self) -> _Counted:
        return self

    def update(self, key: str, value: Any) -> None:
        """The tests add to a signature how they were made; ours says so already."""


def _effect(difference: float, ours: Sequence[float], theirs: Sequence[float]) -> float | None:
    differences = [b - a for a, b in zip(ours, theirs, strict=True)]
    spread = stdev(differences) if len(differences) > 1 else 0.0
    if spread:
        return float(difference / spread)
    return None if difference else 0.0


def _apart(
    first: Sequence[Unit], second: Sequence[Unit], ours: Sequence[float], theirs: Sequence[float], most: int
) -> tuple[Apart, ...]:
    order = sorted(range(len(first)), key=lambda n: (-abs(theirs[n] - ours[n]), n))[:most]
    return tuple(
        Apart(n, first[n].source, (first[n].text, second[n].text), (ours[n], theirs[n]))
        for n in order
        if ours[n] != theirs[n]
    )


def _seed() -> str:
    """As sacreBLEU's own command takes it."""
    seed = os.environ.get("SACREBLEU_SEED", "12345").lower()
    if seed != "none" and not seed.isdecimal():
        raise ConfigError(f"SACREBLEU_SEED is {seed!r}; give it a whole number, or none for another draw each time")
    return seed
