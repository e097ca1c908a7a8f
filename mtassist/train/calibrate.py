"""From what a model says of a sentence to a number that people can check: how often such sentences are edited.

Fitted on one half of the development data and measured on the other; no document stands in both. Logistic regression
gives one number a sentence; a monotone curve over it (Zadrozny and Elkan 2002) makes of that the share that editors
left alone. Its interval is that of samples of the documents it was fitted on; how far it is off for each kind of text
is measured beside it. Documents are cut into texts of one to many sentences, as people hand them in, and each sentence
is judged in its text.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from mtassist.neural.quality import Judged, features, in_text, judged
from mtassist.neural.reader import Reader
from mtassist.neural.reading import Reading
from mtassist.train import records

Array = NDArray[np.float64]

KNOTS = 12
RESAMPLED = 300
RIDGE = 1.0
BINS = 10
CLEAN = 4_000  # genuine sentences
MARKED = 4_000  # rated ones
LEFT_OVER = 2_500  # of what post-editors left
LENGTHS = (1, 1, 2, 4, 8, 16, 32)  # sentences of a text
PERSONS = 0.2  # the share that English written by people has of all that is fitted
WRITTEN = ("news", "interview", "speech", "essay", "wiki")  # domains of it that read like an article
SEED = 7


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and what an editor did with it."""

    text: str
    edited: float  # 1: it was changed, or most raters marked an error in it
    rate: float | None  # share of words that were changed, if known
    kind: str  # data set and language pair
    group: str  # what is never torn apart
    within: str = ""  # the text it is judged in; by itself where there is none
    genuine: bool = False  # written in English by a person


