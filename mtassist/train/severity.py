"""How severely clauses are read: weights and threshold, from articles that people annotated and genuine news.

Two questions are asked apart, for what tells a translated article from a genuine one says nothing of which of its
clauses are broken: whole articles teach what shows a machine, clauses, those of translated ones above all, what shows a
break. A clause is broken if both hold.

The articles are few, so the weights are held small, and what a threshold reaches is measured on articles that were left
out of the fit, in turn. Precision counts all findings of a text, those of the rules as well: a person reads them as one
list.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from mtassist import plugins
from mtassist.config import Config
from mtassist.errors import InputError
from mtassist.neural.bundled import Bundled
from mtassist.neural.clause import clauses, evidence, features, judged_segments, likely
from mtassist.pipeline import Detection, check
from mtassist.segment import document
from mtassist.train.calibrate import logistic
from mtassist.types import Issue

FOLDS = 5
RIDGE = 30.0
RIDGE_TEXT = 1.0
PERSONS = 0.3  # how much the clauses of genuine articles count beside the translated ones
PRECISE = 0.93  # of all findings in the annotated articles: over what is promised, for articles nobody has seen
QUIET = 0.5  # findings by 1,000 words of genuine English that clauses may add
WANTED = ("garbled",)  # the kinds of mark that count as found; any other makes a finding right as well
CLAIM = ("garbled", "repetition", "accuracy", "encoding")  # whose findings may be of a garbled mark


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its marks: start, end and kind; ``genuine`` ones have none."""

    name: str
    text: str
    marks: tuple[tuple[int, int, str], ...] = ()
    optional: tuple[tuple[int, int], ...] = ()
    genuine: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """What one threshold reaches on articles that were left out of the fit."""

    threshold: float
    found: float  # share of garbled marks, by rules and model
    precision: float  # of all findings in translated articles
    alarms: float  # findings of the model by 1,000 words of genuine English
    added: int  # findings of the model in translated articles


@dataclass(frozen=True, slots=True)
class _Case:
    article: int
    sentence: int
    told: Mapping[str, float]
    right: bool
    marks: frozenset[int]


def articles(folder: Path) -> Iterator[Article]:
    """Annotated articles: ``mt/*.json`` and ``clean/*.json`` with ``text`` and ``artefacts``."""
    for path in sorted(folder.glob("*/*.json")):
        given = json.loads(path.read_text(encoding="utf-8"))
        marks = tuple((a["start"], a["end"], a["kind"]) for a in given["artefacts"] if not a.get("optional"))
        optional = tuple((a["start"], a["end"]) for a in given["artefacts"] if a.get("optional"))
        yield Article(f"{path.parent.name}-{path.stem}", given["text"], marks, optional, path.parent.name == "clean")


def fit(given: Sequence[Article], model: Bundled) -> tuple[dict[str, Any], list[Point]]:
    """The part of ``model.toml`` under ``clauses``, and the curve its threshold was chosen from."""
    found = [check(article.text, config=Config(model="none")).issues for article in given]
    cases = [case for n, article in enumerate(given) for case in _cases(n, article, model)]
    if not cases:
        raise InputError("the articles have no clause of four words or more in a sentence; wanted annotated articles")
    fold = np.array([crc32(given[case.article].name.encode()) % FOLDS for case in cases])
    sure = np.zeros(len(cases))
    for number in range(FOLDS):
        learnt = _learn([case for case, n in zip(cases, fold, strict=True) if n != number], given)
        sure[fold == number] = [likely(case.told, learnt) for case, n in zip(cases, fold, strict=True) if n == number]
    curve = list(_curve(given, found, cases, sure))
    kept = [point for point in curve if point.precision >= PRECISE and point.alarms <= QUIET]
    threshold = max(kept, key=lambda p: (p.found, p.threshold)).threshold if kept else 1.0
    return {"threshold": threshold, **_learn(cases, given)}, curve


