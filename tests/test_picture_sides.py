"""Who stands with whom on a day is what a plain walk over the bonds of that day gives, over random bonds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from picture_world import actor

from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.sides import Bonds, Question

START = date(2017, 1, 1)
ACTORS = [f"a:{name}" for name in "bcdefgh"]
Step = tuple[str, str]


def _bond(kind: BondKind, above: str, below: str, first: int, days: int, origin: str) -> Bond:
    begins = START + timedelta(days=first)
    ends = None if days > 40 else begins + timedelta(days=days)
    one, other = (actor(name.removeprefix("a:")) for name in (above, below))
    return Bond(kind, one, other, begins if first else None, ends, None, None, origin)


BONDS = st.lists(
    st.builds(
        _bond,
        st.sampled_from(list(BondKind)),
        st.sampled_from(ACTORS),
        st.sampled_from(ACTORS),
        st.integers(0, 30),
        st.integers(0, 50),
        st.sampled_from(["registry", "claims"]),
    ).filter(lambda b: b.above.id != b.below.id),
    max_size=14,
)


class Plain:
    """The bonds of one day, walked anew for every question."""

    def __init__(
        self, bonds: Iterable[Bond], on: date, only: frozenset[BondKind] = frozenset(BondKind)
    ) -> None:
        now = [b for b in bonds if b.holds(on)]
        self.bonds = [b for b in now if b.origin == "registry"]
        base = self.bonds
        told = [b for b in now if b.origin != "registry"]
        fights = {frozenset((b.above.id, b.below.id)) for b in told if b.kind is BondKind.OPPOSITION}
        fighters = {a for pair in fights for a in pair}

        def apart(b: Bond) -> bool:
            one, other = (
                {f for f in fighters if over in self.chain(f, base)} for over in (b.above.id, b.below.id)
            )
            return self.foes(b.above.id, b.below.id, base) or any(
                frozenset((x, y)) in fights for x in one for y in other
            )

        kept = [b for b in told if b.kind is BondKind.OPPOSITION or not apart(b)]
        self.bonds = [*base, *(b for b in kept if b.kind in only)]

    def steps(self, kinds: Iterable[BondKind], bonds: Iterable[Bond] | None = None) -> set[Step]:
        out = set()
        for b in self.bonds if bonds is None else bonds:
            if b.kind in kinds:
                out.add((b.below.id, b.above.id))
                if b.kind in (BondKind.SAME, BondKind.ALLIANCE, BondKind.OPPOSITION):
                    out.add((b.above.id, b.below.id))
        return out

    def walk(self, one: str, steps: set[Step]) -> set[str]:
        seen = {one}
        for _ in ACTORS:
            seen |= {b for a, b in steps if a in seen}
        return seen

    def chain(self, one: str, bonds: Iterable[Bond] | None = None) -> set[str]:
        return self.walk(one, self.steps({BondKind.COMMAND, BondKind.WHOLE, BondKind.SAME}, bonds))

    def under(self, one: str, bonds: Iterable[Bond] | None = None) -> set[str]:
        kinds = {BondKind.COMMAND, BondKind.WHOLE, BondKind.SAME, BondKind.COALITION}
        return self.walk(one, self.steps(kinds, bonds))

    def foes(self, one: str, other: str, bonds: Iterable[Bond] | None = None) -> bool:
        against = self.steps({BondKind.OPPOSITION}, bonds)
        if (one, other) in against:
            return True
        if other in self.under(one, bonds) or one in self.under(other, bonds):
            return False
        return any((a, b) in against for a in self.chain(one, bonds) for b in self.chain(other, bonds))

    def patrons(self, one: str) -> set[str]:
        backing = self.steps({BondKind.BACKING})
        return {
            over for a in self.chain(one) for b, backer in backing if a == b for over in self.chain(backer)
        }

    def aligned(self, one: str, other: str) -> bool:
        if one == other:
            return True
        if self.foes(one, other):
            return False
        up, over = self.chain(one), self.chain(other)
        friends = self.steps({BondKind.BACKING, BondKind.ALLIANCE})
        bodies = self.steps({BondKind.COALITION})
        return (
            other in self.under(one)
            or one in self.under(other)
            or bool(up & over)
            or any((a, b) in friends or (b, a) in friends for a in up for b in over)
            or other in self.patrons(one)
            or one in self.patrons(other)
            or any(
                (a, body) in bodies and (b, body) in bodies for a in up for b in over for _, body in bodies
            )
        )

    def opposed(self, one: str, other: str) -> bool:
        if one == other or self.aligned(one, other):
            return False
        return self.foes(one, other) or not self.patrons(one) & self.patrons(other)


@settings(max_examples=300, deadline=None)
@given(BONDS, st.lists(st.integers(0, 80), min_size=1, max_size=6))
def test_a_day_is_what_its_bonds_say(bonds: list[Bond], days: list[int]) -> None:
    graph = Bonds(bonds)
    for n in days:
        day = START + timedelta(days=n)
        plain = Plain(bonds, day)
        leading = Plain(bonds, day, frozenset({BondKind.COMMAND, BondKind.WHOLE}))
        for one in ACTORS:
            assert graph.chain(one, day) == leading.chain(one)
            assert graph.part_of(one, "a:c", day) == ("a:c" in plain.under(one))
            for other in ACTORS:
                assert graph.foes(one, other, day) == plain.foes(one, other)
                assert graph.aligned(one, other, day) == plain.aligned(one, other)
                assert graph.opposed(one, other, day) == plain.opposed(one, other)


@settings(max_examples=300, deadline=None)
@given(BONDS, BONDS, st.lists(st.integers(0, 80), min_size=1, max_size=3))
def test_what_is_taken_over_from_earlier_bonds_is_what_these_say(
    bonds: list[Bond], more: list[Bond], days: list[int]
) -> None:
    earlier = Bonds([*bonds, *more[:2]])
    asked = [(q, a, b) for q in get_args(Question) for a in ACTORS for b in ACTORS]

    def answers(graph: Bonds) -> list[object]:
        told: list[object] = []
        for day in (None, *(START + timedelta(days=n) for n in days)):
            told += [graph.so(one, day) for one in asked]
            told += [(graph.top(a, day), graph.chain(a, day), graph.side(a, day)) for a in ACTORS]
            told += [graph.next_turn([one], day) for one in asked if day is not None]
        return told

    answers(earlier)
    assert answers(Bonds(bonds, earlier)) == answers(Bonds(bonds))
