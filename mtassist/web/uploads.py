"""A batch: uploaded files to stored, scored documents. It can be stopped at any text, and what is done stays."""

from __future__ import annotations

import csv
import io
import json
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock
from typing import Protocol

from mtassist import plugins
from mtassist.config import Config
from mtassist.errors import InputError
from mtassist.formats import incoming
from mtassist.formats import report as reports
from mtassist.formats.incoming import Incoming
from mtassist.pipeline import check_many
from mtassist.segment import document
from mtassist.store import Record
from mtassist.types import Report
from mtassist.web.guard import LONGEST

CHUNK = 16  # texts that the engine sees at once
RECENT = 100  # texts that tell how fast it goes
MOST = 100_000_000  # characters of a batch; its texts are in memory until they are checked
STEERING = tuple("=+-@\t\r\n＝＋－＠")  # a spreadsheet takes what begins so for a formula
COLUMNS = ("id", "document", "words", "findings", "findings_per_1000_words", "mqm_per_1000_words", "worst", "problem")

File = tuple[Path, str]  # where an upload lies, and what the person calls it


class Keeps(Protocol):
    """What a batch needs of the store."""

    def add(self, report: Report, *, title: str, by: str) -> Record: ...

    def muted(self) -> tuple[frozenset[str], frozenset[str]]: ...


