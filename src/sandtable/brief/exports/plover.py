"""Claims as PLOVER records, one JSON object a line (Open Event Data Alliance, PLOVER). Invariant: an event code of the
scheme on every record, and the sentence with the marked words it rests on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sandtable.brief.exports.common import Exported, Lookup, counted, entities, places, when
from sandtable.ledger import Entry
from sandtable.terms import PLOVER_CODES, Entity

SOURCE = ("actor",)
TARGET = ("target", "recipient", "victim", "from", "to")


def export_plover(entries: Iterable[Entry], lookup: Lookup) -> Exported:
    """One record a claim that has a PLOVER code. `source` and `target` are lists; dates ISO 8601."""
    lines, reasons = [], []
    for entry in entries:
        code = entry.claim.plover
        if code in PLOVER_CODES:
            lines.append(json.dumps(_record(entry, lookup), ensure_ascii=False))
        else:
            reasons.append(f"claims of kind {entry.claim.kind.value}, for which PLOVER has no event")
    return Exported("".join(line + "\n" for line in lines), len(lines), counted(reasons))


def _record(entry: Entry, lookup: Lookup) -> dict[str, Any]:
    claim, days, ev = entry.claim, when(entry), entry.claim.evidence
    start, end = ev.trigger.start - ev.start, ev.trigger.end - ev.start
    return {
        "id": claim.id,
        "date": days.last.isoformat() if days else None,
        "dateEarliest": days.first.isoformat() if days and days.by_words else None,
        "dateFromPublication": not (days and days.by_words),
        "source": [_actor(a, lookup) for a in entities(claim, *SOURCE)],
        "target": [_actor(a, lookup) for a in entities(claim, *TARGET)],
        "event": claim.plover,
        "eventText": ev.trigger.text,
        "mode": claim.stance.value if claim.stance else None,
        "context": "military" if claim.plover in {"ASSAULT", "RETREAT", "MOBILIZE"} else None,
        "location": [{"id": p.id, "name": p.name, "lat": p.lat, "lon": p.lon} for p in places(claim)],
        "factuality": claim.factuality.value,
        "text": ev.exact,
        "textInfo": {
            "markup": f"{ev.exact[:start]}(EVT: {ev.exact[start:end]}){ev.exact[end:]}",
            "attribution": [v.name for v in claim.attribution],
            "publishedDate": entry.published.isoformat() if entry.published else None,
            "url": entry.report.url,
        },
        "language": entry.report.language,
        "publication": entry.report.publisher,
        "coder": claim.coder,
    }


def _actor(actor: Entity, lookup: Lookup) -> dict[str, str]:
    return {"actorText": actor.name, "code": actor.id, "kind": lookup.kind(actor.id)}
