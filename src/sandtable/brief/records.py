"""What a brief is made of. Invariant: plain frozen records of answers already given, so that a page drawn from
them twice is the same page; every line of it names the claims it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sandtable.terms import Position, Spoken

Point = tuple[float, float]  # longitude, latitude in degrees WGS 84
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """An actor named in the brief. `kind` is its kind in the actor registry, empty where unknown."""

    id: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words behind one claim. `start`, `end`: half-open offsets of the trigger in `text`.

    `said_by` is the attribution, outermost first; `report` the report's id.
    """

    claim: str
    kind: str
    text: str
    start: int
    end: int
    report: str
    publisher: str
    title: str = ""
    published: date | None = None
    url: str | None = None
    said_by: tuple[str, ...] = ()
    factuality: str = "asserted"


@dataclass(frozen=True, slots=True)
class Standing:
    """Who held a place from `first` to `last`, both days included. `state` is agreed, single-source, contested or
    unknown; `claims` are those that began this standing, none where it only grew old."""

    first: date
    last: date
    state: str
    positions: tuple[Position, ...] = ()
    claims: tuple[str, ...] = ()

    @property
    def joined(self) -> str:
        """The word between its holders: they stand against each other, or hold it together."""
        return "or" if self.state == "contested" else "and"

    @property
    def holders(self) -> tuple[str, ...]:
        """The ids of its holders, in order of the alphabet."""
        return tuple(sorted({p.holder.id for p in self.positions}))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and its standings, in order of day and without gaps up to the brief's last day.

    `lines` is its geometry where it is a line (border, segment, road, river); `precision` as in the gazetteer.
    """

    id: str
    name: str
    type: str
    lat: float
    lon: float
    standings: tuple[Standing, ...]
    precision: str = "point"
    lines: tuple[Line, ...] = ()

    def on(self, day: date) -> Standing | None:
        """The standing of that day; None outside the days of the brief."""
        return next((s for s in self.standings if s.first <= day <= s.last), None)


@dataclass(frozen=True, slots=True)
class Bond:
    """One tie of the order of battle. `tie` is commands, holds as part, has as member, backs or allied with; ids are of
    parties. `sources` are those of the actor registry where it gives the tie; `against` are claims that deny it."""

    superior: str
    inferior: str
    tie: str
    since: str | None = None
    until: str | None = None
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """A reported way from place to place: `stops` are (name, longitude, latitude), origin first, destination last.

    `factuality` as in the claim contract; one stop alone is a movement whose other end no report names. `also` are the
    parties that move with the first; `drawn`: forces move on the map, persons only in the list.
    """

    party: str
    stops: tuple[tuple[str, float, float], ...]
    first: date
    last: date
    factuality: str
    claims: tuple[str, ...]
    also: tuple[str, ...] = ()
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Presence:
    """A force reported at a place, with no control claimed."""

    party: str
    place: str
    lat: float
    lon: float
    first: date
    last: date
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: what it says and the independent voices that say it."""

    says: str
    voices: tuple[Spoken, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Where sources contradict each other, or (`self`) one report itself. `kind` as in the picture contract."""

    kind: str
    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the base map. `rank`: 0 is a country, 1 a city, 2 a town; lower is drawn first. `zoom` is the step (web
    map zoom) from which there is room for it."""

    name: str
    lon: float
    lat: float
    rank: int
    zoom: float = 0.0


@dataclass(frozen=True, slots=True)
class BaseMap:
    """What is drawn under the picture. `box` is the first view and `reach` all that is drawn (west, south, east, north).

    `land` are rings (outer, then holes) of polygons, `borders` and `rivers` lines.
    """

    box: tuple[float, float, float, float]
    reach: tuple[float, float, float, float]
    land: tuple[tuple[Line, ...], ...] = ()
    borders: tuple[Line, ...] = ()
    rivers: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The places as one source alone tells of them; `reports`: how many of the reports are its own or quote it."""

    source: str
    spots: tuple[Spot, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A leg of a corridor: its status (open, contested, closed or unknown), what decides it, and its line on the map."""

    name: str
    status: str
    says: str
    line: Line
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corridor:
    """A corridor on the brief's day, leg by leg. `needs`: what would open its weakest leg, place by place."""

    name: str
    status: str
    legs: tuple[Stretch, ...]
    weakest: str
    needs: tuple[str, ...]
    then: str


@dataclass(frozen=True, slots=True)
class BriefInput:
    """All that a brief shows. `on` is the day asked about, `known` the last day of knowledge (None: everything);
    `first` to `last` are the days of the map's slider, and standings may begin before them. `heard`: whose word is heard,
    in words, where it is not everybody's; `views` are shown side by side."""

    title: str
    on: date
    known: date | None
    first: date
    last: date
    base: BaseMap
    parties: tuple[Party, ...] = ()
    spots: tuple[Spot, ...] = ()
    bonds: tuple[Bond, ...] = ()
    movements: tuple[Movement, ...] = ()
    presences: tuple[Presence, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    reports: int = 0
    notes: tuple[str, ...] = ()
    heard: str = ""
    views: tuple[View, ...] = ()
    corridor: Corridor | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A step of the timeline: on `day` the standing of `spot` became `now`; `before` is what it followed."""

    day: date
    spot: Spot
    now: Standing
    before: Standing | None


def changes(brief: BriefInput) -> Iterator[Change]:
    """Each change that claims brought about, by day, then place name; a standing that only aged is no change."""
    found = [
        Change(now.first, spot, now, spot.standings[i - 1] if i else None)
        for spot in brief.spots
        for i, now in enumerate(spot.standings)
        if now.claims
    ]
    yield from sorted(found, key=lambda c: (c.day, c.spot.name, c.spot.id))
