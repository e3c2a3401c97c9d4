"""What the queue reads of the ledger: only what was added since it last read. Invariant: one transaction, hence one state."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from sandtable.ledger import asking
from sandtable.ledger.gists import GIST, PART
from sandtable.ledger.tables import claims, decisions, gists, names, readings, reports

_MOST = 500  # ids in one query


@dataclass(frozen=True, slots=True)
class Told:
    """The gists of some readings, with the report of each."""

    claims: NDArray[Any]
    parts: NDArray[Any]
    reports: dict[int, str]


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A claim that an analyst added."""

    seq: int
    reading: int
    report: str
    publisher: str | None
    known: int
    claim: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ruled:
    """The decision that stands on a claim. `current`: its reading counts; `twin`: a newer reading has it too; `edited`: the
    claim as edited; `added`: as it was added; `kind`, `factuality`: as it was read."""

    seq: int
    verdict: str
    current: bool
    twin: bool
    edited: dict[str, Any]
    added: dict[str, Any] | None
    kind: str
    factuality: str


def new_gists(connection: Connection, after: int, last: int) -> Told:
    """The gists of the readings of numbers above `after` up to `last`."""
    query = (
        select(gists.c.reading_id, gists.c.claims, gists.c.parts, readings.c.report_id)
        .join(readings, readings.c.id == gists.c.reading_id)
        .where(gists.c.reading_id > after, gists.c.reading_id <= last)
        .order_by(gists.c.reading_id)
    )
    found = connection.execute(query).all()
    return Told(
        np.frombuffer(b"".join(row[1] for row in found), GIST),
        np.frombuffer(b"".join(row[2] for row in found), PART),
        {row[0]: row[3] for row in found},
    )


def new_names(connection: Connection, first: int) -> Sequence[str]:
    """The texts of the gists, from a number on."""
    query = select(names.c.text).where(names.c.id >= first).order_by(names.c.id)
    return connection.execute(query).scalars().all()


def confidences(connection: Connection, after: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """The numbers above `after` of claims, and the confidence of each."""
    query = select(claims.c.seq, claims.c.confidence).where(claims.c.seq > after).order_by(claims.c.seq)
    found = np.array([tuple(row) for row in connection.execute(query)], [("seq", "<u4"), ("sure", "<f4")])
    return found["seq"], found["sure"]


def superseded(connection: Connection) -> NDArray[Any]:
    """The readings that no longer count."""
    number = connection.execute(select(func.count()).select_from(reports)).scalar_one()
    if number == connection.execute(select(func.count()).select_from(readings)).scalar_one():
        return np.empty(0, "<u4")
    return np.array(connection.execute(asking.superseded_ids(None)).scalars().all(), "<u4")


def added_rows(connection: Connection, after: int) -> Iterator[AddedRow]:
    """The claims that analysts added, of numbers above `after`."""
    query = (
        select(
            claims.c.seq,
            claims.c.reading_id,
            claims.c.body,
            reports.c.id,
            reports.c.publisher,
            reports.c.known_on,
        )
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(reports, reports.c.id == readings.c.report_id)
        .where(claims.c.seq > after, ~asking.READ)
        .order_by(claims.c.seq)
    )
    for row in connection.execute(query):
        day = row.known_on.toordinal()
        yield AddedRow(row.seq, row.reading_id, row.id, row.publisher, day, json.loads(row.body))


def ruled(connection: Connection, after: int) -> Iterator[Ruled]:
    """The decisions that stand on the claims on which any was made of a number above `after`."""
    lately = select(decisions.c.words).where(decisions.c.id > after)
    some = connection.execute(lately.distinct().limit(_MOST)).scalars().all()
    if not some:
        return
    query = (
        select(
            claims.c.seq, claims.c.kind, claims.c.factuality, claims.c.added, decisions.c.verdict, decisions.c.edited,
            claims.c.body, asking.current(None).label("current"), asking.newer_twin(None).label("twin"),
        )
        .select_from(claims)
        .join(readings, readings.c.id == claims.c.reading_id)
        .join(decisions, decisions.c.id == asking.ruling(None))
        .where(claims.c.words.in_(some if len(some) < _MOST else lately))
    )  # fmt: skip
    for row in connection.execute(query):
        added = json.loads(row.body) if row.added is not None else None
        edited = json.loads(row.edited) if row.verdict == "edit" else {}
        yield Ruled(
            row.seq, row.verdict, bool(row.current), bool(row.twin), edited, added, row.kind, row.factuality
        )


def numbers_of(connection: Connection, claim_ids: Collection[str]) -> Iterator[int]:
    """The numbers of claims by id."""
    ids = sorted(claim_ids)
    for first in range(0, len(ids), _MOST):
        query = select(claims.c.seq).where(claims.c.id.in_(ids[first : first + _MOST]))
        yield from connection.execute(query).scalars()
