"""What each part of a report says, in words and figures ready for the template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from mtassist.batch.baseline import News
from mtassist.batch.engine import Recipe
from mtassist.batch.measures import Measure, Points
from mtassist.batch.report import charts, details, since
from mtassist.batch.report.gathering import Gathered, System, bins
from mtassist.batch.report.words import better, density, many, name, share, unit
from mtassist.batch.results import Total

CHARTED = 24  # systems in a chart
LISTED = 200  # and in a table

Values = dict[str, Any]
Charts = dict[str, str]


class Page(NamedTuple):
    values: Values
    charts: Charts


def page(gathered: Gathered, recipe: Recipe, news: News | None) -> Page:
    """Everything that the template asks for."""
    ranked = _ranked(gathered)
    values = _head(gathered, ranked)
    drawn: Charts = {}
    for more, charted in (
        _systems(gathered, ranked),
        _distribution(gathered, ranked),
        details.findings(gathered, [one.total for one in ranked]),
    ):
        values |= more
        drawn |= charted
    values |= details.outlets(gathered) | details.worst(gathered) | details.foot(gathered, recipe)
    values["news"] = since.values(news, gathered.measures) if news else None
    values["problems"] = sorted(gathered.problems.values(), key=lambda kind: -kind[0])
    return Page(values, drawn)


class Standing(NamedTuple):
    """A system at its place among the others."""

    name: str
    total: Total
    scores: dict[str, float]
    intervals: dict[str, tuple[float, float]]  # none for those beyond the first ``DETAILED``
    system: System | None


def _ranked(gathered: Gathered) -> list[Standing]:
    """Best first by the first measure; those that have no score last."""
    standings = []
    for total in gathered.ends:
        system = gathered.systems.get(total.system)
        scores = {m.name: m.value(total.counts[m.name]) for m in gathered.measures if m.name in total.counts}
        intervals = system.intervals() if system else {}
        standings.append(Standing(total.system, total, scores, intervals, system))
    first = gathered.first
    sign = -1 if first.higher_is_better else 1
    return sorted(standings, key=lambda one: sign * one.scores.get(first.name, sign * float("inf")))


def _head(gathered: Gathered, ranked: Sequence[Standing]) -> Values:
    totals = gathered.ends
    words, segments = sum(t.words for t in totals), sum(t.segments for t in totals)
    findings, problems = sum(t.findings.total() for t in totals), sum(t.problems for t in totals)
    clean = sum(system.clean for system in gathered.systems.values())
    scored = sum(s.total.segments - s.total.problems for s in gathered.systems.values())
    figures = [
        *([("systems", f"{len(totals):,}")] if len(totals) > 1 else []),
        (f"{gathered.noun}s", f"{segments:,}"),
        ("words", f"{words:,}"),
        ("findings", f"{findings:,}"),
        ("per 1,000 words", density(findings, words)),
        (f"{gathered.noun}s with none", share(clean, scored)),
        ("could not be scored", f"{problems:,}"),
    ]
    return {
        "title": "How good are these translations?",
        "kicker": f"{many(len(totals), 'system')}, {many(segments, gathered.noun)}, by {name(gathered.first)}",
        "lead": list(_lead(gathered, ranked)),
        "figures": figures,
        "noun": gathered.noun,
        "figures_problems": problems,
    }


def _lead(gathered: Gathered, ranked: Sequence[Standing]) -> Iterator[tuple[str, bool]]:
    first = gathered.first
    told = [one for one in ranked if first.name in one.scores]
    if not told:
        yield "No system has a score: nothing could be read.", False
        return
    best = told[0]
    interval = best.intervals.get(first.name)
    yield best.name, True
    yield f" {'does best' if len(told) > 1 else 'has'}", False
    yield f"{', with' if len(told) > 1 else ''} {best.scores[first.name]:.1f} {unit(first)}", False
    yield f" ({f'{interval[0]:.1f} to {interval[1]:.1f}; ' if interval else ''}{better(first)})", False
    close = [one.name for one in told[1:] if _overlap(one.intervals.get(first.name), interval)]
    if len(told) > 1:
        yield ", ", False
        yield told[-1].name, True
        yield f" worst, with {told[-1].scores[first.name]:.1f}", False
    if len(close) == len(told) - 1 and close:
        yield ". The intervals of all meet that of the best: their order may be chance", False
    elif close:
        verb = "meets" if len(close) == 1 else "meet"
        yield f". The intervals of {many(len(close), 'other')} {verb} that of the best: chance may decide there", False
    yield ".", False
    found: Counter[str] = sum((total.findings for total in gathered.ends), Counter())
    if found:
        rule, count = found.most_common(1)[0]
        yield f" Most often ({count:,} of {many(found.total(), 'finding')}): ", False
        yield _lower(details.summaries().get(rule, rule)), False


def _lower(sentence: str) -> str:
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _overlap(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    return bool(one and other and one[0] <= other[1] and other[0] <= one[1])


def _systems(gathered: Gathered, ranked: Sequence[Standing]) -> tuple[Values, Charts]:
    first = gathered.first
    best = {
        m.name: (max if m.higher_is_better else min)(
            (s.scores[m.name] for s in ranked if m.name in s.scores), default=0
        )
        for m in gathered.measures
    }
    rows = []
    for one in ranked[:LISTED]:
        total, scored = one.total, one.total.segments - one.total.problems
        scores = [_score(one, measure, best, among=len(ranked)) for measure in gathered.measures]
        clean = share(one.system.clean, scored) if one.system else "–"
        rows.append(
            {
                "name": one.name,
                "scores": scores,
                "density": density(total.findings.total(), total.words),
                "clean": clean,
                "segments": f"{total.segments:,}",
                "words": f"{total.words:,}",
                "problems": f"{total.problems:,}",
            }
        )
    said = "Below each score: where 95 % of such samples would lie."
    if len(ranked) > 1:
        said += " Where two intervals overlap, mtassist compare tells whether the difference is more than chance."
    if len(ranked) > LISTED:
        said += f" The best {LISTED} of {len(ranked):,} are listed."
    drawn = [(s.name, s.scores[first.name], *s.intervals[first.name]) for s in ranked if first.name in s.intervals]
    metrics = [{"name": name(m), "better": better(m)} for m in gathered.measures]
    values = {"systems": rows, "systems_said": said, "metrics": metrics}
    if len(drawn) < 2:
        return values, {}
    alt = f"{unit(first)} of {len(drawn[:CHARTED])} systems with 95 % intervals; the table below has the numbers"
    label = f"{unit(first)}, {better(first)}"
    return values, {"systems_chart": charts.intervals(drawn[:CHARTED], label, alt)}


def _score(one: Standing, measure: Measure, best: dict[str, float], *, among: int) -> Values:
    value = one.scores.get(measure.name)
    if value is None:
        return {"value": "–", "interval": "", "best": False}
    interval = one.intervals.get(measure.name)
    shown = f"{interval[0]:.2f} – {interval[1]:.2f}" if interval else ""
    return {"value": f"{value:.2f}", "interval": shown, "best": among > 1 and value == best[measure.name]}


def _distribution(gathered: Gathered, ranked: Sequence[Standing]) -> tuple[Values, Charts]:
    shown = [(one.name, one.system.bins) for one in ranked if one.system and any(one.system.bins)]
    if not shown:
        return {}, {}
    first, names = gathered.first, bins(gathered.first)
    said = f"How many {gathered.noun}s have which score ({unit(first)}, {better(first)})."
    if isinstance(first, Points):
        said += " Those in which nothing was found are counted above the bars. One finding in a short one weighs much."
    if len(gathered.ends) > len(shown):
        said += f" {len(shown)} of {len(gathered.ends):,} systems are shown."
    alt = f"Histograms of {unit(first)}, one for each of {min(len(shown), CHARTED)} systems; the table has the numbers"
    distribution = [{"name": system, "bins": parts} for system, parts in shown]
    values = {"bins": names, "distribution": distribution, "distribution_said": said}
    return values, {"distribution_chart": charts.histograms(shown[:CHARTED], names, unit(first), alt)}
