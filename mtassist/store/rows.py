"""Nouns to rows and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, Table

from mtassist.errors import InputError
from mtassist.formats import report as json
from mtassist.store.tables import actions, decisions, mutes, notes
from mtassist.suppress import fingerprint
from mtassist.types import Action, Decision, Document, Edit, Issue, Mute, Note, Report, Span

Rows = dict[Table, list[dict[str, Any]]]
LONGEST = 500  # characters of a key or of an issue's id, which the database indexes


def refuse_unfit(document: Document, action: Action) -> None:
    """What would spoil the review of this text for ever does not get in."""
    names = [action.key, *(d.issue for d in action.decisions), *(n.issue for n in action.notes)]
    if not action.key or max(map(len, names)) > LONGEST:
        raise InputError(f"an action needs a key, and names of at most {LONGEST} characters; this one has other names")
    sha = document.sha
    for decision in action.decisions:
        if decision.document != sha:
            raise InputError(f"the decision on {decision.issue} was made on another text; open this one first")
        made = sorted(set(decision.edits))
        apart = all(a.span.end <= b.span.start for a, b in pairwise(made))
        spans = [e.span for e in made] + ([decision.found.span] if decision.found else [])
        if not apart or any(span.end > len(document.text) for span in spans):
            raise InputError(f"the edits of {decision.issue} overlap or lie outside the text; open it again")


def rows_of(action: Action, document: Document, issues: Mapping[str, Issue]) -> Rows:
    """What an action writes, but for its place in the log; ``issues`` are the machine's, by id."""
    return {
        actions: [{name: getattr(action, name) for name in ("key", "by", "at", "undoes", "redoes", "seconds")}],
        decisions: [
            {"place": place, **_decision_row(document, decision, issues.get(decision.issue))}
            for place, decision in enumerate(action.decisions)
        ],
        notes: [{"place": place, "issue": note.issue, "text": note.text} for place, note in enumerate(action.notes)],
        mutes: [
            _mute_row(document, decision, issue)
            for decision in action.decisions
            if decision.mute in (Mute.HERE, Mute.RULE)
            if (issue := decision.found or issues.get(decision.issue))
        ],
    }


def _decision_row(document: Document, decision: Decision, machine: Issue | None) -> dict[str, Any]:
    issue = decision.found or machine
    return {
        "issue": decision.issue,
        "rule": issue.rule if issue else decision.issue.partition("@")[0],
        "severity": issue.severity.value if issue else None,
        "confidence": machine.confidence if machine else None,
        "verdict": _verdict(decision, machine),
        "edits": [[e.span.start, e.span.end, e.new] for e in decision.edits],
        "found": _plain(document, decision.found) if decision.found else None,
        "mute": decision.mute.value,
        "by": decision.by,
        "at": decision.at,
    }


def _verdict(decision: Decision, machine: Issue | None) -> str:
    if not decision.edits:
        return "marked" if decision.found else "rejected"
    offered = machine is not None and decision.edits in [s.edits for s in machine.suggestions]
    return "accepted" if offered else "edited"


def _plain(document: Document, issue: Issue) -> dict[str, Any]:
    (plain,) = json.document("", Report(document, (issue,)))["issues"]
    return dict(plain)


def _mute_row(document: Document, decision: Decision, issue: Issue) -> dict[str, Any]:
    return {
        "issue": decision.issue,
        "kind": decision.mute.value,
        "name": issue.rule if decision.mute is Mute.RULE else fingerprint(document, issue),
        "text": issue.text,
        "by": decision.by,
        "at": decision.at,
        "active": False,  # until the log says that the decision stands
    }


def _decision(row: Row[Any], sha: str) -> Decision:
    edits = tuple(Edit(Span(start, end), new) for start, end, new in row.edits)
    found = json.read_issue(row.found) if row.found else None
    return Decision(sha, row.issue, edits, row.by, row.at, found, Mute(row.mute))


def actions_of(
    done: Iterable[Row[Any]], decided: Iterable[Row[Any]], noted: Iterable[Row[Any]], sha: str
) -> tuple[tuple[int, Action], ...]:
    """Actions with their numbers; what was decided and noted comes in order."""
    decided_by: dict[int, list[Decision]] = {}
    noted_by: dict[int, list[Note]] = {}
    for row in decided:
        decided_by.setdefault(row.number, []).append(_decision(row, sha))
    for row in noted:
        noted_by.setdefault(row.number, []).append(Note(row.issue, row.text))
    return tuple((r.number, _action(r, decided_by.get(r.number, ()), noted_by.get(r.number, ()))) for r in done)


def _action(row: Row[Any], decisions: Iterable[Decision], notes: Iterable[Note]) -> Action:
    return Action(row.key, row.by, row.at, tuple(decisions), tuple(notes), row.undoes, row.redoes, row.seconds)
