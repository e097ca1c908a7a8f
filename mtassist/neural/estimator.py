"""Reads COMET checkpoints that need no reference: CometKiwi (a score) and xCOMET (a score and the errors it rests on).

A checkpoint is Lightning's: ``hparams.yaml`` beside ``checkpoints/model.ckpt``. The scores are those of unbabel-comet,
which goes only with older releases of transformers and NumPy; but what is longer than the encoder reads at once is read
in parts, where that cuts it off.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from transformers import AutoConfig, AutoModel, XLMRobertaTokenizer

from mtassist.errors import ModelMissing
from mtassist.neural import bigger
from mtassist.neural.bigger import Bigger
from mtassist.neural.network import LABELS, Network

READS = ("xlm-roberta", "xlm-roberta-xl")  # encoders of the models that there are
POINTS = {"minor": 1, "major": 5, "critical": 10}
MOST_POINTS = 25
OF_ERRORS = 0.22  # the share of xCOMET's score that its errors make; what the estimator says makes the rest
BATCH = 16  # on a GPU; a CPU is as fast with one at a time, and then nothing is padded


@dataclass(frozen=True, slots=True)
class Mark:
    """An error in the translation, in code points; ``probability`` that it is one at all."""

    start: int
    end: int
    severity: str
    probability: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of a pair: a score, mostly between 0 and 1, and the errors."""

    score: float
    marks: tuple[Mark, ...]


