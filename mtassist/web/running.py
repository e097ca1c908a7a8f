"""One batch on its way: reads what was uploaded, has the engine score it, and keeps every result at once."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from threading import Event, Thread

from mtassist.batch import engine
from mtassist.batch.journal import Journal, name_of
from mtassist.errors import ConfigError, MtassistError
from mtassist.web import intake
from mtassist.web.found import Found
from mtassist.web.pace import Pace
from mtassist.web.shelf import Hold, Place, State
from mtassist.web.turns import Turns

DOCUMENTS = "documents"  # the system of files that hold one text each
LOOK = 0.2  # seconds between two looks at whether to stop, while it waits


class Run(Thread):
    """The work on one batch. It may be stopped at any text; what is done stays, and the next run goes on from there."""

    def __init__(self, place: Place, hold: Hold, turns: Turns, ended: Callable[[Run], None]) -> None:
        super().__init__(daemon=True, name=f"batch {place.id}")
        self.place, self.card = place, place.card()
        self.state = State.WAITING
        self.found = Found()
        self.pace = Pace(self.card.characters)
        self.read = 0  # texts, while reading
        self._hold, self._turns, self._ended = hold, turns, ended
        self._halt, self._cut = Event(), False
        turns.enter(self)

    def cancel(self) -> None:
        """End before the next text."""
        self._halt.set()

    @property
    def ending(self) -> bool:
        """Whether it was told to end, and is at its last text."""
        return self._halt.is_set()

    def cut_off(self) -> None:
        """End as if the server had died: the batch counts as interrupted."""
        self._cut = True
        self._halt.set()

    def run(self) -> None:
        state, said = State.FAILED, "an error in the program; the terminal of the server says more"
        try:
            self.found = self.place.found()
            if self._waited():
                self._work()
            state, said = State.DONE if self.found.texts == self.card.texts else State.CANCELLED, ""
        except MtassistError as error:
            said = self._in_words(error)
        finally:
            self._turns.leave(self)
            try:
                if not self._cut:
                    done, unread = self.found.texts, self.found.texts - len(self.found.rows)
                    self.place.save(replace(self.card, state=state, said=said, done=done, unread=unread))
            finally:
                self._ended(self)
                self._hold.release()

    def _waited(self) -> bool:
        """Until it is this one's turn; False when it was stopped before."""
        while not self._halt.is_set():
            if self._turns.wait(self, LOOK):
                return True
        return False

    def _work(self) -> None:
        if self.card.texts is None:
            self.state = State.READING
            self._read()
        if not self._halt.is_set():
            self.state = State.RUNNING
            shutil.rmtree(self.place.files, ignore_errors=True)  # everything in them is among the texts
            self._score()

    def _read(self) -> None:
        characters = 0
        given = intake.texts(self.place.files, self.card.files, DOCUMENTS)
        for text in intake.write(self.place.texts, given):
            if self._halt.is_set():
                return
            self.read += 1
            characters += text.characters
        self.card = replace(self.card, texts=self.read, characters=characters)
        self.place.save(self.card)

    def _score(self) -> None:
        kept = self._journal()
        try:
            if kept.done != self.found.texts:
                self.found = self.place.found()
            already = sum(t.characters for t, _ in zip(intake.read(self.place.texts), range(kept.done), strict=False))
            self.pace = Pace(self.card.characters, already)
            begun: deque[intake.Text] = deque()
            with closing(engine.run(self._groups(kept.done, begun), self.place.recipe(self.card))) as made:
                for results in made:
                    text = begun.popleft()
                    kept.add(results)
                    kept.flush()  # the table and the downloads show it at once
                    self.found.add(text.name, results)
                    self.pace.add(text.characters, results[-1].get("words", 0))
                    if self._halt.is_set():
                        break
        finally:
            kept.close(finished=False)  # it is what the table and the downloads are made of

    def _groups(self, done: int, begun: deque[intake.Text]) -> Iterator[engine.Group]:
        for text in intake.read(self.place.texts, done):
            begun.append(text)
            yield text.units

    def _journal(self) -> Journal:
        """Gone on with, unless other rules than these have written it: then everything is scored anew."""
        recipe = self.place.recipe(self.card)
        run = name_of([self.place.id, recipe.signature(), recipe.metrics, recipe.keep_texts], ())
        try:
            return Journal(self.place.journal, run, resume=True)
        except ConfigError:
            return Journal(self.place.journal, run, resume=False)

    def _in_words(self, error: MtassistError) -> str:
        """Without places on the server, and without options of the command line."""
        return str(error).replace(f"{self.place.path}/", "").replace("go on with --resume", "resume the batch")
