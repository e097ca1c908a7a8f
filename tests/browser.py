"""A person at a browser: fixtures for the tests of the page, with a really started server and Debian's chromium."""

import json
import os
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from mtassist.errors import InputError
from mtassist.evaluate import page as pages
from mtassist.store import Store

ROOT = Path(__file__).parents[1]
AXE = [
    Path(os.environ.get("MTASSIST_AXE", "")),
    *(ROOT / at / "axe-core/axe.min.js" for at in ("node_modules", ".axe/node_modules")),
]
SOON = 30_000  # milliseconds: the tests ask what happens, not how fast; `mtassist eval --page` measures


@pytest.fixture(scope="module")
def chrome():
    try:
        with pages.chromium() as browser:
            yield browser
    except InputError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    server = pages.Served(tmp_path_factory.mktemp("served"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def axe():
    """The source of axe-core."""
    for path in AXE:
        if path.is_file():
            return path.read_text(encoding="utf-8")
    pytest.skip("no axe-core: run `npm install axe-core@4` here, or set MTASSIST_AXE to its axe.min.js")


@pytest.fixture
def editors(chrome, served):
    """Makes people, each with a browser of their own. At the end nobody may have met an error, asked another server
    for anything, or seen a dialog of the browser."""
    made = []

    def sit_down(name="Ada", address="", **how):
        made.append(Editor(chrome, served, name, address, **how))
        return made[-1]

    yield sit_down
    for one in made:
        one.context.close()
        assert not one.surprises


@pytest.fixture
def ada(editors):
    return editors()


class Editor:
    """One person at the page."""

    def __init__(self, chrome, served, name, address, *, width=1280, dark=False):
        self.served = served
        self.surprises = []
        self.context = chrome.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            accept_downloads=True,
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.context.set_default_timeout(SOON)
        self.context.add_init_script(
            f"localStorage.getItem('mtassist-name') || localStorage.setItem('mtassist-name', {json.dumps(name)})"
        )
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.surprises.append(f"error: {error}"))
        self.page.on("dialog", self._dismiss)
        self.page.on("request", self._look)
        self.page.goto(address or served.url)
        self.page.wait_for_selector(".mt .mark, .mt .text mark, .mt .sample", state="attached")

    def _dismiss(self, dialog):
        self.surprises.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _look(self, request):
        if not request.url.startswith((self.served.url, "blob:", "data:")):
            self.surprises.append(f"asked {request.url}")

    # What the person does

    def paste(self, text, title=""):
        self.page.fill(".mt .paste", text)
        self.page.fill(".mt .start .title", title)
        self.page.focus(".mt .paste")
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_selector(".mt .text .block")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words):
        """In place of what the field in hand holds."""
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def select(self, words):
        """With the mouse, from the first of these words to the last."""
        box = self.page.evaluate(SELECT, words)
        self.page.mouse.move(box["left"] + 1, box["y"])
        self.page.mouse.down()
        self.page.mouse.move(box["left"] + 8, box["y"])
        self.page.mouse.move(box["right"] - 1, box["y"], steps=4)
        self.page.mouse.up()

    def comes_back(self):
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def download(self, kind):
        """The bytes of an export, and the name they are saved under."""
        self.page.click(".mt .take summary")
        with self.page.expect_download() as coming:
            self.page.click(f".mt [data-take={kind}]")
        return Path(coming.value.path()).read_bytes(), coming.value.suggested_filename

    def copied(self):
        self.page.click(".mt .take summary")
        self.page.click(".mt [data-take=copy]")
        self.hears("in the clipboard")
        return self.clipboard()

    def clipboard(self):
        return self.page.evaluate("navigator.clipboard.readText()")

    def to_batches(self):
        self.page.click("role=tab >> nth=1")
        self.page.wait_for_selector(".batches .kinds:not(:empty)")

    def batch(self, files, name=""):
        """Upload files, given by name and text, and have them checked."""
        self.to_batches()
        given = [
            {
                "name": each,
                "mimeType": "application/octet-stream",
                "buffer": text if isinstance(text, bytes) else text.encode(),
            }
            for each, text in files.items()
        ]
        self.page.set_input_files(".batches .file", given)
        self.page.fill(".batches .called", name)
        self.page.click(".batches .go")
        self.page.wait_for_selector(".batches .batch .state:not(:empty)")

    def batch_is(self, words):
        self.sees(".batches .batch .state", words)

    def take_batch(self, kind):
        self.page.click(".batches .take summary")
        with self.page.expect_download() as coming:
            self.page.click(f".batches [data-take={kind}]")
        return Path(coming.value.path()).read_bytes(), coming.value.suggested_filename

    # What the person sees

    def sees(self, selector, words):
        """Waits until it does."""
        self.page.wait_for_function(SAYS, arg=[selector, words])

    def sees_not(self, selector):
        self.page.wait_for_function("s => !document.querySelector(s)?.checkVisibility()", arg=selector)

    def hears(self, words):
        self.sees(".mt .toast", words)

    def decided(self, number, of):
        self.sees(".mt .decided", f"{number} of {of} decided")

    def text(self, selector):
        return self.page.text_content(selector)

    def all(self, selector):
        return self.page.locator(selector).all_text_contents()

    def faults(self):
        """What axe-core, which must be loaded, calls serious or critical, by the rule."""
        found = self.page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then((all) => all.violations)")
        return {
            one["id"]: [node["html"][:200] + " · " + node["failureSummary"][:200] for node in one["nodes"][:3]]
            for one in found
            if one["impact"] in ("serious", "critical")
        }

    def beyond(self):
        """What reaches beyond the sides of the window."""
        return self.page.evaluate(BEYOND)

    @property
    def article(self):
        return self.text(".mt .text")

    @property
    def in_hand(self):
        return self.text(".mt .list .row.current .head .what")

    @property
    def id(self):
        return parse_qs(urlsplit(self.page.url).query)["doc"][0]

    @property
    def actions(self):
        """What the database holds of this document."""
        return Store(f"sqlite:///{self.served.folder / 'mtassist.db'}").actions(self.id)

    @property
    def state(self):
        """All that must be the same again after a reload."""
        figures = [self.text(f".mt .{name}") for name in ("name", "decided", "points", "changed")]
        return figures, self.article, self.all(".mt .list .head")


SAYS = (
    "([selector, words]) => [...document.querySelectorAll(selector)].some((node) => node.textContent.includes(words))"
)
SELECT = """words => {
  const walker = document.createTreeWalker(document.querySelector(".mt .text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const box = range.getBoundingClientRect();
    return { left: box.left, right: box.right, y: (box.top + box.bottom) / 2 };
  }
}"""
BEYOND = """() => [...document.querySelectorAll("html, .mt, .mt *")]
  .filter((node) => node.checkVisibility() && !node.matches(".toast, .sr, option, .keys::backdrop"))
  .filter((node) => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    || node.getBoundingClientRect().left < -1 || (node === document.documentElement && node.scrollWidth > innerWidth))
  .map((node) => node.outerHTML.slice(0, 120))"""