class Estimator:
    """A checkpoint in memory."""

    def __init__(self, model: Bigger) -> None:
        bigger.quiet()
        listed = bigger.hparams(model)
        saved = _saved(model)
        told = {**listed, **saved.get("hyper_parameters", {})}
        if listed.get("layer_transformation") == "sparsemax_patch":  # trained with softmax, whatever was written then
            told["layer_transformation"] = "softmax"
        self._tags = listed["class_identifier"] == "xcomet_metric"
        place = str(bigger.encoder(model))
        config: Any = AutoConfig.from_pretrained(place, local_files_only=True)
        if config.model_type not in READS:
            raise ModelMissing(f"{model.name} has the encoder {config.model_type}; wanted {' or '.join(READS)}")
        self._tokenizer: Any = XLMRobertaTokenizer.from_pretrained(place, local_files_only=True)  # of all of them
        self._limit = int(config.max_position_embeddings) - 2
        made: Any = AutoModel
        with torch.device("meta"):  # billions of numbers that the checkpoint has anyway need not be made up first
            encoder = made.from_config(config, add_pooling_layer=False, dtype=torch.float32)
            network = Network(encoder, config.num_hidden_layers + 1, config.hidden_size, told, tags=self._tags)
        lacks = _fill(network, saved["state_dict"])
        if lacks:
            raise ModelMissing(f"{model.weights[0]} lacks {', '.join(lacks[:4])}; `hf download {model.name}` again")
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._together = BATCH if self._device == "cuda" else 1
        self._network = network.to(self._device).eval()

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """Of each translation with its source, in order."""
        parts = [(n, part) for n, (text, source) in enumerate(pairs) for part in self._parts(text, source)]
        ordered = sorted(range(len(parts)), key=lambda n: len(parts[n][1][1]) + len(parts[n][1][2]))
        size = self._together
        judged: dict[int, Judgement] = {}
        for at in range(0, len(ordered), size):
            some = ordered[at : at + size]
            judged.update(zip(some, self._batch([parts[n][1][1:] for n in some]), strict=True))
        gathered: list[list[tuple[int, int, Judgement]]] = [[] for _ in pairs]
        for n, (pair, (start, text, _)) in enumerate(parts):
            gathered[pair].append((start, len(text), judged[n]))
        return [_joined(each) for each in gathered]

    def _parts(self, text: str, source: str) -> list[tuple[int, str, str]]:
        """As many equal parts of both as it takes for each to be read whole; where each begins in the translation."""
        count = -(-self._size(text, source) // self._limit)
        while True:
            ours, theirs = _cut(text, count), _cut(source, count)
            made = [(a, text[a:b], source[c:d]) for (a, b), (c, d) in zip(ours, theirs, strict=True)]
            if all(self._size(t, s) <= self._limit for _, t, s in made):
                return made
            count += 1 + count // 8

    def _size(self, text: str, source: str) -> int:
        return len(self._tokenizer(text, source)["input_ids"])

    def _batch(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Judgement]:
        texts, sources = [text for text, _ in pairs], [source for _, source in pairs]
        given = self._tokenizer(texts, sources, return_tensors="pt", padding=True, return_offsets_mapping=True)
        offsets = given.pop("offset_mapping").tolist()
        with torch.inference_mode():
            fed = {name: given[name].to(self._device) for name in ("input_ids", "attention_mask")}
            scores, labels = self._network(fed)
        for n, text in enumerate(texts):
            if labels is None:
                yield Judgement(float(scores[n]), ())
                continue
            ours = [place for place, which in enumerate(given.sequence_ids(n)) if which == 0]
            spans = list(_spans(offsets[n], labels[n].tolist(), ours))
            lost = min(sum(POINTS[LABELS[first]] for first, _ in spans), MOST_POINTS)
            whole = (1 - OF_ERRORS) * min(float(scores[n]), 1.0) + OF_ERRORS * (1 - lost / MOST_POINTS)
            yield Judgement(whole, tuple(_merged(_snapped(text, mark) for _, mark in spans)))


def _saved(model: Bigger) -> Mapping[str, Any]:
    """What the checkpoint holds: tensors and plain values, no code."""
    path = str(model.weights[0])
    try:
        try:
            saved = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
        except RuntimeError:  # of a kind that cannot be mapped
            saved = torch.load(path, map_location="cpu", weights_only=True)
        if "state_dict" in saved:
            return dict(saved)
        reason = "no state_dict in it"
    except (pickle.UnpicklingError, RuntimeError, EOFError, OSError, TypeError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
    raise ModelMissing(f"{path} is no checkpoint that can be read ({reason}); `hf download {model.name}` fetches one")


def _fill(network: nn.Module, state: Mapping[str, torch.Tensor]) -> list[str]:
    """Put the weights in; what a checkpoint has beside them (losses, buffers) is left. Returns what was missing."""
    try:
        missing, _ = network.load_state_dict(
            {name: value.float() for name, value in state.items()}, strict=False, assign=True
        )
    except RuntimeError as error:
        return [" ".join(str(error).split())[:300]]
    for part in network.modules():
        for name, empty in list(part.named_buffers(recurse=False)):  # counted, not learnt, so in no checkpoint
            count = torch.arange(empty.shape[-1]).expand(empty.shape) if name == "position_ids" else None
            part.register_buffer(name, torch.zeros(empty.shape, dtype=empty.dtype) if count is None else count)
    return list(missing)


def _cut(text: str, count: int) -> list[tuple[int, int]]:
    """Equal parts, but that words stay whole where there are blanks."""
    at = [0]
    for n in range(1, count):
        wish = max(at[-1], n * len(text) // count)
        blank = text.rfind(" ", at[-1] + 1, wish + 1)
        at.append(blank + 1 if blank > at[-1] and wish - blank < 40 else wish)
    return list(zip(at, [*at[1:], len(text)], strict=True))


def _joined(parts: Sequence[tuple[int, int, Judgement]]) -> Judgement:
    weights = sum(size for _, size, _ in parts) or 1
    marks = (
        Mark(mark.start + start, mark.end + start, mark.severity, mark.probability)
        for start, _, each in parts
        for mark in each.marks
    )
    return Judgement(sum(each.score * size for _, size, each in parts) / weights, tuple(marks))


def _spans(
    offsets: Sequence[Sequence[int]], labels: Sequence[Sequence[float]], ours: Sequence[int]
) -> Iterator[tuple[int, Mark]]:
    """Pieces in a row that are labelled as errors, with the label of the first, which counts for the score."""
    row: list[int] = []
    for place in [*ours, -1]:
        if place >= 0 and max(range(len(LABELS)), key=labels[place].__getitem__):
            row.append(place)
        elif row:
            first = max(range(len(LABELS)), key=labels[row[0]].__getitem__)
            mass = [sum(labels[p][n] for p in row) for n in range(len(LABELS))]
            worst = max(range(1, len(LABELS)), key=mass.__getitem__)
            sure = 1 - mass[0] / len(row)
            yield first, Mark(offsets[row[0]][0], offsets[row[-1]][1], LABELS[worst], sure)
            row = []


def _snapped(text: str, mark: Mark) -> Mark:
    """To whole words, without the blanks around them."""
    start, end = mark.start, mark.end
    while start < end and text[start].isspace():
        start += 1
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Mark(start, end, mark.severity, mark.probability)


def _merged(marks: Iterator[Mark]) -> Iterator[Mark]:
    """Two errors in one word are one, as bad as the worse."""
    held: Mark | None = None
    for mark in marks:
        if mark.start >= mark.end:
            continue
        if held and mark.start < held.end:
            worse = max(held, mark, key=lambda m: LABELS.index(m.severity))
            held = Mark(held.start, max(held.end, mark.end), worse.severity, max(held.probability, mark.probability))
            continue
        if held:
            yield held
        held = mark
    if held:
        yield held
