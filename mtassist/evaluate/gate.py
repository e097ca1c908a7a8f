"""The quality gate: floors that only rise, pinned with the corpus they were measured on in ``seeds/floors.json``.

``eval --gate`` compares and names every floor that broke. ``eval --update`` pins what is reached now and refuses to
lower a floor unless told to. Figures for each rule are kept beside the floors, for ``mtassist rules ID`` to show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import ceil, floor
from pathlib import Path

from mtassist.errors import ConfigError
from mtassist.evaluate.accuracy import Result
from mtassist.evaluate.genuine import Alarms
from mtassist.formats import floors as files
from mtassist.formats.floors import Pinned, RuleFigures

STEP = 10_000  # floors keep four decimals, rounded down, so that the run that set them passes


def pinned(result: Result, corpus: str, genuine: Alarms | None = None) -> Pinned:
    """A result as floors. ``genuine`` is a further measure on genuine English, for the figures of the rules."""
    alarms = result.alarms + (genuine.count if genuine else Counter())
    figures = {
        id: RuleFigures(claim.findings if claim else 0, claim.right if claim else 0, alarms[id])
        for id in sorted({*result.rules, *alarms})
        for claim in [result.rules.get(id)]
    }
    ceiling = ceil(result.alarms_per_1000_words * STEP) / STEP
    words = result.words + (genuine.words if genuine else 0)
    return Pinned(corpus, dict(floors(result)), ceiling, words, figures)


def floors(result: Result) -> Iterator[tuple[str, float]]:
    """The shares that must not fall: found and fixed by kind, precision by family, and each overall."""
    for name, kind in [*sorted(result.kinds.items()), ("all", result.total)]:
        yield f"found.{name}", _down(kind.found, kind.gold)
        yield f"fixed.{name}", _down(kind.fixed, kind.fixable)
    for name, claim in [*sorted(result.families.items()), ("all", result.claims)]:
        yield f"precision.{name}", _down(claim.right, claim.findings)


def _down(part: int, whole: int) -> float:
    return floor(part * STEP / whole) / STEP if whole else 0.0


def broken(now: Pinned, before: Pinned) -> list[str]:
    """In words, each floor that is not reached, and the ceiling when it is passed.

    A family that has fallen silent broke no precision; that it finds less shows in the kinds.
    """
    if now.corpus != before.corpus:
        return ["the articles are not those the floors were measured on; pin anew with `mtassist eval --update`"]
    said = [
        f"{name} fell to {now.floors.get(name, 0.0):.4f}; its floor is {least:.4f}"
        for name, least in sorted(before.floors.items())
        if now.floors.get(name, 0.0) < least and (name in now.floors or not name.startswith("precision."))
    ]
    if now.ceiling > before.ceiling:
        said.append(f"false alarms rose to {now.ceiling:.4f} per 1,000 words; the ceiling is {before.ceiling:.4f}")
    return said


def update(file: Path, now: Pinned, *, allow_regression: bool = False) -> None:
    """Pin ``now``. A lower floor needs ``allow_regression``; with new articles there is nothing to compare."""
    before = files.read(file)
    if before and before.corpus == now.corpus and not allow_regression and (said := broken(now, before)):
        raise ConfigError(f"floors only rise: {'; '.join(said)}; mend the rules, or add --allow-regression")
    files.write(file, now)
