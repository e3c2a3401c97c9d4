"""An SQLite ledger made to look as an older revision left it."""

from __future__ import annotations

import sqlite3

ADDED = (("claims", "added"), ("decisions", "batch"), ("decisions", "undoes"))  # by revision 4


def without_added_columns(db: sqlite3.Connection) -> None:
    """As it was before revision 4."""
    db.execute("DROP INDEX decisions_batch")
    for table, column in ADDED:
        db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
