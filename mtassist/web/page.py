"""The page: three tabs. What the Review tab draws lies in ``review/``; here its script is given the desk to talk to."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from functools import cache
from pathlib import Path

import gradio as gr

from mtassist import lists
from mtassist.errors import InputError
from mtassist.store import Store
from mtassist.web import batch, endpoints, history, takeaway, uploaded
from mtassist.web.batches import Batches
from mtassist.web.desk import Desk
from mtassist.web.guard import Limit
from mtassist.web.parts import Plain, address, answering, drawn, id_of, person, signed_in

PARTS = Path(__file__).parent / "review"
MOST_CHECKS = 30  # a minute and person
SAMPLES = {  # of seeds/articles/mt: one of each temper
    "german-border-talks": "Border talks (German)",
    "spanish-cup-replay": "Cup replay (Spanish)",
    "turkish-bakkal": "The corner shop (Turkish)",
    "japanese-baseball": "Baseball (Japanese)",
    "russian-library": "A book comes back (Russian)",
}


def page(store: Store, batches: Batches, desk: Desk) -> gr.Blocks:
    """All three tabs over one store."""
    blocks = gr.Blocks(title="mtassist", analytics_enabled=False, fill_width=True)
    with blocks:
        with gr.Tabs():
            with gr.Tab("Review"):
                review(desk)
            with gr.Tab("Batch"):
                batch.tab(batches)
            with gr.Tab("Rules & history"):
                history.tab(store)
        endpoints.register(desk)
        _named(desk)
    return blocks


def _named(desk: Desk) -> None:
    """What the page asks for, as named endpoints of the API: other programs may review too."""

    def new(text: str, title: str, source: str, by: str, request: gr.Request) -> Plain:
        return asked["check"]({"text": text, "title": title, "source": source, "by": by}, request)

    def open(id: str, by: str, request: gr.Request) -> Plain:
        return asked["open"]({"id": id, "by": by}, request)

    def since(id: str, seen: int, by: str, request: gr.Request) -> Plain:
        return asked["since"]({"id": id, "seen": seen, "by": by}, request)

    def act(id: str, seen: int, move: Plain, by: str, request: gr.Request) -> Plain:
        return asked["act"]({"id": id, "seen": seen, "asked": move, "by": by}, request)

    def export(id: str, kind: str, request: gr.Request) -> Plain:
        return asked["export"]({"id": id, "kind": kind}, request)

    asked = {function.__name__: function for function in functions(desk)}
    told = {
        new: "Check a text and keep it for review. Returns the document with its findings; `id` is its address.",
        open: "A kept document: text, blocks, findings, the state of each, and totals. Offsets are code points.",
        since: "What changed in a document after action number `seen`.",
        act: "One move: {move: accept|reject|edit|rewrite|note|ignore|bulk|undo|redo, key: made up by you, issue: …}. "
        "The same key twice is one move. An answer with `conflict` was not recorded: somebody else came first.",
        export: "What can be taken away: txt, md, html, docx, report or jsonl, as base64 in `content`.",
    }
    for function, description in told.items():
        gr.api(function, api_name=function.__name__, api_description=description, queue=False)


def review(desk: Desk) -> gr.HTML:
    """The Review tab: what ``review/`` draws, with the desk to talk to."""
    return drawn(PARTS, functions(desk), id="review")


def functions(desk: Desk) -> list[Callable[..., Plain]]:
    """What the script may ask for. Each takes one object and answers with one; a refusal has an ``error``."""
    checks = Limit("checks", MOST_CHECKS)

    def welcome(asked: Plain, request: gr.Request) -> Plain:
        samples = [{"name": name, "title": title} for name, title in SAMPLES.items()]
        return {"samples": samples, "you": signed_in(request)}

    def sample(asked: Plain, request: gr.Request) -> Plain:
        name = str(asked.get("name"))
        if name not in SAMPLES:
            raise InputError(f"no sample {name!r}; there are {', '.join(SAMPLES)}")
        return {"text": _article(name), "title": SAMPLES[name]}

    def check(asked: Plain, request: gr.Request) -> Plain:
        checks.take(signed_in(request) or address(request))
        given = str(asked.get("text") or "")
        source, title = str(asked.get("source") or ""), str(asked.get("title") or "")
        return desk.check(given, title=title, source=source, by=person(asked, request))

    def open(asked: Plain, request: gr.Request) -> Plain:
        return desk.open(id_of(asked), by=person(asked, request))

    def since(asked: Plain, request: gr.Request) -> Plain:
        return desk.since(id_of(asked), by=person(asked, request), seen=_seen(asked))

    def act(asked: Plain, request: gr.Request) -> Plain:
        move = asked.get("asked")
        if not isinstance(move, dict):
            raise InputError("the request says no move; send {'asked': {'move': …, 'key': …}}")
        return desk.act(id_of(asked), by=person(asked, request), seen=_seen(asked), asked=move)

    def read(asked: Plain, request: gr.Request) -> Plain:
        name = str(asked.get("name") or "upload.txt")
        return uploaded.read(name, _bytes(name, str(asked.get("content") or "")))

    def export(asked: Plain, request: gr.Request) -> Plain:
        made = takeaway.make(*desk.review(id_of(asked)), kind=str(asked.get("kind")))
        return {"name": made.name, "type": made.type, "content": b64encode(made.content).decode("ascii")}

    return [answering(f) for f in (welcome, sample, check, open, since, act, read, export)]


def _seen(asked: Plain) -> int:
    return int(asked.get("seen") or 0)


def _bytes(name: str, content: str) -> bytes:
    try:
        return b64decode(content, validate=True)
    except NotBase64:
        raise InputError(f"{name}: it did not arrive whole; open it again") from None


@cache
def _article(name: str) -> str:
    path = lists.folder().parent / "articles" / "mt" / f"{name}.json"
    text: str = json.loads(path.read_text(encoding="utf-8"))["text"]
    return text
