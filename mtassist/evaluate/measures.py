"""What ``mtassist eval`` can measure: one function each, with figures for programs and a table for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mtassist import lists
from mtassist.config import Config
from mtassist.errors import ConfigError, InputError
from mtassist.evaluate import accuracy as accuracies
from mtassist.evaluate import agreement, genuine, splitting, tables
from mtassist.evaluate import gate as gates
from mtassist.evaluate import growth as growths
from mtassist.evaluate import ranking as rankings
from mtassist.evaluate import sites as memories
from mtassist.evaluate import speed as speeds
from mtassist.evaluate import throughput as throughputs
from mtassist.formats import annotated, console, floors, text
from mtassist.pipeline import check
from mtassist.types import Issue


@dataclass(frozen=True, slots=True)
class Measure:
    figures: Any
    lines: tuple[str, ...]
    failed: bool = False

    def json(self) -> Iterator[str]:
        yield json.dumps(self.figures, ensure_ascii=False, indent=1)


def accuracy(paths: Sequence[Path]) -> Measure:
    """What is found and mended in the annotated articles, and false alarms in the genuine ones."""
    _, result = _articles(paths)
    return Measure(_figures(result), tuple(tables.accuracy(result)))


def gate(paths: Sequence[Path]) -> Measure:
    """The floors, compared with what is reached now."""
    before = floors.read(floors.path())
    if before is None:
        raise ConfigError(f"{floors.path()}: no floors yet; pin them with `mtassist eval --update`")
    folder = _folder(paths)
    if annotated.digest(folder) != before.corpus:
        raise InputError(f"{folder}: not the articles that the floors were measured on; pin anew with --update")
    folder, result = _articles(paths)
    broken = gates.broken(gates.pinned(result, before.corpus), before)
    return Measure({"broken": broken}, tuple(tables.gate(broken)), failed=bool(broken))


def update(paths: Sequence[Path], *, clean: bool, allow_regression: bool) -> Measure:
    """Pin what is reached now. With ``clean`` the paths are genuine English for the figures of the rules."""
    folder, result = _articles([] if clean else paths)
    further = genuine.count(genuine.documents(paths), _look) if clean else None
    now = gates.pinned(result, annotated.digest(folder), further)
    gates.update(floors.path(), now, allow_regression=allow_regression)
    return Measure(asdict(now), (*tables.accuracy(result), "", f"pinned in {floors.path()}"))


def clean(paths: Sequence[Path]) -> Measure:
    """False alarms on genuine English."""
    if not paths:
        raise ConfigError("--clean wants files of JSON lines; name them")
    alarms = genuine.count(genuine.documents(paths), _look)
    figures = {
        "documents": alarms.documents,
        "words": alarms.words,
        "alarms": dict(alarms.count),
        "contexts": dict(alarms.contexts),
    }
    return Measure(figures, tuple(tables.genuine(alarms)))


def segmentation() -> Measure:
    """How sentence splitters do on hard cases."""
    cases, standings = splitting.compare()
    figures = {"cases": cases, "splitters": [asdict(one) for one in standings]}
    return Measure(figures, tuple(tables.splitting(cases, standings)))


def speed(paths: Sequence[Path], harper: Path | None) -> Measure:
    """How fast the rules are, and how fast Harper is beside them."""
    if paths:
        texts = [text.read(path).text for given in paths for path in text.paths(str(given))]
    else:
        texts = [article.text for article in annotated.read(_folder([]))]
    one = speeds.measure(texts, harper)
    return Measure(asdict(one), tuple(tables.speed(one)))


def ranking(paths: Sequence[Path], limit: int | None) -> Measure:
    """How often measures order two systems as people do."""
    if len(paths) != 2:
        raise ConfigError("--ranking wants two files of JSON lines: translations of many systems, and human scores")
    result = rankings.measure(paths[0], paths[1], limit)
    totals = {name: asdict(result.total(name)) for name in result.signatures}
    return Measure({**asdict(result), "total": totals}, tuple(tables.ranking(result)))


def site_memory() -> Measure:
    """What is learnt of sites from a made-up batch, and what it costs."""
    one = memories.measure()
    figures = {**asdict(one), "recall": one.recall, "ratio": one.ratio}
    return Measure(figures, tuple(tables.site_memory(one)), failed=bool(one.missed))


def throughput(paths: Sequence[Path], limit: int | None) -> Measure:
    """Segments a second and memory of `mtassist score`, with one worker and with two."""
    measured = throughputs.measure(paths, limit)
    figures = {**asdict(measured), "runs": [{**asdict(run), "rate": run.rate} for run in measured.runs]}
    return Measure(figures, tuple(throughputs.table(measured)))


def sacrebleu(paths: Sequence[Path], limit: int | None) -> Measure:
    """Whether our BLEU, chrF++ and TER are sacreBLEU's."""
    if len(paths) != 1:
        raise ConfigError("--sacrebleu wants one file of JSON lines: texts with refs and systems")
    numbers = list(agreement.measure(paths[0], limit))
    figures = [{**asdict(number), "same": number.same} for number in numbers]
    return Measure(figures, tuple(agreement.table(numbers)), failed=not all(number.same for number in numbers))


def growth() -> Measure:
    """How time and memory grow with the text."""
    rows, memory = list(growths.measure()), growths.memory()
    figures = {"time": [{**asdict(row), "ratio": row.ratio} for row in rows], "memory": memory}
    return Measure(figures, tuple(tables.growth(rows, memory)))


def page() -> Measure:
    """How long the review page keeps people waiting."""
    from mtassist.evaluate import page as pages

    waits = pages.measure()
    return Measure(asdict(waits), tuple(tables.page(waits)), failed=bool(waits.missed))


def bundled(paths: Sequence[Path], parts: str | None, limit: int | None) -> Measure:
    """What the bundled model reaches, part by part."""
    from mtassist.evaluate import bundled as models

    chosen = models.choose(parts)
    own = [path for path in paths if (path / "mt").is_dir()]
    data = [path for path in paths if path not in own]
    if len(data) > 1:
        raise ConfigError("--bundled wants one data folder, and at most one folder of articles (with mt/*.json in it)")
    asked = models.Asked(models.folder(), next(iter(data), None), _folder(own), limit)
    figures: dict[str, Any] = {"model": models.signature(asked.folder)}
    lines = [f"model {figures['model']}"]
    for part in chosen:
        console.say("note", f"measuring {part}")
        figures[part], table = models.PARTS[part](asked)
        lines += ["", f"{part}:", *table]
    return Measure(figures, tuple(lines))


def _look(words: str) -> tuple[Issue, ...]:
    return check(words, config=Config(strict=True, model="none")).issues


def _articles(paths: Sequence[Path]) -> tuple[Path, accuracies.Result]:
    folder = _folder(paths)
    return folder, accuracies.score(annotated.read(folder), _look)


def _folder(paths: Sequence[Path]) -> Path:
    """The folder named, or the project's own articles."""
    if len(paths) > 1:
        raise ConfigError(f"{len(paths)} folders were given; articles are scored one folder at a time")
    return paths[0] if paths else lists.folder().parent / "articles"


def _figures(result: accuracies.Result) -> dict[str, Any]:
    return {
        "kinds": {name: asdict(kind) for name, kind in sorted(result.kinds.items())},
        "total": asdict(result.total),
        "families": {name: asdict(claim) for name, claim in sorted(result.families.items())},
        "rules": {name: asdict(claim) for name, claim in sorted(result.rules.items())},
        "precision": result.claims.precision,
        "words": result.words,
        "alarms": dict(result.alarms),
        "alarms_per_1000_words": result.alarms_per_1000_words,
    }
