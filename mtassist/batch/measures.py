"""The measures of `mtassist score`. Each turns a unit into counts; counts are summed, and their sum gives a number.

So one pass serves segments, documents and whole systems, in whatever pieces the work was done, and nothing grows with
the input. BLEU, chrF++ and TER are sacreBLEU's own (Post 2018, “A Call for Clarity in Reporting BLEU Scores”), counts
and formula alike; HTER is TER against the same translation post-edited by a person (Snover et al. 2006).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from math import sqrt
from typing import TYPE_CHECKING, Any, Protocol

from mtassist.batch.units import Unit
from mtassist.config import DEFAULT, Config
from mtassist.errors import ConfigError
from mtassist.score import mqm
from mtassist.segment import document
from mtassist.types import Issue, Severity

if TYPE_CHECKING:
    from mtassist.neural.bundled import Bundled

Counts = tuple[float, ...]


@dataclass(frozen=True)
class Weights:
    """Points of one error by severity; at most ``most`` errors count in a unit, and at most ``cap`` points."""

    neutral: float
    minor: float
    major: float
    critical: float
    cap: float | None = None
    most: int | None = None

    def of(self, severity: Severity) -> float:
        return float(getattr(self, severity.value))


WEIGHTS = {
    "wmt": Weights(0, 1, 5, 10),  # Freitag et al. 2021; with its own minor punctuation, see `mtassist/score/mqm.py`
    "xcomet": Weights(0, 1, 5, 10, cap=25),  # Guerreiro et al. 2023, “xCOMET”
    "gemba": Weights(0, 1, 5, 25, most=5),  # Kocmi and Federmann 2023, “GEMBA-MQM”
    "matecat": Weights(0, 0.5, 2, 2),  # MateCat's default quality model knows neutral, minor and major
}
NEEDS = {"bleu": "a reference", "chrf": "a reference", "ter": "a reference", "hter": "a post-edit"}
NAMES = ("quality", "mqm", "bleu", "chrf", "ter", "hter")
KNOWN = ", ".join(NAMES)


class Measure(Protocol):
    """``signature`` is the recipe; two numbers compare only when it is the same."""

    @property
    def name(self) -> str: ...

    @property
    def higher_is_better(self) -> bool: ...

    def counts(self, unit: Unit, issues: Sequence[Issue]) -> Counts | None: ...

    def value(self, total: Counts) -> float: ...

    def signature(self) -> str: ...


def chosen(
    names: Sequence[str], *, weights: str = "wmt", references: int = 0, config: Config = DEFAULT
) -> list[Measure]:
    """The measures of these names. Raises ConfigError for one that there is not, or that has no model."""
    if weights not in WEIGHTS:
        raise ConfigError(f"unknown weights {weights!r}; known are {', '.join(WEIGHTS)}")
    if unknown := [name for name in names if name not in NAMES]:
        raise ConfigError(f"unknown metric {unknown[0]!r}; known are {KNOWN}")
    made: dict[str, Callable[[], Measure]] = {
        "quality": partial(_quality, config),
        "mqm": lambda: Points(weights),
        **{name: partial(Compared, name, max(1, references)) for name in NEEDS},
    }
    return [made[name]() for name in dict.fromkeys(names)]


def usual(config: Config) -> tuple[str, ...]:
    """What is measured where nobody says what: quality as well where there is a model."""
    return ("quality", "mqm") if _reads(config) else ("mqm",)


def _reads(config: Config) -> bool:
    from mtassist.neural import bundled, comet

    return bool(comet.named(config) or bundled.named(config))


@dataclass(frozen=True)
class Quality:
    """The share of sentences that an editor would leave as they are, from the English alone; see neural/quality.py.

    A unit without words counts for nothing, but one that is empty is no translation: no sentence of it is right.
    """

    config: Config
    name: str = "quality"
    higher_is_better: bool = True

    def counts(self, unit: Unit, issues: Sequence[Issue]) -> Counts | None:
        from mtassist.neural import quality

        given = document(unit.text)
        sentences = [segment for segment in given.segments if quality.words_of(segment.text)]
        if not sentences:
            return None if unit.text.strip() else (0.0, 0.0, 0.0, 0.0, 1)
        judged, most = quality.judge(self._model(), sentences, issues), quality.cap(given, issues) / 100
        left = [min(each.left, most) for each in judged]
        return (
            *(sum(left), sum(value * (1 - value) for value in left)),
            *(sum(min(each.low, most) for each in judged), sum(min(each.high, most) for each in judged)),
            len(judged),
        )

    def value(self, total: Counts) -> float:
        return 100 * total[0] / total[4] if total[4] else 0.0

    def interval(self, total: Counts) -> tuple[float, float]:
        """95 %: what is not known of the calibration, and the chance of so few sentences; of one, the first alone."""
        left, spread, low, high, count = total
        if count <= 1:
            return 100 * low, 100 * high
        chance = 1.96**2 * spread
        below, above = sqrt(chance + (left - low) ** 2), sqrt(chance + (high - left) ** 2)
        return 100 * max(0.0, left - below) / count, 100 * min(1.0, (left + above) / count)

    def signature(self) -> str:
        return f"quality|model:{self._model().signature}|unit:sentences-left|v:1"

    def _model(self) -> Bundled:
        from mtassist.neural import bundled

        model = bundled.named(self.config)
        if model is None:
            raise ValueError("quality needs a model; ask chosen() for it")
        return model


@dataclass(frozen=True)
class Estimated:
    """The same by a COMET checkpoint that ``--model`` names: 100 times the mean of its scores; see neural/comet.py."""

    config: Config
    model: str
    name: str = "quality"
    higher_is_better: bool = True
    needs_source: bool = True

    def counts(self, unit: Unit, issues: Sequence[Issue]) -> Counts | None:
        from mtassist.neural import comet

        if not unit.source:
            return None
        return comet.score(self.config, document(unit.text, source=unit.source), issues), 1

    def value(self, total: Counts) -> float:
        return 100 * total[0] / total[1] if total[1] else 0.0

    def signature(self) -> str:
        return f"quality|model:{self.model}|unit:comet|v:1"


def _quality(config: Config) -> Measure:
    from mtassist.neural import comet

    if not _reads(config):
        none = "--model is none" if config.model == "none" else "none is installed"
        raise ConfigError(f"quality needs a model, and {none}; measure others: -m mqm")
    model = comet.named(config)
    return Estimated(config, model) if model else Quality(config)


@dataclass(frozen=True)
class Points:
    """MQM points per 1,000 words from our findings. Lower is better."""

    weights: str
    name: str = "mqm"
    higher_is_better: bool = False

    def counts(self, unit: Unit, issues: Sequence[Issue]) -> Counts:
        points = self._points(issues)
        words = len(unit.text.split())
        return points, words, points * points, points * words, words * words, 1

    def _points(self, issues: Sequence[Issue]) -> float:
        if self.weights == "wmt":
            return sum(map(mqm.weight, issues))
        weights = WEIGHTS[self.weights]
        points = sorted((weights.of(issue.severity) for issue in issues), reverse=True)[: weights.most]
        return sum(points) if weights.cap is None else min(sum(points), weights.cap)

    def value(self, total: Counts) -> float:
        return 1000 * total[0] / total[1] if total[1] else 0.0

    def interval(self, total: Counts) -> tuple[float, float]:
        """95 % of a ratio of two sums, by the delta method; units are taken to be independent."""
        points, words, square, cross, words_square, units = total
        if not words or units < 2:
            return self.value(total), self.value(total)
        ratio = points / words
        spread = max(0.0, square - 2 * ratio * cross + ratio * ratio * words_square)
        reach = 1.96 * sqrt(units / (units - 1) * spread) / words
        return 1000 * max(0.0, ratio - reach), 1000 * (ratio + reach)

    def signature(self) -> str:
        return mqm.SIGNATURE.replace("weights:wmt", f"weights:{self.weights}")


@dataclass(frozen=True)
class Compared:
    """A measure of sacreBLEU, against references or, as ``hter``, against the post-edit."""

    name: str
    references: int

    @property
    def higher_is_better(self) -> bool:
        return self.name in ("bleu", "chrf")

    def counts(self, unit: Unit, issues: Sequence[Issue]) -> Counts | None:
        beside = (unit.edited,) if self.name == "hter" else unit.references
        if not beside or None in beside:
            return None
        metric = _metric(self.name)
        (counts,) = metric._extract_corpus_statistics([unit.text], [[other] for other in beside])
        return tuple(counts)

    def value(self, total: Counts) -> float:
        return float(_metric(self.name)._compute_score_from_stats(list(total)).score)

    def signature(self) -> str:
        metric = _metric(self.name)
        metric.num_refs = 1 if self.name == "hter" else self.references
        return f"{self.name}|{metric.get_signature()}"


OWN_INTERVAL = (Quality, Points)  # from their counts; any other's is found by drawing samples


@cache
def _metric(name: str) -> Any:
    from sacrebleu.metrics import BLEU, CHRF, TER

    make: dict[str, Callable[[], Any]] = {"bleu": BLEU, "chrf": lambda: CHRF(word_order=2), "ter": TER, "hter": TER}
    return make[name]()


def added(one: Counts | None, other: Counts | None) -> Counts | None:
    """The sum of two counts; none adds nothing."""
    if one is None or other is None:
        return one if other is None else other
    return tuple([a + b for a, b in zip(one, other, strict=True)])
