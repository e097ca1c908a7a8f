"""The Batch tab: upload, check, see the worst texts first, open one in Review, take the results away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gradio as gr

from mtassist.errors import InputError
from mtassist.formats.incoming import SUFFIXES
from mtassist.store import Store
from mtassist.web import tables, uploads
from mtassist.web.endpoints import asker
from mtassist.web.guard import LONGEST_NAME
from mtassist.web.uploads import Batch, Running

TICK = 0.5  # seconds between two looks at the progress
LOOK = 3.0  # seconds between two looks at the table
FEW = 500  # results; a longer table is drawn at the end alone
NAME = "(files) => [files, localStorage.getItem('mtassist-name') || '']"  # as the Review tab calls the person
NAME_ALONE = "() => localStorage.getItem('mtassist-name') || ''"


def person(request: gr.Request, by: str) -> str:
    """Who is at the page: the name signed in with, or the one that the Review tab goes by."""
    return request.username or " ".join(by.split())[:LONGEST_NAME] or "guest"


def tab(store: Store) -> None:
    """Fill the tab that is open."""
    running = Running()
    kinds = ", ".join(SUFFIXES)
    files = gr.File(label=f"Files: {kinds}", file_count="multiple", height=150, elem_id="batch-files")
    with gr.Row():
        start = gr.Button(
            "Check the files",
            variant="primary",
            interactive=False,
            size="md",
            scale=0,
            min_width=170,
            elem_id="batch-start",
        )
        cancel = gr.Button("Cancel", interactive=False, size="md", scale=0, min_width=170, elem_id="batch-cancel")
    name = gr.Textbox(visible="hidden", label="Name")
    status = gr.HTML(elem_id="batch-status", elem_classes="said", padding=False)
    with gr.Column(visible=False) as found:
        table = gr.Dataframe(
            headers=list(tables.RESULTS),
            datatype=["str", "number", "number", "number", "number", "str", "str"],
            type="array",
            interactive=False,
            label="Documents, those with most MQM points per 1,000 words first; a click opens one in Review",
            column_widths=["33%", "11%", "10%", "14%", "11%", "12%", "9%"],
            max_height=420,
            elem_id="batch-results",
            elem_classes="plain-table opens",
        )
        with gr.Row():
            as_csv = gr.DownloadButton(
                "Download CSV", interactive=False, size="md", scale=0, min_width=170, elem_id="batch-csv"
            )
            as_jsonl = gr.DownloadButton(
                "Download JSON lines", interactive=False, size="md", scale=0, min_width=210, elem_id="batch-jsonl"
            )
        plot = gr.BarPlot(
            x="range",
            y="documents",
            x_title="Findings per 1,000 words",
            y_title="Documents",
            height=220,
            tooltip="all",
            buttons=[],
            elem_id="batch-plot",
        )
    with gr.Column(visible=False) as wrong:
        problems = gr.Dataframe(
            headers=list(tables.PROBLEMS),
            datatype="str",
            type="array",
            interactive=False,
            wrap=True,
            label="What could not be checked, and what is worth knowing",
            column_widths=["28%", "54%", "18%"],
            max_height=300,
            elem_id="batch-problems",
            elem_classes="plain-table",
        )
    gr.HTML(
        f"<style>{tables.LOOKS.read_text(encoding='utf-8')}</style>",
        js_on_load=tables.OPENS.read_text(encoding="utf-8"),
        visible="hidden",
    )

    outputs = [status, found, table, plot, wrong, problems, as_csv, as_jsonl, start, cancel]

    def run(paths: list[str] | None, name: str, request: gr.Request) -> Iterator[dict[Any, Any]]:
        by = person(request, name)
        batch = Batch(store, by)
        named = [(Path(path), Path(path).name) for path in paths or ()]
        try:
            with running.of(f"{asker(request)} {by}", batch), TemporaryDirectory(prefix="mtassist-") as folder:
                yield {start: gr.update(interactive=False), cancel: gr.update(interactive=True)} | clear()
                drawn = time.monotonic()
                for words in _steps(batch, named):
                    due = len(batch.results) <= FEW and time.monotonic() - drawn > LOOK
                    drawn = time.monotonic() if due else drawn
                    yield {status: _bar(batch, words)} | (look(batch) if due else {})
                ready = _written(batch, Path(folder))
                yield {
                    status: _bar(batch, _ended(batch)),
                    **look(batch),
                    as_csv: gr.update(value=str(ready[0]), interactive=True),
                    as_jsonl: gr.update(value=str(ready[1]), interactive=bool(batch.results)),
                    start: gr.update(interactive=True),
                    cancel: gr.update(interactive=False),
                }
        except InputError as error:
            yield {status: _said(str(error)), start: gr.update(interactive=True), cancel: gr.update(interactive=True)}

    def clear() -> dict[Any, Any]:
        return {found: gr.update(visible=False), wrong: gr.update(visible=False), status: _said("Reading the files …")}

    def look(batch: Batch) -> dict[Any, Any]:
        bars = tables.histogram([result.rate for result in batch.results])
        return {
            found: gr.update(visible=bool(batch.results)),
            table: tables.results(batch.results),
            plot: gr.update(value=tables.bars(("range", "documents"), bars), sort=[name for name, _ in bars]),
            wrong: gr.update(visible=bool(batch.problems)),
            problems: tables.problems(batch.problems),
        }

    def stop(name: str, request: gr.Request) -> dict[Any, Any]:
        if running.stop(f"{asker(request)} {person(request, name)}"):
            return {cancel: gr.update(interactive=False)}
        return {cancel: gr.update(interactive=False), start: gr.update(interactive=True)}

    def ready(paths: list[str] | None) -> dict[str, Any]:
        return gr.update(interactive=bool(paths))

    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    files.change(ready, files, start, **private)
    start.click(run, [files, name], outputs, js=NAME, concurrency_limit=4, **private)
    cancel.click(stop, name, [cancel, start], js=NAME_ALONE, queue=False, **private)


def _steps(batch: Batch, files: list[uploads.File]) -> Iterator[str]:
    """Work, and say now and then how far it is."""
    last = time.monotonic()
    for count in batch.read(files):
        if time.monotonic() - last > TICK:
            last = time.monotonic()
            yield f"Reading the files … {count:,} texts"
    for _ in batch.run():
        if time.monotonic() - last > TICK:
            last = time.monotonic()
            yield batch.progress()


def _ended(batch: Batch) -> str:
    wrong = sum(not problem.note for problem in batch.problems)
    said = f"{'Cancelled' if batch.stopped else 'Done'}: {batch.progress()}"
    return said + (f" · {wrong:,} not checked, see below" if wrong else "")


def _bar(batch: Batch, words: str) -> str:
    share = batch.checked / batch.characters if batch.characters else 0
    return (
        f'<progress value="{share:.4f}" max="1" aria-label="Progress"></progress><p role="status">{escape(words)}</p>'
    )


def _said(words: str) -> str:
    return f'<p role="status">{escape(words)}</p>'


def _written(batch: Batch, folder: Path) -> tuple[Path, Path]:
    table, lines = folder / "mtassist.csv", folder / "mtassist.jsonl"
    table.write_bytes(uploads.as_csv(uploads.worst_first(batch.results), batch.problems))
    lines.write_bytes(uploads.as_jsonl(batch.lines))
    return table, lines
