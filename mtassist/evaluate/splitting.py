"""How well sentence splitters do on what is hard in news: ``mtassist eval --segmentation``.

A case is a paragraph with ``|`` where a sentence ends and another begins. Compared are the splitter in use (sentencex),
a regular expression that breaks after every full stop, and pysbd where it is installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from time import perf_counter

from mtassist import lists
from mtassist.segment import sentences

NAIVE = re.compile(r"(?<=[.!?])\s+")
REPEATS = 5
Splitter = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one splitter did."""

    name: str
    right: int  # paragraphs split exactly as wanted
    missed: int  # ends of sentences not seen
    false: int  # breaks within a sentence
    speed: float  # characters a second
    wrong: tuple[str, ...]  # the paragraphs it got wrong, as it split them


def compare() -> tuple[int, list[Standing]]:
    """How many cases there are, and how each splitter did on them."""
    cases = [row["paragraph"] for row in lists.rows("sentences")]
    return len(cases), [_judged(name, split, cases) for name, split in _splitters()]


def _splitters() -> Iterator[tuple[str, Splitter]]:
    yield "sentencex", lambda text: [text[start:end] for start, end in sentences(text)]
    yield "naive regex", NAIVE.split
    try:
        pysbd = import_module("pysbd")
    except ImportError:
        return
    yield "pysbd", pysbd.Segmenter(language="en", clean=False).segment


def _judged(name: str, split: Splitter, cases: list[str]) -> Standing:
    whole = " ".join(case.replace("| ", "") for case in cases)
    right, missed, false, wrong = 0, 0, 0, []
    begin = perf_counter()
    for number in range(REPEATS):
        split(f"{number} {whole}")  # no two alike, so that nothing is remembered
    speed = REPEATS * len(whole) / (perf_counter() - begin)
    for case in cases:
        wanted = _ends([part.strip() for part in case.split("|")])
        parts = [part.strip() for part in split(" ".join(part.strip() for part in case.split("|"))) if part.strip()]
        got = _ends(parts)
        missed += len(wanted - got)
        false += len(got - wanted)
        if got == wanted:
            right += 1
        else:
            wrong.append(" | ".join(parts))
    return Standing(name, right, missed, false, speed, tuple(wrong))


def _ends(parts: list[str]) -> set[int]:
    """Where breaks are, counted in characters that are not blanks."""
    ends, at = set(), 0
    for part in parts[:-1]:
        at += len("".join(part.split()))
        ends.add(at)
    return ends
