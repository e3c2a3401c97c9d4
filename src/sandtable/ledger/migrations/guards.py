"""What keeps a table append-only in both databases. Invariant: never changed once released, since migrations go by it."""

from __future__ import annotations

from collections.abc import Mapping

from alembic import op


def only_grows(keys: Mapping[str, tuple[str, ...]], revision: int) -> None:
    """Guard new tables, each with the columns that no two of its rows share, and write down the revision in SQLite."""
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in keys.items():
            _guard_sqlite(table, columns)
        op.execute(f"PRAGMA user_version = {revision}")
    else:
        for table in keys:
            _guard_postgresql(table)


def _guard_sqlite(table: str, columns: tuple[str, ...]) -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: no {verb} on {table}'); END"
        )
    # INSERT OR REPLACE deletes without firing a delete trigger, so a row under a used key is stopped here.
    same = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {column} = NEW.{column})" for column in columns)
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {same} "
        f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: {table} holds that row'); END"
    )


def _guard_postgresql(table: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION sandtable_ledger_only_grows()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION sandtable_ledger_only_grows()"
    )
