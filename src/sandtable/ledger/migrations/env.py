"""Runs the migrations on the connection that the ledger hands over. Invariant: all in the caller's one transaction."""

from __future__ import annotations

from alembic import context

from sandtable.ledger.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
