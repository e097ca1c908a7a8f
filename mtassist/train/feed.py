"""Records into batches of tensors: pieces, what is told of each word, and what is to be learnt."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from mtassist.neural.features import NO_RARITY, NO_SHAPE, rarity, shape
from mtassist.train.records import SENTENCE_TASKS, WORD_TASKS, Record

MOST_PIECES = 200  # of one sentence
STRIDE = 16  # lengths are padded to multiples: every new shape costs memory that is kept
MASKED = 0.15  # Devlin et al. 2019


@dataclass(frozen=True, slots=True)
class Batch:
    """``words`` and ``whole`` hold not-a-number where nobody judged."""

    ids: Tensor  # (batch, pieces)
    mask: Tensor
    shape: Tensor
    rarity: Tensor
    first: Tensor  # (batch, pieces): whether a piece begins a word; its logits are the word's
    words: Tensor  # (batch, pieces, word tasks)
    whole: Tensor  # (batch, sentence tasks)

    def reads(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        return self.ids, self.mask, self.shape, self.rarity


def tokenizer(encoder: Path) -> Tokenizer:
    """Of a folder with ``tokenizer.json``, without its own limits and padding."""
    made = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(MOST_PIECES)
    return made


def batch(made: Tokenizer, records: Sequence[Record]) -> Batch:
    encoded = made.encode_batch([list(record.words) for record in records], is_pretokenized=True)
    longest = -(-max(len(each.ids) for each in encoded) // STRIDE) * STRIDE
    size = len(records), longest
    ids, mask = torch.zeros(size, dtype=torch.long), torch.zeros(size, dtype=torch.long)
    shapes, rarities = torch.full(size, NO_SHAPE), torch.full(size, NO_RARITY)
    first = torch.zeros(size, dtype=torch.bool)
    words = torch.full((*size, len(WORD_TASKS)), float("nan"))
    whole = torch.full((len(records), len(SENTENCE_TASKS)), float("nan"))
    for row, (record, each) in enumerate(zip(records, encoded, strict=True)):
        length = len(each.ids)
        ids[row, :length] = torch.tensor(each.ids)
        mask[row, :length] = 1
        begins, of = _places(each.word_ids)
        told = [(shape(word), rarity(word)) for word in record.words]
        pieces = [(NO_SHAPE, NO_RARITY) if word is None else told[word] for word in each.word_ids]
        shapes[row, :length] = torch.tensor([piece[0] for piece in pieces])
        rarities[row, :length] = torch.tensor([piece[1] for piece in pieces])
        first[row, begins] = True
        for number, task in enumerate(WORD_TASKS):
            if (shares := record.on_words.get(task)) is not None:
                words[row, begins, number] = torch.tensor([shares[n] for n in of])
        for number, task in enumerate(SENTENCE_TASKS):
            if task in record.on_whole:
                whole[row, number] = record.on_whole[task]
    return Batch(ids, mask, shapes, rarities, first, words, whole)


def _places(word_ids: Sequence[int | None]) -> tuple[list[int], list[int]]:
    """The pieces that begin words, and the numbers of those."""
    begins, of = [], []
    last = None
    for n, word in enumerate(word_ids):
        if word is not None and word != last:
            begins.append(n)
            of.append(word)
        last = word
    return begins, of


def batches(records: Sequence[Record], most: int, rng: random.Random) -> Iterator[list[Record]]:
    """In random order, alike in length, each of at most so many words with its padding."""
    ordered = sorted(records, key=lambda record: len(record.words) + 4 * rng.random())
    made: list[list[Record]] = [[]]
    for record in ordered:
        if made[-1] and (len(made[-1]) + 1) * (len(record.words) + 4) > most:
            made.append([])
        made[-1].append(record)
    rng.shuffle(made)
    yield from made


def gapped(given: Batch, gap: int, vocabulary: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """The pieces with some of them hidden, and which: to be guessed from the rest."""
    draw = torch.rand(given.ids.shape, generator=generator)
    hidden = (draw < MASKED) & (given.shape != NO_SHAPE)
    ids = given.ids.clone()
    ids[hidden & (draw < 0.8 * MASKED)] = gap
    other = hidden & (draw >= 0.9 * MASKED)
    ids[other] = torch.randint(1000, vocabulary, (int(other.sum()),), generator=generator)
    return ids, hidden
