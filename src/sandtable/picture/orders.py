"""The order of battle of one actor on a day. Invariant: each tie says whether the registry or claims give it, and
cycles and contradictory command are shown, not broken."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.commanders import comparable, succeeded
from sandtable.picture.sides import Bonds
from sandtable.picture.testimony import SetAside, Testimony, is_said, window
from sandtable.picture.voices import Voices, spoken
from sandtable.terms import Entity, EntityType, Factuality, Kind, Spoken


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie to another actor. `sources` are the registry's, `voices` those of claims; `against` deny it."""

    actor: Entity
    kind: BondKind
    since: date | None
    until: date | None
    sources: tuple[str, ...]
    voices: tuple[Spoken, ...]
    against: tuple[Spoken, ...]

    @property
    def origin(self) -> str:
        """registry, claims or both."""
        return "both" if self.sources and self.voices else "registry" if self.sources else "claims"

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that say it."""
        return tuple(c for v in self.voices for c in v.claims)


@dataclass(frozen=True, slots=True)
class Force:
    """A number, share or make-up that claims give of an actor."""

    quantity: Entity
    words: str
    place: Entity | None
    day: date | None
    voices: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Orders:
    """Who commands, backs and is the whole of an actor, and whom it commands, backs and has as parts.

    `cycles`: chains from the actor upward, by command and membership, that come back to it. `rivals`: commanders of whom
    neither is said to be under the other, where claims name one of them at least."""

    actor: Entity
    on: date
    known: date | None
    superiors: tuple[Tied, ...]
    sponsors: tuple[Tied, ...]
    wholes: tuple[Tied, ...]
    subordinates: tuple[Tied, ...]
    clients: tuple[Tied, ...]
    parts: tuple[Tied, ...]
    allies: tuple[Tied, ...]
    opponents: tuple[Tied, ...]
    strength: tuple[Force, ...]
    testimonies: tuple[Testimony, ...] = ()
    cycles: tuple[tuple[Entity, ...], ...] = ()
    rivals: tuple[Entity, ...] = ()
    aside: tuple[SetAside, ...] = ()

    def by_tie(self) -> tuple[tuple[str, tuple[Tied, ...]], ...]:
        """The ties under the words that say how the others stand to the actor."""
        return (
            ("commanded by", self.superiors),
            ("backed by", self.sponsors),
            ("part of", self.wholes),
            ("commands", self.subordinates),
            ("backs", self.clients),
            ("has as part", self.parts),
            ("allied with", self.allies),
            ("opposed to", self.opponents),
        )


def ties_of(
    bonds: Iterable[Bond], actor: str, on: date | None, voices: Voices
) -> dict[str, tuple[Tied, ...]]:
    """The ties of an actor on a day by the name of their field in `Orders`, each other actor once per kind."""
    groups: dict[tuple[str, str, BondKind], list[Bond]] = {}
    for b in bonds:
        if b.kind is BondKind.SAME or not b.holds(on) or actor not in (b.above.id, b.below.id):
            continue
        over = b.below.id == actor
        if b.kind is BondKind.ALLIANCE:
            field = "allies"
        elif b.kind is BondKind.OPPOSITION:
            field = "opponents"
        elif b.kind is BondKind.COMMAND:
            field = "superiors" if over else "subordinates"
        elif b.kind is BondKind.BACKING:
            field = "sponsors" if over else "clients"
        else:
            field = "wholes" if over else "parts"
        other = b.above if over else b.below
        groups.setdefault((field, other.id, b.kind), []).append(b)
    out: dict[str, list[Tied]] = {}
    for (field, other_id, kind), found in groups.items():
        said = [b.testimony for b in found if b.testimony is not None and not b.denied]
        denied = [b.testimony for b in found if b.testimony is not None and b.denied]
        sources = tuple(sorted({b.source for b in found if b.origin == "registry"}))
        # The registry's own name for an actor, where it has one, is the same in every answer.
        named = min(found, key=lambda b: (b.origin != "registry", (b.above.name, b.below.name)))
        other = named.above if named.above.id == other_id else named.below
        starts = [b.since for b in found if b.since is not None]
        ends = [b.until for b in found if b.until is not None]
        lasting = any(b.until is None and not b.denied for b in found)
        out.setdefault(field, []).append(
            Tied(
                other,
                kind,
                min(starts, default=None),
                None if lasting else max(ends, default=None),
                sources,
                spoken(said, voices),
                spoken(denied, voices),
            )
        )
    return {
        field: tuple(sorted(ties, key=lambda t: (t.kind, t.actor.name, t.actor.id)))
        for field, ties in out.items()
    }


def strength_of(testimonies: Iterable[Testimony], actor: str, on: date, voices: Voices) -> tuple[Force, ...]:
    """What claims say of an actor's strength up to a day, newest first; each quantity at a place once."""
    found: dict[tuple[str, str], list[Testimony]] = {}
    for t in testimonies:
        if t.claim.kind is not Kind.STRENGTH or t.rejected or t.claim.factuality is Factuality.DENIED:
            continue
        when = window(t, lasting=True)
        if (when is not None and when.first > on) or actor not in {a.id for a in t.actors("actor")}:
            continue
        for quantity in t.entities("quantity", EntityType.QUANTITY):
            place = next(iter(t.places()), None)
            found.setdefault((quantity.id, place.id if place else ""), []).append(t)
    out = []
    for (quantity_id, _), said in found.items():
        last = max(said, key=lambda t: t.order)
        filler = next(r for r in last.claim.fillers("quantity") if r.entity and r.entity.id == quantity_id)
        if filler.entity is not None:
            place = next(iter(last.places()), None)
            out.append(Force(filler.entity, filler.text, place, last.day, spoken(said, voices)))
    return tuple(sorted(out, key=lambda f: (f.day or date.min, f.words), reverse=True))


