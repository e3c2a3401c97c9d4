"""The queries. Invariant: an answer as of a known day depends only on what was published, and decided, by that day.

Which reading of a report counts: the newest that was recorded by the known day; where none had been recorded by then
(the report was published by that day and ingested later, so no answer was given then), the newest of all. Which
decision counts: the last one made by the known day. A claim that an analyst accepted or edited outlives the reading
it came from; one rejected stays out of later readings that find it again in the same words.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Alias,
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from sandtable.ledger.tables import claim_roles, claims, decision_roles, decisions, readings, reports

HEAD = (reports.c.id.label("report_id"), reports.c.title, reports.c.publisher, reports.c.published, reports.c.url,
        reports.c.language, reports.c.source_id, reports.c.known_on)  # fmt: skip


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


def _ruling(words: ColumnElement[str], known: date | None, outer: FromClause) -> ScalarSelect[int]:
    made = decisions.alias()
    query = select(made.c.id).where(made.c.words == words)
    if known is not None:
        query = query.where(made.c.decided_at < day_end(known))
    return (
        query.order_by(made.c.decided_at.desc(), made.c.id.desc()).limit(1).correlate(outer).scalar_subquery()
    )


def _about(roles: Alias | FromClause, entity_ids: tuple[str, ...]) -> ColumnElement[bool]:
    return roles.c.entity_id.in_(entity_ids)


def read_claims(
    known: date | None, kinds: tuple[str, ...], entity_ids: tuple[str, ...], report_id: str | None
) -> Select[Any]:
    """Claims of current readings as they were read, less those that were rejected or edited."""
    ruling = _ruling(claims.c.words, known, claims)
    query = (
        select(claims.c.id, claims.c.body, readings.c.recorded_at, decisions.c.verdict, *HEAD)
        .select_from(claims)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
        .outerjoin(decisions, decisions.c.id == ruling)
        .where(current(known), func.coalesce(decisions.c.verdict, "accept") == "accept")
        .order_by(reports.c.known_on, reports.c.id, claims.c.seq)
    )
    if entity_ids:
        about = select(claim_roles.c.claim_seq).where(_about(claim_roles, entity_ids))
        if kinds:
            about = about.where(claim_roles.c.kind.in_(kinds))
        if known is not None:
            about = about.where(claim_roles.c.known_on <= known)
        query = query.where(claims.c.seq.in_(about))
    elif kinds:
        query = query.where(claims.c.kind.in_(kinds))
    return _of_reports(query, known, report_id)


def kept_claims(
    known: date | None, kinds: tuple[str, ...], entity_ids: tuple[str, ...], report_id: str | None
) -> Select[Any]:
    """Claims that stand by an analyst's last word: the edited ones, and accepted ones that a newer reading lacks."""
    ruling = _ruling(decisions.c.words, known, decisions)
    twin, twins_reading = claims.alias(), readings.alias()
    newer_twin = (
        exists()
        .where(
            twin.c.words == claims.c.words,
            twin.c.reading_id == twins_reading.c.id,
            _rank(twins_reading, known) > _rank(readings, known),
        )
        .correlate(claims, readings)
    )
    edited, accepted = decisions.c.verdict == "edit", and_(decisions.c.verdict == "accept", ~current(known))
    if kinds:
        edited = and_(edited, decisions.c.kind.in_(kinds))
        accepted = and_(accepted, claims.c.kind.in_(kinds))
    if entity_ids:
        edited = and_(
            edited,
            exists().where(
                decision_roles.c.decision_id == decisions.c.id, _about(decision_roles, entity_ids)
            ),
        )
        accepted = and_(
            accepted, exists().where(claim_roles.c.claim_seq == claims.c.seq, _about(claim_roles, entity_ids))
        )
    query = (
        select(
            claims.c.id, claims.c.body, readings.c.recorded_at, decisions.c.verdict, decisions.c.edited, *HEAD
        )
        .select_from(decisions)
        .join(claims, claims.c.words == decisions.c.words)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
        .where(decisions.c.id == ruling, ~newer_twin, or_(edited, accepted))
        .order_by(reports.c.known_on, reports.c.id, claims.c.seq)
    )
    return _of_reports(query, known, report_id)


def _of_reports(query: Select[Any], known: date | None, report_id: str | None) -> Select[Any]:
    if known is not None:
        query = query.where(reports.c.known_on <= known)
    if report_id is not None:
        query = query.where(reports.c.id == report_id)
    return query


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
