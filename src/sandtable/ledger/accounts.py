"""Accounts, and what each may do. Invariant: a change is a new row and the newest stands; no two names are alike; and somebody
stays who may change accounts.

Old hashes of passwords stay, as all rows do: a ledger is kept as a secret is.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, select

from sandtable.ledger.deeds import Act, log
from sandtable.ledger.entries import LedgerError
from sandtable.ledger.opening import writing
from sandtable.ledger.tables import accounts

LONGEST_NAME = 60
_BETWEEN = frozenset(" .-_'@")


class AccountError(LedgerError):
    """An account that cannot be made or changed as asked. The message says what to do; nothing was changed."""


class AccountRole(StrEnum):
    """What an account may do; each may also do what those before it may."""

    READER = "reader"
    CODER = "coder"
    EDITOR = "editor"
    ADMIN = "admin"

    def covers(self, needed: AccountRole) -> bool:
        """Whether it may do what another may."""
        order = list(AccountRole)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it stands. `number` is that of its row; its sessions count from the row `since`."""

    number: int
    key: str
    name: str
    role: AccountRole
    password: str = field(repr=False)
    enabled: bool
    since: int
    changed_by: str
    changed_at: datetime
    why: str


def account_key(name: str) -> str:
    """What two names that look alike share."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def account_name(name: str) -> str:
    """The name as it is kept. Raises AccountError for one that cannot be read aloud: with control signs, marks that turn
    the writing, or more than one line."""
    name = unicodedata.normalize("NFC", name.strip())
    if not name or len(name) > LONGEST_NAME:
        raise AccountError(f"an account's name has 1 to {LONGEST_NAME} characters")
    fit = all(unicodedata.category(sign)[0] in "LMN" or sign in _BETWEEN for sign in name)
    if not fit or not name[0].isalnum() or "  " in name:
        raise AccountError(
            "an account's name is made of letters and digits, with single spaces . - _ ' @ between: such as ana or Ana K."
        )
    return name


class Accounts:
    """The accounts of a ledger. May be shared between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def exist(self) -> bool:
        """Whether there was ever an account; once true, it stays so."""
        with self._engine.connect() as connection:
            return connection.execute(select(accounts.c.id).limit(1)).first() is not None

    def get(self, name: str) -> Account | None:
        """The account of a name, None where there is none."""
        with self._engine.connect() as connection:
            return standing(connection, account_key(name))

    def all(self) -> list[Account]:
        """Every account as it stands, by name."""
        with self._engine.connect() as connection:
            return [account_of(row) for row in connection.execute(_newest().order_by(accounts.c.key))]

    def add(
        self, name: str, role: AccountRole, password: str, *, by: str, why: str = "", address: str = ""
    ) -> Account:
        """Make an account. `password`: its argon2 hash. Raises AccountError where the name is taken or cannot be one."""
        name = account_name(name)
        key = account_key(name)
        with writing(self._engine) as connection:
            if standing(connection, key) is not None:
                raise AccountError(
                    f"there is an account of the name {name} already, perhaps one that is disabled: choose another name, "
                    "or give it a role or a password anew"
                )
            number = _next(connection)
            made = Account(number, key, name, role, password, True, number, by, datetime.now(UTC), why)
            _insert(connection, made)
            told = f"{role}: {why}" if why else role.value
            log(connection, Act.ACCOUNT_MADE, by, name, told, address, made.changed_at)
            return made

    def change(
        self,
        name: str,
        *,
        by: str,
        why: str = "",
        address: str = "",
        role: AccountRole | None = None,
        password: str | None = None,
        enabled: bool | None = None,
    ) -> Account:
        """Change what is given of an account, and end its sessions; with nothing given, do only that. Raises AccountError
        for an unknown name, and where nobody would be left to change accounts."""
        with writing(self._engine) as connection:
            was = standing(connection, account_key(name))
            if was is None:
                raise AccountError(
                    f"there is no account of the name {name!r}: `sandtable accounts list` has them all"
                )
            number = _next(connection)
            now = Account(
                number, was.key, was.name, role or was.role, password or was.password,
                was.enabled if enabled is None else enabled, number, by, datetime.now(UTC), why,
            )  # fmt: skip
            if _governs(was) and not _governs(now) and _governing(connection) == 1:
                raise AccountError(
                    f"{was.name} is the last account with the role admin: make another one admin first"
                )
            _insert(connection, now)
            told = _told(was, now)
            log(
                connection,
                Act.ACCOUNT_CHANGED,
                by,
                was.name,
                f"{told}: {why}" if why else told,
                address,
                now.changed_at,
            )
            return now

    def rehash(self, account: Account, password: str) -> Account:
        """Keep the same password under a new hash: no change to the account, so its sessions go on. Where the account was
        changed in between, that change stands."""
        with writing(self._engine) as connection:
            was = standing(connection, account.key)
            if was is None or was.number != account.number:
                return account
            now = Account(
                _next(connection), was.key, was.name, was.role, password, was.enabled, was.since, was.changed_by,
                was.changed_at, was.why,
            )  # fmt: skip
            _insert(connection, now)
            return now


def standing(connection: Connection, key: str) -> Account | None:
    """The account of a key as it stands, in the caller's transaction."""
    query = select(accounts).where(accounts.c.key == key).order_by(accounts.c.id.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return account_of(row) if row is not None else None


def _newest() -> Select[Any]:
    last = select(func.max(accounts.c.id)).group_by(accounts.c.key)
    return select(accounts).where(accounts.c.id.in_(last))


def _governs(account: Account) -> bool:
    return account.enabled and account.role is AccountRole.ADMIN


def _governing(connection: Connection) -> int:
    return sum(_governs(account_of(row)) for row in connection.execute(_newest()))


def _told(was: Account, now: Account) -> str:
    parts = [
        f"role {was.role} to {now.role}" if was.role is not now.role else "",
        "new password" if was.password != now.password else "",
        ("enabled" if now.enabled else "disabled") if was.enabled != now.enabled else "",
    ]
    return ", ".join(part for part in parts if part) or "signed out everywhere"


def account_of(row: Row[Any]) -> Account:
    """The account of a row of its table."""
    return Account(row.id, row.key, row.name, AccountRole(row.role), row.password, row.enabled, row.since,
                   row.changed_by, row.changed_at, row.why)  # fmt: skip


def _insert(connection: Connection, account: Account) -> None:
    row = {"id": account.number, "key": account.key, "name": account.name, "role": account.role.value,
           "password": account.password, "enabled": account.enabled, "since": account.since,
           "changed_by": account.changed_by, "changed_at": account.changed_at, "why": account.why}  # fmt: skip
    connection.execute(accounts.insert(), row)


def _next(connection: Connection) -> int:
    return 1 + (connection.execute(select(func.max(accounts.c.id))).scalar_one_or_none() or 0)
