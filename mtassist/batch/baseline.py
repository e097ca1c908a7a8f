"""What is new since an earlier run, whose JSON lines `mtassist score --baseline` reads.

Segments are paired by their number within a system, findings within a segment by rule and text. While it is compared,
the earlier run lies in a temporary file of SQLite, no larger than what it was read from: memory does not grow with it.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from mtassist.batch.engine import Recipe, Result
from mtassist.batch.measures import OWN_INTERVAL
from mtassist.batch.results import Total
from mtassist.errors import InputError

LINE = 64_000_000  # bytes of a line: a unit with a finding in every word has no more
MOVED = 5  # segments a system that are shown

Found = Counter[tuple[str, str]]  # findings by rule and text, or by rule alone


@dataclass(frozen=True, slots=True)
class Moved:
    """A segment whose score is another now."""

    segment: int
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Turn:
    """The findings of one rule: of those of then, ``gone`` are no more; of those of now, ``new`` were not there."""

    rule: str
    before: int
    now: int
    kept: int

    @property
    def gone(self) -> int:
        return self.before - self.kept

    @property
    def new(self) -> int:
        return self.now - self.kept


@dataclass
class Since:
    """One system then and now. Pairs are of then and now."""

    system: str
    earlier: str  # what it was called then
    segments: tuple[int, int]
    scores: dict[str, tuple[float, float]] = field(default_factory=dict)  # of what compares
    refused: list[str] = field(default_factory=list)  # what does not compare, and why
    turns: list[Turn] = field(default_factory=list)  # most that is new or gone first
    paired: int = 0  # segments that both runs have
    unlike: int = 0  # of those: with another number of words, so that their text is another
    better: int = 0  # of those: by the first score that compares
    worse: int = 0
    unscored: tuple[int, int] = (0, 0)  # of those: without a score
    moved: list[Moved] = field(default_factory=list)  # of those: whose score changed most, most first

    @property
    def metric(self) -> str | None:
        """What ``moved`` is told by."""
        return next(iter(self.scores), None)


@dataclass(frozen=True)
class News:
    path: str  # of the earlier run
    systems: list[Since]
    gone: list[str]  # systems that only the earlier run has
    new: list[str]  # and only this one


class Baseline:
    """An earlier run. Raises InputError for what is not the whole output of one."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.ends: dict[str, Result] = {}  # the last line of each system
        self._held = sqlite3.connect("", isolation_level=None)
        for command in (
            "PRAGMA journal_mode=OFF",
            "PRAGMA cache_size=-4096",
            "CREATE TABLE line (system TEXT, segment INTEGER, held TEXT, PRIMARY KEY (system, segment)) WITHOUT ROWID",
            "BEGIN",
        ):
            self._held.execute(command)
        self._read()

    def _read(self) -> None:
        try:
            with open(self.path, "rb") as file:
                for number, line in enumerate(iter(lambda: file.readline(LINE), b""), 1):
                    self._keep(line, f"{self.path}:{number}")
        except FileNotFoundError:
            raise InputError(f"{self.path}: no such file; --baseline wants what `mtassist score -o` wrote") from None
        except OSError as error:
            raise InputError(f"{self.path}: not readable: {error.strerror}") from None
        begun = {name for (name,) in self._held.execute("SELECT DISTINCT system FROM line")}
        if not self.ends or begun - {_name(system) for system in self.ends}:
            raise InputError(f"{self.path}: a system's last line is missing: the file was cut off; score it again")

    def _keep(self, line: bytes, where: str) -> None:
        try:
            result = _checked(json.loads(line))
        except (ValueError, OverflowError, RecursionError):
            raise InputError(f"{where}: no JSON line of `mtassist score`; --baseline wants what it wrote") from None
        system, segment = result["system"], result["segment"]
        if segment is None:
            if result.get("document") is None:
                self.ends[system] = result
            return
        held = {name: result[name] for name in ("scores", "findings", "issues", "words", "problem") if name in result}
        try:
            self._held.execute("INSERT INTO line VALUES (?, ?, ?)", (_name(system), segment, json.dumps(held)))
        except sqlite3.IntegrityError:
            raise InputError(f"{where}: segment {segment} of {system} stands there twice; score it again") from None

    def get(self, system: str, segment: int) -> Result | None:
        query = "SELECT held FROM line WHERE system = ? AND segment = ?"
        row = self._held.execute(query, (_name(system), segment)).fetchone()
        return json.loads(row[0]) if row else None

    def count(self, system: str) -> int:
        return int(self._held.execute("SELECT COUNT(*) FROM line WHERE system = ?", (_name(system),)).fetchone()[0])

    def news(self, results: Iterable[Result], ends: Sequence[Total], recipe: Recipe) -> News:
        """What is new in ``results``, in one pass."""
        only = next(iter(self.ends)) if len(ends) == len(self.ends) == 1 else None  # one then, one now: it is the same
        called = {t.system: t.system if t.system in self.ends else only for t in ends}
        comparers = {t.system: _Comparer(self, earlier, t, recipe) for t in ends if (earlier := called[t.system])}
        for result in results:
            if result["segment"] is not None and result["system"] in comparers:
                comparers[result["system"]].add(result)
        gone = [system for system in self.ends if system not in called.values()]
        return News(
            self.path,
            [comparer.finished() for comparer in comparers.values()],
            gone,
            [system for system, earlier in called.items() if not earlier],
        )


