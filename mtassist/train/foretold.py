"""What would be said of sentences that nobody judged: the mean of what a teacher's tuned layers say and what the
network itself says. Each errs in its own way, and the mean of both is nearer to people than either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from torch import Tensor

from mtassist.train import hearing, teacher, tuned
from mtassist.train.hearing import Say
from mtassist.train.records import Record
from mtassist.train.teacher import AIMS, SURE, Lesson
from mtassist.train.tuned import Heard, Layers

OWN = 0.5  # the share of the network's own answer
SEED = 1

Answer = tuple[Tensor, Tensor]  # the logits that the words are changed, and the aims


def lessons(
    path: Path, judged: Sequence[Record], given: Sequence[Record], own: Sequence[Answer], work: Path, say: Say
) -> list[Lesson]:
    """One for each of the sentences ``given``.

    ``path``: a GGUF file or a folder of a causal language model; ``judged``: what its layers are tuned on, with a value
    for each aim; ``own``: what the network answers to the sentences given. What the teacher says is kept in ``work``.
    """
    layers, middle, spread = _layers(path, judged, work, say)
    states, spoken = hearing.heard(path, given, work / "unjudged", say)
    statistics = teacher.statistics(spoken)
    lasts = [hearing.last_tokens(*each) for each in zip(given, spoken, strict=True)]
    nothing = torch.empty(0)
    whole = teacher.standardised(statistics, middle, spread)
    heard = [Heard.of(*each, nothing, nothing) for each in zip(spoken, lasts, whole, strict=True)]
    said = tuned.answers(layers, heard)
    surprise = [hearing.of_words(*each) for each in zip(given, spoken, strict=True)]
    told = torch.cat([teacher.themes(_own_scale(states)), _own_scale(statistics)], 1)
    both = zip(said, own, told, surprise, strict=True)
    return [_lesson(theirs, mine, state, words) for theirs, mine, state, words in both]


def _own_scale(rows: Tensor) -> Tensor:
    return teacher.standardised(rows, rows.mean(0), rows.std(0))


def _lesson(theirs: Answer, mine: Answer, states: Tensor, surprise: Tensor) -> Lesson:
    changed = torch.full_like(surprise, float("nan"))
    if len(theirs[0]) == len(mine[0]) == len(surprise):
        changed = torch.sigmoid(torch.lerp(theirs[0], mine[0], OWN)).clamp(1 - SURE, SURE)
    return Lesson(torch.lerp(theirs[1], mine[1], OWN), states, surprise, changed)


def _layers(path: Path, judged: Sequence[Record], work: Path, say: Say) -> tuple[Layers, Tensor, Tensor]:
    """Tuned layers, and the mean and spread of the statistics of what they were tuned on; kept in ``work``."""
    _, spoken = hearing.heard(path, judged, work, say)
    statistics = teacher.statistics(spoken)
    middle, spread = statistics.mean(0), statistics.std(0)
    file, mark = work / "tuned.pt", _mark(judged)
    kept = torch.load(file, weights_only=True) if file.is_file() else None
    if kept is not None and kept["mark"] == mark:
        layers = Layers(hearing.loaded(path)[0], len(AIMS), statistics.shape[1])
        layers.load_state_dict(kept["layers"])
        return layers.eval(), middle, spread
    lasts = [hearing.last_tokens(*each) for each in zip(judged, spoken, strict=True)]
    edited = [torch.tensor(each.on_words["edited"])[: len(last)] for each, last in zip(judged, lasts, strict=True)]
    aims = torch.tensor([[record.on_whole[aim] for aim in AIMS] for record in judged])
    whole = teacher.standardised(statistics, middle, spread)
    say("tuning the teacher")
    heard = [Heard.of(*each) for each in zip(spoken, lasts, whole, aims, edited, strict=True)]
    layers = tuned.tuned(path, heard, SEED, say)
    torch.save({"mark": mark, "layers": layers.state_dict()}, file.with_suffix(".new"))
    file.with_suffix(".new").replace(file)
    return layers, middle, spread


def _mark(judged: Iterable[Record]) -> str:
    """Changes with what is learnt from."""
    made = hashlib.sha256()
    for record in judged:
        made.update(repr((record.text, record.on_words["edited"], [record.on_whole[aim] for aim in AIMS])).encode())
    return made.hexdigest()
