"""Documents, their reports, and what people did with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(12), primary_key=True),
        sa.Column("title", sa.LargeBinary, nullable=False),
        sa.Column("by", sa.LargeBinary, nullable=False),
        sa.Column("created", sa.String(40), nullable=False),
        sa.Column("changed", sa.String(40), nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("issues", sa.Integer, nullable=False),
        sa.Column("decided", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("source", sa.LargeBinary),
        sa.Column("search", sa.Text, nullable=False),
        sa.Index("documents_changed", "changed"),
    )
    op.create_table(
        "reports",
        sa.Column("document", sa.String(12), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("report", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "actions",
        sa.Column("document", sa.String(12), sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("by", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.LargeBinary, nullable=False),
        sa.Column("undoes", sa.LargeBinary),
        sa.Column("redoes", sa.LargeBinary),
        sa.Column("target", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.UniqueConstraint("document", "key", name="actions_key"),
        sa.Index("actions_target", "document", "target", "number"),
    )
    _of_actions()
    op.create_table(
        "mutes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document", sa.String(12), sa.ForeignKey("documents.id", ondelete="SET NULL")),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("issue", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("by", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.LargeBinary, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Index("mutes_document", "document"),
    )


def _of_actions() -> None:
    """What belongs to an action."""
    mine, action = ("document", "number"), ("actions.document", "actions.number")
    op.create_table(
        "decisions",
        sa.Column("document", sa.String(12), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("issue", sa.LargeBinary, nullable=False),
        sa.Column("rule", sa.LargeBinary, nullable=False),
        sa.Column("severity", sa.LargeBinary),
        sa.Column("confidence", sa.Float),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("edits", sa.LargeBinary, nullable=False),
        sa.Column("found", sa.LargeBinary),
        sa.Column("mute", sa.String(10), nullable=False),
        sa.Column("by", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(mine, action, ondelete="CASCADE"),
        sa.Index("decisions_issue", "document", "issue", "number"),
    )
    op.create_table(
        "notes",
        sa.Column("document", sa.String(12), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("issue", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(mine, action, ondelete="CASCADE"),
    )
