"""False alarms on genuine English: every finding of every rule over news that people wrote, with its surroundings.

The files are JSON lines, plain or gzipped, one sentence a line: ``text``, ``dataset``, ``doc_id``, ``seg_idx``, and
``kind`` and ``domain``, of which ``original`` and ``news`` count. Sentences are joined to the documents they come from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mtassist.formats import json_lines
from mtassist.types import Issue

AROUND = 50  # characters shown on each side of a finding


@dataclass(slots=True)
class Alarms:
    documents: int = 0
    words: int = 0
    count: Counter[str] = field(default_factory=Counter)  # by rule
    contexts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def documents(paths: Iterable[Path], joined_by: str = "\n\n") -> Iterator[str]:
    """The texts of original news in the files, document by document."""
    sentences: dict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
    for path in paths:
        for number, sentence in enumerate(json_lines.read(path, _sentence, "text and doc_id"), 1):
            if sentence:
                (dataset, document), index, words = sentence
                place = str(number if index is None else index)
                sentences[str(dataset or path.name), document].append((len(place), place, words))  # 9 before 10
    for _, parts in sorted(sentences.items()):
        yield joined_by.join(words for *_, words in sorted(parts))


def _sentence(row: dict[str, Any]) -> tuple[tuple[str | None, str], str | None, str] | None:
    """Its document and place, and its words; None for what is no original news."""
    if row.get("kind", "original") != "original" or row.get("domain", "news") != "news":
        return None
    return (row.get("dataset"), str(row["doc_id"])), row.get("seg_idx"), row["text"].strip()


def count(texts: Iterable[str], look: Callable[[str], Sequence[Issue]]) -> Alarms:
    """What ``look`` finds in the texts."""
    alarms = Alarms()
    for text in texts:
        alarms.documents += 1
        alarms.words += len(text.split())
        for issue in look(text):
            alarms.count[issue.rule] += 1
            alarms.contexts[issue.rule].append(_context(text, issue))
    return alarms


def _context(text: str, issue: Issue) -> str:
    start, end = issue.span.start, issue.span.end
    return f"{text[max(0, start - AROUND) : start]}[{issue.text}]{text[end : end + AROUND]}"
