"""Names to places: settlements, sites, crossings, regions, rivers, borders and border segments, with geometry."""

from sandtable.gazetteer.gazetteer import Gazetteer
from sandtable.gazetteer.parts import SITES
from sandtable.gazetteer.phrase import part_said
from sandtable.gazetteer.place import (
    GazetteerError,
    How,
    Leg,
    Match,
    Place,
    PlaceQuery,
    PlaceType,
    Precision,
    Resolution,
)
from sandtable.gazetteer.resolve import resolve

__all__ = [
    "SITES",
    "Gazetteer",
    "GazetteerError",
    "How",
    "Leg",
    "Match",
    "Place",
    "PlaceQuery",
    "PlaceType",
    "Precision",
    "Resolution",
    "part_said",
    "resolve",
]
