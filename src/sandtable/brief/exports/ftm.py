"""Actors, reports and claims as FollowTheMoney entities, one JSON object a line. Invariant: every property is a list of
strings, every id that an entity names is an entity of the same export, and ids depend on content alone.

Schemata: FollowTheMoney 3 (Person, Organization, PublicBody, Article, Event, Membership, UnknownLink).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sandtable.brief.exports.common import Exported, Lookup, actors, entities, places, when
from sandtable.ledger import Entry
from sandtable.terms import Claim, Entity, Factuality, Kind

Json = dict[str, Any]
SCHEMATA = {"person": "Person", "office": "PublicBody", "government": "PublicBody", "state": "PublicBody"}
# Kinds of claim that are ties: schema, the roles of its two ends and the properties they fill.
TIES = {
    Kind.MEMBERSHIP: ("Membership", "member", "member", "whole", "organization"),
    Kind.COMMAND: ("UnknownLink", "superior", "subject", "subordinate", "object"),
    Kind.SUPPORT: ("UnknownLink", "actor", "subject", "recipient", "object"),
}


def export_ftm(entries: Iterable[Entry], lookup: Lookup) -> Exported:
    """Actors and reports once each, then claims: ties as edges, all others as events."""
    found: dict[str, Json] = {}
    for entry in entries:
        for entity in _entities(entry, lookup):
            found.setdefault(entity["id"], entity)
    lines = [json.dumps(e, ensure_ascii=False) + "\n" for e in found.values()]
    return Exported("".join(lines), len(lines))


def _id(kind: str, key: str) -> str:
    return f"sandtable-{kind}-{hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()}"


def _entity(ident: str, schema: str, **properties: Iterable[str | None]) -> Json:
    kept = {name: [v for v in values if v] for name, values in properties.items()}
    return {"id": ident, "schema": schema, "properties": {name: v for name, v in kept.items() if v}}


def _entities(entry: Entry, lookup: Lookup) -> Iterator[Json]:
    claim, report = entry.claim, entry.report
    article = _id("report", report.id)
    yield _entity(
        article,
        "Article",
        title=[report.title or report.source_id or report.id],
        publisher=[report.publisher],
        publishedAt=[entry.published.isoformat() if entry.published else None],
        sourceUrl=[report.url],
        language=[report.language],
    )
    for actor in actors(claim):
        schema = SCHEMATA.get(lookup.kind(actor.id), "Organization")
        yield _entity(_id("actor", actor.id), schema, name=[actor.name])
    yield from _claim(entry, article, lookup)


def _shared(entry: Entry, article: str) -> dict[str, list[str | None]]:
    claim, days = entry.claim, when(entry)
    words = days is not None and days.by_words
    return {
        "startDate": [days.first.isoformat() if days and words else None],
        "endDate": [days.last.isoformat() if days and words else None],
        "summary": [claim.evidence.exact],
        "recordId": [claim.id],
        "sourceUrl": [entry.report.url],
        "publisher": [entry.report.publisher],
        "proof": [article],
    }


def _claim(entry: Entry, article: str, lookup: Lookup) -> Iterator[Json]:
    claim = entry.claim
    shared = _shared(entry, article)
    says = claim.kind.value + (
        "" if claim.factuality is Factuality.ASSERTED else f", {claim.factuality.value}"
    )
    tie = TIES.get(claim.kind)
    if tie is not None and claim.factuality is not Factuality.DENIED:
        schema, one, left, other, right = tie
        for a in entities(claim, one):
            for b in entities(claim, other):
                if schema == "Membership" and SCHEMATA.get(lookup.kind(b.id)) == "Person":
                    schema, left, right = "UnknownLink", "subject", "object"  # a person has no members
                ends = {left: [_id("actor", a.id)], right: [_id("actor", b.id)]}
                yield _entity(_id("tie", f"{claim.id} {a.id} {b.id}"), schema, role=[says], **ends, **shared)
        return
    yield _entity(
        _id("claim", claim.id),
        "Event",
        name=[_name(claim)],
        notes=[f"{says}; said by {' < '.join(v.name for v in claim.attribution) or 'the report itself'}"],
        location=[p.name for p in places(claim)],
        country=sorted({c.lower() for p in places(claim) for c in _countries(p, lookup)}),
        involved=[_id("actor", a.id) for a in actors(claim)],
        **shared,
    )


def _name(claim: Claim) -> str:
    who = ", ".join(a.name for a in entities(claim, "actor"))
    where = ", ".join(p.name for p in places(claim))
    return " ".join(
        part
        for part in (claim.kind.value, f"by {who}" if who else "", f"at {where}" if where else "")
        if part
    )


def _countries(place: Entity, lookup: Lookup) -> tuple[str, ...]:
    known = lookup.place(place.id)
    return (known.country,) if known and known.country else ()
