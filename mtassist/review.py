"""Decisions to a cleaned text. The log is append-only: the last word on an issue counts."""

from __future__ import annotations

from collections.abc import Iterable

from mtassist import edits
from mtassist.config import DEFAULT, Config
from mtassist.errors import InputError
from mtassist.pipeline import check
from mtassist.segment import document
from mtassist.types import Decision, Document, Edit, Issue, Report, Safety

ROUNDS = 20  # safe fixes settle long before; a test proves it on any text


def resolve(report: Report, decisions: Iterable[Decision]) -> str:
    """The text after review. Undecided issues stay as they are; of two clashing decisions the earlier stands."""
    last: dict[str, Decision] = {}
    for decision in decisions:
        if decision.document != report.document.sha:
            raise InputError(f"the decision on {decision.issue} was made on another text; check this one first")
        last[decision.issue] = decision
    return edits.apply(report.document.text, edits.disjoint(d.edits for d in last.values()))


def undecided(report: Report, decisions: Iterable[Decision]) -> tuple[Issue, ...]:
    """The issues on which nobody has said a word yet."""
    done = {d.issue for d in decisions}
    return tuple(i for i in report.issues if i.id not in done)


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
