"""Decisions by number, and how one is added where several people decide. Invariant: a decision made without sight of a
later one on the same claim is refused with that one, and nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, select

from sandtable.ledger.asking import day_end
from sandtable.ledger.entries import LedgerError, OvertakenError, Ruling
from sandtable.ledger.opening import writing
from sandtable.ledger.rows import claim_of
from sandtable.ledger.tables import claims, decisions, readings
from sandtable.ledger.writing import decide
from sandtable.terms import Decision


class Rulings:
    """The decisions of a ledger. May be shared between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, decision: Decision, after: int, address: str = "") -> tuple[Ruling, bool]:
        """Store a decision made in sight of the decision `after` (0: of none) on its claim; as stored, and whether it is new.
        `address`: from where it came, for the audit log.

        Where the very same by the same person stands already, it is not stored again, so that a save whose answer got
        lost may be sent anew. Raises OvertakenError where another stands on the claim, and LedgerError
        for an unknown claim, verdict or `after`.
        """
        with writing(self._engine) as connection:
            standing = _standing(connection, decision.claim_id)
            if (standing.number if standing else 0) != after:
                if standing is None:
                    raise LedgerError(
                        f"no decision {after} stands on this claim: nobody has decided on it, so send 0"
                    )
                if standing.number > after and _same(standing.decision, decision):
                    return standing, False
                raise OvertakenError(
                    f"{standing.decision.who} decided on this claim after what you saw: compare the two, then send yours "
                    f"again after {standing.number}, or leave it",
                    standing,
                )
            if standing is not None and decision.when < standing.decision.when:
                # A clock that was set back must not put a decision behind the one that it answers.
                decision = replace(decision, when=standing.decision.when)
            number = decide(connection, decision, address)
            stored = connection.execute(_decisions().where(decisions.c.id == number)).one()
            return _ruling(stored), True

    def get(self, number: int) -> Ruling | None:
        """One decision, None where there is none of that number."""
        return self._one(_decisions().where(decisions.c.id == number))

    def standing(self, claim_id: str) -> Ruling | None:
        """The decision that stands on a claim, None where nobody has decided."""
        with self._engine.connect() as connection:
            return _standing(connection, claim_id)

    def page(
        self,
        after: int = 0,
        limit: int = 100,
        *,
        claim: str | None = None,
        report: str | None = None,
        who: str | None = None,
        verdict: str | None = None,
        known: date | None = None,
    ) -> tuple[list[Ruling], bool]:
        """At most `limit` decisions with numbers above `after`, and whether there are more. `claim` and `report` by id;
        `known`: those made by that day."""
        query = _decisions().where(decisions.c.id > after).order_by(decisions.c.id).limit(limit + 1)
        if claim is not None:
            query = query.where(decisions.c.words.in_(select(claims.c.words).where(claims.c.id == claim)))
        if report is not None:
            told = select(claims.c.words).join(readings).where(readings.c.report_id == report)
            query = query.where(decisions.c.words.in_(told))
        if who is not None:
            query = query.where(decisions.c.who == who)
        if verdict is not None:
            query = query.where(decisions.c.verdict == verdict)
        if known is not None:
            query = query.where(decisions.c.decided_at < day_end(known))
        with self._engine.connect() as connection:
            found = [_ruling(row) for row in connection.execute(query)]
        return found[:limit], len(found) > limit

    def _one(self, query: Select[Any]) -> Ruling | None:
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return _ruling(row) if row is not None else None


def _decisions() -> Select[Any]:
    report = (
        select(readings.c.report_id)
        .join(claims, claims.c.reading_id == readings.c.id)
        .where(claims.c.words == decisions.c.words)
        .limit(1)
        .correlate(decisions)
    )
    return select(decisions, report.scalar_subquery().label("report_id"))


def _standing(connection: Connection, claim_id: str) -> Ruling | None:
    words = select(claims.c.words).where(claims.c.id == claim_id)
    latest = (decisions.c.decided_at.desc(), decisions.c.id.desc())
    query = _decisions().where(decisions.c.words.in_(words)).order_by(*latest).limit(1)
    row = connection.execute(query).one_or_none()
    return _ruling(row) if row is not None else None


def _ruling(row: Row[Any]) -> Ruling:
    made = Decision(row.claim_id, row.verdict, row.who, row.decided_at, row.why, claim_of(row.edited))
    return Ruling(row.id, row.report_id, made)


def _same(stored: Decision, sent: Decision) -> bool:
    edited = replace(sent.edited, id=stored.claim_id) if sent.edited else None
    return (stored.verdict, stored.who, stored.why, stored.edited) == (
        sent.verdict, sent.who, sent.why, edited,
    )  # fmt: skip
