"""The network: an uncased encoder that is told how each word is written and how rare it is, and one head a task."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModel

from mtassist.neural.features import NO_RARITY, NO_SHAPE, RARITIES, SHAPES
from mtassist.train.records import SENTENCE_TASKS, WORD_TASKS

DROPOUT = 0.1


class Net(nn.Module):
    """Reads sentences; gives a logit for each piece and word task, a number for each sentence task, and the words
    that a gap could hold.

    All layers of the encoder are mixed by learned weights (Peters et al. 2018): grammar lives lower than meaning
    (Tenney et al. 2019). At first the mix leans to the upper ones; from an even one it hardly moves.
    """

    def __init__(self, encoder: str | Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(encoder), add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.shape = nn.Embedding(SHAPES, size)
        self.rarity = nn.Embedding(RARITIES, size)
        for table in (self.shape, self.rarity):
            nn.init.zeros_(table.weight)  # at first the encoder reads as it always did
        self.mix = nn.Parameter(torch.arange(self.encoder.config.num_hidden_layers + 1, dtype=torch.float32))
        self.words = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(size, len(WORD_TASKS)))
        self.look = nn.Linear(size, 1)
        pooled = 2 * size + len(WORD_TASKS)
        self.whole = nn.Sequential(
            nn.Linear(pooled, size), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(size, len(SENTENCE_TASKS))
        )
        self.gap = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.LayerNorm(size))
        self.gap_bias = nn.Parameter(torch.zeros(self.encoder.config.vocab_size))

    def forward(self, ids: Tensor, mask: Tensor, shape: Tensor, rarity: Tensor) -> tuple[Tensor, Tensor]:
        """``(batch, pieces, word tasks)`` logits and ``(batch, sentence tasks)``."""
        return self.judge(ids, mask, shape, rarity)[:2]

    def judge(self, ids: Tensor, mask: Tensor, shape: Tensor, rarity: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The same, and what it was said by: the mixed state of each piece, and that of the sentence."""
        states = self.read(ids, mask, shape, rarity)
        weights = torch.softmax(self.mix, 0)
        mixed = (torch.stack(states, -1) * weights).sum(-1)
        words = self.words(mixed)
        here = mask.unsqueeze(-1).to(mixed.dtype)
        mean = (mixed * here).sum(1) / here.sum(1)
        share = torch.softmax(self.look(mixed).masked_fill(mask.unsqueeze(-1) == 0, -1e4), 1)
        seen = (mixed * share).sum(1)
        wrong = (torch.sigmoid(words) * here).sum(1) / here.sum(1)
        pooled = torch.cat([mean, seen, wrong], -1)
        return words, self.whole(pooled), mixed, pooled

    def read(self, ids: Tensor, mask: Tensor, shape: Tensor, rarity: Tensor) -> tuple[Tensor, ...]:
        """The state of each piece after each layer, the embeddings first."""
        pieces = self.encoder.embeddings.word_embeddings(ids) + self.shape(shape) + self.rarity(rarity)
        out: Any = self.encoder(inputs_embeds=pieces, attention_mask=mask, output_hidden_states=True)
        return tuple(out.hidden_states)

    def fill(self, ids: Tensor, mask: Tensor, gaps: Tensor) -> Tensor:
        """For each gap the logit of every piece that could stand there: ``(gaps, vocabulary)``.

        The shapes and rarities of the words are kept from it: they would tell what was there.
        """
        unknown = torch.full_like(ids, NO_SHAPE), torch.full_like(ids, NO_RARITY)
        last = self.read(ids, mask, *unknown)[-1]
        pieces: Tensor = self.encoder.embeddings.word_embeddings.weight
        logits: Tensor = self.gap(last[gaps]) @ pieces.T + self.gap_bias
        return logits
