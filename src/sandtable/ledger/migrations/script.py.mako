"""${message}. Invariant: never changed once released."""

from __future__ import annotations

from alembic import op

revision = "${up_revision}"
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Add to the tables; set user_version to the number of the revision."""


def downgrade() -> None:
    """A ledger only grows."""
    raise NotImplementedError("a ledger only grows")
