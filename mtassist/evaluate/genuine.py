"""False alarms on genuine English: every finding of every rule over news that people wrote, with its surroundings.

The files are JSON lines, plain or gzipped, one sentence a line: ``text``, ``dataset``, ``doc_id``, ``seg_idx``, and
``kind`` and ``domain``, of which ``original`` and ``news`` count. Sentences are joined to the documents they come from.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mtassist.errors import InputError
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
        for number, line in enumerate(_lines(path), 1):
            try:
                row = json.loads(line)
                if row.get("kind", "original") == "original" and row.get("domain", "news") == "news":
                    key = str(row.get("dataset", path.name)), str(row["doc_id"])
                    place = str(row.get("seg_idx", number))
                    sentences[key].append((len(place), place, row["text"].strip()))  # 9 before 10
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise InputError(f"{path}:{number}: wanted a JSON line with text and doc_id: {error!r}") from None
    for _, parts in sorted(sentences.items()):
        yield joined_by.join(words for *_, words in sorted(parts))


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            yield from file
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; --clean wants JSON lines of genuine English") from None
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise InputError(f"{path}: not readable: {error}") from None


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
