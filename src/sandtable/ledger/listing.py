"""A ledger by page: claims and readings in the order in which they were stored. Invariant: a page goes on where the one
before it ended, whatever was stored in between; nothing is given twice under one number and nothing left out.

Numbers are those of the ledger's own rows, which only grow. SQL narrows a page down; what a claim says, once edited, is
compared here, claim by claim.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, and_, func, or_, select, union

from sandtable.ledger.asking import HEAD, READ, RECORDED, current, newer_twin, ruling, there
from sandtable.ledger.entries import Listed, ReadingHead, ReportHead
from sandtable.ledger.rows import entry_of, head_of
from sandtable.ledger.tables import (
    claim_roles,
    claims,
    decision_roles,
    decisions,
    readings,
    reports,
    warnings,
)
from sandtable.terms import Claim

# The status of a claim by the verdict that stands on it; None where nobody has decided.
STATUSES: dict[str | None, str] = {
    None: "proposed", "accept": "accepted", "edit": "edited", "reject": "rejected", "add": "accepted",
}  # fmt: skip
STANDING = ("proposed", "accepted", "edited")
_CHUNK = 200  # rows looked at together


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims to list. Empty or None: no such condition. `kinds`: any of these. `entities`: ids, each in some role.
    `source`: outlet or speaker, in folded case. `day`: inside the claim's own time. `known`: the day of knowledge."""

    kinds: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    statuses: tuple[str, ...] = STANDING
    report: str | None = None
    source: str | None = None
    day: date | None = None
    known: date | None = None

    def fits(self, listed: Listed) -> bool:
        """Whether a claim, as it stands, is one of these."""
        entry = listed.entry
        return (
            STATUSES[entry.verdict] in self.statuses
            and (not self.kinds or entry.claim.kind.value in self.kinds)
            and {*self.entities} <= {r.entity.id for r in entry.claim.roles if r.entity is not None}
            and (self.source is None or self.source.casefold() in _sources(listed))
            and (self.day is None or _covers(entry.claim, self.day.isoformat()))
        )


def _sources(listed: Listed) -> set[str]:
    names = (listed.entry.report.publisher or "", *(v.name for v in listed.entry.claim.attribution))
    return {name.casefold() for name in names}


def _covers(claim: Claim, day: str) -> bool:
    first, last = (claim.time.earliest, claim.time.latest) if claim.time else (None, None)
    if first is None and last is None:
        return False
    return (first is None or first[:10] <= day) and (last is None or day <= last[:10])


