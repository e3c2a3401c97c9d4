"""What all claims say of ties, fights and who speaks of what, from their gists. Invariant: the same as the testimonies
themselves would tell, and a claim that a decision bears on is taken as it stands."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sandtable.ledger import KINDS, ROLES, TYPES, Entry, Standing
from sandtable.picture.asking import Heed, Judged
from sandtable.picture.battles import Battles
from sandtable.picture.pairs import Pairs
from sandtable.picture.reckoning import Rows, reckoned
from sandtable.picture.rows import DENIED, ROLE, of_kinds
from sandtable.picture.settings import Settings
from sandtable.picture.testimony import Testimony, heard
from sandtable.terms import Entity, EntityType, Kind, VoiceType


class Annals:
    """The gists of the claims that stand as of a day of knowledge and that are heard. `testimonies`: those of `decided`."""

    def __init__(self, standing: Standing, known: date | None, heed: Heed, settings: Settings) -> None:
        self.settings, self.known, self.heed = settings, known, heed
        self.version, self.reports, self._names = standing.version, standing.reports, standing.names
        rows, keys = standing.claims, standing.keys
        if heed.judged is Judged.ACCEPTED:
            rows, keys = rows[:0], keys[:0]
        if heed.without or heed.only:
            keep = _heeded(rows, standing.names, heed)
            rows, keys = rows[keep], keys[keep]
        self._rows, self._keys = rows, keys
        self.decided = heard(testimonies(standing.decided, heed), known, heed.without, heed.only)
        parts = standing.parts
        if len(rows) != len(standing.claims):
            parts = parts[np.isin(parts["seq"], rows["seq"])]
        self._parts = parts
        self._last = int(rows["seq"][-1]) if len(rows) else 0
        self._dated: dict[frozenset[Kind], tuple[Rows, Rows, Rows]] = {}

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self._names)}

    @cached_property
    def _by_entity(self) -> tuple[Rows, Rows]:
        """The entities of all parts in order, and the claims that they are parts of."""
        order = np.argsort(self._parts["entity"], kind="stable")
        return self._parts["entity"][order], self._parts["seq"][order]

    @cached_property
    def pairs(self) -> Pairs:
        """Who is tied to whom, and who is at odds with whom."""
        return Pairs(self._rows, self._parts, self._names, self.settings)

    @cached_property
    def battles(self) -> Battles:
        """Where there was fighting."""
        return Battles(self._rows, self._parts, self._names, self.decided, self.settings)

    def _at(self, seqs: Rows) -> Rows:
        """The places of claims in the rows, by their numbers."""
        return np.searchsorted(self._rows["seq"], seqs)

    # Which claims

    def about(self, kinds: Collection[Kind], ids: Iterable[str] | None) -> Rows:
        """The rows of the claims of some kinds that name any of these entities, in any role; None: of all."""
        if ids is None:
            return self._rows[of_kinds(self._rows, kinds)]
        rows = self._rows[self._at(self._naming(ids))]
        return rows[np.isin(rows["kind"], [KINDS[k.value] for k in kinds])]

    def keys_of(self, rows: Rows) -> NDArray[np.uint64]:
        """What tells each of some of its claims, given as rows, by its content, in any ledger."""
        return self._keys[self._at(rows["seq"])]

    def _naming(self, ids: Iterable[str]) -> Rows:
        """The numbers of the claims that name any of these entities, in order."""
        entities, seqs = self._by_entity
        named = np.zeros(self._last + 1, bool)
        for code in (self._codes[i] for i in ids if i in self._codes):
            first, last = np.searchsorted(entities, code), np.searchsorted(entities, code, "right")
            named[seqs[first:last]] = True
        return np.flatnonzero(named)

    def pressing(self, ids: Iterable[str] | None, on: date) -> Rows:
        """The rows of the claims of pressure about some places (None: any) that may show on a day."""
        rows = self.battles.pressing(on)
        return rows if ids is None else rows[np.isin(rows["seq"], self._naming(ids))]

    def ruled(self, kinds: Collection[Kind], ids: Collection[str] | None) -> tuple[Testimony, ...]:
        """The same of the claims that a decision bears on."""
        return tuple(
            t
            for t in self.decided
            if t.claim.kind in kinds
            and (ids is None or any(r.entity is not None and r.entity.id in ids for r in t.claim.roles))
        )

    def said_in(self, rows: Rows, ruled: Iterable[Testimony] = ()) -> tuple[str, ...]:
        """The reports of some claims."""
        return (
            *(self.reports[n] for n in np.unique(rows["reading"])),
            *dict.fromkeys(t.report_id for t in ruled),
        )

    def names_of(self, rows: Rows, roles: Sequence[str]) -> dict[str, Entity]:
        """The places in these roles of some claims, by the day and report of the claim that names each first."""
        parts = self._parts[np.isin(self._parts["seq"], rows["seq"])]
        parts = parts[(parts["type"] == TYPES["place"]) & np.isin(parts["role"], [ROLE[r] for r in roles])]
        entities, index = np.unique(parts["entity"], return_inverse=True)
        at = self._at(parts["seq"])
        ranks = {
            n: i
            for i, n in enumerate(
                sorted(set(self._rows["reading"][at].tolist()), key=lambda n: self.reports[n])
            )
        }
        said = np.array([ranks[n] for n in self._rows["reading"][at].tolist()], "<i8")
        rank = np.array([roles.index(ROLES[n - 1]) for n in parts["role"].tolist()], "<i8")
        order = np.lexsort((rank, parts["seq"], self._rows["start"][at], said, self._rows["known"][at]))
        _, first = np.unique(index[order], return_index=True)
        out = {}
        for n in sorted(first.tolist()):
            id_, type_, name, lat, lon = json.loads(self._names[int(parts["variant"][order[n]])])
            out[id_] = Entity(id_, EntityType(type_), name, lat, lon)
        del entities
        return out

    def actors(self) -> frozenset[str]:
        """All actors that claims name."""
        codes = np.unique(self._parts["entity"][self._parts["type"] == TYPES["actor"]]).tolist()
        ruled = (r.entity for t in self.decided for r in t.claim.roles)
        said = {entity.id for entity in ruled if entity is not None and entity.type is EntityType.ACTOR}
        return frozenset(said | {self._names[code] for code in codes})

    def speakers(self) -> frozenset[tuple[str, VoiceType]]:
        """All whom reports quote."""
        chains = (self._names[code] for code in np.unique(self._rows["voices"]).tolist())
        links = {(name, VoiceType(type_)) for chain in chains if chain for name, type_ in json.loads(chain)}
        return frozenset(links | {(v.name, v.type) for t in self.decided for v in t.claim.attribution})

    # Happenings

    def dated(self, kinds: frozenset[Kind]) -> tuple[Rows, Rows, Rows]:
        """The rows of the claims of some kinds that anything dates and that are not denied, and the first and last of their
        days, as ordinals."""
        if kinds not in self._dated:
            rows = self._rows[of_kinds(self._rows, kinds) & (self._rows["factuality"] != DENIED)]
            days = reckoned(rows, self._names, self.settings)
            self._dated[kinds] = rows[days.dated], days.first[days.dated], days.last[days.dated]
        return self._dated[kinds]

    def between(self, kinds: frozenset[Kind], first: date, last: date) -> Rows:
        """The rows of those of them that touch any day from `first` to `last`."""
        rows, starts, ends = self.dated(kinds)
        found: Rows = rows[(starts <= last.toordinal()) & (ends >= first.toordinal())]
        return found

    def named(self, kinds: frozenset[Kind], roles: Collection[str], type_: EntityType) -> Iterator[str]:
        """The entity of a type in each of some roles of each claim of some kinds."""
        rows, _, _ = self.dated(kinds)
        parts = self._parts[np.isin(self._parts["role"], [ROLE[role] for role in roles])]
        parts = parts[(parts["type"] == TYPES[type_.value]) & np.isin(parts["seq"], rows["seq"])]
        for code in parts["entity"].tolist():
            yield self._names[code]
        for t in self.ruled(kinds, None):
            yield from (e.id for role in roles for e in t.entities(role, type_))


def testimonies(entries: Iterable[Entry], heed: Heed) -> Iterator[Testimony]:
    """The entries that count, as the picture hears them."""
    return (testimony_of(e) for e in entries if heed.judged.fits(e))


def testimony_of(entry: Entry) -> Testimony:
    """A ledger's entry as the picture hears it."""
    head = entry.report
    return Testimony(entry.claim, head.id, head.publisher, head.published, head.known_on)


def _heeded(rows: Rows, names: Sequence[str], heed: Heed) -> Rows:
    """Which rows are heard, by publisher and attribution."""
    off, keep = {n.casefold() for n in heed.without}, {n.casefold() for n in heed.only}
    mixed = rows["publisher"].astype("<u8") << np.uint64(32) | rows["voices"]
    pairs, inverse = np.unique(mixed, return_inverse=True)
    told = []
    for pair in pairs.tolist():
        publisher, chain = names[pair >> 32], names[pair & 0xFFFFFFFF]
        said = {name.casefold() for name, _ in json.loads(chain)} if chain else set()
        said |= {publisher.casefold()} if publisher else set()
        told.append(not said & off and (not keep or bool(said & keep)))
    return np.array(told, bool)[inverse] if told else np.empty(0, bool)
