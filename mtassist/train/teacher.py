"""What a language model far too big to ship tells of sentences, for the small network to learn (Hinton et al. 2015).

The teacher reads each machine translation once. Some of its layers are then tuned to foretell what judges and editors
said of a sentence and which words were changed, and ridge regressions foretell it from all that is then known; a
sentence asks only what was fitted without it and its group.
The pupil learns these forecasts beside the judgements themselves, and to foretell the states of the teacher as it came
and how surprising each word is: what it knows of English from thousands of times more text (Romero et al. 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import torch
from torch import Tensor, nn
from torch.nn import functional

from mtassist.train import hearing, ridge, tuned
from mtassist.train.hearing import Say, Spoken
from mtassist.train.records import Record
from mtassist.train.tuned import Heard

TEACHER = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"  # sha256 of SmolLM2-135M-Instruct, Q4_1
AIMS = ("da", "hter")
SURE = 0.98  # at most
PLAIN = 0.3  # the share of a forecast that is a ridge's, fitted to the states as they came
SAMPLE = 1_024  # sentences whose words show how far what is known of words spreads
THEMES = 96  # principal components of the states


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
    states, statistics = (ridge.standardised(rows, rows.mean(0), rows.std(0)) for rows in (states, _statistics(spoken)))
    surprise = [hearing.of_words(*each) for each in zip(records, spoken, strict=True)]
    lasts = [hearing.last_tokens(*each) for each in zip(records, spoken, strict=True)]
    edited = [torch.tensor(each.on_words["edited"])[: len(last)] for each, last in zip(records, lasts, strict=True)]
    aims = torch.tensor([[record.on_whole[aim] for aim in AIMS] for record in records])

    given = [Heard.of(*each) for each in zip(spoken, lasts, statistics, aims, edited, strict=True)]
    wholes, logits = tuned.foretold(path, given, _folds(records, tuned.FOLDS), work, say)
    known = torch.cat([states, statistics], 1)
    folds = _folds(records, ridge.FOLDS)
    plain = ridge.foretold(lambda n: known[n : n + 1], [each[None] for each in aims], folds)
    forecasts = torch.lerp(torch.stack(wholes), torch.cat(plain), PLAIN)

    told = torch.cat([_themes(states), statistics], 1)
    beside = torch.cat([told, forecasts], 1)

    def seen(n: int) -> Tensor:
        return _seen(spoken[n], lasts[n], surprise[n], logits[n], beside[n])

    sample = torch.cat([seen(n) for n in range(min(len(records), SAMPLE))])
    columns = [each[:, None] for each in edited]
    middle, spread = sample.mean(0), sample.std(0)
    chances = ridge.foretold(lambda n: ridge.standardised(seen(n), middle, spread), columns, folds)
    changed = [_sure(*each) for each in zip(chances, surprise, strict=True)]
    return [Lesson(*each) for each in zip(forecasts, told, surprise, changed, strict=True)]


def _folds(records: Sequence[Record], size: int) -> list[int]:
    return [crc32(record.group.encode()) % size for record in records]


def _seen(spoken: Spoken, last: Sequence[int], surprise: Tensor, logits: Tensor, beside: Tensor) -> Tensor:
    """What is known of each word: the states at its end and at the end of the next one, how surprising it and its
    neighbours are, what the tuned layers say of them, and what is known of the sentence; no rows where that is not
    known."""
    _, doubt, _, within = spoken
    if not last:
        return torch.empty(0, 2 * within.shape[1] + 9 + len(beside))
    after = [*last[1:], last[-1]]
    around, said = functional.pad(surprise, (1, 1)), functional.pad(logits, (1, 1))
    chances = torch.sigmoid(logits)
    told = around[1:-1], around[:-2], around[2:], doubt[last], logits, chances, logits - logits.mean()
    columns = torch.stack([*told, said[:-2], said[2:]], 1)
    text = within[1:].float()  # without the mark before it
    return torch.cat([text[last], text[after], columns, beside.expand(len(last), -1)], 1)


def _sure(chances: Tensor, surprise: Tensor) -> Tensor:
    """Unknown (not a number) where it is not known how surprising each word is."""
    return chances[:, 0].clamp(1 - SURE, SURE) if len(chances) else torch.full_like(surprise, float("nan"))


def _themes(states: Tensor) -> Tensor:
    """Their first principal components, each with the variance 1."""
    _, axes = torch.linalg.eigh(states.T @ states / len(states))
    themes: Tensor = states @ axes.flip(1)[:, :THEMES]
    return themes / (themes.std(0) + 1e-6)


def _statistics(spoken: Sequence[Spoken]) -> Tensor:
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
    lessons: Sequence[Lesson | None], first: Tensor, whole: Tensor, edited: Tensor, surprise: Tensor, states: Tensor
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
    total = functional.mse_loss(whole[rows, 0], wanted[:, 0]) + 2 * functional.mse_loss(whole[rows, 1], wanted[:, 1])
    total = total + functional.mse_loss(states[rows], torch.stack([lesson.states for lesson in given]))
    for said, heard, lost in (
        (surprise, [lesson.surprise for lesson in given], functional.mse_loss),
        (edited, [lesson.changed for lesson in given], functional.binary_cross_entropy_with_logits),
    ):
        mine = torch.cat([said[row][first[row]] for row in rows])
        theirs = torch.cat([each[: int(first[row].sum())] for row, each in zip(rows, heard, strict=True)])
        if (known := ~torch.isnan(theirs)).any():
            total = total + lost(mine[known], theirs[known])
    return total
