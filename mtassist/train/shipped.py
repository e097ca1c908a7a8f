"""The weights of a model that ships, as exactly as its eight bits keep them, so that training can go on from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from mtassist.errors import InputError
from mtassist.train.net import Net

GRAPH = "model.onnx"
NEW = ("gap.", "gap_bias")  # what guesses hidden pieces is not shipped: it begins anew


def weights(model: Path, net: Net) -> dict[str, Tensor]:
    """The state of ``net`` with what lies in the folder ``model``; an ``InputError`` where that lacks a layer."""
    graph = onnx.load(model / GRAPH).graph
    stored = {each.name: numpy_helper.to_array(each).astype(np.float32) for each in graph.initializer}
    found: dict[str, np.ndarray] = {name: value for name, value in stored.items() if not _is_part(name)}
    for name in stored:
        if (whole := name.removesuffix("_quantized")) != name:
            found[whole] = (stored[name] - stored[f"{whole}_zero_point"]) * stored[f"{whole}_scale"]
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = f"{_layer(node.name)}.weight"
            found[name] = found[node.input[1].removesuffix("_quantized")].T
        elif node.op_type == "Mul" and node.name == "/Mul":
            found["mix"] = np.log(stored[node.input[1]])  # the graph holds the shares of the layers, which sum to 1
    state: dict[str, Tensor] = net.state_dict()
    for name, value in state.items():
        if name.startswith(NEW):
            continue
        if name not in found or found[name].size != value.numel():
            raise InputError(f"{model / GRAPH} has no weights for {name}; wanted a model that mtassist train made")
        value.copy_(torch.from_numpy(found[name].copy()).reshape(value.shape))
    return state


def _is_part(name: str) -> bool:
    return name.endswith(("_quantized", "_scale", "_zero_point"))


def _layer(node: str) -> str:
    """``encoder.encoder.layer.0.output.dense`` of ``/encoder/encoder/layer.0/output/dense/MatMul_quant``.

    A layer in a sequence has the name of that before its own: ``/words/words.1/MatMul_quant``.
    """
    parts = node.strip("/").split("/")[:-1]
    return parts[-1] if len(parts) == 2 else ".".join(parts)
