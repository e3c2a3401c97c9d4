"""Storing readings and decisions. Invariant: rows are only added, and a reading that is held already adds none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select

from sandtable.ledger.asking import current
from sandtable.ledger.deeds import log_decisions
from sandtable.ledger.entries import HeldError, LedgerError
from sandtable.ledger.gists import Told, gists_of
from sandtable.ledger.tables import (
    claim_roles,
    claims,
    decision_roles,
    decisions,
    gists,
    mentions,
    readings,
    reports,
    warnings,
)
from sandtable.terms import Claim, Decision, Reading
from sandtable.terms.wire import claim_to, reading_to

Row = dict[str, Any]
VERDICTS = ("accept", "edit", "reject", "reopen")


@dataclass(frozen=True, slots=True)
class Made:
    """A decision to be stored, with the words of its claim and the number of the decision that it undoes."""

    words: str
    decision: Decision
    undoes: int | None = None


def words_key(report_id: str, claim: Claim) -> str:
    """What two coders' claims share when they read the same thing in the same words; 32 hex digits of a sha256.

    A claim's id holds its coder's version, so a new version gives new ids. Decisions go by this key and outlive it.
    """
    ev = claim.evidence
    content = [report_id, claim.kind.value, ev.start, ev.end, ev.trigger.start, ev.trigger.end,
               sorted((r.role, r.start, r.end) for r in claim.roles)]  # fmt: skip
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]


def reading_digest(reading: Reading) -> str:
    """The identity of a reading: its report and its claims' ids, hence its coder. Confidence may wobble; this does not."""
    content = [reading.report.id, sorted(c.id for c in reading.claims)]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def append(connection: Connection, batch: Sequence[Reading], recorded: datetime) -> list[bool]:
    """Add readings in the caller's transaction. Returns for each whether it was new."""
    digests = [reading_digest(r) for r in batch]
    held_readings = _held(connection, readings, "digest", digests)
    held_reports = _held(connection, reports, "id", [r.report.id for r in batch])
    known_on = _known_days(connection, batch)
    next_reading = _next(connection, readings, "id")
    next_claim = _next(connection, claims, "seq")
    rows: dict[Table, list[Row]] = {
        t: [] for t in (reports, readings, claims, claim_roles, mentions, warnings)
    }
    told: list[Told] = []
    added = []
    for reading, digest in zip(batch, digests, strict=True):
        added.append(digest not in held_readings)
        if digest in held_readings:
            continue
        held_readings.add(digest)
        report = reading.report
        day = known_on.get(report.id) or report.published or recorded.astimezone(UTC).date()
        if report.id not in held_reports:
            held_reports.add(report.id)
            rows[reports].append({
                "id": report.id, "published": report.published, "known_on": day, "recorded_at": recorded,
                "title": report.title, "publisher": report.publisher, "url": report.url,
                "language": report.language, "source_id": report.source_id, "text": report.text})  # fmt: skip
        rows[readings].append({
            "id": next_reading, "report_id": report.id, "digest": digest, "recorded_at": recorded,
            "coder": ", ".join(sorted({c.coder for c in reading.claims}))})  # fmt: skip
        wire = reading_to(reading)
        if reading.mentions:
            rows[mentions].append({"reading_id": next_reading, "body": _json(wire["mentions"])})
        for ordinal, warning in enumerate(reading.warnings):
            rows[warnings].append({
                "reading_id": next_reading, "ordinal": ordinal, "code": warning.code, "message": warning.message,
                "span_start": warning.start, "span_end": warning.end})  # fmt: skip
        numbered = list(enumerate(wire["claims"], next_claim))
        told.append(Told(next_reading, report.publisher, day, numbered))
        for claim, body in zip(reading.claims, wire["claims"], strict=True):
            words = words_key(report.id, claim)
            rows[claims].append(_claim_row(next_claim, next_reading, words, claim, body))
            about = {
                "claim_seq": next_claim,
                "reading_id": next_reading,
                "kind": claim.kind.value,
                "known_on": day,
            }
            rows[claim_roles].extend(about | role for role in _roles(claim))
            next_claim += 1
        next_reading += 1
    rows[gists] = gists_of(connection, told)
    for table, new in rows.items():
        if new:
            connection.execute(table.insert(), new)
    return added


