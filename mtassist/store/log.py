"""The log of one document in the database: which actions stand, and which are in each other's way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, FromClause, and_, bindparam, false, func, insert, select, update

from mtassist.errors import InputError
from mtassist.store.rows import Rows, actions_of
from mtassist.store.tables import actions, decisions, documents, mutes, notes
from mtassist.types import Action

earlier = decisions.alias("earlier")
word = actions.alias("word")


def _stands(decision: FromClause, *also: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the action of a decision has not been taken back, or been made again since: the last word counts."""
    about = (word.c.document == decision.c.document, word.c.target == decision.c.number, *also)
    undone = select(word.c.undoes.is_not(None)).where(*about).order_by(word.c.number.desc()).limit(1)
    return undone.scalar_subquery() == false()


# Of each issue that an action decides, the number of the action whose decision stood after action ``upto``. Built once,
# for that takes longer than the answer; asked issue by issue, so that no database can think of a slower way.
STOOD = (
    select(earlier.c.number)
    .where(earlier.c.document == decisions.c.document, earlier.c.issue == decisions.c.issue)
    .where(earlier.c.number <= bindparam("upto"), _stands(earlier, word.c.number <= bindparam("upto")))
    .order_by(earlier.c.number.desc())
    .limit(1)
    .scalar_subquery()
)
STANDING = select(decisions.c.issue, decisions.c.confidence, STOOD.label("stood")).where(
    decisions.c.document == bindparam("document"), decisions.c.number == bindparam("target")
)


def last(connection: Connection, id: str, *, lock: bool = False) -> int | None:
    """The number of the last action, none without such a document. ``lock``: nobody else acts in it until we end."""
    row = select(documents.c.last).where(documents.c.id == id)
    return connection.scalar(row.with_for_update() if lock else row)  # SQLite is locked whole by whoever writes


def read(connection: Connection, id: str, sha: str, after: int = 0) -> tuple[tuple[int, Action], ...]:
    """The actions with their numbers, in order."""
    done, decided, noted = (
        connection.execute(
            select(table).where(table.c.document == id, table.c.number > after).order_by(*table.primary_key.columns)
        ).all()
        for table in (actions, decisions, notes)
    )
    return actions_of(done, decided, noted, sha)


def known(connection: Connection, id: str, action: Action) -> int | None:
    """The number that an action has already, if it was sent before."""
    same = select(actions.c.number, actions.c.by).where(actions.c.document == id, actions.c.key == action.key)
    row = connection.execute(same).first()
    if row and row.by != action.by:
        raise InputError(f"the key {action.key!r} belongs to an action of somebody else; make up another")
    return row.number if row else None


def target(connection: Connection, id: str, action: Action) -> int | None:
    """The number of the action that this one takes back or makes again."""
    key = action.redoes if action.undoes is None else action.undoes
    if key is None:
        return None
    row = select(actions.c.number).where(
        actions.c.document == id, actions.c.key == key, actions.c.target == actions.c.number
    )
    number: int | None = connection.scalar(row)
    if number is None:
        raise InputError(f"there is no action {key!r} here to undo or redo; open the document again")
    return number


def write(connection: Connection, id: str, made: Rows, number: int, target: int) -> None:
    """Put the rows of an action under its number."""
    for table, rows in made.items():
        own = {"document": id, "number": number} | ({"target": target} if table is actions else {})
        if rows:
            connection.execute(insert(table), [own | row for row in rows])


def clashing(connection: Connection, id: str, action: Action, target: int | None, seen: int) -> set[int]:
    """Those after ``seen`` that touch an issue which this one, with its ``target``, would touch."""
    mine = {decision.issue for decision in action.decisions} | {note.issue for note in action.notes}
    if target:
        mine.update(issue for _, issue in _touched(connection, id, actions.c.number == target))
    since = _touched(connection, id, actions.c.number > seen)
    return {number for number, issue in since if issue in mine}


def _touched(connection: Connection, id: str, which: ColumnElement[bool]) -> list[tuple[int, str]]:
    """Numbers of actions with the issues that they, or the actions that they take back or make again, speak of."""
    found: list[tuple[int, str]] = []
    for table in (decisions, notes):
        of = and_(table.c.document == actions.c.document, table.c.number == actions.c.target)
        pairs = select(actions.c.number, table.c.issue).join_from(actions, table, of)
        found += ((n, issue) for n, issue in connection.execute(pairs.where(actions.c.document == id, which)))
    return found


def settle(connection: Connection, id: str, number: int, target: int) -> int:
    """After action ``number``: mutes follow the decisions that stand now. Answers how many more issues are decided."""
    before, after = (_standing(connection, id, target, upto) for upto in (number - 1, number))
    _settle_mutes(connection, id, before, after)
    return sum(machine for _, machine in after.values()) - sum(machine for _, machine in before.values())


def _standing(connection: Connection, id: str, target: int, upto: int) -> dict[str, tuple[int, bool]]:
    """Of the issues that one action decides: the action whose decision stood after action ``upto``, and whether the
    issue is the machine's."""
    rows = connection.execute(STANDING, {"document": id, "target": target, "upto": upto})
    return {row.issue: (row.stood, row.confidence is not None) for row in rows if row.stood is not None}


def _settle_mutes(
    connection: Connection, id: str, before: Mapping[str, tuple[int, bool]], after: Mapping[str, tuple[int, bool]]
) -> None:
    """Only where something changes: what somebody has unmuted stays so."""
    rows = connection.execute(select(mutes.c.id, mutes.c.number, mutes.c.issue).where(mutes.c.document == id))
    for row in rows.all():
        was, stands = (row.issue in of and of[row.issue][0] == row.number for of in (before, after))
        if was != stands:
            connection.execute(update(mutes).where(mutes.c.id == row.id).values(active=stands))


def verdicts(connection: Connection) -> dict[str, Counter[str]]:
    """How often each verdict stands on the machine's issues, by rule, over all documents."""
    of_issue = [decisions.c.document, decisions.c.issue]
    latest = func.row_number().over(
        partition_by=of_issue, order_by=(decisions.c.number.desc(), decisions.c.place.desc())
    )
    standing = (
        select(decisions.c.rule, decisions.c.verdict, latest.label("latest"))
        .where(_stands(decisions), decisions.c.confidence.is_not(None))
        .subquery()
    )
    counts = (
        select(standing.c.rule, standing.c.verdict, func.count())
        .where(standing.c.latest == 1)
        .group_by(standing.c.rule, standing.c.verdict)
    )
    found: dict[str, Counter[str]] = {}
    for rule, verdict, count in connection.execute(counts):
        found.setdefault(rule, Counter())[verdict] = count
    return found
