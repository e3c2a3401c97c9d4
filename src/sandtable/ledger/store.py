"""The ledger. Invariant: it only grows; ids are by content, so a report read twice adds nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, Row, func, select

from sandtable.ledger import asking
from sandtable.ledger.accounts import Accounts
from sandtable.ledger.columns import Columns, Standing, Version
from sandtable.ledger.deeds import Audit
from sandtable.ledger.entries import Counts, EntityCount, Entry, History, ReportHead, Warned
from sandtable.ledger.finding import Index
from sandtable.ledger.listing import Listing
from sandtable.ledger.opening import open_engine, writing
from sandtable.ledger.queue import Queue
from sandtable.ledger.rows import claim_of, entry_of, head_of
from sandtable.ledger.rulings import Rulings
from sandtable.ledger.sessions import Sessions
from sandtable.ledger.sheaves import Sheaves
from sandtable.ledger.tables import claims, decisions, mentions, readings, reports, warnings
from sandtable.ledger.writing import append, decide
from sandtable.terms import Decision, EntityType, Kind, Reading, Report, Warning
from sandtable.terms.wire import SCHEMA, claim_from, reading_from, report_to


class Ledger:
    """An append-only store of reports, claims and decisions. May be shared between threads; close it once.

    `listing` gives it by page, `index` by words; `rulings` its decisions, with a way to add one that cannot overrule another
    unseen; `queue` what waits for one; `accounts` and `sessions` who may work on it, and `audit` what they did.
    """

    def __init__(self, engine: Engine, kept: Path | None = None) -> None:
        self._engine = engine
        self._columns = Columns(engine, self._ruled, Sheaves(kept) if kept else None)
        self.listing, self.rulings, self.index = Listing(engine), Rulings(engine), Index(engine)
        self.queue = Queue(engine)
        self.accounts, self.sessions, self.audit = Accounts(engine), Sessions(engine), Audit(engine)

    @classmethod
    def open(cls, target: str | Path, *, create: bool = True, kept: Path | None = None) -> Self:
        """Open an SQLite file or a `postgresql://` URL, making or upgrading its tables. `kept`: a folder in which what
        `standing` reads is kept for later runs; none: it is not.

        Raises LedgerError, with the file untouched, where it is no ledger, is of a newer version, or is missing and
        `create` is false.
        """
        return cls(open_engine(target, create=create), kept)

    @property
    def url(self) -> str:
        """The database, password included, for another process of ours that opens it."""
        return self._engine.url.render_as_string(hide_password=False)

    def close(self) -> None:
        """Let go of the database."""
        self.index.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, reading: Reading, recorded: datetime | None = None) -> bool:
        """Store a reading; False where it is held already. `recorded` is now unless given.

        A report read again with other claims (a new coder) becomes a new reading, which supersedes the older one
        for days from `recorded` on; the older one stays and still answers for earlier known days.
        """
        return self._append([reading], recorded)[0]

    def add_many(self, many: Iterable[Reading], recorded: datetime | None = None, *, batch: int = 200) -> int:
        """Store readings, `batch` to a transaction; how many were new. What precedes a failure stays stored."""
        source, added = iter(many), 0
        while some := list(islice(source, batch)):
            added += sum(self._append(some, recorded))
        return added

    def _append(self, batch: Sequence[Reading], recorded: datetime | None) -> list[bool]:
        moment = recorded or datetime.now(UTC)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        with writing(self._engine) as connection:
            return append(connection, batch, moment)

    def decide(self, decision: Decision) -> int:
        """Store a decision; its number. Raises LedgerError for an unknown claim or verdict.

        It holds for the same claim read by other coders too (same report, kind, evidence, trigger and role spans).
        """
        with writing(self._engine) as connection:
            return decide(connection, decision)

    def reports(self, known: date | None = None) -> list[ReportHead]:
        """The reports published by `known` (recorded by then, where no published date is known), by day and id."""
        query = select(*asking.HEAD).order_by(reports.c.known_on, reports.c.id)
        if known is not None:
            query = query.where(reports.c.known_on <= known)
        return [head_of(row) for row in self._rows(query)]

    def report(self, report_id: str) -> Report | None:
        """A report with its text."""
        for row in self._rows(select(reports).where(reports.c.id == report_id)):
            return Report(row.id, row.text, row.title, row.publisher, row.published, row.url, row.language,
                          row.source_id)  # fmt: skip
        return None

    def reading(self, report_id: str, known: date | None = None) -> Reading | None:
        """The reading of a report that counts as of `known`, as it was stored, decisions not applied."""
        report = self.report(report_id)
        if report is None:
            return None
        current = select(readings.c.id).where(readings.c.report_id == report_id, asking.current(known))
        with self._engine.connect() as connection:
            number = connection.execute(current).scalar_one()
            bodies = connection.execute(
                select(claims.c.body).where(claims.c.reading_id == number, asking.READ).order_by(claims.c.seq)
            ).scalars()
            named = connection.execute(
                select(mentions.c.body).where(mentions.c.reading_id == number)
            ).scalar_one_or_none()
            warned = connection.execute(
                select(warnings).where(warnings.c.reading_id == number).order_by(warnings.c.ordinal)
            )
            return reading_from({
                "schema": SCHEMA,
                "report": report_to(report),
                "mentions": json.loads(named) if named else [],
                "claims": [json.loads(body) for body in bodies],
                "warnings": [{"code": w.code, "message": w.message, "start": w.span_start, "end": w.span_end}
                             for w in warned],
            })  # fmt: skip

    def claims(
        self,
        *,
        known: date | None = None,
        kinds: Iterable[Kind] = (),
        entity_ids: Iterable[str] = (),
        report_id: str | None = None,
    ) -> list[Entry]:
        """The claims that stand as of `known`, by published day, report and place in it.

        `kinds`: any of these. `entity_ids`: those with any of these in any role. Empty: no such condition. Rejected claims are left out and
        edited ones replaced, by the decisions made by `known`; every condition applies to the edited claim.
        """
        args = (known, tuple(k.value for k in kinds), tuple(entity_ids), report_id)
        entries = [entry_of(row) for row in self._rows(asking.read_claims(*args))]
        kept = [
            entry_of(row)
            for ask in (asking.accepted_claims, asking.edited_claims)
            for row in self._rows(ask(*args))
        ]
        if not kept:
            return entries
        return sorted(
            entries + kept, key=lambda e: (e.report.known_on, e.report.id, e.claim.evidence.start, e.claim.id)
        )

    def version(self) -> Version:
        """What the ledger holds now; equal as long as nothing was added."""
        return self._columns.version()

    def standing(self, known: date | None = None) -> Standing:
        """The gists of the claims that `claims(known=known)` gives. Read from the database once, then kept."""
        return self._columns.standing(known)

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Claims as they were read, by their numbers in `standing` and in the order of these; a number that no claim has is
        passed over."""
        heads: dict[str, ReportHead] = {}
        found: dict[int, Entry] = {}
        for first in range(0, len(numbers), _MOST):
            for row in self._rows(asking.numbered_claims(numbers[first : first + _MOST])):
                head = heads.get(row.report_id)
                if head is None:
                    head = heads[row.report_id] = head_of(row)
                claim = claim_from(json.loads(row.body))
                found[row.seq] = Entry(claim, head, row.recorded_at, row.published, None)
        return [found[n] for n in numbers if n in found]

    def keyed(self, key: int) -> Entry | None:
        """A claim as it was read, by its key in `standing`, None where none has it."""
        number = self._columns.number(key)
        return next(iter(self.entries([number])), None) if number else None

    def warnings(self, codes: Iterable[str], known: date | None = None) -> list[Warned]:
        """The warnings of some codes that stand as of a day, by published day and report."""
        found = list(self._rows(asking.warned_readings(tuple(codes), known)))
        spans: dict[int, list[tuple[str, int, int]]] = {row.reading_id: [] for row in found}
        readings_ = list(spans)
        for first in range(0, len(readings_), _MOST):
            some = readings_[first : first + _MOST]
            query = select(claims.c.reading_id, claims.c.id, claims.c.body).where(
                claims.c.reading_id.in_(some), asking.READ
            )
            for row in self._rows(query.order_by(claims.c.seq)):
                evidence = json.loads(row.body)["evidence"]
                spans[row.reading_id].append((row.id, evidence["start"], evidence["end"]))
        return [
            Warned(
                head_of(row),
                Warning(row.code, row.message, row.span_start, row.span_end),
                tuple(
                    id_ for id_, start, end in spans[row.reading_id]
                    if row.span_start is not None and row.span_end is not None
                    and start < row.span_end and row.span_start < end
                ),
            )
            for row in found
        ]  # fmt: skip

    def _ruled(self, known: date | None) -> Iterator[Entry]:
        for query in asking.ruled_claims(known):
            yield from (entry_of(row) for row in self._rows(query))

    def claim(self, claim_id: str, known: date | None = None) -> Entry | None:
        """One claim as it stands as of `known`; None where it was rejected, superseded or never read."""
        report_id = select(readings.c.report_id).join(claims).where(claims.c.id == claim_id).limit(1)
        for row in self._rows(report_id):
            for entry in self.claims(known=known, report_id=row.report_id):
                if entry.claim.id == claim_id:
                    return entry
        return None

    def decisions(self, claim_id: str) -> list[Decision]:
        """Every decision that bears on a claim, oldest first."""
        words = select(claims.c.words).where(claims.c.id == claim_id)
        query = (
            select(decisions)
            .where(decisions.c.words.in_(words))
            .order_by(decisions.c.decided_at, decisions.c.id)
        )
        return [
            Decision(row.claim_id, row.verdict, row.who, row.decided_at, row.why, claim_of(row.edited))
            for row in self._rows(query)
        ]

    def history(self, claim_id: str) -> History | None:
        """A claim as first read with all decisions about it, whether or not it still stands; None where never read."""
        query = (
            select(claims.c.id, claims.c.body, asking.RECORDED, *asking.HEAD)
            .select_from(claims)
            .join(readings, readings.c.id == claims.c.reading_id)
            .join(reports, reports.c.id == readings.c.report_id)
            .where(claims.c.id == claim_id)
            .order_by(asking.RECORDED, claims.c.seq)
            .limit(1)
        )
        for row in self._rows(query):
            original = claim_from(json.loads(row.body))
            return History(original, head_of(row), row.recorded_at, tuple(self.decisions(claim_id)))
        return None

    def entities(self, type: EntityType) -> list[EntityCount]:
        """The entities of a type that current readings speak of, the most spoken of first; decisions not applied."""
        rows = self._rows(asking.entity_counts(type.value))
        return [EntityCount(row.entity_id, row.name, row.claims) for row in rows]

    def counts(self) -> Counts:
        """How much the ledger holds."""
        with self._engine.connect() as connection:

            def number(query: Any) -> int:
                return int(connection.execute(query).scalar_one())

            superseded = number(
                select(func.count())
                .select_from(claims)
                .where(claims.c.reading_id.in_(asking.superseded_ids(None)), asking.READ)
            )
            return Counts(
                reports=number(select(func.count()).select_from(reports)),
                readings=number(select(func.count()).select_from(readings)),
                claims=number(select(func.count()).select_from(claims)) - superseded,
                superseded=superseded,
                warnings=number(select(func.count()).select_from(warnings)),
                decisions=number(select(func.count()).select_from(decisions)),
            )

    def _rows(self, query: Any) -> Iterator[Row[Any]]:
        with self._engine.connect() as connection:
            yield from connection.execute(query)


_MOST = 5000  # numbers in one query
