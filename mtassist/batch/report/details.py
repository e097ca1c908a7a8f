"""The parts of a report on what was found: by family, rule, system and outlet, and in the worst texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from mtassist import plugins
from mtassist.batch.engine import Recipe
from mtassist.batch.measures import OWN_INTERVAL, Points, Quality
from mtassist.batch.report import charts
from mtassist.batch.report.gathering import DETAILED, SHORT, Gathered, Outlet
from mtassist.batch.report.resampling import RESAMPLES, SEED
from mtassist.batch.report.words import density, many, name, unit
from mtassist.batch.results import Total
from mtassist.types import Severity

SHOWN = 30  # outlets
UNFOLDED = 25  # rules; where there are more, those of one family alone are shown at once
OPENED = 4  # of the worst texts; the others are a click away

Values = dict[str, Any]


def summaries() -> dict[str, str]:
    """What each rule finds, in a sentence."""
    return {module.RULE.id: module.RULE.summary for module in plugins.cards()}


def findings(gathered: Gathered, ranked: Sequence[Total]) -> tuple[Values, dict[str, str]]:
    """``ranked``: the systems in the order in which they shall stand."""
    found: Counter[str] = sum((total.findings for total in gathered.ends), Counter())
    if not found:
        return {}, {}
    words, known, most = sum(t.words for t in gathered.ends), summaries(), max(found.values())
    families: dict[str, list[Values]] = {}
    for rule, count in found.most_common():
        row = {"name": rule, "summary": known.get(rule, ""), "example": gathered.examples.get(rule)}
        more = {"count": count, "density": density(count, words), "part": round(100 * count / most, 1)}
        families.setdefault(rule.partition(".")[0], []).append(row | more)
    counts = {family: sum(rule["count"] for rule in rules) for family, rules in families.items()}
    order = sorted(families, key=lambda family: (-counts[family], family))
    bars = [(f, {s.value: 1000 * gathered.severities[f, s] / max(1, words) for s in Severity}) for f in order]
    values = {
        "families": [
            {"name": f, "count": counts[f], "density": density(counts[f], words), "rules": families[f]} for f in order
        ],
        "unfolded": len(found) <= UNFOLDED,
        "findings_said": f"{many(found.total(), 'finding')} by {many(len(found), 'rule')}. "
        "mtassist rules ID shows why a rule finds what it finds.",
        "heat": list(_heat(ranked, order)) if len(ranked) > 1 else None,
    }
    alt = "Findings per 1,000 words by family and severity; the table of rules has the numbers"
    return values, {"families_chart": charts.stacks(bars, "Findings per 1,000 words", alt)}


def _heat(ranked: Sequence[Total], families: Sequence[str]) -> Iterator[Values]:
    """A row for each system; the more there is in a cell, the warmer."""
    rows = []
    for one in ranked[:DETAILED]:
        counts: Counter[str] = Counter()
        for rule, count in one.findings.items():
            counts[rule.partition(".")[0]] += count
        rows.append((one.system, [1000 * counts[family] / max(1, one.words) for family in families]))
    most = max((cell for _, cells in rows for cell in cells), default=0) or 1
    for system, cells in rows:
        yield {"name": system, "cells": [{"value": f"{c:.1f}", "heat": round(100 * c / most)} for c in cells]}


def outlets(gathered: Gathered) -> Values:
    known = {outlet: seen for outlet, seen in gathered.outlets.items() if seen.words}
    if not any(known):
        return {}
    first = gathered.first
    scored = {outlet: first.value(seen.counts) for outlet, seen in known.items() if seen.counts}
    sign = 1 if first.higher_is_better else -1
    order = sorted(known, key=lambda outlet: (sign * scored.get(outlet, 0.0), -known[outlet].words))
    said = (
        "Worst first, all systems together. An outlet is what the input says, or the first folder of a document's name."
    )
    if len(order) > SHOWN:
        said += f" {SHOWN} of {len(order):,} are shown."
    return {"outlets_said": said, "outlets": [_outlet(o, known[o], scored.get(o)) for o in order[:SHOWN]]}


def _outlet(called: str, outlet: Outlet, score: float | None) -> Values:
    return {
        "name": called or "(in no folder)",
        "score": "–" if score is None else f"{score:.2f}",
        "density": density(outlet.findings.total(), outlet.words),
        "rules": outlet.findings.most_common(2),
        "segments": outlet.segments,
        "words": outlet.words,
    }


def worst(gathered: Gathered) -> Values:
    first = gathered.first
    rows = [
        {
            "where": poor.where,
            "system": poor.system if not poor.where.startswith(poor.system) else "",
            "score": f"{poor.score:.1f}",
            "excerpt": poor.excerpt,
        }
        for poor in gathered.worst
    ]
    said = f"By {unit(first)}"
    if isinstance(first, Points):
        said += f"; a text of less than {SHORT} words counts as if it had so many"
    if len(gathered.ends) > 1:
        said += ". What several systems translated is shown once, from the system that did worst"
    return {"worst": rows, "opened": OPENED, "worst_said": f"{said}.", "severities": list(reversed(Severity))}


def foot(gathered: Gathered, recipe: Recipe) -> Values:
    remarks = ["Scores compare only with others of the same signature."]
    if any(isinstance(measure, Points) for measure in gathered.measures):
        remarks.append(f"Intervals of MQM: by the delta method; {gathered.noun}s are taken to be independent.")
    if any(isinstance(measure, Quality) for measure in gathered.measures):
        remarks.append(
            "Quality: a model reads each sentence of the English text alone. Its intervals hold what is not known of "
            "its calibration, and the chance of so few sentences."
        )
    if drawn := [name(measure) for measure in gathered.measures if not isinstance(measure, OWN_INTERVAL)]:
        remarks.append(f"Intervals of {', '.join(drawn)}: bootstrap, {RESAMPLES} Poisson resamples, seed {SEED}.")
    if gathered.notes:
        remarks.append(f"{many(gathered.notes, 'text')} in an encoding that was guessed; the output says which.")
    if failures := sorted({failure for total in gathered.ends for failure in total.failures}):
        remarks.append(f"Failed, and found nothing: {'; '.join(failures[:10])}.")
    signatures = [*dict.fromkeys(s for t in gathered.ends for s in t.line(recipe)["signatures"].values())]
    return {"remarks": remarks, "signatures": [recipe.signature(), *signatures]}
