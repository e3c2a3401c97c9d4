"""The bonds that claims tell, by the days on which they count. Invariant: a bond that is told joins nobody whom the registry
names opponents, nor, on the days of a fight between them or those under them, those who are said to fight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sandtable.picture.bonds import BondKind
from sandtable.picture.edges import Graph, Key, Sets
from sandtable.picture.eras import Bits


class Feuds:
    """Who is said to fight whom, as the registry alone, `listed`, has them under others."""

    def __init__(self, told: Mapping[Key, Bits], listed: Graph) -> None:
        self._with: dict[str, dict[str, Bits]] = defaultdict(dict)
        self._under: dict[str, dict[str, Bits]] = defaultdict(dict)
        for (kind, one, other), when in told.items():
            if kind is BondKind.OPPOSITION:
                self._with[one][other] = self._with[one].get(other, 0) | when
                self._with[other][one] = self._with[other].get(one, 0) | when
        for actor in self._with:
            for over, when in listed.chain(actor).items():
                self._under[over][actor] = when

    def between(self, one: str, other: str) -> Bits:
        """When the two, or those under them, fight each other."""
        out, others = 0, self._under.get(other, _NOBODY)
        for actor, when in self._under.get(one, _NOBODY).items():
            feuds = self._with[actor]
            for foe, also in others.items():
                if foe in feuds:
                    out |= when & also & feuds[foe]
        return out


def believed(told: Mapping[Key, Bits], listed: Graph) -> dict[Key, Bits]:
    """What is told, each bond when nothing keeps it apart; fights always."""
    feuds = Feuds(told, listed)
    apart: dict[tuple[str, str], Bits] = {}
    out = {}
    for key, when in told.items():
        kind, one, other = key
        if kind is BondKind.OPPOSITION:
            out[key] = when
            continue
        if (one, other) not in apart:
            apart[one, other] = listed.foes(one, other) | feuds.between(one, other)
        out[key] = when & ~apart[one, other]
    return out


_NOBODY: Sets = {}
