"""Is there an overland way held by these. Invariant: a way is as open as its weakest leg, a leg as open as the weakest
place on it, and what is unknown is never open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from itertools import pairwise

import networkx as nx

from sandtable.gazetteer.legs import ways_between
from sandtable.gazetteer.place import Leg, Place
from sandtable.picture.grounds import Why
from sandtable.picture.holds import Holds
from sandtable.picture.sides import Bonds
from sandtable.terms import Entity


class Passage(IntEnum):
    """How open a place, leg or way is; a way takes the lowest of its legs."""

    CLOSED = 0
    UNKNOWN = 1
    CONTESTED = 2
    OPEN = 3

    @property
    def word(self) -> str:
        """The contract's word."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Post:
    """A place on a leg: how open it is to those asked about, and why; `others` are the holders that are no friends."""

    place: Place
    passage: Passage
    says: str
    holds: Holds | None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegStatus:
    """A leg with its posts in order of travel."""

    leg: Leg
    passage: Passage
    posts: tuple[Post, ...]

    @property
    def via(self) -> tuple[Place, ...]:
        """The places between its ends."""
        return tuple(post.place for post in self.posts[1:-1])

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that its status rests on."""
        return tuple(dict.fromkeys(c for p in self.posts if p.holds for c in p.holds.claims))

    @property
    def weakest(self) -> Post:
        """The post that decides its status."""
        return min(self.posts, key=lambda p: p.passage)


@dataclass(frozen=True, slots=True)
class Way:
    """A chain of legs, its status and its length in km."""

    legs: tuple[LegStatus, ...]
    km: float = 0.0

    @property
    def passage(self) -> Passage:
        """That of its weakest leg."""
        return min((leg.passage for leg in self.legs), default=Passage.UNKNOWN)

    @property
    def weakest(self) -> LegStatus | None:
        """The leg that decides it, the first of them."""
        return min(self.legs, key=lambda leg: leg.passage, default=None)


@dataclass(frozen=True, slots=True)
class Corridor:
    """The best way from one place to another for those asked about; `ways` are all that were compared, best first."""

    start: Place
    end: Place
    by: tuple[Entity, ...]
    on: date
    known: date | None
    way: Way
    ways: tuple[Way, ...]
    why: tuple[Why, ...]


def post_of(
    place: Place, holds: Holds, by: Sequence[Entity], bonds: Bonds, *, home: Entity | None = None
) -> Post:
    """How open a place is to `by`: open where every holder is one of them or stands with one of them on the day.

    `home`: the one of `by` whose own country the place lies in; it is taken to hold it while nobody says otherwise.
    """
    if holds.state == "unknown":
        if home is not None:
            return Post(
                place, Passage.OPEN, f"{home.name}'s own ground, and nobody says otherwise (inferred)", holds
            )
        return Post(place, Passage.UNKNOWN, "nobody is said to hold it, or the last word is too old", holds)
    friends: list[str] = []
    others: list[str] = []
    for position in holds.positions:
        friend = any(bonds.aligned(position.holder.id, b.id, holds.on) for b in by)
        (friends if friend else others).append(position.holder.name)
    against = tuple(others)
    if holds.state == "contested":
        if friends or not others:
            says = f"contested: {', '.join(friends + others)}"
            return Post(place, Passage.CONTESTED, says, holds, against)
        says = f"contested between others: {', '.join(others)}"
        return Post(place, Passage.CLOSED, says, holds, against)
    if others and friends:
        says = f"held by {', '.join(friends)} and {', '.join(others)}"
        return Post(place, Passage.CONTESTED, says, holds, against)
    if others:
        return Post(place, Passage.CLOSED, f"held by {', '.join(others)}", holds, against)
    stale = all(p.status == "stale" for p in holds.positions)
    return Post(
        place, Passage.OPEN, f"held by {', '.join(friends)}{' (a stale word)' if stale else ''}", holds
    )


def leg_status(leg: Leg, post: Callable[[str], Post]) -> LegStatus:
    """A leg with its posts, as open as the weakest of them."""
    posts = tuple(post(p) for p in (leg.start, *leg.via, leg.end))
    return LegStatus(leg, min(p.passage for p in posts), posts)


_WEAK = 1000.0  # a kilometre of the weakest sort weighs more than any detour


def best_way(
    legs: Iterable[LegStatus], starts: Collection[str], ends: Collection[str], km: Callable[[Leg], float]
) -> tuple[LegStatus, ...]:
    """The widest way; of the equally wide that with the fewest kilometres of the weakest sort, then the shortest. Empty
    where the legs do not join the ends."""
    ranked = list(legs)
    for floor in sorted(Passage, reverse=True):
        graph: nx.MultiGraph[object] = nx.MultiGraph()
        for leg in ranked:
            if leg.passage >= floor:
                weak = leg.passage is floor and floor is not Passage.OPEN
                length = km(leg.leg) * (_WEAK if weak else 1)
                graph.add_edge(leg.leg.start, leg.leg.end, key=leg.leg.id, km=length, leg=leg)
        graph.add_edges_from((("start",), s, {"km": 0.0}) for s in starts if s in graph)
        graph.add_edges_from((e, ("end",), {"km": 0.0}) for e in ends if e in graph)
        if ("start",) in graph and ("end",) in graph and nx.has_path(graph, ("start",), ("end",)):
            path = nx.shortest_path(graph, ("start",), ("end",), weight="km")[1:-1]
            found = []
            for a, b in pairwise(path):
                edge = min(graph[a][b].values(), key=lambda e: (e["km"], e["leg"].leg.id))
                found.append(_turned(edge["leg"], a))
            return tuple(found)
    return ()


def way_of(
    legs: Iterable[LegStatus], starts: Collection[str], ends: Collection[str], km: Callable[[Leg], float]
) -> Way:
    """The best way, with its length."""
    found = best_way(legs, starts, ends, km)
    return Way(found, sum(km(leg.leg) for leg in found))


def _turned(leg: LegStatus, start: object) -> LegStatus:
    """The leg in the direction of travel."""
    if leg.leg.start == start:
        return leg
    back = replace(
        leg.leg, start=leg.leg.end, end=leg.leg.start, via=leg.leg.via[::-1], line=leg.leg.line[::-1]
    )
    return LegStatus(back, leg.passage, leg.posts[::-1])


def _directed(
    way: Sequence[Leg],
    starts: Collection[str],
    status: Callable[[Leg], LegStatus],
    km: Callable[[Leg], float],
) -> Way:
    here = way[0].start if way[0].start in starts else way[0].end
    out = []
    for leg in way:
        turned = _turned(status(leg), here)
        out.append(turned)
        here = turned.leg.end
    return Way(tuple(out), sum(km(leg.leg) for leg in out))


def corridor_of(
    start: Place,
    end: Place,
    by: Sequence[Entity],
    on: date,
    known: date | None,
    *,
    legs: Sequence[Leg],
    starts: Collection[str],
    ends: Collection[str],
    post: Callable[[str], Post],
    km: Callable[[Leg], float],
    most: int = 1,
) -> Corridor:
    """The corridor from `start` to `end`, by the legs whose ends are in `starts` and `ends` (the places themselves,
    or those inside them where they are areas). `most`: how many ways are compared, the best among them."""
    posts: dict[str, Post] = {}

    def cached(place: str) -> Post:
        if place not in posts:
            posts[place] = post(place)
        return posts[place]

    status = {leg.id: leg_status(leg, cached) for leg in legs}
    best = way_of(status.values(), starts, ends, km)
    ways = [best] if best.legs else []
    if most > 1:
        seen = {tuple(leg.leg.id for leg in best.legs)}
        for chain in ways_between(legs, starts, ends, most):
            way = _directed(chain, starts, lambda leg: status[leg.id], km)
            ids = tuple(leg.leg.id for leg in way.legs)
            if ids not in seen:
                seen.add(ids)
                ways.append(way)
    ways.sort(key=lambda w: (w is not best, -w.passage, w.km))
    return Corridor(start, end, tuple(by), on, known, best, tuple(ways[:most]), _reasons(best, start, end))


def _reasons(way: Way, start: Place, end: Place) -> tuple[Why, ...]:
    if not way.legs:
        says = f"no chain of known legs joins {start.name} and {end.name}: give a road graph with --roads, or nearer places"
        return (Why("corridor", says),)
    out = [
        Why(
            "leg",
            f"{leg.leg.name}: {leg.passage.word}; {leg.weakest.place.name}, {leg.weakest.says}",
            leg.claims,
        )
        for leg in way.legs
    ]
    weakest = way.weakest
    if weakest is not None and weakest.passage is not Passage.OPEN:
        out.append(Why("weakest leg", f"{weakest.leg.name} decides"))
    return tuple(out)
