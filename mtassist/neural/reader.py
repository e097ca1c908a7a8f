"""Runs a bundled model: sentences in, one Reading each out. Loaded once, only when first asked.

ONNX Runtime with eight-bit weights, one sentence a run: its scales are those of the sentence alone, so what is said of
it does not depend on what is read beside it, nothing is padded, and the cores work on different sentences.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from mtassist.errors import ModelMissing
from mtassist.neural.features import NO_RARITY, NO_SHAPE, rarity, shape
from mtassist.neural.features import words as places
from mtassist.neural.reading import Reading

WINDOW = 120  # words that are read at once; longer sentences in as many equal parts as they need
FILES = ("model.toml", "model.onnx", "tokenizer.json")


class Reader:
    """A model in a folder: ``model.toml`` (its card), ``model.onnx`` and ``tokenizer.json``."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        for name in FILES:
            if not (folder / name).is_file():
                raise ModelMissing(
                    f"{folder} holds no model: {name} is missing; name a folder that `mtassist train` made"
                )
        card = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
        self.on_words: Sequence[str] = card["tasks"]["words"]
        self.on_whole: Sequence[str] = card["tasks"]["whole"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=onnxruntime.get_available_providers()
        )
        self._threads = threads or len(os.sched_getaffinity(0))
        self._pool = ThreadPoolExecutor(self._threads)

    def read(self, sentences: Sequence[str]) -> list[Reading]:
        """One for each sentence, in order."""
        alone = len(sentences) == 1 or self._threads == 1
        return list((map if alone else self._pool.map)(self._sentence, sentences))

    def read_words(self, given: Iterable[Sequence[str]]) -> list[Reading]:
        """The same of sentences that are split into words already; their readings know no places."""
        return list(self._pool.map(lambda words: self._words(words, ()), given))

    def _sentence(self, sentence: str) -> Reading:
        found = tuple(places(sentence))
        return self._words([sentence[a:b] for a, b in found], found)

    def _words(self, words: Sequence[str], found: Sequence[tuple[int, int]]) -> Reading:
        if not words:
            return Reading((), {}, {})
        size = -(-len(words) // -(-len(words) // WINDOW))
        read = [self._window(words[n : n + size]) for n in range(0, len(words), size)]
        whole = np.mean([values for _, values in read], axis=0)
        on_words = np.concatenate([values for values, _ in read])
        return Reading(
            found,
            {task: tuple(on_words[:, n].tolist()) for n, task in enumerate(self.on_words)},
            {task: float(whole[n]) for n, task in enumerate(self.on_whole)},
        )

    def _window(self, words: Sequence[str]) -> tuple[Any, Any]:
        encoded = self._tokenizer.encode(list(words), is_pretokenized=True)
        told = [(shape(word), rarity(word)) for word in words]
        pieces = [(NO_SHAPE, NO_RARITY) if word is None else told[word] for word in encoded.word_ids]
        given: Mapping[str, Any] = {
            "ids": np.array([encoded.ids]),
            "mask": np.ones((1, len(encoded.ids)), dtype=np.int64),
            "shape": np.array([[piece[0] for piece in pieces]]),
            "rarity": np.array([[piece[1] for piece in pieces]]),
        }
        words_out, whole = self._session.run(None, given)
        first: dict[int, int] = {}
        for n, word in enumerate(encoded.word_ids):
            if word is not None:
                first.setdefault(word, n)
        rows = list(accumulate(range(len(words)), lambda at, n: first.get(n, at), initial=first.get(0, 0)))[1:]
        return words_out[0][rows], whole[0]  # a word of which no piece is known is read as the one before it
