"""Accounts, their sessions, and the audit log, which is given the decisions that the ledger holds already. Invariant: never
changed once released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sandtable.ledger.migrations.guards import only_grows
from sandtable.ledger.tables import ExactText, Instant

revision = "3"
down_revision = "2"

_KEYS = {"accounts": ("id",), "sessions": ("id", "token"), "session_marks": ("id",), "deeds": ("id",)}


def upgrade() -> None:
    """Make the tables and their guards, and log the decisions."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", ExactText, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("changed_by", ExactText, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("why", ExactText, nullable=False),
    )
    op.create_index("accounts_key", "accounts", ["key", "id"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("token", sa.String, nullable=False),
        sa.Column("account_key", sa.String, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
    )
    op.create_index("sessions_token", "sessions", ["token"], unique=True)
    op.create_table(
        "session_marks",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("session_id", sa.Integer, sa.ForeignKey("sessions.id"), nullable=False),
        sa.Column("marked_at", Instant, nullable=False),
        sa.Column("ended", sa.Boolean, nullable=False),
    )
    op.create_index("session_marks_session", "session_marks", ["session_id", "id"])
    op.create_table(
        "deeds",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("done_at", Instant, nullable=False),
        sa.Column("who", ExactText, nullable=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("about", ExactText, nullable=False),
        sa.Column("why", ExactText, nullable=False),
        sa.Column("address", ExactText, nullable=False),
        sa.Column("decision_id", sa.Integer, sa.ForeignKey("decisions.id")),
    )
    op.create_index("deeds_who", "deeds", ["who", "id"])
    op.create_index("deeds_act", "deeds", ["act", "id"])
    op.create_index("deeds_done", "deeds", ["done_at"])
    op.execute(
        "INSERT INTO deeds (id, done_at, who, act, about, why, address, decision_id) "
        "SELECT id, decided_at, who, 'decision', claim_id, '', '', id FROM decisions"
    )
    only_grows(_KEYS, 3)


def downgrade() -> None:
    """A ledger only grows."""
    raise NotImplementedError("a ledger only grows")
