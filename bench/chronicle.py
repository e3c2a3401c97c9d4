"""A made-up chronicle of a war, to fill a ledger of any size. Invariant: the same size and seed give the same readings,
and every span that a claim carries is the slice of its report's text.

Places, actors and outlets are those of the gazetteer and the registries; what is told of them is drawn by chance from the
templates here. A few places are told of much and most of them seldom (by rank, as words are), and the much told of change
hands often. One report in eight repeats another outlet's text.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from sandtable.gazetteer import Gazetteer
from sandtable.gazetteer.place import Place, PlaceType
from sandtable.orbat import Registry
from sandtable.orbat.records import ActorKind
from sandtable.sources import Sources
from sandtable.terms import (
    Claim,
    Entity,
    EntityType,
    Evidence,
    Extent,
    Factuality,
    Kind,
    Reading,
    Report,
    Role,
    TimeSpan,
    Trigger,
    Voice,
    VoiceType,
    Warning,
)  # fmt: skip

FIRST, DAYS = date(2012, 1, 1), 2922  # eight years
PLACES, PARTIES, REACH_KM = 3000, 60, 700.0
SENTENCES = 10  # a report
_RANK = 0.85  # the share of the n-th place, actor or outlet goes with n to the minus this
_COPIES = 0.125
_SKIPPED = 2  # lots, so that ledgers that were made before stay the same
_FIGHTERS = (ActorKind.ARMED_GROUP, ActorKind.ARMED_FORCE, ActorKind.STATE, ActorKind.COALITION)


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence's core: `{role}` marks a filler, brackets the words that carry the claim. `share`: of all claims."""

    kind: Kind
    words: str
    share: float


TEMPLATES = (
    Template(Kind.CAPTURE, "{actor} [took] {place}", 2.5),
    Template(Kind.CAPTURE, "{actor} [retook] {place} from {from}", 1.5),
    Template(Kind.CAPTURE, "{place} was [captured] by {actor}", 1.5),
    Template(Kind.WITHDRAWAL, "{actor} [left] {place}", 1.2),
    Template(Kind.WITHDRAWAL, "{actor} [handed over] {place} to {to}", 0.8),
    Template(Kind.CONTROL, "{actor} [holds] {place}", 3.5),
    Template(Kind.CONTROL, "{place} is [held] by {actor}", 3),
    Template(Kind.CONTROL, "the {actor}[-held] town of {place}", 2),
    Template(Kind.ASSAULT, "{actor} [shelled] {place}", 5),
    Template(Kind.ASSAULT, "{actor} [attacked] positions of {target} near {place}", 5),
    Template(Kind.ASSAULT, "[clashes] between {actor} and {target} in {place}", 3),
    Template(Kind.SIEGE, "{actor} [besieges] {place}", 1.5),
    Template(Kind.CASUALTY, "fighters of {victim} were [killed] in {place}", 8),
    Template(Kind.MOVEMENT, "{actor} [advanced] from {origin} towards {destination}", 4),
    Template(Kind.COMMAND, "{superior} [commands] {subordinate}", 3),
    Template(Kind.MEMBERSHIP, "{member} [belongs] to {whole}", 3),
    Template(Kind.SUPPORT, "{actor} [backs] {recipient}", 7),
    Template(Kind.ALLIANCE, "{actor} [fights] beside {actor}", 2),
    Template(Kind.PRESENCE, "{actor} is [deployed] in {place}", 6),
    Template(Kind.STATEMENT, "{actor} [accused] {target} of breaking its word", 14),
    Template(Kind.MEETING, "envoys of {actor} [met] in {place}", 5),
    Template(Kind.AIM, "{actor} [aims] to reach {destination}", 3),
    Template(Kind.COERCION, "{actor} [arrested] men of {target}", 7),
)
_TYING = frozenset({Kind.COMMAND, Kind.MEMBERSHIP, Kind.SUPPORT, Kind.ALLIANCE})
_SAYS = ("said", "told reporters", "reported", "announced", "confirmed in a statement")
_LINKS = ("after", "while", "hours after", "as", "days before", "even though", "because")
_THINGS = ("families", "trucks", "tents", "buses", "traders", "medics", "wounded", "shopkeepers", "shells", "tankers",
           "herdsmen", "engineers", "carts", "volunteers", "teachers", "pickups")  # fmt: skip
