"""From a journal to what a person or program asked for: totals, JSON lines, CSV, COMET's JSON, a table."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mtassist.batch import journal
from mtassist.batch.engine import Recipe, Result
from mtassist.batch.measures import OWN_INTERVAL, Counts, added
from mtassist.errors import InputError
from mtassist.formats import parquet

STEERING = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet takes what begins so for a formula


@dataclass
class Total:
    """One system. Grows with the number of rules, not with that of segments."""

    system: str
    segments: int = 0
    problems: int = 0
    words: int = 0
    counts: dict[str, Counts] = field(default_factory=dict)
    findings: Counter[str] = field(default_factory=Counter)
    failures: set[str] = field(default_factory=set)

    def add(self, result: Result) -> None:
        if result["segment"] is None:
            return
        self.segments += 1
        self.problems += "problem" in result
        self.words += result.get("words", 0)
        for name, counts in result["counts"].items():
            self.counts[name] = added(self.counts.get(name), tuple(counts)) or ()
        if result["findings"]:
            self.findings.update(result["findings"])
        self.failures.update(result.get("failures", ()))

    def line(self, recipe: Recipe) -> dict[str, Any]:
        """The last word on a system, as it stands in the output."""
        measures = {m.name: m for m in recipe.measures() if m.name in self.counts}
        intervals = {
            name: list(measure.interval(self.counts[name]))
            for name, measure in measures.items()
            if isinstance(measure, OWN_INTERVAL)
        }
        return {
            "system": self.system,
            "segment": None,
            "document": None,
            "scores": {name: measure.value(self.counts[name]) for name, measure in measures.items()},
            "intervals": intervals,
            "findings": dict(sorted(self.findings.items())),
            "segments": self.segments,
            "words": self.words,
            "problems": self.problems,
            "failures": sorted(self.failures),
            "signatures": {name: measure.signature() for name, measure in measures.items()},
            "signature": recipe.signature(),
        }


def totals(results: Iterable[Result]) -> list[Total]:
    """Of each system, in the order of the input."""
    found: dict[str, Total] = {}
    add(found, results)
    return list(found.values())


def add(found: dict[str, Total], results: Iterable[Result]) -> None:
    """More results to the totals of their systems."""
    for result in results:
        if (total := found.get(result["system"])) is None:
            total = found[result["system"]] = Total(result["system"])
        total.add(result)


Writer = Callable[[Iterable[Result], Sequence[Total], Recipe], Iterator[bytes]]


def jsonl(results: Iterable[Result], ends: Sequence[Total], recipe: Recipe) -> Iterator[bytes]:
    """One line a segment, one a document, and at the end one a system, with the signatures."""
    return ended(map(journal.line, map(journal.out, results)), ends, recipe)


def ended(lines: Iterable[bytes], ends: Sequence[Total], recipe: Recipe) -> Iterator[bytes]:
    """The lines of all results, and those of the systems."""
    yield from lines
    for total in ends:
        yield journal.line(total.line(recipe))


def table(results: Iterable[Result], ends: Sequence[Total], recipe: Recipe) -> Iterator[bytes]:
    """CSV for spreadsheets: one row a segment."""
    yield _row(["system", "segment", "document", "words", *recipe.metrics, "findings", "rules", "problem"])
    for result in results:
        if result["segment"] is None:
            continue
        found: dict[str, int] = result["findings"]
        scores = [result["scores"].get(name, "") for name in recipe.metrics]
        said = [sum(found.values()), " ".join(found), result.get("problem", "")]
        yield _row(
            [result["system"], result["segment"], result["document"] or "", result.get("words", 0), *scores, *said]
        )


def comet(results: Iterable[Result], ends: Sequence[Total], recipe: Recipe) -> Iterator[bytes]:
    """The shape of comet-score's ``--to-json``: for each system a list of segments with ``COMET`` as their score.

    The score is that of the first metric asked for.
    """
    first = recipe.metrics[0]
    yield b"{"
    system = None
    begun: set[str] = set()
    for result in results:
        if result["segment"] is None:
            continue
        if result["system"] != system:
            if result["system"] in begun:
                raise InputError(
                    f"{result['system']} comes in several places: sort the input by system, or write jsonl"
                )
            begun.add(result["system"])
            yield (b"" if system is None else b"],") + json.dumps(result["system"]).encode() + b":["
        else:
            yield b","
        system = result["system"]
        yield journal.line({"COMET": result["scores"].get(first), "findings": result["findings"]}).rstrip(b"\n")
    yield b"}\n" if system is None else b"]}\n"


def lines(results: Iterable[Result], ends: Sequence[Total], recipe: Recipe) -> Iterator[bytes]:
    """As sacrebleu prints: the signature and the number, a line each."""
    for total in ends:
        last = total.line(recipe)
        for name, value in last["scores"].items():
            yield f"{total.system}\t{last['signatures'][name]}\t{value:.2f}\n".encode("utf-8", "backslashreplace")


def columns(results: Iterable[Result], ends: Sequence[Total], recipe: Recipe) -> Iterator[bytes]:
    """Parquet: one row a segment; the systems' last lines stand in the metadata of the file."""
    segments = (result for result in results if result["segment"] is not None)
    rows = (
        {name: result.get(name) for name in ("system", "segment", "document", "problem")}
        | {"words": result.get("words", 0), "issues": result.get("issues", [])}
        | {"findings": [{"rule": rule, "count": count} for rule, count in result["findings"].items()]}
        | {name: result["scores"].get(name) for name in recipe.metrics}
        for result in segments
    )
    yield from parquet.write(rows, recipe.metrics, [total.line(recipe) for total in ends])


WRITERS: dict[str, Writer] = {"jsonl": jsonl, "csv": table, "json": comet, "text": lines, "parquet": columns}


def _row(cells: Sequence[Any]) -> bytes:
    safe = [f"'{cell}" if isinstance(cell, str) and cell.startswith(STEERING) else cell for cell in cells]
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerow(safe)
    return held.getvalue().encode("utf-8", "backslashreplace")
