"""The batches of a server: what a person asks for in plain values, answered in plain values.

A batch belongs to no page: it runs on when its page is closed, everybody on the server sees it, and one that was cut
off with the server goes on where its journal ends.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import Any

from mtassist import plugins
from mtassist.batch import journal, report, results
from mtassist.batch.engine import Result
from mtassist.errors import InputError
from mtassist.formats import incoming
from mtassist.formats.text import write_pieces
from mtassist.store import Store
from mtassist.web import intake
from mtassist.web.desk import Desk
from mtassist.web.found import Found
from mtassist.web.running import Run
from mtassist.web.shelf import UNDER_WAY, Card, Place, State
from mtassist.web.turns import Turns

Plain = dict[str, Any]
WORD = re.compile(r"\w+")
ADDRESS = re.compile("[A-Za-z0-9_-]{12}")
MOST = 200  # batches that are kept; each holds its texts
AT_ONCE = 2  # that run, so that a short one need not wait for a long one
LEFT = 3600  # seconds after which nobody is at work on what is half made
REMEMBERED = 8  # that are kept ready to be shown
ROWS = 1_000  # documents shown at once
PATIENCE = 5.0  # seconds that the text in hand has left when the server ends
KINDS = ("csv", "jsonl", "html")  # what can be taken away
MARK = b"\xef\xbb\xbf"  # tells a spreadsheet that a table is UTF-8


class Batches:
    """Safe to share among threads, and beside other servers on the same folder."""

    def __init__(self, folder: Path, store: Store, desk: Desk | None = None) -> None:
        self.folder, self._store, self._desk = folder, store, desk or Desk(store)
        self._running: dict[str, Run] = {}
        self._turns = Turns(AT_ONCE)
        self._drawing = Lock()  # matplotlib is for one at a time
        self._opening: dict[str, Lock] = defaultdict(Lock)
        self._journal = lru_cache(maxsize=REMEMBERED)(lambda id, _: Place(folder / id).found())
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in folder.glob(".*-*"):  # half made or half deleted when a server was killed
            if time.time() - path.stat().st_mtime > LEFT:
                shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        """End what runs; it counts as interrupted, and can be resumed."""
        runs = list(self._running.values())
        for run in runs:
            run.cut_off()
        for run in runs:
            run.join(PATIENCE)

    def every(self) -> list[Plain]:
        """All of them, the newest first."""
        told = []
        for path in self.folder.iterdir():
            if ADDRESS.fullmatch(path.name):
                with suppress(InputError):  # deleted in the meantime
                    told.append(self._told(*self._known(path.name)))
        return sorted(told, key=lambda batch: batch["created"], reverse=True)

    def start(self, files: Sequence[intake.File], *, name: str = "", by: str) -> str:
        """Take files that lie on the server, and begin. The new batch's address."""
        if sum(1 for _ in self.folder.iterdir()) >= MOST:
            raise InputError(f"there are {MOST} batches already; delete some that nobody needs")
        id = secrets.token_urlsafe(9)
        new = self.folder / f".new-{id}"
        (new / "files").mkdir(mode=0o700, parents=True)
        try:
            names = intake.keep(files, new / "files")
            fingerprints, muted = self._store.muted()
            rules = muted & plugins.rules().keys()  # one may have gone since
            called = incoming.shown(name) if name.strip() else _called(names)
            muted_here = tuple(sorted(fingerprints)), tuple(sorted(rules))
            config = self._desk.config
            told = config.model, config.outlet
            Place(new).save(Card(called, by, _now(), tuple(names), *muted_here, *told))
            if memory := config.memory:
                memory.write(Place(new).sites)
            new.rename(self.folder / id)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        self._run(Place(self.folder / id))
        return id

    def resume(self, id: str) -> None:
        """Go on where it was cut off or cancelled."""
        place = self._place(id)
        if place.card().state is State.DONE:
            raise InputError("this batch is done; there is nothing left to resume")
        self._run(place)

    def cancel(self, id: str) -> None:
        """Stop before the next text. What is done stays."""
        self._place(id)
        run = self._running.get(id)
        if run is None:
            raise InputError("this batch does not run here; look again")
        run.cancel()

    def delete(self, id: str) -> None:
        """A batch with its texts and results. Documents that were opened from it stay."""
        place = self._place(id)
        hold = place.hold()
        if hold is None:
            raise InputError("this batch is running; cancel it first")
        hold.release()
        gone = self.folder / f".gone-{id}"
        place.path.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def look(self, id: str, *, order: str = "score", most: int = 100, table: bool = True) -> Plain:
        """How far it is; with ``table`` also what was found."""
        place, card, run = self._known(id)
        told = self._told(place, card, run)
        if table:
            told |= self._found(place, run).told(order=order, most=min(max(most, 0), ROWS))
        return told

    def open(self, id: str, number: int, *, by: str) -> str:
        """The address of the document that a text has become: it becomes one when it is opened for the first time."""
        place = self._place(id)
        with self._opening[id]:
            known = place.opened().get(str(number))
            if known:
                with suppress(InputError):  # deleted since
                    return self._store.get(known).id
            text = next(intake.read(place.texts, number), None) if number >= 0 and place.texts.exists() else None
            if text is None or text.units[0].problem:
                raise InputError(f"there is no text {number + 1:,} in this batch; look again")
            sources = [unit.source for unit in text.units]
            made = self._desk.check(
                "\n".join(unit.text for unit in text.units),
                title=text.name,
                source="\n".join(map(str, sources)) if all(sources) else None,
                by=by,
            )
            place.note_opened(number, made["id"])
            return str(made["id"])

    def take(self, id: str, kind: str, folder: Path) -> Path:
        """Write what was found into a file, whole or not at all."""
        place, card, run = self._known(id)
        if kind not in KINDS:
            raise InputError(f"nothing of the kind {kind!r} to take away; there are {', '.join(KINDS)}")
        if not place.journal.exists():
            raise InputError("there are no results yet; wait for the first")
        done = self._found(place, run).texts  # and no more, though it may go on meanwhile

        def scored() -> Iterator[Result]:
            return chain.from_iterable(islice(journal.groups(place.journal), done))

        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{'-'.join(WORD.findall(card.name.lower()))[:60] or 'batch'}.{kind}"
        ends, recipe = results.totals(scored()), place.recipe(card)
        if kind == "html":
            with self._drawing:
                pieces: Iterable[bytes] = [report.write(scored(), ends, recipe)]
        else:
            pieces = results.WRITERS[kind](scored(), ends, recipe)
        write_pieces(str(path), chain([MARK] if kind == "csv" else [], pieces))
        return path

    def _run(self, place: Place) -> None:
        hold = place.hold()
        if hold is None:
            raise InputError("this batch is running already; look again")
        run = Run(place, hold, self._turns, self._ended)
        self._running[place.id] = run
        run.start()

    def _ended(self, run: Run) -> None:
        del self._running[run.place.id]

    def _place(self, id: str) -> Place:
        place = Place(self.folder / id)
        if not ADDRESS.fullmatch(id) or not place.path.is_dir():
            raise InputError(f"no batch {id!r}; it may have been deleted")
        return place

    def _known(self, id: str) -> tuple[Place, Card, Run | None]:
        """Whether it runs is asked first: a run puts its card away before it ends."""
        place, run = self._place(id), self._running.get(id)
        try:
            return place, run.card if run else place.card(), run
        except FileNotFoundError:
            raise InputError(f"no batch {id!r}; it may have been deleted") from None

    def _found(self, place: Place, run: Run | None) -> Found:
        if run:
            return run.found
        state = place.journal.stat() if place.journal.exists() else None
        return self._journal(place.id, state and (state.st_mtime_ns, state.st_size))

    def _told(self, place: Place, card: Card, run: Run | None) -> Plain:
        state = run.state if run else card.state
        if not run and state in UNDER_WAY:
            state = State.RUNNING if place.is_held() else State.INTERRUPTED
        done = run.found.texts if run else card.done if card.state not in UNDER_WAY else place.done()
        return {
            "id": place.id,
            "name": card.name,
            "by": card.by,
            "created": card.created,
            "files": len(card.files),
            "state": state.value,
            "said": card.said,
            "texts": card.texts,
            "read": run.read if run else 0,
            "done": done,
            "unread": card.unread,
            "share": run.pace.share if run else done / card.texts if card.texts else 0.0,
            "pace": _pace(run) if run else "",
        }


def _pace(run: Run) -> str:
    if run.ending:
        return "cancelling"
    return str(run.pace) if run.state is State.RUNNING else ""


def _called(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1:,} more"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
