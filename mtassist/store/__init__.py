"""Documents, reports and what people did with them, in a database: nothing that was acknowledged is lost.

SQLite in the user's data folder by default, PostgreSQL by URL. What people did is only added: an undo is a new action.
Two people on one document never overwrite each other silently: whoever decides on an issue that somebody has touched
since they last looked gets a ``Conflict`` and looks again.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import Connection, delete, insert, select, update

from mtassist.errors import InputError
from mtassist.formats import report as json
from mtassist.store import log
from mtassist.store.database import Database, default_url
from mtassist.store.rows import refuse_unfit, rows_of
from mtassist.store.tables import documents, mutes, reports
from mtassist.types import Action, Mute, Report

__all__ = ["Conflict", "Line", "MuteLine", "Record", "RuleLine", "Store", "default_url"]

UNSEARCHABLE = re.compile("[\0\ud800-\udfff]")  # what PostgreSQL's text cannot hold
ADDRESS = re.compile("[A-Za-z0-9_-]{12}")
REMEMBERED = 64  # documents kept in memory; they never change


@dataclass(frozen=True, slots=True)
class Record:
    """A stored document. It never changes."""

    id: str  # its address: twelve characters that go into a URL
    title: str
    text: str
    source: str | None
    by: str
    created: str
    report: Report


@dataclass(frozen=True, slots=True)
class Line:
    """A document in the history."""

    id: str
    title: str
    by: str
    created: str
    changed: str
    words: int
    issues: int  # of the machine
    decided: int  # how many of them have a decision that stands


@dataclass(frozen=True, slots=True)
class MuteLine:
    """What somebody wants to stay quiet from now on."""

    kind: str  # here, rule
    name: str  # a fingerprint, a rule id
    text: str  # of the finding at which it was muted
    by: str
    at: str
    document: str | None  # where; none if it is deleted
    active: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What people think of a rule: their decisions that stand, in all documents."""

    rule: str
    accepted: int
    rejected: int
    edited: int


class Conflict(InputError):
    """Somebody has touched the same issue since this person last looked."""

    def __init__(self, message: str, actions: tuple[Action, ...]) -> None:
        super().__init__(message)
        self.actions = actions  # all that was done since, in order


@dataclass(slots=True)
class _Log:
    """What has been read of a document's actions. They stay for ever under their numbers, so only later ones lack."""

    known: tuple[tuple[int, Action], ...] = ()


