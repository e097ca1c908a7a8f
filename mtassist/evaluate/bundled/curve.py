"""Garbled clauses in annotated articles: by the rules alone, with the model, and at every threshold it might have.

What is measured with the model as shipped is the whole list of findings, as people see it. The curve adds to the
findings of the rules what the shipped weights say at each threshold: what would another one find, and cost?
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from mtassist import plugins
from mtassist.config import Config
from mtassist.evaluate import accuracy, genuine
from mtassist.formats import annotated, console
from mtassist.formats.annotated import Article
from mtassist.neural import clause
from mtassist.neural.bundled import Bundled
from mtassist.neural.reading import Reading
from mtassist.pipeline import Detection, check
from mtassist.segment import document
from mtassist.types import Document, Issue

RULES, MODEL = Config(strict=True, model="none"), Config(strict=True)
THRESHOLDS = tuple(n / 100 for n in range(90, 9, -5))
GARBLED = "garbled"
NEWS = 50_000  # words of genuine news beside the articles


@dataclass(frozen=True, slots=True)
class Reached:
    """``threshold``: None for findings as shipped, with the model or without."""

    threshold: float | None
    found: float  # share of garbled places
    precision: float  # of all findings in translated articles
    fixed: int  # garbled places, exactly
    alarms: float  # findings by 1,000 words of genuine articles
    news: float | None  # the same of genuine news


@dataclass(frozen=True, slots=True)
class Curve:
    articles: int
    garbled: int
    fixable: int
    words: tuple[int, int]  # of genuine articles, and of news
    threshold: float  # as shipped
    rules: Reached
    model: Reached
    points: Sequence[Reached]


@dataclass(frozen=True, slots=True)
class _Severe:
    """A model with another threshold."""

    model: Bundled
    threshold: float

    @property
    def card(self) -> Mapping[str, Any]:
        return {**self.model.card, "clauses": {**self.model.card["clauses"], "threshold": self.threshold}}

    def read(self, sentences: Sequence[str]) -> list[Reading]:
        return self.model.read(sentences)


def measure(model: Bundled, folder: Path, data: Path | None = None) -> Curve:
    """Over a folder of annotated articles, and genuine news of the data folder where one is given."""
    articles = [*annotated.read(folder), *(news(data) if data else ())]
    texts = [article.text for article in articles]
    alone = {text: check(text, config=RULES).issues for text in console.counted(texts, 0, len(texts), "Rules")}
    beside = {text: check(text, config=MODEL).issues for text in console.counted(texts, 0, len(texts), "Model")}
    thresholds = sorted({*THRESHOLDS, model.card["clauses"]["threshold"]}, reverse=True)
    added = {text: severe(model, text, thresholds) for text in console.counted(texts, 0, len(texts), "Curve")}

    def reached(threshold: float | None, look: Callable[[str], Sequence[Issue]]) -> Reached:
        return _reached(threshold, articles, look)

    def at(threshold: float) -> Reached:
        return reached(threshold, lambda text: (*alone[text], *added[text][threshold]))

    judged = accuracy.score(_only(articles, of_news=False), alone.__getitem__)
    garbled = judged.kinds.get(GARBLED, accuracy.Kind())
    clean = accuracy.score(_only(articles, of_news=True), alone.__getitem__)
    return Curve(
        sum(not article.genuine for article in articles),
        garbled.gold,
        garbled.fixable,
        (judged.words, clean.words),
        model.card["clauses"]["threshold"],
        reached(None, alone.__getitem__),
        reached(None, beside.__getitem__),
        [at(threshold) for threshold in thresholds],
    )


def news(data: Path) -> Iterator[Article]:
    """Genuine documents of the development file, until they have words enough."""
    texts = list(genuine.documents([data / "clean_english.dev.jsonl.gz"]))
    before = accumulate((len(text.split()) for text in texts), initial=0)
    for number, (text, words) in enumerate(zip(texts, before, strict=False)):
        if words < NEWS:
            yield Article(f"news-{number}", True, text, (), ())


def severe(model: Bundled, text: str, thresholds: Iterable[float]) -> Mapping[float, list[Issue]]:
    """What the model adds to the findings of the rules at each threshold, as the pipeline asks it."""
    said: dict[float, list[Issue]] = {}

    def ask(given: Document, found: Iterable[Issue]) -> list[Issue]:
        for threshold in thresholds:
            said[threshold] = clause.find(_Severe(model, threshold), given, found)  # type: ignore[arg-type]
        return []

    every = frozenset(plugins.rules())
    Detection(every, strict=True, learnt=((clause.RULE.id, ask),)).run(document(text))
    return said


def _only(articles: Iterable[Article], *, of_news: bool) -> list[Article]:
    return [article for article in articles if article.name.startswith("news-") is of_news]


def _reached(threshold: float | None, articles: Sequence[Article], look: Callable[[str], Sequence[Issue]]) -> Reached:
    judged = accuracy.score(_only(articles, of_news=False), look)
    clean = accuracy.score(_only(articles, of_news=True), look)
    garbled = judged.kinds.get(GARBLED, accuracy.Kind())
    return Reached(
        threshold,
        garbled.found / max(1, garbled.gold),
        judged.claims.precision,
        garbled.fixed,
        judged.alarms_per_1000_words,
        clean.alarms_per_1000_words if clean.words else None,
    )


def figures(one: Curve) -> dict[str, Any]:
    return asdict(one)


def table(one: Curve) -> Iterator[str]:
    clean, news = one.words
    genuine = f"{clean:,} words of articles" + (f", {news:,} of news" if news else "")
    yield f"{one.garbled:,} garbled places in {one.articles:,} translated articles; genuine English: {genuine}"
    yield f"{'':16} {'found':>7} {'precision':>9} {'fixed exactly':>14} {'alarms':>7} {'in news':>7}  by 1,000 words"
    for name, row in (("rules alone", one.rules), ("rules and model", one.model)):
        yield f"{name:16} {_row(row)[0]} {row.fixed:7} of {one.fixable:3} {_row(row)[1]}"
    yield f"the rules with clauses at least so sure (as shipped: {one.threshold})"
    for row in one.points:
        yield f"{row.threshold:16.2f} {_row(row)[0]} {'':14} {_row(row)[1]}"


def _row(row: Reached) -> tuple[str, str]:
    news = f"{row.news:7.2f}" if row.news is not None else f"{'–':>7}"
    return f"{row.found:7.1%} {row.precision:9.1%}", f"{row.alarms:7.2f} {news}"
