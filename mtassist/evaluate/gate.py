"""The quality gate: floors that only rise, pinned with the corpus they were measured on in ``seeds/floors.json``.

``eval --gate`` compares and names every floor that broke. ``eval --update`` pins what is reached now and refuses to
lower a floor unless told to. Figures for each rule are kept beside the floors, for ``mtassist rules ID`` to show.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from math import floor
from pathlib import Path
from typing import Any

from mtassist import lists
from mtassist.errors import ConfigError
from mtassist.evaluate.accuracy import Result
from mtassist.evaluate.genuine import Alarms
from mtassist.formats import text

SCHEMA = "mtassist/floors/1"
STEP = 10_000  # floors keep four decimals, rounded down, so that the run that set them passes


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What one rule was measured at."""

    findings: int = 0  # on translated articles
    right: int = 0
    alarms: int = 0  # on genuine English


@dataclass(frozen=True, slots=True)
class Pinned:
    """The content of ``floors.json``."""

    corpus: str = ""  # digest of the articles
    floors: Mapping[str, float] = field(default_factory=dict)  # "found.quote": 0.8
    ceiling: float = 0.0  # false alarms per 1,000 words of genuine English
    words: int = 0  # of genuine English that the rules were measured on
    rules: Mapping[str, RuleFigures] = field(default_factory=dict)


def path() -> Path:
    """``seeds/floors.json`` of a checkout, or the copy that a wheel carries beside the word lists."""
    folder = lists.folder()
    packed = folder / "floors.json"
    return packed if packed.is_file() else folder.parent / "floors.json"


def read(file: Path) -> Pinned | None:
    """What is pinned, or None when nothing is yet."""
    if not file.is_file():
        return None
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
        if given["schema"] != SCHEMA:
            raise ValueError(f"schema {given['schema']!r}, wanted {SCHEMA!r}")
        rules = {id: RuleFigures(**figures) for id, figures in given["rules"].items()}
        return Pinned(given["corpus"], given["floors"], given["ceiling"], given["words"], rules)
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{file}: not a file of floors: {error!r}; restore it, or pin anew with --update") from None


def measured() -> Pinned:
    """What the rules were last measured at; empty when they were not."""
    return read(path()) or Pinned()


def pinned(result: Result, corpus: str, genuine: Alarms | None = None) -> Pinned:
    """A result as floors. ``genuine`` is a further measure on genuine English, for the figures of the rules."""
    alarms = result.alarms + (genuine.count if genuine else Counter())
    figures = {
        id: RuleFigures(claim.findings if claim else 0, claim.right if claim else 0, alarms[id])
        for id in sorted({*result.rules, *alarms})
        for claim in [result.rules.get(id)]
    }
    ceiling = -floor(-result.alarms_per_1000_words * STEP) / STEP
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
    before = read(file)
    if before and before.corpus == now.corpus and not allow_regression and (said := broken(now, before)):
        raise ConfigError(f"floors only rise: {'; '.join(said)}; mend the rules, or add --allow-regression")
    text.write(str(file), (json.dumps(_as_dict(now), indent=1, sort_keys=True) + "\n").encode())


def _as_dict(now: Pinned) -> dict[str, Any]:
    return {"schema": SCHEMA, **asdict(now)}
