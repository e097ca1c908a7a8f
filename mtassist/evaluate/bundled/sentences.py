"""How well the model judges sentences, beside what reads the source as well, and beside what people agree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from mtassist.neural.reader import Reader
from mtassist.neural.reading import Reading
from mtassist.train import judge, records
from mtassist.train.judge import FEWEST, Figure
from mtassist.train.records import Record

# Pearson on MLQE test20, of a system that reads the source as well: TransQuest's README.
OPENKIWI = {"ro-en": 0.685, "ne-en": 0.386, "et-en": 0.477, "si-en": 0.374, "ru-en": 0.548}


@dataclass(frozen=True, slots=True)
class Sentences:
    model: Sequence[Figure]
    raters: Sequence[Figure]

    @property
    def figures(self) -> dict[str, Any]:
        named = {"model": [asdict(one) for one in self.model], "raters": [asdict(one) for one in self.raters]}
        return {**named, "openkiwi": OPENKIWI}


def measure(reader: Reader, data: Path) -> Sentences:
    """On the development files of the data folder, and two raters of one segment against each other on all."""

    def read(given: Sequence[Record]) -> list[Reading]:
        return reader.read_words([record.words for record in given])

    return Sentences(judge.judge(read, data), list(raters(data)))


def raters(data: Path) -> Iterator[Figure]:
    """How far the MQM points of two people agree: no model can be expected to agree with one of them much better."""
    found: dict[tuple[str, str], dict[tuple[str, ...], dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for part in ("train", "dev"):
        for row in records.rows(data, f"mqm_spans.{part}"):
            if not (row.get("lost_errors") and not row["errors"]):
                segment = (row["system"], row["doc_id"], row["seg_id"])
                found[row["dataset"], row["lang_pair"]][segment][row["rater"]] = points(row["errors"])
    for (dataset, pair), segments in sorted(found.items()):
        pairs = [both for given in segments.values() for both in combinations([x for _, x in sorted(given.items())], 2)]
        if len(pairs) >= FEWEST:
            yield judge.correlated(f"two raters {dataset}", pair, [a for a, _ in pairs], [b for _, b in pairs])


def points(errors: Iterable[dict[str, Any]]) -> float:
    """Of one rater, as the model learns them."""
    total = sum(records.SEVERITY.get((error["severity"] or "").lower(), 0.0) for error in errors)
    return min(total, records.MOST_POINTS)


def table(one: Sentences) -> Iterator[str]:
    yield "Pearson with what people said; words: Matthews' correlation at the best threshold; English alone"
    for figure in one.model:
        yield f"{figure}{_beside(figure, one.raters)}"
    yield from map(str, one.raters)
    if not one.raters:
        yield "no segment of these files has two raters: the human ceiling is not known from them"


def _beside(figure: Figure, raters: Sequence[Figure]) -> str:
    """What others reach, or how far people agree: on the most segments of this language pair that two have rated."""
    if figure.name == "post-edits da" and (known := OPENKIWI.get(figure.pair)):
        return f"  OpenKiwi on test20 {known:.3f} ({figure.value - known:+.3f})"
    people = [each for each in raters if each.pair == figure.pair]
    if figure.name != "MQM points" or not people:
        return ""
    return f"  {max(people, key=lambda each: each.size).value:.3f} between two raters"
