"""What a language model says of sentences when it reads them, and to which words its tokens belong."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from mtassist.errors import InputError
from mtassist.train.records import Record

BEGIN = "<|endoftext|>"  # stands before a text in what it was trained on
DEPTHS = (0.27, 0.47, 0.67, 0.87, 1.0)  # of its layers, those that are asked: grammar lives lower than the next word
WITHIN = (0.47, 0.67)  # those whose states are kept of each token
LONGEST = 180  # tokens
AT_ONCE = 1_500  # tokens of a batch
PART = 5_000  # sentences of a file of what it said
MOST_SURPRISE = 25.0  # nats, of one word
SCALE = 10.0  # nats: so that all losses are alike in size

Say = Callable[[str], None]
Spoken = tuple[Tensor, Tensor, Tensor, Tensor]  # of the tokens of a sentence: see heard


def heard(path: Path, records: Sequence[Record], work: Path, say: Say) -> tuple[Tensor, list[Spoken]]:
    """The states of each sentence, and of each of its tokens how likely it is, the doubt before it, where it ends, and
    its states within, to which those of the mark before the text are added.

    ``path``: a GGUF file or a folder of a causal language model; what it says is kept in ``work``.
    """
    work.mkdir(parents=True, exist_ok=True)
    model: tuple[Any, Any] | None = None
    parts = []
    for start in range(0, len(records), PART):
        file = work / f"heard-{start}.pt"
        texts = [record.text for record in records[start : start + PART]]
        mark = hashlib.sha256("\n".join(texts).encode()).hexdigest()
        part = torch.load(file, weights_only=True) if file.is_file() else None
        if part is None or part["mark"] != mark:
            model = model or loaded(path)
            say(f"the teacher reads sentence {start:,} of {len(records):,}")
            part = {"mark": mark, **_listened(model[0], model[1], texts)}
            torch.save(part, file.with_suffix(".new"))
            file.with_suffix(".new").replace(file)
        parts.append(part)
    states = torch.cat([part["states"] for part in parts]).float().nan_to_num(posinf=0, neginf=0)
    said = (each for part in parts for each in part["said"])
    spoken = [(likely.float(), doubt.float(), ends, within) for likely, doubt, ends, within in said]
    return states, spoken


def loaded(path: Path) -> tuple[Any, Any]:
    """The model and its tokenizer."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    if path.is_dir():
        folder, how = str(path), {}
    elif path.is_file():
        folder, how = str(path.parent), {"gguf_file": path.name}
    else:
        raise InputError(f"{path}: no such file; wanted a .gguf file or the folder of a causal language model")
    tokenizer = AutoTokenizer.from_pretrained(folder, **how)
    model: nn.Module = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16, **how)
    return model.eval(), tokenizer


def _listened(model: Any, tokenizer: Any, texts: Sequence[str]) -> dict[str, Any]:
    begin = tokenizer.convert_tokens_to_ids(BEGIN)
    encoded = [tokenizer(text, return_offsets_mapping=True) for text in texts]
    ids = [[begin, *each["input_ids"][:LONGEST]] for each in encoded]
    depths = [depth_of(model, share) for share in DEPTHS]
    states = torch.zeros(len(texts), len(depths) * model.config.hidden_size, dtype=torch.float16)
    said: list[Any] = [None] * len(texts)
    with torch.no_grad():
        for rows in _by_length(ids):
            longest = max(len(ids[row]) for row in rows)
            given, mask = torch.zeros(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest)
            for n, row in enumerate(rows):
                given[n, : len(ids[row])] = torch.tensor(ids[row])
                mask[n, : len(ids[row])] = 1
            out = model.model(given, attention_mask=mask.long(), output_hidden_states=True)
            chances = model.lm_head(out.last_hidden_state[:, :-1]).float().log_softmax(-1)
            likely = chances.gather(-1, given[:, 1:, None])[..., 0]
            doubt = -(chances.exp() * chances).sum(-1)
            mask[:, 0] = 0
            here = mask[..., None] / mask.sum(1).clamp(min=1)[:, None, None]
            mean = torch.cat([(out.hidden_states[depth].float() * here).sum(1) for depth in depths], -1)
            within = torch.cat([out.hidden_states[depth_of(model, share)] for share in WITHIN], -1).half()
            for n, row in enumerate(rows):
                states[row] = mean[n].half()
                end = len(ids[row]) - 1
                ends = torch.tensor([place[1] for place in encoded[row]["offset_mapping"][:end]], dtype=torch.int32)
                said[row] = likely[n, :end].half(), doubt[n, :end].half(), ends, within[n, : end + 1].clone()
    return {"states": states, "said": said}


def depth_of(model: Any, share: float) -> int:
    """The number of layers that such a share of all is."""
    layers: int = model.config.num_hidden_layers
    return round(share * layers)


def _by_length(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
    while order:
        size = max(1, AT_ONCE // (len(ids[order[0]]) + 6))
        yield order[:size]
        del order[:size]


def of_words(record: Record, spoken: Spoken) -> Tensor:
    """How surprising each word is: a token's surprise belongs to the word in which it ends.

    Words and text must be equal but for their blanks; else it is unknown of each (not a number).
    """
    likely, _, ends, _ = spoken
    result = torch.zeros(len(record.words))
    if not (borders := _borders(record)):
        return result.fill_(float("nan"))
    for end, value in zip(_solid(record, ends), likely.tolist(), strict=True):
        if end:
            result[min(bisect_left(borders, end), len(result) - 1)] -= value
    return result.clamp(max=MOST_SURPRISE) / SCALE


def last_tokens(record: Record, spoken: Spoken) -> list[int]:
    """The token in which each word ends, or the last one that was read; none where words and text are not equal."""
    ends = _solid(record, spoken[2])
    return [min(bisect_left(ends, border), len(ends) - 1) for border in _borders(record)]


def _borders(record: Record) -> list[int]:
    """Where each word ends, in characters that are no blanks; none where words and text are not equal."""
    equal = "".join(record.text.split()) == "".join(record.words)
    return list(accumulate(map(len, record.words))) if equal else []


def _solid(record: Record, ends: Tensor) -> list[int]:
    """Places in the text, in characters that are no blanks."""
    solid = list(accumulate((not char.isspace() for char in record.text), initial=0))
    return [solid[end] for end in ends.tolist()]
