"""From trained weights to the folder that ships: an ONNX graph with eight-bit weights, its tokenizer and its card."""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from mtassist.train.net import Net
from mtassist.train.records import SENTENCE_TASKS, WORD_TASKS

OPSET = 17
NAMES = ("ids", "mask", "shape", "rarity")


def export(weights: Path, encoder: Path, folder: Path) -> None:
    """Write ``model.onnx``, ``tokenizer.json`` and the part of ``model.toml`` that the reader needs."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]

    net = Net(encoder)
    net.load_state_dict(torch.load(weights, weights_only=True))
    net.eval()
    folder.mkdir(parents=True, exist_ok=True)
    sample = tuple(torch.ones(2, 7, dtype=torch.long) for _ in NAMES)
    free = {name: {0: "sentences", 1: "pieces"} for name in (*NAMES, "words")} | {"whole": {0: "sentences"}}
    with TemporaryDirectory() as held, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of what the fixed shapes of this network make true
        full = Path(held) / "full.onnx"
        torch.onnx.export(
            net,
            sample,
            str(full),
            input_names=NAMES,
            output_names=("words", "whole"),
            dynamic_axes=free,
            opset_version=OPSET,
            dynamo=False,
        )
        # a scale for each channel: one for all would cost .01 of the correlations with judges
        quantize_dynamic(full, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    (folder / "tokenizer.json").write_bytes((encoder / "tokenizer.json").read_bytes())
    tasks = f"[tasks]\nwords = {json.dumps(WORD_TASKS)}\nwhole = {json.dumps(SENTENCE_TASKS)}\n"
    hashes = "".join(
        f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"\n'
        for name in ("model.onnx", "tokenizer.json")
    )
    (folder / "model.toml").write_text(f"{tasks}\n[sha256]\n{hashes}", encoding="utf-8")
