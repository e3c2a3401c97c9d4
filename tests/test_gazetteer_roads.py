"""Road graphs of the user's own: what is read of the files that OSMnx and pyrosm write, and the legs found over them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import networkx as nx
import pytest

from sandtable.gazetteer import Gazetteer, GazetteerError, Leg, Place, PlaceType
from sandtable.gazetteer.roadlegs import legs_over, require, stops_by
from sandtable.gazetteer.roads import Roads, read_roads

# West to east along 34 N, a degree (92 km) apart; a side road goes north half way between b and c to n.
PLACES = {
    name: Place(f"p:{name}", name.upper(), PlaceType.SETTLEMENT, lat, lon, "XX", ("XX",))
    for name, lat, lon in (
        ("a", 34.0, 40.0),
        ("b", 34.02, 41.0),
        ("c", 34.0, 42.0),
        ("n", 34.5, 41.5),
        ("far", 36.0, 45.0),
    )
}
LINES: list[list[list[float]]] = [
    [[40.0, 34.0], [41.0, 34.0], [41.5, 34.0]],
    [[41.5, 34.0], [42.0, 34.0]],
    [[41.5, 34.0], [41.5, 34.5]],
]


def geojson(path: Path, lines: Sequence[object] = LINES, **more: object) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"ref": "M20", **more},
            "geometry": {"type": "LineString", "coordinates": line},
        }
        for line in lines
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def graphml(path: Path, *, drop: str = "", scale: float = 1.0) -> Path:
    """As OSMnx writes it: all values are text, an edge's bends are in its `geometry`, each way its own edge."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(crs="epsg:4326")
    nodes = {"1": (40.0, 34.0), "2": (41.5, 34.0), "3": (42.0, 34.0), "4": (41.5, 34.5)}
    for node, (x, y) in nodes.items():
        graph.add_node(node, **{k: str(v * scale) for k, v in (("x", x), ("y", y)) if k != drop})
    bend = "LINESTRING (40 34, 41 34, 41.5 34)"
    graph.add_edge("1", "2", length="138000", ref="['M20', 'A1']", geometry=bend)
    graph.add_edge("2", "1", length="138000", ref="M20", geometry="LINESTRING (41.5 34, 41 34, 40 34)")
    graph.add_edge("2", "3", length="46000", name="Desert road")
    graph.add_edge("4", "2", length="55000")
    nx.write_graphml(graph, path)
    return path


def found(roads: Roads, km: float = 5.0) -> dict[tuple[str, str], Leg]:
    return {(leg.start[2:], leg.end[2:]): leg for leg in legs_over(roads, PLACES.values(), km)}


@pytest.mark.parametrize("write", [geojson, graphml])
def test_legs_pass_no_third_place(write: Callable[[Path], Path], tmp_path: Path) -> None:
    legs = found(read_roads(write(tmp_path / "roads")))
    # From A to C the road passes B; from B the side road to N and the road to C pass nobody else.
    assert set(legs) == {("a", "b"), ("b", "c"), ("b", "n"), ("c", "n")}
    assert legs["a", "b"].km == pytest.approx(92.2, abs=3)
    assert legs["b", "n"].km == pytest.approx(46.1 + 55.6, abs=3)
    assert legs["a", "b"].name == "A – B, by M20"
    assert legs["a", "b"].source == "roads"
    line = legs["b", "n"].line
    assert line[0] == pytest.approx((41.0, 34.0), abs=0.06)
    assert (41.5, 34.0) in line
    assert line[-1] == pytest.approx((41.5, 34.5), abs=0.06)


def test_the_distance_decides_who_is_on_the_road(tmp_path: Path) -> None:
    roads = read_roads(geojson(tmp_path / "roads.geojson"))
    near = found(roads, 1.0)
    assert ("a", "c") in near
    assert not any("b" in ends for ends in near)


