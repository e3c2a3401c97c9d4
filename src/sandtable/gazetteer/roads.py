"""A road graph of the user's own: GeoJSON or GraphML as OSMnx and pyrosm write them. Invariant: every vertex of every line
of the file is a node of the graph, in degrees WGS 84, and an edge is as long as the line between its two ends.

Lines may be travelled both ways: a corridor asks what joins places, not what a traffic sign allows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from sandtable.gazetteer.measure import km_between
from sandtable.gazetteer.place import GazetteerError, Place

Node = tuple[float, float]  # longitude, latitude
MOST_BYTES = 400_000_000
_GRAIN = 6  # decimals of a degree (0.1 m) to which vertices are the same
_STEP_KM = 1.0  # longer stretches are cut, so that a place beside the middle of one is seen


@dataclass(frozen=True, slots=True)
class Road:
    """One line of the file."""

    name: str
    points: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Roads:
    """The lines of a file as a graph: neighbours of each node with the km and the road's name between them.

    `skipped`: how many features had no line. `box` is west, south, east, north in degrees.
    """

    source: str
    near: Mapping[Node, Mapping[Node, tuple[float, str]]]
    box: tuple[float, float, float, float]
    lines: int
    skipped: int

    @property
    def middle(self) -> tuple[float, float, float]:
        """Latitude and longitude of the middle of the box, and the km from it to a corner."""
        west, south, east, north = self.box
        lat, lon = (south + north) / 2, (west + east) / 2
        far = max(km_between(lat, lon, a, b) for a in (south, north) for b in (west, east))
        return lat, lon, far

    def within(self, place: Place, km: float) -> bool:
        """Whether a place lies in the box, or less than about `km` outside it."""
        west, south, east, north = self.box
        edge = km / 70  # degrees, generous up to 50 degrees of latitude
        return west - edge <= place.lon <= east + edge and south - edge <= place.lat <= north + edge


def read_roads(path: Path) -> Roads:
    """The roads of a file, GeoJSON (lines, alone or in a collection) or GraphML (nodes with `x`, `y` in degrees; a line
    of its own in an edge's `geometry`, as WKT, is followed). Raises GazetteerError, saying what to do, for anything else."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise GazetteerError(
                f"{path} is larger than {MOST_BYTES // 1_000_000} MB: keep the main roads only, or clip it to the region"
            )
        with path.open("rb") as file:
            start = file.read(400).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError as error:
        raise GazetteerError(
            f"cannot read {path}: {error.strerror}; give a road graph with --roads"
        ) from error
    if start.startswith(b"<"):
        roads, skipped = _graphml(path)
    elif start.startswith(b"{"):
        roads, skipped = _geojson(path)
    else:
        raise GazetteerError(
            f"{path} is neither GeoJSON nor GraphML: write the graph with OSMnx (`save_graphml`) or pyrosm (`to_file`)"
        )
    return _joined(path, roads, skipped)


def _geojson(path: Path) -> tuple[list[Road], int]:
    try:
        raw = json.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise GazetteerError(f"{path} is no JSON ({error}): write the file again") from error
    if not isinstance(raw, dict):
        raise GazetteerError(
            f"{path} is no GeoJSON object: write the edges of the graph as a FeatureCollection"
        )
    features = raw.get("features", [raw])
    roads: list[Road] = []
    skipped = 0
    for feature in features if isinstance(features, list) else []:
        found = list(_lines(path, feature))
        roads += found
        skipped += not found
    return roads, skipped


def _lines(path: Path, feature: object) -> Iterator[Road]:
    if not isinstance(feature, dict):
        return
    geometry = feature.get("geometry", feature)
    if not isinstance(geometry, dict):
        return
    kind, lines = geometry.get("type"), geometry.get("coordinates")
    if kind == "LineString":
        lines = [lines]
    elif kind != "MultiLineString":
        return
    properties = feature.get("properties")
    name = _name(properties if isinstance(properties, dict) else {})
    for line in lines if isinstance(lines, list) else []:
        try:
            points = tuple((float(p[0]), float(p[1])) for p in line)
        except (TypeError, ValueError, IndexError, KeyError) as error:
            raise GazetteerError(
                f"{path}: a line's coordinates are no pairs of numbers: write the file again"
            ) from error
        yield Road(name, points)


