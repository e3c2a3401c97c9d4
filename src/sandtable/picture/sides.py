"""Who stands with whom on a day. Invariant: two actors are opposed unless bonds that hold on that day say that they are
not; whom the registry names opponents no claim makes friends, and neither does a claim those who are said to fight."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sandtable.picture.bonds import Bond, BondKind


class _Edges:
    """Bonds as steps from actor to actor."""

    def __init__(self) -> None:
        self.up: dict[str, set[str]] = defaultdict(set)
        self.wholes: dict[str, set[str]] = defaultdict(set)
        self.joined: dict[str, set[str]] = defaultdict(set)
        self.backers: dict[str, set[str]] = defaultdict(set)
        self.friends: dict[str, set[str]] = defaultdict(set)
        self.opponents: dict[str, set[str]] = defaultdict(set)

    def add(self, kind: BondKind, above: str, below: str) -> None:
        """Take a bond in."""
        if kind in (BondKind.COMMAND, BondKind.WHOLE):
            self.up[below].add(above)
            if kind is BondKind.WHOLE:
                self.wholes[below].add(above)
        elif kind is BondKind.SAME:
            for graph in (self.up, self.wholes):
                graph[below].add(above)
                graph[above].add(below)
        elif kind is BondKind.COALITION:
            self.joined[below].add(above)
        elif kind is BondKind.OPPOSITION:
            self.opponents[above].add(below)
            self.opponents[below].add(above)
        elif kind in (BondKind.BACKING, BondKind.ALLIANCE):
            self.friends[above].add(below)
            self.friends[below].add(above)
            if kind is BondKind.BACKING:
                self.backers[below].add(above)


@dataclass(slots=True)
class _Spell:
    """The bonds of a run of days on which the same ones hold (the registry's, then those that claims tell), with what was
    worked out from them."""

    edges: tuple[_Edges, ...]
    chains: dict[str, frozenset[str]] = field(default_factory=dict)
    unders: dict[str, frozenset[str]] = field(default_factory=dict)
    known: dict[tuple[str, str], bool] = field(default_factory=dict)
    rivals: dict[tuple[str, str], bool] = field(default_factory=dict)
    insides: dict[str, frozenset[str]] = field(default_factory=dict)
    tops: dict[str, str] = field(default_factory=dict)

    def top(self, actor: str) -> str:
        """The head of an actor's chain, the least id of several."""
        if actor not in self.tops:
            chain = self.chain(actor)
            self.tops[actor] = min([one for one in chain if not self._led(one)] or chain)
        return self.tops[actor]

    def _led(self, actor: str) -> bool:
        """Whether any other is over the actor."""
        return any(over != actor for e in self.edges for over in e.up.get(actor, ()))

    def chain(self, actor: str) -> frozenset[str]:
        """The actor and all over it."""
        if actor not in self.chains:
            self.chains[actor] = _walk(actor, [e.up for e in self.edges])
        return self.chains[actor]

    def under(self, actor: str) -> frozenset[str]:
        """The actor, all over it, and the coalitions that any of these is in."""
        if actor not in self.unders:
            self.unders[actor] = _walk(actor, [graph for e in self.edges for graph in (e.up, e.joined)])
        return self.unders[actor]

    def inside(self, actor: str) -> frozenset[str]:
        """The actor and all that it is a part of."""
        if actor not in self.insides:
            self.insides[actor] = _walk(actor, [e.wholes for e in self.edges])
        return self.insides[actor]

    def backers(self, actor: str) -> Iterator[str]:
        """Those who back the actor."""
        return (one for e in self.edges for one in e.backers.get(actor, ()))

    def _friends(self, actor: str) -> Iterator[str]:
        return (one for e in self.edges for one in e.friends.get(actor, ()))

    def _joined(self, actor: str) -> Iterator[str]:
        return (one for e in self.edges for one in e.joined.get(actor, ()))

    def _opponents(self, actor: str) -> Iterator[str]:
        return (one for e in self.edges for one in e.opponents.get(actor, ()))

    def befriended(self, up: frozenset[str], other: str, over: frozenset[str]) -> bool:
        """Whether one of `up` backs, is backed by or is allied with one of `over`, or is backed by a part of `other`."""
        if any(friend in over for actor in up for friend in self._friends(actor)):
            return True
        return any(other in self.chain(backer) for actor in up for backer in self.backers(actor))

    def patrons(self, actor: str) -> frozenset[str]:
        """Those who back the actor or one over it, with all over them."""
        found = {backer for one in self.chain(actor) for backer in self.backers(one)}
        return frozenset(over for backer in found for over in self.chain(backer))

    def opposed(self, one: str, other: str) -> bool:
        """Whether the two fight for different sides as far as known."""
        if self.aligned(one, other):
            return False
        return self.foes(one, other) or not self.patrons(one) & self.patrons(other)

    def foes(self, one: str, other: str) -> bool:
        """Whether the two are opponents, or parts of opponents that no bond of their own joins."""
        if other in self._opponents(one):
            return True
        if other in self.under(one) or one in self.under(other):
            return False
        over = self.chain(other)
        return any(enemy in over for actor in self.chain(one) for enemy in self._opponents(actor))

    def aligned(self, one: str, other: str) -> bool:
        """Whether the two stand together."""
        if self.foes(one, other):
            return False
        if other in self.under(one) or one in self.under(other):
            return True
        up, over = self.chain(one), self.chain(other)
        if up & over or self.befriended(up, other, over) or self.befriended(over, one, up):
            return True
        mine = {body for actor in up for body in self._joined(actor)}
        return any(body in mine for actor in over for body in self._joined(actor))


def _walk(actor: str, graphs: Sequence[dict[str, set[str]]]) -> frozenset[str]:
    """The actor and all that steps along the graphs lead to."""
    seen, todo = {actor}, [actor]
    while todo:
        one = todo.pop()
        for graph in graphs:
            new = graph.get(one, _NOBODY) - seen
            seen |= new
            todo += new
    return frozenset(seen)


_NOBODY: frozenset[str] = frozenset()
_Spans = tuple[tuple[date, date], ...]
_Key = tuple[BondKind, str, str]
_RISING = frozenset({BondKind.COMMAND, BondKind.WHOLE})


class _Base:
    """The registry's bonds of a run of days, and which of the feuds that claims tell keep a pair apart in it."""

    def __init__(self, bonds: list[_Key], told: dict[_Key, _Spans]) -> None:
        self.edges = _Edges()
        for kind, above, below in bonds:
            self.edges.add(kind, above, below)
        self.spell = _Spell((self.edges,))
        self._foes: dict[tuple[str, str], bool] = {}
        self.spells: dict[frozenset[_Key], _Spell] = {}
        self._told = told
        self._under: dict[str, list[str]] = defaultdict(list)
        fighters = {actor for kind, *pair in told if kind is BondKind.OPPOSITION for actor in pair}
        for actor in fighters:
            for over in self.spell.chain(actor):
                self._under[over].append(actor)
        self._between: dict[tuple[str, str], list[_Spans]] = {}

    def foes(self, one: str, other: str) -> bool:
        """Whether the registry makes the two opponents."""
        if (one, other) not in self._foes:
            self._foes[one, other] = self.spell.foes(one, other)
        return self._foes[one, other]

    def feuds(self, one: str, other: str) -> list[_Spans]:
        """The days of the fights of those under the two, each with those under the other."""
        if (one, other) not in self._between:
            pairs = [(a, b) for a in self._under.get(one, ()) for b in self._under.get(other, ())]
            keys = [(BondKind.OPPOSITION, *pair) for a, b in pairs for pair in ((a, b), (b, a))]
            self._between[one, other] = [self._told[key] for key in keys if key in self._told]
        return self._between[one, other]


def _holds(spans: _Spans, day: date | None) -> bool:
    """Whether any of some spans of days, which do not touch, has the day in it."""
    if day is None:
        return True
    n = bisect_right(spans, day, key=_first)
    return n > 0 and day <= spans[n - 1][1]


def _first(span: tuple[date, date]) -> date:
    return span[0]


def _turns(spans: Iterable[_Spans]) -> tuple[date, ...]:
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
        self._listed = {key[1:]: found for key, found in merged.items() if not key[0]}
        self._told = {key[1:]: found for key, found in merged.items() if key[0]}
        self.turns = _turns(merged.values())
        self._listed_turns = _turns(self._listed.values())
        self._rising_told = {key: found for key, found in self._told.items() if key[0] in _RISING}
        feuds = [found for key, found in self._told.items() if key[0] is BondKind.OPPOSITION]
        # Where nothing is told to lead up, a feud has no bond to keep apart.
        kept = [*self._rising_told.values(), *feuds] if self._rising_told else []
        self._rising_turns = _turns([*self._listed.values(), *kept])
        self._bases: dict[int, _Base] = {}
        self._spells: dict[int, _Spell] = {}
        self._risings: dict[int, _Spell] = {}

    def of(self, actor: str) -> tuple[Bond, ...]:
        """All bonds of an actor, of any day."""
        return tuple(self._of.get(actor, ()))

    def _on(self, day: date | None) -> _Spell:
        key = -1 if day is None else bisect_right(self.turns, day)
        if key not in self._spells:
            self._spells[key] = self._spell(day, self._told)
        return self._spells[key]

    def _rising(self, day: date | None) -> _Spell:
        """The same with no bonds but those that lead up: they change more seldom."""
        key = -1 if day is None else bisect_right(self._rising_turns, day)
        if key not in self._risings:
            self._risings[key] = self._spell(day, self._rising_told)
        return self._risings[key]

    def _base(self, day: date | None) -> _Base:
        key = -1 if day is None else bisect_right(self._listed_turns, day)
        if key not in self._bases:
            self._bases[key] = _Base(
                [one for one, found in self._listed.items() if _holds(found, day)], self._told
            )
        return self._bases[key]

    def _spell(self, day: date | None, told: dict[_Key, _Spans]) -> _Spell:
        base = self._base(day)
        fought: dict[tuple[str, str], bool] = {}
        holding: list[_Key] = []
        for key, found in told.items():
            if not _holds(found, day):
                continue
            kind, above, below = key
            if kind is not BondKind.OPPOSITION:
                pair = (above, below)
                if pair not in fought:
                    feuds = base.feuds(above, below)
                    fought[pair] = base.foes(above, below) or any(_holds(feud, day) for feud in feuds)
                if fought[pair]:
                    continue
            holding.append(key)
        # Days on which the same bonds hold share what was worked out from them.
        content = frozenset(holding)
        if content not in base.spells:
            edges = _Edges()
            for kind, above, below in holding:
                edges.add(kind, above, below)
            base.spells[content] = _Spell((base.edges, edges))
        return base.spells[content]

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
