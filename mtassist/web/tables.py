"""What stands in the tables and plots of the pages, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any

from mtassist import plugins
from mtassist.formats.floors import Pinned, RuleFigures
from mtassist.rules import Rule
from mtassist.store import Line, MuteLine, RuleLine
from mtassist.web.uploads import Problem, Result, worst_first

Row = list[Any]
LOOKS = Path(__file__).with_name("tables.css")
OPENS = Path(__file__).with_name("opens.js")
BINS = 12  # bars of a histogram at most
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
SHOWN = 500  # problems that are listed; more are counted
PLOTTED = 20  # rules in a plot: those decided most often

RESULTS = ("Document", "Words", "Found", "Per 1,000", "MQM", "Worst", "Open")
PROBLEMS = ("File and line", "What", "Kind")
DOCUMENTS = ("Title", "Who", "Changed (UTC)", "Words", "Found", "Decided", "Open")
SCOPES = {"here": "finding", "rule": "rule"}  # how far a mute reaches, in the store's word and in ours
MUTES = ("What", "Rule or finding", "Text", "Who", "When (UTC)")
DECISIONS = ("Rule", "Accepted", "Edited", "Rejected", "Accepted, %")
RULES = ("Rule", "Severity", "What it finds", "Right", "Of", "False alarms")


def results(found: Iterable[Result]) -> list[Row]:
    """The worst document first; the last cell is its address."""
    return [[r.name, r.words, r.findings, r.rate, round(r.mqm, 1), r.worst, r.id] for r in worst_first(found)]


def problems(found: Sequence[Problem]) -> list[Row]:
    """What could not be read first, then what is worth knowing."""
    ordered = sorted(found, key=lambda p: p.note)
    rows: list[Row] = [[p.name, p.words, "note" if p.note else "not checked"] for p in ordered[:SHOWN]]
    if (more := len(ordered) - SHOWN) > 0:
        rows.append([f"… and {more:,} more", "the CSV lists all that were not checked", ""])
    return rows


def histogram(rates: Sequence[float]) -> list[tuple[str, int]]:
    """Ranges of findings per 1,000 words, and how many documents lie in each; the last range is open above.

    >>> histogram([0, 3, 4, 12])
    [('0–2', 1), ('2–4', 1), ('4–6', 1), ('6–8', 0), ('8–10', 0), ('10–12', 0), ('12–14', 1)]
    """
    if not rates:
        return []
    ordered = sorted(rates)
    usual = ordered[ceil(0.95 * len(ordered)) - 1] if len(ordered) > 20 else ordered[-1]  # one outlier flattens no plot
    step = next((step for step in STEPS if usual / step <= BINS - 1), STEPS[-1])
    bars = min(BINS, int(usual // step) + 1)
    counts = [0] * bars
    for rate in rates:
        counts[min(int(rate // step), bars - 1)] += 1
    open_end = ordered[-1] >= bars * step
    names = [f"{at * step}–{at * step + step}" for at in range(bars)]
    if open_end:
        names[-1] = f"{(bars - 1) * step}+"
    return list(zip(names, counts, strict=True))


def documents(lines: Iterable[Line]) -> list[Row]:
    """The history; the last cell is the address."""
    return [[li.title, li.by, day(li.changed), li.words, li.issues, decided(li), li.id] for li in lines]


def decided(line: Line) -> str:
    if not line.issues:
        return "–"
    return f"{line.decided} of {line.issues}" + (" ✓" if line.decided >= line.issues else "")


def day(stamp: str) -> str:
    """An ISO time to the minute.

    >>> day("2026-03-01T12:30:59.123+00:00")
    '2026-03-01 12:30'
    """
    return stamp[:16].replace("T", " ")


def mutes(lines: Iterable[MuteLine]) -> list[Row]:
    return [[SCOPES.get(m.kind, m.kind), m.name, m.text, m.by, day(m.at)] for m in lines if m.active]


def decisions(lines: Iterable[RuleLine]) -> list[Row]:
    """The rule decided most often first."""
    return [
        [li.rule, li.accepted, li.edited, li.rejected, round(100 * li.accepted / total(li))]
        for li in sorted(lines, key=lambda li: (-total(li), li.rule))
        if total(li)
    ]


def total(line: RuleLine) -> int:
    return line.accepted + line.edited + line.rejected


def verdicts(lines: Iterable[RuleLine]) -> list[tuple[str, str, int]]:
    """Rule, verdict, how often: the bars of the plot."""
    often = sorted((li for li in lines if total(li)), key=lambda li: (-total(li), li.rule))[:PLOTTED]
    return [
        (li.rule, verdict, count)
        for li in often
        for verdict, count in (("accepted", li.accepted), ("edited", li.edited), ("rejected", li.rejected))
    ]


def bars(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """What a plot of gradio's draws bars from; the last column is a number, the others are names."""
    kinds = dict.fromkeys(columns, "nominal") | {columns[-1]: "quantitative"}
    return {"columns": list(columns), "data": [list(row) for row in rows], "datatypes": kinds, "mark": "bar"}


def rules(known: Mapping[str, Rule], measured: Pinned) -> list[Row]:
    """Every rule with what it was measured at; an empty cell: never seen, so not known."""
    apart = {module.RULE.id for module in plugins.of_many()}  # single articles say nothing of them
    return [
        _rule(rule, measured.rules.get(id, RuleFigures()), 0 if id in apart else measured.words)
        for id, rule in sorted(known.items())
    ]


def holding(rows: Iterable[Row], words: str) -> list[Row]:
    """The rows in which each of the words stands."""
    wanted = words.lower().split()
    return [row for row in rows if all(any(word in str(cell).lower() for cell in row) for word in wanted)]


def _rule(rule: Rule, figures: RuleFigures, words: int) -> Row:
    right = f"{figures.right / figures.findings:.0%}" if figures.findings else ""
    alarms = f"{1000 * figures.alarms / words:.3f}" if words else ""
    return [rule.id, rule.severity.value, rule.summary, right, f"{figures.findings}" if right else "", alarms]
