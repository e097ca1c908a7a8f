"""Tiny models with real configurations and tokenizers, made on the spot; random, or with a sentence learnt by heart."""

import json
import random
import shutil
from contextlib import contextmanager
from itertools import pairwise

import yaml

WORDS = [
    *("the", "old", "harbour", "stays", "closed", "until", "March", "when", "mayor", "said", "ships", "come", "back"),
    *("der", "alte", "Hafen", "bleibt", "bis", "März", "geschlossen", "sagte", "Bürgermeister", "Schiffe", "kommen"),
    *("that", "here", "not", "been", "has", "have", "seen"),
    *("council", "votes", "road", "bridge", "euros", "people", "water", "city", "night", "rain", "weather", "of"),
]


@contextmanager
def one_thread():
    """So small a network only waits for more."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def pieces(folder, **ids):
    """A sentencepiece model of a few hundred pieces."""
    import sentencepiece

    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(3)
    lines = [" ".join(chance.choices(WORDS, k=9)).capitalize() + "." for _ in range(800)]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(folder / "pieces"),
        vocab_size=250,
        hard_vocab_limit=False,
        minloglevel=2,
        num_threads=1,
        **ids,
    )
    (folder / "pieces.vocab").unlink()
    return folder / "pieces.model"


def encoder(folder, *, large=False):
    """Configuration and tokenizer of an XLM-R, or of an XLM-R-XL, as they lie in the hub; no weights."""
    from transformers import XLMRobertaConfig, XLMRobertaTokenizer, XLMRobertaXLConfig

    pieces(folder).rename(folder / "sentencepiece.bpe.model")
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "XLMRobertaTokenizer"}))
    config = (XLMRobertaXLConfig if large else XLMRobertaConfig)(
        vocab_size=300,
        hidden_size=16,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=66,
        type_vocab_size=1,
        initializer_range=0.5,
    )
    config.save_pretrained(folder)
    assert len(XLMRobertaTokenizer.from_pretrained(folder)) <= 300
    return folder


def comet(folder, kind, encoder, **settings):
    """A checkpoint as Lightning writes it, with random weights: ``kind`` is unified_metric or xcomet_metric."""
    import torch
    from transformers import AutoConfig, AutoModel

    told = {
        "class_identifier": kind,
        "pretrained_model": str(encoder),
        "encoder_model": "XLM-RoBERTa",
        "hidden_sizes": [24, 12],
        "activations": "Tanh",
        "final_activation": None,
        "sent_layer": "mix",
        "layer_transformation": "sparsemax",
        "layer_norm": False,
        "word_layer": 2,
        "dropout": 0.1,
    } | settings
    torch.manual_seed(5)
    network = AutoModel.from_config(AutoConfig.from_pretrained(encoder), add_pooling_layer=False)
    state = {f"encoder.model.{name}": value for name, value in network.state_dict().items()}
    width, layers = network.config.hidden_size, network.config.num_hidden_layers + 1
    state |= {f"layerwise_attention.scalar_parameters.{n}": torch.randn(1) / 2 for n in range(layers)}
    state["layerwise_attention.gamma"] = torch.tensor([1.3])
    sizes = [width, *told["hidden_sizes"], 1]
    for n, (before, after) in enumerate(pairwise(sizes)):
        state[f"estimator.ff.{3 * n}.weight"] = torch.randn(after, before) / before**0.5
        state[f"estimator.ff.{3 * n}.bias"] = torch.randn(after) / 4
    if kind == "xcomet_metric":
        state["hidden2tag.weight"], state["hidden2tag.bias"] = torch.randn(4, width), torch.zeros(4)
    (folder / "checkpoints").mkdir(parents=True)
    saved = {"state_dict": state, "hyper_parameters": told, "pytorch-lightning_version": "2.0.0", "epoch": 1}
    torch.save(saved, folder / "checkpoints" / "model.ckpt")
    (folder / "hparams.yaml").write_text(yaml.safe_dump(told))
    return folder


def t5(folder, by_heart=None, *, multilingual=False):
    """A T5 or mT5 with random weights, or one that has learnt to write one sentence where it reads another."""
    import torch
    from transformers import AutoTokenizer, MT5Config, MT5ForConditionalGeneration, T5Config, T5ForConditionalGeneration

    pieces(folder, pad_id=0, eos_id=1, unk_id=2, bos_id=-1).rename(folder / "spiece.model")
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "T5Tokenizer"}))
    torch.manual_seed(0)
    shape = {"vocab_size": 360, "d_model": 32, "d_kv": 16, "d_ff": 32, "num_layers": 1, "num_heads": 2}
    config = (MT5Config if multilingual else T5Config)(**shape, dropout_rate=0.0, decoder_start_token_id=0)
    network = (MT5ForConditionalGeneration if multilingual else T5ForConditionalGeneration)(config)
    config.save_pretrained(folder)
    if by_heart:
        learn(network, AutoTokenizer.from_pretrained(folder), *by_heart)
    network.save_pretrained(folder)
    return folder


def learn(network, tokenizer, read, write):
    import torch

    given, wanted = tokenizer(read, return_tensors="pt"), tokenizer(write, return_tensors="pt").input_ids
    steps = torch.optim.Adam(network.parameters(), lr=1e-2)
    for _ in range(200):
        loss = network(**given, labels=wanted).loss
        steps.zero_grad()
        loss.backward()
        steps.step()
        if float(loss.detach()) < 0.02:
            break


def nllb(folder):
    """An NLLB with random weights and two languages."""
    import torch
    from transformers import AutoTokenizer, M2M100Config, M2M100ForConditionalGeneration

    pieces(folder).rename(folder / "sentencepiece.bpe.model")
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "NllbTokenizer"}))
    shape = {"encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2}
    config = M2M100Config(vocab_size=320, d_model=16, encoder_ffn_dim=32, decoder_ffn_dim=32, **shape)
    config.save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_special_tokens({"extra_special_tokens": ["eng_Latn", "deu_Latn"]})
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return folder


def cached(cache, name, folder):
    """Put a folder into a Hugging Face cache, as a download would."""
    place = cache / f"models--{name.replace('/', '--')}"
    shutil.copytree(folder, place / "snapshots" / ("0" * 40))
    (place / "refs").mkdir()
    (place / "refs" / "main").write_text("0" * 40)
