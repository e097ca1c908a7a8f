"""Trains the network: all tasks at once, every epoch with new breakage, resumable after any step.

A run has stages. Each begins with the averaged weights of an earlier one and lowers its learning rate to nothing. The
fourth parts from the others early, and the mean of both ends is better than either (Wortsman et al. 2022).
A stage may learn from a teacher beside all else.

Loss: binary cross-entropy for shares of words and for "machine or person", squared error for the other sentence tasks,
cross-entropy for guessed pieces. What is kept is the running average of the weights, which is better than the last
(Polyak and Juditsky 1992).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from mtassist.errors import InputError
from mtassist.train import consensus, feed, records, teacher
from mtassist.train.breakage import broken
from mtassist.train.net import Net
from mtassist.train.records import SENTENCE_TASKS, WORD_TASKS, Record
from mtassist.train.teacher import Lesson, Pupil

Say = Callable[[str], None]

ON_WORDS = {"edited": 1.0, "fluency": 1.0, "accuracy": 1.0, "broken": 1.0, "lonely": 1.0}
ON_WHOLE = {"hter": 2.0, "da": 1.0, "mqm": 2.0, "agreed": 2.0, "machine": 0.5}
AVERAGED = 0.999
GAP = "[MASK]"  # what the encoder knows a hidden piece by
MEAN = "mean.pt"
SAVE_EVERY = 300.0  # seconds
PRIME = 1_000_003


@dataclass(frozen=True)
class Settings:
    """All that a stage depends on beside the data and the weights it begins with."""

    seed: int = 1
    epochs: int = 2
    words: int = 1200  # of a batch, padding included
    rate: float = 1.5e-4
    warm_up: int = 300  # steps
    decay: float = 0.01
    threads: int = 2
    post_edits: int = 40_000  # records of an epoch, or as many as there are
    marked: int = 40_000
    judged: int = 40_000
    compared: int = 3_000  # sentences, each with all its translations
    genuine: int = 60_000  # sentences that are broken for half of them
    edited: int = 12_000
    guesses: int = 6  # one batch in so many hides words to be guessed
    after: int = 0  # the stage, from 1, that it goes on from; 0: the one before
    beside: int = 0  # the stage whose end is averaged with its own weights; 0: none
    halfway: bool = False  # the mean of where it began and where it ended is what counts
    editors_alone: bool = False  # what editors change is learnt from post-edits, and not from sound or broken English
    taught: bool = False  # what a teacher says of post-edited sentences is learnt as well


# What a teacher knows of the post-edited sentences. Half of the way back again: by then the network has lost a little
# of what raters and judges of news taught it.
TAUGHT = Settings(
    seed=3,
    epochs=2,
    rate=1.2e-4,
    warm_up=80,
    marked=6_000,
    judged=4_000,
    compared=150,
    genuine=6_000,
    edited=0,
    guesses=100_000,
    halfway=True,
    editors_alone=True,
    taught=True,
)
STAGES = (
    Settings(epochs=1, marked=25_000, judged=12_000, compared=1_200, genuine=40_000, edited=8_000),
    Settings(2, 2, 1200, 1e-4, 100, marked=6_000, judged=3_000, compared=300, genuine=20_000, edited=4_000),
    # At last post-edits above all: what editors left, beside what they changed, blurs what they change.
    Settings(3, 1, 1200, 1e-4, 60, marked=5_000, judged=3_000, compared=200, genuine=6_000, edited=0, guesses=1_000),
    # Beside it another end, which learns that from post-edits alone, and from more judges.
    Settings(
        seed=2,
        epochs=1,
        warm_up=100,
        marked=20_000,
        judged=24_000,
        compared=300,
        genuine=14_000,
        edited=0,
        guesses=100_000,
        after=1,
        beside=3,
        editors_alone=True,
    ),
    TAUGHT,
    replace(TAUGHT, seed=4),  # once more, from there
)


@dataclass
class Piles:
    """The records by what they teach."""

    post_edits: list[Record]
    marked: list[Record]
    judged: list[Record]
    compared: list[records.Row]
    edited: list[Record]
    genuine: list[Record]
    lessons: dict[int, Lesson] = field(default_factory=dict)  # by the identity of a post-edit's record

    @classmethod
    def read(cls, folder: Path) -> Piles:
        edited = list(records.edited(folder))
        return cls(
            post_edits=list(records.post_edits(folder)),
            marked=list(records.marked(folder)),
            judged=list(records.judged(folder)),
            compared=list(records.rows(folder, "mt_news.train")),
            edited=edited,
            genuine=[*records.genuine(folder), *edited],
        )

    def epoch(self, settings: Settings, number: int) -> list[list[Record]]:
        """The batches of an epoch, in the order in which they are learnt."""
        rng = random.Random(f"{settings.seed}-{number}")
        chosen = _some(self.post_edits, settings.post_edits, rng)
        chosen += _some(self.marked, settings.marked, rng)
        chosen += _some(self.judged, settings.judged, rng)
        chosen += consensus.compared(_some(self.compared, settings.compared, rng))
        chosen += _some(self.edited, settings.edited, rng)
        made = [_maybe_broken(record, rng) for record in _some(self.genuine, settings.genuine, rng)]
        chosen += map(_unedited, made) if settings.editors_alone else made
        return list(feed.batches(chosen, settings.words, rng))


def _some(pile: Sequence[Any], size: int, rng: random.Random) -> list[Any]:
    return rng.sample(pile, min(size, len(pile)))


def _maybe_broken(record: Record, rng: random.Random) -> Record:
    if rng.random() < 0.5 or (made := broken(record.words, rng)) is None:
        return record
    words, wrong = made
    share = [float(bad) for bad in wrong]
    return Record(words, {"broken": share, "edited": share}, {"hter": sum(share) / len(share)}, record.pair)


def _unedited(record: Record) -> Record:
    """The record without a word on what an editor would do with it."""
    on_words = {task: shares for task, shares in record.on_words.items() if task != "edited"}
    on_whole = {task: value for task, value in record.on_whole.items() if task != "hter"}
    return replace(record, on_words=on_words, on_whole=on_whole)


def losses(words: Tensor, whole: Tensor, given: feed.Batch) -> Tensor:
    """The weighted sum over all tasks that somebody judged in this batch."""
    total = torch.zeros(())
    for number, task in enumerate(WORD_TASKS):
        wanted = given.words[..., number]
        known = ~torch.isnan(wanted)
        if known.any():
            lost = functional.binary_cross_entropy_with_logits(words[..., number][known].float(), wanted[known])
            total = total + ON_WORDS[task] * lost
    for number, task in enumerate(SENTENCE_TASKS):
        wanted = given.whole[:, number]
        known = ~torch.isnan(wanted)
        if not known.any():
            continue
        got = whole[:, number][known].float()
        if task == "machine":
            lost = functional.binary_cross_entropy_with_logits(got, wanted[known])
        else:
            lost = functional.mse_loss(got, wanted[known])
        total = total + ON_WHOLE[task] * lost
    return total


def fit(
    data: Path,
    encoder: Path,
    out: Path,
    stages: Sequence[Settings] = STAGES,
    say: Say = print,
    taught_by: Path | None = None,
    begin_with: Path | None = None,
) -> Path:
    """Train, or go on with what lies in ``out``; the path of the averaged weights.

    ``taught_by``: the teacher, a causal language model, which only a stage that is taught needs. ``begin_with``: the
    weights that the first stage begins with; without them it begins with the encoder's.
    """
    piles = None
    path = begin_with
    for number, settings in enumerate(stages, 1):
        folder = out / f"stage{number}"
        begin = _end(out, settings.after) if settings.after else path
        if not (folder / "weights.pt").is_file():
            if piles is None:
                say("reading the data")
                piles = Piles.read(data)
            if settings.taught and not piles.lessons:
                piles.lessons = _lessons(piles.post_edits, taught_by, out / "teacher", say)
            say(f"stage {number} of {len(stages)}")
            _stage(piles, encoder, folder, settings, begin, say)
        path = folder / "weights.pt"
        other = begin if settings.halfway else None
        if settings.beside:
            other = _end(out, settings.beside)
        if other:
            path = _mean(other, path, folder / MEAN)
    if path is None:
        raise ValueError("a run needs a stage")
    return path


def _end(out: Path, stage: int) -> Path:
    """What a stage ended in: the mean with another's weights, or its own."""
    folder = out / f"stage{stage}"
    return folder / MEAN if (folder / MEAN).is_file() else folder / "weights.pt"


