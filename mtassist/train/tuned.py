"""The middle layers of a language model, tuned to say what judges and editors will say.

They come to see a sentence in both directions (Dukić and Šnajder 2024). What they say of a sentence that they were not
shown is foretold.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from mtassist.train import hearing
from mtassist.train.hearing import Say, Spoken

LAYERS = 8  # those above the first of hearing.WITHIN
EPOCHS = 1
WORDS = 1_800  # tokens of a batch, padding included
STRIDE = 8  # lengths are padded to multiples
RATE = 1e-4  # of the layers
OF_HEADS = 5e-4
WARM_UP = 60  # steps
DECAY = 0.01
DROPOUT = 0.1
AVERAGED = 0.99
HIDDEN = 384
LIKELY = 10.0  # nats are divided by it
ASKED = 48  # sentences at once


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as the layers below have read it, and what people said of it."""

    within: Tensor  # (1 + tokens, size)
    beside: Tensor  # (1 + tokens, 2): how likely each is, and the doubt before it
    last: Sequence[int]  # the token in which each word ends, from 1; none where that is not known
    whole: Tensor  # (statistics,)
    aims: Tensor  # (aims,)
    edited: Tensor  # (words,)

    @classmethod
    def of(cls, spoken: Spoken, last: Sequence[int], whole: Tensor, aims: Tensor, edited: Tensor) -> Heard:
        likely, doubt, _, within = spoken
        beside = functional.pad(torch.stack([likely, doubt], 1) / LIKELY, (0, 0, 1, 0))
        return cls(
            within[:, : within.shape[1] // len(hearing.WITHIN)],
            beside,
            [token + 1 for token in last],
            whole,
            aims,
            edited,
        )


class Layers(nn.Module):
    """Some layers of a causal language model without its mask, and one head for words and one for the whole."""

    def __init__(self, model: Any, aims: int, statistics: int) -> None:
        super().__init__()
        first, size = hearing.depth_of(model, hearing.WITHIN[0]), model.config.hidden_size
        self.layers = nn.ModuleList(layer.float() for layer in model.model.layers[first : first + LAYERS])
        self.turns = model.model.rotary_emb
        self.beside = nn.Linear(2, size)
        nn.init.zeros_(self.beside.weight)  # at first the layers read as they always did
        nn.init.zeros_(self.beside.bias)
        self.norm = nn.RMSNorm(size)
        self.dropout = nn.Dropout(DROPOUT)
        self.words = nn.Linear(2 * size + 2, 1)
        self.look = nn.Linear(size, 1)
        self.whole = nn.Sequential(
            nn.Linear(2 * size + 1 + statistics, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, aims)
        )

    def forward(self, within: Tensor, beside: Tensor, mask: Tensor, whole: Tensor) -> tuple[Tensor, Tensor]:
        """A logit for each token, that the word which ends there is changed, and ``(batch, aims)``."""
        size, longest, _ = within.shape
        states = within + self.beside(beside)
        places = torch.arange(longest)[None]
        turns = self.turns(states, places)
        seen = mask[:, None, None, :].bool().expand(size, 1, longest, longest)
        for layer in self.layers:
            states = layer(states, attention_mask=seen, position_embeddings=turns, position_ids=places)
        states = self.dropout(self.norm(states.float()))
        of_text = functional.pad(mask[:, 1:], (1, 0))  # without the mark before it
        here = of_text / of_text.sum(1, keepdim=True).clamp(min=1)
        share = torch.softmax(self.look(states)[..., 0].float().masked_fill(of_text == 0, -1e4), 1)
        after = torch.cat([states[:, 1:], states[:, -1:]], 1)
        words = self.words(torch.cat([states, after, beside], -1))[..., 0].float()
        wrong = (torch.sigmoid(words) * here).sum(1, keepdim=True)
        pooled = [(states * weights[..., None]).sum(1) for weights in (here, share)]
        return words, self.whole(torch.cat([*pooled, wrong, whole], -1)).float()


def tuned(path: Path, given: Sequence[Heard], seed: int, say: Say) -> Layers:
    """Layers that were shown every sentence; what is kept is the running average of their weights."""
    torch.manual_seed(seed)
    layers = Layers(hearing.loaded(path)[0], len(given[0].aims), len(given[0].whole)).train()
    heads = [value for name, value in layers.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": layers.layers.parameters(), "most": RATE}, {"params": heads, "most": OF_HEADS}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY, fused=True)
    average = {name: value.detach().clone() for name, value in layers.state_dict().items()}
    steps = [chosen for epoch in range(EPOCHS) for chosen in _batches(given, random.Random(f"{seed}-{epoch}"))]
    started = perf_counter()
    for done, chosen in enumerate(steps, 1):
        for group in optimizer.param_groups:
            group["lr"] = group["most"] * min(1, done / WARM_UP) * max(0.02, 1 - done / len(steps))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            words, whole = layers(*_batch(chosen))
        lost = _lost(words, whole, chosen)
        optimizer.zero_grad()
        torch.autograd.backward(lost)
        nn.utils.clip_grad_norm_(layers.parameters(), 1.0)
        optimizer.step()
        keep = min(AVERAGED, done / (done + 10))  # the first steps count less
        for name, value in layers.state_dict().items():
            average[name].lerp_(value.detach(), 1 - keep)
        if done % 100 == 0:
            left = (len(steps) - done) * (perf_counter() - started) / done / 60
            say(f"{done:,}/{len(steps):,} loss {lost.item():.3f}, {left:.0f} min left")
    layers.load_state_dict(average)
    return layers.eval()


def answers(layers: Layers, given: Sequence[Heard]) -> list[tuple[Tensor, Tensor]]:
    """For each sentence the logits that its words are changed, and its aims."""
    result: list[Any] = [None] * len(given)
    order = sorted(range(len(given)), key=lambda n: len(given[n].within))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), ASKED):
            rows = order[start : start + ASKED]
            words, whole = layers(*_batch([given[n] for n in rows]))
            for row, n in enumerate(rows):
                result[n] = words[row][given[n].last].clone(), whole[row].clone()
    return result


