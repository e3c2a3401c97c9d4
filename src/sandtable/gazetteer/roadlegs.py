"""Legs out of a road graph. Invariant: a leg runs over the roads from one named place to the next and comes within the
stated distance of no third, so that whoever must hold every place on a way is asked about every one that it passes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import cos, inf, radians

import shapely
from shapely import STRtree
from shapely.geometry import LineString

from sandtable.gazetteer.gazetteer import Gazetteer
from sandtable.gazetteer.measure import km_between
from sandtable.gazetteer.place import GazetteerError, Leg, Place, PlaceType
from sandtable.gazetteer.roads import Node, Roads

PEOPLE = 10_000  # inhabitants from which a settlement is a stop though no report speaks of it
SNAP_KM = 5.0
BRIDGE_KM = 1.0  # a bridge further from a road than this is one that the road does not use
_STOPS = frozenset({PlaceType.SETTLEMENT, PlaceType.CROSSING, PlaceType.SITE})
_KINDS = frozenset({"bridge", "dam"})  # of sites; others only where a report speaks of them
_FINE = 0.002  # degrees, to which a leg's line is simplified


@dataclass(frozen=True, slots=True)
class _Graph:
    """The roads as numbered junctions: for each its neighbours with the km to them, and the place that it lies at, or None;
    the points between two junctions by their numbers."""

    near: list[list[tuple[int, float]]]
    at: list[str | None]
    lines: dict[tuple[int, int], tuple[Node, ...]]


def stops_by(gazetteer: Gazetteer, roads: Roads, spoken: Collection[str], km: float) -> list[Place]:
    """The places that count as stops of ways over these roads: crossings, bridges and dams, settlements of `PEOPLE` or
    more, and those of `spoken` (ids), that lie in the box of the roads or up to `km` outside it."""
    lat, lon, far = roads.middle
    found = {
        p.id: p
        for p, _ in gazetteer.nearest(lat, lon, far + km, _STOPS)
        if p.id in spoken or p.type is PlaceType.CROSSING or p.kind in _KINDS or p.population >= PEOPLE
    }
    asked = (gazetteer.get(s) for s in spoken if s not in found)
    found |= {p.id: p for p in asked if p is not None and p.type in _STOPS and "#" not in p.id}
    return [p for p in found.values() if p.kind != "quarter" and roads.within(p, km)]


def legs_over(roads: Roads, stops: Iterable[Place], km: float = SNAP_KM) -> tuple[Leg, ...]:
    """The legs between these places over these roads: each place stands for the roads within `km` of it (a bridge or dam
    within `BRIDGE_KM`), for those near several the nearest; each leg is the shortest way from one place to another that passes no third."""
    places = {p.id: p for p in stops}
    near = _snapped(roads, places.values(), km)
    graph = _thinned(roads, near)
    best: dict[tuple[str, str], tuple[float, tuple[Node, ...]]] = {}
    for place_id in sorted(set(near.values())):
        for other, (length, line) in _reached(graph, place_id).items():
            key = (min(place_id, other), max(place_id, other))
            if key not in best or length < best[key][0] - 1e-9:
                best[key] = (length, line if place_id == key[0] else line[::-1])
    return tuple(
        _leg(roads, places[a], places[b], length, line) for (a, b), (length, line) in sorted(best.items())
    )


def nearest_road(roads: Roads, place: Place) -> float:
    """The km from a place to the nearest of the roads."""
    return min(km_between(place.lat, place.lon, lat, lon) for lon, lat in roads.near)


def require(roads: Roads, legs: Collection[Leg], end: Place, stops: Collection[str], km: float) -> None:
    """Raises GazetteerError, saying what to do, where no leg begins or ends at `end`, or at any of `stops`, those inside
    it."""
    if any(s in (end.id, *stops) for leg in legs for s in (leg.start, leg.end)):
        return
    away = nearest_road(roads, end)
    if away > km:
        raise GazetteerError(
            f"{end.name} lies {away:.0f} km from the nearest road of {roads.source}: give roads that reach it, or a wider "
            f"--snap than {km:g} km"
        )
    raise GazetteerError(
        f"no road of {roads.source} leads from {end.name} to any other place: give more of the roads about it"
    )


def _snapped(roads: Roads, places: Iterable[Place], km: float) -> dict[Node, str]:
    """The nodes within `km` of a place, each with the place that is nearest."""
    nodes = list(roads.near)
    tree = STRtree(shapely.points(nodes))
    out: dict[Node, tuple[float, str]] = {}
    for place in places:
        reach = min(km, BRIDGE_KM) if place.kind in _KINDS else km
        high = reach / 110.0  # degrees, a little more than asked
        wide = high / max(0.1, cos(radians(place.lat)))
        area = shapely.box(place.lon - wide, place.lat - high, place.lon + wide, place.lat + high)
        for i in tree.query(area):
            node = nodes[i]
            away = km_between(place.lat, place.lon, node[1], node[0])
            if away <= reach and (node not in out or (away, place.id) < out[node]):
                out[node] = (away, place.id)
    return {node: place for node, (_, place) in out.items()}


def _thinned(roads: Roads, near: Mapping[Node, str]) -> _Graph:
    """The graph without blind alleys and with stretches between junctions as one edge; what lies at a place is kept."""
    degree = {n: len(others) for n, others in roads.near.items()}
    gone: set[Node] = set()
    todo = [n for n, d in degree.items() if d == 1 and n not in near]
    while todo:
        node = todo.pop()
        gone.add(node)
        for other in roads.near[node]:
            if other not in gone:
                degree[other] -= 1
                if degree[other] == 1 and other not in near:
                    todo.append(other)
    kept = [n for n, d in degree.items() if n not in gone and (n in near or d != 2)]
    number = {node: i for i, node in enumerate(kept)}
    graph = _Graph([[] for _ in kept], [near.get(n) for n in kept], {})
    for i, node in enumerate(kept):
        best: dict[int, tuple[float, tuple[Node, ...]]] = {}
        for first in roads.near[node]:
            if first not in gone:
                length, line = _stretch(roads, node, first, number, gone)
                end = number[line[-1]]
                if end != i and (end not in best or length < best[end][0]):
                    best[end] = (length, line)
        graph.near[i].extend((end, length) for end, (length, _) in best.items())
        graph.lines.update(((i, end), line) for end, (_, line) in best.items())
    return graph


def _stretch(
    roads: Roads, node: Node, first: Node, kept: Collection[Node], gone: Collection[Node]
) -> tuple[float, tuple[Node, ...]]:
    """The line from a kept node to the next by way of a neighbour, with its km."""
    line, length = [node, first], roads.near[node][first][0]
    while line[-1] not in kept:
        here, before = line[-1], line[-2]
        after = next((n for n in roads.near[here] if n != before and n not in gone), before)
        length += roads.near[here][after][0]
        line.append(after)
    return length, tuple(line)


def _reached(graph: _Graph, place: str) -> dict[str, tuple[float, tuple[Node, ...]]]:
    """The shortest way from a place to each other that can be reached past no third (Dijkstra)."""
    near, at = graph.near, graph.at
    away = [inf] * len(near)
    came = [-1] * len(near)
    queue: list[tuple[float, int]] = []
    for i, there in enumerate(at):
        if there == place:
            away[i] = 0.0
            queue.append((0.0, i))
    found: dict[str, tuple[float, tuple[Node, ...]]] = {}
    while queue:
        length, node = heappop(queue)
        if length > away[node]:
            continue
        there = at[node]
        if there is not None and there != place:
            if there not in found:
                found[there] = (length, tuple(_line(graph, came, node)))
            continue
        for other, step in near[node]:
            if length + step < away[other]:
                away[other] = length + step
                came[other] = node
                heappush(queue, (length + step, other))
    return found


def _line(graph: _Graph, came: Sequence[int], end: int) -> Iterator[Node]:
    nodes = [end]
    while came[nodes[-1]] >= 0:
        nodes.append(came[nodes[-1]])
    nodes.reverse()
    for i, (a, b) in enumerate(pairwise(nodes)):
        yield from graph.lines[a, b][1 if i else 0 :]


def _leg(roads: Roads, start: Place, end: Place, length: float, line: tuple[Node, ...]) -> Leg:
    names: Counter[str] = Counter()
    for a, b in pairwise(line):
        km, name = roads.near[a][b]
        names[name] += max(1, round(km * 1000))
    road = next((n for n, _ in names.most_common() if n), "")
    simple = list(LineString(line).simplify(_FINE).coords) if len(line) > 1 else list(line)
    from_start = km_between(start.lat, start.lon, line[0][1], line[0][0])
    to_end = km_between(end.lat, end.lon, line[-1][1], line[-1][0])
    return Leg(
        id=f"road:{start.id}:{end.id}",
        name=f"{start.name} – {end.name}{f', by {road}' if road else ''}",
        start=start.id,
        end=end.id,
        via=(),
        countries=tuple(dict.fromkeys((*start.countries, *end.countries))),
        source=roads.source,
        km=round(length + from_start + to_end, 1),
        line=tuple((round(x, 5), round(y, 5)) for x, y, *_ in simple),
    )