def _lessons(given: Sequence[Record], path: Path | None, work: Path, say: Say) -> dict[int, Lesson]:
    if path is None:
        raise InputError("a stage of this run is taught by a language model; name its file with --teacher")
    complete = [record for record in given if all(aim in record.on_whole for aim in teacher.AIMS)]
    made = teacher.lessons(path, complete, work, say)
    return {id(record): lesson for record, lesson in zip(complete, made, strict=True)}


def _mean(one: Path, other: Path, to: Path) -> Path:
    left, right = (torch.load(path, weights_only=True) for path in (one, other))
    torch.save({k: torch.lerp(v, right[k], 0.5) if v.dtype.is_floating_point else v for k, v in left.items()}, to)
    return to


def _stage(piles: Piles, encoder: Path, out: Path, settings: Settings, begin: Path | None, say: Say) -> None:
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    made, net = feed.tokenizer(encoder), Net(encoder)
    if (gap := made.token_to_id(GAP)) is None:
        raise InputError(f"{encoder}: its tokenizer has no {GAP}; name a BERT-like encoder")
    if begin:
        net.load_state_dict(torch.load(begin, weights_only=True))
    average = {name: value.detach().clone() for name, value in net.state_dict().items()}
    pupil = _pupil(net, piles.lessons) if settings.taught else None
    learning = nn.ModuleList([net] if pupil is None else [net, pupil])
    optimizer = torch.optim.AdamW(learning.parameters(), lr=settings.rate, weight_decay=settings.decay, fused=True)
    step, saved = 0, perf_counter()
    if (cut := out / "state.pt").is_file():
        state = torch.load(cut, weights_only=True)
        if state["settings"] != asdict(settings):
            raise InputError(f"{cut} is of a run with other settings ({state['settings']}); name another folder")
        learning.load_state_dict(state["learning"])
        optimizer.load_state_dict(state["optimizer"])
        average, step = state["average"], state["step"]
        say(f"going on at step {step:,}")
    done, started, since, shown = 0, perf_counter(), step, 0.0
    net.train()
    for number in range(settings.epochs):
        batches = piles.epoch(settings, number)
        for at, chosen in enumerate(batches):
            done += 1
            if done <= step:
                continue
            gone = (number + at / len(batches)) / settings.epochs  # epochs are of almost one length
            rate = settings.rate * min(1, done / settings.warm_up) * max(0.02, 1 - gone)
            for group in optimizer.param_groups:
                group["lr"] = rate
            lessons = [piles.lessons.get(id(record)) for record in chosen]
            lost = _step(net, feed.batch(made, chosen), done, settings, gap, pupil, lessons)
            optimizer.zero_grad()
            torch.autograd.backward(lost)
            nn.utils.clip_grad_norm_(learning.parameters(), 1.0)
            optimizer.step()
            _average(average, net, done)
            shown = lost.item() if not shown else 0.99 * shown + 0.01 * lost.item()
            if done % 200 == 0:
                total = len(batches) * settings.epochs
                left = (total - done) * (perf_counter() - started) / (done - since) / 60
                say(f"{done:,}/{total:,} loss {shown:.3f}, {left:.0f} min left")
            if perf_counter() - saved > SAVE_EVERY:
                _save(cut, learning, optimizer, average, done, settings)
                saved = perf_counter()
    torch.save(average, out / "weights.new")
    (out / "weights.new").replace(out / "weights.pt")
    cut.unlink(missing_ok=True)


