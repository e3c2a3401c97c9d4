"""Sessions of accounts. Invariant: only a hash of a token is stored; a session is over for good once it was ended, its
account disabled, or its account's role or password changed after it was opened."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Table, func, select
from sqlalchemy.engine import Connection

from sandtable.ledger.accounts import Account, standing
from sandtable.ledger.opening import writing
from sandtable.ledger.tables import session_marks, sessions


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
            row = connection.execute(select(sessions).where(sessions.c.token == _hash(token))).one_or_none()
            if row is None:
                return None
            account = standing(connection, row.account_key)
            if account is None or not account.enabled or account.since != row.since:
                return None
            marks = select(session_marks).where(session_marks.c.session_id == row.id)
            last = connection.execute(marks.order_by(session_marks.c.id.desc()).limit(1)).one_or_none()
            if last is not None and last.ended:
                return None
            return Session(row.id, account, row.opened_at, row.opened_at if last is None else last.marked_at)

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
