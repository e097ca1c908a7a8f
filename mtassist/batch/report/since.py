"""What is new since an earlier run, for the report and for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mtassist.batch.baseline import News, Since
from mtassist.batch.measures import Measure
from mtassist.batch.report.words import NAMES, many
from mtassist.formats.cells import middle_cut, shown

SYSTEMS = 20  # that are shown
RULES = 12  # that changed; the terminal shows no more
WIDE = 110  # cells, where nobody sees it at once
NAME = 60

Values = dict[str, Any]


def values(news: News, measures: Sequence[Measure]) -> Values:
    """As the template of the report wants it."""
    return {
        "path": news.path,
        "said": list(_systems_said(news)),
        "systems": [_system(since, measures) for since in news.systems[:SYSTEMS]],
    }


def _systems_said(news: News) -> Iterator[str]:
    if news.gone:
        yield f"Only the earlier run has {_some(news.gone)}."
    if news.new:
        yield f"Only this run has {_some(news.new)}."
    if len(news.systems) > SYSTEMS:
        yield f"{SYSTEMS} of {len(news.systems):,} systems are shown."


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - SYSTEMS:,} more" if len(names) > SYSTEMS else ""
    return ", ".join(names[:SYSTEMS]) + more


def _system(since: Since, measures: Sequence[Measure]) -> Values:
    higher = {measure.name: measure.higher_is_better for measure in measures}
    changed = [turn for turn in since.turns if turn.new or turn.gone]
    new, gone = sum(turn.new for turn in changed), sum(turn.gone for turn in changed)
    same = len(since.turns) - len(changed)
    return {
        "name": since.system,
        "called": since.earlier if since.earlier != since.system else "",
        "said": [*since.refused, *_segments_said(since)],
        "scores": [_row(NAMES.get(name, name), *pair, higher[name]) for name, pair in since.scores.items()],
        "turns": changed,
        "turned": f"{new:,} new, {gone:,} gone" + f"; {many(same, 'rule')} found the same as then" * bool(same),
        "compared": bool(since.turns),
        "turning": f"{since.better:,} better, {since.worse:,} worse, by {NAMES.get(since.metric or '', since.metric)}",
        "moved": [
            _row(f"{moved.segment + 1:,}", moved.before, moved.now, higher[since.metric or ""]) for moved in since.moved
        ],
    }


def _row(name: str, before: float, now: float, higher_is_better: bool) -> Values:
    change = now - before
    is_better = (change > 0) == higher_is_better
    return {
        "name": name,
        "before": f"{before:.2f}",
        "now": f"{now:.2f}",
        "change": {
            "text": f"{change:+.2f} {'better' if is_better else 'worse'}" if change else "the same",
            "better": bool(change) and is_better,
            "worse": bool(change) and not is_better,
        },
    }


def _segments_said(since: Since) -> Iterator[str]:
    then, now = since.segments
    if then != now or since.paired != now:
        alone = f"{then - since.paired:,} only then, {now - since.paired:,} only now"
        yield f"{then:,} segments then, {now:,} now: {since.paired:,} are compared; {alone}."
    if since.unlike:
        yield f"{since.unlike:,} of {since.paired:,} segments have another number of words: their text is another."
    if any(since.unscored):
        yield "Could not be scored: {:,} segments then, {:,} now.".format(*since.unscored)


def show(news: News, measures: Sequence[Measure]) -> None:
    """Tables on standard error."""
    import sys

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else WIDE)
    told = values(news, measures)

    def say(words: str, style: str = "") -> None:
        console.print(Text(shown(words), style), soft_wrap=True)

    def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[Text]]) -> None:
        made = Table(title=None, box=SIMPLE_HEAD, pad_edge=False)
        made.add_column(title)
        for head in heads:
            made.add_column(head, justify="right", no_wrap=True)
        for row in rows:
            made.add_row(*row)
        console.print(made)

    def cells(row: Values) -> list[Text]:
        change = row["change"]
        style = "green" if change["better"] else "red" if change["worse"] else "dim"
        return [Text(row["name"]), Text(row["before"]), Text(row["now"]), Text(change["text"], style)]

    say(f"Since {told['path']}:", "bold")
    for words in told["said"]:
        say(words, "yellow")
    for system in told["systems"]:
        called = f" (then {middle_cut(system['called'], NAME)})" if system["called"] else ""
        say(middle_cut(system["name"], NAME) + called, "bold")
        for words in system["said"]:
            say(words, "yellow")
        if system["scores"]:
            table("measure", ("then", "now", "change"), list(map(cells, system["scores"])))
        changed = system["turns"]
        if system["compared"]:
            say(f"Findings: {system['turned']}")
        if changed:
            rows = [
                [
                    Text(shown(t.rule)),
                    *map(
                        Text,
                        (f"{t.before:,}", f"-{t.gone:,}" * bool(t.gone), f"+{t.new:,}" * bool(t.new), f"{t.now:,}"),
                    ),
                ]
                for t in changed[:RULES]
            ]
            table("rule", ("then", "gone", "new", "now"), rows)
            if len(changed) > RULES:
                say(f"and {len(changed) - RULES} more rules; --report shows all", "dim")
        if system["moved"]:
            say(f"Segments: {system['turning']}; most changed:")
            table("segment", ("then", "now", "change"), list(map(cells, system["moved"])))
