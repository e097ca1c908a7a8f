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
CARD = """
[quality]
bias = 0.0
knots = [-2.99573, -2.30259, -1.79176]
left = [0.2, 0.4, 0.8]
low = [0.1, 0.3, 0.7]
high = [0.4, 0.5, 0.9]
[quality.usual]
[quality.weights]
length = -1.0
[quality.edits]
bias = -2.19722
[quality.edits.weights]
length = 0.0
[clauses]
threshold = 0.5
[clauses.text]
one = 9.0
[clauses.weights]
one = -10.0
"""


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


def mini(folder):
    """A model as bundled that looks at the length of a sentence alone.

    Of a hundred sentences of 5 words and marks an editor would leave 80, of 9 they would leave 40, and of 19 or more
    20; of every text they would change 10 words of 100. No clause is broken.
    """
    import onnx
    from onnx import TensorProto, helper
    from tokenizers import Tokenizer, models, pre_tokenizers

    from mtassist.train.records import SENTENCE_TASKS, WORD_TASKS

    sizes = {"words": [1, 1, len(WORD_TASKS)], "whole": [1, len(SENTENCE_TASKS)]}
    given = [helper.make_tensor_value_info(n, TensorProto.INT64, [1, "pieces"]) for n in ("ids", "mask")]
    given += [helper.make_tensor_value_info(n, TensorProto.INT64, [1, "pieces"]) for n in ("shape", "rarity")]
    told = [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in sizes]
    none = [helper.make_tensor(f"no-{n}", TensorProto.FLOAT, at, [0.0] * at[-1]) for n, at in sizes.items()]
    last = helper.make_tensor("last", TensorProto.INT64, [1], [-1])
    graph = [
        helper.make_node("Cast", ["ids"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["numbers", "last"], ["each"]),
        helper.make_node("Mul", ["each", "no-words"], ["words"]),
        helper.make_node("ReduceMean", ["numbers"], ["all"], axes=[1], keepdims=1),
        helper.make_node("Mul", ["all", "no-whole"], ["whole"]),
    ]
    made = helper.make_graph(graph, "mini", given, told, [*none, last])
    folder.mkdir(parents=True)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    tasks = f"[tasks]\nwords = {json.dumps(WORD_TASKS)}\nwhole = {json.dumps(SENTENCE_TASKS)}\n"
    (folder / "model.toml").write_text(tasks + CARD)
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


def causal(folder):
    """A language model that reads from left to right, as a folder, with random weights and a tokenizer by words."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    tokens = ["<|endoftext|>", "[UNK]", *dict.fromkeys([*WORDS, "The", ".", ","])]
    made = Tokenizer(models.WordLevel({token: n for n, token in enumerate(tokens)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<|endoftext|>", unk_token="[UNK]").save_pretrained(folder)
    torch.manual_seed(4)
    sizes = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 6, "num_attention_heads": 2}
    LlamaForCausalLM(LlamaConfig(vocab_size=len(tokens), initializer_range=0.5, **sizes)).save_pretrained(folder)
    return folder


def packed(folder, path):
    """The model of such a folder as one GGUF file, as llama.cpp reads it; its tokenizer knows single bytes."""
    import gguf
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import LlamaForCausalLM

    model = LlamaForCausalLM.from_pretrained(folder)
    config, weights = model.config, {name: value.numpy() for name, value in model.state_dict().items()}
    tokens = ["<|endoftext|>", "!!", *sorted(ByteLevel.alphabet())][: config.vocab_size]
    tokens += [f"<{n}>" for n in range(config.vocab_size - len(tokens))]
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_vocab_size(config.vocab_size)
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list(tokens)
    writer.add_token_merges(["! !"])
    writer.add_eos_token_id(0)
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config.num_hidden_layers)
    for name, value in weights.items():
        heads = config.num_attention_heads
        if name.endswith(("q_proj.weight", "k_proj.weight")):  # llama.cpp keeps the halves of a head woven together
            value = value.reshape(heads, 2, -1, value.shape[1]).swapaxes(1, 2).reshape(value.shape)
        writer.add_tensor(names.get_name(name, try_suffixes=(".weight",)), value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
