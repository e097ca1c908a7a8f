"""Decisions to a cleaned text. The log is append-only: the last word on an issue counts, and undo is a new entry."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from mtassist import edits
from mtassist.config import DEFAULT, Config
from mtassist.errors import InputError
from mtassist.pipeline import check
from mtassist.segment import document
from mtassist.types import Action, Decision, Document, Edit, Issue, Note, Report, Safety

ROUNDS = 20  # safe fixes settle long before; a test proves it on any text


class State(StrEnum):
    """Where the review of one issue stands."""

    OPEN = "open"
    ACCEPTED = "accepted"  # a suggestion was made as it is
    EDITED = "edited"  # a person's own words were made
    REJECTED = "rejected"
    COVERED = "covered"  # other edits have made it moot, or claim its place


@dataclass(frozen=True)
class Review:
    """A report and what people did with it, in order."""

    report: Report
    actions: Sequence[Action] = ()

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """The last decision that stands on each issue, by the issue's id, the latest last."""
        last: dict[str, Decision] = {}
        for action in standing(self.actions):
            for decision in action.decisions:
                last.pop(decision.issue, None)
                last[decision.issue] = decision
        return last

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        """The last remark that stands on each issue."""
        last = {note.issue: note for action in standing(self.actions) for note in action.notes}
        return {issue: note for issue, note in last.items() if note.text}

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """What the machine and what people found, in the order of the text."""
        own = [d.found for d in self.decisions.values() if d.found]
        return tuple(sorted((*self.report.issues, *own), key=lambda i: (i.span, i.rule)))

    @cached_property
    def made(self) -> Mapping[str, tuple[Edit, ...]]:
        """The edits that stand, by issue. Where two clash a person's own finding wins, and then the later decision."""
        return _made(self.report, self.decisions)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        return tuple(sorted({e for made in self.made.values() for e in made}))

    @cached_property
    def text(self) -> str:
        """The text after review."""
        return edits.apply(self.report.document.text, self.edits)

    @cached_property
    def states(self) -> Mapping[str, State]:
        """Of every issue, by its id."""
        return {issue.id: self._state(issue) for issue in self.issues}

    @property
    def open(self) -> tuple[Issue, ...]:
        return tuple(i for i in self.issues if self.states[i.id] is State.OPEN)

    def _state(self, issue: Issue) -> State:
        decision = self.decisions.get(issue.id)
        if decision and not decision.edits:
            return State.REJECTED if not decision.found else State.OPEN  # a mark without a repair waits for one
        if decision and issue.id in self.made:
            offered = [s.edits for s in issue.suggestions] if not decision.found else []
            return State.ACCEPTED if decision.edits in offered else State.EDITED
        return State.COVERED if decision or self._moot(issue) else State.OPEN

    def _moot(self, issue: Issue) -> bool:
        made = self._near(issue)
        gone = any(e.span.start < e.span.end and e.span.contains(issue.span) for e in made)
        return gone or any(s.edits and set(s.edits) <= set(made) for s in issue.suggestions[:1])

    def _near(self, issue: Issue) -> list[Edit]:
        """The edits that touch the issue or its best repair; they lie apart, so that their ends are in order too."""
        spans = [issue.span, *(e.span for s in issue.suggestions[:1] for e in s.edits)]
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        first = bisect_left(self.edits, start, key=lambda e: e.span.end)
        return list(self.edits[first : bisect_right(self.edits, end, key=lambda e: e.span.start)])


def standing(actions: Iterable[Action]) -> tuple[Action, ...]:
    """The actions that decide or remark something and have not been taken back."""
    kept: dict[str, Action] = {}
    gone = set()
    for action in actions:
        if action.undoes:
            gone.add(action.undoes)
        elif action.redoes:
            gone.discard(action.redoes)
        else:
            kept[action.key] = action
    return tuple(action for key, action in kept.items() if key not in gone)


def undoable(actions: Iterable[Action], by: str) -> tuple[str | None, str | None]:
    """The keys of the actions that this person can take back next, and make again next."""
    done: list[str] = []
    undone: list[str] = []
    for action in actions:
        if action.by != by:
            continue
        if action.undoes in done:
            done.remove(action.undoes)
            undone.append(action.undoes)
        elif action.redoes in undone:
            undone.remove(action.redoes)
            done.append(action.redoes)
        elif not action.undoes and not action.redoes:
            done.append(action.key)
            undone.clear()  # whoever goes on another way leaves the old one
    return (done[-1] if done else None), (undone[-1] if undone else None)


def resolve(report: Report, decisions: Iterable[Decision]) -> str:
    """The text after review. Undecided issues stay as they are; of two clashing decisions the later stands."""
    last: dict[str, Decision] = {}
    for decision in decisions:
        if decision.document != report.document.sha:
            raise InputError(f"the decision on {decision.issue} was made on another text; check this one first")
        last.pop(decision.issue, None)
        last[decision.issue] = decision
    return edits.apply(report.document.text, [e for made in _made(report, last).values() for e in made])


def _made(report: Report, last: Mapping[str, Decision]) -> dict[str, tuple[Edit, ...]]:
    sha = report.document.sha
    claims = [d for d in reversed(list(last.values())) if d.edits and d.document == sha]
    claims.sort(key=lambda d: d.found is None)
    fits = edits.together(d.edits for d in claims)
    return {d.issue: d.edits for d, fit in zip(claims, fits, strict=True) if fit}


def chosen_edits(report: Report, *, trust: Safety = Safety.SAFE) -> list[Edit]:
    """What may be done without asking: the first suggestion of each issue, if it is safe enough.

    With ``trust=Safety.REVIEW`` the review tier is made too; hints (``show``) never are.
    """
    tiers = (Safety.SAFE,) if trust is Safety.SAFE else (Safety.SAFE, Safety.REVIEW)
    firsts = [(i, next((s for s in i.suggestions if s.edits), None)) for i in report.issues]
    good = sorted(
        ((i, s) for i, s in firsts if s and s.safety in tiers),
        key=lambda pair: (tiers.index(pair[1].safety), -pair[0].confidence, pair[0].span),
    )
    return edits.disjoint(s.edits for _, s in good)


def fix(text: str | Document, *, config: Config = DEFAULT, trust: Safety = Safety.SAFE) -> str:
    """The text with its safe fixes made, again and again until none is left.

    >>> fix("The mini\\u200bster spoke.")
    'The minister spoke.'
    """
    given = document(text) if isinstance(text, str) else text
    for _ in range(ROUNDS):
        mended = edits.apply(given.text, chosen_edits(check(given, config=config), trust=trust))
        if mended == given.text:
            break
        given = document(mended, source=given.source, language=given.language)
    return given.text
