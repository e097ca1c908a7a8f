"""The desk behind the review page: what a person asks for in plain values, answered in plain values.

It draws nothing and decides nothing about language; the page's script draws, the store remembers. Offsets are code
points. Each move of a person becomes one `Action`, so that whatever was done in one move is taken back in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from threading import Lock
from typing import Any, Protocol

from mtassist import edits as editing
from mtassist import plugins
from mtassist.config import Config
from mtassist.errors import InputError
from mtassist.formats import quality
from mtassist.formats import report as reports
from mtassist.pipeline import check
from mtassist.review import Review, State, standing, undoable
from mtassist.score.mqm import weight
from mtassist.segment import document
from mtassist.store import Conflict, Record, Store
from mtassist.suppress import fingerprint
from mtassist.types import Action, Decision, Edit, Issue, Mqm, Mute, Note, Report, Safety, Severity, Span
from mtassist.web.guard import within_limits
from mtassist.wording import changed_words, changes

Plain = dict[str, Any]
LONGEST_NOTE = 2_000  # characters
LONGEST_REWORDING = 10_000  # characters more than the passage had
MOST_SECONDS = 300.0  # one move; whoever took longer was away
KEPT = 100  # standings: what an editor saw last is what the next move starts from
CATEGORIES = {  # what a person may call an own finding
    "grammar": Mqm.GRAMMAR,
    "mistranslation": Mqm.MISTRANSLATION,
    "omission": Mqm.OMISSION,
    "addition": Mqm.ADDITION,
    "untranslated": Mqm.UNTRANSLATED,
    "punctuation": Mqm.PUNCTUATION,
    "spelling": Mqm.SPELLING,
    "terms": Mqm.TERM_INCONSISTENT,
    "not-article": Mqm.NON_ARTICLE,
}


class Move(Protocol):
    """One kind of move: from where the review stands and what is asked to the action that does it."""

    def __call__(self, record: Record, review: Review, asked: Plain, sign: Sign) -> Action: ...


class Sign:
    """Who acts, when, and under which key."""

    def __init__(self, by: str, asked: Plain) -> None:
        self.by = by
        self.at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.key = str(asked.get("key") or "")[:64]
        self.seconds = min(max(float(asked.get("seconds") or 0), 0.0), MOST_SECONDS)
        if not self.key:
            raise InputError("the request has no key; send one made up for this move, so that a repeat is known")

    def action(self, decisions: Iterable[Decision] = (), notes: Iterable[Note] = (), **more: str | None) -> Action:
        return Action(self.key, self.by, self.at, tuple(decisions), tuple(notes), seconds=self.seconds, **more)

    def decision(
        self,
        record: Record,
        issue: str,
        edits: Iterable[Edit] = (),
        *,
        found: Issue | None = None,
        mute: Mute = Mute.NO,
    ) -> Decision:
        sha = record.report.document.sha
        return Decision(sha, issue, tuple(edits), by=self.by, at=self.at, found=found, mute=mute)


@dataclass(frozen=True)
class Standing:
    """A review after so many of its actions. It never changes, so that it can be kept."""

    record: Record
    review: Review

    @cached_property
    def states(self) -> Mapping[str, Plain]:
        return {issue.id: _state(self.review, issue) for issue in self.review.issues}

    @cached_property
    def totals(self) -> Mapping[str, float]:
        return totals(self.record, self.review)

    def told(self, by: str) -> Plain:
        undo, redo = undoable(self.review.actions, by)
        seen = len(self.review.actions)
        return {"seen": seen, "undo": bool(undo), "redo": bool(redo), "totals": self.totals}


class Desk:
    """Answers the page. Safe to share among threads: all that lasts is in the store."""

    def __init__(self, store: Store, config: Config | None = None) -> None:
        self.store = store
        self._config = config or Config()
        self._standings: dict[tuple[str, int], Standing] = {}
        self._lock = Lock()

    @property
    def config(self) -> Config:
        """With the list of what sites repeat as it is now: others learn while the server runs."""
        given = self._config
        if given.memory and (latest := given.memory.latest()) is not given.memory:
            self._config = given = replace(given, memory=latest)
        return given

    def check(self, text: str, *, title: str = "", source: str | None = None, by: str) -> Plain:
        """Check a text, keep it, and open it."""
        if not text.strip():
            raise InputError("there is no text; paste an article first")
        within_limits(text)
        within_limits(source or "", "the source")
        given = document(text, source=source if source and source.strip() else None)
        fingerprints, muted = self.store.muted()
        options = self.config
        config = replace(
            options,
            ignored=options.ignored | fingerprints,
            ignore=(*options.ignore, *sorted(muted & plugins.rules().keys())),
        )
        report = check(given, config=config)
        record = self.store.add(report, title=title.strip()[:200] or _headline(report), by=by)
        return self.open(record.id, by=by)

    def open(self, id: str, *, by: str) -> Plain:
        """All that the page needs to draw a document."""
        record = self.store.get(id)
        now = self._standing(record, self._actions(id))
        given = record.report.document
        return {
            "id": record.id,
            "title": record.title,
            "text": given.text,
            "source": given.source,
            "created": record.created,
            "by": record.by,
            "signature": reports.recipe(record.report),
            "blocks": [[b.span.start, b.span.end, b.kind.value] for b in given.blocks],
            "issues": [_issue(given, issue) for issue in now.review.issues],
            "states": now.states,
            "quality": _quality(record.report),
            "incomplete": list(record.report.incomplete),
            "failures": [f"{f.plugin}: {f.error}" for f in record.report.failures],
            **now.told(by),
        }

    def since(self, id: str, *, by: str, seen: int) -> Plain:
        """What changed after action number ``seen``."""
        record = self.store.get(id)
        actions = self._actions(id)
        before = self._standing(record, actions[: max(seen, 0)]).states
        now = self._standing(record, actions)
        return {
            "states": {name: state for name, state in now.states.items() if before.get(name) != state},
            "added": [_issue(record.report.document, i) for i in now.review.issues if i.id not in before],
            "gone": [name for name in before if name not in now.states],
            "others": sorted({action.by for action in actions[max(seen, 0) :] if action.by != by}),
            **now.told(by),
        }

    def act(self, id: str, *, by: str, seen: int, asked: Plain) -> Plain:
        """Do one move and say what changed since ``seen``. Nothing is overwritten that the person has not seen."""
        record, review = self.review(id)
        kind = str(asked.get("move"))
        if kind not in MOVES:
            raise InputError(f"unknown move {kind!r}; known are {', '.join(sorted(MOVES))}")
        sign = Sign(by, asked)
        if any(action.key == sign.key for action in review.actions):  # sent again: it has been done
            return self.since(id, by=by, seen=seen)
        try:
            action = MOVES[kind](record, review, asked, sign)
            self.store.act(id, action, seen)
        except Conflict as conflict:
            names = ", ".join(sorted({a.by for a in conflict.actions}))
            said = f"{names} decided this in the meantime; yours was not recorded. Look, and decide again."
            return {**self.since(id, by=by, seen=seen), "conflict": said}
        left = len(asked.get("issues") or ()) - len(action.decisions) if kind == "bulk" else 0
        return {**self.since(id, by=by, seen=seen), "made": len(action.decisions), "left": left}

    def review(self, id: str) -> tuple[Record, Review]:
        """The document and where its review stands, for exports."""
        record = self.store.get(id)
        return record, self._standing(record, self._actions(id)).review

    def _actions(self, id: str) -> list[Action]:
        return [action for _, action in self.store.actions(id)]  # numbered 1, 2, 3 …

    def _standing(self, record: Record, actions: Sequence[Action]) -> Standing:
        with self._lock:
            key = record.id, len(actions)
            found = self._standings.pop(key, None) or Standing(record, Review(record.report, actions))
            self._standings[key] = found  # the latest last
            if len(self._standings) > KEPT:
                del self._standings[next(iter(self._standings))]
        return found


# The moves


def _accept(record: Record, review: Review, asked: Plain, sign: Sign) -> Action:
    issue = _issue_of(review, asked)
    offered = [s.edits for s in issue.suggestions if s.edits]
    number = int(asked.get("n") or 0)
    if not 0 <= number < len(offered):
        raise InputError(f"{issue.rule} offers {len(offered)} repairs here, not number {number + 1}; edit it instead")
    return _unless_displaced(record, review, sign.action([sign.decision(record, issue.id, offered[number])]))


def _reject(record: Record, review: Review, asked: Plain, sign: Sign) -> Action:
    return sign.action([sign.decision(record, _issue_of(review, asked).id)])


def _edit(record: Record, review: Review, asked: Plain, sign: Sign) -> Action:
    """The person's own wording in place of a suggestion."""
    issue = _issue_of(review, asked)
    made = _rewording(record, asked)
    if not made:
        raise InputError("the wording is that of the text; change it, or reject the finding")
    found = issue if issue.rule.startswith("own.") else None
    return _unless_displaced(record, review, sign.action([sign.decision(record, issue.id, made, found=found)]))


