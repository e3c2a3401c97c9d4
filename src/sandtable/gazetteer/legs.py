"""Overland ways as legs. Invariant: a leg is one stretch of road between two named places, and a way is a chain
of legs that visits no place twice.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from sandtable.gazetteer.place import GazetteerError, Leg
from sandtable.gazetteer.rows import toml


def read_legs() -> tuple[Leg, ...]:
    """The legs of `legs.toml`, in its order. Raises GazetteerError where one lacks its source or repeats an id."""
    legs: dict[str, Leg] = {}
    for row in toml("legs.toml")["leg"]:
        leg = Leg(
            id=row["id"],
            name=row["name"],
            start=row["from"],
            end=row["to"],
            via=tuple(row.get("via", ())),
            countries=tuple(row["countries"]),
            source=row.get("source", ""),
        )
        if leg.id in legs or not leg.source:
            raise GazetteerError(f"legs.toml, {leg.id}: give each leg once, and with its source")
        legs[leg.id] = leg
    return tuple(legs.values())


def ways_between(
    legs: Sequence[Leg], starts: Collection[str], ends: Collection[str], most: int
) -> list[tuple[Leg, ...]]:
    """Up to `most` chains of legs from any of `starts` to any of `ends`, fewest legs first, taken in either
    direction; none passes through a second start or end."""
    import networkx as nx

    graph: nx.Graph[Any] = nx.Graph()
    for leg in legs:
        if not graph.has_edge(leg.start, leg.end):
            graph.add_edge(leg.start, leg.end, leg=leg)
    graph.add_edges_from((("start",), s) for s in starts if s in graph)
    graph.add_edges_from((e, ("end",)) for e in ends if e in graph)
    if ("start",) not in graph or ("end",) not in graph or not nx.has_path(graph, ("start",), ("end",)):
        return []
    ways: list[tuple[Leg, ...]] = []
    for path in nx.shortest_simple_paths(graph, ("start",), ("end",)):
        inner = path[1:-1]
        through = inner[1:-1]
        if not any(p in starts or p in ends for p in through):
            ways.append(tuple(graph.edges[a, b]["leg"] for a, b in pairwise(inner)))
        if len(ways) == most:
            break
    return [way for way in ways if way]
