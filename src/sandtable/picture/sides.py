"""Who stands with whom on a day. Invariant: two actors are opposed unless bonds that hold on that day say that they are
not; whom the registry names opponents no claim makes friends, and neither does a claim those who are said to fight."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.edges import Days, Edges, Roll, Spell
from sandtable.picture.hearsay import Bars, Flags, Told

_RISING = frozenset({BondKind.COMMAND, BondKind.WHOLE})


class _Base:
    """The registry's bonds of a run of days, with what was worked out from them and from what is told."""

    def __init__(self, edges: Edges, told: Told) -> None:
        self.edges = edges
        self._told, self._own = told, Spell((edges,))
        self._bars: dict[bytes, Bars] = {}
        self._spells: dict[bytes, Spell] = {}

    def spell(self, active: Flags, wanted: Flags) -> Spell:
        """The registry's bonds with those that are told, `active` and `wanted`, and that no fight keeps apart."""
        which = wanted.tobytes()
        if which not in self._bars:
            self._bars[which] = self._told.bars(wanted, self._own)
        holding = active & wanted & ~self._bars[which].on(active)
        # Days on which the same bonds hold share what was worked out from them.
        content = holding.tobytes()
        if content not in self._spells:
            self._spells[content] = Spell((self.edges, Edges.of(self._told.named(holding))))
        return self._spells[content]


def _turns(spans: Iterable[Days]) -> tuple[date, ...]:
    """The days on which any of some spans begins, or has ended the day before."""
    every = [span for found in spans for span in found]
    return tuple(
        sorted(
            {first for first, _ in every} | {last + date.resolution for _, last in every if last < date.max}
        )
    )


class Bonds:
    """Bonds as a graph. All questions are as of a day; None asks of any day."""

    def __init__(self, bonds: Iterable[Bond] = ()) -> None:
        self._of: dict[str, list[Bond]] = defaultdict(list)
        spans: dict[tuple[bool, BondKind, str, str], list[tuple[date, date]]] = defaultdict(list)
        for bond in bonds:
            if not bond.denied:
                self._of[bond.above.id].append(bond)
                self._of[bond.below.id].append(bond)
                span = (bond.first or date.min, bond.last or date.max)
                spans[bond.origin != "registry", bond.kind, bond.above.id, bond.below.id].append(span)
        merged = {key: _merged(found) for key, found in spans.items()}
        listed = {key[1:]: found for key, found in merged.items() if not key[0]}
        self._listed = Roll(listed)
        told = {key[1:]: found for key, found in merged.items() if key[0]}
        self._told = Told(told)
        self._ties, self._leading = self._told.of(set(BondKind)), self._told.of(_RISING)
        self.turns = _turns(merged.values())
        self._listed_turns = _turns(listed.values())
        # Where nothing is told to lead up, a feud has no bond to keep apart.
        apart = _RISING | {BondKind.OPPOSITION} if self._leading.any() else frozenset[BondKind]()
        kept = [found for key, found in told.items() if key[0] in apart]
        self._rising_turns = _turns([*listed.values(), *kept])
        self._bases: dict[int, _Base] = {}
        self._spells: dict[int, Spell] = {}
        self._risings: dict[int, Spell] = {}

    def of(self, actor: str) -> tuple[Bond, ...]:
        """All bonds of an actor, of any day."""
        return tuple(self._of.get(actor, ()))

    def _on(self, day: date | None) -> Spell:
        key = -1 if day is None else bisect_right(self.turns, day)
        if key not in self._spells:
            self._spells[key] = self._base(day).spell(self._told.on(day), self._ties)
        return self._spells[key]

    def _rising(self, day: date | None) -> Spell:
        """The same with no bonds but those that lead up: they change more seldom."""
        key = -1 if day is None else bisect_right(self._rising_turns, day)
        if key not in self._risings:
            self._risings[key] = self._base(day).spell(self._told.on(day), self._leading)
        return self._risings[key]

    def _base(self, day: date | None) -> _Base:
        key = -1 if day is None else bisect_right(self._listed_turns, day)
        if key not in self._bases:
            self._bases[key] = _Base(self._listed.on(day), self._told)
        return self._bases[key]

    def chain(self, actor: str, on: date | None) -> frozenset[str]:
        """The actor and all that command it or that it is part of, however far up. Cycles are walked once."""
        return self._rising(on).chain(actor)

    def top(self, actor: str, on: date | None) -> str:
        """The head of an actor's chain, by whose name all under it speak; the least id where there are several."""
        return self._rising(on).top(actor)

    def side(self, actor: str, on: date | None) -> frozenset[str]:
        """Those whose word on its gains is its own: the actor, those over it, and the sponsors of any of these."""
        spell = self._on(on)
        over = spell.chain(actor)
        return over | {backer for one in over for backer in spell.backers(one)}

    def own_word(self, speaker: str, holder: str, on: date | None) -> bool:
        """Whether what a speaker for `speaker` says of `holder`'s gain is the party's own word: it is one chain with
        the holder, or backs one over it."""
        return bool(self.chain(speaker, on) & self.side(holder, on))

    def within(self, actor: str, whole: str, on: date | None) -> bool:
        """Whether the actor is the other or, step by step, a part of it; to be commanded by it is not enough."""
        return whole in self._on(on).inside(actor)

    def part_of(self, actor: str, whole: str, on: date | None) -> bool:
        """Whether the actor is the other, or under it, or in a coalition that is it."""
        return whole in self._on(on).under(actor)

    def aligned(self, one: str, other: str, on: date | None) -> bool:
        """Whether two actors stand together: one is under the other, both are under a third or in one coalition, or one
        of those over the first backs, is backed by or is allied with one of those over the second, or is backed by a
        part of it - and nothing calls them opponents."""
        if one == other:
            return True
        spell = self._on(on)
        key = (one, other) if one < other else (other, one)
        if key not in spell.known:
            spell.known[key] = spell.aligned(*key)
        return spell.known[key]

    def foes(self, one: str, other: str, on: date | None) -> bool:
        """Whether the registry names two actors, or those over them, opponents."""
        return self._on(on).foes(one, other)

    def opposed(self, one: str, other: str, on: date | None) -> bool:
        """Whether two actors cannot both hold a place in peace: they do not stand together, and no one backer is behind
        both, or something calls them opponents."""
        if one == other:
            return False
        spell = self._on(on)
        key = (one, other) if one < other else (other, one)
        if key not in spell.rivals:
            spell.rivals[key] = spell.opposed(*key)
        return spell.rivals[key]


def _merged(spans: list[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Spans of days joined where they touch."""
    out: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if out and (out[-1][1] == date.max or first <= out[-1][1] + date.resolution):
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)
