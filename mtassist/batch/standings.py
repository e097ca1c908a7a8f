"""What `mtassist compare` writes: tables for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mtassist.batch.comparing import Against, Comparison, Standing
from mtassist.formats.cells import middle_cut, shown

WIDTH = 100  # cells of a text that is shown
NAME = 40  # and of a system's name


def text(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """A table for each measure, and below it the segments where systems differ most."""
    for comparison in comparisons:
        yield f"{shown(comparison.signature)}\n"
        better = "higher" if comparison.higher_is_better else "lower"
        yield f"{comparison.segments:,} segments, {better} is better; p: of the difference to the first system\n"
        names = [middle_cut(standing.system, NAME) for standing in comparison.standings]
        wide = max(6, *map(len, names))
        yield (
            f"{'system':{wide}} {'value':>8} {'95 % interval':>18} {'difference':>10} "
            f"{'p bootstr.':>10} {'p randomis.':>11} {'effect':>7}\n"
        )
        for name, standing in zip(names, comparison.standings, strict=True):
            interval = "[{:.2f}, {:.2f}]".format(*standing.interval)
            yield f"{name:{wide}} {standing.value:8.2f} {interval:>18}{_against(standing.against)}\n"
        yield from _segments(comparison)
        yield "\n"


def _against(against: Against | None) -> str:
    if against is None:
        return f" {'–':>10}"
    effect = "–" if against.effect is None else f"{against.effect:+.3f}"
    return f" {against.difference:+10.2f} {against.bootstrap:10.4f} {against.randomisation:11.4f} {effect:>7}"


def _segments(comparison: Comparison) -> Iterator[str]:
    first = comparison.standings[0].system
    for standing in comparison.standings[1:]:
        for one in standing.against.apart if standing.against else ():
            yield f"\n  {comparison.measure}, line {one.segment + 1}\n"
            if one.source is not None:
                yield f"    {middle_cut(one.source, WIDTH)}\n"
            for system, words, value in zip((first, standing.system), one.texts, one.scores, strict=True):
                yield f"    {value:8.2f}  {middle_cut(system, NAME)}: {middle_cut(words, WIDTH)}\n"


def as_json(comparisons: Iterable[Comparison]) -> str:
    """One object with a list a measure; p-values stand under the names of the tests."""
    measures = {
        one.measure: {
            "signature": one.signature,
            "higher_is_better": one.higher_is_better,
            "segments": one.segments,
            "systems": [_standing(standing) for standing in one.standings],
        }
        for one in comparisons
    }
    return json.dumps({"measures": measures}, ensure_ascii=False, indent=1) + "\n"


def _standing(standing: Standing) -> dict[str, Any]:
    values: dict[str, Any] = {
        "system": standing.system,
        "value": standing.value,
        "mean": standing.mean,
        "interval": list(standing.interval),
    }
    if (against := standing.against) is None:
        return values
    return values | {
        "difference": against.difference,
        "p": {"bootstrap": against.bootstrap, "randomisation": against.randomisation},
        "effect": against.effect,
        "apart": [one._asdict() for one in against.apart],
    }