def decide(connection: Connection, decision: Decision, address: str = "") -> int:
    """Add a decision, and its deed, in the caller's transaction; its number. `address`: from where it came. Raises
    LedgerError where it is not one."""
    if decision.verdict not in VERDICTS:
        raise LedgerError(f"verdict {decision.verdict!r} is none of {', '.join(VERDICTS)}")
    if (decision.verdict == "edit") != (decision.edited is not None):
        raise LedgerError("an edit, and only an edit, carries the edited claim")
    found = connection.execute(
        select(claims.c.words, claims.c.added).where(claims.c.id == decision.claim_id).limit(1)
    ).one_or_none()
    if found is None:
        raise LedgerError(f"the ledger holds no claim {decision.claim_id}: take the id from an answer")
    if found.added is not None and decision.verdict == "reopen":
        raise LedgerError("nobody proposed this claim but the analyst who added it: accept or reject it")
    # The edited claim keeps the id of the one that was read, so that links to it go on working.
    edited = replace(decision.edited, id=decision.claim_id) if decision.edited else None
    return write(connection, [Made(found.words, replace(decision, edited=edited))], address)


def add_claim(connection: Connection, report_id: str, decision: Decision, address: str = "") -> int:
    """Add a claim that the reading of a report lacks, `decision.edited`, with the decision to add it, in the caller's
    transaction; the decision's number. Raises HeldError where the ledger has it already, LedgerError for an unknown report."""
    claim = decision.edited
    if claim is None or decision.verdict != "add" or claim.id != decision.claim_id:
        raise LedgerError("a decision to add a claim carries that claim, under its own id")
    number = select(readings.c.id, reports.c.known_on).join(reports, reports.c.id == readings.c.report_id)
    of = connection.execute(number.where(reports.c.id == report_id, current(None))).one_or_none()
    if of is None:
        raise LedgerError(f"the ledger holds no report {report_id}: take the id from an answer")
    words = words_key(report_id, claim)
    held = connection.execute(
        select(claims.c.id).where(claims.c.words == words).limit(1)
    ).scalar_one_or_none()
    if held is not None:
        raise HeldError("the ledger has this claim of these words already: accept or edit that one", held)
    seq = _next(connection, claims, "seq")
    row = _claim_row(seq, of.id, words, claim, claim_to(claim)) | {"added": decision.when}
    connection.execute(claims.insert(), row)
    about = {"claim_seq": seq, "reading_id": of.id, "kind": claim.kind.value, "known_on": of.known_on}
    roles = [about | role for role in _roles(claim)]
    if roles:
        connection.execute(claim_roles.insert(), roles)
    return write(connection, [Made(words, decision)], address)


def write(connection: Connection, many: Sequence[Made], address: str, *, together: bool = False) -> int:
    """Add decisions, and their deeds, in the caller's transaction, as they are; the number of the first. `together`: they are one act."""
    first = _next(connection, decisions, "id")
    rows, roles = [], []
    for number, made in enumerate(many, first):
        decision = made.decision
        edited = decision.edited
        rows.append({
            "id": number, "claim_id": decision.claim_id, "words": made.words, "verdict": decision.verdict,
            "who": decision.who, "decided_at": decision.when, "why": decision.why,
            "kind": edited.kind.value if edited else None, "edited": _json(claim_to(edited)) if edited else None,
            "batch": first if together else None, "undoes": made.undoes})  # fmt: skip
        roles += [{"decision_id": number} | role for role in _roles(edited)] if edited else []
    connection.execute(decisions.insert(), rows)
    if roles:
        connection.execute(decision_roles.insert(), roles)
    log_decisions(connection, first, [made.decision for made in many], address)
    return first


def _claim_row(seq: int, reading: int, words: str, claim: Claim, body: Row) -> Row:
    return {
        "seq": seq, "reading_id": reading, "id": claim.id, "words": words, "kind": claim.kind.value,
        "factuality": claim.factuality.value, "earliest": claim.time.earliest if claim.time else None,
        "latest": claim.time.latest if claim.time else None, "confidence": claim.confidence,
        "coder": claim.coder, "body": _json(body)}  # fmt: skip


def _roles(claim: Claim) -> Iterable[Row]:
    for ordinal, role in enumerate(claim.roles):
        entity = role.entity
        yield {
            "ordinal": ordinal,
            "role": role.role,
            "entity_id": entity.id if entity else None,
            "entity_type": entity.type.value if entity else None,
            "name": entity.name if entity else role.text,
        }


def _known_days(connection: Connection, batch: Sequence[Reading]) -> dict[str, Any]:
    ids = {r.report.id for r in batch}
    found = connection.execute(select(reports.c.id, reports.c.known_on).where(reports.c.id.in_(ids)))
    return {row.id: row.known_on for row in found}


def _held(connection: Connection, table: Table, column: str, values: Iterable[str]) -> set[str]:
    found = connection.execute(select(table.c[column]).where(table.c[column].in_(set(values))))
    return {str(value) for value in found.scalars()}


def _next(connection: Connection, table: Table, column: str) -> int:
    highest = connection.execute(select(func.max(table.c[column]))).scalar_one_or_none()
    return 1 + int(highest or 0)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
