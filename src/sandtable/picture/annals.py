"""What all claims say of ties, fights and who speaks of what, from their gists. Invariant: the same as the testimonies
themselves would tell: days go through `window`, spells of bonds through `tied_for` and `at_odds_for`, and a claim that a
decision bears on is taken as it stands."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandtable.ledger import FACTUALITIES, KINDS, ROLES, TYPES, Entry, Standing
from sandtable.picture.asking import Heed, Judged
from sandtable.picture.bonds import CLAIMED, FOUGHT, Bond, BondKind, at_odds_for, tied_for
from sandtable.picture.pressure import PRESSING, STRAINS, Strain, bouts_of
from sandtable.picture.settings import Settings
from sandtable.picture.testimony import Testimony, heard, window
from sandtable.terms import (
    Claim,
    Entity,
    EntityType,
    Evidence,
    Factuality,
    Kind,
    TimeSpan,
    Trigger,
    VoiceType,
)

Rows = NDArray[Any]
_ROLE = {role: number for number, role in enumerate(ROLES, 1)}
_LASTING = {Kind.CONTROL, Kind.SIEGE, *CLAIMED}
_ASSERTED, _DENIED = FACTUALITIES[Factuality.ASSERTED.value], FACTUALITIES[Factuality.DENIED.value]
_PAIR = np.dtype([("seq", "<u4"), ("kind", "u1"), ("above", "<u4"), ("below", "<u4"), ("first", "<i4"), ("last", "<i4"),
                  ("denied", "?")])  # fmt: skip
_FIGHT = np.dtype([("seq", "<u4"), ("place", "<u4"), ("last", "<i4")])
_BONDS = tuple(BondKind)
_NOWHERE = Evidence(0, 0, "", "", "", Trigger(0, 0, ""))
_FAR = 4_000_000  # days; more than there are between any two dates


@dataclass(frozen=True, slots=True)
class _Days:
    """By row: the days of `window` as ordinals, whether words give them, and whether there are any."""

    first: Rows
    last: Rows
    by_words: Rows
    dated: Rows


class Annals:
    """The gists of the claims that stand as of a day of knowledge and that are heard. `testimonies`: those of `decided`."""

    def __init__(self, standing: Standing, known: date | None, heed: Heed, settings: Settings) -> None:
        self.settings, self.known, self.heed = settings, known, heed
        self.version, self.reports, self._names = standing.version, standing.reports, standing.names
        rows = standing.claims if heed.judged is not Judged.ACCEPTED else standing.claims[:0]
        if heed.without or heed.only:
            rows = rows[_heeded(rows, standing.names, heed)]
        self._rows = rows
        self.decided = heard(testimonies(standing.decided, heed), known, heed.without, heed.only)
        parts = standing.parts
        if len(rows) != len(standing.claims):
            parts = parts[np.isin(parts["seq"], rows["seq"])]
        self._parts = parts
        self._last = int(rows["seq"][-1]) if len(rows) else 0
        self._by_day: dict[date, dict[str, tuple[int, int]]] = {}
        self._dated: dict[frozenset[Kind], tuple[Rows, Rows, Rows]] = {}

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self._names)}

    @cached_property
    def _by_entity(self) -> tuple[Rows, Rows]:
        """The entities of all parts in order, and the claims that they are parts of."""
        order = np.argsort(self._parts["entity"], kind="stable")
        return self._parts["entity"][order], self._parts["seq"][order]

    def _of_kinds(self, kinds: Iterable[Kind]) -> Rows:
        return np.isin(self._rows["kind"], [KINDS[k.value] for k in kinds])

    def _at(self, seqs: Rows) -> Rows:
        """The places of claims in the rows, by their numbers."""
        return np.searchsorted(self._rows["seq"], seqs)

    # Which claims

    def about(self, kinds: Collection[Kind], ids: Iterable[str] | None) -> Rows:
        """The rows of the claims of some kinds that name any of these entities, in any role; None: of all."""
        if ids is None:
            return self._rows[self._of_kinds(kinds)]
        rows = self._rows[self._at(self._naming(ids))]
        return rows[np.isin(rows["kind"], [KINDS[k.value] for k in kinds])]

    def _naming(self, ids: Iterable[str]) -> Rows:
        """The numbers of the claims that name any of these entities, in order."""
        entities, seqs = self._by_entity
        named = np.zeros(self._last + 1, bool)
        for code in (self._codes[i] for i in ids if i in self._codes):
            first, last = np.searchsorted(entities, code), np.searchsorted(entities, code, "right")
            named[seqs[first:last]] = True
        return np.flatnonzero(named)

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
        parts = parts[(parts["type"] == TYPES["place"]) & np.isin(parts["role"], [_ROLE[r] for r in roles])]
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

    # Days

    def _days(self, rows: Rows) -> _Days:
        """The days of `window` for claims whose kinds are all lasting or none."""
        if not len(rows):
            none = np.empty(0, "<i4")
            return _Days(none, none, none.astype(bool), none.astype(bool))
        lasting = np.isin(rows["kind"], [KINDS[k.value] for k in _LASTING])
        bounded = (rows["earliest"] != 0) | (rows["latest"] != 0)
        words = np.where(bounded, rows["time"], 0).astype("<u8")
        mixed = rows["known"].astype("<u8")
        for column in (
            rows["earliest"].astype("<u8"),
            rows["latest"].astype("<u8"),
            words,
            lasting.astype("<u8"),
        ):
            mixed = (mixed * np.uint64(0x9E3779B97F4A7C15)) ^ (mixed >> np.uint64(29)) ^ column
        _, index, inverse = np.unique(mixed, return_index=True, return_inverse=True)
        table = np.array(
            [self._day(row, bool(lasting[n])) for n, row in zip(index.tolist(), rows[index], strict=True)]
        )
        first, last, by_words = table[:, 0][inverse], table[:, 1][inverse], table[:, 2][inverse]
        return _Days(first, last, by_words.astype(bool), first != 0)

    def _day(self, row: Any, lasting: bool) -> tuple[int, int, int]:
        early, late, known = int(row["earliest"]), int(row["latest"]), date.fromordinal(int(row["known"]))
        time = None
        if early or late:
            text = self._names[int(row["time"])]
            time = TimeSpan(text, 0, 0, _iso(early), _iso(late), "")
        when = window(
            Testimony(Claim("", Kind.CONTROL, (), _NOWHERE, time=time), "", None, known),
            lasting,
            self.settings,
        )
        return (when.first.toordinal(), when.last.toordinal(), int(when.by_words)) if when else (0, 0, 0)

    # Bonds

    @cached_property
    def _ties(self) -> Rows:
        """The bonds that claims say, by kind and pair and then by first day, denied ones last."""
        rows = self._rows[self._of_kinds(CLAIMED) & np.isin(self._rows["factuality"], (_ASSERTED, _DENIED))]
        days = self._days(rows)
        first, last = _spells(days, lambda first, last, words: tied_for(first, last, words, self.settings))
        tables = []
        for kind, (bond, upper, lower) in CLAIMED.items():
            these = (rows["kind"] == KINDS[kind.value]) & days.dated
            tables.append(self._pairs(rows[these], first[these], last[these], bond, upper, lower))
        every = np.concatenate(tables)
        return every[
            np.lexsort((every["first"], every["below"], every["above"], every["kind"], every["denied"]))
        ]

    @cached_property
    def _feuds(self) -> Rows:
        """The oppositions that fights show, in the same order."""
        rows = self._rows[self._of_kinds(FOUGHT) & (self._rows["factuality"] == _ASSERTED)]
        days = self._days(rows)
        first, last = _spells(days, lambda first, last, _: at_odds_for(first, last, self.settings))
        tables = []
        for kind, (upper, lower) in FOUGHT.items():
            these = (rows["kind"] == KINDS[kind.value]) & days.dated
            tables.append(
                self._pairs(rows[these], first[these], last[these], BondKind.OPPOSITION, upper, lower)
            )
        every = np.concatenate(tables)
        return every[np.lexsort((every["first"], every["below"], every["above"]))]

    def _pairs(self, rows: Rows, first: Rows, last: Rows, kind: BondKind, upper: str, lower: str) -> Rows:
        """Each actor in the upper role of a claim with each in the lower."""
        actors = self._parts[self._parts["type"] == TYPES["actor"]]
        above = actors[actors["role"] == _ROLE[upper]]
        below = actors[actors["role"] == _ROLE[lower]]
        above = above[np.isin(above["seq"], rows["seq"])]
        start, stop = (
            np.searchsorted(below["seq"], above["seq"]),
            np.searchsorted(below["seq"], above["seq"], "right"),
        )
        count = stop - start
        left = np.repeat(np.arange(len(above)), count)
        right = np.repeat(start - np.concatenate([[0], np.cumsum(count)[:-1]]), count) + np.arange(
            count.sum()
        )
        out = np.empty(len(left), _PAIR)
        at = np.searchsorted(rows["seq"], above["seq"][left])
        out["seq"], out["above"], out["below"] = (
            above["seq"][left],
            above["entity"][left],
            below["entity"][right.astype(int)],
        )
        out["kind"], out["first"], out["last"] = _BONDS.index(kind), first[at], last[at]
        out["denied"] = rows["factuality"][at] == _DENIED
        keep = out["above"] != out["below"]
        if upper == lower:
            codes = np.unique(np.concatenate([out["above"], out["below"]]))
            rank = np.argsort(np.argsort([self._names[n] for n in codes.tolist()]))
            keep &= rank[np.searchsorted(codes, out["above"])] < rank[np.searchsorted(codes, out["below"])]
        pairs: Rows = out[keep]
        return pairs

    def ties(self) -> Iterator[Bond]:
        """The bonds that claims say, joined where they touch."""
        return self._joined(self._ties[~self._ties["denied"]])

    def feuds(self) -> Iterator[Bond]:
        """The oppositions that fights show, joined where they touch."""
        return self._joined(self._feuds)

    def _joined(self, pairs: Rows) -> Iterator[Bond]:
        if not len(pairs):
            return
        keys = np.stack([pairs["kind"], pairs["above"], pairs["below"]])
        group = np.concatenate([[0], np.cumsum((keys[:, 1:] != keys[:, :-1]).any(axis=0))]).astype("<i8")
        reach = np.maximum.accumulate(pairs["last"] + group * _FAR)
        begins = np.concatenate([[True], pairs["first"][1:] + group[1:] * _FAR > reach[:-1] + 1])
        starts = np.flatnonzero(begins)
        ends = np.concatenate([starts[1:], [len(pairs)]]) - 1
        for n, end in zip(starts.tolist(), ends.tolist(), strict=True):
            above, below = (
                Entity(i, EntityType.ACTOR, i)
                for i in (self._names[pairs["above"][n]], self._names[pairs["below"][n]])
            )
            first, last = (
                date.fromordinal(int(pairs["first"][n])),
                date.fromordinal(int(reach[end] - group[end] * _FAR)),
            )
            yield Bond(_BONDS[pairs["kind"][n]], above, below, first, last, None, None, "claims")

    # Fights

    @cached_property
    def _fights(self) -> Rows:
        """The days of fighting and siege at each place, by place and day."""
        kinds = [k for k, (strain, _) in STRAINS.items() if strain is not Strain.ADVANCE]
        rows = self._rows[self._of_kinds(kinds) & (self._rows["factuality"] == _ASSERTED)]
        days = self._days(rows)
        rows, last = rows[days.dated], days.last[days.dated]
        parts = self._parts[
            (self._parts["type"] == TYPES["place"])
            & np.isin(self._parts["role"], (_ROLE["place"], _ROLE["target"]))
        ]
        parts = parts[np.isin(parts["seq"], rows["seq"])]
        out = np.empty(len(parts), _FIGHT)
        out["seq"], out["place"], out["last"] = (
            parts["seq"],
            parts["entity"],
            last[np.searchsorted(rows["seq"], parts["seq"])],
        )
        return out[np.lexsort((out["last"], out["place"]))]

    @cached_property
    def _ruled_fights(self) -> tuple[tuple[frozenset[str], date], ...]:
        bouts = bouts_of(self.decided, self.settings)
        return tuple((b.places, b.last) for b in bouts if b.strain is not Strain.ADVANCE)

    def _fought(self, on: date) -> dict[str, tuple[int, int]]:
        """By place the first day of fighting, and the last one by a day (0: none), as ordinals."""
        kept = self._by_day.get(on)
        if kept is not None:
            return kept
        fights, day = self._fights, on.toordinal()
        codes, start = np.unique(fights["place"], return_index=True)
        passed = np.concatenate([[0], np.cumsum(fights["last"] <= day)])
        stop = np.concatenate([start[1:], [len(fights)]])
        by = (passed[stop] - passed[start]).tolist() if len(codes) else []
        first = fights["last"][start].tolist() if len(codes) else []
        out = {}
        for n, (code, at) in enumerate(zip(codes.tolist(), start.tolist(), strict=True)):
            out[self._names[code]] = first[n], int(fights["last"][at + by[n] - 1]) if by[n] else 0
        for where, when in self._ruled_fights:
            for place in where:
                one, last = out.get(place, (_FAR, 0))
                said = when.toordinal()
                out[place] = min(one, said), max(last, said if said <= day else 0)
        self._by_day = {on: out}
        return out

    def fought(self, places: Iterable[str], on: date) -> tuple[date | None, date | None]:
        """The first day of fighting at any of some places, and the last one by a day."""
        found = self._fought(on)
        some = [found[place] for place in places if place in found]
        first, last = min((a for a, _ in some), default=0), max((b for _, b in some), default=0)
        return date.fromordinal(first) if first else None, date.fromordinal(last) if last else None

    @cached_property
    def _pressing(self) -> tuple[Rows, Rows]:
        rows = self._rows[self._of_kinds(PRESSING) & (self._rows["factuality"] == _ASSERTED)]
        return rows, self._days(rows).last

    @cached_property
    def _fights_at(self) -> dict[str, list[int]]:
        """The days of fighting and siege at each place, as ordinals in order."""
        out: dict[str, list[int]] = {}
        for code, last in zip(self._fights["place"].tolist(), self._fights["last"].tolist(), strict=True):
            out.setdefault(self._names[code], []).append(last)
        for places, last in self._ruled_fights:
            for place in places:
                out[place] = sorted((*out.get(place, ()), last.toordinal()))
        return out

    def fights(self, places: Iterable[str], after: date, last: date) -> tuple[date, ...]:
        """The days of fighting at any of some places, after one day and up to another."""
        low, high = after.toordinal(), last.toordinal()
        found = {day for place in places for day in self._fights_at.get(place, ()) if low < day <= high}
        return tuple(date.fromordinal(day) for day in sorted(found))

    # Happenings

    def dated(self, kinds: frozenset[Kind]) -> tuple[Rows, Rows, Rows]:
        """The rows of the claims of some kinds that anything dates and that are not denied, and the first and last of their
        days, as ordinals."""
        if kinds not in self._dated:
            rows = self._rows[self._of_kinds(kinds) & (self._rows["factuality"] != _DENIED)]
            days = self._days(rows)
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
        parts = self._parts[np.isin(self._parts["role"], [_ROLE[role] for role in roles])]
        parts = parts[(parts["type"] == TYPES[type_.value]) & np.isin(parts["seq"], rows["seq"])]
        for code in parts["entity"].tolist():
            yield self._names[code]
        for t in self.ruled(kinds, None):
            yield from (e.id for role in roles for e in t.entities(role, type_))

    def pressing(self, ids: Collection[str] | None, on: date) -> Rows:
        """The rows of the claims of pressure about some places (None: any) that may show on a day."""
        rows, last = self._pressing
        days = max(self.settings.siege_shows, self.settings.fighting_shows)
        rows = rows[(last <= on.toordinal()) & (last >= on.toordinal() - days)]
        return rows if ids is None else rows[np.isin(rows["seq"], self._naming(ids))]


def testimonies(entries: Iterable[Entry], heed: Heed) -> Iterator[Testimony]:
    """The entries that count, as the picture hears them."""
    return (testimony_of(e) for e in entries if heed.judged.fits(e))


def testimony_of(entry: Entry) -> Testimony:
    """A ledger's entry as the picture hears it."""
    head = entry.report
    return Testimony(entry.claim, head.id, head.publisher, head.published, head.known_on)


def _iso(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None


def _spells(days: _Days, spell: Any) -> tuple[Rows, Rows]:
    """First and last day of each bond, worked out once for each window."""
    keys = (
        np.stack([days.first, days.last, days.by_words], axis=1).astype("<i8")
        if len(days.first)
        else np.empty((0, 3), "<i8")
    )
    mixed = (keys[:, 0] * _FAR + keys[:, 1]) * 2 + keys[:, 2]
    _, index, inverse = np.unique(mixed, return_index=True, return_inverse=True)
    table = np.zeros((len(index), 2), "<i4")
    for n, i in enumerate(index.tolist()):
        if keys[i, 0]:
            first, last = spell(date.fromordinal(keys[i, 0]), date.fromordinal(keys[i, 1]), bool(keys[i, 2]))
            table[n] = first.toordinal(), last.toordinal()
    return table[:, 0][inverse], table[:, 1][inverse]


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
