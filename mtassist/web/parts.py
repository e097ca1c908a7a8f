"""A part of the page: what its folder draws, with functions of the server for its script to ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from mtassist.errors import MtassistError
from mtassist.web.gate import PERSON
from mtassist.web.guard import LONGEST_NAME

Plain = dict[str, Any]
Answer = Callable[[Plain, gr.Request], Plain]
SHARED = Path(__file__).parent / "shared"  # what every part begins with


def drawn(folder: Path, functions: list[Answer], *, id: str) -> gr.HTML:
    """The HTML, looks and script of a folder. What the script may ask for takes one object and answers with one."""
    return gr.HTML(
        html_template=(folder / f"{folder.name}.html").read_text(encoding="utf-8"),
        css_template="\n".join(
            read.read_text(encoding="utf-8") for read in (SHARED / "look.css", *folder.glob("*.css"))
        ),
        js_on_load="\n".join(
            part.read_text(encoding="utf-8") for part in (*sorted(SHARED.glob("*.js")), *sorted(folder.glob("*.js")))
        ),
        server_functions=functions,
        apply_default_css=False,
        elem_id=id,
    )


def answering(function: Answer, *hidden: Path) -> Answer:
    """A refusal is an answer: the page shows it, and nothing is lost. It names no place in the ``hidden`` folders."""

    def answer(asked: Plain, request: gr.Request) -> Plain:
        try:
            return function(asked if isinstance(asked, dict) else {}, request)
        except MtassistError as error:
            words = str(error)
            for folder in hidden:
                words = words.replace(f"{folder}/", "")
            return {"error": sentence(words)}
        except (TypeError, ValueError) as error:
            return {"error": f"The request is malformed ({error}); reload the page."}

    answer.__name__ = function.__name__
    answer.__doc__ = function.__doc__
    return answer


def sentence(words: str) -> str:
    """
    >>> sentence("the disk is full; make room")
    'The disk is full; make room.'
    """
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"


def person(asked: Plain, request: gr.Request) -> str:
    """Who asks: the name of the log-in, or the one that the page was given."""
    name = signed_in(request) or str(asked.get("by") or "").strip()
    return " ".join(name.split())[:LONGEST_NAME] or "guest"


def signed_in(request: gr.Request) -> str:
    """The name of the log-in. What gradio hands the functions of a component is the bare request, without it."""
    bare: Any = getattr(request, "request", request)
    return str(bare.scope.get(PERSON) or "")


def address(request: gr.Request) -> str:
    return request.client.host if request.client else "unknown"


def id_of(asked: Plain) -> str:
    return str(asked.get("id") or "")
