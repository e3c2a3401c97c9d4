"""What all claims say of ties, fights and who speaks of what, from their gists. Invariant: the same as the testimonies
themselves would tell, and a claim that a decision bears on is taken as it stands."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sandtable.ledger import KINDS, ROLES, TYPES, Entry, Held, Slots, Standing, head
from sandtable.picture.asking import Heed, Judged
from sandtable.picture.battles import Battles
from sandtable.picture.bonds import CLAIMED, FOUGHT
from sandtable.picture.drawn import Drawn, drawn
from sandtable.picture.pairs import Pairs
from sandtable.picture.presence import SEEN
from sandtable.picture.pressure import PRESSING
from sandtable.picture.reckoning import Rows, reckoned
from sandtable.picture.rows import DENIED, in_role, numbers_of
from sandtable.picture.settings import Settings
from sandtable.picture.testimony import Testimony, heard
from sandtable.terms import MOVING, Entity, EntityType, Kind, VoiceType
from sandtable.terms.wire import claim_to

BEARING = MOVING | PRESSING
TELLING = MOVING | SEEN  # of what a place's scene is made
_SEALED = BEARING | TELLING
_BINDING = frozenset({*CLAIMED, *FOUGHT})
_FEW = 40  # entities that are sealed one by one
_WORD = 1 << 64


class Annals:
    """The gists of the claims that stand as of a day of knowledge and that are heard. `testimonies`: those of `decided`."""

    def __init__(self, standing: Standing, known: date | None, heed: Heed, settings: Settings) -> None:
        self.settings, self.known, self.heed, self.version = settings, known, heed, standing.version
        self._held, self._counted, self._shelf = standing.held, standing.counted, standing.shelf
        if heed.judged is Judged.ACCEPTED:
            self._counted = np.zeros(self._held.claims.count, bool)
        if heed.without or heed.only:
            told = _heeded(self._held, heed)
            self._counted = told if self._counted is None else told & self._counted
        self.decided = heard(testimonies(standing.decided, heed), known, heed.without, heed.only)
        self._dated: dict[frozenset[Kind], tuple[Slots, Rows, Rows]] = {}

    @cached_property
    def _drawn(self) -> Drawn:
        return drawn(self._held, self._counted, self.settings, self._shelf)

    @cached_property
    def pairs(self) -> Pairs:
        """Who is tied to whom, and who is at odds with whom."""
        return Pairs(self._drawn.ties, self._drawn.feuds, self._held.names)

    @cached_property
    def battles(self) -> Battles:
        """Where there was fighting."""
        told = self._drawn
        return Battles(told.fights, told.presses, self._held.names, self.decided, self.settings)

    # Which claims

    def about(self, kinds: Collection[Kind], ids: Iterable[str] | None) -> Rows:
        """The rows of the claims of some kinds that name any of these entities, in any role; None: of all."""
        if ids is None:
            return self._held.claims.rows[self._held.of_kinds(numbers_of(kinds), self._counted)]
        slots = self._held.naming(ids)
        if self._counted is not None:
            slots = slots[self._counted[slots]]
        return self._held.claims.rows[slots[np.isin(self._held.kinds.rows[slots], numbers_of(kinds))]]

    def keys_of(self, rows: Rows) -> NDArray[np.uint64]:
        """What tells each of some claims, given as rows, by its content, in any ledger."""
        keys: NDArray[np.uint64] = self._held.keys.rows[self._held.at(rows["seq"])]
        return keys

    # Seals: numbers that are the same where the claims that they are of are the same, in any ledger and in whatever order

    def seals(self, entities: Collection[str]) -> dict[str, int]:
        """For each of some entities, the seal of the claims that may move control, tell of a presence or press on a place and name it."""
        index = (self._held.index, self._held.loose)
        bearing = np.zeros(256, bool)
        bearing[numbers_of(_SEALED)] = True
        found = dict.fromkeys(entities, 0)
        if len(entities) <= _FEW:
            numbers = {self._held.names[n]: n for n in self._held.numbers(entities)}
            for entity, number in numbers.items():
                slots = np.concatenate([one.naming(number) for one in index])
                slots = slots[bearing[self._held.kinds.rows[slots]]]
                if self._counted is not None:
                    slots = slots[self._counted[slots]]
                found[entity] = int(self._held.keys.rows[slots].sum(dtype=np.uint64))
        else:
            which = bearing[self._held.kinds.rows]
            keys = self._held.keys.rows * (which if self._counted is None else which & self._counted)
            for one in index:
                starts = np.concatenate([[0], one.ends[:-1]]) if len(one.ends) else one.ends
                sums = np.add.reduceat(keys[one.claims], starts) if len(starts) else keys[:0]
                for code, word in zip(one.entities.tolist(), sums.tolist(), strict=True):
                    name = self._held.names[code >> 2]
                    if name in found:
                        found[name] = (found[name] + word) % _WORD
        for t in self.ruled(_SEALED, None):
            for entity in {r.entity.id for r in t.claim.roles if r.entity is not None} & found.keys():
                found[entity] = (found[entity] + _seal(t)) % _WORD
        return found

    @cached_property
    def seal_of_bonds(self) -> int:
        """The seal of the claims that tell of ties or fights."""
        keys = self._held.keys.rows[self._held.of_kinds(numbers_of(_BINDING), self._counted)]
        return (int(keys.sum(dtype=np.uint64)) + sum(_seal(t) for t in self.ruled(_BINDING, None))) % _WORD

    def pressing(self, ids: Iterable[str] | None, on: date) -> Rows:
        """The rows of the claims of pressure about some places (None: any) that may show on a day."""
        found = self.battles.pressing(on)
        slots: Slots = found["slot"].astype("<i8")
        short = on.toordinal() - self.settings.fighting_shows
        slots = slots[(self._held.kinds.rows[slots] == KINDS[Kind.SIEGE.value]) | (found["last"] >= short)]
        if ids is not None:
            # These few are looked at, not all claims that name the places.
            parts, of = self._held.parts_of(slots)
            slots = slots[np.unique(of[np.isin(parts["entity"], self._held.numbers(ids))])]
        return self._held.claims.rows[slots]

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
            *(self._held.reports[n] for n in np.unique(rows["reading"]).tolist()),
            *dict.fromkeys(t.report_id for t in ruled),
        )

    def names_of(self, rows: Rows, roles: Sequence[str]) -> dict[str, Entity]:
        """The places in these roles of some claims, by the day and report of the claim that names each first."""
        parts, of = self._held.parts_of(self._held.at(rows["seq"]))
        which = (parts["type"] == TYPES["place"]) & in_role(parts, roles)
        parts, at = parts[which], of[which]
        entities, index = np.unique(parts["entity"], return_inverse=True)
        # Of each place only the claims of the first day on which any names it are put in order.
        day = rows["known"][at]
        first_day = np.full(len(entities), np.iinfo("<i4").max, "<i4")
        np.minimum.at(first_day, index, day)
        earliest = day == first_day[index]
        parts, at, index = parts[earliest], at[earliest], index[earliest]
        reports = {n: self._held.reports[n] for n in set(rows["reading"][at].tolist())}
        ranks = {n: i for i, n in enumerate(sorted(reports, key=lambda n: reports[n]))}
        said = np.array([ranks[n] for n in rows["reading"][at].tolist()], "<i8")
        rank = np.array([roles.index(ROLES[n - 1]) for n in parts["role"].tolist()], "<i8")
        order = np.lexsort((rank, parts["seq"], rows["start"][at], said, rows["known"][at]))
        _, first = np.unique(index[order], return_index=True)
        out = {}
        for n in sorted(first.tolist()):
            id_, type_, name, lat, lon = json.loads(self._held.names[int(parts["variant"][order[n]])])
            out[id_] = Entity(id_, EntityType(type_), name, lat, lon)
        return out

    @cached_property
    def actors(self) -> frozenset[str]:
        """All actors that claims name."""
        codes = self._held.named(TYPES["actor"], self._counted)
        ruled = (r.entity for t in self.decided for r in t.claim.roles)
        said = {entity.id for entity in ruled if entity is not None and entity.type is EntityType.ACTOR}
        return frozenset(said | {self._held.names[code] for code in codes})

    @cached_property
    def speakers(self) -> frozenset[tuple[str, VoiceType]]:
        """All whom reports quote."""
        voices = self._held.voices.rows if self._counted is None else self._held.voices.rows[self._counted]
        said = np.zeros(len(self._held.names), bool)
        said[voices] = True
        chains = (self._held.names[code] for code in np.flatnonzero(said).tolist())
        links = {(name, VoiceType(type_)) for chain in chains if chain for name, type_ in json.loads(chain)}
        return frozenset(links | {(v.name, v.type) for t in self.decided for v in t.claim.attribution})

    # Happenings

    def dated(self, kinds: frozenset[Kind]) -> tuple[Slots, Rows, Rows]:
        """The slots of the claims of some kinds that anything dates and that are not denied, and the first and last of their
        days, as ordinals."""
        if kinds not in self._dated:
            slots = self._held.of_kinds(numbers_of(kinds), self._counted)
            rows = self._held.claims.rows[slots]
            told = rows["factuality"] != DENIED
            days = reckoned(rows[told], self._held.names, self.settings)
            self._dated[kinds] = (slots[told][days.dated], days.first[days.dated], days.last[days.dated])
        return self._dated[kinds]

    def between(self, kinds: frozenset[Kind], first: date, last: date) -> Rows:
        """The rows of those of them that touch any day from `first` to `last`."""
        slots, starts, ends = self.dated(kinds)
        found: Rows = self._held.claims.rows[
            slots[(starts <= last.toordinal()) & (ends >= first.toordinal())]
        ]
        return found

    def named(self, kinds: frozenset[Kind], roles: Collection[str], type_: EntityType) -> Counter[str]:
        """The entities of a type in some roles of the claims of some kinds, each as often as it is there."""
        slots, _, _ = self.dated(kinds)
        parts, _ = self._held.parts_of(slots)
        codes = parts["entity"][(parts["type"] == TYPES[type_.value]) & in_role(parts, roles)]
        numbers, counts = (a.tolist() for a in np.unique(codes, return_counts=True))
        found = Counter(dict(zip((self._held.names[n] for n in numbers), counts, strict=True)))
        for t in self.ruled(kinds, None):
            found.update(e.id for role in roles for e in t.entities(role, type_))
        return found


def testimonies(entries: Iterable[Entry], heed: Heed) -> Iterator[Testimony]:
    """The entries that count, as the picture hears them."""
    return (testimony_of(e) for e in entries if heed.judged.fits(e))


def testimony_of(entry: Entry) -> Testimony:
    """A ledger's entry as the picture hears it."""
    head = entry.report
    return Testimony(entry.claim, head.id, head.publisher, head.published, head.known_on)


def _seal(t: Testimony) -> int:
    """The seal of a claim that a decision bears on, as it stands."""
    what = json.dumps([t.report_id, t.publisher, str(t.day), claim_to(t.claim)])
    return head(hashlib.sha256(what.encode()).hexdigest())


def _heeded(held: Held, heed: Heed) -> Rows:
    """Which claims are heard, by publisher and attribution."""
    off, keep = {n.casefold() for n in heed.without}, {n.casefold() for n in heed.only}
    rows = held.claims.rows
    mixed = rows["publisher"].astype("<u8") << np.uint64(32) | rows["voices"]
    pairs, inverse = np.unique(mixed, return_inverse=True)
    told = []
    for pair in pairs.tolist():
        publisher, chain = held.names[pair >> 32], held.names[pair & 0xFFFFFFFF]
        said = {name.casefold() for name, _ in json.loads(chain)} if chain else set()
        said |= {publisher.casefold()} if publisher else set()
        told.append(not said & off and (not keep or bool(said & keep)))
    return np.array(told, bool)[inverse] if told else np.empty(0, bool)
