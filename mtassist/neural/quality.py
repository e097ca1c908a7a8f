"""How good a translation is, from its English alone: of 100 sentences, how many an editor would leave as they are.

A sentence is left alone with a probability that was calibrated on segments that people edited or marked; its interval
is that of the calibration. The sentences around it are heard as well: ten that read as written by a person say more of
the eleventh than it does itself. A text of several sentences has their mean, so that long texts are never cut; its
interval has the chance of so few sentences in it as well. ``edits`` says how many words of 100 an editor would change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import exp, log1p, sqrt
from typing import Any

from mtassist import language, plugins
from mtassist.config import Config
from mtassist.neural import bundled, clause, comet
from mtassist.neural.bundled import Bundled
from mtassist.neural.reading import Reading
from mtassist.types import Document, Issue, Safety, Score, Segment, Severity

NAME, EDITS = "quality", "edits"
FEW_WORDS = 4  # of a sentence: fewer are a label, not a sentence to judge
CAP = 20.0  # of what is no translation into English, whatever the model says of it
BY_MODEL = frozenset({clause.RULE.id, comet.RULE.id})
UNJUDGED = 50.0  # the most that is said of a text too short to be judged
ALONE = 4  # usual sentences that are thought to stand around each text: a text of few sentences says little of itself


@dataclass(frozen=True, slots=True)
class Judged:
    """Of one sentence: the probability that an editor leaves it, with its interval, and the words they change."""

    left: float
    low: float
    high: float
    edits: float  # of 100 words
    words: int


def scorer(config: Config) -> Callable[[Document, tuple[Issue, ...]], Iterable[Score]] | None:
    """What scores under these options; none without a model."""
    model = bundled.named(config)
    return partial(_beside, config, model) if model else None


def _beside(config: Config, model: Bundled, document: Document, issues: tuple[Issue, ...]) -> Iterator[Score]:
    """All but the quality where a bigger model has read the source as well: that one's takes its place."""
    taken = comet.reads(config, document)
    return (score for score in scores(model, document, issues) if not (taken and score.name == NAME))


def watcher(config: Config) -> Callable[[Document, tuple[Issue, ...]], Iterable[str]] | None:
    """What says why a text cannot be judged; none without a model."""
    return unjudged if bundled.named(config) else None


def named(config: Config) -> str:
    """Which model reads."""
    model = bundled.named(config)
    return model.signature if model else ""


def scores(model: Bundled, document: Document, issues: tuple[Issue, ...]) -> Iterator[Score]:
    """Of the whole text, then of each sentence with words in it: ``segment`` counts all sentences from 0."""
    numbered = [(n, s) for n, s in enumerate(document.segments) if words_of(s.text)]
    if not numbered:
        return
    judged = judge(model, [segment for _, segment in numbered], issues)
    most = cap(document, issues)
    signature = f"{NAME}|model:{model.signature}|unit:sentences-left|v:1"
    edits = f"{EDITS}|model:{model.signature}|unit:100-words|v:1"
    yield _score(NAME, pooled(judged), signature, most)
    total = sum(each.words for each in judged)
    yield Score(EDITS, round(sum(each.edits * each.words for each in judged) / total, 2), edits)
    for (number, _), each in zip(numbered, judged, strict=True):
        yield _score(NAME, (each.left, each.low, each.high), signature, most, number)


def _score(
    name: str, values: tuple[float, float, float], signature: str, most: float, segment: int | None = None
) -> Score:
    value, low, high = (round(min(100 * value, most), 1) for value in values)
    return Score(name, value, signature, low, high, segment)


def pooled(judged: Sequence[Judged]) -> tuple[float, float, float]:
    """The mean, and where it lies with 95 % certainty: what is not known of the calibration, and chance."""
    count = len(judged)
    value = sum(each.left for each in judged) / count
    if count == 1:
        return judged[0].left, judged[0].low, judged[0].high
    chance = 1.96 * sqrt(sum(each.left * (1 - each.left) for each in judged)) / count
    below = sum(each.left - each.low for each in judged) / count
    above = sum(each.high - each.left for each in judged) / count
    return value, max(0.0, value - sqrt(chance**2 + below**2)), min(1.0, value + sqrt(chance**2 + above**2))


def judge(model: Bundled, segments: Sequence[Segment], issues: Iterable[Issue] = ()) -> list[Judged]:
    """Each sentence. One in which something is found that a person would mend is left alone less often still."""
    sure = _mended(segments, issues)
    readings = model.read([segment.text for segment in segments])
    return [
        Judged(each.left * (1 - s), each.low * (1 - s), each.high * (1 - s), each.edits, each.words)
        for each, s in zip(judged(readings, model.card[NAME]), sure, strict=True)
    ]


