"""Whether ``score`` gives sacreBLEU's own numbers, to the last digit, and its signatures.

Both score the same systems: ours as anybody would run it, from line files to JSON lines; sacreBLEU by itself, over all
lines at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mtassist.batch.engine import Recipe
from mtassist.batch.scoring import Asked, score
from mtassist.formats import json_lines

METRICS = ("bleu", "chrf", "ter")
SYSTEMS = 3  # of each set; TER takes its time

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Number:
    """One number as both give it."""

    set: str
    system: str
    metric: str
    segments: int
    empty: int  # lines that the system left empty
    references: int
    ours: float
    theirs: float
    our_signature: str
    their_signature: str

    @property
    def same(self) -> bool:
        return self.ours == self.theirs and self.our_signature == self.their_signature


def measure(path: Path, limit: int | None = None) -> Iterator[Number]:
    """The numbers of some systems of each set; ``limit`` takes the first so many segments of each."""
    for name, rows in _sets(path).items():
        rows = rows[:limit]
        references = sorted(set.intersection(*(set(row["refs"]) for row in rows)))
        for system in _systems(rows) if references else ():
            yield from _compare(name, system, rows, references)


def _sets(path: Path) -> dict[str, list[Row]]:
    """Rows by data set and languages, as “wmt22-general zh-en”."""
    found: dict[str, list[Row]] = {}
    for name, row in json_lines.read(path, _row, "dataset, lang_pair, refs and systems"):
        found.setdefault(name, []).append(row)
    return found


def _row(given: dict[str, Any]) -> tuple[str, Row]:
    return f"{given['dataset']} {given['lang_pair']}", {"refs": given["refs"], "systems": given["systems"]}


def _systems(rows: Sequence[Row]) -> list[str]:
    """Systems that translated every row: first those that left lines empty, for these are easily counted wrong."""
    everywhere = set.intersection(*(set(row["systems"]) for row in rows))
    return sorted(everywhere, key=lambda name: (-_empty(rows, name), name))[:SYSTEMS]


def _empty(rows: Sequence[Row], system: str) -> int:
    return sum(not row["systems"][system].strip() for row in rows)


def _compare(name: str, system: str, rows: Sequence[Row], references: Sequence[str]) -> Iterator[Number]:
    lines = [_line(row["systems"][system]) for row in rows]
    beside = [[_line(row["refs"][reference]) for row in rows] for reference in references]
    ours = _ours(lines, beside)
    for metric, theirs in _theirs().items():
        value = float(theirs.corpus_score(lines, beside).score)
        yield Number(
            set=name,
            system=system,
            metric=metric,
            segments=len(rows),
            empty=_empty(rows, system),
            references=len(references),
            ours=ours["scores"][metric],
            theirs=value,
            our_signature=ours["signatures"][metric].removeprefix(f"{metric}|"),
            their_signature=str(theirs.get_signature()),
        )


def _line(text: str) -> str:
    """In one line, as line files have it."""
    return " ".join(text.split())


def _ours(lines: Sequence[str], references: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The last line of the output: that of the whole system."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.txt" for number in range(len(references) + 1)]
        for path, given in zip(paths, [lines, *references], strict=True):
            path.write_text("".join(f"{line}\n" for line in given), encoding="utf-8")
        system, *beside = map(str, paths)
        output = str(Path(folder) / "out.jsonl")
        recipe = Recipe(metrics=METRICS, references=len(beside), keep_issues=False)
        score(Asked(systems=(system,), references=tuple(beside), recipe=recipe, output=output))
        last: dict[str, Any] = json.loads(Path(output).read_text(encoding="utf-8").splitlines()[-1])
    return last


def _theirs() -> dict[str, Any]:
    """As sacreBLEU sets itself up; chrF++ is the chrF that people report."""
    from sacrebleu.metrics import BLEU, CHRF, TER

    return {"bleu": BLEU(), "chrf": CHRF(word_order=2), "ter": TER()}


def table(numbers: Sequence[Number]) -> Iterator[str]:
    """Every number of both, and whether they are the same."""
    yield f"{'set':20} {'system':16} {'segments':>8} {'empty':>5} {'refs':>4} {'':5} {'score':>19} {'sacreBLEU':>19}"
    for one in numbers:
        counts = f"{one.segments:8,} {one.empty:5} {one.references:4}"
        values = f"{one.metric:5} {one.ours!r:>19} {one.theirs!r:>19}"
        yield f"{one.set:20} {one.system:16} {counts} {values}{'' if one.same else '  not the same'}"
    yield from dict.fromkeys(f"{one.metric:5} {one.their_signature}" for one in numbers)
    sets, same = len({one.set for one in numbers}), sum(one.same for one in numbers)
    yield f"{same} of {len(numbers)} numbers and signatures are the same to the last digit, in {sets} sets"
