"""How fast the bundled model is beside what it could be: PyTorch on the same encoder, and the encoder of CometKiwi.

All take turns in one run, so that other work on the machine slows them alike; medians count. Weights are random where
none are shipped: speed does not depend on them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from mtassist import segment
from mtassist.config import Config
from mtassist.formats import annotated
from mtassist.neural import bundled, features
from mtassist.neural.reader import Reader
from mtassist.pipeline import check

THREADS = 2
ROUNDS = 7
TOKENS, PAIR_TOKENS = 40, 80  # of an English sentence, and of a sentence with its source
SENTENCES, BATCH = 128, 32
FEW = 4  # sentences of the large encoder in a round
WORDS = 520  # of the article that is checked


@dataclass(frozen=True, slots=True)
class Pace:
    """Sentences a second; seconds; megabytes."""

    shipped: float
    full: float  # PyTorch, fp32
    half: float  # PyTorch, bf16
    large: float  # XLM-R large, fp32
    article: int  # words
    first: float  # seconds of a check whose sentences the model has not read yet
    again: float  # of one whose sentences it has read
    megabytes: float | None  # at the most, of a whole `mtassist check` process; None where it cannot be measured
    load: float  # processes that wanted to run before the first run began: others' work slows ours

    @property
    def ratio(self) -> float:
        return self.shipped / self.large


def measure(folder: Path, articles: Path) -> Pace:
    load = os.getloadavg()[0]
    texts = [article.text for article in annotated.read(articles)]
    article = min(texts, key=lambda text: abs(len(text.split()) - WORDS))
    memory = megabytes(article)
    first, again = checked(article)
    rates = _rates(folder, texts)
    return Pace(*rates, len(article.split()), first, again, memory, load)


def checked(text: str) -> tuple[float, float]:
    """Median seconds of a whole check by rules and model, everything loaded: of a new text, and of one seen before."""
    model = bundled.named(Config())
    config, new, known = Config(strict=True), [], []
    check(text, config=config)
    for _ in range(ROUNDS):
        segment.sentences.cache_clear()
        if model:
            model.forget()
        new.append(_seconds(partial(check, text, config=config)))
        known.append(_seconds(partial(check, text, config=config)))
    return median(new), median(known)


def megabytes(text: str) -> float | None:
    """Peak of a process that checks one text from the command line."""
    if not hasattr(os, "wait4"):
        return None
    with TemporaryDirectory() as place:
        path = Path(place) / "article.txt"
        path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "mtassist", "check", "--no-exit", "--format", "json", str(path)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)  # macOS counts bytes, Linux kilobytes


def _rates(folder: Path, texts: list[str]) -> tuple[float, float, float, float]:
    import torch
    from transformers import BertConfig, BertModel, XLMRobertaConfig, XLMRobertaModel

    torch.set_num_threads(THREADS)
    reader, sentences = Reader(folder, THREADS), _sentences(folder, texts)
    small = BertModel(BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536))
    large = XLMRobertaModel(
        XLMRobertaConfig(
            vocab_size=250_002,
            hidden_size=1024,
            num_hidden_layers=24,
            num_attention_heads=16,
            intermediate_size=4096,
            max_position_embeddings=514,
            type_vocab_size=1,
        )
    )

    small.train(False)
    large.train(False)

    def run(net: Any, count: int, size: int, tokens: int, half: bool = False) -> None:
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=half):
            for _ in range(count // size):
                net(input_ids=torch.randint(5, 30_000, (size, tokens)))

    works: dict[int, Callable[[], object]] = {  # how many sentences each reads
        0: partial(reader.read_words, sentences),
        1: partial(run, small, SENTENCES, BATCH, TOKENS),
        2: partial(run, small, SENTENCES, BATCH, TOKENS, half=True),
        3: partial(run, large, FEW, FEW, PAIR_TOKENS),
    }
    took: dict[int, list[float]] = {number: [] for number in works}
    for turn in range(ROUNDS + 1):
        for number, work in works.items():
            seconds = _seconds(work)
            if turn:  # the first one warms up
                took[number].append(seconds)
    counts = (len(sentences), SENTENCES, SENTENCES, FEW)
    shipped, full, half, big = (count / median(took[number]) for number, count in enumerate(counts))
    return shipped, full, half, big


def _sentences(folder: Path, texts: list[str]) -> list[list[str]]:
    """Stretches of real text of so many tokens, each of them another."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    words = cycle(word for text in texts for word in (text[a:b] for a, b in features.words(text)))
    made: list[list[str]] = []
    while len(made) < SENTENCES:
        sentence = list(islice(words, TOKENS // 2))
        while len(tokenizer.encode(sentence, is_pretokenized=True).ids) < TOKENS:
            sentence.append(next(words))
        made.append(sentence)
    return made


def _seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin


def figures(one: Pace) -> dict[str, Any]:
    return {**asdict(one), "ratio": one.ratio}


def table(one: Pace) -> Iterator[str]:
    yield f"sentences a second on {THREADS} threads, medians of {ROUNDS} turns in one run"
    rows = (
        ("as shipped", TOKENS, one.shipped),
        ("the same encoder in PyTorch, fp32", TOKENS, one.full),
        ("the same encoder in PyTorch, bf16", TOKENS, one.half),
        ("XLM-R large in PyTorch, fp32", PAIR_TOKENS, one.large),
    )
    for name, tokens, rate in rows:
        yield f"{name:34} {tokens} tokens {rate:8,.1f}  {rate / one.large:7.1f} x XLM-R large"
    known = f"{one.again:.3f} s when the model has read its sentences before"
    yield f"check of {one.article} words by rules and model, warm: {one.first:.3f} s, {known}"
    if one.megabytes:
        yield f"memory of the whole process of `mtassist check` of it: {one.megabytes:,.0f} MB at the most"
    if one.load > 0.5:
        wanted = f"before, {one.load:.1f} processes wanted the {os.cpu_count()} cores"
        yield f"{wanted}: a calm machine is faster, and PyTorch gains most by it"