def _mended(segments: Sequence[Segment], issues: Iterable[Issue]) -> list[float]:
    """For each sentence how sure the surest finding in it is, of those that hurt and are of a rule that has fixes.

    Whether this fix is proven, and how far it may be trusted here, does not matter: scoring many texts, which proves
    nothing, says the same. What the model itself has found is in its score already.
    """
    rules = plugins.rules()
    starts = [segment.span.start for segment in segments]
    sure = [0.0] * len(segments)
    for issue in issues:
        rule = None if issue.rule in BY_MODEL else rules.get(issue.rule)
        if rule and rule.safety is not Safety.SHOW and issue.severity.rank >= Severity.MAJOR.rank:
            at = bisect_right(starts, issue.span.start) - 1
            if at >= 0 and segments[at].span.overlaps(issue.span):
                sure[at] = max(sure[at], issue.confidence)
    return sure


def judged(readings: Sequence[Reading], card: Mapping[str, Any]) -> list[Judged]:
    """The calibrated numbers of the sentences of one text; ``card``: the part of ``model.toml`` under ``quality``."""
    told = in_text([features(reading) for reading in readings], card["usual"])
    return [_judged(each, len(reading.places), card) for each, reading in zip(told, readings, strict=True)]


def _judged(told: Mapping[str, float], words: int, card: Mapping[str, Any]) -> Judged:
    raw = card["bias"] + sum(weight * told[name] for name, weight in card["weights"].items())
    left, low, high = (_between(raw, card["knots"], card[column]) for column in ("left", "low", "high"))
    rate = card["edits"]["bias"] + sum(weight * told[name] for name, weight in card["edits"]["weights"].items())
    return Judged(left, low, high, 100 / (1 + exp(-rate)), words)


def features(reading: Reading) -> dict[str, float]:
    """What a sentence is judged by: the outputs for the whole, the mean chance of each kind of error, its length."""
    count = len(reading.places)
    if not count:
        return {}
    told = dict(reading.on_whole)
    for task, logits in reading.on_words.items():
        told[f"{task}-mean"] = sum(1 / (1 + exp(-logit)) for logit in logits) / count
        told[f"{task}-most"] = max(logits)
    return told | {"length": log1p(count)}


def in_text(told: Sequence[Mapping[str, float]], usual: Mapping[str, float]) -> list[dict[str, float]]:
    """The features of the sentences of one text, each with how far the text as a whole is from what is usual.

    >>> in_text([{"hter": 0.5}], {"hter": 0.1})
    [{'hter': 0.5, 'text-hter': 0.08}]
    """
    size = len(told) + ALONE
    about = {f"text-{name}": sum(each[name] - middle for each in told) / size for name, middle in usual.items()}
    return [{**each, **about} for each in told]


def _between(raw: float, knots: Sequence[float], values: Sequence[float]) -> float:
    """Linear between the knots, level beyond them."""
    at = bisect_right(knots, raw)
    if at in (0, len(knots)):
        return values[min(at, len(knots) - 1)]
    share = (raw - knots[at - 1]) / (knots[at] - knots[at - 1])
    return values[at - 1] + share * (values[at] - values[at - 1])


def words_of(text: str) -> int:
    return sum(word.isalnum() or any(map(str.isalnum, word)) for word in text.split())


def cap(document: Document, issues: Iterable[Issue]) -> float:
    """The most that may be said of a text: low where it is no translation into English, whatever the model thinks."""
    if any(_no_translation(document, issues)):
        return CAP
    return UNJUDGED if words_of(document.text) < FEW_WORDS else 100.0


def _no_translation(document: Document, issues: Iterable[Issue]) -> Iterator[bool]:
    yield language.detect(document.text) not in (None, "en")
    yield bool(document.source) and language.is_copy(document.text, document.source or "")
    yield _looped(document, issues)


def _looped(document: Document, issues: Iterable[Issue]) -> bool:
    """Whether half of the text is a loop."""
    looped = sum(i.span.end - i.span.start for i in issues if i.rule == "repetition.loop")
    return 2 * looped > len(document.text.strip())


def unjudged(document: Document, issues: tuple[Issue, ...]) -> Iterator[str]:
    """What else than a wrong language keeps a text from being judged, in words."""
    if 0 < words_of(document.text) < FEW_WORDS:
        yield f"too short: fewer than {FEW_WORDS} words; the quality score says little"
    if _looped(document, issues):
        yield "loop: the same words come again and again; the quality score is capped"