def _pupil(net: Net, lessons: Mapping[int, Lesson]) -> Pupil:
    first = next(iter(lessons.values()))
    reads: Any = net.whole[0]
    return Pupil(net.look.in_features, reads.in_features, len(first.states))


def _step(
    net: Net,
    given: feed.Batch,
    number: int,
    settings: Settings,
    gap: int,
    pupil: Pupil | None = None,
    lessons: Sequence[Lesson | None] = (),
) -> Tensor:
    torch.manual_seed(settings.seed * PRIME + number)  # so that a cut run drops out what an undisturbed one does
    guess = number % settings.guesses == 0
    with torch.autocast("cpu", dtype=torch.bfloat16):
        if guess:
            draw = torch.Generator().manual_seed(settings.seed * PRIME + number)
            ids, hidden = feed.gapped(given, gap, net.gap_bias.numel(), draw)
            logits = net.fill(ids, given.mask, hidden)
        else:
            words, whole, mixed, pooled = net.judge(*given.reads())
            told = (pupil.words(mixed)[..., 0], pupil.states(pooled)) if pupil else None
    if guess:
        return functional.cross_entropy(logits.float(), given.ids[hidden])
    lost = losses(words, whole, given)
    if told is None:
        return lost
    answers = whole[:, [SENTENCE_TASKS.index(aim) for aim in teacher.AIMS]].float()
    edited = words[..., WORD_TASKS.index("edited")].float()
    return lost + teacher.losses(lessons, given.first, answers, edited, told[0].float(), told[1].float())


def _average(average: dict[str, Tensor], net: Net, step: int) -> None:
    keep = min(AVERAGED, step / (step + 10))  # the first steps count less
    for name, value in net.state_dict().items():
        if value.dtype.is_floating_point:
            average[name].lerp_(value.detach(), 1 - keep)


def _save(
    path: Path,
    learning: nn.Module,
    optimizer: torch.optim.Optimizer,
    average: dict[str, Tensor],
    step: int,
    settings: Settings,
) -> None:
    state = {
        "learning": learning.state_dict(),
        "optimizer": optimizer.state_dict(),
        "average": average,
        "step": step,
        "settings": asdict(settings),
    }
    new = path.with_suffix(".new")
    torch.save(state, new)
    new.replace(path)
