"""Parts of places: the east of a country, central Mosul, an area west of Damascus. Invariant: a part is never a
point of its own; its point is one of the whole, and its precision says so.

A part's id is the whole's with `#north`, `#central`, `#west-bank`, `#west-of` or `#near`; that of a site at a place which is
told by its kind alone, with the kind: `#airport`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from sandtable.gazetteer.place import Place, PlaceType, Precision

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_ADJECTIVE = {
    "north": "northern", "south": "southern", "east": "eastern", "west": "western", "northeast": "north-eastern",
    "northwest": "north-western", "southeast": "south-eastern", "southwest": "south-western", "central": "central",
}  # fmt: skip


# Sites that a town has or may have, told by their kind.
SITES = frozenset(
    "airport airfield airstrip airbase base barracks camp garrison headquarters palace prison hospital port harbour harbor refinery "
    "dam bridge".split()
)


def is_part(name: str) -> bool:
    """Whether a part is one that this module knows."""
    return name == "near" or name in SITES or name.removesuffix("-bank").removesuffix("-of") in _ADJECTIVE


def parts_within(place: Place) -> frozenset[str]:
    """The ids of the parts of a town that lie in it; none of any other place, a part of which may be far from the rest."""
    town = place.type is PlaceType.SETTLEMENT and "#" not in place.id
    return frozenset(f"{place.id}#{side}" for side in _ADJECTIVE) if town else frozenset()


def part_of(whole: Place, part: str) -> Place:
    """The part of a place. A river's bank keeps the river's line; whatever lies outside a place is vague."""
    side = part.removesuffix("-bank").removesuffix("-of")
    kind, precision = PlaceType.REGION, Precision.VAGUE
    if part == "near":
        name = f"area of {whole.name}"
    elif part in SITES:
        name, kind = f"{part} at {whole.name}", PlaceType.SITE
    elif part.endswith("-of"):
        name = f"area {side} of {whole.name}"
    elif part.endswith("-bank"):
        name = f"{_ADJECTIVE[side]} bank of {whole.name}"
        kind, precision = whole.type, Precision.LINE
    else:
        name = f"{_ADJECTIVE[side]} {whole.name}"
        if whole.type in (PlaceType.SETTLEMENT, PlaceType.SITE):
            precision = Precision.AREA
        elif whole.precision is Precision.LINE:
            kind, precision = whole.type, Precision.LINE
    outside = part == "near" or part.endswith("-of")
    return replace(
        whole,
        id=f"{whole.id}#{part}",
        name=name,
        type=kind,
        precision=precision,
        population=0,
        parent=whole.parent if outside else whole.id,
        admin1=whole.admin1 if whole.type is not PlaceType.COUNTRY else None,
        kind="part",
    )


def clip(shape: BaseGeometry, part: str) -> BaseGeometry | None:
    """The third of a shape on that side, or its middle third both ways; None for what lies outside the shape."""
    from shapely import make_valid
    from shapely.geometry import box

    if part not in _ADJECTIVE:
        return shape if part.endswith("-bank") else None
    shape = make_valid(shape)  # outlines drawn at 1:10m cross themselves here and there
    west, south, east, north = shape.bounds
    wide, high = (east - west) / 3, (north - south) / 3
    if part == "central":
        boxes = [box(west + wide, south + high, east - wide, north - high)]
    else:
        sides = {
            "north": box(west, north - high, east, north),
            "south": box(west, south, east, south + high),
            "east": box(east - wide, south, east, north),
            "west": box(west, south, west + wide, north),
        }
        boxes = [shape_of for side, shape_of in sides.items() if side in part]
    clipped = reduce(lambda a, b: a.intersection(b), boxes, shape)
    return None if clipped.is_empty else clipped
