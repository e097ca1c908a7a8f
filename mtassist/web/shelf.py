"""The folder of a batch: what it is, what it has read and found, and who works on it.

``batch.json`` is the card; ``files/`` holds what was uploaded until it has been read into ``texts.jsonl``; ``journal``
is the engine's; ``sites.tsv`` is the list of what sites repeat, where there is one; ``opened.json`` tells which of its
texts became documents.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from mtassist.batch import journal
from mtassist.batch.engine import Recipe
from mtassist.batch.memory import Memory
from mtassist.config import Config
from mtassist.formats.text import write_pieces
from mtassist.web import intake
from mtassist.web.found import Found


class State(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    RUNNING = "running"
    INTERRUPTED = "interrupted"  # it was under way, and nobody works on it: the server ended
    CANCELLED = "cancelled"
    FAILED = "failed"
    DONE = "done"


UNDER_WAY = {State.WAITING, State.READING, State.RUNNING}


@dataclass(frozen=True, slots=True)
class Card:
    """What a batch is. What was muted when it began stays so to its end, however often it is cut off."""

    name: str
    by: str
    created: str
    files: tuple[str, ...]
    ignored: tuple[str, ...]  # fingerprints
    ignore: tuple[str, ...]  # rules
    model: str = "default"  # as the server was told
    outlet: str | None = None  # the same
    state: State = State.WAITING
    said: str = ""  # why it failed
    texts: int | None = None  # in all; none until everything is read
    characters: int = 0
    done: int = 0  # texts, when it ended
    unread: int = 0  # of them


class Place:
    """A batch on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name
        self.files = path / "files"
        self.texts = path / "texts.jsonl"
        self.journal = path / "journal"
        self.sites = path / "sites.tsv"  # what sites repeat, as it was known when the batch began

    def card(self) -> Card:
        values = json.loads((self.path / "batch.json").read_text(encoding="utf-8"))
        for name in ("files", "ignored", "ignore"):
            values[name] = tuple(values[name])
        return Card(**{**values, "state": State(values["state"])})

    def recipe(self, card: Card) -> Recipe:
        memory = Memory.read(self.sites) if self.sites.exists() else None
        muted = frozenset(card.ignored)
        config = Config(ignored=muted, ignore=card.ignore, model=card.model, memory=memory, outlet=card.outlet)
        return Recipe(config=config, keep_texts=True)  # for the report

    def save(self, card: Card) -> None:
        write_pieces(str(self.path / "batch.json"), [json.dumps(asdict(card)).encode()])

    def done(self) -> int:
        """How many texts the journal holds."""
        return journal.count(self.journal) if self.texts.exists() and self.journal.exists() else 0

    def found(self) -> Found:
        """What the journal holds."""
        measures = self.recipe(self.card()).measures()
        found = Found(next((measure for measure in measures if measure.name == "quality"), None))
        if self.texts.exists() and self.journal.exists():
            for text, results in zip(intake.read(self.texts), journal.groups(self.journal), strict=False):
                found.add(text.name, results)
        return found

    def opened(self) -> dict[str, str]:
        """The addresses of the documents that texts have become, by their numbers."""
        path = self.path / "opened.json"
        known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return known

    def note_opened(self, number: int, document: str) -> None:
        known: dict[str, Any] = self.opened() | {str(number): document}
        write_pieces(str(self.path / "opened.json"), [json.dumps(known).encode()])

    def hold(self) -> Hold | None:
        """Work on it alone; None when somebody else does, be it another server."""
        try:
            return Hold(self.path / "hold")
        except sqlite3.OperationalError:
            return None

    def is_held(self) -> bool:
        hold = self.hold()
        if hold:
            hold.release()
        return hold is None


class Hold:
    """A lock that ends with its process, however that ends: SQLite's own, for it is the same on every system."""

    def __init__(self, path: Path) -> None:
        self._held = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            self._held.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            self._held.close()
            raise

    def release(self) -> None:
        self._held.close()
