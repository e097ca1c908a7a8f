"""What the bundled model reaches, in parts that can be asked for alone: each takes seconds to minutes.

Every part measures through the model as it is shipped, the way people run it, and says what was measured and how much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtassist.errors import ConfigError, ModelMissing
from mtassist.evaluate.bundled import calibration, curve, gain, harm, pace, sentences
from mtassist.neural import bundled
from mtassist.neural.bundled import Bundled
from mtassist.neural.reader import Reader

Figures = tuple[Any, Iterable[str]]  # for programs, and as a table


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the model, the data and the articles lie, and how much of the data is enough."""

    folder: Path  # of the model
    data: Path | None
    articles: Path
    limit: int | None = None

    @property
    def wanted_data(self) -> Path:
        if self.data is None:
            raise ConfigError("--bundled wants the data folder for this part; name it, or choose with --parts")
        return self.data


def _sentences(asked: Asked) -> Figures:
    one = sentences.measure(Reader(asked.folder), asked.wanted_data)
    return one.figures, sentences.table(one)


def _calibration(asked: Asked) -> Figures:
    one = calibration.measure(Reader(asked.folder), Bundled(asked.folder).card, asked.wanted_data)
    return calibration.figures(one), calibration.table(one)


def _harm(asked: Asked) -> Figures:
    one = harm.measure(asked.wanted_data, asked.limit)
    return harm.figures(one), harm.table(one)


def _gain(asked: Asked) -> Figures:
    rows = gain.measure(asked.wanted_data, asked.articles, asked.limit)
    return gain.figures(rows), gain.table(rows)


def _speed(asked: Asked) -> Figures:
    one = pace.measure(asked.folder, asked.articles)
    return pace.figures(one), pace.table(one)


def _articles(asked: Asked) -> Figures:
    one = curve.measure(Bundled(asked.folder), asked.articles, asked.data)
    return curve.figures(one), curve.table(one)


PARTS: dict[str, Callable[[Asked], Figures]] = {
    "sentences": _sentences,
    "calibration": _calibration,
    "harm": _harm,
    "gain": _gain,
    "speed": _speed,
    "articles": _articles,
}


def choose(given: str | None) -> Sequence[str]:
    """The parts named, by commas; all when none is.

    >>> choose("harm, gain")
    ['harm', 'gain']
    """
    names = [name for part in (given or "").split(",") if (name := part.strip())]
    if unknown := [name for name in names if name not in PARTS]:
        raise ConfigError(f"--parts: no part is called {unknown[0]!r}; known are {', '.join(PARTS)}")
    return names or list(PARTS)


def signature(folder: Path) -> str:
    return Bundled(folder).signature


def folder() -> Path:
    """Of the model that reads by default."""
    found = bundled.at(bundled.DEFAULT)
    if not found:
        raise ModelMissing(f"{bundled.home()} holds no model {bundled.DEFAULT}; set MTASSIST_MODELS to where it lies")
    return found
