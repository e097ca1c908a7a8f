"""What a language model far too big to ship tells of sentences, for the small network to learn (Hinton et al. 2015).

The teacher reads each machine translation once and is not changed. From its states ridge regressions foretell what
judges and editors said of a sentence, and which words were changed; it asks only weights that were fitted without that
sentence and its group. The pupil learns these forecasts beside the judgements themselves, and to foretell the states
and how surprising each word is: what the teacher knows of English from thousands of times more text (Romero et al.
2015).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import torch
from torch import Tensor, nn
from torch.nn import functional

from mtassist.errors import InputError
from mtassist.train import hearing
from mtassist.train.hearing import Say, Spoken
from mtassist.train.records import Record

TEACHER = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"  # sha256 of SmolLM2-135M-Instruct, Q4_1
AIMS = ("da", "hter")
FOLDS = 5
STIFF = 5_000.0  # of the ridge
FITTED = 256  # sentences that are put into it at a time
SURE = 0.98  # at most
FURTHEST = 8.0  # standard deviations
THEMES = 96  # principal components of the states


class Heed(NamedTuple):
    """How much each part of a lesson counts."""

    forecast: tuple[float, float]  # of each aim
    states: float
    surprise: float
    changed: float


BESIDE = Heed((1.0, 2.0), 1.0, 1.0, 1.0)  # what judges and editors said is learnt as well
ALONE = Heed((3.0, 4.0), 0.5, 0.5, 2.0)  # nobody else has anything to say


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the teacher has to say of one sentence."""

    forecast: Tensor  # (aims,): what judges and editors will say
    states: Tensor  # (themes and statistics,): standardised
    surprise: Tensor  # (words,): tens of nats
    changed: Tensor  # (words,): the chance that an editor changes the word


class Pupil(nn.Module):
    """What the small network needs to learn a teacher's states; it is not shipped."""

    def __init__(self, size: int, pooled: int, states: int) -> None:
        super().__init__()
        self.words = nn.Linear(size, 1)
        self.states = nn.Sequential(nn.Linear(pooled, size), nn.GELU(), nn.Linear(size, states))


def lessons(path: Path, records: Sequence[Record], work: Path, say: Say = print) -> list[Lesson]:
    """One for each record, which must have its text, its group, and a value for each aim.

    ``path``: a GGUF file or a folder of a causal language model; what it says is kept in ``work``.
    """
    states, spoken = hearing.heard(path, records, work, say)
    known = torch.cat([states, statistics(spoken)], 1)
    known = standardised(known, known.mean(0), known.std(0))
    folds = [crc32(record.group.encode()) % FOLDS for record in records]
    aims = [torch.tensor([[record.on_whole[aim] for aim in AIMS]]) for record in records]
    forecasts = torch.cat(foretold(lambda n: known[n : n + 1], aims, folds))
    size = states.shape[1]
    told = torch.cat([themes(known[:, :size]), known[:, size:]], 1)
    surprise = [hearing.of_words(record, each) for record, each in zip(records, spoken, strict=True)]
    changed = _changed(records, spoken, surprise, torch.cat([told, forecasts], 1), folds)
    return [Lesson(*each) for each in zip(forecasts, told, surprise, changed, strict=True)]