def _rewrite(record: Record, review: Review, asked: Plain, sign: Sign) -> Action:
    """A passage in other words, or marked as wrong without saying how it should be: what the machine missed."""
    given = record.report.document
    span = _span(given.text, asked)
    category = str(asked.get("category") or "grammar")
    if category not in CATEGORIES:
        raise InputError(f"unknown category {category!r}; known are {', '.join(CATEGORIES)}")
    note = _note(asked)
    issue = Issue(
        rule=f"own.{category}",
        span=span,
        text=span.of(given.text),
        message=note or f"Marked by {sign.by}.",
        mqm=CATEGORIES[category],
        severity=Severity(asked.get("severity") or Severity.MAJOR),
        confidence=1.0,
    )
    made = [] if asked.get("new") is None else _rewording(record, asked)
    notes = [Note(issue.id, note)] if note else []
    return sign.action([sign.decision(record, issue.id, made, found=issue)], notes)


def _remark(record: Record, review: Review, asked: Plain, sign: Sign) -> Action:
    return sign.action(notes=[Note(_issue_of(review, asked).id, _note(asked))])


def _ignore(record: Record, review: Review, asked: Plain, sign: Sign) -> Action:
    """Reject, and keep quiet from now on: this finding, its rule in this text, or its rule everywhere."""
    issue, mute = _issue_of(review, asked), Mute(asked.get("scope") or Mute.HERE)
    alike = [issue] if mute is Mute.HERE else [i for i in review.issues if i.rule == issue.rule]
    chosen = [i for i in alike if i is issue or review.states[i.id] is State.OPEN]
    return sign.action(sign.decision(record, i.id, mute=mute if i is issue else Mute.NO) for i in chosen)