_DOINGS = ("crossed the dry riverbed", "were turned back at a roadblock", "waited under the old bridge", "lost their way",
           "fled along the ridge", "burned beside the granary", "were counted at the mill", "passed the customs post",
           "slept in the schoolyard", "hid among the orchards", "queued for bread", "reached the pumping station",
           "blocked the ring road", "came down from the hills", "left the market empty")  # fmt: skip
_SIDES = ("north", "south", "east", "west")


def _cumulated(n: int) -> list[float]:
    return list(accumulate((i + 1) ** -_RANK for i in range(n)))


class Chronicle:
    """The world that is told of, and its readings."""

    def __init__(self, gazetteer: Gazetteer, registry: Registry, sources: Sources, seed: int = 1) -> None:
        self._chance = Random(seed)
        self.places = _places(gazetteer, self._chance)
        self.parties = _parties(registry)
        self._outlets = [s.name for s in sources]
        self._chance.shuffle(self._outlets)
        self._shares = {n: _cumulated(n) for n in (len(self.places), len(self.parties), len(self._outlets))}
        self._templates = list(accumulate(t.share for t in TEMPLATES))
        self._partners = [self._chance.sample(self.parties, 4) for _ in self.parties]
        self._number = {party.id: n for n, party in enumerate(self.parties)}
        self._holders = [self._history(rank) for rank in range(len(self.places))]
        for _ in range(_SKIPPED):
            self._chance.random()
        self._start = self._chance.getstate()

    def _pick(self, n: int) -> int:
        return self._chance.choices(range(n), cum_weights=self._shares[n])[0]

    def rank(self, chance: Random) -> int:
        """The rank of a place drawn by how often it is told of."""
        n = len(self.places)
        return chance.choices(range(n), cum_weights=self._shares[n])[0]

    def _history(self, rank: int) -> tuple[list[int], list[Entity]]:
        """The days on which a place changed hands and who held it from then on; the first from the beginning."""
        changes = self._chance.randrange(3, 13) if rank < 150 else self._chance.choice((0, 0, 0, 1, 1, 2))
        days = [0, *sorted(self._chance.sample(range(30, DAYS), changes))]
        return days, [self.parties[self._pick(len(self.parties)) % 16] for _ in days]

    def holder(self, rank: int, day: int) -> Entity:
        """Who in truth holds the place of that rank on the day of that number."""
        days, holders = self._holders[rank]
        return holders[bisect_right(days, day) - 1]

    def readings(self, reports: int) -> Iterator[Reading]:
        """So many reports of about ten claims each, by day."""
        self._chance.setstate(self._start)
        last: list[tuple[str, str, int]] = []
        for number in range(reports):
            day = number * DAYS // reports
            outlet = self._outlets[self._pick(len(self._outlets))]
            if last and self._chance.random() < _COPIES:
                # The same text under another name, told from the same drawing of lots.
                source, drawn, day_of_source = self._chance.choice(last[-20:])
                yield self._reading(number, day, outlet, drawn, day_of_source, credit=source)
                continue
            drawn = f"{number}/{self._chance.random()}"
            last = [*last[-40:], (outlet, drawn, day)]
            yield self._reading(number, day, outlet, drawn, day)

    def _reading(
        self, number: int, day: int, outlet: str, drawn: str, told_on: int, credit: str = ""
    ) -> Reading:
        kept, self._chance = self._chance, Random(drawn)
        ranks = [self._pick(len(self.places)) for _ in range(2)]
        text = f"{outlet}, citing {credit}. " if credit else f"{outlet}. "
        parts: list[tuple[_Told, int]] = []
        for _ in range(SENTENCES):
            told = self._sentence(self._chance.choice(ranks), told_on)
            parts.append((told, len(text)))
            text += told.words + " "
        self._chance = kept
        published = FIRST + timedelta(days=day)
        key = hashlib.sha256(f"{number}\0{text}".encode()).hexdigest()
        report = Report(key, text, f"Report {number}", outlet, published)
        warnings = (Warning("weekday-mismatch", "a weekday that its date does not have", 0, len(text) // 9),)
        claims = tuple(told.claim(key, start, text) for told, start in parts)
        return Reading(report, (), claims, warnings if number % 50 == 0 else ())

    def _sentence(self, rank: int, day: int) -> _Told:
        chance = self._chance
        template = chance.choices(TEMPLATES, cum_weights=self._templates)[0]
        place, holder = self.places[rank], self.holder(rank, day)
        other = self.parties[self._pick(len(self.parties))]
        wrong = chance.random() < 0.03
        fillers: dict[str, list[Entity]] = {}
        for role in ("actor", "superior", "whole"):
            fillers[role] = [other if wrong else holder]
        if template.kind in (Kind.ASSAULT, Kind.SIEGE, Kind.MOVEMENT):
            fillers["actor"] = [other]
        if template.kind is Kind.WITHDRAWAL:
            fillers["actor"] = [self.holder(rank, day - 20)]
        if template.kind is Kind.ALLIANCE:
            fillers["actor"].append(other)
        if template.kind is Kind.SUPPORT:
            fillers["actor"] = [self.parties[self._pick(len(self.parties))]]
        if template.kind in _TYING and chance.random() < 0.97:
            # Who stands with whom is told again and again; new ties are rare.
            first = (fillers["superior"] if template.kind is Kind.COMMAND else fillers["actor"])[0]
            other = chance.choice(self._partners[self._number[first.id]])
            fillers["whole"] = [first]
            fillers["actor"][1:] = [other] * len(fillers["actor"][1:])
        fillers |= {role: [other] for role in ("from", "subordinate", "member", "victim", "recipient")}
        fillers |= {role: [holder] for role in ("to", "target")}
        fillers |= {role: [_site(place)] for role in ("place", "destination")}
        fillers["origin"] = [_site(self.places[self._pick(len(self.places))])]
        voice = self._voice(holder)
        words, spans, trigger = _core(template.words, fillers)
        lead = f"{voice.name} {chance.choice(_SAYS)} that " if voice else ""
        event = day - chance.choice((0, 1, 1, 2, 4))
        when = self._when(template.kind, event, day)
        said = f", {when.text}" if when else ""
        far = self.places[self._pick(len(self.places))].name
        tail = (f"{chance.choice(_LINKS)} {chance.randrange(3, 400)} {chance.choice(_THINGS)} "
                f"{chance.choice(_DOINGS)} {chance.randrange(2, 60)} km {chance.choice(_SIDES)} of {far}")  # fmt: skip
        if when:
            start = len(lead) + len(words) + 2
            when = TimeSpan(
                when.text, start, start + len(when.text), when.earliest, when.latest, when.granularity
            )
        extent = None
        if template.kind is Kind.CONTROL and chance.random() < 0.15:
            extent = chance.choice((Extent.PARTIAL, Extent.PARTIAL, Extent.CONTESTED))
        sure = chance.choices(list(Factuality), cum_weights=(85, 93, 97, 100))[0]
        return _Told(template.kind, f"{lead}{words}{said}, {tail}.", len(lead), spans, trigger, when, voice, sure, extent)  # fmt: skip

    def _when(self, kind: Kind, event: int, day: int) -> TimeSpan | None:
        lot, on = self._chance.random(), FIRST + timedelta(days=event)
        if lot < 0.5:
            return TimeSpan(f"on {on:%A}", 0, 0, on.isoformat(), on.isoformat(), "day")
        if lot < 0.58:
            first, last = FIRST + timedelta(days=day - 6), FIRST + timedelta(days=day)
            return TimeSpan("this week", 0, 0, first.isoformat(), last.isoformat(), "week")
        if lot < 0.61 and kind is Kind.CONTROL:
            since = max(FIRST.year, on.year - 2)
            return TimeSpan(f"since {since}", 0, 0, f"{since}-01-01", None, "span")
        return None

    def _voice(self, holder: Entity) -> Voice | None:
        lot = self._chance.random()
        if lot < 0.55:
            return None
        name, type_ = holder.name, VoiceType.PARTY
        if lot < 0.8:
            name, type_ = self._outlets[self._pick(len(self._outlets))], VoiceType.OUTLET
        elif lot < 0.9:
            name, type_ = "Residents", VoiceType.WITNESS
        return Voice(name, 0, len(name), name, type_)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence and what it claims, with offsets from its own start; `core` is where its template begins."""

    kind: Kind
    words: str
    core: int
    spans: tuple[tuple[str, int, int, Entity], ...]
    trigger: tuple[int, int]
    when: TimeSpan | None
    voice: Voice | None
    sure: Factuality
    extent: Extent | None

    def claim(self, report: str, start: int, text: str) -> Claim:
        """The claim, with offsets from the start of the report."""
        at = start + self.core
        roles = tuple(
            Role(role, text[at + a : at + b], at + a, at + b, entity) for role, a, b, entity in self.spans
        )
        first, last = at + self.trigger[0], at + self.trigger[1]
        end = start + len(self.words)
        w, v = self.when, self.voice
        time = w and TimeSpan(w.text, w.start + start, w.end + start, w.earliest, w.latest, w.granularity)
        content = [report, start, end, self.kind, [(r.role, r.start, r.end) for r in roles], "chronicle/1"]
        return Claim(
            hashlib.sha256(json.dumps(content).encode()).hexdigest(),
            self.kind,
            roles,
            Evidence(start, end, self.words, text[max(0, start - 32) : start], text[end : end + 32],
                     Trigger(first, last, text[first:last])),
            factuality=self.sure,
            extent=self.extent,
            time=time,
            attribution=(Voice(v.text, start, start + v.end, v.name, v.type),) if v else (),
            confidence=0.7,
            coder="chronicle/1",
        )  # fmt: skip


def _core(
    words: str, fillers: dict[str, list[Entity]]
) -> tuple[str, tuple[tuple[str, int, int, Entity], ...], tuple[int, int]]:
    """A template filled: its words, the spans of its roles and that of its trigger."""
    out, spans, trigger, left = "", [], (0, 0), {role: list(some) for role, some in fillers.items()}
    while words:
        if words[0] == "{":
            role, _, words = words[1:].partition("}")
            entity = left[role].pop(0)
            spans.append((role, len(out), len(out) + len(entity.name), entity))
            out += entity.name
        elif words[0] == "[":
            carrier, _, words = words[1:].partition("]")
            trigger = (len(out), len(out) + len(carrier))
            out += carrier
        else:
            out, words = out + words[0], words[1:]
    return out, tuple(spans), trigger


def _site(place: Place) -> Entity:
    return Entity(place.id, EntityType.PLACE, place.name, place.lat, place.lon)


def _places(gazetteer: Gazetteer, chance: Random) -> list[Place]:
    """The stops of the overland ways and the largest settlements about them, the most told of first."""
    legs = gazetteer.legs()
    stops = [
        p
        for s in sorted({s for leg in legs for s in (leg.start, *leg.via, leg.end)})
        if (p := gazetteer.get(s))
    ]
    lat, lon = (sum(c) / len(stops) for c in zip(*((p.lat, p.lon) for p in stops), strict=True))
    near = [p for p, _ in gazetteer.nearest(lat, lon, REACH_KM, (PlaceType.SETTLEMENT,))]
    near.sort(key=lambda p: (-p.population, p.id))
    found = list({p.id: p for p in (*stops, *near[: PLACES - len(stops)])}.values())
    # Large places are told of more, but size does not decide alone.
    rank = {
        p.id: i * chance.uniform(0.3, 1.7)
        for i, p in enumerate(sorted(found, key=lambda p: (-p.population, p.id)))
    }
    return sorted(found, key=lambda p: rank[p.id])


def _parties(registry: Registry) -> list[Entity]:
    """The best connected fighting parties of the registry."""
    actors = [a for a in registry.catalogue.actors.values() if a.kind in _FIGHTERS]
    actors.sort(key=lambda a: (-len(registry.ties.of(a.id)), a.id))
    return [Entity(a.id, EntityType.ACTOR, a.name) for a in actors[:PARTIES]]
