"""The HTTP interface beside the pages, as plain functions: what a program sends and what it gets back.

Offsets are code points of the text sent. What people have muted everywhere on this server stays quiet here too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mtassist import edits, plugins
from mtassist.config import DEFAULT, Config
from mtassist.formats import report as reports
from mtassist.formats.text import STDIN
from mtassist.pipeline import check as find
from mtassist.review import ROUNDS, chosen_edits
from mtassist.segment import document
from mtassist.store import Store
from mtassist.types import Edit, Safety, Span
from mtassist.web.guard import within_limits


def check(store: Store, text: str, source: str = "", config: Config = DEFAULT) -> dict[str, Any]:
    """The report on a text, as ``mtassist check --format json`` prints it; as no file was read its path is null."""
    within_limits(text)
    within_limits(source, "the source")
    report = find(text, source=source if source.strip() else None, config=_config(store, config))
    answer = reports.as_dict([(STDIN, report)])
    answer["documents"][0]["path"] = None  # gradio_client would take a name here for a file, and try to fetch it
    return answer


def fix(store: Store, text: str, unsafe: bool = False, config: Config = DEFAULT) -> dict[str, Any]:
    """The text with its safe fixes made, and the edits that make it so; ``unsafe`` adds those a person should see."""
    within_limits(text)
    made: list[Edit] = []
    given, config = document(text), _config(store, config)
    for _ in range(ROUNDS):
        more = chosen_edits(find(given, config=config), trust=Safety.REVIEW if unsafe else Safety.SAFE)
        mended = edits.apply(given.text, more)
        if mended == given.text:
            break
        made, given = after(made, more, given.text), document(mended)
    return {
        "text": given.text,
        "edits": [{"start": e.span.start, "end": e.span.end, "new": e.new} for e in made],
    }


def after(first: Iterable[Edit], then: Iterable[Edit], between: str) -> list[Edit]:
    """One list of edits in place of two, of which the second was made on ``between``, the text that the first made.

    >>> after([Edit(Span(0, 3), "a")], [Edit(Span(1, 1), "b"), Edit(Span(3, 4), "")], "a cd")
    [Edit(span=Span(start=0, end=3), new='ab'), Edit(span=Span(start=5, end=6), new='')]
    """
    grown = 0  # by how much ``between`` runs ahead of the first text
    windows: list[tuple[int, int, int, Edit | None]] = []  # places in ``between``, how far ahead it is after them, edit
    for edit in sorted(first):
        start = edit.span.start + grown
        grown += len(edit.new) - (edit.span.end - edit.span.start)
        windows.append((start, start + len(edit.new), grown, None))
    windows += [(e.span.start, e.span.end, 0, e) for e in then]
    joined: list[Edit] = []
    start = end = -1
    before = ahead = 0
    inside: list[Edit] = []

    def close() -> None:
        if end >= 0:
            new = edits.apply(between[start:end], [Edit(e.span.shift(-start), e.new) for e in inside])
            joined.append(Edit(Span(start - before, end - ahead), new))

    for begins, ends, far, own in sorted(windows, key=lambda w: (w[0], w[1])):
        if begins > end:
            close()
            start, end, before, inside = begins, ends, ahead, []
        end = max(end, ends)
        if own:
            inside.append(own)
        else:
            ahead = far
    close()
    return joined


def _config(store: Store, config: Config) -> Config:
    fingerprints, rules = store.muted()
    return replace(config, ignored=fingerprints, ignore=tuple(sorted(rules & plugins.rules().keys())))