def orders_of(
    actor: Entity,
    on: date,
    bonds: Iterable[Bond],
    testimonies: Iterable[Testimony],
    voices: Voices,
    *,
    known: date | None = None,
    people: Collection[str] = (),
) -> Orders:
    """The order of battle of an actor on a day, from bonds of any origin and claims of strength. `people`: those of its
    commanders who are persons."""
    bonds, testimonies = succeeded(bonds, people), tuple(testimonies)
    ties = ties_of(bonds, actor.id, on, voices)
    mine = [b.testimony for b in bonds if b.testimony is not None and actor.id in (b.above.id, b.below.id)]
    strong = strength_of(testimonies, actor.id, on, voices)
    ids = {c for f in strong for v in f.voices for c in v.claims}
    graph = Bonds(bonds)
    used = {t.order: t for t in [*mine, *(t for t in testimonies if t.id in ids)]}
    return Orders(
        actor,
        on,
        known,
        superiors=ties.get("superiors", ()),
        sponsors=ties.get("sponsors", ()),
        wholes=ties.get("wholes", ()),
        subordinates=ties.get("subordinates", ()),
        clients=ties.get("clients", ()),
        parts=ties.get("parts", ()),
        allies=ties.get("allies", ()),
        opponents=ties.get("opponents", ()),
        strength=strong,
        testimonies=tuple(used[k] for k in sorted(used)),
        cycles=cycles_of(bonds, actor, on),
        rivals=_rivals(ties.get("superiors", ()), graph, on, people),
    )


def set_aside(told: Iterable[Testimony], answer: Orders) -> tuple[SetAside, ...]:
    """The claims about the actor on which no tie and no number of its order of battle rests, with the reason."""
    said = {c for _, ties in answer.by_tie() for t in ties for v in (*t.voices, *t.against) for c in v.claims}
    said |= {c for f in answer.strength for v in f.voices for c in v.claims}
    rest = (t for t in told if t.id not in said)
    return tuple(
        dict.fromkeys(
            SetAside(t.id, is_said(t) or "does not count on this day, or names no second actor") for t in rest
        )
    )


_LONGEST = 6  # steps of a cycle


def cycles_of(bonds: Iterable[Bond], actor: Entity, on: date) -> tuple[tuple[Entity, ...], ...]:
    """The chains of command and membership upward from an actor that lead back to it, each from the actor on, without
    repeating it; the shortest first."""
    up: dict[str, dict[str, Entity]] = {}
    for b in bonds:
        if b.kind in (BondKind.COMMAND, BondKind.WHOLE) and b.holds(on) and not b.denied:
            up.setdefault(b.below.id, {})[b.above.id] = b.above
    found: list[tuple[Entity, ...]] = []
    chains: list[tuple[Entity, ...]] = [(actor,)]
    while chains:
        longer = []
        for chain in chains:
            for above in sorted(up.get(chain[-1].id, {}).values(), key=lambda e: e.id):
                if above.id == actor.id:
                    found.append(chain)
                elif len(chain) < _LONGEST and all(above.id != e.id for e in chain):
                    longer.append((*chain, above))
        chains = longer
    return tuple(found)


def _rivals(superiors: Iterable[Tied], graph: Bonds, on: date, people: Collection[str]) -> tuple[Entity, ...]:
    """Those commanders of whom neither is under the other, two persons or two bodies; none where the registry alone names
    them. A group's own leader is no rival of the force that it is said to be under."""
    commanders = [t for t in superiors if t.kind is BondKind.COMMAND and (t.voices or t.sources)]
    if not any(t.voices for t in commanders):
        return ()
    return tuple(
        t.actor
        for t in commanders
        if any(
            o.actor.id != t.actor.id
            and (t.voices or o.voices)
            and comparable(t.actor.id, o.actor.id, people)
            and not graph.part_of(t.actor.id, o.actor.id, on)
            and not graph.part_of(o.actor.id, t.actor.id, on)
            for o in commanders
        )
    )
