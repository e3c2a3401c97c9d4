"""The audit log: who did what, when and from where. Invariant: every decision is in it, by whatever way it was stored, since
both are added in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from sandtable.ledger.asking import day_end
from sandtable.ledger.opening import writing
from sandtable.ledger.tables import decisions, deeds
from sandtable.terms import Decision


class Act(StrEnum):
    """What was done."""

    SIGN_IN = "sign-in"
    SIGN_IN_FAILED = "failed sign-in"
    SIGN_OUT = "sign-out"
    ACCOUNT_MADE = "account made"
    ACCOUNT_CHANGED = "account changed"
    DECISION = "decision"
    INTAKE = "intake"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry of the audit log. `about`: what it was done to, such as the id of a claim or the name of an account.
    `verdict` is that of a decision, and `why` then its reason. `address` is empty where it was done on the command line."""

    number: int
    when: datetime
    who: str
    act: Act
    about: str
    why: str
    address: str
    verdict: str | None = None
    decision: int | None = None


class Audit:
    """The deeds of a ledger. May be shared between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, act: Act, who: str, about: str = "", why: str = "", address: str = "") -> None:
        """Log what was done just now."""
        with writing(self._engine) as connection:
            log(connection, act, who, about, why, address)

    def page(
        self,
        before: int | None = None,
        limit: int = 100,
        *,
        who: str | None = None,
        act: Act | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[list[Deed], bool]:
        """At most `limit` deeds with numbers below `before`, the newest first, and whether there are more. `since` and
        `until`: done on these days (UTC) or between."""
        query = (
            select(deeds, decisions.c.verdict, decisions.c.why.label("reason"))
            .outerjoin(decisions, decisions.c.id == deeds.c.decision_id)
            .order_by(deeds.c.id.desc())
            .limit(limit + 1)
        )
        if before is not None:
            query = query.where(deeds.c.id < before)
        if who is not None:
            query = query.where(deeds.c.who == who)
        if act is not None:
            query = query.where(deeds.c.act == act.value)
        if since is not None:
            query = query.where(deeds.c.done_at >= datetime(since.year, since.month, since.day, tzinfo=UTC))
        if until is not None:
            query = query.where(deeds.c.done_at < day_end(until))
        with self._engine.connect() as connection:
            found = [
                Deed(
                    row.id, row.done_at, row.who, Act(row.act), row.about,
                    row.why if row.reason is None else row.reason, row.address, row.verdict, row.decision_id,
                )
                for row in connection.execute(query)
            ]  # fmt: skip
        return found[:limit], len(found) > limit


def log(
    connection: Connection,
    act: Act,
    who: str,
    about: str,
    why: str,
    address: str,
    moment: datetime | None = None,
) -> None:
    """Add a deed in the caller's transaction."""
    _insert(connection, [_row(act, who, moment or datetime.now(UTC), address, about=about, why=why)])


def log_decisions(connection: Connection, first: int, many: Sequence[Decision], address: str) -> None:
    """Add the deeds of decisions, numbered from `first` on, in the transaction that stores them."""
    rows = [
        _row(Act.DECISION, made.who, made.when, address, about=made.claim_id, decision=number)
        for number, made in enumerate(many, first)
    ]
    _insert(connection, rows)


def _row(
    act: Act,
    who: str,
    moment: datetime,
    address: str,
    *,
    about: str,
    why: str = "",
    decision: int | None = None,
) -> dict[str, Any]:
    return {"done_at": moment, "who": who, "act": act.value, "about": about, "why": why, "address": address,
            "decision_id": decision}  # fmt: skip


def _insert(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    last = connection.execute(select(func.max(deeds.c.id))).scalar_one_or_none() or 0
    connection.execute(deeds.insert(), [{"id": number, **row} for number, row in enumerate(rows, last + 1)])
