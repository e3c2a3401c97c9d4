"""Places as rows of the built file. Invariant: one order of columns, for whoever reads a place out of it."""

from __future__ import annotations

from typing import Any

from sandtable.gazetteer.place import Place, PlaceType, Precision

COLUMNS = "p.n, p.id, p.name, p.type, p.lat, p.lon, p.country, p.countries, p.admin1, p.population, p.precision, p.parent, p.kind"


def place_of(row: tuple[Any, ...]) -> Place:
    """The place of a row that starts with these columns."""
    (_, pid, name, kind, lat, lon, country, isos, admin1, population, precision, parent, noun) = row[:13]
    countries = tuple(isos.split("|")) if isos else ()
    return Place(
        pid,
        name,
        PlaceType(kind),
        lat,
        lon,
        country,
        countries,
        admin1,
        population,
        Precision(precision),
        parent,
        noun,
    )
