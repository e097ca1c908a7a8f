"""The network of CometKiwi and xCOMET: an encoder whose layers are mixed, an estimator, and labels for pieces.

After Rei et al. 2022, “CometKiwi: IST-Unbabel 2022 Submission for the Quality Estimation Shared Task”, and Guerreiro et
al. 2024, “xCOMET: Transparent Machine Translation Evaluation through Fine-grained Error Detection”.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import torch
from torch import nn

from mtassist.errors import ModelMissing

LABELS = ("", "minor", "major", "critical")


class Mix(nn.Module):
    """All layers in one, by learnt weights."""

    def __init__(self, layers: int, *, sparse: bool, normed: bool) -> None:
        super().__init__()
        self.scalar_parameters = nn.ParameterList(nn.Parameter(torch.zeros(1)) for _ in range(layers))
        self.gamma = nn.Parameter(torch.ones(1))
        self._sparse, self._normed = sparse, normed

    def forward(self, layers: Sequence[torch.Tensor], mask: torch.Tensor) -> torch.Tensor:
        scalars = torch.cat(list(self.scalar_parameters))
        weights = sparsemax(scalars) if self._sparse else torch.softmax(scalars, dim=0)
        given = [_normed(layer, mask) for layer in layers] if self._normed else layers
        mixed = torch.stack([weight * layer for weight, layer in zip(weights, given, strict=True)]).sum(dim=0)
        return self.gamma * mixed


def sparsemax(scalars: torch.Tensor) -> torch.Tensor:
    """As softmax, but what is far below the rest becomes nothing (Martins and Astudillo 2016)."""
    ordered = scalars.sort(descending=True).values
    sums = ordered.cumsum(dim=0) - 1
    counts = torch.arange(1, len(scalars) + 1, device=scalars.device)
    held = int((counts * ordered > sums).sum())
    return (scalars - sums[held - 1] / held).clamp(min=0)


def _normed(layer: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean 0 and variance 1 over all positions of a sequence that are no padding."""
    wide = mask.unsqueeze(-1).to(layer.dtype)
    count = wide.sum(dim=(1, 2), keepdim=True) * layer.shape[-1]
    mean = (layer * wide).sum(dim=(1, 2), keepdim=True) / count
    variance = (((layer - mean) * wide) ** 2).sum(dim=(1, 2), keepdim=True) / count
    return (layer - mean) / torch.sqrt(variance + 1e-12)


class Network(nn.Module):
    """Encoder and heads; the names of its parts are those of the checkpoint."""

    def __init__(self, encoder: nn.Module, layers: int, width: int, told: Mapping[str, Any], *, tags: bool) -> None:
        super().__init__()
        self.encoder = nn.ModuleDict({"model": encoder})
        self._layer = told.get("sent_layer", "mix")
        self.layerwise_attention = None
        if self._layer == "mix":
            sparse, normed = told.get("layer_transformation") == "sparsemax", bool(told.get("layer_norm", not tags))
            self.layerwise_attention = Mix(layers, sparse=sparse, normed=normed)
        self.estimator = nn.ModuleDict({"ff": nn.Sequential(*_feed(width, told))})
        self._word_layer = int(told.get("word_layer", 24))
        self.hidden2tag = nn.Linear(width, len(LABELS)) if tags else None

    def forward(self, given: Mapping[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor | None]:
        """A score for each sequence, and the probability of each label for each position."""
        read = self.encoder["model"](**given, output_hidden_states=True).hidden_states
        mixed = self.layerwise_attention(read, given["attention_mask"]) if self.layerwise_attention else None
        whole = read[int(self._layer)] if mixed is None else mixed
        scores = self.estimator["ff"](whole[:, 0]).view(-1)
        return scores, self.hidden2tag(read[self._word_layer]).softmax(dim=-1) if self.hidden2tag else None


def _feed(width: int, told: Mapping[str, Any]) -> Iterator[nn.Module]:
    sizes = [width, *told.get("hidden_sizes", (3072, 1024))]
    for before, after in pairwise(sizes):
        yield nn.Linear(before, after)
        yield _activation(told.get("activations", "Tanh"))
        yield nn.Identity()  # dropout stood here, and counts in the numbers of the parts
    yield nn.Linear(sizes[-1], 1)
    if last := told.get("final_activation"):
        yield _activation(last)


def _activation(name: str) -> nn.Module:
    kind = {"tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "softplus": nn.Softplus, "hardtanh": nn.Hardtanh}.get(name.lower())
    if not kind:
        raise ModelMissing(f"a COMET checkpoint with {name!r} in its estimator is none that mtassist can read")
    return kind()
