"""How long the review page keeps people waiting: a server of its own, and Chromium as an editor uses it.

Times are taken inside the page, from the key to the picture. Needs Playwright (``pip install 'mtassist[dev]'``) and a
Chromium; nothing outside this machine is asked.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from mtassist import lists
from mtassist.errors import InputError
from mtassist.pipeline import check

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS = 5
DECISIONS = 15  # a run: one alone would say little
SHORT = "german-border-talks"  # 520 words, of seeds/articles/mt
WORDS, FINDINGS = 5_000, 400  # at least, in the long text
PATIENCE = 60_000  # milliseconds until something is taken to be broken, not slow
PLACES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--no-sandbox",  # it opens no page but ours, and in containers there is nothing to build a sandbox from
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TARGETS = {  # milliseconds
    "start": 12_000.0,
    "load": 3_000.0,
    "marks": 1_000.0,
    "decision": 150.0,
    "long_marks": 10_000.0,
    "long_decision": 300.0,
    "long_bulk": 1_000.0,
    "long_frame": 34.0,
}
# From the next key pressed until `done` holds and has been painted.
STOPWATCH = """done => {
  const holds = new Function(`return (${done})`);
  window.took = new Promise((say) => addEventListener("keydown", function begun(event) {
    if (["Control", "Shift"].includes(event.key)) return;
    removeEventListener("keydown", begun, true);
    const begin = performance.now();
    const look = () => requestAnimationFrame(() =>
      holds() ? setTimeout(() => say(performance.now() - begin)) : look());
    look();
  }, true));
}"""
SCROLL = """() => new Promise((say) => {
  const frames = [];
  let last = 0;
  scrollTo(0, 0);
  const frame = (now) => {
    if (last) frames.push(now - last);
    last = now;
    scrollBy(0, 60);
    const below = document.documentElement.scrollHeight - innerHeight - scrollY;
    if (frames.length < 150 && below > 5) requestAnimationFrame(frame);
    else say(frames);
  };
  requestAnimationFrame(frame);
})"""
MARKED = "document.querySelector('.mt .text mark')"
DECIDED = "document.querySelector('.mt .decided').textContent"


@dataclass(frozen=True, slots=True)
class Waits:
    """Medians, in milliseconds."""

    start: float  # from the command to the first page that the server gives out
    load: float  # of that page in a browser that has never seen it, until an article can be pasted
    marks: float  # from Ctrl+Enter to the article with its marks
    decision: float  # from the key to the page that shows it
    long_marks: float  # the same for a long text
    long_decision: float
    long_bulk: float  # everything accepted at once
    long_frame: float  # 95 % of the pictures while scrolling come at least as fast
    long_words: int
    long_findings: int

    @property
    def missed(self) -> list[str]:
        return [name for name, most in TARGETS.items() if getattr(self, name) > most]


@dataclass(frozen=True, slots=True)
class Visit:
    marks: float
    decisions: list[float]
    bulk: float
    frame: float


class Served:
    """A server of its own in a process of its own, with its database in a folder; it can be killed and comes back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when the server answers."""
        command = [sys.executable, "-m", "mtassist", "serve", "--port", str(self.port)]
        settings = {"MTASSIST_DATABASE": f"sqlite:///{self.folder / 'mtassist.db'}", "PYTHONUNBUFFERED": "1"}
        errors = self.folder / "errors.log"
        with errors.open("a") as log:
            self._process = subprocess.Popen(
                command, env={**os.environ, **settings}, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self._process.stdout
        for line in self._process.stdout:
            if line.startswith("mtassist is at "):
                self.port = int(line.split()[3].rpartition(":")[2])
                return
        raise InputError(f"the server did not start: {' '.join(errors.read_text().split())[-500:]}")

    def kill(self) -> None:
        """At once and without a farewell, as a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.wait(30)
        assert self._process.stdout
        self._process.stdout.close()
        self._process = None


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; InputError says what is missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise InputError("Playwright is not installed; run `pip install 'mtassist[dev]'`") from None
    found = next(filter(None, map(shutil.which, PLACES)), None)
    if found is None:
        raise InputError("there is no Chromium; install Debian's chromium, or put another on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def measure() -> Waits:
    """Start, load, check, decide, scroll: each so many times that the median says something."""
    short, long = article(SHORT), long_text()
    with TemporaryDirectory(prefix="mtassist-") as folder, chromium() as browser:
        served = Served(Path(folder))
        arrivals: list[tuple[float, float]] = []
        visits: list[Visit] = []
        longer: list[Visit] = []
        try:
            for _ in range(RUNS):  # a new server each time, which remembers nothing
                arrivals.append(_arrival(served, browser))
                visits.append(_visit(served, browser, short))
                longer.append(_visit(served, browser, long))
        finally:
            served.stop()
    return Waits(
        start=median(start for start, _ in arrivals),
        load=median(load for _, load in arrivals),
        marks=median(visit.marks for visit in visits),
        decision=median(one for visit in visits for one in visit.decisions),
        long_marks=median(visit.marks for visit in longer),
        long_decision=median(one for visit in longer for one in visit.decisions),
        long_bulk=median(visit.bulk for visit in longer),
        long_frame=median(visit.frame for visit in longer),
        long_words=len(long.split()),
        long_findings=len(check(long).issues),
    )


def article(name: str) -> str:
    path = lists.folder().parent / "articles" / "mt" / f"{name}.json"
    text: str = json.loads(path.read_text(encoding="utf-8"))["text"]
    return text


def long_text() -> str:
    """The articles with the most findings, one after the other, until there are words and findings enough."""
    folder = lists.folder().parent / "articles" / "mt"
    texts = [article(path.stem) for path in sorted(folder.glob("*.json"))]
    rated = sorted(((len(check(text).issues), text) for text in texts), key=lambda one: -one[0] / len(one[1].split()))
    words = findings = 0
    chosen = []
    for number, text in rated:
        if words >= WORDS and findings >= FINDINGS:
            break
        chosen.append(text)
        words, findings = words + len(text.split()), findings + number
    return "\n\n".join(chosen)


def _arrival(served: Served, browser: Browser) -> tuple[float, float]:
    served.stop()
    begin = perf_counter()
    served.start()
    with urllib.request.urlopen(served.url) as answer:
        answer.read()
    started = perf_counter()
    with _page(browser) as page:
        page.goto(served.url)
        page.wait_for_selector(".mt .paste")
        page.wait_for_selector(".mt .sample")  # the page's own script has heard from the server
        return 1000 * (started - begin), 1000 * (perf_counter() - started)


def _visit(served: Served, browser: Browser, text: str) -> Visit:
    with _page(browser) as page:
        page.goto(served.url)
        page.wait_for_selector(".mt .sample")
        page.fill(".mt .paste", text)
        page.focus(".mt .paste")
        marks = _timed(page, "Control+Enter", MARKED)
        page.wait_for_timeout(500)
        frames: list[float] = page.evaluate(SCROLL)
        keys: Sequence[str] = ["Enter", "Backspace", "Enter", "z", "Shift+Z"]
        decisions = [_decision(page, _possible(page, keys[n % len(keys)])) for n in range(DECISIONS)]
        bulk = _decision(page, "Shift+A")
        return Visit(marks, decisions, bulk, quantiles(frames, n=20)[-1])


def _possible(page: Page, key: str) -> str:
    """Redo leaves a decided finding in hand, and some findings offer no repair to accept."""
    if key in ("Enter", "Backspace") and not page.query_selector(".mt .row.current.open"):
        page.keyboard.press("j")
        page.wait_for_selector(".mt .row.current.open")
    return key if key != "Enter" or page.query_selector(".mt .row.current .suggestion") else "Backspace"


def _decision(page: Page, key: str) -> float:
    before = page.text_content(".mt .decided")
    return _timed(page, key, f"{DECIDED} !== {json.dumps(before)}")


def _timed(page: Page, key: str, done: str) -> float:
    page.evaluate(STOPWATCH, done)
    page.keyboard.press(key)
    took: float | None = page.evaluate(
        "most => Promise.race([window.took, new Promise(done => setTimeout(done, most, null))])", PATIENCE
    )
    if took is None:
        raise InputError(f"nothing changed within {PATIENCE // 1000} s of the key {key}; look at the page itself")
    return took


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    """As of somebody who has never been here: nothing kept, nothing cached."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()
