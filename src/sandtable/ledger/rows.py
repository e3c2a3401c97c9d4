"""Rows of the tables to records. Invariant: an edited claim keeps the id of the one that was read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from sandtable.ledger.entries import Entry, ReportHead
from sandtable.terms import Claim
from sandtable.terms.wire import claim_from


def head_of(row: Row[Any]) -> ReportHead:
    """The report of a row that has the columns `asking.HEAD`."""
    return ReportHead(row.report_id, row.title, row.publisher, row.published, row.url, row.language, row.source_id,
                      row.known_on)  # fmt: skip


def claim_of(body: str | None) -> Claim | None:
    """The claim of a JSON text, None for none."""
    return claim_from(json.loads(body)) if body else None


def entry_of(row: Row[Any]) -> Entry:
    """The claim of a row as it stands: edited where the row's verdict says so."""
    claim = claim_from(json.loads(row.body))
    if row.verdict == "edit":
        claim = replace(claim_from(json.loads(row.edited)), id=row.id)
    verdict = None if row.verdict == "reopen" else row.verdict
    return Entry(claim, head_of(row), row.recorded_at, row.published, verdict)
