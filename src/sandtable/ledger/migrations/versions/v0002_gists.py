"""The gists of claims, made for what the ledger holds already. Invariant: never changed once released."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from sandtable.ledger.gists import Told, gists_of
from sandtable.ledger.tables import ExactText, claims, gists, readings, reports

revision = "2"
down_revision = "1"

_BATCH = 500  # readings
_KEYS = {"names": ("id", "key"), "gists": ("reading_id",)}


def upgrade() -> None:
    """Make the tables and their guards, and fill them."""
    op.create_table(
        "names",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("text", ExactText, nullable=False),
    )
    op.create_index("names_key", "names", ["key"], unique=True)
    op.create_table(
        "gists",
        sa.Column(
            "reading_id", sa.Integer, sa.ForeignKey("readings.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("claims", sa.LargeBinary, nullable=False),
        sa.Column("parts", sa.LargeBinary, nullable=False),
        sa.Column("runs", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
        op.execute("PRAGMA user_version = 2")
    else:
        _guard_postgresql()
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    done = 0
    while True:
        head = (
            sa.select(readings.c.id, reports.c.publisher, reports.c.known_on)
            .join(reports, reports.c.id == readings.c.report_id)
            .where(readings.c.id > done)
            .order_by(readings.c.id)
            .limit(_BATCH)
        )
        some = connection.execute(head).all()
        if not some:
            return
        last = some[-1].id
        held = (
            sa.select(claims.c.reading_id, claims.c.seq, claims.c.body)
            .where(claims.c.reading_id > done, claims.c.reading_id <= last)
            .order_by(claims.c.seq)
        )
        found: dict[int, list[tuple[int, dict[str, object]]]] = {row.id: [] for row in some}
        for row in connection.execute(held):
            found[row.reading_id].append((row.seq, json.loads(row.body)))
        told = [Told(row.id, row.publisher, row.known_on, found[row.id]) for row in some]
        connection.execute(gists.insert(), gists_of(connection, told))
        done = last


def _guard_sqlite() -> None:
    for table, keys in _KEYS.items():
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no {verb} on {table}'); END"
            )
        same = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})" for key in keys)
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {same} "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table} holds that row'); END"
        )


def _guard_postgresql() -> None:
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
