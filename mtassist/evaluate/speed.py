"""How fast mtassist is, beside a grammar checker that people know: Harper, when node and harper.js are there.

Both read the same texts in the same run, warm, and the median of several runs counts.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from mtassist import plugins, segment
from mtassist.config import Config
from mtassist.errors import InputError
from mtassist.pipeline import Detection, check

RUNS = 5
SCRIPT = """
import fs from "node:fs";
import { LocalLinter } from "harper.js";
import { binary } from "harper.js/binary";
const { texts, runs } = JSON.parse(fs.readFileSync(0, "utf8"));
const linter = new LocalLinter({ binary });
await linter.setup();
const seconds = [];
for (let run = 0; run <= runs; run++) {  // the first one warms up
  const begin = performance.now();
  for (const text of texts) await linter.lint(text, { language: "plaintext" });
  if (run) seconds.push((performance.now() - begin) / 1000);
}
console.log(JSON.stringify(seconds));
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """Characters a second."""

    characters: int
    rules: float  # segmentation and all rules, as the first look at a text does them
    checked: float  # the whole of `check`: with every fix proven
    harper: float | None  # None: not there to be measured


def measure(texts: Sequence[str], harper: Path | None = None) -> Speed:
    """Over texts read again and again. ``harper`` is a folder with ``node_modules/harper.js``."""
    characters = sum(map(len, texts))
    everything = frozenset(plugins.rules())
    alone = Config(model="none")

    def look() -> None:
        segment.sentences.cache_clear()
        for text in texts:
            Detection(everything, strict=True).run(segment.document(text))

    def prove() -> None:
        segment.sentences.cache_clear()
        for text in texts:
            check(text, config=alone)

    rival = characters / median(_harper(texts, harper)) if harper else None
    return Speed(characters, characters / _seconds(look), characters / _seconds(prove), rival)


def _seconds(work: Callable[[], None]) -> float:
    """The median of several runs, after one that warms up."""
    work()
    times = []
    for _ in range(RUNS):
        begin = perf_counter()
        work()
        times.append(perf_counter() - begin)
    return median(times)


def _harper(texts: Sequence[str], folder: Path) -> list[float]:
    node = shutil.which("node")
    if node is None or not (folder / "node_modules" / "harper.js").is_dir():
        what = "node is not installed" if node is None else f"{folder} has no node_modules/harper.js"
        raise InputError(f"--harper: {what}; run `npm install harper.js@2.10` in that folder")
    given = json.dumps({"texts": list(texts), "runs": RUNS})
    command = [node, "--input-type=module", "--eval", SCRIPT]  # looks for modules in the folder it runs in
    done = subprocess.run(command, cwd=folder, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InputError(f"--harper: node failed: {' '.join(done.stderr.split())[:300]}")
    seconds: list[float] = json.loads(done.stdout)
    return seconds
