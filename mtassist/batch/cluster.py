"""Scoring on a Ray cluster: the one that RAY_ADDRESS names, else one of this machine that lives as long as the run.

Ray Data reads either all items at once or on machines that must each see the files. Our input can be a pipe or a zip,
is larger than memory, and is read in order by the run itself, which also keeps the journal. So the run hands out
windows: each is a small Ray Data set with a chunk of groups a block, mapped in tasks (not actors: a task whose worker
died is done again by any other) with its order preserved. A window is big enough that starting it costs little, small
enough to be in memory; while one is worked on, the next is read. Its blocks belong to the driver, so that nothing is
read twice when a worker or a machine is lost.

The driver is a process of its own, because Ray writes to standard output and error as it likes, where our results go,
and ends its process when its cluster is gone; the run says so in one line and keeps its journal.
"""

from __future__ import annotations

import os
import pickle
import secrets
import signal
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from mtassist.batch.engine import Group, Recipe, Result, score_all, seldom_collected
from mtassist.errors import ConfigError, MtassistError, WorkLost

CHUNK = 256  # groups of a block, as each block costs some milliseconds
CHUNKS = 128  # of a window, for each worker: ten seconds of work
SIZE = 16_000_000  # bytes of a window, for each worker
STORE = 500_000_000  # bytes of shared memory for a cluster of our own; what is more goes to disk
ANSWER = 120  # seconds that a cluster may take to let us in
PATIENCE = 1800  # seconds without any result, after which it is taken for dead
MORE, RESULTS, ERROR = b"?", b"=", b"!"  # how a message of the driver begins


def run(chunks: Iterable[list[Group]], recipe: Recipe, workers: int) -> Generator[list[Result], None, None]:
    """The results of each group, in order."""
    if missing := next((name for name in ("ray", "pandas", "pyarrow") if find_spec(name) is None), None):
        raise ConfigError(f"--engine ray needs {missing}, which is not there: pip install 'mtassist[ray]'")
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    ahead = _Ahead(chunks, workers)
    # Ray's sockets have long names below this folder, and no name may be longer than 107 bytes
    with ours, TemporaryDirectory(prefix="mtassist-ray-", dir="/tmp" if os.path.isdir("/tmp") else None) as folder:
        driver = context.Process(target=_drive, args=(theirs, recipe, workers, folder))
        driver.start()
        theirs.close()
        try:
            ahead.fill()
            if not ours.poll(ANSWER):
                raise WorkLost(f"no Ray cluster has answered for {ANSWER} seconds")
            while (message := _received(ours)) != MORE or ahead.held:
                if message == MORE:
                    ours.send(ahead.take())
                else:
                    yield from _results(message)
                    ahead.add()
        finally:
            ours.close()
            driver.terminate()
            driver.join(30)
            driver.kill()
            driver.join()


class _Ahead:
    """The window that goes out next, pickled chunk by chunk."""

    def __init__(self, chunks: Iterable[list[Group]], workers: int) -> None:
        self._chunks = map(pickle.dumps, chunks)
        self._workers = workers
        self.held: list[bytes] = []

    def add(self) -> bool:
        """One chunk more, if there is room and a chunk."""
        if len(self.held) >= CHUNKS * self._workers or sum(map(len, self.held)) >= SIZE * self._workers:
            return False
        more = list(islice(self._chunks, 1))
        self.held += more
        return bool(more)

    def fill(self) -> None:
        while self.add():
            pass

    def take(self) -> list[bytes]:
        self.fill()
        taken, self.held = self.held, []
        return taken


def _received(end: Connection) -> bytes:
    try:
        if end.poll(PATIENCE):
            return end.recv_bytes()
    except (EOFError, OSError):
        raise WorkLost("the Ray cluster is gone") from None
    raise WorkLost(f"the Ray cluster has sent nothing for {PATIENCE // 60} minutes")


def _results(message: bytes) -> list[list[Result]]:
    if message.startswith(ERROR):
        raise WorkLost(f"the Ray cluster failed: {message[1:].decode('utf-8', 'replace')}")
    found: list[list[Result]] | MtassistError = pickle.loads(message[1:])
    if isinstance(found, MtassistError):
        raise found
    return found


# --- in the process of the driver


def _drive(end: Connection, recipe: Recipe, workers: int, folder: str) -> None:
    """Ask for windows and send back what they give, until there is none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes of a terminal; the run decides
    Thread(target=_leave_with_run, daemon=True).start()
    _quiet(folder)
    try:
        _join(workers, folder)
        while True:
            end.send_bytes(MORE)
            for results in _scored(end.recv(), recipe, workers):
                end.send_bytes(RESULTS + results)
    except (EOFError, BrokenPipeError):  # the run has ended
        pass
    except Exception as error:
        cause = getattr(error, "cause", None) or error
        said = (str(cause).strip().splitlines() or [""])[-1].rstrip(".")
        end.send_bytes(ERROR + f"{type(cause).__name__}: {said}".encode("utf-8", "replace"))
    finally:
        _part(folder)


def _leave_with_run() -> None:
    """Wherever the driver is: a run that was killed cannot say that it has ended."""
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _part(folder: str) -> None:
    """End a cluster of our own in order: what is only killed leaves workers, which write on for a while."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "ray" in sys.modules:
        import ray

        ray.shutdown()
    if (parent := parent_process()) and not parent.is_alive():
        rmtree(folder, ignore_errors=True)


def _quiet(folder: str) -> None:
    """Whatever is printed from here on, by any library, goes to a file."""
    log = os.open(Path(folder, "driver.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_DATA_DISABLE_PROGRESS_BARS="1")


def _join(workers: int, folder: str) -> None:
    """The cluster that is there, or one for this run: closed to whoever does not know its token."""
    address = os.environ.get("RAY_ADDRESS")
    if not address:
        os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32))
    import ray

    if address:
        ray.init(address=address, log_to_driver=False)
    else:
        ray.init(
            address="local",
            num_cpus=workers,
            include_dashboard=False,
            log_to_driver=False,
            object_store_memory=STORE,
            _temp_dir=folder,
        )


def _scored(window: Sequence[bytes], recipe: Recipe, workers: int) -> Iterator[bytes]:
    """The results of each chunk, pickled, in order."""
    from ray import data

    rows = data.from_items([{"chunk": chunk} for chunk in window], override_num_blocks=len(window))
    rows.context.execution_options.preserve_order = True
    score = partial(_score, recipe=recipe, signature=recipe.signature())
    for row in rows.map(score, compute=data.TaskPoolStrategy(size=workers)).iter_rows():
        yield row["results"]


def _score(row: dict[str, Any], recipe: Recipe, signature: str) -> dict[str, Any]:
    """One chunk, on any machine of the cluster."""
    from mtassist.neural import bundled

    bundled.use_threads(1)  # each task has a core
    try:
        if (there := recipe.signature()) != signature:
            raise ConfigError(f"the cluster has {there}, this machine {signature}; install the same on all")
        with seldom_collected():
            results: Any = score_all(pickle.loads(row["chunk"]), recipe)
    except MtassistError as error:
        results = error
    return {"results": pickle.dumps(results)}
