"""What the quality score of a text says, in words that need no explanation."""

from __future__ import annotations

from dataclasses import dataclass

from mtassist.types import Report

NAME, EDITS = "quality", "edits"  # of scores
BY_SENTENCES = "unit:sentences-left"  # in the signature of a score that counts sentences


@dataclass(frozen=True, slots=True)
class Told:
    """The score of a whole text in whole numbers, from 0 to 100."""

    value: int
    low: int | None
    high: int | None
    meaning: str

    @property
    def short(self) -> str:
        """The number with its interval.

        >>> Told(61, 55, 67, "…").short
        '61 (55-67)'
        """
        interval = "" if self.low is None or self.high is None else f" ({self.low}-{self.high})"
        return f"{self.value}{interval}"


def told(report: Report) -> Told | None:
    """None where no model has judged the text."""
    score = next((s for s in report.scores if s.name == NAME and s.segment is None), None)
    if score is None:
        return None
    edits = next((s for s in report.scores if s.name == EDITS and s.segment is None), None)
    changed = f"about {_whole(edits.value)} of 100 words would change" if edits else ""
    value = _whole(score.value)
    if reasons := [said for said in report.incomplete if not said.startswith("no source")]:
        return Told(value, None, None, f"this number says little here ({'; '.join(reasons)})")
    if BY_SENTENCES in score.signature:
        meaning = f"an editor would leave about {value} of 100 sentences as they are"
    else:
        meaning = f"from 0 to 100, by {_model(score.signature)}"
    low, high = (None if bound is None else _whole(bound) for bound in (score.low, score.high))
    return Told(value, low, high, "; ".join(filter(None, (meaning, changed))))


def _whole(value: float) -> int:
    """Halves go up, as people round."""
    return int(value + 0.5)


def _model(signature: str) -> str:
    """The name alone, without the hash."""
    return next((p[6:].partition("@")[0] for p in signature.split("|") if p.startswith("model:")), "a model")
