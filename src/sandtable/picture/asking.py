"""What the picture asks of the rooms before it. Invariant: it asks for no more than this, so that anything that answers
these may stand in for a ledger, a gazetteer or a registry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from sandtable.gazetteer.place import GeoJson, Leg, Place, PlaceType
from sandtable.ledger import STATUSES, EntityCount, Entry, ReportHead, Standing, Version, Warned
from sandtable.orbat.records import Actor, Relation
from sandtable.picture.outlets import Names, Shelf
from sandtable.terms import EntityType, Kind, Reading


class PictureError(LookupError):
    """A place, actor or source that the picture was asked about and that is not known; the message says what to do, and
    `near` are the known names nearest to what was asked."""

    def __init__(self, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.near = near


class Claims(Protocol):
    """What the picture asks of a ledger."""

    def claims(
        self,
        *,
        known: date | None = None,
        kinds: Iterable[Kind] = (),
        entity_ids: Iterable[str] = (),
        report_id: str | None = None,
    ) -> list[Entry]:
        """Claims as of a day of knowledge."""
        ...

    def version(self) -> Version:
        """What it holds now; equal as long as nothing was added."""
        ...

    def standing(self, known: date | None = None) -> Standing:
        """The gists of the claims as of a day of knowledge."""
        ...

    def entries(self, numbers: Sequence[int], /) -> list[Entry]:
        """Claims as they were read, by their numbers in `standing` and in the order of these."""
        ...

    def keyed(self, key: int, /) -> Entry | None:
        """A claim as it was read, by its key in `standing`."""
        ...

    def warnings(self, codes: Iterable[str], /, known: date | None = None) -> list[Warned]:
        """The warnings of some codes as of a day of knowledge."""
        ...

    def claim(self, claim_id: str, /, known: date | None = None) -> Entry | None:
        """One claim as of a day of knowledge, None where it does not count."""
        ...

    def entities(self, type: EntityType, /) -> list[EntityCount]:
        """The entities of a type that it speaks of."""
        ...

    def reports(self, known: date | None = None) -> list[ReportHead]:
        """The heads of the reports known by a day."""
        ...

    def reading(self, report_id: str, known: date | None = None) -> Reading | None:
        """A report's reading, with its warnings."""
        ...


class Stored(Claims, Shelf, Protocol):
    """The ledger, with the texts of its reports."""


class Places(Protocol):
    """What the picture asks of a gazetteer."""

    def get(self, place_id: str, /) -> Place | None:
        """The place of an id."""
        ...

    def within(self, place_id: str, container_id: str) -> bool:
        """Whether a place lies in another."""
        ...

    def nearest(
        self, lat: float, lon: float, km: float, types: Collection[PlaceType] = ()
    ) -> list[tuple[Place, float]]:
        """The places near a point."""
        ...

    def segments(self, border_id: str) -> list[Place]:
        """The segments of a border."""
        ...

    def geometry(self, place_id: str) -> GeoJson | None:
        """The geometry of a place that is more than a point."""
        ...

    def legs(self) -> tuple[Leg, ...]:
        """The legs of the overland ways."""
        ...


class Ties(Protocol):
    """The registry's ties."""

    def of(self, actor: str, on: date | None = None) -> list[Relation]:
        """Every tie of an actor, both ways."""
        ...


class Actors(Protocol):
    """What the picture asks of the registry."""

    @property
    def ties(self) -> Ties:
        """The ties of all actors."""
        ...

    def tied(self) -> Iterable[str]:
        """The ids of the actors that have ties of their own."""
        ...

    def get(self, key: str) -> Actor | None:
        """The actor of an id."""
        ...


class Registered(Actors, Names, Protocol):
    """The registry, by id and by name."""

    def __iter__(self) -> Iterator[Actor]:
        """All actors."""
        ...


class Copies(Protocol):
    """Which reports are copies of one text."""

    def groups(self, reports: Sequence[str]) -> Mapping[str, str]:
        """Report id to the id of its group, for those of these reports whose text another of them repeats."""
        ...

    def groups_of_each(self, many: Sequence[Sequence[str]]) -> Sequence[Mapping[str, str]]:
        """The same of each of many lists of reports."""
        ...


class Judged(StrEnum):
    """Which claims count by what analysts decided; one that was rejected never does."""

    ALL = "all"
    ACCEPTED = "accepted"
    PROPOSED = "proposed"

    def fits(self, entry: Entry) -> bool:
        """Whether a claim, as it stands, is one of these: accepted are also those edited and those added by hand."""
        return self is Judged.ALL or (self is Judged.PROPOSED) == (STATUSES[entry.verdict] == Judged.PROPOSED)


@dataclass(frozen=True, slots=True)
class Heed:
    """Whose word is heard: all but `without`, or, where given, `only` these (names of outlets or speakers); and of that
    the claims that analysts `judged` so."""

    without: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    judged: Judged = Judged.ALL


ALL = Heed()
