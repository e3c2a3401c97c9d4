"""The queries. Invariant: an answer as of a known day depends only on what was published, and decided, by that day.

Which reading of a report counts: the newest that was recorded by the known day; where none had been recorded by then
(the report was published by that day and ingested later, so no answer was given then), the newest of all. Which
decision counts: the last one made by the known day. A claim that an analyst accepted or edited outlives the reading
it came from; one rejected stays out of later readings that find it again in the same words. One that an analyst added
is none of its reading, and is there from the day of its decision on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)

from sandtable.ledger.tables import (
    claim_roles,
    claims,
    decision_roles,
    decisions,
    readings,
    reports,
    warnings,
)

HEAD = (reports.c.id.label("report_id"), reports.c.title, reports.c.publisher, reports.c.published, reports.c.url,
        reports.c.language, reports.c.source_id, reports.c.known_on)  # fmt: skip
READ = claims.c.added.is_(None)
ACCEPTING, CHANGING = ("accept", "add"), ("edit", "reject")
RECORDED = func.coalesce(claims.c.added, readings.c.recorded_at).label("recorded_at")


def there(known: date | None) -> ColumnElement[bool]:
    """Whether a row of `claims`, if an analyst added it, was added by a day."""
    return true() if known is None else or_(READ, claims.c.added < day_end(known))


def day_end(day: date) -> datetime:
    """The moment the day is over, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)


def _rank(reading: FromClause, known: date | None) -> ColumnElement[Any]:
    newest = (reading.c.recorded_at, reading.c.id)
    if known is None:
        return tuple_(*newest)
    return tuple_(case((reading.c.recorded_at < day_end(known), 1), else_=0), *newest)


def _superseded(reading: FromClause, known: date | None) -> ColumnElement[bool]:
    later = readings.alias()
    return (
        exists()
        .where(later.c.report_id == reading.c.report_id, _rank(later, known) > _rank(reading, known))
        .correlate(reading)
    )


def current(known: date | None) -> ColumnElement[bool]:
    """Whether a row of `readings` is the one that counts for its report."""
    return ~_superseded(readings, known)


def superseded_ids(known: date | None) -> Select[tuple[int]]:
    """The ids of all readings that no longer count; worth it where a query goes over the whole ledger."""
    return select(readings.c.id).where(_superseded(readings, known))


def read_claims(
    known: date | None, kinds: tuple[str, ...], entity_ids: tuple[str, ...], report_id: str | None
) -> Select[Any]:
    """Claims of current readings as they were read, less those that were rejected or edited."""
    query = (
        select(claims.c.id, claims.c.body, readings.c.recorded_at, decisions.c.verdict, *HEAD)
        .select_from(claims)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
        .outerjoin(decisions, decisions.c.id == ruling(known))
        .where(current(known), READ, func.coalesce(decisions.c.verdict, "").not_in(CHANGING))
    )
    return _within(_matching(query, known, kinds, entity_ids), known, report_id)


def ruled_claims(known: date | None) -> tuple[Select[Any], ...]:
    """The claims that stand as of a day and that any decision, of whatever day, bears on; in three queries."""
    ever = claims.c.words.in_(select(decisions.c.words))
    read = read_claims(known, (), (), None).where(ever)
    return read, accepted_claims(known, (), (), None), edited_claims(known, (), (), None)


def numbered_claims(numbers: Iterable[int]) -> Select[Any]:
    """Claims as they were read, by their numbers in the ledger."""
    return (
        select(claims.c.seq, claims.c.body, readings.c.recorded_at, *HEAD)
        .select_from(claims)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
        .where(claims.c.seq.in_(numbers))
    )


