"""How good a translation is, from its English alone: the share of sentences that an editor would leave as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from mtassist.config import Config
from mtassist.neural import bundled
from mtassist.neural.bundled import Bundled
from mtassist.types import Document, Issue, Score


def scorer(config: Config) -> Callable[[Document, tuple[Issue, ...]], Iterable[Score]] | None:
    """What scores under these options; none without a model."""
    model = bundled.named(config)
    return partial(_score, model) if model else None


def named(config: Config) -> str:
    """Which model reads."""
    model = bundled.named(config)
    return model.signature if model else ""


def _score(model: Bundled, document: Document, issues: tuple[Issue, ...]) -> Iterator[Score]:
    yield from ()