def foretold(known: Callable[[int], Tensor], aims: Sequence[Tensor], folds: Sequence[int]) -> list[Tensor]:
    """For each sentence what a ridge fitted on the other folds says, of the shape of its aims: ``(rows, aims)``.

    ``known``: of the rows of a sentence, ``(rows, columns)``, standardised.
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


def standardised(rows: Tensor, middle: Tensor, spread: Tensor) -> Tensor:
    """In standard deviations from the mean, both by column."""
    return ((rows - middle) / (spread + 1e-6)).clamp(-FURTHEST, FURTHEST)


def _changed(
    records: Sequence[Record],
    spoken: Sequence[Spoken],
    surprise: Sequence[Tensor],
    wholes: Tensor,
    folds: Sequence[int],
) -> list[Tensor]:
    """Foretold for each word by the states at its end and at the end of the next one, how surprising it and its
    neighbours are, and what is known of the sentence. Unknown (not a number) where it is not known how surprising."""

    lasts = [hearing.last_tokens(record, each) for record, each in zip(records, spoken, strict=True)]

    def seen(n: int) -> Tensor:
        _, doubt, _, within = spoken[n]
        within = within[1:]  # without the mark before the text
        if not (last := lasts[n]):
            return torch.empty(0, 2 * within.shape[1] + 4 + wholes.shape[1])
        after = [*last[1:], last[-1]]
        alone = functional.pad(surprise[n], (1, 1))
        beside = torch.stack([alone[1:-1], alone[:-2], alone[2:], doubt[last]], 1)
        return torch.cat([within[last].float(), within[after].float(), beside, wholes[n].expand(len(last), -1)], 1)

    sample = torch.cat([seen(n) for n in range(min(len(records), 4 * FITTED))])
    middle, spread = sample.mean(0), sample.std(0)
    edited = (torch.tensor(record.on_words["edited"])[:, None] for record in records)
    aims = [each[: len(last)] for each, last in zip(edited, lasts, strict=True)]
    chances = foretold(lambda n: standardised(seen(n), middle, spread), aims, folds)
    both = zip(chances, surprise, strict=True)
    return [made[:, 0].clamp(1 - SURE, SURE) if len(made) else unknown for made, unknown in both]


def themes(states: Tensor) -> Tensor:
    """Their first principal components, each with the variance 1."""
    _, axes = torch.linalg.eigh(states.T @ states / len(states))
    found: Tensor = states @ axes.flip(1)[:, :THEMES]
    return found / (found.std(0) + 1e-6)


def statistics(spoken: Sequence[Spoken]) -> Tensor:
    """Of each sentence how likely its tokens are, the worst ones apart, how sure the teacher was, and the length."""
    rows = []
    for likely, doubt, *_ in spoken:
        worst = likely.sort().values
        both = likely + doubt
        least = worst[:1].mean(), worst[:3].mean(), worst[: len(worst) // 4 + 1].mean()
        sums = likely.mean(), likely.std(correction=0), *least, likely.median(), doubt.mean(), both.mean(), both.min()
        rows.append([float(value) for value in sums] + [float(len(likely))])
    return torch.tensor(rows)


def losses(
    lessons: Sequence[Lesson | None],
    first: Tensor,
    whole: Tensor,
    edited: Tensor,
    surprise: Tensor,
    states: Tensor,
    heed: Heed = BESIDE,
) -> Tensor:
    """What the pupil has still to learn of the sentences of a batch that have a lesson.

    ``whole``: its own answers for each aim; ``edited``: its logits, ``(batch, pieces)``; ``surprise``, of the same
    shape, and ``states``: of the ``Pupil``.
    """
    rows = [row for row, lesson in enumerate(lessons) if lesson]
    given = [lesson for lesson in lessons if lesson]
    if not given:
        return torch.zeros(())
    wanted = torch.stack([lesson.forecast for lesson in given])
    total = heed.states * functional.mse_loss(states[rows], torch.stack([lesson.states for lesson in given]))
    for aim, share in enumerate(heed.forecast):
        total = total + share * functional.mse_loss(whole[rows, aim], wanted[:, aim])
    for said, heard, lost, share in (
        (surprise, [lesson.surprise for lesson in given], functional.mse_loss, heed.surprise),
        (edited, [lesson.changed for lesson in given], functional.binary_cross_entropy_with_logits, heed.changed),
    ):
        mine = torch.cat([said[row][first[row]] for row in rows])
        theirs = torch.cat([each[: int(first[row].sum())] for row, each in zip(rows, heard, strict=True)])
        if (known := ~torch.isnan(theirs)).any():
            total = total + share * lost(mine[known], theirs[known])
    return total