def _learn(cases: Sequence[_Case], given: Sequence[Article]) -> dict[str, dict[str, float]]:
    """What ``likely`` needs: ``weights`` of a broken clause, ``text`` of a translated article."""
    texts = list({case.article: case for case in cases}.values())
    machine = [float(not given[case.article].genuine) for case in texts]
    translated = np.array([not given[case.article].genuine for case in cases])
    if not translated.any():
        raise InputError("no article is translated; wanted several annotated ones in mt/, as some are left out in turn")
    heavy = np.where(translated, 1.0, PERSONS * translated.sum() / max(1, (~translated).sum()))
    of_clauses, of_texts = [_split(case.told)[0] for case in cases], [_split(case.told)[1] for case in texts]
    return {
        "weights": _fitted(of_clauses, [case.right for case in cases], RIDGE, heavy),
        "text": _fitted(of_texts, machine, RIDGE_TEXT, np.ones(len(texts))),
    }


def _split(told: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """What is told of a clause, and what of its text."""
    parts: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for name in sorted(told.keys() - {"one"}):
        parts[name.startswith("text-")][name] = told[name]
    return parts


def _fitted(
    told: Sequence[Mapping[str, float]], right: Sequence[float], ridge: float, heavy: NDArray[np.float64]
) -> dict[str, float]:
    x = np.array([list(each.values()) for each in told])
    weights, bias = logistic(x, np.array(right, dtype=float), ridge, heavy=heavy)
    return dict(zip(told[0], weights.tolist(), strict=True)) | {"one": bias}


def _cases(number: int, article: Article, model: Bundled) -> Iterator[_Case]:
    given = document(article.text)
    found = Detection(plugins.choose((), ()), strict=False).run(given)  # as the clause rule is handed them
    segments = judged_segments(given)
    readings = model.read([segment.text for segment in segments])
    about = evidence(given, found, readings)
    for sentence, (segment, reading) in enumerate(zip(segments, readings, strict=True)):
        for clause in clauses(segment.text, reading.places):
            start, end = segment.span.start + clause.start, segment.span.start + clause.end
            if any(issue.span.start < end and start < issue.span.end for issue in found):
                continue
            told = features(reading, clause) | about
            marks = frozenset(n for n, (a, b, _) in enumerate(article.marks) if a < end and start < b)
            right = bool(marks) or any(a < end and start < b for a, b in article.optional)
            yield _Case(number, sentence, told, right, marks)


def _curve(
    given: Sequence[Article], found: Sequence[Sequence[Issue]], cases: Sequence[_Case], sure: NDArray[np.float64]
) -> Iterator[Point]:
    words = sum(len(article.text.split()) for article in given if article.genuine)
    total, right, wanted = 0, 0, 0
    hit: set[tuple[int, int]] = set()
    for n, article in enumerate(given):
        places = [*((a, b) for a, b, _ in article.marks), *article.optional]
        if article.genuine:
            continue
        total += len(found[n])
        right += sum(any(a < i.span.end and i.span.start < b for a, b in places) for i in found[n])
        for m, (a, b, kind) in enumerate(article.marks):
            wanted += kind in WANTED
            claims = (i for i in found[n] if i.family in CLAIM)
            if kind in WANTED and any(a < i.span.end and i.span.start < b for i in claims):
                hit.add((n, m))
    for threshold in np.round(np.arange(0.95, 0.04, -0.01), 2):
        sentences: dict[tuple[int, int], list[_Case]] = defaultdict(list)  # the clauses of one are one finding
        for case, p in zip(cases, sure, strict=True):
            if p >= threshold:
                sentences[case.article, case.sentence].append(case)
        mine = [pile for (n, _), pile in sentences.items() if not given[n].genuine]
        reached = hit | {
            (case.article, m)
            for case in chain.from_iterable(mine)
            for m in case.marks
            if given[case.article].marks[m][2] in WANTED
        }
        yield Point(
            float(threshold),
            len(reached) / max(wanted, 1),
            (right + sum(any(case.right for case in pile) for pile in mine)) / max(total + len(mine), 1),
            1000 * (len(sentences) - len(mine)) / max(words, 1),
            len(mine),
        )


def genuine(texts: Iterable[str]) -> Iterator[Article]:
    """Texts that people wrote, as articles without marks."""
    for number, text in enumerate(texts):
        yield Article(f"genuine-{number}", text, genuine=True)
