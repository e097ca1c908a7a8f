"""A sequence-to-sequence corrector that lies on this machine (T5, mT5, NLLB and their like) as a suggester.

It writes the sentence of a finding anew, by a beam search without chance in it; of that the smallest edits are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from threading import Lock
from typing import Any

from mtassist.config import Config
from mtassist.errors import ModelMissing
from mtassist.neural import bigger, rewriting
from mtassist.neural.bigger import Bigger, Kind
from mtassist.types import Document, Issue, Suggestion

BEAMS = 4
ENGLISH = ("eng_Latn", "en_XX", "__en__")  # how NLLB, mBART and M2M name the language to read and to write
LOADING = Lock()  # two pages that ask at once wait for one copy
MOST = 512  # pieces of a sentence: what these models were made for


def suggester(config: Config) -> Callable[[Document, tuple[Issue, ...]], Iterable[tuple[str, Suggestion]]] | None:
    """What mends sentences under these options; none where they name no corrector."""
    model = bigger.chosen(config, Kind.CORRECTOR)
    return partial(rewriting.suggestions, partial(_rewrite, model), model.name) if model else None


def named(config: Config) -> str:
    """Which corrector it is."""
    model = bigger.chosen(config, Kind.CORRECTOR)
    return model.signature if model else ""


def _rewrite(model: Bigger, task: rewriting.Task) -> str | None:
    with LOADING:
        corrector = _corrector(model)
    return corrector.rewrite(task.sentence)


@cache
def _corrector(model: Bigger) -> Corrector:
    return Corrector(model)


class Corrector:
    """Weights in memory, and what they wrote before: proofs and second looks ask again."""

    def __init__(self, model: Bigger) -> None:
        import torch
        from safetensors import SafetensorError
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

        bigger.quiet()
        self._told = model.told
        self._known: dict[str, str | None] = {}
        folder = str(model.place)
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            network: Any = AutoModelForSeq2SeqLM.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
        except (OSError, ValueError, RuntimeError, SafetensorError) as error:
            raise ModelMissing(f"{model.name} does not load: {' '.join(str(error).split())[:300]}") from error
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._network = network.to(self._device).eval()
        self._first = self._language()

    def _language(self) -> int | None:
        """The piece that a model of many languages must begin with to write English."""
        for code in ENGLISH:
            piece = self._tokenizer.convert_tokens_to_ids(code)
            if piece is not None and piece != self._tokenizer.unk_token_id:
                self._tokenizer.src_lang = code
                return int(piece)
        return None

    def rewrite(self, sentence: str) -> str | None:
        """The sentence as the model would have it; None for one that is too long for it."""
        if sentence not in self._known:
            if len(self._known) >= rewriting.KEPT:
                self._known.clear()
            self._known[sentence] = self._write(sentence)
        return self._known[sentence]

    def _write(self, sentence: str) -> str | None:
        import torch

        given = self._tokenizer(f"{self._told} {sentence}" if self._told else sentence, return_tensors="pt")
        length = given["input_ids"].shape[1]
        if length > MOST:
            return None
        with torch.inference_mode():
            written = self._network.generate(
                input_ids=given["input_ids"].to(self._device),
                attention_mask=given["attention_mask"].to(self._device),
                num_beams=BEAMS,
                do_sample=False,
                max_new_tokens=2 * length + 16,
                early_stopping=True,
                **({} if self._first is None else {"forced_bos_token_id": self._first}),
            )
        return str(self._tokenizer.decode(written[0], skip_special_tokens=True)).strip() or None
