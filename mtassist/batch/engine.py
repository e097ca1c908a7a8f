"""Scoring units: groups in, results out, in the order of the input, here or in worker processes.

A result is a plain dictionary that holds the counts of each measure, so that whatever is written of it can be made
again from a journal, and two runs over the same input write the same bytes.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from itertools import accumulate, groupby
from typing import Any

from mtassist import plugins
from mtassist.batch.measures import NEEDS, Counts, Measure, Quality, added, chosen, usual
from mtassist.batch.units import EMPTY, LONGEST, Unit
from mtassist.config import DEFAULT, Config
from mtassist.formats import report
from mtassist.pipeline import findings_of_many
from mtassist.segment import document
from mtassist.types import Document, Issue

Group = tuple[Unit, ...]
Result = dict[str, Any]
CHUNK = 128  # groups that a worker takes at a time
TOGETHER = 20_000  # characters of the groups that are looked at together: a fraction of a second for the rules
SELDOM = (5_000_000, 50, 1000)  # how many new objects, and so on, before Python looks for cyclic garbage
KEPT = 20_000  # characters of a unit that a report may show


@dataclass(frozen=True)
class Recipe:
    """What is measured, and how. Small, so that it can go with every chunk."""

    metrics: tuple[str, ...] = ()  # none named: what is usual where such a model reads, or none
    weights: str = "wmt"
    references: int = 0
    config: Config = DEFAULT
    keep_issues: bool = True
    keep_texts: bool = False  # for the report: what it may show of each unit goes into the journal, under ``shown``

    def __post_init__(self) -> None:
        if not self.metrics:
            object.__setattr__(self, "metrics", usual(self.config))

    def measures(self) -> list[Measure]:
        return chosen(self.metrics, weights=self.weights, references=self.references, config=self.config)

    def signatures(self) -> dict[str, str]:
        return {measure.name: measure.signature() for measure in self.measures()}

    def signature(self) -> str:
        """What findings depend on: those of two runs compare only when it is the same."""
        changed = ((f.name, getattr(self.config, f.name), f.default) for f in fields(Config))
        options = (f"|{name}:{_option(value)}" for name, value, default in changed if value != default)
        return report.signature(model=plugins.model(self.config)) + "".join(options)


def _option(value: Any) -> str:
    """In one order, whatever that of a set is; what is long by its hash, and what has a signature by that."""
    value = getattr(value, "signature", value)
    words = ",".join(sorted(map(str, value))) if isinstance(value, tuple | frozenset) else str(value)
    return words if len(words) <= 100 else sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def run(
    groups: Iterable[Group], recipe: Recipe, *, workers: int = 1, engine: str = "local"
) -> Generator[list[Result], None, None]:
    """The results of each group, in order. They are made here, in processes of this machine, or in a cluster."""
    if engine == "ray":
        from mtassist.batch import cluster

        yield from cluster.run(chunks(groups, cluster.CHUNK), recipe, workers)
    elif workers > 1:
        from mtassist.batch import processes

        yield from processes.run(chunks(groups), recipe, workers)
    else:
        with seldom_collected():
            measures = recipe.measures()
            for chunk in chunks(groups, size=TOGETHER):
                yield from scored(chunk, recipe, measures)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Cyclic garbage is looked for seldom: results hold no cycles, and what is remembered of texts, which is looked
    through again and again, grows by so much with each segment that a tenth of the time would go there."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def chunks(groups: Iterable[Group], most: int = CHUNK, *, size: int = LONGEST) -> Iterator[list[Group]]:
    """What is handed on together: at most so many groups, of about so many characters."""
    held: list[Group] = []
    length = 0
    for group in groups:
        held.append(group)
        length += sum(len(unit.text) for unit in group)
        if len(held) == most or length >= size:
            yield held
            held, length = [], 0
    if held:
        yield held


def score_all(groups: Sequence[Group], recipe: Recipe) -> list[list[Result]]:
    """What a worker makes of a chunk."""
    measures = recipe.measures()
    return [results for chunk in chunks(groups, size=TOGETHER) for results in scored(chunk, recipe, measures)]


def scored(groups: Sequence[Group], recipe: Recipe, measures: Sequence[Measure]) -> Iterator[list[Result]]:
    """Of each group one result a unit; after the units of a document one for the whole of it. Rules, and models that
    run on a GPU, look at all groups together, which is faster. ``measures``: those of the recipe."""
    from mtassist.neural import comet

    if comet.named(recipe.config):
        read = [unit for group in groups for unit in group if not unit.problem]
        comet.read_ahead(recipe.config, [(unit.text, unit.source or "") for unit in read])
    for group, (issues, failed) in zip(groups, _found(groups, recipe.config), strict=True):
        yield _scored(group, issues, failed, recipe, measures)


def _scored(
    group: Group, found: list[list[Issue]], failed: list[str], recipe: Recipe, measures: Sequence[Measure]
) -> list[Result]:
    results = [_result(unit, issues, measures, recipe) for unit, issues in zip(group, found, strict=True)]
    if recipe.keep_texts:
        for unit, issues, result in zip(group, found, results, strict=True):
            result["shown"] = _shown(unit, issues)
    if failed:
        results[0]["failures"] = failed
    if group[0].document is not None and len(group) > 1:
        results.append(_whole(group[0], results, measures))
    return results


def _found(groups: Sequence[Group], config: Config) -> Iterator[tuple[list[list[Issue]], list[str]]]:
    """The issues of each unit of each group, at their places there, and what failed. The units of one document are
    read as one text: quotes and names are matters of the whole."""
    for outlet, alike in groupby(groups, lambda group: _outlet(group, config)):
        of_one = list(alike)
        texts = [_document(group) for group in of_one if not group[0].problem]
        found = iter(findings_of_many(texts, replace(config, outlet=outlet) if outlet else config))
        for group in of_one:
            issues, failures = ((), ()) if group[0].problem else next(found)
            yield _by_unit(group, issues), [f"{failure.plugin}: {failure.error}" for failure in failures]


def _outlet(group: Group, config: Config) -> str | None:
    """The site of a group, if there is something that it repeats."""
    outlet = group[0].outlet
    return outlet if config.memory and config.outlet is None and config.memory.knows(outlet) else None


def _document(group: Group) -> Document:
    return document("\n".join([unit.text for unit in group]), source=group[0].source if len(group) == 1 else None)


def _by_unit(group: Group, issues: Sequence[Issue]) -> list[list[Issue]]:
    found: list[list[Issue]] = [[] for _ in group]
    starts = _starts(group) if issues else []
    for issue in issues:
        at = bisect_right(starts, issue.span.start) - 1
        found[at].append(replace(issue, span=issue.span.shift(-starts[at])) if at else issue)
    return found


def _starts(group: Group) -> list[int]:
    """Where each unit begins in the text of all."""
    return list(accumulate((len(unit.text) + 1 for unit in group[:-1]), initial=0))


def _result(unit: Unit, issues: Sequence[Issue], measures: Sequence[Measure], recipe: Recipe) -> Result:
    result: Result = {"system": unit.system, "segment": unit.segment, "document": unit.document, "scores": {}}
    if (
        unit.problem
    ):  # nothing to find in an empty one; what is left out still counts against a reference, as in sacreBLEU
        counts = _counts(unit, (), [m for m in measures if m.name in NEEDS]) if unit.problem == EMPTY else {}
        problem = {"problem": f"{unit.where}: {unit.problem}", "counts": counts, "findings": {}}
        return result | {"scores": _values(counts, measures)} | problem
    counts = _counts(unit, issues, measures)
    result["scores"] = _values(counts, measures)
    result["findings"] = dict(sorted(Counter(issue.rule for issue in issues).items())) if issues else {}
    if unit.note:
        result["note"] = f"{unit.where}: {unit.note}"
    if recipe.keep_issues and unit.left_out:
        result["left_out"] = [
            {"element": each.element, "start": each.span.start, "end": each.span.end, "text": each.text}
            for each in unit.left_out
        ]
    if recipe.keep_issues and issues:
        result["issues"] = [_issue(issue) for issue in issues]
    return result | _intervals(counts, measures) | {"words": len(unit.text.split()), "counts": counts}


def _counts(unit: Unit, issues: Sequence[Issue], measures: Iterable[Measure]) -> dict[str, Counts]:
    return {measure.name: counted for measure in measures if (counted := measure.counts(unit, issues)) is not None}


def _whole(unit: Unit, results: Sequence[Result], measures: Sequence[Measure]) -> Result:
    total: dict[str, Counts] = {}
    for result in results:
        total = summed(total, result["counts"])
    rules: Counter[str] = Counter()
    for result in results:
        rules.update(result["findings"])
    return {
        "system": unit.system,
        "segment": None,
        "document": unit.document,
        "scores": _values(total, measures),
        **_intervals(total, measures),
        "findings": dict(sorted(rules.items())),
        "words": sum(result.get("words", 0) for result in results),
    }


def _values(counts: dict[str, Counts], measures: Sequence[Measure]) -> dict[str, float]:
    return {measure.name: measure.value(counts[measure.name]) for measure in measures if measure.name in counts}


def _intervals(counts: dict[str, Counts], measures: Sequence[Measure]) -> dict[str, Any]:
    """Of what knows one for so little as a sentence."""
    found = {m.name: list(m.interval(counts[m.name])) for m in measures if m.name in counts and isinstance(m, Quality)}
    return {"intervals": found} if found else {}


def summed(total: dict[str, Counts], more: dict[str, Counts]) -> dict[str, Counts]:
    """Counts of measures added to others, one by one and in order: floating point sums depend on it."""
    names = [*total, *(name for name in more if name not in total)]
    both = {name: added(total.get(name), more.get(name)) for name in names}
    return {name: counts for name, counts in both.items() if counts is not None}


def _issue(issue: Issue) -> dict[str, Any]:
    return {"rule": issue.rule, "severity": issue.severity.value, "text": issue.text[:200], "message": issue.message}


def _shown(unit: Unit, issues: Sequence[Issue]) -> dict[str, Any]:
    """A unit as a report may show it: its place, its text and what is marked there."""
    marks = [[i.span.start, i.span.end, i.rule, i.severity.value, i.message] for i in issues]
    return {"where": unit.where, "outlet": unit.outlet, "text": unit.text[:KEPT], "marks": marks}
