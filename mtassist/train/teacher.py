"""What a language model far too big to ship tells of sentences, for the small network to learn (Hinton et al. 2015).

The teacher reads each machine translation once and is not changed. From its states ridge regressions foretell what
judges and editors said of a sentence, and which words were changed; it asks only weights that were fitted without that
sentence and its group. The pupil learns these forecasts beside the judgements themselves, and to foretell the states
and how surprising each word is: what the teacher knows of English from thousands of times more text (Romero et al.
2015).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any
from zlib import crc32

import torch
from torch import Tensor, nn
from torch.nn import functional

from mtassist.errors import InputError
from mtassist.train.records import Record

TEACHER = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"  # sha256 of SmolLM2-135M-Instruct, Q4_1
BEGIN = "<|endoftext|>"  # stands before a text in what it was trained on
DEPTHS = (0.27, 0.47, 0.67, 0.87, 1.0)  # of its layers, those that are asked: grammar lives lower than the next word
WITHIN = (0.47, 0.67)  # those whose states are kept of each token
LONGEST = 180  # tokens
AT_ONCE = 1_500  # tokens of a batch
PART = 5_000  # sentences of a file of what it said
AIMS = ("da", "hter")
FOLDS = 5
STIFF = 5_000.0  # of the ridge
FITTED = 256  # sentences that are put into it at a time
SURE = 0.98  # at most
FURTHEST = 8.0  # standard deviations
THEMES = 96  # principal components of the states
MOST_SURPRISE = 25.0  # nats, of one word
SCALE = 10.0  # nats: so that all losses are alike in size

Say = Callable[[str], None]
Spoken = tuple[Tensor, Tensor, Tensor, Tensor]  # of the tokens of a sentence: see _heard


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
    states, spoken = _heard(path, records, work, say)
    known = torch.cat([states, _statistics(spoken)], 1)
    known = _standardised(known, known.mean(0), known.std(0))
    folds = [crc32(record.group.encode()) % FOLDS for record in records]
    aims = [torch.tensor([[record.on_whole[aim] for aim in AIMS]]) for record in records]
    forecasts = torch.cat(foretold(lambda n: known[n : n + 1], aims, folds))
    size = states.shape[1]
    told = torch.cat([_themes(known[:, :size]), known[:, size:]], 1)
    surprise = [of_words(record, each) for record, each in zip(records, spoken, strict=True)]
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


def _standardised(rows: Tensor, middle: Tensor, spread: Tensor) -> Tensor:
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

    lasts = [_last_tokens(record, each) for record, each in zip(records, spoken, strict=True)]

    def seen(n: int) -> Tensor:
        _, doubt, _, within = spoken[n]
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
    chances = foretold(lambda n: _standardised(seen(n), middle, spread), aims, folds)
    both = zip(chances, surprise, strict=True)
    return [made[:, 0].clamp(1 - SURE, SURE) if len(made) else unknown for made, unknown in both]


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


def of_words(record: Record, spoken: Spoken) -> Tensor:
    """How surprising each word is: a token's surprise belongs to the word in which it ends.

    Words and text must be equal but for their blanks; else it is unknown of each (not a number).
    """
    likely, _, ends, _ = spoken
    result = torch.zeros(len(record.words))
    if not (borders := _borders(record)):
        return result.fill_(float("nan"))
    for end, value in zip(_solid(record, ends), likely.tolist(), strict=True):
        if end:
            result[min(bisect_left(borders, end), len(result) - 1)] -= value
    return result.clamp(max=MOST_SURPRISE) / SCALE


def _last_tokens(record: Record, spoken: Spoken) -> list[int]:
    """The token in which each word ends, or the last one that was read; none where words and text are not equal."""
    ends = _solid(record, spoken[2])
    return [min(bisect_left(ends, border), len(ends) - 1) for border in _borders(record)]


def _borders(record: Record) -> list[int]:
    """Where each word ends, in characters that are no blanks; none where words and text are not equal."""
    equal = "".join(record.text.split()) == "".join(record.words)
    return list(accumulate(map(len, record.words))) if equal else []


def _solid(record: Record, ends: Tensor) -> list[int]:
    """Places in the text, in characters that are no blanks."""
    solid = list(accumulate((not char.isspace() for char in record.text), initial=0))
    return [solid[end] for end in ends.tolist()]


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


# Listening


def _heard(path: Path, records: Sequence[Record], work: Path, say: Say) -> tuple[Tensor, list[Spoken]]:
    """The states of each sentence, and of each of its tokens how likely it is, the doubt before it, where it ends, and
    its states within."""
    work.mkdir(parents=True, exist_ok=True)
    model: tuple[Any, Any] | None = None
    parts = []
    for start in range(0, len(records), PART):
        file = work / f"heard-{start}.pt"
        texts = [record.text for record in records[start : start + PART]]
        mark = hashlib.sha256("\n".join(texts).encode()).hexdigest()
        part = torch.load(file, weights_only=True) if file.is_file() else None
        if part is None or part["mark"] != mark:
            model = model or _loaded(path)
            say(f"the teacher reads sentence {start:,} of {len(records):,}")
            part = {"mark": mark, **_listened(model[0], model[1], texts)}
            torch.save(part, file.with_suffix(".new"))
            file.with_suffix(".new").replace(file)
        parts.append(part)
    states = torch.cat([part["states"] for part in parts]).float().nan_to_num(posinf=0, neginf=0)
    said = (each for part in parts for each in part["said"])
    spoken = [(likely.float(), doubt.float(), ends, within) for likely, doubt, ends, within in said]
    return states, spoken


def _loaded(path: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    if path.is_dir():
        folder, how = str(path), {}
    elif path.is_file():
        folder, how = str(path.parent), {"gguf_file": path.name}
    else:
        raise InputError(f"{path}: no such file; wanted a .gguf file or the folder of a causal language model")
    tokenizer = AutoTokenizer.from_pretrained(folder, **how)
    model: nn.Module = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16, **how)
    return model.eval(), tokenizer


def _listened(model: Any, tokenizer: Any, texts: Sequence[str]) -> dict[str, Any]:
    begin = tokenizer.convert_tokens_to_ids(BEGIN)
    encoded = [tokenizer(text, return_offsets_mapping=True) for text in texts]
    ids = [[begin, *each["input_ids"][:LONGEST]] for each in encoded]
    depths, inner = ([round(depth * model.config.num_hidden_layers) for depth in some] for some in (DEPTHS, WITHIN))
    states = torch.zeros(len(texts), len(depths) * model.config.hidden_size, dtype=torch.float16)
    said: list[Any] = [None] * len(texts)
    with torch.no_grad():
        for rows in _by_length(ids):
            longest = max(len(ids[row]) for row in rows)
            given, mask = torch.zeros(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest)
            for n, row in enumerate(rows):
                given[n, : len(ids[row])] = torch.tensor(ids[row])
                mask[n, : len(ids[row])] = 1
            out = model.model(given, attention_mask=mask.long(), output_hidden_states=True)
            chances = model.lm_head(out.last_hidden_state[:, :-1]).float().log_softmax(-1)
            likely = chances.gather(-1, given[:, 1:, None])[..., 0]
            doubt = -(chances.exp() * chances).sum(-1)
            mask[:, 0] = 0
            here = mask[..., None] / mask.sum(1).clamp(min=1)[:, None, None]
            mean = torch.cat([(out.hidden_states[depth].float() * here).sum(1) for depth in depths], -1)
            within = torch.cat([out.hidden_states[depth][:, 1:] for depth in inner], -1).half()
            for n, row in enumerate(rows):
                states[row] = mean[n].half()
                end = len(ids[row]) - 1
                ends = torch.tensor([place[1] for place in encoded[row]["offset_mapping"][:end]], dtype=torch.int32)
                said[row] = likely[n, :end].half(), doubt[n, :end].half(), ends, within[n, :end].clone()
    return {"states": states, "said": said}


def _by_length(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    order = sorted(range(len(ids)), key=lambda row: len(ids[row]))
    while order:
        size = max(1, AT_ONCE // (len(ids[order[0]]) + 6))
        yield order[:size]
        del order[:size]
