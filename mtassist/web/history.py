"""The Rules & history tab: documents to open again or delete, decisions per rule, what is muted, all rules."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr
from gradio.context import get_render_context

from mtassist import plugins
from mtassist.errors import MtassistError
from mtassist.formats import floors
from mtassist.store import Store
from mtassist.web import tables

COLOURS = {"accepted": "#2e7d4f", "edited": "#3b74c4", "rejected": "#b8543f"}
OPEN = "(id) => { window.dispatchEvent(new CustomEvent('mtassist:open', { detail: id })); }"
PAGE = 200  # documents that are listed at first, and more with each press
KINDS = {shown: kind for kind, shown in tables.SCOPES.items()}
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def tab(store: Store) -> None:
    """Fill the tab that is open; it is drawn anew whenever it is chosen."""
    here = get_render_context()
    search, many, *documents = _documents(store)
    decisions = _decisions()
    mutes = _mutes(store)
    _rules()
    gr.HTML(
        f"<style>{tables.LOOKS.read_text(encoding='utf-8')}</style>",
        js_on_load=tables.OPENS.read_text(encoding="utf-8"),
        visible="hidden",
    )

    def refresh(words: str, most: int) -> list[Any]:
        lines = store.rules()
        verdicts = tables.verdicts(lines)
        return [
            *_listed(store, words, most),
            gr.update(visible=not verdicts),
            gr.update(value=tables.bars(("rule", "verdict", "decisions"), verdicts), visible=bool(verdicts)),
            gr.update(value=tables.decisions(lines), visible=bool(verdicts)),
            *_muted(store),
        ]

    outputs = [*documents, *decisions, *mutes]
    if isinstance(here, gr.Tab):
        here.select(refresh, [search, many], outputs, **PRIVATE)


def _listed(store: Store, words: str, most: int) -> list[Any]:
    """Those changed last, and whether there are more."""
    lines = store.lines(words.strip(), most + 1)
    return [tables.documents(lines[:most]), gr.update(visible=len(lines) > most)]


def _documents(store: Store) -> tuple[gr.Textbox, gr.State, gr.Dataframe, gr.Button]:
    _heading("Documents")
    search = gr.Textbox(
        placeholder="Search in titles and texts",
        label="Search",
        show_label=False,
        container=False,
        elem_id="history-search",
    )
    table = gr.Dataframe(
        headers=list(tables.DOCUMENTS),
        datatype=["str", "str", "str", "number", "number", "str", "str"],
        type="array",
        interactive=False,
        show_label=False,
        column_widths=["27%", "13%", "19%", "10%", "10%", "12%", "9%"],
        max_height=360,
        elem_id="history-documents",
        elem_classes="plain-table opens-last",
    )
    many = gr.State(PAGE)
    more = gr.Button(f"Show {PAGE} more", visible=False, size="md", scale=0, min_width=170, elem_id="history-more")
    chosen = gr.Textbox(visible="hidden", label="Address")
    title = gr.HTML(
        _hint("Choose a row to open or delete its document."), elem_id="history-chosen", elem_classes="said"
    )
    with gr.Row():
        reopen = gr.Button(
            "Open in Review",
            variant="primary",
            interactive=False,
            size="md",
            scale=0,
            min_width=170,
            elem_id="history-open",
        )
        delete = gr.Button("Delete …", interactive=False, size="md", scale=0, min_width=170, elem_id="history-delete")
    with gr.Row(visible=False) as sure:
        really = gr.Button(
            "Delete for good", variant="stop", size="md", scale=0, min_width=170, elem_id="history-delete-really"
        )
        keep = gr.Button("Keep it", size="md", scale=0, min_width=170, elem_id="history-keep")

    def choose(event: gr.SelectData) -> dict[Any, Any]:
        name, id = str(event.row_value[0]), str(event.row_value[-1])
        return {
            chosen: id,
            title: _hint(f"Chosen: {name}") if id else _hint(""),
            reopen: gr.update(interactive=bool(id)),
            delete: gr.update(interactive=bool(id)),
            sure: gr.update(visible=False),
        }

    def ask(id: str) -> dict[Any, Any]:
        try:
            record, done = store.get(id), len(store.actions(id))
        except MtassistError as error:
            return {title: _hint(str(error)), sure: gr.update(visible=False)}
        words = f"Delete “{record.title}” and all that was decided on it ({done:,} moves)? This cannot be undone."
        return {title: _hint(words), sure: gr.update(visible=True)}

    def remove(id: str, words: str, most: int) -> dict[Any, Any]:
        try:
            store.delete(id)
            said = "Deleted."
        except MtassistError as error:
            said = str(error)
        off = gr.update(interactive=False)
        rows, further = _listed(store, words, most)
        return {
            title: _hint(said),
            sure: gr.update(visible=False),
            chosen: "",
            reopen: off,
            delete: off,
            table: rows,
            more: further,
        }

    parts = [chosen, title, reopen, delete, sure]
    table.select(choose, None, parts, **PRIVATE)
    reopen.click(None, chosen, None, js=OPEN)
    delete.click(ask, chosen, [title, sure], **PRIVATE)
    keep.click(lambda: (gr.update(visible=False), _hint("Kept.")), None, [sure, title], **PRIVATE)
    really.click(remove, [chosen, search, many], [*parts, table, more], **PRIVATE)
    search.change(
        lambda words: [PAGE, *_listed(store, words, PAGE)],
        search,
        [many, table, more],
        trigger_mode="always_last",
        **PRIVATE,
    )
    more.click(
        lambda words, most: [most + PAGE, *_listed(store, words, most + PAGE)],
        [search, many],
        [many, table, more],
        **PRIVATE,
    )
    return search, many, table, more


def _decisions() -> tuple[gr.HTML, gr.BarPlot, gr.Dataframe]:
    _heading("Decisions by rule")
    none = gr.HTML(_hint("Nothing has been decided yet."), elem_classes="said", padding=False)
    plot = gr.BarPlot(
        x="rule",
        y="decisions",
        color="verdict",
        color_map=COLOURS,
        x_title="",
        y_title="Decisions",
        sort="-y",
        x_label_angle=-35,
        height=300,
        tooltip="all",
        buttons=[],
        visible=False,
        elem_id="history-plot",
    )
    table = gr.Dataframe(
        headers=list(tables.DECISIONS),
        datatype=["str", "number", "number", "number", "number"],
        type="array",
        interactive=False,
        show_label=False,
        column_widths=["36%", "16%", "16%", "16%", "16%"],
        max_height=300,
        visible=False,
        elem_id="history-decisions",
        elem_classes="plain-table",
    )
    return none, plot, table


def _mutes(store: Store) -> tuple[gr.HTML, gr.Column, gr.Dataframe]:
    _heading("Muted")
    none = gr.HTML(_hint("Nothing is muted."), elem_classes="said", padding=False)
    with gr.Column(visible=False) as some:
        table = gr.Dataframe(
            headers=list(tables.MUTES),
            datatype="str",
            type="array",
            interactive=False,
            show_label=False,
            column_widths=["10%", "24%", "34%", "14%", "18%"],
            max_height=240,
            elem_id="history-mutes",
            elem_classes="plain-table",
        )
        kind, name = gr.Textbox(visible="hidden", label="Kind"), gr.Textbox(visible="hidden", label="Name")
        again = gr.Button("Un-mute", interactive=False, size="md", scale=0, min_width=170, elem_id="history-unmute")
    said = gr.HTML(elem_id="history-muted", elem_classes="said", padding=False)

    def choose(event: gr.SelectData) -> list[Any]:
        what, which, text = map(str, event.row_value[:3])
        words = f"Chosen: {which}, at “{text}”" if what == "finding" else f"Chosen: {which}"
        return [KINDS.get(what, what), which, _hint(words), gr.update(interactive=bool(which))]

    def unmute(what: str, which: str) -> list[Any]:
        store.unmute(what, which)
        words = _hint(f"Un-muted: {which} counts again in texts that are checked from now on.")
        return [*_muted(store), words, gr.update(interactive=False)]

    table.select(choose, None, [kind, name, said, again], **PRIVATE)
    shown = none, some, table
    again.click(unmute, [kind, name], [*shown, said, again], **PRIVATE)
    return shown


def _muted(store: Store) -> list[Any]:
    rows = tables.mutes(store.mutes())
    return [gr.update(visible=not rows), gr.update(visible=bool(rows)), rows]


def _rules() -> None:
    _heading("All rules")
    every = tables.rules(plugins.rules(), floors.measured())
    search = gr.Textbox(
        placeholder="Search in rules",
        label="Search in rules",
        show_label=False,
        container=False,
        elem_id="history-find",
    )
    table = gr.Dataframe(
        every,
        headers=list(tables.RULES),
        datatype="str",
        type="array",
        interactive=False,
        label="Right: the share of its findings in translated articles that are, and of how many; "
        "false alarms: per 1,000 words of genuine English",
        wrap=True,
        column_widths=["22%", "12%", "40%", "9%", "6%", "11%"],
        max_height=480,
        elem_id="history-rules",
        elem_classes="plain-table",
    )
    search.change(lambda words: tables.holding(every, words), search, table, trigger_mode="always_last", **PRIVATE)


def _heading(words: str) -> None:
    gr.HTML(f"<h2>{escape(words)}</h2>", padding=False)


def _hint(words: str) -> str:
    return f'<p role="status">{escape(words)}</p>'
