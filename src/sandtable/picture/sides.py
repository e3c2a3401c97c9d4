"""Who stands with whom on a day. Invariant: two actors are opposed unless bonds that hold on that day say that they are
not; whom the registry names opponents no claim makes friends, and neither does a claim those who are said to fight."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.edges import Edges, Spell

_Spans = tuple[tuple[date, date], ...]
_Key = tuple[BondKind, str, str]
_RISING = frozenset({BondKind.COMMAND, BondKind.WHOLE})


class _Base:
    """The registry's bonds of a run of days, and which of the feuds that claims tell keep a pair apart in it."""

    def __init__(self, bonds: list[_Key], told: dict[_Key, _Spans]) -> None:
        self.edges = Edges()
        for kind, above, below in bonds:
            self.edges.add(kind, above, below)
        self.spell = Spell((self.edges,))
        self._foes: dict[tuple[str, str], bool] = {}
        self.spells: dict[frozenset[_Key], Spell] = {}
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
        self._spells: dict[int, Spell] = {}
        self._risings: dict[int, Spell] = {}

    def of(self, actor: str) -> tuple[Bond, ...]:
        """All bonds of an actor, of any day."""
        return tuple(self._of.get(actor, ()))

    def _on(self, day: date | None) -> Spell:
        key = -1 if day is None else bisect_right(self.turns, day)
        if key not in self._spells:
            self._spells[key] = self._spell(day, self._told)
        return self._spells[key]

    def _rising(self, day: date | None) -> Spell:
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

    def _spell(self, day: date | None, told: dict[_Key, _Spans]) -> Spell:
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
            edges = Edges()
            for kind, above, below in holding:
                edges.add(kind, above, below)
            base.spells[content] = Spell((base.edges, edges))
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