def _bulk(record: Record, review: Review, asked: Plain, sign: Sign) -> Action:
    """Many findings at once: only those named, only what is open, and never over what has been decided."""
    named = {str(name) for name in asked.get("issues") or ()}
    chosen = [i for i in review.issues if i.id in named and review.states[i.id] is State.OPEN]
    if asked.get("verdict") == "reject":
        return _some(sign.action(sign.decision(record, i.id) for i in chosen), "nothing of it is open")
    tiers = (Safety.SAFE,) if asked.get("verdict") == "safe" else (Safety.SAFE, Safety.REVIEW)
    firsts = [(i, next((s for s in i.suggestions if s.edits), None)) for i in chosen]
    good = [(i, s) for i, s in firsts if s and s.safety in tiers]
    good.sort(key=lambda pair: (tiers.index(pair[1].safety), -pair[0].confidence, pair[0].span))
    groups = [review.edits, *(s.edits for _, s in good)]
    fits = editing.together(groups)[1:]
    made = [sign.decision(record, i.id, s.edits) for (i, s), fit in zip(good, fits, strict=True) if fit]
    return _some(sign.action(made), "none of these findings has a repair that may be made in bulk")


def _undo(record: Record, review: Review, asked: Plain, sign: Sign) -> Action:
    key, _ = undoable(review.actions, sign.by)
    if not key:
        raise InputError("there is nothing of yours to undo")
    return sign.action(undoes=key)


def _redo(record: Record, review: Review, asked: Plain, sign: Sign) -> Action:
    _, key = undoable(review.actions, sign.by)
    if not key:
        raise InputError("there is nothing of yours to redo")
    return sign.action(redoes=key)


MOVES: dict[str, Move] = {
    "accept": _accept,
    "reject": _reject,
    "edit": _edit,
    "rewrite": _rewrite,
    "note": _remark,
    "ignore": _ignore,
    "bulk": _bulk,
    "undo": _undo,
    "redo": _redo,
}


def _some(action: Action, otherwise: str) -> Action:
    if not action.decisions:
        raise InputError(otherwise)
    return action