def warned_readings(codes: Iterable[str], known: date | None) -> Select[Any]:
    """The warnings of some codes in the current readings of the reports known by a day."""
    query = (
        select(warnings.c.reading_id, warnings.c.code, warnings.c.message, warnings.c.span_start,
               warnings.c.span_end, *HEAD)
        .select_from(warnings)
        .join(readings, readings.c.id == warnings.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
        .where(warnings.c.code.in_(codes), current(known))
        .order_by(reports.c.known_on, reports.c.id, warnings.c.ordinal)
    )  # fmt: skip
    return query if known is None else query.where(reports.c.known_on <= known)


def accepted_claims(
    known: date | None, kinds: tuple[str, ...], entity_ids: tuple[str, ...], report_id: str | None
) -> Select[Any]:
    """Claims that an analyst accepted or added, and that the current reading lacks."""
    query = _decided(ACCEPTING, known).where(or_(~READ, ~current(known)))
    if not entity_ids:
        ever = select(decisions.c.words).where(decisions.c.verdict.in_(ACCEPTING))
        query = query.where(claims.c.words.in_(ever))
    return _within(_matching(query, known, kinds, entity_ids), known, report_id)


def edited_claims(
    known: date | None, kinds: tuple[str, ...], entity_ids: tuple[str, ...], report_id: str | None
) -> Select[Any]:
    """Claims that an analyst edited, found by what they were edited to."""
    ever = select(decisions.c.words).where(decisions.c.verdict == "edit")
    query = _decided(("edit",), known)
    if kinds:
        query = query.where(decisions.c.kind.in_(kinds))
    if entity_ids:
        about = select(decision_roles.c.decision_id).where(decision_roles.c.entity_id.in_(entity_ids))
        ever = ever.where(decisions.c.id.in_(about))
        query = query.where(decisions.c.id.in_(about))
    # Without this list a planner that has no statistics goes over all claims to find the few decided ones.
    return _within(query.where(claims.c.words.in_(ever)), known, report_id)


def ruling(known: date | None) -> ScalarSelect[int]:
    """The last decision on a row of `claims` by the known day."""
    made = decisions.alias()
    query = select(made.c.id).where(made.c.words == claims.c.words)
    if known is not None:
        query = query.where(made.c.decided_at < day_end(known))
    latest = query.order_by(made.c.decided_at.desc(), made.c.id.desc()).limit(1)
    return latest.correlate(claims).scalar_subquery()


def newer_twin(known: date | None) -> ColumnElement[bool]:
    """Whether a newer reading has the claim of a row of `claims` joined with `readings` too."""
    twin, twins_reading = claims.alias(), readings.alias()
    return (
        exists()
        .where(
            twin.c.words == claims.c.words,
            twin.c.reading_id == twins_reading.c.id,
            _rank(twins_reading, known) > _rank(readings, known),
        )
        .correlate(claims, readings)
    )


def _decided(verdicts: tuple[str, ...], known: date | None) -> Select[Any]:
    """Claims whose last decision is one of these, each in the newest reading that has it."""
    return (
        select(claims.c.id, claims.c.body, RECORDED, decisions.c.verdict, decisions.c.edited, *HEAD)
        .select_from(claims)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
        .join(decisions, decisions.c.id == ruling(known))
        .where(decisions.c.verdict.in_(verdicts), ~newer_twin(known))
    )


def _matching(
    query: Select[Any], known: date | None, kinds: tuple[str, ...], entity_ids: tuple[str, ...]
) -> Select[Any]:
    """Limit a query of claims as read to kinds and entities; about an entity, by one index alone."""
    if entity_ids:
        about = select(claim_roles.c.claim_seq).where(claim_roles.c.entity_id.in_(entity_ids))
        if kinds:
            about = about.where(claim_roles.c.kind.in_(kinds))
        if known is not None:
            about = about.where(claim_roles.c.known_on <= known)
        return query.where(claims.c.seq.in_(about))
    return query.where(claims.c.kind.in_(kinds)) if kinds else query


def _within(query: Select[Any], known: date | None, report_id: str | None) -> Select[Any]:
    """Limit a query of claims to reports known by a day, or to one report, and put it in order."""
    if known is not None:
        query = query.where(reports.c.known_on <= known)
    if report_id is not None:
        query = query.where(reports.c.id == report_id)
    return query.order_by(reports.c.known_on, reports.c.id, claims.c.seq)


def entity_counts(type_: str) -> Select[Any]:
    """Entities of a type with their names and the number of claims of current readings that speak of each."""
    number = func.count(claim_roles.c.claim_seq.distinct()).label("claims")
    return (
        select(claim_roles.c.entity_id, func.min(claim_roles.c.name).label("name"), number)
        .where(
            claim_roles.c.entity_type == literal(type_),
            claim_roles.c.entity_id.is_not(None),
            claim_roles.c.reading_id.not_in(superseded_ids(None)),
        )
        .group_by(claim_roles.c.entity_id)
        .order_by(number.desc(), claim_roles.c.entity_id)
    )
