"""Decisions by number, and how one is added where several people decide. Invariant: a decision made without sight of a
later one on the same claim is refused with that one, and nothing is stored; what is undone is decided anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, select

from sandtable.ledger.asking import day_end
from sandtable.ledger.columns import Version, version_of
from sandtable.ledger.entries import Batch, LedgerError, OvertakenError, Ruling
from sandtable.ledger.opening import writing
from sandtable.ledger.rows import claim_of
from sandtable.ledger.tables import claims, decisions, readings
from sandtable.ledger.writing import Made, add_claim, decide, write
from sandtable.terms import Decision

_MOST = 500  # numbers in one query


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
            return _stored(connection, decide(connection, decision, address)), True

    def introduce(self, report_id: str, decision: Decision, address: str = "") -> tuple[Ruling, bool]:
        """Add a claim that the reading of a report lacks, by a decision `add`; as stored, and whether it is new: the very
        same by the same person is not stored again. Raises HeldError where the ledger has that claim already, and
        LedgerError for an unknown report."""
        with writing(self._engine) as connection:
            standing = _standing(connection, decision.claim_id)
            if standing is not None and _same(standing.decision, decision):
                return standing, False
            return _stored(connection, add_claim(connection, report_id, decision, address)), True

    def undo(self, number: int, who: str, why: str, when: datetime, address: str = "") -> Batch:
        """Put the claim of a decision back to what it was before, or the claims of all decisions of its batch, by new
        decisions in one act: those that stood before, once more; where none stood, `reopen`, or for an added claim
        `reject`. Claims of a batch on which somebody has decided since are left. Asked again by the same person it adds
        nothing. Raises OvertakenError where a later decision stands, and LedgerError for an unknown number."""
        with writing(self._engine) as connection:
            asked = connection.execute(_decisions().where(decisions.c.id == number)).one_or_none()
            if asked is None:
                raise LedgerError(f"the ledger holds no decision {number}: take the number from an answer")
            these = decisions.c.id == number if asked.batch is None else decisions.c.batch == asked.batch
            numbers = set(connection.execute(select(decisions.c.id).where(these)).scalars())
            lines = _lines(connection, select(decisions.c.words).where(these))
            made = [line.undoing(numbers, who, why, when) for line in lines]
            many = [one for one in made if one is not None]
            if many:
                first = write(connection, many, address, together=len(lines) > 1)
                return Batch(first, len(many), len(lines) - len(many))
            last = lines[0].made[-1]
            if last.undoes in numbers and last.who == who:
                undone = [line.made[-1] for line in lines if line.made[-1].undoes in numbers]
                return Batch(last.batch or last.id, len(undone), len(lines) - len(undone))
            standing = _stored(connection, last.id)
        says = f"{last.who} decided on this claim after that, by decision {last.id}: undo that one first, if it is wrong"
        raise OvertakenError(says, standing)

    def bulk(
        self, numbers: Sequence[int], version: Version, made: Decision, address: str = ""
    ) -> Batch | None:
        """Store one decision on each of some claims, by their numbers in the ledger, in one act, where the ledger still
        holds what `version` says, else None. The claim of `made` is left open: it is set for each."""
        with writing(self._engine) as connection:
            if version_of(connection) != version or not numbers:
                return None
            latest = connection.execute(select(func.max(decisions.c.decided_at))).scalar_one_or_none()
            when = max(made.when, latest) if latest else made.when
            many: dict[str, Made] = {}
            for first in range(0, len(numbers), _MOST):
                some = claims.c.seq.in_(numbers[first : first + _MOST])
                for row in connection.execute(select(claims.c.id, claims.c.words).where(some)):
                    many[row.words] = Made(row.words, replace(made, claim_id=row.id, when=when))
            return Batch(write(connection, list(many.values()), address, together=True), len(many))

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


def _stored(connection: Connection, number: int) -> Ruling:
    return _ruling(connection.execute(_decisions().where(decisions.c.id == number)).one())


@dataclass(frozen=True, slots=True)
class _Line:
    """The decisions on one claim, one after another. `before`: by number of a decision, those that were in force before it;
    `now`: those in force now, the last of which the claim goes by."""

    made: list[Row[Any]]
    before: dict[int, tuple[Row[Any], ...]]
    now: tuple[Row[Any], ...]

    def undoing(self, numbers: Collection[int], who: str, why: str, when: datetime) -> Made | None:
        """The decision that puts the claim back to what it was before one of these, where that one stands."""
        last = self.made[-1]
        undone = next((one for one in (last, *self.now[-1:]) if one.id in numbers), None)
        if undone is None:
            return None
        when = max(when, last.decided_at)
        if not self.before[undone.id]:
            verdict = "reject" if undone.verdict == "add" else "reopen"
            return Made(undone.words, Decision(undone.claim_id, verdict, who, when, why), undone.id)
        was = self.before[undone.id][-1]
        verdict = "accept" if was.verdict == "add" else was.verdict
        edited = claim_of(was.edited) if verdict == "edit" else None
        said = f"{why}; as decided before: {was.why}" if was.why else why
        return Made(undone.words, Decision(was.claim_id, verdict, who, when, said, edited), undone.id)


def _lines(connection: Connection, words: Select[Any]) -> list[_Line]:
    """The decisions on some claims, claim by claim."""
    lines: dict[str, _Line] = {}
    query = select(decisions).where(decisions.c.words.in_(words))
    for row in connection.execute(query.order_by(decisions.c.decided_at, decisions.c.id)):
        line = lines.get(row.words, _Line([], {}, ()))
        before = line.before | {row.id: line.now}
        now = (*line.now, row) if row.undoes is None else before[row.undoes]
        lines[row.words] = _Line([*line.made, row], before, now)
    return list(lines.values())


def _standing(connection: Connection, claim_id: str) -> Ruling | None:
    words = select(claims.c.words).where(claims.c.id == claim_id)
    latest = (decisions.c.decided_at.desc(), decisions.c.id.desc())
    query = _decisions().where(decisions.c.words.in_(words)).order_by(*latest).limit(1)
    row = connection.execute(query).one_or_none()
    return _ruling(row) if row is not None else None


def _ruling(row: Row[Any]) -> Ruling:
    made = Decision(row.claim_id, row.verdict, row.who, row.decided_at, row.why, claim_of(row.edited))
    return Ruling(row.id, row.report_id, made, row.batch, row.undoes)


def _same(stored: Decision, sent: Decision) -> bool:
    edited = replace(sent.edited, id=stored.claim_id) if sent.edited else None
    return (stored.verdict, stored.who, stored.why, stored.edited) == (
        sent.verdict, sent.who, sent.why, edited,
    )  # fmt: skip
