"""SARIF 2.1.0, for code-scanning pages and editors. All rules are listed, so that a finding that is gone is closed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mtassist import __version__, plugins, suppress
from mtassist.formats import report as reports
from mtassist.formats.places import Where
from mtassist.formats.report import Checked
from mtassist.types import Document, Edit, Issue, Report, Safety, Severity, Span, Suggestion

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {
    Severity.NEUTRAL: "note",
    Severity.MINOR: "note",
    Severity.MAJOR: "warning",
    Severity.CRITICAL: "error",
}


def as_json(checked: Iterable[Checked]) -> str:
    """The whole log as JSON text."""
    return json.dumps(as_dict(checked), ensure_ascii=False, indent=1) + "\n"


def as_dict(checked: Iterable[Checked]) -> dict[str, Any]:
    """One run. Positions count code points, lines and columns from 1."""
    modules = plugins.cards()
    numbers = {module.RULE.id: number for number, module in enumerate(modules)}
    results: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    used = reports.signature()
    for path, report in checked:
        places = Where(report.document)
        results += [_result(path, report.document, issue, places, numbers) for issue in report.issues]
        notes += _notes(path, report)
        used = reports.recipe(report)  # one command has one
    driver = {
        "name": "mtassist",
        "semanticVersion": __version__,
        "properties": {"signature": used},
        "rules": [_rule(module) for module in modules],
    }
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": notes}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(module: Any) -> dict[str, Any]:
    rule = module.RULE
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": (module.__doc__ or rule.summary).strip()},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], "mqm": rule.mqm.value, "confidence": rule.confidence},
    }


def _result(path: str, document: Document, issue: Issue, places: Where, numbers: dict[str, int]) -> dict[str, Any]:
    made = [s for s in issue.suggestions if s.edits and s.safety is not Safety.SHOW]
    fixes = [] if document.origin else [_fix(path, s, places) for s in made]  # nothing is written into a page
    return {
        "ruleId": issue.rule,
        **({"ruleIndex": numbers[issue.rule]} if issue.rule in numbers else {}),
        "level": LEVELS[issue.severity],
        "message": {"text": issue.message},
        "locations": [
            {"physicalLocation": {"artifactLocation": _artifact(path), "region": _region(issue.span, places)}}
        ],
        "partialFingerprints": {"mtassist/v1": suppress.fingerprint(document, issue)},
        "rank": round(100 * issue.confidence, 1),
        "properties": {"severity": issue.severity.value, "mqm": issue.mqm.value},
        **({"fixes": fixes} if fixes else {}),
    }


def _fix(path: str, suggestion: Suggestion, places: Where) -> dict[str, Any]:
    return {
        "description": {"text": f"{suggestion.safety} fix by {suggestion.by}"},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path),
                "replacements": [_replacement(edit, places) for edit in suggestion.edits],
            }
        ],
    }


def _replacement(edit: Edit, places: Where) -> dict[str, Any]:
    return {"deletedRegion": _region(edit.span, places), "insertedContent": {"text": edit.new}}


def _region(given: Span, places: Where) -> dict[str, int]:
    line, column = places.at(given)
    end_line, end_column = places.end(given)
    span = places.span(given)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _artifact(path: str) -> dict[str, str]:
    return {"uri": Path(path).as_uri() if Path(path).is_absolute() else quote(path.replace("\\", "/"))}


def _notes(path: str, report: Report) -> list[dict[str, Any]]:
    """What could not be looked at, and rules that failed."""
    said = [*report.incomplete, *(f"{failure.plugin} failed: {failure.error}" for failure in report.failures)]
    where = [{"physicalLocation": {"artifactLocation": _artifact(path)}}]
    return [{"level": "warning", "message": {"text": words}, "locations": where} for words in said]
