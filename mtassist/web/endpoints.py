"""The named endpoints of the API: `/check` and `/fix`, for ``gradio_client`` and any other program."""

from __future__ import annotations

from typing import Any

import gradio as gr

from mtassist import api
from mtassist.errors import MtassistError
from mtassist.web.desk import Desk
from mtassist.web.guard import Limit

MOST = 120  # calls a minute by one person; a program with more to check uses the command line or the library
AT_ONCE = 4  # so that a short text need not wait until a long one is done


def register(desk: Desk) -> None:
    """Add the endpoints to the Blocks that are being built."""
    calls = Limit("calls of the API", MOST)

    def check(text: str, source: str = "", request: gr.Request = None) -> dict[str, Any]:  # type: ignore[assignment]
        try:
            calls.take(asker(request))
            return api.check(desk.store, text, source, desk.config)
        except MtassistError as error:
            raise said(error) from None

    def fix(text: str, unsafe: bool = False, request: gr.Request = None) -> dict[str, Any]:  # type: ignore[assignment]
        try:
            calls.take(asker(request))
            return api.fix(desk.store, text, unsafe, desk.config)
        except MtassistError as error:
            raise said(error) from None

    gr.api(
        check,
        api_name="check",
        api_description="Find what machine translation left behind in an English text. Give the source text too, if "
        "you have it. Returns the report (schema mtassist/report/1); offsets are code points of the text.",
        concurrency_limit=AT_ONCE,
    )
    gr.api(
        fix,
        api_name="fix",
        api_description="Make the safe fixes; with unsafe also those that a person should look at. Returns the text "
        "and the edits {start, end, new} that were made; offsets are code points of the text sent.",
        concurrency_limit=AT_ONCE,
    )


def asker(request: gr.Request | None) -> str:
    """Whose share a request is counted against: the person signed in, or else the address."""
    if request is None:
        return "localhost"
    return request.username or (request.client.host if request.client else "unknown")


def said(error: MtassistError) -> gr.Error:
    """An error as the page and the API show it: its one line, and no traceback in the terminal."""
    return gr.Error(str(error), print_exception=False)
