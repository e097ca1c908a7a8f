"""The Batch tab: upload, check, see the worst texts first, open one in Review, take the results away."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import gradio as gr
from gradio.utils import get_upload_folder

from mtassist.batch import reading
from mtassist.errors import InputError
from mtassist.formats import incoming
from mtassist.web import intake
from mtassist.web.batches import KINDS, Batches
from mtassist.web.guard import UPLOAD, Limit
from mtassist.web.parts import Answer, Plain, address, answering, drawn, id_of, person, signed_in

PARTS = Path(__file__).parent / "many"
MOST = 20  # batches that one person may start in a minute


def tab(batches: Batches) -> gr.HTML:
    """What ``many/`` draws, with the batches to talk to."""
    return drawn(PARTS, functions(batches, Path(get_upload_folder())), id="batch")


def functions(batches: Batches, uploads: Path) -> list[Answer]:
    """What the script may ask for. ``uploads`` is where gradio puts what people send."""
    starts = Limit("batches", MOST)

    def welcome(asked: Plain, request: gr.Request) -> Plain:
        return {
            "suffixes": list(reading.SUFFIXES),
            "files": intake.FILES,
            "file": UPLOAD,
            "size": intake.SIZE,
            "kinds": list(KINDS),
        }

    def every(asked: Plain, request: gr.Request) -> Plain:
        return {"batches": batches.every()}

    def start(asked: Plain, request: gr.Request) -> Plain:
        starts.take(signed_in(request) or address(request))
        files = [_sent(one, uploads) for one in asked.get("files") or ()]
        return {"id": batches.start(files, name=str(asked.get("name") or ""), by=person(asked, request))}

    def look(asked: Plain, request: gr.Request) -> Plain:
        order, most = str(asked.get("order") or "score"), int(asked.get("most") or 0)
        return batches.look(id_of(asked), order=order, most=most, table=bool(asked.get("table")))

    def cancel(asked: Plain, request: gr.Request) -> Plain:
        batches.cancel(id_of(asked))
        return {}

    def resume(asked: Plain, request: gr.Request) -> Plain:
        batches.resume(id_of(asked))
        return {}

    def delete(asked: Plain, request: gr.Request) -> Plain:
        batches.delete(id_of(asked))
        return {}

    def open(asked: Plain, request: gr.Request) -> Plain:
        return {"id": batches.open(id_of(asked), int(asked.get("number") or 0), by=person(asked, request))}

    def take(asked: Plain, request: gr.Request) -> Plain:
        path = batches.take(id_of(asked), str(asked.get("kind")), uploads / "taken" / id_of(asked))
        return {"name": path.name, "at": f"gradio_api/file={quote(str(path))}"}

    asked = (welcome, every, start, look, cancel, resume, delete, open, take)
    return [answering(function, batches.folder, uploads) for function in asked]


def _sent(one: object, uploads: Path) -> intake.File:
    """A file that has arrived, or one that need not. What the page says of its place is not believed."""
    if not isinstance(one, dict):
        raise ValueError("a file is told as {name, path}")
    name, given = str(one.get("name") or ""), one.get("path")
    if given is None:
        return intake.File(name, None, int(one.get("size") or 0))
    path = Path(str(given)).resolve()
    if not path.is_relative_to(uploads.resolve()) or not path.is_file():
        raise InputError(f"{incoming.shown(name)}: it did not arrive; choose it again")
    return intake.File(name, path)