class Store:
    """An open database. Safe to use from many threads, and beside other processes."""

    def __init__(self, url: str | None = None) -> None:
        self._database = Database(url or default_url())
        self._read = lru_cache(maxsize=REMEMBERED)(self._reread)
        self._issues = lru_cache(maxsize=REMEMBERED)(lambda id: {i.id: i for i in self._read(id).report.issues})
        self._logs = lru_cache(maxsize=REMEMBERED)(lambda id: _Log())

    def close(self) -> None:
        self._database.close()

    def add(self, report: Report, *, title: str, by: str) -> Record:
        """Keep a document and what was found in it, under a new address."""
        text, source = report.document.text, report.document.source
        record = Record(secrets.token_urlsafe(9), title, text, source, by, _now(), report)
        plain = json.document(title, report)
        own = {name: getattr(record, name) for name in ("id", "title", "text", "source", "by", "created")}
        counts = {"words": plain["words"], "issues": len(report.issues), "decided": 0, "last": 0}
        search = _searchable(f"{title}\n{text}")
        with self._database.writing() as connection:
            connection.execute(insert(documents).values(**own, **counts, changed=record.created, search=search))
            made = {"signature": json.recipe(report), "report": plain}
            connection.execute(insert(reports).values(document=record.id, **made))
        return record

    def get(self, id: str) -> Record:
        with self._database.reading() as connection:  # it may have been deleted by another process
            self._last(connection, id)
        return self._read(id)

    def _last(self, connection: Connection, id: str, *, lock: bool = False) -> int:
        last = log.last(connection, id, lock=lock) if ADDRESS.fullmatch(id) else None
        if last is None:
            raise InputError(f"no document {id!r}; it may have been deleted: choose one from the history")
        return last

    def _reread(self, id: str) -> Record:
        both = select(documents, reports.c.report).join(reports).where(documents.c.id == id)
        with self._database.reading() as connection:
            self._last(connection, id)
            row = connection.execute(both).one()
        report = json.read(row.report, row.text, row.source)
        return Record(row.id, row.title, row.text, row.source, row.by, row.created, report)

    def delete(self, id: str) -> None:
        """A document with everything that was done in it; mutes stay, for they are about other texts too."""
        with self._database.writing() as connection:
            self._last(connection, id, lock=True)
            connection.execute(delete(documents).where(documents.c.id == id))

    def lines(self, search: str = "", limit: int = 200) -> list[Line]:
        """The history, newest change first: documents with all these words in title or text."""
        columns = [documents.c[name] for name in Line.__slots__]
        wanted = [documents.c.search.contains(word, autoescape=True) for word in _searchable(search).split()]
        newest = select(*columns).where(*wanted).order_by(documents.c.changed.desc(), documents.c.id).limit(limit)
        with self._database.reading() as connection:
            return [Line(*row) for row in connection.execute(newest)]

    def actions(self, id: str) -> tuple[tuple[int, Action], ...]:
        """Everything that was done in a document, in order, numbered from 1."""
        sha, before = self._read(id).report.document.sha, self._logs(id)
        with self._database.reading() as connection:
            self._last(connection, id)
            known = before.known
            known += log.read(connection, id, sha, after=len(known))
        before.known = known
        return known

    def act(self, id: str, action: Action, seen: int) -> int:
        """Keep an action of somebody who has seen those up to number ``seen``; answer its own number.

        Sent twice under one key, it is kept once. Raises Conflict, and keeps nothing, if another action that this
        person has not seen touches one of the same issues.
        """
        document = self._read(id).report.document
        refuse_unfit(document, action)
        made = rows_of(action, document, self._issues(id))
        with self._database.writing() as connection:
            last = self._last(connection, id, lock=True)
            if (known := log.known(connection, id, action)) is not None:
                return known
            target = log.target(connection, id, action)
            if seen < last and (clashing := log.clashing(connection, id, action, target, seen)):
                raise _conflict(log.read(connection, id, document.sha, after=seen), clashing)
            number = last + 1
            log.write(connection, id, made, number, target or number)
            gain = log.settle(connection, id, number, target or number)
            changes = {"last": number, "changed": _now(), "decided": documents.c.decided + gain}
            connection.execute(update(documents).where(documents.c.id == id).values(changes))
        return number

    def muted(self) -> tuple[frozenset[str], frozenset[str]]:
        """The fingerprints and the rules that are to stay quiet."""
        active = select(mutes.c.kind, mutes.c.name).where(mutes.c.active).distinct()
        with self._database.reading() as connection:
            found = connection.execute(active).all()
        return frozenset(n for k, n in found if k == Mute.HERE), frozenset(n for k, n in found if k == Mute.RULE)

    def mutes(self) -> list[MuteLine]:
        """Each finding or rule that was ever muted, once, with who did; the active ones first, then the newest."""
        columns = [mutes.c[name] for name in MuteLine.__slots__]
        with self._database.reading() as connection:
            found = [MuteLine(*row) for row in connection.execute(select(*columns).order_by(mutes.c.id.desc()))]
        once: dict[tuple[str, str], MuteLine] = {}
        for line in sorted(found, key=lambda line: not line.active):
            once.setdefault((line.kind, line.name), line)
        return list(once.values())

    def unmute(self, kind: str, name: str) -> None:
        """Let a finding or a rule be heard again."""
        with self._database.writing() as connection:
            connection.execute(update(mutes).where(mutes.c.kind == kind, mutes.c.name == name).values(active=False))

    def rules(self) -> list[RuleLine]:
        """What people think of each rule, by rule id; their own findings do not count."""
        with self._database.reading() as connection:
            counts = log.verdicts(connection)
        return [
            RuleLine(rule, *(each.get(v, 0) for v in ("accepted", "rejected", "edited")))
            for rule, each in sorted(counts.items())
        ]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _searchable(words: str) -> str:
    return UNSEARCHABLE.sub("\N{REPLACEMENT CHARACTER}", words.casefold())


def _conflict(since: Sequence[tuple[int, Action]], clashing: Set[int]) -> Conflict:
    people = sorted({action.by for number, action in since if number in clashing})
    return Conflict(
        f"{' and '.join(people)} changed the same since this page was last up to date; look again and decide anew",
        tuple(action for _, action in since),
    )
