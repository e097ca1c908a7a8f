"""Worker processes of this machine. They never outlive the run, whether it ends, is interrupted or is killed.

Each has a pipe of its own, which is why the pools of the standard library do not serve: their workers share one, and
whoever is killed while it sends there leaves half a message behind, for whose end the run then waits forever.
"""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Thread

from mtassist.batch.engine import SELDOM, Group, Recipe, Result, score_all
from mtassist.errors import WorkLost

AHEAD = 4  # chunks for each worker that may wait, so that memory does not grow with the input
SENT = 2  # of these, chunks that a worker has, so that it never waits for the next one, if the others have enough
Chunk = list[Group]
Scored = list[list[Result]]
Work = SimpleQueue[tuple[Chunk, Future[Scored]] | None]  # for whichever worker is free; None: there is no more


def run(chunks: Iterable[Chunk], recipe: Recipe, workers: int) -> Generator[list[Result], None, None]:
    """The results of each group, in order."""
    work: Work = SimpleQueue()
    crew: list[_Worker] = []
    waiting: deque[Future[Scored]] = deque()
    try:
        for chunk in chunks:
            if len(crew) < workers:
                crew.append(_Worker(recipe, work, workers))
            waiting.append(Future())
            work.put((chunk, waiting[-1]))
            if len(waiting) >= workers * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        for worker in crew:
            worker.process.kill()
            work.put(None)
        for worker in crew:
            worker.join()


class _Worker:
    """A process, and the thread that hands it chunks and takes what comes back."""

    def __init__(self, recipe: Recipe, work: Work, workers: int) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.work, self.workers = work, workers
        self.process = context.Process(target=_begin, args=(theirs, recipe), daemon=True)
        with theirs, _uninterrupted():
            self.process.start()
            self.thread = Thread(target=self._serve, daemon=True)
            self.thread.start()

    def join(self) -> None:
        self.thread.join()
        self.process.join()
        self.pipe.close()

    def _serve(self) -> None:
        sent: deque[Future[Scored]] = deque()
        try:
            while True:
                with suppress(Empty):
                    while not sent or (len(sent) < SENT and self.work.qsize() >= self.workers):
                        if (item := self.work.get(block=not sent)) is None:
                            return
                        chunk, future = item
                        sent.append(future)
                        self.pipe.send(chunk)
                scored: Scored | Exception = self.pipe.recv()
                if isinstance(scored, Exception):
                    sent.popleft().set_exception(scored)
                else:
                    sent.popleft().set_result(scored)
        except Exception as error:
            died = WorkLost("a worker process died; it was killed, or there was too little memory")
            for future in sent:
                future.set_exception(died if isinstance(error, EOFError | OSError) else error)


# --- in a worker


def _begin(pipe: Connection, recipe: Recipe) -> None:
    """Score chunk after chunk, until the run, which alone holds the other end of the pipe, has ended."""
    _settle()
    chunks: SimpleQueue[Chunk] = SimpleQueue()
    Thread(target=_receive, args=(pipe, chunks), daemon=True).start()
    while True:
        pipe.send(_scored(chunks.get(), recipe))


def _settle() -> None:
    from mtassist.neural import bundled

    gc.set_threshold(*SELDOM)  # for as long as this process lives
    bundled.use_threads(1)  # each worker has a core
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes of a terminal; the run decides


def _receive(pipe: Connection, chunks: SimpleQueue[Chunk]) -> None:
    with suppress(EOFError, OSError):
        while True:
            chunks.put(pipe.recv())
    os._exit(1)


def _scored(chunk: Chunk, recipe: Recipe) -> Scored | Exception:
    try:
        return score_all(chunk, recipe)
    except Exception as error:
        error.add_note(traceback.format_exc())  # a traceback cannot be sent
        return error


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """A process that is started here never sees Ctrl-C, not even before it can say so itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
