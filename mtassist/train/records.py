"""What the model learns from: sentences whose words and whose whole somebody judged, read from the data folder.

Every reader yields records of one kind of judgement; what a kind does not say is left open and costs nothing. Data
whose licence does not allow weights made from it to be passed on (``ship: false``) is not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mtassist.errors import InputError
from mtassist.formats import json_lines
from mtassist.neural.features import words as places

WORD_TASKS = ("edited", "fluency", "accuracy", "broken", "lonely")  # shares, 0 to 1
SENTENCE_TASKS = ("hter", "da", "mqm", "agreed", "machine")
Row = dict[str, Any]  # of a file of the data folder
LONGEST = 150  # words; longer ones are rare and cost most

SEVERITY = {"critical": 10.0, "major": 5.0, "minor": 1.0}
MOST_POINTS = 25.0
WHOLE = 0.9  # an error that spans so much of a sentence says nothing of its words
FURTHEST = 3.0  # standard deviations; beyond it a rating is noise
OF_FLUENCY = ("fluency", "style", "locale", "punctuation", "grammar", "spelling", "register")
OF_ACCURACY = ("accuracy", "terminology", "mistranslation", "addition", "untranslated", "non-translation")


@dataclass(frozen=True, slots=True)
class Record:
    """A sentence in words, with a share for each word and a number for the whole where somebody gave them."""

    words: Sequence[str]
    on_words: Mapping[str, Sequence[float]] = field(default_factory=dict)
    on_whole: Mapping[str, float] = field(default_factory=dict)
    pair: str = ""
    text: str = ""  # as it was before it was split, where a teacher reads it
    group: str = ""  # of one source or document


def rows(folder: Path, name: str, *, shipped: bool = True) -> Iterator[Row]:
    """The records of a file of the data folder; only those whose weights may be passed on, if ``shipped``."""
    path = folder / f"{name}.jsonl.gz"
    if not path.is_file():
        raise InputError(f"{path}: no such file; --data wants the folder that holds {path.name}")
    for may, row in json_lines.read(path, lambda row: (row["ship"], row), "ship"):
        if may or not shipped:
            yield row


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in places(text)]


def post_edits(folder: Path, part: str = "train") -> Iterator[Record]:
    """Which words a post-editor changed (MLQE-PE), how much of the sentence, and how good judges found it."""
    for row in rows(folder, f"postedits.{part}"):
        words, tags = row["mt"].split(), row["tags"]
        if tags and len(words) == len(tags):
            whole = {"hter": min(row["hter"], 1.0), "machine": 1.0}
            if row.get("da_z") is not None:
                whole["da"] = row["da_z"]
            edited = {"edited": [float(tag == "BAD") for tag in tags]}
            text = row.get("mt_raw") or row["mt"]
            yield Record(words, edited, whole, row["lang_pair"], text, row.get("group", ""))


def edited(folder: Path, part: str = "train") -> Iterator[Record]:
    """What post-editors left: nothing in it needs another edit."""
    for row in rows(folder, f"postedits.{part}"):
        words = row["pe"].split()
        if 0 < len(words) <= LONGEST:
            none = [0.0] * len(words)
            yield Record(words, {"edited": none, "broken": none}, {"hter": 0.0}, row["lang_pair"])


def marked(folder: Path, part: str = "train") -> Iterator[Record]:
    """Which words raters marked (MQM), by kind, and the points of the sentence: the share of its raters."""
    rated: dict[tuple[Any, ...], list[list[dict[str, Any]]]] = defaultdict(list)
    for row in rows(folder, f"mqm_spans.{part}"):
        lost = row.get("lost_errors") and not row["errors"]
        if not lost:
            key = (row["dataset"], row["doc_id"], row["system"], row["seg_id"], row["mt"], row["is_human"])
            rated[(*key, row["lang_pair"])].append(row["errors"])
    for (*_, text, human, pair), ratings in rated.items():
        spans = places(text)
        if not 0 < len(spans) <= LONGEST:
            continue
        shares = {task: [0.0] * len(spans) for task in ("fluency", "accuracy")}
        for errors in ratings:
            for task, share in shares.items():
                for n in _hit(spans, [e for e in errors if kind(e["category"]) == task], len(text)):
                    share[n] += 1 / len(ratings)
        points = sum(SEVERITY.get((e["severity"] or "").lower(), 0.0) for errors in ratings for e in errors)
        whole = {"mqm": min(points / len(ratings), MOST_POINTS) / MOST_POINTS, "machine": float(not human)}
        yield Record([text[a:b] for a, b in spans], shares, whole, pair)


def kind(category: str | None) -> str:
    """Whether an MQM category is a matter of the English or of the meaning; the names differ by year.

    >>> kind("Fluency/Grammar"), kind("style/unnatural or awkward"), kind("Accuracy/Omission"), kind("No-error")
    ('fluency', 'fluency', 'accuracy', '')
    """
    head = (category or "").lower().partition("/")[0].replace("_", " ")
    if head.startswith(OF_FLUENCY):
        return "fluency"
    return "accuracy" if head.startswith(OF_ACCURACY) else ""


def _hit(spans: Sequence[tuple[int, int]], errors: Sequence[dict[str, Any]], length: int) -> set[int]:
    found = set()
    for error in errors:
        start, end = error.get("start"), error.get("end")
        if start is not None and end is not None and end - start <= WHOLE * length:
            found |= {n for n, (a, b) in enumerate(spans) if a < end and start < b}
    return found


def judged(folder: Path, part: str = "train") -> Iterator[Record]:
    """How good judges found sentences of WMT (direct assessment, noisy)."""
    for row in rows(folder, f"da_scores.{part}"):
        words = split(row["mt"])
        if row["dataset"].startswith("wmt") and row["score_z"] is not None and 0 < len(words) <= LONGEST:
            score = max(-FURTHEST, min(FURTHEST, row["score_z"]))
            machine = float(not row.get("is_human"))
            yield Record(words, {}, {"da": score, "machine": machine}, row["lang_pair"])


def genuine(folder: Path, part: str = "train") -> Iterator[Record]:
    """English that people wrote or translated: nothing in it is broken."""
    for row in rows(folder, f"clean_english.{part}"):
        words = split(row["text"])
        if 3 < len(words) <= LONGEST:
            none = [0.0] * len(words)
            if row["kind"] == "original":
                tasks = ("edited", "fluency", "accuracy", "broken")
                yield Record(words, dict.fromkeys(tasks, none), {"hter": 0.0, "mqm": 0.0, "machine": 0.0}, "en")
            else:
                yield Record(words, {"edited": none, "broken": none}, {"hter": 0.0, "machine": 0.0}, "en")
