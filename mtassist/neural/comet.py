"""What xCOMET takes for errors when it reads the source beside the translation.

xCOMET marks stretches of a translation as minor, major or critical errors without saying what is wrong. It is named
with ``--model``, needs the source text, and its marks are hints: of the characters it marked, editors changed about
a quarter (QE4PE, Sarti et al. 2025). CometKiwi marks nothing; both score quality in place of the bundled model.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from threading import Lock
from typing import TYPE_CHECKING

from mtassist.config import Config
from mtassist.neural import bigger
from mtassist.neural.bigger import Bigger, Kind
from mtassist.neural.pairs import Pair, pairs
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Safety, Score, Severity

if TYPE_CHECKING:
    from mtassist.neural.estimator import Estimator, Judgement

RULE = Rule(
    id="accuracy.xcomet",
    summary="xCOMET takes this for an error, read beside the source.",
    mqm=Mqm.MISTRANSLATION,
    severity=Severity.MAJOR,
    safety=Safety.SHOW,
    confidence=0.25,
    examples=(  # beside the source “Der alte Hafen bleibt bis März geschlossen.”
        bad("The old harbour stays [[open]] until March."),
        ok("The old harbour stays closed until March."),
    ),
)
APART = "speaks only where --model names an xCOMET checkpoint and the source text is given"
HINTS = True
KEPT = 8192  # pairs whose reading is remembered: what marks them, and then what scores them, reads them
_known: OrderedDict[tuple[Bigger, str, str], Judgement] = OrderedDict()
_lock, _loading = Lock(), Lock()


def finder(config: Config) -> Callable[[Document, tuple[Issue, ...]], Iterable[Issue]] | None:
    """What marks errors under these options; none unless they name an xCOMET checkpoint."""
    model = bigger.chosen(config, Kind.COMET)
    return partial(_find, model) if model and bigger.hparams(model)["class_identifier"] == "xcomet_metric" else None


def scorer(config: Config) -> Callable[[Document, tuple[Issue, ...]], Iterable[Score]] | None:
    """What scores under these options; none unless they name a COMET checkpoint."""
    model = bigger.chosen(config, Kind.COMET)
    return partial(_score, model) if model else None


def watcher(config: Config) -> Callable[[Document, tuple[Issue, ...]], Iterable[str]] | None:
    """What says that a text has no source to be read beside."""
    model = bigger.chosen(config, Kind.COMET)
    return partial(_watch, model) if model else None


def named(config: Config) -> str:
    """Which checkpoint it is."""
    model = bigger.chosen(config, Kind.COMET)
    return model.signature if model else ""


def reads(config: Config, document: Document) -> bool:
    """Whether the options name a checkpoint that scores this text."""
    return bigger.chosen(config, Kind.COMET) is not None and bool(pairs(document))


def score(config: Config, document: Document, issues: Iterable[Issue]) -> float:
    """Of a text with its source read as one, as comet-score does; from 0 to 1, and low for what is no translation."""
    from mtassist.neural import quality

    model = bigger.chosen(config, Kind.COMET)
    if not model or not document.source:
        raise ValueError("a COMET checkpoint and the source are needed")
    (judged,) = _judged(model, [(document.text, document.source)])
    return min(max(judged.score, 0.0), quality.cap(document, issues) / 100)


def read_ahead(config: Config, texts: Iterable[tuple[str, str]]) -> None:
    """Read many translations with their sources, which will be asked for one by one."""
    if model := bigger.chosen(config, Kind.COMET):
        _judged(model, [(text, source) for text, source in texts if text.strip() and source.strip()])


def _find(model: Bigger, document: Document, found: tuple[Issue, ...]) -> Iterator[Issue]:
    for pair, judged in _read(model, document):
        for mark in judged.marks:
            span = (pair.span.start + mark.start, pair.span.start + mark.end)
            message = f"{model.name} takes this for a {mark.severity} error, read beside the source."
            sure = round(RULE.confidence * mark.probability, 3)
            yield RULE.issue(document, span, message, severity=Severity(mark.severity), confidence=sure)


def _score(model: Bigger, document: Document, issues: tuple[Issue, ...]) -> Iterator[Score]:
    """Of the whole text, which is the mean by length, and of each sentence; 100 times what COMET says."""
    from mtassist.neural import quality

    read = list(_read(model, document))
    if not read:
        return
    most = quality.cap(document, issues)
    signature = f"{quality.NAME}|model:{model.signature}|unit:comet|v:1"
    total = sum(len(pair.text) for pair, _ in read)
    yield Score(quality.NAME, _hundred(sum(j.score * len(p.text) for p, j in read) / total, most), signature)
    for pair, judged in read:
        for number in pair.sentences:
            yield Score(quality.NAME, _hundred(judged.score, most), signature, segment=number)


def _hundred(value: float, most: float) -> float:
    return round(min(max(100 * value, 0.0), most), 1)


def _watch(model: Bigger, document: Document, issues: tuple[Issue, ...]) -> Iterator[str]:
    if document.text.strip() and not pairs(document):
        yield f"no source: {model.name} reads the text it was translated from as well, and was not asked"


def _read(model: Bigger, document: Document) -> Iterator[tuple[Pair, Judgement]]:
    wanted = pairs(document)
    return zip(wanted, _judged(model, [(pair.text, pair.source) for pair in wanted]), strict=True)


def _judged(model: Bigger, wanted: Sequence[tuple[str, str]]) -> list[Judgement]:
    """What the checkpoint says of each translation with its source; each is read once."""
    keys = [(model, *pair) for pair in wanted]
    with _lock:
        found = {key: _known.pop(key) for key in dict.fromkeys(keys) if key in _known}
    if new := [key for key in dict.fromkeys(keys) if key not in found]:
        with _loading:
            estimator = _estimator(model)
        found |= zip(new, estimator.read([key[1:] for key in new]), strict=True)
    with _lock:
        _known.update(found)
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return [found[key] for key in keys]


@cache
def _estimator(model: Bigger) -> Estimator:
    from mtassist.neural.estimator import Estimator

    return Estimator(model)