class Listing:
    """The pages of a ledger. May be shared between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stamp(self) -> str:
        """What tells one state of a ledger from another: 32 hex digits over its last reading and its last decision, one
        of which changes with whatever is added."""
        last = (
            select(readings.c.id, readings.c.digest, readings.c.recorded_at).order_by(readings.c.id.desc()),
            select(decisions.c.id, decisions.c.words, decisions.c.decided_at).order_by(decisions.c.id.desc()),
        )
        with self._engine.connect() as connection:
            found = [connection.execute(query.limit(1)).one_or_none() for query in last]
        return hashlib.sha256(repr([row and tuple(row) for row in found]).encode()).hexdigest()[:32]

    def claims(self, wanted: Wanted, after: int = 0, limit: int = 100) -> tuple[list[Listed], bool]:
        """At most `limit` claims with numbers above `after`, and whether there are more."""
        found: list[Listed] = []
        chunk = max(_CHUNK, limit + 1)
        with self._engine.connect() as connection:
            while True:
                rows = connection.execute(_claims(wanted, after).limit(chunk)).all()
                found += [one for one in map(_listed, rows) if wanted.fits(one)]
                if len(found) > limit or len(rows) < chunk:
                    return found[:limit], len(found) > limit
                after = rows[-1].seq

    def numbered(self, numbers: Sequence[int], wanted: Wanted) -> list[Listed]:
        """Those of some claims by number that are wanted, in the order of `numbers`."""
        found: dict[int, Listed] = {}
        with self._engine.connect() as connection:
            for first in range(0, len(numbers), _CHUNK):
                some = claims.c.seq.in_(numbers[first : first + _CHUNK])
                rows = connection.execute(_claims(wanted, 0).where(some))
                found.update((row.seq, _listed(row)) for row in rows)
        return [found[n] for n in numbers if n in found and wanted.fits(found[n])]

    def of_ids(self, ids: Iterable[str], known: date | None = None) -> dict[str, Listed]:
        """Claims as they stand, by id; those are left out that no current reading or decision has."""
        wanted, asked = Wanted(statuses=tuple(STATUSES.values()), known=known), list(dict.fromkeys(ids))
        found: dict[str, Listed] = {}
        with self._engine.connect() as connection:
            for first in range(0, len(asked), _CHUNK):
                some = claims.c.id.in_(asked[first : first + _CHUNK])
                found.update(
                    (row.id, _listed(row)) for row in connection.execute(_claims(wanted, 0).where(some))
                )
        return found

    def last_day(self, known: date | None = None) -> date | None:
        """The day by which the newest report was known, None where there is none."""
        query: Select[Any] = select(func.max(reports.c.known_on))
        if known is not None:
            query = query.where(reports.c.known_on <= known)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def claim(self, claim_id: str, known: date | None = None) -> Listed | None:
        """One claim as it stands, rejected ones among them; None where no current reading or decision has it."""
        wanted = Wanted(statuses=tuple(STATUSES.values()), known=known)
        with self._engine.connect() as connection:
            rows = connection.execute(_claims(wanted, 0).where(claims.c.id == claim_id)).all()
        return _listed(rows[-1]) if rows else None

    def several(self, claim_ids: Collection[str], known: date | None = None) -> list[Listed]:
        """Some claims by id as they stand, rejected ones among them, in the order of `claim_ids`; those that are not known are
        left out."""
        wanted = Wanted(statuses=tuple(STATUSES.values()), known=known)
        with self._engine.connect() as connection:
            rows = connection.execute(_claims(wanted, 0).where(claims.c.id.in_(claim_ids))).all()
        found = {row.id: _listed(row) for row in rows}
        return [found[one] for one in dict.fromkeys(claim_ids) if one in found]

    def report(self, report_id: str) -> ReportHead | None:
        """A report without its text, None where the ledger has none of that id."""
        query: Select[Any] = select(*HEAD).where(reports.c.id == report_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return head_of(row) if row is not None else None

    def published(self, first: date, last: date, limit: int) -> list[ReportHead]:
        """At most `limit` reports published from `first` to `last`, the newest stored first."""
        days = reports.c.known_on.between(first, last)
        query: Select[Any] = (
            select(*HEAD).where(days).order_by(reports.c.recorded_at.desc(), reports.c.id).limit(limit)
        )
        with self._engine.connect() as connection:
            return [head_of(row) for row in connection.execute(query)]

    def readings(
        self, after: int = 0, limit: int = 100, known: date | None = None
    ) -> tuple[list[ReadingHead], bool]:
        """At most `limit` readings that count as of `known`, with numbers above `after`, and whether there are more."""
        told = select(func.count()).where(claims.c.reading_id == readings.c.id, READ).correlate(readings)
        warned = select(func.count()).where(warnings.c.reading_id == readings.c.id).correlate(readings)
        query: Select[Any] = (
            select(
                readings.c.id.label("number"), readings.c.coder, readings.c.recorded_at,
                told.scalar_subquery().label("told"), warned.scalar_subquery().label("warned"), *HEAD,
            )
            .select_from(readings)
            .join(reports, reports.c.id == readings.c.report_id)
            .where(readings.c.id > after, current(known))
            .order_by(readings.c.id)
            .limit(limit + 1)
        )  # fmt: skip
        if known is not None:
            query = query.where(reports.c.known_on <= known)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        found = [
            ReadingHead(r.number, head_of(r), r.coder, r.recorded_at, r.told, r.warned) for r in rows[:limit]
        ]
        return found, len(rows) > limit


def _listed(row: Row[Any]) -> Listed:
    return Listed(row.seq, entry_of(row), row.ruling or 0)


def _claims(wanted: Wanted, after: int) -> Select[Any]:
    kept = and_(decisions.c.verdict.in_(("accept", "add", "edit")), ~newer_twin(wanted.known))
    return (
        select(
            claims.c.seq, claims.c.id, claims.c.body, RECORDED, decisions.c.id.label("ruling"),
            decisions.c.verdict, decisions.c.edited, *HEAD,
        )
        .select_from(claims)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
        .outerjoin(decisions, decisions.c.id == ruling(wanted.known))
        .where(claims.c.seq > after, there(wanted.known), or_(current(wanted.known), kept), *_narrowing(wanted))
        .order_by(claims.c.seq)
    )  # fmt: skip


def _narrowing(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    """Conditions that every wanted claim meets; an edited one is left to `Wanted.fits`."""
    edited = func.coalesce(decisions.c.verdict, "") == "edit"
    if wanted.known is not None:
        yield reports.c.known_on <= wanted.known
    if wanted.report is not None:
        yield reports.c.id == wanted.report
    if wanted.kinds:
        yield or_(claims.c.kind.in_(wanted.kinds), edited)
    if wanted.day is not None:
        first, last, day = claims.c.earliest, claims.c.latest, wanted.day.isoformat()
        after, before = func.substr(first, 1, 10) <= day, func.substr(last, 1, 10) >= day
        yield or_(edited, and_(after, before), and_(after, last.is_(None)), and_(first.is_(None), before))
    for entity in wanted.entities:
        changed = select(decision_roles.c.decision_id).where(decision_roles.c.entity_id == entity)
        words = select(decisions.c.words).where(decisions.c.id.in_(changed))
        told = select(claim_roles.c.claim_seq).where(claim_roles.c.entity_id == entity)
        yield claims.c.seq.in_(union(told, select(claims.c.seq).where(claims.c.words.in_(words))))
    if STATUSES[None] not in wanted.statuses:
        verdicts = [verdict for verdict, status in STATUSES.items() if status in wanted.statuses]
        yield claims.c.words.in_(select(decisions.c.words).where(decisions.c.verdict.in_(verdicts)))
    if wanted.source is not None:
        # A speaker stands in the claim as JSON.
        spoken = json.dumps(wanted.source, ensure_ascii=False)[1:-1]
        yield or_(
            edited, _like(reports.c.publisher, wanted.source), _like(claims.c.body, spoken, inside=True)
        )


def _like(column: ColumnElement[Any], words: str, *, inside: bool = False) -> ColumnElement[bool]:
    """Whether a text may be some words, or hold them. What databases fold or escape in their own ways is left open."""
    pattern = "".join(c if c.isascii() and c not in "%_\\" else "%" for c in words)
    return column.ilike(f"%{pattern}%" if inside else pattern)