@dataclass(frozen=True, slots=True)
class Result:
    """A checked document in one line."""

    id: str  # its address
    name: str
    words: int
    findings: int
    mqm: float  # points per 1,000 words
    worst: str  # severity, or "none"

    @property
    def rate(self) -> float:
        """Findings per 1,000 words."""
        return round(1000 * self.findings / max(1, self.words), 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be checked, or is worth knowing (``note``) of what was."""

    name: str  # file and line
    words: str
    note: bool = False


class Batch:
    """One person's files on their way through. One thread runs it; any thread may stop it or look at it."""

    def __init__(self, store: Keeps, by: str, config: Config | None = None) -> None:
        fingerprints, muted = store.muted()
        given = config or Config()
        self._config = replace(
            given,
            ignored=given.ignored | fingerprints,
            ignore=(*given.ignore, *sorted(muted & plugins.rules().keys())),  # a rule may have gone since
            max_characters=LONGEST,
        )
        self._store, self._by = store, by
        self._stop = Event()
        self._texts: list[Incoming] = []
        self.results: list[Result] = []
        self.problems: list[Problem] = []
        self.lines: list[str] = []  # each report as one line of JSON
        self.characters = 0  # read from the files
        self.checked = 0  # characters of them that were looked at
        self._recent: deque[tuple[float, int, int]] = deque(maxlen=RECENT)  # when, characters and words until then

    @property
    def total(self) -> int:
        return len(self._texts)

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        """End before the next text."""
        self._stop.set()

    def read(self, files: Iterable[File]) -> Iterator[int]:
        """Read the files, and say again and again how many texts were found; what is wrong with one is remembered."""
        for path, name in files:
            try:
                for each in incoming.texts(path, name):
                    if self.stopped:
                        return
                    self._take(each)
                    yield self.total
            except InputError as error:
                self._wrong(incoming.shown(name), error)

    def _take(self, each: Incoming) -> None:
        if each.note:
            self.problems.append(Problem(each.name, each.note, note=True))
        if each.problem:
            self.problems.append(Problem(each.name, each.problem))
        elif len(each.text) > LONGEST:
            self.problems.append(
                Problem(each.name, f"{len(each.text):,} characters; at most {LONGEST:,}: split the text")
            )
        elif self.characters + len(each.text) > MOST:
            raise InputError(f"{each.name}: more than {MOST / 1e6:,.0f} million characters in one batch; start another")
        else:
            self.characters += len(each.text)
            self._texts.append(each)

    def run(self) -> Iterator[Result | None]:
        """Check text after text, keep each in the store, and hand on what was found; None where it cannot be kept."""
        words = 0
        for at in range(0, self.total, CHUNK):
            chunk = self._texts[at : at + CHUNK]
            documents = [document(each.text, source=each.source) for each in chunk]
            reports_of_chunk = check_many(documents, self._config)
            for each in chunk:
                if self.stopped:
                    return
                report = next(reports_of_chunk)
                self.checked += len(each.text)
                words += len(each.text.split())
                self._recent.append((time.monotonic(), self.checked, words))
                yield self._kept(each, report)

    def _kept(self, each: Incoming, report: Report) -> Result | None:
        try:
            record = self._store.add(report, title=each.name, by=self._by)
        except InputError as error:
            self.problems.append(Problem(each.name, str(error)))
            return None
        result = _result(record.id, each.name, report)
        self.results.append(result)
        self.problems += [Problem(each.name, words, note=True) for words in report.incomplete]
        self.problems += [Problem(each.name, f"{f.plugin} failed and was left out: {f.error}") for f in report.failures]
        line = {"id": record.id, "signature": reports.signature(report.memory), **reports.document(each.name, report)}
        self.lines.append(json.dumps(line, ensure_ascii=False))
        return result

    def _wrong(self, name: str, error: InputError) -> None:
        words = str(error)
        if words.startswith(name):
            name, _, words = words.partition(": ")
        self.problems.append(Problem(name, words))

    def progress(self) -> str:
        """How far the batch is, how fast it was of late, and what time is left."""
        said = [f"{len(self.results):,} of {self.total:,} texts"]
        if len(self._recent) > 1 and not self.stopped and self.checked < self.characters:
            (then, before, words_before), (now, after, words_after) = self._recent[0], self._recent[-1]
            took = max(now - then, 0.001)
            said.append(f"{(words_after - words_before) / took:,.0f} words a second")
            said.append(f"{duration((self.characters - after) * took / (after - before))} left")
        return " · ".join(said)


def _result(id: str, name: str, report: Report) -> Result:
    mqm = next((score.value for score in report.scores if score.name == "mqm" and score.segment is None), 0.0)
    worst = max((issue.severity for issue in report.issues), key=lambda s: s.rank, default=None)
    return Result(
        id, name, len(report.document.text.split()), len(report.issues), mqm, worst.value if worst else "none"
    )


def duration(seconds: float) -> str:
    """A time in words, no finer than it can be known.

    >>> duration(3.2), duration(47), duration(200), duration(5000)
    ('some seconds', 'about 50 seconds', 'about 3 minutes', 'about 1.4 hours')
    """
    if seconds < 10:
        return "some seconds"
    if seconds < 90:
        return f"about {round(seconds, -1):.0f} seconds"
    if seconds < 3600:
        return f"about {seconds / 60:.0f} minutes"
    return f"about {seconds / 3600:.1f} hours"


class Running:
    """Who has a batch on its way: one person one at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._batches: dict[str, Batch] = {}

    @contextmanager
    def of(self, by: str, batch: Batch) -> Iterator[None]:
        """Hold the person's place while the batch runs."""
        with self._lock:
            if before := self._batches.get(by):
                raise InputError(f"your last batch is still running ({before.progress()}); wait, or cancel it first")
            self._batches[by] = batch
        try:
            yield
        finally:
            with self._lock:
                del self._batches[by]

    def stop(self, by: str) -> bool:
        """Stop the person's batch; False when none runs."""
        with self._lock:
            batch = self._batches.get(by)
        if batch:
            batch.stop()
        return batch is not None


def worst_first(results: Iterable[Result]) -> list[Result]:
    return sorted(results, key=lambda r: (-r.mqm, -r.rate, r.name))


def as_csv(results: Iterable[Result], problems: Iterable[Problem]) -> bytes:
    """A table for spreadsheets, which know UTF-8 by its mark. What could not be checked stands below."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for r in results:
        table.writerow([cell(r.id), cell(r.name), r.words, r.findings, r.rate, r.mqm, r.worst, ""])
    for p in problems:
        if not p.note:
            table.writerow(["", cell(p.name), "", "", "", "", "", cell(p.words)])
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def cell(words: str) -> str:
    """Words that a spreadsheet shows and never runs.

    >>> cell("=1+1"), cell("a = b")
    ("'=1+1", 'a = b')
    """
    return f"'{words}" if words.startswith(STEERING) else words


def as_jsonl(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
