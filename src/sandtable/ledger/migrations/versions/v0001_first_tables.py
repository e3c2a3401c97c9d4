"""The first tables and the triggers that keep them append-only. Invariant: never changed once released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sandtable.ledger.tables import ExactText, Instant

revision = "1"
down_revision = None

# Each table with the columns that no two rows share.
_KEYS = {
    "reports": ("id",),
    "readings": ("id", "digest"),
    "claims": ("seq",),
    "claim_roles": ("claim_seq, ordinal",),
    "mentions": ("reading_id",),
    "warnings": ("reading_id, ordinal",),
    "decisions": ("id",),
    "decision_roles": ("decision_id, ordinal",),
}


def upgrade() -> None:
    """Make the tables, their indexes and their guards."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
        op.execute(f"PRAGMA application_id = {0x53414E44}")
        op.execute("PRAGMA user_version = 1")
    else:
        _guard_postgresql()


def _tables() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("published", sa.Date),
        sa.Column("known_on", sa.Date, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("title", ExactText),
        sa.Column("publisher", ExactText),
        sa.Column("url", ExactText),
        sa.Column("language", sa.String),
        sa.Column("source_id", ExactText),
        sa.Column("text", ExactText, nullable=False),
    )
    op.create_index("reports_known", "reports", ["known_on"])
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("report_id", sa.String, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("coder", sa.String, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
    )
    op.create_index("readings_report", "readings", ["report_id", "recorded_at", "id"])
    op.create_index("readings_digest", "readings", ["digest"], unique=True)
    op.create_table(
        "claims",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reading_id", sa.Integer, sa.ForeignKey("readings.id"), nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("factuality", sa.String, nullable=False),
        sa.Column("earliest", sa.String),
        sa.Column("latest", sa.String),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("coder", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("claims_id", "claims", ["id"])
    op.create_index("claims_words", "claims", ["words"])
    op.create_index("claims_reading", "claims", ["reading_id", "kind"])
    op.create_index("claims_kind", "claims", ["kind", "reading_id"])
    op.create_table(
        "claim_roles",
        sa.Column(
            "claim_seq", sa.Integer, sa.ForeignKey("claims.seq"), primary_key=True, autoincrement=False
        ),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reading_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("entity_id", ExactText),
        sa.Column("entity_type", sa.String),
        sa.Column("name", ExactText, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("known_on", sa.Date, nullable=False),
    )
    op.create_index(
        "claim_roles_about", "claim_roles", ["entity_id", "kind", "known_on", "claim_seq", "reading_id"]
    )
    op.create_index(
        "claim_roles_entities", "claim_roles", ["entity_type", "entity_id", "reading_id", "claim_seq"]
    )
    op.create_table(
        "mentions",
        sa.Column(
            "reading_id", sa.Integer, sa.ForeignKey("readings.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "warnings",
        sa.Column(
            "reading_id", sa.Integer, sa.ForeignKey("readings.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("message", ExactText, nullable=False),
        sa.Column("span_start", sa.Integer),
        sa.Column("span_end", sa.Integer),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("claim_id", sa.String, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("who", ExactText, nullable=False),
        sa.Column("decided_at", Instant, nullable=False),
        sa.Column("why", ExactText, nullable=False),
        sa.Column("kind", sa.String),
        sa.Column("edited", sa.Text),
    )
    op.create_index("decisions_words", "decisions", ["words", "decided_at", "id"])
    op.create_table(
        "decision_roles",
        sa.Column(
            "decision_id", sa.Integer, sa.ForeignKey("decisions.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("entity_id", ExactText),
        sa.Column("entity_type", sa.String),
        sa.Column("name", ExactText, nullable=False),
    )
    op.create_index("decision_roles_about", "decision_roles", ["entity_id", "decision_id"])


def _guard_sqlite() -> None:
    for table, keys in _KEYS.items():
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no {verb} on {table}'); END"
            )
        # INSERT OR REPLACE deletes without firing a delete trigger, so a row under a used key is stopped here.
        same = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE "
            + " AND ".join(f"{column} = NEW.{column}" for column in key.split(", "))
            + ")"
            for key in keys
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {same} "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table} holds that row'); END"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION sandtable_ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'the ledger only grows: no % on %', TG_OP, TG_TABLE_NAME; END $$"
    )
    for table in _KEYS:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION sandtable_ledger_only_grows()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION sandtable_ledger_only_grows()"
        )


def downgrade() -> None:
    """A ledger only grows."""
    raise NotImplementedError("a ledger only grows")
