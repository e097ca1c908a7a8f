"""How a report says names and figures."""

from __future__ import annotations

from mtassist.batch.measures import Estimated, Measure, Points, Quality

NAMES = {"mqm": "MQM", "bleu": "BLEU", "chrf": "chrF++", "ter": "TER", "hter": "HTER"}


def name(measure: Measure) -> str:
    return NAMES.get(measure.name, measure.name)


def unit(measure: Measure) -> str:
    """What the numbers of a measure count."""
    if isinstance(measure, Quality):
        return "sentences of 100 that an editor would leave as they are"
    if isinstance(measure, Estimated):
        return f"quality by {measure.model.partition('@')[0]}"
    return f"{name(measure)} points per 1,000 words" if isinstance(measure, Points) else name(measure)


def better(measure: Measure) -> str:
    return "higher is better" if measure.higher_is_better else "lower is better"


def density(count: int, words: int) -> str:
    value = 1000 * count / words if words else 0.0
    return "–" if not words else f"{value:.1f}" if value >= 1 or not value else f"{value:.2f}"


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"
