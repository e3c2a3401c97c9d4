"""The id of a claim. Invariant: the same words of the same report, read by the same coder, give the same id."""

from __future__ import annotations

import hashlib
import json

from sandtable.terms.kinds import Kind
from sandtable.terms.records import Evidence, Report, Role


def claim_id(report: Report, evidence: Evidence, kind: Kind, roles: tuple[Role, ...], coder: str) -> str:
    """sha256 over report, evidence span, kind, roles and coder version."""
    parts = [report.id, evidence.start, evidence.end, evidence.trigger.start, evidence.trigger.end, kind.value,
             [(r.role, r.start, r.end, r.entity.id if r.entity else None) for r in roles], coder]  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
