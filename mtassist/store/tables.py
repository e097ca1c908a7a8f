"""The tables. What people did is only ever added; rows change in ``documents`` (counters) and ``mutes`` (active)."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Words(TypeDecorator[str]):
    """Any text, kept as UTF-8 bytes: PostgreSQL's own text cannot hold a NUL, and neither database half a character."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.encode("utf-8", "surrogatepass")

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else bytes(value).decode("utf-8", "surrogatepass")


class Json(TypeDecorator[Any]):
    """Plain values. Nothing but NUL is escaped: two halves of a character side by side would come back as one."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(bytes(value).decode("utf-8", "surrogatepass"))


metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("title", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("created", String(40), nullable=False),
    Column("changed", String(40), nullable=False),
    Column("words", Integer, nullable=False),
    Column("issues", Integer, nullable=False),  # of the machine
    Column("decided", Integer, nullable=False),  # how many of them have a decision that stands
    Column("last", Integer, nullable=False),  # number of the last action
    Column("text", Words, nullable=False),
    Column("source", Words),
    Column("search", Text, nullable=False),  # title and text in small letters, without what PostgreSQL refuses
    Index("documents_changed", "changed"),
)

reports = Table(
    "reports",
    metadata,
    Column("document", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("signature", Words, nullable=False),
    Column("report", Json, nullable=False),  # as formats.report.document gives it
)

actions = Table(
    "actions",
    metadata,
    Column("document", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 … in its document
    Column("key", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Words, nullable=False),
    Column("undoes", Words),
    Column("redoes", Words),
    Column("target", Integer, nullable=False),  # number of the action undone or redone, else its own
    Column("seconds", Float, nullable=False),
    UniqueConstraint("document", "key", name="actions_key"),
    Index("actions_target", "document", "target", "number"),
)

OF_ACTION = ("document", "number")  # what decides and remarks belongs to an action

decisions = Table(
    "decisions",
    metadata,
    Column("document", String(12), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),  # within its action
    Column("issue", Words, nullable=False),
    Column("rule", Words, nullable=False),
    Column("severity", Words),
    Column("confidence", Float),  # the machine's; none if a person found it
    Column("verdict", String(10), nullable=False),
    Column("edits", Json, nullable=False),
    Column("found", Json),
    Column("mute", String(10), nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Words, nullable=False),
    ForeignKeyConstraint(OF_ACTION, ("actions.document", "actions.number"), ondelete="CASCADE"),
    Index("decisions_issue", "document", "issue", "number"),
)

notes = Table(
    "notes",
    metadata,
    Column("document", String(12), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("issue", Words, nullable=False),
    Column("text", Words, nullable=False),
    ForeignKeyConstraint(OF_ACTION, ("actions.document", "actions.number"), ondelete="CASCADE"),
)

mutes = Table(
    "mutes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id", ondelete="SET NULL")),  # a mute outlives the text it was made in
    Column("number", Integer, nullable=False),
    Column("issue", Words, nullable=False),
    Column("kind", Words, nullable=False),  # here, rule
    Column("name", Words, nullable=False),  # a fingerprint, a rule id
    Column("text", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("at", Words, nullable=False),
    Column("active", Boolean, nullable=False),
    Index("mutes_document", "document"),
)
