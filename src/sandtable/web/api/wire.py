"""Records as the JSON of the desk. Invariant: what the claim and picture contracts define goes out as they define it; here is
only what stands around it."""

from __future__ import annotations

import json
from typing import Any

from sandtable.ledger import STATUSES, FoundReport, Listed, ReadingHead, ReportHead, Ruling
from sandtable.terms import Decision
from sandtable.terms.wire import claim_to

Json = dict[str, Any]


def encode(value: Json) -> bytes:
    """JSON in UTF-8. A lone surrogate, which UTF-8 cannot carry, goes out as the JSON escape that stands for it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace")


def head_to(head: ReportHead) -> Json:
    """A report without its text."""
    return {
        "id": head.id,
        "title": head.title,
        "publisher": head.publisher,
        "published": head.published.isoformat() if head.published else None,
        "url": head.url,
        "language": head.language,
        "source_id": head.source_id,
        "known": head.known_on.isoformat(),
    }


def listed_to(listed: Listed) -> Json:
    """A claim as it stands, with its status and the number of the decision that stands on it, 0 for none."""
    entry = listed.entry
    return {
        "number": listed.number,
        "status": STATUSES[entry.verdict],
        "decision": listed.ruling,
        "claim": claim_to(entry.claim),
        "report": head_to(entry.report),
        "recorded": entry.recorded.isoformat(),
    }


def reading_head_to(head: ReadingHead) -> Json:
    """A reading without its text and claims."""
    return {
        "number": head.number,
        "report": head_to(head.report),
        "coder": head.coder,
        "recorded": head.recorded.isoformat(),
        "claims": head.claims,
        "warnings": head.warnings,
    }


def decision_to(decision: Decision) -> Json:
    """A decision without what the ledger adds to it."""
    return {
        "claim": decision.claim_id,
        "verdict": decision.verdict,
        "who": decision.who,
        "when": decision.when.isoformat(),
        "why": decision.why,
        "edited": claim_to(decision.edited) if decision.edited else None,
    }


def ruling_to(ruling: Ruling) -> Json:
    """A decision with its number and report."""
    return {"number": ruling.number, "report": ruling.report, **decision_to(ruling.decision),
            "batch": ruling.batch, "undoes": ruling.undoes}  # fmt: skip


def found_to(found: FoundReport) -> Json:
    """A report with the words about the first that was searched for."""
    return {
        "report": head_to(found.report),
        "start": found.start,
        "end": found.end,
        "exact": found.exact,
    }