def _unless_displaced(record: Record, review: Review, action: Action) -> Action:
    """Refuse a repair where the person's own wording stands: it would be lost without a word."""
    if not any(d.found and d.edits for d in review.decisions.values()):
        return action
    after = Review(record.report, [*review.actions, action])
    if any(after.states[d.issue] is State.COVERED for d in action.decisions):
        raise InputError("this passage was reworded by hand; undo that first, or edit the passage itself")
    return action


def _issue_of(review: Review, asked: Plain) -> Issue:
    name = str(asked.get("issue"))
    found = next((i for i in review.issues if i.id == name), None)
    if found is None:
        raise InputError(f"no finding {name} in this document; reload the page")
    return found


def _span(text: str, asked: Plain) -> Span:
    start, end = int(asked.get("start", -1)), int(asked.get("end", -1))
    if not 0 <= start < end <= len(text):
        raise InputError(f"{start}–{end} is no passage of a text of {len(text)} characters; select some words")
    return Span(start, end)


def _rewording(record: Record, asked: Plain) -> list[Edit]:
    text = record.report.document.text
    span, new = _span(text, asked), str(asked.get("new"))
    if len(new) > len(span.of(text)) + LONGEST_REWORDING:
        raise InputError(f"the new wording has {len(new):,} characters; a passage takes some thousands: split it")
    return changes(text, span, new)


def _note(asked: Plain) -> str:
    note = str(asked.get("note") or "").strip()
    if len(note) > LONGEST_NOTE:
        raise InputError(f"the comment has {len(note):,} characters; at most {LONGEST_NOTE:,} are kept: shorten it")
    return note


# The answers


def _headline(report: Report) -> str:
    """A title for a text that was given none: its first line."""
    first = report.document.blocks[0].text if report.document.blocks else "Untitled"
    return first if len(first) <= 80 else f"{first[:79].rsplit(' ', 1)[0]}…"


def _quality(report: Report) -> Plain | None:
    """Of the text as it was checked, and of each sentence: where it stands, and its number."""
    if (told := quality.told(report)) is None:
        return None
    segments = report.document.segments
    scores = [s for s in report.scores if s.name == quality.NAME and s.segment is not None]
    spans = [(segments[s.segment].span, s.value) for s in scores if s.segment is not None and s.segment < len(segments)]
    sentences = [[span.start, span.end, value] for span, value in spans]
    return {"value": told.value, "low": told.low, "high": told.high, "meaning": told.meaning, "sentences": sentences}


def _issue(given: Any, issue: Issue) -> Plain:
    module = plugins.rules().get(issue.rule)
    return {
        "id": issue.id,
        "rule": issue.rule,
        "family": issue.family,
        "severity": issue.severity.value,
        "mqm": issue.mqm.value,
        "confidence": issue.confidence,
        "start": issue.span.start,
        "end": issue.span.end,
        "message": issue.message,
        "summary": module.summary if module else "Found by a person.",
        "fingerprint": fingerprint(given, issue),
        "own": module is None,
        "suggestions": [
            {"safety": s.safety.value, "edits": [[e.span.start, e.span.end, e.new] for e in s.edits]}
            for s in issue.suggestions
            if s.edits
        ],
    }


def _state(review: Review, issue: Issue) -> Plain:
    decision = review.decisions.get(issue.id)
    note = review.notes.get(issue.id)
    return {
        "state": review.states[issue.id].value,
        "by": decision.by if decision else "",
        "at": decision.at if decision else "",
        "edits": [[e.span.start, e.span.end, e.new] for e in review.made.get(issue.id, ())],
        "note": note.text if note else "",
    }


def totals(record: Record, review: Review) -> Mapping[str, float]:
    """Numbers of a review. ``before``, ``after``: MQM points per 1,000 words; what was rejected weighs nothing."""
    words = max(1, len(record.text.split()))
    still = max(1, len(review.text.split()))
    return {
        "issues": len(review.issues),
        "open": len(review.open),
        "words": words,
        "changed": changed_words(record.text, review.edits),
        "before": round(1000 * sum(map(weight, record.report.issues)) / words, 1),
        "after": round(1000 * sum(map(weight, review.open)) / still, 1),
        "seconds": round(sum(a.seconds for a in standing(review.actions)), 1),
    }
