"""Actors, places, reports and claims as a STIX 2.1 bundle (OASIS Standard, 10 June 2021). Invariant: every required
property is there, every reference is to an object of the bundle, and ids are UUIDv5 of content, so that the same ledger
gives the same bundle."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sandtable.brief.exports.common import Exported, Lookup, actors, counted, entities, places, when
from sandtable.ledger import Entry
from sandtable.terms import Entity, EntityType, Factuality, Kind

Json = dict[str, Any]
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "stix.sandtable.invalid")
CLASSES = {"person": "individual", "people": "group", "coalition": "group", "armed-group": "group"}
# Claims that are ties between two objects: relationship type, the roles of its source and its target.
TIES = {
    Kind.CONTROL: ("controls", "actor", "place"),
    Kind.CAPTURE: ("captured", "actor", "place"),
    Kind.PRESENCE: ("located-at", "actor", "place"),
    Kind.COMMAND: ("commands", "superior", "subordinate"),
    Kind.MEMBERSHIP: ("part-of", "member", "whole"),
    Kind.SUPPORT: ("supports", "actor", "recipient"),
}


def export_stix(entries: Iterable[Entry], lookup: Lookup) -> Exported:
    """One bundle: identities, locations, a `report` for each news report, a `note` for each claim and a `relationship`
    for each tie that a claim asserts."""
    entries = list(entries)
    objects: dict[str, Json] = {}
    refs: dict[str, list[str]] = {}
    for entry in entries:
        for thing in _objects(entry, lookup):
            kept = objects.setdefault(thing["id"], thing)
            if thing["modified"] < kept["modified"]:
                objects[thing["id"]] = thing
            refs.setdefault(entry.report.id, []).append(thing["id"])
    for entry in entries:
        report = _report(entry, refs.get(entry.report.id, []))
        if report["object_refs"]:
            objects.setdefault(report["id"], report)
    silent = [e for e in entries if _id("note", e.claim.id) not in objects]
    reasons = ["claims that name no known actor and no place that can be found" for _ in silent]
    body = sorted(objects.values(), key=lambda o: (o["type"], o["id"]))
    bundle = {"type": "bundle", "id": _id("bundle", "\n".join(o["id"] for o in body)), "objects": body}
    return Exported(json.dumps(bundle, ensure_ascii=False, indent=1) + "\n", len(body), counted(reasons))


def _id(kind: str, key: str) -> str:
    return f"{kind}--{uuid.uuid5(NAMESPACE, f'{kind} {key}')}"


def _stamp(entry: Entry) -> str:
    day = entry.report.known_on
    return datetime(day.year, day.month, day.day, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _thing(kind: str, key: str, entry: Entry, **properties: Any) -> Json:
    stamp = _stamp(entry)
    given = {name: value for name, value in properties.items() if value not in (None, "", [])}
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": _id(kind, key),
        "created": stamp,
        "modified": stamp,
        **given,
    }


def _objects(entry: Entry, lookup: Lookup) -> Iterator[Json]:
    claim = entry.claim
    ids: list[str] = []
    for actor in actors(claim):
        cls = CLASSES.get(lookup.kind(actor.id), "organization")
        thing = _thing("identity", actor.id, entry, name=actor.name, identity_class=cls)
        ids.append(thing["id"])
        yield thing
    for place in places(claim):
        found = _location(place, entry, lookup)
        if found is not None:
            ids.append(found["id"])
            yield found
    if not ids:
        return
    ends = [t for t in _ties(entry) if t["source_ref"] in ids and t["target_ref"] in ids]
    yield from ends
    yield _thing(
        "note",
        claim.id,
        entry,
        abstract=f"{claim.kind.value}, {claim.factuality.value}",
        content=claim.evidence.exact,
        authors=[v.name for v in claim.attribution]
        or ([entry.report.publisher] if entry.report.publisher else []),
        object_refs=[*dict.fromkeys(ids), *(t["id"] for t in ends)],
        confidence=round(100 * claim.confidence),
        external_references=_reference(entry),
    )


def _location(place: Entity, entry: Entry, lookup: Lookup) -> Json | None:
    known = lookup.place(place.id)
    country = known.country if known else None
    if country is None and (place.lat is None or place.lon is None):
        return None  # the standard asks for a region, a country or both coordinates
    return _thing(
        "location", place.id, entry, name=place.name, latitude=place.lat, longitude=place.lon, country=country
    )


def _ties(entry: Entry) -> Iterator[Json]:
    claim = entry.claim
    tie = TIES.get(claim.kind)
    if tie is None or claim.factuality is not Factuality.ASSERTED:
        return
    verb, one, other = tie
    kind = EntityType.PLACE if other == "place" else EntityType.ACTOR
    target = "location" if kind is EntityType.PLACE else "identity"
    days = when(entry)
    start = days.first if days and days.by_words else None
    for a in entities(claim, one):
        for b in entities(claim, other, type=kind):
            if a.id != b.id:
                yield _thing(
                    "relationship",
                    f"{claim.id} {a.id} {b.id}",
                    entry,
                    relationship_type=verb,
                    source_ref=_id("identity", a.id),
                    target_ref=_id(target, b.id),
                    start_time=f"{start}T00:00:00.000Z" if start else None,
                    description=claim.evidence.exact,
                )


def _report(entry: Entry, refs: list[str]) -> Json:
    head = entry.report
    return _thing(
        "report",
        head.id,
        entry,
        name=head.title or head.source_id or head.id,
        published=_stamp(entry),
        object_refs=list(dict.fromkeys(refs)),
        external_references=_reference(entry),
    ) | {"object_refs": list(dict.fromkeys(refs))}


def _reference(entry: Entry) -> list[Json]:
    head = entry.report
    given = {
        "source_name": head.publisher or "unknown publisher",
        "url": head.url,
        "external_id": head.source_id,
    }
    kept = {name: value for name, value in given.items() if value}
    return [kept] if len(kept) > 1 else [kept | {"description": head.title or head.id}]
