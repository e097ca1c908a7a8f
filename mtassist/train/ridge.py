"""Ridge regression that foretells for each sentence what it was fitted to without that sentence's fold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from mtassist.errors import InputError

FOLDS = 5
STIFF = 5_000.0
FITTED = 256  # sentences that are put into it at a time
FURTHEST = 8.0  # standard deviations


def foretold(known: Callable[[int], Tensor], aims: Sequence[Tensor], folds: Sequence[int]) -> list[Tensor]:
    """For each sentence what a ridge fitted on the other folds says, of the shape of its aims: ``(rows, aims)``.

    ``known``: of the rows of a sentence, ``(rows, columns)``, standardised. ``folds``: from 0, below ``FOLDS``.
    """
    piles = [[n for n, fold in enumerate(folds) if fold == wanted] for wanted in range(FOLDS)]
    if len(aims) in map(len, piles):
        raise InputError(f"all {len(aims)} sentences are of one group: nothing is left to learn their forecasts from")
    sums = [_sums(known, aims, pile) for pile in piles]
    inner, cross = (torch.stack(each).sum(0) for each in zip(*sums, strict=True))
    stiff = torch.eye(len(inner), dtype=torch.double) * STIFF
    stiff[-1, -1] = 1e-6  # where the aims lie as a whole is free
    result: list[Tensor] = [torch.empty(0)] * len(aims)
    for pile, (own, told) in zip(piles, sums, strict=True):
        weights = torch.linalg.solve(inner - own + stiff, cross - told).float()
        for n in pile:
            result[n] = _with_one(known(n)) @ weights
    return result


def standardised(rows: Tensor, middle: Tensor, spread: Tensor) -> Tensor:
    """In standard deviations from the mean, both by column."""
    return ((rows - middle) / (spread + 1e-6)).clamp(-FURTHEST, FURTHEST)


def _sums(known: Callable[[int], Tensor], aims: Sequence[Tensor], pile: Sequence[int]) -> tuple[Tensor, Tensor]:
    """The products that a ridge is solved from."""
    size, wide = known(0).shape[1] + 1, aims[0].shape[1]
    inner, cross = torch.zeros(size, size, dtype=torch.double), torch.zeros(size, wide, dtype=torch.double)
    for start in range(0, len(pile), FITTED):
        some = pile[start : start + FITTED]
        rows = _with_one(torch.cat([known(n) for n in some]))
        inner += rows.T @ rows
        cross += rows.T @ torch.cat([aims[n] for n in some])
    return inner, cross


def _with_one(rows: Tensor) -> Tensor:
    return functional.pad(rows, (0, 1), value=1.0)
