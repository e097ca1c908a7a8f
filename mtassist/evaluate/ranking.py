"""Whether a measure puts translation systems in the order in which people put them.

Of all pairs of systems that translated the same text, the share whose difference has the sign of the human one (Kocmi
et al. 2021, “To Ship or Not to Ship”). People are a system's mean score. Theirs differ by chance too, so pairs that
they tell apart (Welch's test, p < .05) are counted for themselves. A measure that finds no difference is wrong.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import sqrt
from pathlib import Path
from statistics import fmean, variance
from typing import Any

from mtassist.batch.engine import Recipe, run
from mtassist.batch.measures import usual
from mtassist.batch.results import totals
from mtassist.batch.units import Unit
from mtassist.config import DEFAULT
from mtassist.errors import InputError
from mtassist.formats import json_lines

APART = 1.96  # standard errors
SEED = 5

Key = tuple[str, str]  # the campaign, as wmt22, and the languages


@dataclass(frozen=True, slots=True)
class Row:
    """A segment and what every system made of it."""

    id: str
    source: str
    reference: str  # the first one
    systems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs of systems ordered as people order them."""

    right: int = 0
    pairs: int = 0
    right_apart: int = 0  # among those that people tell apart
    apart: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        both = ("right", "pairs", "right_apart", "apart")
        return Agreement(*(getattr(self, name) + getattr(other, name) for name in both))


@dataclass(frozen=True, slots=True)
class Ranking:
    """One set: a text and its systems."""

    name: str
    systems: int
    segments: int  # measured of each system
    of: int  # there are
    agreement: Mapping[str, Agreement]  # by measure
    human: Mapping[str, float]  # by system
    values: Mapping[str, Mapping[str, float]]  # by measure, by system


@dataclass(frozen=True, slots=True)
class Result:
    rankings: Sequence[Ranking]
    signatures: Mapping[str, str]  # by measure, in the order in which they are shown
    left_out: Sequence[str] = field(default=())  # sets without human scores of two systems

    def total(self, measure: str) -> Agreement:
        return sum((ranking.agreement[measure] for ranking in self.rankings), Agreement())


def measure(news: Path, scores: Path, limit: int | None = None) -> Result:
    """``limit``: only so many segments of each system, drawn once at random and the same for all."""
    given, ratings = _news(news), _ratings(scores)
    rankings, left_out = [], []
    recipe = Recipe(metrics=(*usual(DEFAULT), "chrf"), references=1, keep_issues=False)
    for key, rows in given.items():
        rated = {name: kept for name, kept in ratings.get(key, {}).items() if all(name in row.systems for row in rows)}
        if len(rated) < 2:
            left_out.append(" ".join(key))
            continue
        drawn = _drawn(rows, limit)
        values = _values(drawn, sorted(rated), recipe)
        higher = {one.name: one.higher_is_better for one in recipe.measures()}
        agreement = {name: agree(rated, values[name], higher_is_better=higher[name]) for name in recipe.metrics}
        human = {name: fmean(kept) for name, kept in rated.items()}
        rankings.append(Ranking(" ".join(key), len(rated), len(drawn), len(rows), agreement, human, values))
    if not rankings:
        raise InputError(f"{scores}: no human scores of two systems of {news}; name files of the same campaign")
    return Result(rankings, recipe.signatures(), left_out)


def agree(
    ratings: Mapping[str, Sequence[float]], values: Mapping[str, float], *, higher_is_better: bool = True
) -> Agreement:
    """How often the values order two systems as the ratings do; pairs that people put level are left out."""
    found = Agreement()
    sign = 1 if higher_is_better else -1
    for one, other in combinations(sorted(ratings), 2):
        human = fmean(ratings[one]) - fmean(ratings[other])
        if human:
            right = sign * (values[one] - values[other]) * human > 0
            apart = abs(human) > APART * sqrt(_error(ratings[one]) + _error(ratings[other]))
            found += Agreement(right, 1, right and apart, apart)
    return found


def _error(scores: Sequence[float]) -> float:
    """The squared standard error of a mean; that of one score is without bounds."""
    return variance(scores) / len(scores) if len(scores) > 1 else float("inf")


def _drawn(rows: Sequence[Row], limit: int | None) -> list[Row]:
    if limit is None or limit >= len(rows):
        return list(rows)
    return [rows[n] for n in sorted(random.Random(SEED).sample(range(len(rows)), limit))]


def _values(rows: Sequence[Row], systems: Sequence[str], recipe: Recipe) -> dict[str, dict[str, float]]:
    """Each system measured, segment by segment, with source and reference."""
    units = (
        Unit(system, number, row.systems[system], f"{row.id} {system}", row.source, (row.reference,))
        for system in systems
        for number, row in enumerate(rows)
    )
    made = run(((unit,) for unit in units), recipe)
    lines = {total.system: total.line(recipe)["scores"] for total in totals(r for group in made for r in group)}
    return {name: {system: lines[system][name] for system in systems} for name in recipe.metrics}


def _news(path: Path) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    for key, row in json_lines.read(path, _row, "dataset, lang_pair, id, src, refs and systems"):
        found[key].append(row)
    return found


def _row(given: dict[str, Any]) -> tuple[Key, Row]:
    systems = {name: str(text) for name, text in given["systems"].items()}
    return _key(given), Row(given["id"], str(given["src"]), str(min(given["refs"].items())[1]), systems)


def _ratings(path: Path) -> dict[Key, dict[str, list[float]]]:
    found: dict[Key, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for key, system, score in json_lines.read(path, _rating, "dataset, lang_pair and score_z"):
        if system is not None:  # some sets do not say whose translation it is
            found[key][system].append(score)
    return found


def _rating(given: dict[str, Any]) -> tuple[Key, str | None, float]:
    return _key(given), given.get("system"), float(given["score_z"])


def _key(given: dict[str, Any]) -> Key:
    """``wmt22-general`` and ``wmt22-toen-da`` are of one campaign."""
    return str(given["dataset"]).partition("-")[0], str(given["lang_pair"])