def _lost(words: Tensor, whole: Tensor, chosen: Sequence[Heard]) -> Tensor:
    """The same sum as that of the network that ships: see ``fit``."""
    wanted = torch.stack([each.aims for each in chosen])
    total = functional.mse_loss(whole[:, 0], wanted[:, 0]) + 2 * functional.mse_loss(whole[:, 1], wanted[:, 1])
    edited = torch.cat([each.edited for each in chosen])
    if not len(edited):
        return total
    said = torch.cat([words[row][each.last] for row, each in enumerate(chosen)])
    return total + functional.binary_cross_entropy_with_logits(said, edited)


def _batches(given: Sequence[Heard], rng: random.Random) -> Iterator[list[Heard]]:
    """In random order, alike in length."""
    made: list[list[Heard]] = [[]]
    for each in sorted(given, key=lambda each: len(each.within) + 4 * rng.random()):
        if made[-1] and (len(made[-1]) + 1) * (len(each.within) + 4) > WORDS:
            made.append([])
        made[-1].append(each)
    rng.shuffle(made)
    yield from made


def _batch(chosen: Sequence[Heard]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    longest = -(-max(len(each.within) for each in chosen) // STRIDE) * STRIDE

    def padded(rows: Sequence[Tensor]) -> Tensor:
        return torch.stack([functional.pad(row.float(), (0, 0, 0, longest - len(row))) for row in rows])

    mask = padded([torch.ones(len(each.within), 1) for each in chosen])[..., 0]
    within, beside = padded([each.within for each in chosen]), padded([each.beside for each in chosen])
    return within, beside, mask, torch.stack([each.whole for each in chosen])
