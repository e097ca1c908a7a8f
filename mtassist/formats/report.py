"""The one JSON: what ``mtassist check --format json`` prints, the page answers and the log keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from mtassist import __version__, plugins, segment, suppress
from mtassist.formats.places import Places
from mtassist.types import (
    Document,
    Edit,
    Failure,
    Issue,
    Mqm,
    Origin,
    Report,
    Safety,
    Score,
    Severity,
    Span,
    Suggestion,
)

SCHEMA = "mtassist/report/1"
Checked = tuple[str, Report]  # a path as given, and what was found in the text there


def signature(memory: str = "", model: str = "none") -> str:
    """The recipe of a report: two of them compare only when it is the same. As ``memory`` and ``model`` of a Report."""
    known = f"mtassist:{__version__}|rules:{plugins.rules_hash()}|model:{model}"
    return known + (f"|memory:{memory}" if memory else "")


def recipe(report: Report) -> str:
    """The signature of one report."""
    return signature(report.memory, report.model)


def as_json(checked: Iterable[Checked]) -> str:
    """The whole report as JSON text."""
    return json.dumps(as_dict(checked), ensure_ascii=False, indent=1) + "\n"


def as_dict(checked: Iterable[Checked]) -> dict[str, Any]:
    """The whole report as plain values. Keys may be added; none is renamed or dropped within a schema."""
    used, documents = signature(), []
    for path, report in checked:
        used = recipe(report)  # one command has one
        documents.append(document(path, report))
    return {"schema": SCHEMA, "signature": used, "documents": documents}


def document(path: str, report: Report) -> dict[str, Any]:
    text = report.document.text
    return {
        "path": path,
        "sha256": report.document.sha,
        "characters": len(text),
        "words": len(text.split()),
        "language": report.document.language,
        "scores": [_score(score) for score in report.scores],
        "incomplete": list(report.incomplete),
        "failures": [{"plugin": failure.plugin, "error": failure.error} for failure in report.failures],
        **({"memory": report.memory} if report.memory else {}),
        **({"model": report.model} if report.model != "none" else {}),
        **({"text": text, "left_out": _left_out(report.document.origin)} if report.document.origin else {}),
        "issues": _issues(report),
    }


def _left_out(origin: Origin) -> list[dict[str, Any]]:
    """What a page has beside the article, each with its place there."""
    places = Places(origin.page)
    return [
        {"text": each.text, "element": each.element, "place": _place(places, each.span)} for each in origin.left_out
    ]


def _issues(report: Report) -> list[dict[str, Any]]:
    """Of a page each also with its ``place`` there."""
    issues = [_issue(report.document, issue) for issue in report.issues]
    if origin := report.document.origin:
        places = Places(origin.page)
        return [
            {**values, "place": _place(places, origin.span(issue.span))}
            for issue, values in zip(report.issues, issues, strict=True)
        ]
    return issues


def _place(places: Places, span: Span) -> dict[str, int]:
    line, column = places.at(span.start)
    return {"start": span.start, "end": span.end, "line": line, "column": column}


def _issue(document: Document, issue: Issue) -> dict[str, Any]:
    return {
        "id": issue.id,
        "rule": issue.rule,
        "family": issue.family,
        "severity": issue.severity.value,
        "mqm": issue.mqm.value,
        "confidence": issue.confidence,
        "start": issue.span.start,
        "end": issue.span.end,
        "text": issue.text,
        "message": issue.message,
        "fingerprint": suppress.fingerprint(document, issue),
        "suggestions": [_suggestion(suggestion) for suggestion in issue.suggestions],
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    edits = [{"start": e.span.start, "end": e.span.end, "new": e.new} for e in suggestion.edits]
    return {"safety": suggestion.safety.value, "by": suggestion.by, "edits": edits}


def _score(score: Score) -> dict[str, Any]:
    return {
        "name": score.name,
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "signature": score.signature,
        "segment": score.segment,
    }


def read(values: dict[str, Any], text: str, source: str | None) -> Report:
    """The report that ``document`` wrote, on the text that it was made of."""
    return Report(
        segment.document(text, source=source, language=values["language"]),
        tuple(read_issue(issue) for issue in values["issues"]),
        tuple(_read_score(score) for score in values["scores"]),
        tuple(Failure(failure["plugin"], failure["error"]) for failure in values["failures"]),
        tuple(values["incomplete"]),
        values.get("memory", ""),
        values.get("model", "none"),
    )


def read_issue(values: dict[str, Any]) -> Issue:
    return Issue(
        values["rule"],
        Span(values["start"], values["end"]),
        values["text"],
        values["message"],
        Mqm(values["mqm"]),
        Severity(values["severity"]),
        values["confidence"],
        tuple(_read_suggestion(suggestion) for suggestion in values["suggestions"]),
    )


def _read_suggestion(values: dict[str, Any]) -> Suggestion:
    edits = tuple(Edit(Span(e["start"], e["end"]), e["new"]) for e in values["edits"])
    return Suggestion(edits, Safety(values["safety"]), values["by"])


def _read_score(values: dict[str, Any]) -> Score:
    return Score(values["name"], values["value"], values["signature"], values["low"], values["high"], values["segment"])
