"""Worker processes of this machine. They never outlive the run, whether it ends, is interrupted or is killed."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Thread

from mtassist.batch.engine import SELDOM, Group, Recipe, Result, score_all
from mtassist.errors import WorkLost

AHEAD = 4  # chunks for each worker that may wait, so that memory does not grow with the input
_recipe: Recipe  # of the run, in a worker


def run(chunks: Iterable[list[Group]], recipe: Recipe, workers: int) -> Generator[list[Result], None, None]:
    """The results of each group, in order."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    waiting: deque[Future[list[list[Result]]]] = deque()
    with (
        theirs,
        ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(theirs, recipe)) as pool,
    ):
        try:
            for chunk in chunks:
                with _uninterrupted():
                    waiting.append(pool.submit(_score, chunk))
                if len(waiting) >= workers * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise WorkLost("a worker process died; it was killed, or there was too little memory") from None
        finally:
            ours.close()


def _begin(end: Connection, recipe: Recipe) -> None:
    """Keep the recipe, which can be large, and leave when the run does: it alone holds the other end of the pipe."""
    from mtassist.neural import bundled

    global _recipe
    _recipe = recipe
    gc.set_threshold(*SELDOM)  # for as long as this process lives
    bundled.use_threads(1)  # each worker has a core
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes of a terminal; the run decides
    Thread(target=_leave, args=(end,), daemon=True).start()


def _score(chunk: list[Group]) -> list[list[Result]]:
    return score_all(chunk, _recipe)


def _leave(end: Connection) -> None:
    with suppress(EOFError, OSError):
        end.recv_bytes()
    os._exit(1)


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
