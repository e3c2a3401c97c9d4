"""Places by id, the gazetteer's and those that claims alone speak of, with what they lie in. Invariant: a place that the
gazetteer lists is as it lists it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from sandtable.gazetteer.measure import km_between
from sandtable.gazetteer.place import GeoJson, Place, PlaceType, Precision
from sandtable.picture.asking import Claims, PictureError, Places
from sandtable.terms import Entity, EntityType

AREAS = frozenset(
    {
        PlaceType.REGION,
        PlaceType.COUNTRY,
        PlaceType.BORDER,
        PlaceType.SEGMENT,
        PlaceType.RIVER,
        PlaceType.RANGE,
        PlaceType.SEA,
    }
)
_DEEPEST = 8  # steps of containment, so that a loop in the data ends


@dataclass(frozen=True, slots=True)
class Sites:
    """Where places are found."""

    ledger: Claims
    gazetteer: Places

    def place(self, place_id: str) -> Place:
        """The place of an id: the gazetteer's, else what claims say of it. Raises PictureError."""
        listed = self.gazetteer.get(place_id)
        if listed is not None:
            return listed
        told = self.told(place_id, EntityType.PLACE)
        if told is None:
            raise PictureError(
                f"no place has the id {place_id!r}: give an id of the gazetteer or of the ledger"
            )
        return unlisted(told)

    def told(self, entity_id: str, type_: EntityType) -> Entity | None:
        """What claims say of the entity of an id."""
        entries = self.ledger.claims(entity_ids=[entity_id])
        roles = (r.entity for e in entries for r in e.claim.roles)
        return next((e for e in roles if e is not None and e.id == entity_id and e.type is type_), None)

    def containers(self, place: Place) -> tuple[frozenset[str], str | None]:
        """What a place is part of, so that the whole's taking takes it (the town of a quarter, the border of a segment),
        and the region that it lies in."""
        wholes: set[str] = set()
        part = place.id.partition("#")[2]
        # "west of the town" and "near it" are outside it.
        inside = not (part == "near" or part.endswith("-of"))
        # Nor does who takes a town take the airport or the base at it.
        quarter = inside and (
            place.type is PlaceType.SETTLEMENT or (bool(part) and place.type is not PlaceType.SITE)
        )
        parent = place.parent
        for _ in range(_DEEPEST):
            above = self.gazetteer.get(parent) if parent else None
            if above is None:
                break
            if above.type is PlaceType.REGION:
                return frozenset(wholes), above.id
            if (above.type is PlaceType.SETTLEMENT and quarter) or (
                above.type is PlaceType.BORDER and place.type is PlaceType.SEGMENT
            ):
                wholes.add(above.id)
            parent = above.parent
        return frozenset(wholes), None

    def placed(self, named: Mapping[str, Entity], places: Collection[str] | None) -> dict[str, Place]:
        """The places of these ids (None: of all that claims name), by id; `named`: as claims give them."""
        return {
            p: self.gazetteer.get(p) or (unlisted(named[p]) if p in named else self.place(p))
            for p in (named if places is None else places)
        }

    def over(self, place_id: str) -> tuple[str, ...]:
        """The ids of what a place lies in."""
        towns, region = self.containers(self.place(place_id))
        return (*towns, region) if region else tuple(towns)


def unlisted(entity: Entity) -> Place:
    """A place that the gazetteer does not list, as its claims give it."""
    return Place(
        entity.id,
        entity.name,
        PlaceType.SITE,
        entity.lat or 0.0,
        entity.lon or 0.0,
        precision=Precision.VAGUE,
    )


def length_km(shape: GeoJson) -> float | None:
    """The length of a GeoJSON line in kilometres, None where the shape is no line."""
    kind, lines = shape.get("type"), shape.get("coordinates", ())
    if kind == "LineString":
        lines = [lines]
    elif kind != "MultiLineString":
        return None
    return round(sum(km_between(a[1], a[0], b[1], b[0]) for line in lines for a, b in pairwise(line)), 1)
