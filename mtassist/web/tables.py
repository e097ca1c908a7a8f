"""What stands in the tables and plots of the pages, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mtassist import plugins
from mtassist.formats.floors import Pinned, RuleFigures
from mtassist.rules import Rule
from mtassist.store import Line, MuteLine, RuleLine

Row = list[Any]
LOOKS = Path(__file__).with_name("tables.css")
OPENS = Path(__file__).with_name("opens.js")
PLOTTED = 20  # rules in a plot: those decided most often

DOCUMENTS = ("Title", "Who", "Changed (UTC)", "Words", "Found", "Decided", "Open")
SCOPES = {"here": "finding", "rule": "rule"}  # how far a mute reaches, in the store's word and in ours
MUTES = ("What", "Rule or finding", "Text", "Who", "When (UTC)")
DECISIONS = ("Rule", "Accepted", "Edited", "Rejected", "Accepted, %")
RULES = ("Rule", "Severity", "What it finds", "Right", "Of", "False alarms")


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
    apart = plugins.apart().keys()  # single articles say nothing of them
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
