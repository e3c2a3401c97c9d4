"""Readings as JSON, to the letter of the contract. Invariant: `reading_from(reading_to(r)) == r`."""

from __future__ import annotations

from datetime import date
from typing import Any

from sandtable.terms.kinds import EntityType, Extent, Factuality, Kind, MentionType, Stance, VoiceType
from sandtable.terms.records import (
    Claim,
    Entity,
    Evidence,
    Mention,
    Reading,
    Report,
    Role,
    TimeSpan,
    Trigger,
    Voice,
    Warning,
)

SCHEMA = "sandtable.reading/1"
Json = dict[str, Any]


def entity_to(entity: Entity | None) -> Json | None:
    """An entity as JSON; a quantity adds low, best, high and unit."""
    if entity is None:
        return None
    out: Json = {
        "id": entity.id,
        "type": entity.type.value,
        "name": entity.name,
        "lat": entity.lat,
        "lon": entity.lon,
    }
    if entity.type is EntityType.QUANTITY:
        out |= {"low": entity.low, "best": entity.best, "high": entity.high, "unit": entity.unit}
    return out


def entity_from(raw: Json | None) -> Entity | None:
    """The entity of a JSON object, or None."""
    if raw is None:
        return None
    return Entity(raw["id"], EntityType(raw["type"]), raw["name"], raw.get("lat"), raw.get("lon"),
                  raw.get("low"), raw.get("best"), raw.get("high"), raw.get("unit"))  # fmt: skip


def _span(record: Any) -> Json:
    return {"text": record.text, "start": record.start, "end": record.end}


def claim_to(claim: Claim) -> Json:
    """A claim as JSON."""
    time = claim.time
    ev = claim.evidence
    return {
        "id": claim.id,
        "kind": claim.kind.value,
        "roles": [{"role": r.role, **_span(r), "entity": entity_to(r.entity)} for r in claim.roles],
        "stance": claim.stance.value if claim.stance else None,
        "extent": claim.extent.value if claim.extent else None,
        "time": None if time is None else {
            **_span(time), "earliest": time.earliest, "latest": time.latest, "granularity": time.granularity},
        "factuality": claim.factuality.value,
        "attribution": [{**_span(v), "name": v.name, "type": v.type.value} for v in claim.attribution],
        "evidence": {"start": ev.start, "end": ev.end, "exact": ev.exact, "prefix": ev.prefix, "suffix": ev.suffix,
                     "trigger": {"start": ev.trigger.start, "end": ev.trigger.end, "text": ev.trigger.text}},
        "plover": claim.plover,
        "acled": claim.acled,
        "confidence": claim.confidence,
        "coder": claim.coder,
    }  # fmt: skip


def claim_from(raw: Json) -> Claim:
    """The claim of a JSON object. Raises KeyError or ValueError where it is not of the contract."""
    time, ev = raw.get("time"), raw["evidence"]
    return Claim(
        id=raw["id"],
        kind=Kind(raw["kind"]),
        roles=tuple(
            Role(r["role"], r["text"], r["start"], r["end"], entity_from(r.get("entity")))
            for r in raw["roles"]
        ),
        evidence=Evidence(
            ev["start"], ev["end"], ev["exact"], ev["prefix"], ev["suffix"], Trigger(**ev["trigger"])
        ),
        factuality=Factuality(raw["factuality"]),
        stance=Stance(raw["stance"]) if raw.get("stance") else None,
        extent=Extent(raw["extent"]) if raw.get("extent") else None,
        time=TimeSpan(**time) if time else None,
        attribution=tuple(
            Voice(v["text"], v["start"], v["end"], v["name"], VoiceType(v["type"]))
            for v in raw["attribution"]
        ),
        plover=raw.get("plover"),
        acled=raw.get("acled"),
        confidence=raw["confidence"],
        coder=raw["coder"],
    )


def report_to(report: Report) -> Json:
    """A report as JSON; `source_id` only where the input gave one."""
    out: Json = {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published.isoformat() if report.published else None,
        "url": report.url,
        "language": report.language,
        "text": report.text,
    }
    if report.source_id is not None:
        out["source_id"] = report.source_id
    return out


def report_from(raw: Json) -> Report:
    """The report of a JSON object."""
    published = raw.get("published")
    return Report(
        id=raw["id"],
        text=raw["text"],
        title=raw.get("title"),
        publisher=raw.get("publisher"),
        published=date.fromisoformat(published) if published else None,
        url=raw.get("url"),
        language=raw.get("language"),
        source_id=raw.get("source_id"),
    )


def reading_to(reading: Reading) -> Json:
    """A reading as the JSON object of the contract."""
    return {
        "schema": SCHEMA,
        "report": report_to(reading.report),
        "mentions": [
            {
                "start": m.start,
                "end": m.end,
                "text": m.text,
                "type": m.type.value,
                "entity": entity_to(m.entity),
            }
            for m in reading.mentions
        ],
        "claims": [claim_to(c) for c in reading.claims],
        "warnings": [
            {"code": w.code, "message": w.message, "start": w.start, "end": w.end} for w in reading.warnings
        ],
    }


def reading_from(raw: Json) -> Reading:
    """The reading of a JSON object. Raises ValueError where the schema is another."""
    if raw.get("schema") != SCHEMA:
        raise ValueError(f"not a {SCHEMA}: {raw.get('schema')!r}")
    return Reading(
        report=report_from(raw["report"]),
        mentions=tuple(
            Mention(m["start"], m["end"], m["text"], MentionType(m["type"]), entity_from(m.get("entity")))
            for m in raw["mentions"]
        ),
        claims=tuple(claim_from(c) for c in raw["claims"]),
        warnings=tuple(Warning(w["code"], w["message"], w["start"], w["end"]) for w in raw["warnings"]),
    )
