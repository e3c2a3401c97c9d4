"""Claims that analysts add, decisions made in one act, and what undid what. Invariant: never changed once released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sandtable.ledger.tables import Instant

revision = "4"
down_revision = "3"


def upgrade() -> None:
    """Add the columns; what the ledger holds already was read, made one by one, and undid nothing."""
    op.add_column("claims", sa.Column("added", Instant))
    op.add_column("decisions", sa.Column("batch", sa.Integer))
    op.add_column("decisions", sa.Column("undoes", sa.Integer))
    op.create_index("decisions_batch", "decisions", ["batch"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 4")


def downgrade() -> None:
    """A ledger only grows."""
    raise NotImplementedError("a ledger only grows")
