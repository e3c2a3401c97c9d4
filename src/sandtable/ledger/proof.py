"""Whether columns that were kept are of a ledger. Invariant: they are taken only where the ledger's first readings, the moments
at which they were stored, and its first names are those that the columns were made of."""

from __future__ import annotations

import hashlib

import numpy as np
from sqlalchemy import Connection, String, cast, func, literal, select

from sandtable.ledger.held import Held
from sandtable.ledger.tables import gists, names, readings

_AT_ONCE = 50_000  # rows whose digests the database strings together
_LOOKED_AT = 32  # readings


def proof(connection: Connection, reading: int, texts: int) -> str:
    """A digest of the first `reading` readings and the first `texts` names, in their order."""
    found = hashlib.sha256(f"{reading} {texts}".encode())
    told = readings.c.digest + literal("@") + cast(readings.c.recorded_at, String)
    for column, number, last in ((told, readings.c.id, reading), (names.c.key, names.c.id, texts - 1)):
        for first in range(0, last, _AT_ONCE):
            some = (
                select(column.label("told"))
                .where(number > first, number <= min(first + _AT_ONCE, last))
                .order_by(number)
                .subquery()
            )
            joined = select(func.aggregate_strings(some.c.told, " "))
            found.update(str(connection.execute(joined).scalar_one() or "").encode())
    return found.hexdigest()


def same_gists(connection: Connection, held: Held) -> bool:
    """Whether some gists, of readings all over the ledger, are held as they are stored."""
    some = np.unique(np.linspace(1, held.reading, _LOOKED_AT).astype("<i8"))
    spans = held.spans.rows
    query = select(gists).where(gists.c.reading_id.in_(some.tolist()))
    for row in connection.execute(query):
        slots = np.arange(spans[row.reading_id - 1], spans[row.reading_id])
        claims, (parts, _) = held.claims.rows[slots], held.parts_of(slots)
        if (claims.tobytes(), parts.tobytes()) != (row.claims, row.parts):
            return False
    return True
