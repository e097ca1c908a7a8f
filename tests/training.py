"""A tiny encoder, a few records of every kind, and a run that is cut off: what tests of training share."""

import random
from contextlib import contextmanager

import pytest
import tiny
import torch
from conftest import store
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel

from mtassist.train import fit


@pytest.fixture
def encoder(tmp_path):
    """A tiny encoder with random weights and a tokenizer that knows the words of one sentence."""
    pieces = ["[PAD]", "[UNK]", "[MASK]", *sorted({word.lower() for word in tiny.SENTENCE}), "##s"]
    made = Tokenizer(models.WordPiece({piece: n for n, piece in enumerate(pieces)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    folder = tmp_path / "encoder"
    torch.manual_seed(1)
    size = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=2000, **size)).save_pretrained(folder)
    made.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def data(tmp_path):
    """A few records of every kind."""
    text = " ".join(tiny.SENTENCE)
    tags = ["BAD" if n == 3 else "OK" for n in range(len(tiny.SENTENCE))]
    store(
        tmp_path,
        "postedits.train",
        *[{"mt": text, "pe": text, "tags": tags, "hter": n / 9, "da_z": n / 9} for n in range(9)],
    )
    error = {"category": "Fluency", "severity": "minor", "start": 4, "end": 11}
    rated = {"dataset": "d", "doc_id": "1", "system": "s", "mt": text, "is_human": False, "errors": [error]}
    store(tmp_path, "mqm_spans.train", *[rated | {"seg_id": n} for n in range(9)])
    store(tmp_path, "da_scores.train", {"dataset": "wmt", "mt": text, "score_z": 0.5})
    store(tmp_path, "mt_news.train", {"systems": dict.fromkeys("abc", text), "refs": {"A": text}})
    store(tmp_path, "clean_english.train", *[{"text": text, "kind": "original"}] * 9)
    return tmp_path


@pytest.fixture
def various(data):
    """The same data, with post-edited sentences of several groups."""
    chance = random.Random(2)
    texts = [" ".join(chance.choices(tiny.WORDS, k=6 + n % 5)) for n in range(12)]
    given = [{"mt": text, "pe": text, "tags": ["OK"] * len(text.split()), "hter": 0.1, "da_z": 0.3} for text in texts]
    store(data, "postedits.train", *[row | {"group": str(n)} for n, row in enumerate(given)])
    return data


@pytest.fixture
def cut_off():
    """A run inside is interrupted after so many steps of the stage with this folder; each is saved."""
    return _cut_off


@contextmanager
def _cut_off(stage, steps):
    step, done = fit._step, []

    def cut(*given):
        done.append(stage.is_dir())
        if sum(done) > steps:
            raise KeyboardInterrupt
        return step(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "SAVE_EVERY", 0)
        patch.setattr(fit, "_step", cut)
        yield
