"""Sessions of accounts. Invariant: only a hash of a token is stored; a session is over for good once it was ended, its
account disabled, or its account's role or password changed after it was opened."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Table, bindparam, func, select
from sqlalchemy.engine import Connection

from sandtable.ledger.accounts import Account, account_of
from sandtable.ledger.opening import writing
from sandtable.ledger.tables import accounts, session_marks, sessions

# A session with its account's newest row and its own last mark; asked with every request, so it is one query.
_ACCOUNT = (
    select(func.max(accounts.c.id))
    .where(accounts.c.key == sessions.c.account_key)
    .correlate(sessions)
    .scalar_subquery()
)
_MARK = (
    select(func.max(session_marks.c.id))
    .where(session_marks.c.session_id == sessions.c.id)
    .correlate(sessions)
    .scalar_subquery()
)
_FOUND = (
    select(
        sessions.c.id.label("session_id"), sessions.c.since.label("opened_since"), sessions.c.opened_at,
        session_marks.c.marked_at, session_marks.c.ended, accounts,
    )
    .join(accounts, accounts.c.id == _ACCOUNT)
    .outerjoin(session_marks, session_marks.c.id == _MARK)
    .where(sessions.c.token == bindparam("token_hash"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Session:
    """A session that goes on. `used`: when it was last marked as used, or opened."""

    number: int
    account: Account
    opened: datetime
    used: datetime


class Sessions:
    """The sessions of a ledger. May be shared between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, account: Account, token: str, moment: datetime) -> None:
        """Begin a session of an account under a new token."""
        with writing(self._engine) as connection:
            row = {"id": _next(connection, sessions), "token": _hash(token), "account_key": account.key,
                   "since": account.since, "opened_at": moment}  # fmt: skip
            connection.execute(sessions.insert(), row)

    def find(self, token: str) -> Session | None:
        """The session of a token with its account as it stands; None where there is none, or it is over."""
        with self._engine.connect() as connection:
            row = connection.execute(_FOUND, {"token_hash": _hash(token)}).one_or_none()
        if row is None or row.ended or not row.enabled or row.since != row.opened_since:
            return None
        return Session(row.session_id, account_of(row), row.opened_at, row.marked_at or row.opened_at)

    def used(self, session: Session, moment: datetime) -> None:
        """Mark a session as used. One that was ended meanwhile stays ended."""
        self._mark(session, moment, ended=False)

    def end(self, session: Session, moment: datetime) -> None:
        """End a session."""
        self._mark(session, moment, ended=True)

    def _mark(self, session: Session, moment: datetime, *, ended: bool) -> None:
        with writing(self._engine) as connection:
            over = select(session_marks.c.id).where(
                session_marks.c.session_id == session.number, session_marks.c.ended
            )
            if connection.execute(over.limit(1)).first() is None:
                row = {"id": _next(connection, session_marks), "session_id": session.number, "marked_at": moment,
                       "ended": ended}  # fmt: skip
                connection.execute(session_marks.insert(), row)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _next(connection: Connection, table: Table) -> int:
    return 1 + (connection.execute(select(func.max(table.c.id))).scalar_one_or_none() or 0)
