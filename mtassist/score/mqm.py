"""MQM points per 1,000 words: how much the findings weigh, as WMT's annotators weigh errors. Lower is better.

Weights after Freitag et al. 2021, “Experts, Errors, and Context”: non-translation 25, major 5, minor 1, minor
punctuation 0.1, neutral 0. They know no critical errors; those weigh 10, twice a major one, as in Unbabel's part of the
WMT metrics task (Freitag et al. 2021, “Results of the WMT21 Metrics Shared Task”).
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.types import Document, Issue, Mqm, Score, Severity

SIGNATURE = "mqm|weights:wmt|unit:1000-words|v:1"
WEIGHTS = {Severity.NEUTRAL: 0.0, Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 10.0}
NON_TRANSLATION = 25.0
MINOR_PUNCTUATION = 0.1


def score(document: Document, issues: tuple[Issue, ...]) -> Iterator[Score]:
    """One number for the whole document; none for a text without words."""
    if words := len(document.text.split()):
        points = sum(weight(issue) for issue in issues)
        yield Score("mqm", round(1000 * points / words, 2), SIGNATURE)


def weight(issue: Issue) -> float:
    """The points of one finding."""
    if issue.mqm is Mqm.NON_TRANSLATION:
        return NON_TRANSLATION
    if issue.mqm is Mqm.PUNCTUATION and issue.severity is Severity.MINOR:
        return MINOR_PUNCTUATION
    return WEIGHTS[issue.severity]
