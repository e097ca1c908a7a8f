"""Findings and decisions as JSON lines: what a program needs to learn from a review, or to repeat it.

The first line tells of the document, each further one of a finding, by the machine or by a person, as in the report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mtassist.formats import report as reports
from mtassist.formats.pieces import remarks
from mtassist.review import Review

SCHEMA = "mtassist/review/1"
HALF = re.compile("[\ud800-\udfff]")  # UTF-8 has no place for half a character
LINE_ENDS = re.compile("[\u0085\u2028\u2029]")  # to some readers of lines


def write(review: Review) -> str:
    """One line of JSON for the document and one for each finding. Offsets count code points."""
    return "".join(f"{_json(each)}\n" for each in _lines(review))


def _lines(review: Review) -> Iterator[dict[str, Any]]:
    whole = reports.document("", replace(review.report, issues=review.issues))
    issues = whole.pop("issues")
    del whole["path"]
    yield {"schema": SCHEMA, "signature": reports.recipe(review.report), **whole}
    said = remarks(review)
    for issue in issues:
        decision, remark = review.decisions.get(issue["id"]), said.get(issue["id"])
        yield {
            **issue,
            "own": bool(decision and decision.found),
            "state": review.states[issue["id"]].value,
            "edits": [{"start": e.span.start, "end": e.span.end, "new": e.new} for e in decision.edits]
            if decision
            else [],
            "by": decision.by if decision else None,
            "at": decision.at if decision else None,
            "made": issue["id"] in review.made,
            "note": review.notes[issue["id"]].text if remark else None,
            "note_by": remark.by if remark else None,
            "note_at": remark.at if remark else None,
        }


def _json(values: dict[str, Any]) -> str:
    line = HALF.sub("\N{REPLACEMENT CHARACTER}", json.dumps(values, ensure_ascii=False))
    return LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