@dataclass(frozen=True, slots=True)
class Bin:
    """Sentences with about one score: the share that was said to be left alone, and the share that was."""

    said: float
    was: float
    count: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Expected calibration error (Naeini et al. 2015) on the half not fitted, over all and by kind."""

    error: float
    by_kind: Mapping[str, float]
    bins: Sequence[Bin]
    count: int


def cases(folder: Path) -> Iterator[Case]:
    """What editors changed and what they left, what raters marked, and English that nobody needs to edit."""
    rng = random.Random(SEED)
    left = []
    for row in records.rows(folder, "postedits.dev"):
        text, kind = row.get("mt_raw") or row["mt"], f"{row['dataset']} {row['lang_pair']}"
        yield Case(text, float(row["hter"] > 0), min(row["hter"], 1.0), kind, row["group"])
        left.append(Case(row.get("pe_raw") or row["pe"], 0.0, 0.0, "post-edits", row["group"]))
    yield from rng.sample(left, min(LEFT_OVER, len(left)))
    yield from _texts(_marked(folder), MARKED, rng)
    yield from _texts(_genuine(folder), CLEAN, rng)


def _texts(given: Iterable[Case], size: int, rng: random.Random) -> Iterator[Case]:
    """About so many cases, their documents cut into texts; the order of sentences is kept."""
    whole: dict[str, list[Case]] = defaultdict(list)
    for case in given:
        whole[case.within].append(case)
    left = size
    for name in rng.sample(list(whole), len(whole)):
        pile, at = whole[name], 0
        while at < len(pile) and left > 0:
            text = pile[at : at + rng.choice(LENGTHS)]
            yield from (replace(case, within=f"{name} {at}") for case in text)
            at, left = at + len(text), left - len(text)


def _marked(folder: Path) -> Iterator[Case]:
    rated: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for row in records.rows(folder, "mqm_spans.dev"):
        found = any((e["severity"] or "").lower() in records.SEVERITY for e in row["errors"])
        if not (row.get("lost_errors") and not row["errors"]):
            kind = f"{row['dataset']} {row['lang_pair']}"
            rated[row["mt"], kind, row["group"], f"{kind} {row['doc_id']} {row['system']}"].append(found)
    for (text, kind, group, within), said in rated.items():
        yield Case(text, float(2 * sum(said) > len(said)), None, kind, group, within)


def _genuine(folder: Path) -> Iterator[Case]:
    for row in records.rows(folder, "clean_english.dev"):
        if row["kind"] == "original" and row["domain"] in WRITTEN and len(row["text"].split()) > 3:
            kind = "genuine news" if row["domain"] == "news" else "genuine English"
            yield Case(row["text"], 0.0, 0.0, kind, row["group"], row["doc_id"], genuine=True)


def halves(given: Iterable[Case]) -> tuple[list[Case], list[Case]]:
    """Two of about one size; all of a group stands in one of them."""
    parts: tuple[list[Case], list[Case]] = ([], [])
    for case in given:
        parts[crc32(case.group.encode()) % 2].append(case)
    return parts


def calibrate(folder: Path, reader: Reader) -> tuple[dict[str, Any], Calibration]:
    """The part of ``model.toml`` under ``quality``, and how well it holds."""
    fitted, held = halves(cases(folder))
    card = fit(fitted, [features(reading) for reading in reader.read([case.text for case in fitted])])
    return card, measured(held, seen(held, reader.read([case.text for case in held]), card))


def seen(given: Sequence[Case], readings: Sequence[Reading], card: Mapping[str, Any]) -> list[Judged]:
    """Each case judged in its text."""
    found: dict[int, Judged] = {}
    for text in texts(given):
        found |= zip(text, judged([readings[at] for at in text], card), strict=True)
    return [found[at] for at in range(len(given))]


def texts(given: Sequence[Case]) -> list[list[int]]:
    """The numbers of the cases that are judged together."""
    together: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, case in enumerate(given):
        together[case.within, -1 if case.within else at].append(at)
    return list(together.values())


def fit(given: Sequence[Case], told: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    """Weights, knots and curve from cases and their features."""
    heavy = weights_of(given)
    usual = {name: float(np.average([each[name] for each in told], weights=heavy)) for name in sorted(told[0])}
    around: dict[int, Mapping[str, float]] = {}
    for text in texts(given):
        around |= zip(text, in_text([told[at] for at in text], usual), strict=True)
    names = sorted(around[0])
    x = np.array([[around[at][name] for name in names] for at in range(len(given))])
    left = np.array([1 - case.edited for case in given])
    weights, bias = logistic(x, left, heavy=heavy)
    raw = x @ weights + bias
    known = np.array([case.rate is not None for case in given])
    rates = np.array([case.rate or 0.0 for case in given])
    alone = [n for n, name in enumerate(names) if not name.startswith("text-")]  # what was post-edited stood alone
    edits, edits_bias = logistic(x[known][:, alone], rates[known], heavy=heavy[known])
    knots = np.unique(np.quantile(raw, np.linspace(0.02, 0.98, KNOTS)))
    left_at, low, high = curve(raw, left, heavy, [case.group for case in given], knots)
    return {
        "bias": float(bias),
        "usual": usual,
        "weights": dict(zip(names, weights.tolist(), strict=True)),
        "knots": knots.tolist(),
        "left": left_at.tolist(),
        "low": low.tolist(),
        "high": high.tolist(),
        "edits": {
            "bias": float(edits_bias),
            "weights": dict(zip((names[n] for n in alone), edits.tolist(), strict=True)),
        },
    }


def weights_of(given: Sequence[Case]) -> Array:
    """How much each case counts: what people wrote, of which there is little, as much as its share says."""
    genuine = np.array([case.genuine for case in given])
    found = np.ones(len(given))
    if genuine.any() and not genuine.all():
        found[genuine] = PERSONS / (1 - PERSONS) * (~genuine).sum() / genuine.sum()
    return found


def logistic(x: Array, y: Array, light: float = RIDGE, *, heavy: Array | None = None) -> tuple[Array, float]:
    """Weights and bias of a regression with a ridge, by Newton's method; ``y`` may be shares, ``heavy`` says how much
    each case counts."""
    counts = np.ones(len(x)) if heavy is None else heavy
    middle, spread = x.mean(0), x.std(0) + 1e-6
    given = np.column_stack([(x - middle) / spread, np.ones(len(x))])
    ridge = np.diag([light] * x.shape[1] + [0.0])
    found = np.zeros(given.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-(given @ found)))
        slope = given.T @ (counts * (y - p)) - ridge @ found
        bend = (given * (counts * p * (1 - p) + 1e-9)[:, None]).T @ given + ridge
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max() < 1e-8:
            break
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ middle)


def curve(raw: Array, left: Array, heavy: Array, groups: Sequence[str], knots: Array) -> tuple[Array, Array, Array]:
    """The share left alone at each knot, and its 95 % interval over samples of the documents."""
    rng = random.Random(SEED)
    together: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        together[group].append(at)
    piles = [np.array(pile) for _, pile in sorted(together.items())]
    drawn = []
    for _ in range(RESAMPLED):
        chosen = np.concatenate(rng.choices(piles, k=len(piles)))
        drawn.append(_monotone(raw[chosen], left[chosen], heavy[chosen], knots))
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    at_all = _monotone(raw, left, heavy, knots)
    return at_all, np.minimum(low, at_all), np.maximum(high, at_all)


def _monotone(raw: Array, left: Array, heavy: Array, knots: Array) -> Array:
    """Shares around each knot, made to rise by pooling neighbours that fall."""
    reach = np.diff(knots, prepend=knots[0] - 1, append=knots[-1] + 1)
    shares, counts = [], []
    for n, knot in enumerate(knots):
        near = np.clip(1 - np.where(raw < knot, (knot - raw) / reach[n], (raw - knot) / reach[n + 1]), 0, None)
        if n == 0:
            near[raw < knot] = 1
        if n == len(knots) - 1:
            near[raw > knot] = 1
        near = near * heavy
        counts.append(near.sum() + 1e-9)
        shares.append(float((near * left).sum() / counts[-1]))
    pools: list[list[float]] = []  # mean, weight, knots
    for share, count in zip(shares, counts, strict=True):
        pools.append([share, count, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            value, weight, size = pools.pop()
            last = pools[-1]
            last[0] = (last[0] * last[1] + value * weight) / (last[1] + weight)
            last[1] += weight
            last[2] += size
    return np.array([value for value, _, size in pools for _ in range(int(size))])


def measured(given: Sequence[Case], seen: Sequence[Judged]) -> Calibration:
    """How far what was said of sentences is from what was done with them."""
    said = np.array([each.left for each in seen])
    was = np.array([1 - case.edited for case in given])
    kinds: dict[str, list[int]] = defaultdict(list)
    for at, case in enumerate(given):
        kinds[case.kind].append(at)
    error, bins = _error(said, was)
    by_kind = {kind: _error(said[pile], was[pile])[0] for kind, pile in sorted(kinds.items())}
    return Calibration(error, by_kind, bins, len(given))


def _error(said: Array, was: Array) -> tuple[float, list[Bin]]:
    at = np.minimum((said * BINS).astype(int), BINS - 1)
    bins = [
        Bin(float(said[at == n].mean()), float(was[at == n].mean()), int((at == n).sum()))
        for n in range(BINS)
        if (at == n).any()
    ]
    return sum(abs(b.said - b.was) * b.count for b in bins) / len(said), bins
