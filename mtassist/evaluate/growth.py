"""How time and memory grow with the text: ten times the text may take little more than ten times the time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

from mtassist.config import Config
from mtassist.pipeline import check

SMALL, LARGE = 20_000, 200_000  # characters
RUNS = 3
HARD = {  # texts that are nothing but trouble: what pairs, repeats, opens or begins a line
    "straight quotes": '"',
    "curly quotes": "“a ” ",
    "words twice": "the ",
    "brackets": "(",
    "bullets": "• Follow\n",
    "blanks": " ",
    "names": "Ann Lee ",
    "numbers": "1.500,00 ",
    "prose": "The minister said on Monday that the road would open again in May, if the weather holds. ",
}
MEMORY = """
import sys
from mtassist.config import Config
from mtassist.pipeline import check

def peak():
    with open("/proc/self/status") as status:
        return next(line.split()[1] for line in status if line.startswith("VmHWM"))

check("He left.", config=Config(model="none"))
before = peak()
check(sys.stdin.read(), config=Config(model="none"))
print(before, peak())
"""


@dataclass(frozen=True, slots=True)
class Growth:
    name: str
    small: float  # seconds
    large: float

    @property
    def ratio(self) -> float:
        return self.large / max(self.small, 1e-4)


def measure() -> Iterator[Growth]:
    """Seconds of processor time of a whole check, fixes proven, for each kind of text in two sizes."""
    for name, part in HARD.items():
        yield Growth(name, _seconds(part, SMALL, RUNS), _seconds(part, LARGE, RUNS))


def _seconds(part: str, size: int, runs: int) -> float:
    times = []
    for run in range(runs):
        text = f"{run} " + (part * (size // len(part) + 1))[:size]  # no two alike, so that nothing is remembered
        begin = process_time()
        check(text, config=Config(model="none"))
        times.append(process_time() - begin)
    return median(times)


def memory(megabytes: int = 1) -> tuple[float, float] | None:
    """Peak megabytes of a process that has checked a short text, and then one of so many; measured on Linux alone."""
    if not Path("/proc/self/status").exists():
        return None
    text = "\n\n".join(f"{HARD['prose']}It was day {day}." for day in range(megabytes * 1_000_000 // 110))
    done = subprocess.run([sys.executable, "-c", MEMORY], input=text, capture_output=True, text=True, check=True)
    before, after = (int(kilobytes) / 1_000 for kilobytes in done.stdout.split())
    return before, after
