"""How many segments a second `mtassist score` gets through, and in how much memory: one process beside two.

The command itself runs, as anybody would run it, in a process of its own. Its memory is that of all processes that it
starts, added up ten times a second; what they share is counted for each of them. Measured on Linux alone. Where there
is a model, a last run uses it, beside the rate at which it reads the same sentences when nothing else is done.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from mtassist.config import Config
from mtassist.errors import InputError
from mtassist.neural import bundled
from mtassist.segment import document

LARGE, SMALL = 200_000, 20_000  # segments
WORKERS = (1, 2)
STEP = 0.1  # seconds between two looks at the memory
RULES = 'model = "none"\n'  # the configuration of all runs but the last: the rules alone
TURN = 1_000  # segments that the model is given at once, when it reads alone


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command, from its start to its end."""

    segments: int
    workers: int
    seconds: float
    work: float  # seconds of processor time, of all its processes: others' work hardly changes it
    megabytes: float | None  # at the most; none where it cannot be measured

    @property
    def rate(self) -> float:
        """Segments a second."""
        return self.segments / self.seconds


@dataclass(frozen=True, slots=True)
class Throughput:
    runs: tuple[Run, ...]
    lines: int  # that were given; fewer than segments come again, and what comes again costs less
    words: int  # of those lines
    cores: int
    load: float  # processes that wanted to run before the first run began: others' work slows ours
    judged: Run | None = None  # with the model
    alone: float | None = None  # segments a second that the model reads by itself

    def run(self, segments: int, workers: int) -> Run:
        return next(run for run in self.runs if (run.segments, run.workers) == (segments, workers))

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(run.segments for run in self.runs))


def measure(paths: Sequence[Path], limit: int | None = None) -> Throughput:
    """Over the lines of the files, cut or repeated to each size. ``limit`` shrinks the large size, and the small one
    with it."""
    if not Path("/proc/self/status").exists():
        raise InputError("--throughput reads memory from /proc, which this system has not; run it on Linux")
    lines = [line for path in paths for line in _lines(path)]
    if not lines:
        raise InputError("--throughput wants files with a segment a line; there is none")
    large = limit or LARGE
    sizes = filter(None, (large * SMALL // LARGE, large))
    load = os.getloadavg()[0]
    with TemporaryDirectory() as folder:
        runs = [_run(Path(folder), lines, size, workers) for size in sizes for workers in WORKERS]
        small = min(run.segments for run in runs)
        model = bundled.named(Config())
        judged = _run(Path(folder), lines, small, WORKERS[-1], "") if model else None
    alone = _alone(model, list(islice(cycle(lines), small))) if model else None
    words = sum(len(line.split()) for line in lines)
    return Throughput(tuple(runs), len(lines), words, os.cpu_count() or 1, load, judged, alone)


def _alone(model: bundled.Bundled, lines: Sequence[str]) -> float:
    """Segments a second, on all cores, once the model is loaded."""
    model.read(["It rained."])
    parts = [
        [s.text for line in lines[at : at + TURN] for s in document(line).segments] for at in range(0, len(lines), TURN)
    ]
    begin = perf_counter()
    for sentences in parts:
        model.read(sentences)
    return len(lines) / (perf_counter() - begin)


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; name a file with a segment a line") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not readable: {error}") from None


def _run(folder: Path, lines: Sequence[str], size: int, workers: int, options: str = RULES) -> Run:
    given, config, output = folder / "segments.txt", folder / "rules.toml", folder / "out.jsonl"
    with given.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in islice(cycle(lines), size))
    config.write_text(options, encoding="utf-8")
    asked = ["score", "-t", given, "-o", output, "--config", config, "--workers", str(workers)]
    begin, worked, most = perf_counter(), _worked(), 0
    with subprocess.Popen([sys.executable, "-m", "mtassist", *map(str, asked)], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, _resident(process.pid))
            try:
                process.wait(STEP)
            except subprocess.TimeoutExpired:
                continue
    seconds = perf_counter() - begin
    if process.returncode:
        raise InputError(f"--throughput: `mtassist score` ended with {process.returncode}; it says why above")
    return Run(size, workers, seconds, _worked() - worked, most / 1e6 if most else None)


def _worked() -> float:
    """Seconds of processor time of all processes that were started here and have ended."""
    return sum(os.times()[2:4])


def _resident(parent: int) -> int:
    """Bytes of memory that a process and all its children hold now."""
    total = 0
    for pid in (parent, *_children(parent)):
        try:
            pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
        except OSError:  # it has ended meanwhile
            continue
        total += int(pages) * os.sysconf("SC_PAGE_SIZE")
    return total


def _children(parent: int) -> Iterator[int]:
    """The processes below a process, of whatever thread of it."""
    for path in Path(f"/proc/{parent}/task").glob("*/children"):
        try:
            found = [int(pid) for pid in path.read_text().split()]
        except OSError:
            continue
        for pid in found:
            yield pid
            yield from _children(pid)


def table(measured: Throughput) -> Iterator[str]:
    """Each run, how much two processes gain, and how memory grows."""
    yield f"{'segments':>9} {'workers':>7} {'seconds':>8} {'of work':>8} {'segments/s':>10} {'MB at most':>10}"
    for run in measured.runs:
        seconds = f"{run.seconds:8.1f} {run.work:8.1f}"
        yield f"{run.segments:9,} {run.workers:7} {seconds} {run.rate:10,.0f} {run.megabytes or 0:10,.0f}"
    first, last = measured.sizes[0], measured.sizes[-1]
    one, two = (measured.run(last, workers) for workers in WORKERS)
    yield f"two workers get through {two.rate / one.rate:.2f} times as many segments as one ({last:,} segments)"
    for workers in WORKERS:
        small, large = (measured.run(size, workers).megabytes for size in (first, last))
        if small and large and first < last:
            of = f"with {workers} worker{'s' * (workers > 1)}"
            yield f"memory {of}: {large / small:.2f} times that of {first:,} segments at {last:,}"
    if measured.judged and measured.alone:
        one, share = measured.judged, measured.judged.rate / measured.alone
        told = f"{one.rate:,.0f} a second of {one.segments:,} with {one.workers} workers"
        yield f"with the model: {told}, {share:.0%} of the {measured.alone:,.0f} that it reads by itself"
    words = measured.words / measured.lines
    yield f"{measured.lines:,} lines of {words:.0f} words; rules alone; start and output included"
    if measured.lines < last:
        yield f"{last:,} segments are the lines again and again: what comes again costs less"
    if measured.load > 0.5:
        yield f"before, {measured.load:.1f} processes wanted the {measured.cores} cores: a calm machine is faster"