def test_multilines_and_lines_that_cross_at_a_bend(tmp_path: Path) -> None:
    """pyrosm keeps a way whole: a junction may be any of its vertices."""
    whole = [[40.0, 34.0], [41.0, 34.0], [41.5, 34.0], [42.0, 34.0]]
    path = tmp_path / "ways.geojson"
    path.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "properties": {"name": "nan"}, "geometry": {"type": "MultiLineString", "coordinates": [whole]}},
                    {"type": "Feature", "properties": None, "geometry": {"type": "LineString", "coordinates": LINES[2]}},
                    {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [41, 34]}},
                ],
            }
        )
    )  # fmt: skip
    roads = read_roads(path)
    assert (roads.lines, roads.skipped) == (2, 1)
    assert {("b", "n"), ("c", "n")} <= set(found(roads))


def test_a_bridge_beside_the_road_is_not_on_it(tmp_path: Path) -> None:
    roads = read_roads(geojson(tmp_path / "roads.geojson"))
    beside = Place("p:bridge", "Bridge", PlaceType.SITE, 34.03, 40.5, "XX", ("XX",), kind="bridge")
    on_it = Place("p:span", "Span", PlaceType.SITE, 34.005, 41.7, "XX", ("XX",), kind="bridge")
    legs = legs_over(roads, [*PLACES.values(), beside, on_it])
    ends = {e for leg in legs for e in (leg.start, leg.end)}
    assert "p:bridge" not in ends
    assert "p:span" in ends


def test_a_detour_is_no_blind_alley(tmp_path: Path) -> None:
    """Two roads from B to C: the shorter is the leg, and blind alleys change nothing."""
    detour = [[41.0, 34.0], [41.5, 33.5], [42.0, 34.0]]
    alley = [[41.5, 33.5], [41.6, 33.2]]
    legs = found(read_roads(geojson(tmp_path / "roads.geojson", [*LINES, detour, alley])))
    assert legs["b", "c"].km == pytest.approx(92.2, abs=3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,lat\n", "neither GeoJSON nor GraphML"),
        ("{", "is no JSON"),
        ('{"type": "FeatureCollection", "features": []}', "holds no lines of roads"),
        ('{"type": "LineString", "coordinates": [["x", 1], [2, 3]]}', "no pairs of numbers"),
        ('{"type": "LineString", "coordinates": [[412000, 3800000], [413000, 3800000]]}', "EPSG:4326"),
        ("<graphml><graph>", "no GraphML that can be read"),
        ("<html></html>", "GraphML"),
    ],
)
def test_errors_say_what_to_do(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "roads"
    path.write_text(text)
    with pytest.raises(GazetteerError, match=says):
        read_roads(path)


def test_a_missing_file_and_a_projected_graph(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot read"):
        read_roads(tmp_path / "none.geojson")
    with pytest.raises(GazetteerError, match="unprojected"):
        read_roads(graphml(tmp_path / "projected.graphml", scale=1000.0))
    with pytest.raises(GazetteerError, match="holds no lines"):
        read_roads(graphml(tmp_path / "nowhere.graphml", drop="x"))


def test_ends_that_the_roads_do_not_reach(tmp_path: Path) -> None:
    roads = read_roads(geojson(tmp_path / "roads.geojson"))
    legs = legs_over(roads, PLACES.values())
    require(roads, legs, PLACES["a"], (), 5.0)
    with pytest.raises(GazetteerError, match=r"FAR lies \d+ km from the nearest road"):
        require(roads, legs, PLACES["far"], (), 5.0)
    with pytest.raises(GazetteerError, match=r"no road of roads\.geojson leads from A"):
        require(roads, (), PLACES["a"], (), 5.0)


def test_stops_are_the_gazetteers(gazetteer: Gazetteer, tmp_path: Path) -> None:
    """Abu Kamal to Mayadin by the river: large towns, crossings, and small places only where reports name them."""
    line = [[41.0, 34.37], [40.92, 34.45], [40.7, 34.75], [40.45, 35.02]]
    roads = read_roads(geojson(tmp_path / "roads.geojson", [line]))
    names = {p.name for p in stops_by(gazetteer, roads, (), 5.0)}
    assert {"Abu Kamal", "Mayadin", "Al-Qaim–Al-Bukamal crossing"} <= names
    assert "Al-Salihiyah" not in names
    small = next(m.place for m in gazetteer.find("Al-Salihiyah") if "SY" in m.place.countries)
    assert "Al-Salihiyah" in {p.name for p in stops_by(gazetteer, roads, {small.id}, 5.0)}