class _Comparer:
    """One system, segment by segment."""

    def __init__(self, baseline: Baseline, earlier: str, total: Total, recipe: Recipe) -> None:
        self._baseline, self._then, self._now = baseline, baseline.ends[earlier], total.line(recipe)
        self._since = Since(total.system, earlier, (baseline.count(earlier), total.segments))
        self._findings = self._then.get("signature") == self._now["signature"]
        self._kept: Counter[str] = Counter()
        self._moved: list[tuple[float, int, Moved]] = []
        self._higher = {measure.name: measure.higher_is_better for measure in recipe.measures()}
        if not self._findings:
            self._refuse("findings do", self._now["signature"], self._then.get("signature"))
        for measure in recipe.measures():
            self._score(measure.name, rests_on_findings=isinstance(measure, OWN_INTERVAL))

    def _score(self, name: str, *, rests_on_findings: bool) -> None:
        if name not in self._now["scores"]:
            return
        was, now = self._then.get("signatures", {}).get(name), self._now["signatures"][name]
        if was != now or name not in self._then["scores"]:
            self._refuse(f"{name} does", now, was)
        elif rests_on_findings and not self._findings:
            self._since.refused.append(f"{name} does not compare: it is made of findings, and those do not")
        else:
            self._since.scores[name] = (self._then["scores"][name], self._now["scores"][name])

    def _refuse(self, what: str, now: str, was: str | None) -> None:
        said = f"it was {was}" if was else "the earlier run does not say what it was"
        self._since.refused.append(f"{what} not compare: the recipe is {now}; {said}")

    def add(self, now: Result) -> None:
        since = self._since
        then = self._baseline.get(since.earlier, now["segment"])
        if then is None:
            return
        since.paired += 1
        since.unscored = (since.unscored[0] + ("problem" in then), since.unscored[1] + ("problem" in now))
        since.unlike += then.get("words", 0) != now.get("words", 0)
        for (rule, _), count in (_found(then, now) & _found(now, then)).items():
            self._kept[rule] += count
        metric = since.metric or ""
        if metric not in then["scores"] or metric not in now["scores"]:
            return
        moved = Moved(now["segment"], then["scores"][metric], now["scores"][metric])
        if change := moved.now - moved.before:
            is_better = (change > 0) == self._higher[metric]
            since.better, since.worse = since.better + is_better, since.worse + (not is_better)
            push = heapq.heappush if len(self._moved) < MOVED else heapq.heappushpop
            push(self._moved, (abs(change), -moved.segment, moved))

    def finished(self) -> Since:
        self._since.moved = [moved for _, _, moved in sorted(self._moved, reverse=True)]
        if self._findings:
            then, now = self._then["findings"], self._now["findings"]
            turns = (Turn(r, then.get(r, 0), now.get(r, 0), self._kept[r]) for r in sorted({*then, *now}))
            self._since.turns = sorted(turns, key=lambda turn: -(turn.new + turn.gone))
        return self._since


def _found(result: Result, other: Result) -> Found:
    """Its findings; by rule alone where one of the two runs did not write down the texts."""
    if all(len(each.get("issues", ())) == sum(each["findings"].values()) for each in (result, other)):
        return Counter((issue["rule"], issue["text"]) for issue in result.get("issues", ()))
    return Counter({(rule, ""): count for rule, count in result["findings"].items()})


def _name(system: str) -> str:
    """As SQLite can hold it: names of files may have halves of characters."""
    return system.encode("utf-8", "backslashreplace").decode()


def _checked(line: Any) -> Result:
    """Raises ValueError for what is not shaped as a line of `mtassist score`."""
    result: Result = _of(dict, line)
    _of(str, result.get("system"))
    if _of(int | None, result.get("segment", "")) is not None and not -1 < result["segment"] < 2**63:
        raise ValueError
    _table(result.get("scores"), int | float)
    _table(result.get("findings"), int)
    _table(result.get("signatures", {}), str)
    for issue in _of(list, result.get("issues", [])):
        _table({name: _of(dict, issue).get(name) for name in ("rule", "text")}, str)
    _of(int, result.get("words", 0))
    _of(str | None, result.get("signature"))
    return result


def _table(values: Any, kind: Any) -> None:
    for value in _of(dict, values).values():
        _of(kind, value)
        if kind is not str and not isfinite(value):
            raise ValueError


def _of(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError
    return value