def _graphml(path: Path) -> tuple[list[Road], int]:
    import networkx as nx
    from shapely import from_wkt
    from shapely.errors import ShapelyError

    try:
        graph = nx.read_graphml(path, node_type=str)
    except (nx.NetworkXError, ParseError, ValueError, KeyError) as error:
        raise GazetteerError(
            f"{path} is no GraphML that can be read ({error}): write it with OSMnx (`save_graphml`)"
        ) from error
    at: dict[str, Node] = {}
    for node, data in graph.nodes(data=True):
        try:
            at[node] = (
                float(str(data.get("x", data.get("lon")))),
                float(str(data.get("y", data.get("lat")))),
            )
        except (TypeError, ValueError):
            continue
    roads: list[Road] = []
    skipped = 0
    for a, b, data in graph.edges(data=True):
        if a not in at or b not in at:
            skipped += 1
            continue
        points: tuple[Node, ...] = (at[a], at[b])
        if data.get("geometry"):
            try:
                shape = from_wkt(str(data["geometry"]))
            except ShapelyError as error:
                raise GazetteerError(
                    f"{path}: the geometry of edge {a} to {b} is no WKT: write the file again"
                ) from error
            if shape is not None and shape.geom_type == "LineString":
                points = (at[a], *((x, y) for x, y, *_ in shape.coords[1:-1]), at[b])
                points = points if _near(shape.coords[0], at[a]) else (at[a], *points[-2:0:-1], at[b])
        roads.append(Road(_name(data), points))
    return roads, skipped


def _near(point: tuple[float, ...], node: Node) -> bool:
    return abs(point[0] - node[0]) < 1e-4 and abs(point[1] - node[1]) < 1e-4


def _name(data: Mapping[str, Any]) -> str:
    """What a road is called: its number, else its name; OSMnx writes several as a list."""
    for key in ("ref", "name"):
        value = data.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, str) and value.strip() and value.strip().lower() not in ("nan", "none"):
            return value.strip().removeprefix("['").split("'")[0].split(";")[0].strip()
    return ""


def _joined(path: Path, roads: list[Road], skipped: int) -> Roads:
    near: dict[Node, dict[Node, tuple[float, str]]] = {}
    for road in roads:
        for lon, lat in road.points:
            if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
                raise GazetteerError(
                    f"{path}: ({lon}, {lat}) is no longitude and latitude: write the graph unprojected, in EPSG:4326"
                )
        for a, b in pairwise(_cut(road.points)):
            if a == b:
                continue
            km = km_between(a[1], a[0], b[1], b[0])
            for one, other in ((a, b), (b, a)):
                near.setdefault(one, {})[other] = (km, road.name)
    if not near:
        raise GazetteerError(
            f"{path} holds no lines of roads: give its edges, not its nodes (OSMnx: `graph_to_gdfs(graph)[1]`)"
        )
    lons, lats = [p[0] for p in near], [p[1] for p in near]
    return Roads(path.name, near, (min(lons), min(lats), max(lons), max(lats)), len(roads), skipped)


def _cut(points: tuple[Node, ...]) -> Iterator[Node]:
    """The points of a line, with more between those that lie far apart."""
    last: Node | None = None
    for lon, lat in points:
        point = (round(lon, _GRAIN), round(lat, _GRAIN))
        if last is not None:
            steps = int(km_between(last[1], last[0], point[1], point[0]) // _STEP_KM)
            for i in range(1, steps + 1):
                share = i / (steps + 1)
                lon_at, lat_at = (
                    last[0] + (point[0] - last[0]) * share,
                    last[1] + (point[1] - last[1]) * share,
                )
                yield (round(lon_at, _GRAIN), round(lat_at, _GRAIN))
        yield point
        last = point
