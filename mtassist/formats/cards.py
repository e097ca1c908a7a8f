"""The rules for people and programs: a list by family, and the whole card of one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import indent
from typing import Any

from mtassist import plugins
from mtassist.formats.cells import shown
from mtassist.formats.console import COLOURS, Piece
from mtassist.formats.floors import Pinned, RuleFigures
from mtassist.rules import Example, Rule

SCHEMA = "mtassist/rules/1"


def as_json(modules: Sequence[Any], measured: Pinned) -> str:
    """All cards as JSON text."""
    given = {"schema": SCHEMA, "rules": [_as_dict(module, measured) for module in modules]}
    return json.dumps(given, ensure_ascii=False, indent=1) + "\n"


def _as_dict(module: Any, measured: Pinned) -> dict[str, Any]:
    rule: Rule = module.RULE
    figures = measured.rules.get(rule.id, RuleFigures())
    return {
        "id": rule.id,
        "family": rule.family,
        "summary": rule.summary,
        "why": (module.__doc__ or "").strip(),
        "mqm": rule.mqm.value,
        "severity": rule.severity.value,
        "safety": rule.safety.value,
        "confidence": rule.confidence,
        "examples": [_example(example) for example in rule.examples],
        "measured": {
            "findings": figures.findings,
            "right": figures.right,
            "false_alarms": figures.alarms,
            "genuine_words": measured.words,
        },
    }


def _example(example: Example) -> dict[str, Any]:
    span = example.span
    return {
        "text": example.text,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "fix": example.fix,
        "known_miss": example.known_miss,
    }


def listing(modules: Sequence[Any], measured: Pinned) -> Iterator[Piece]:
    """One line a rule, by family."""
    wide = max((len(module.RULE.id) for module in modules), default=0)
    for family, members in groupby(modules, key=lambda module: module.RULE.family):
        yield f"{family}\n", "bold"
        for module in members:
            rule = module.RULE
            yield f"  {rule.id:{wide}}  ", "cyan"
            yield f"{rule.severity:8}  ", COLOURS[rule.severity]
            yield f"{rule.safety:6}  ", ""
            yield f"{_short(measured.rules.get(rule.id)):>12}  ", "dim"
            yield f"{shown(rule.summary)}\n", ""
    yield "\nseverity, safety of the fix, share of its findings that are right, what it finds. ", "dim"
    yield "`mtassist rules ID` shows all of one.\n", "dim"


def _short(figures: RuleFigures | None) -> str:
    return f"{figures.right / figures.findings:.0%} of {figures.findings:,}" if figures and figures.findings else "–"


def card(module: Any, measured: Pinned) -> Iterator[Piece]:
    """All that is known of one rule."""
    rule: Rule = module.RULE
    yield rule.id, "bold cyan"
    yield "  ", ""
    yield f"{rule.severity}", COLOURS[rule.severity]
    yield f" · {rule.safety} · {rule.mqm}\n\n{shown(rule.summary)}\n\n", ""
    yield f"{(module.__doc__ or '').strip()}\n", ""
    yield from _examples("Finds", [e for e in rule.examples if e.span and not e.known_miss])
    yield from _examples("Leaves alone", [e for e in rule.examples if not e.span])
    yield from _examples("Still misses", [e for e in rule.examples if e.known_miss])
    yield "\nMeasured\n", "bold"
    yield indent("\n".join(_figures(rule, measured)), "  ") + "\n", ""


def _examples(title: str, examples: Sequence[Example]) -> Iterator[Piece]:
    if examples:
        yield f"\n{title}\n", "bold"
    for example in examples:
        text, span = example.text, example.span
        if span is None:
            yield f"  {shown(text)}\n", ""
            continue
        yield f"  {shown(text[: span.start])}", ""
        yield f"[{shown(span.of(text))}]", "red"
        yield shown(text[span.end :]), ""
        yield f" → {shown(example.fix) or '(deleted)'}" if example.fix is not None else "", "green"
        yield f"  ({example.known_miss})\n" if example.known_miss else "\n", "dim"


def _figures(rule: Rule, measured: Pinned) -> Iterator[str]:
    if not measured.words:
        yield "not yet: `mtassist eval --update` measures every rule"
        return
    figures = measured.rules.get(rule.id, RuleFigures())
    if why := plugins.apart().get(rule.id):
        yield why
        return
    if figures.findings:
        yield f"right in {figures.right / figures.findings:.1%} of {figures.findings:,} findings in translated articles"
    else:
        yield "no finding in the translated articles"
    rate = 1000 * figures.alarms / measured.words
    yield f"{rate:.3f} false alarms per 1,000 words of genuine English ({figures.alarms:,} in {measured.words:,} words)"
