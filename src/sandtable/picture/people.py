"""Which actors are persons. Invariant: by the registry, or, where that has them not, as the reports name them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sandtable.orbat.records import ActorKind
from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.fetching import Fetcher
from sandtable.picture.testimony import Testimony
from sandtable.terms import MentionType

_READ = 20  # reports in which it is looked up whether a name that no registry has is a person's


def person(fetch: Fetcher, actor_id: str, told: Iterable[Testimony], known: date | None) -> bool:
    """Whether an actor is a person or an office. `told`: what names it."""
    listed = fetch.registry.get(actor_id)
    if listed is not None and (listed.source != "report" or listed.kind is ActorKind.OFFICE):
        return listed.kind in (ActorKind.PERSON, ActorKind.OFFICE)
    for report in list(dict.fromkeys(t.report_id for t in told))[:_READ]:
        reading = fetch.ledger.reading(report, known)
        if reading is not None and any(
            m.entity is not None and m.entity.id == actor_id and m.type is MentionType.PERSON
            for m in reading.mentions
        ):
            return True
    return False


def commanding(fetch: Fetcher, bonds: Iterable[Bond], known: date | None) -> frozenset[str]:
    """The persons among those who are said to command. Who holds an office may change, so an office is none."""
    told: dict[str, list[Testimony]] = {}
    for b in bonds:
        if b.kind is BondKind.COMMAND:
            told.setdefault(b.above.id, []).extend([b.testimony] if b.testimony is not None else [])

    def office(actor_id: str) -> bool:
        listed = fetch.registry.get(actor_id)
        return listed is not None and listed.kind is ActorKind.OFFICE

    return frozenset(a for a, said in told.items() if not office(a) and person(fetch, a, said, known))
