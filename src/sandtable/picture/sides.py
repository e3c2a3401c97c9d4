"""Who stands with whom on a day. Invariant: two actors are opposed unless bonds that hold on that day say that they are
not; whom the registry names opponents no claim makes friends, and neither does a claim those who are said to fight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Literal

from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.edges import Graph, Key, meet
from sandtable.picture.eras import Bits, Days, Eras
from sandtable.picture.hearsay import believed

_RISING = frozenset({BondKind.COMMAND, BondKind.WHOLE})


# What may be asked of two actors on a day: the method of `Bonds` of that name.
Question = Literal["opposed", "aligned", "foes", "own_word", "within"]
Asked = tuple[Question, str, str]


class Bonds:
    """Bonds as a graph. All questions are as of a day; None asks of any day. `earlier`: bonds that most of these are among, from
    which what was asked of them is taken over where it is the same."""

    def __init__(self, bonds: Iterable[Bond] = (), earlier: Bonds | None = None) -> None:
        self._of: dict[str, list[Bond]] = defaultdict(list)
        spans: dict[tuple[bool, BondKind, str, str], list[tuple[date, date]]] = defaultdict(list)
        for bond in bonds:
            if not bond.denied:
                self._of[bond.above.id].append(bond)
                self._of[bond.below.id].append(bond)
                span = (bond.first or date.min, bond.last or date.max)
                spans[bond.origin != "registry", bond.kind, bond.above.id, bond.below.id].append(span)
        merged = {key: _merged(found) for key, found in spans.items()}
        self._listed = {key[1:]: days for key, days in merged.items() if not key[0]}
        self._told = {key[1:]: days for key, days in merged.items() if key[0]}
        self._eras: Eras = Eras(merged.values()) if earlier is None else earlier._eras.fitted(merged.values())
        self._answers: dict[Asked, Bits] = {}
        self._tops: dict[str, list[tuple[str, Bits]]] = {}
        if earlier is not None and earlier._eras is self._eras and "_graph" in vars(earlier):
            self._take(earlier)

    def _take(self, earlier: Bonds) -> None:
        """Takes over what is the same as it was in earlier bonds."""
        found = risen = self._graph.take(earlier._graph)
        if self._leading is not self._graph or earlier._leading is not earlier._graph:
            risen = self._leading.take(earlier._leading)
        self._tops.update((one, tops) for one, tops in [*earlier._tops.items()] if ("chain", one) in risen)
        for asked, when in [*earlier._answers.items()]:
            question, one, other = asked
            if (question == "own_word" and ("chain", one) in risen and ("side", other) in found) or (
                question == "within" and ("inside", one) in found
            ):
                self._answers[asked] = when

    def of(self, actor: str) -> tuple[Bond, ...]:
        """All bonds of an actor, of any day."""
        return tuple(self._of.get(actor, ()))

    # The graphs

    @cached_property
    def _holding(self) -> tuple[dict[Key, Bits], dict[Key, Bits]]:
        """The bonds of the registry, and those that are told and that nothing keeps apart, with the runs of their days."""
        listed = {key: self._eras.of(days) for key, days in self._listed.items()}
        told = {key: self._eras.of(days) for key, days in self._told.items()}
        return listed, believed(told, Graph(listed, self._eras.every))

    @cached_property
    def _graph(self) -> Graph:
        return self._joined(frozenset(BondKind))

    @cached_property
    def _leading(self) -> Graph:
        """The same where of what is told those bonds alone count that lead up."""
        same = all(kind is not BondKind.SAME for kind, _, _ in self._told)
        return self._graph if same else self._joined(_RISING)

    def _joined(self, kinds: frozenset[BondKind]) -> Graph:
        listed, told = self._holding
        every = dict(listed)
        for key, when in told.items():
            if key[0] in kinds:
                every[key] = every.get(key, 0) | when
        return Graph(every, self._eras.every)

    # One actor

    def chain(self, actor: str, on: date | None) -> frozenset[str]:
        """The actor and all that command it or that it is part of, however far up. Cycles are walked once."""
        number = self._eras.number(on)
        return frozenset(one for one, when in self._leading.chain(actor).items() if when >> number & 1)

    def top(self, actor: str, on: date | None) -> str:
        """The head of an actor's chain, by whose name all under it speak; the least id where there are several."""
        tops = self._tops.get(actor)
        if tops is None:
            tops = self._tops[actor] = list(self._heads(actor))
        if len(tops) == 1:
            return tops[0][0]
        number = self._eras.number(on)
        return next(one for one, when in tops if when >> number & 1)

    def _heads(self, actor: str) -> Iterable[tuple[str, Bits]]:
        """The heads of an actor's chain, each with its days; of a chain without one, the least id."""
        chain, left = self._leading.chain(actor), self._eras.every
        for unled in (True, False):
            for one in sorted(chain):
                when = left & chain[one] & (~self._leading.led(one) if unled else left)
                if when:
                    yield one, when
                    left &= ~when

    def side(self, actor: str, on: date | None) -> frozenset[str]:
        """Those whose word on its gains is its own: the actor, those over it, and the sponsors of any of these."""
        number = self._eras.number(on)
        return frozenset(one for one, when in self._graph.side(actor).items() if when >> number & 1)

    # Two actors

    def own_word(self, speaker: str, holder: str, on: date | None) -> bool:
        """Whether what a speaker for `speaker` says of `holder`'s gain is the party's own word: it is one chain with
        the holder, or backs one over it."""
        return self.so(("own_word", speaker, holder), on)

    def within(self, actor: str, whole: str, on: date | None) -> bool:
        """Whether the actor is the other or, step by step, a part of it; to be commanded by it is not enough."""
        return self.so(("within", actor, whole), on)

    def part_of(self, actor: str, whole: str, on: date | None) -> bool:
        """Whether the actor is the other, or under it, or in a coalition that is it."""
        return bool(self._graph.under(actor).get(whole, 0) >> self._eras.number(on) & 1)

    def aligned(self, one: str, other: str, on: date | None) -> bool:
        """Whether two actors stand together: one is under the other, both are under a third or in one coalition, or one
        of those over the first backs, is backed by or is allied with one of those over the second, or is backed by a
        part of it - and nothing calls them opponents."""
        return self.so(("aligned", one, other), on)

    def foes(self, one: str, other: str, on: date | None) -> bool:
        """Whether the registry names two actors, or those over them, opponents."""
        return self.so(("foes", one, other), on)

    def opposed(self, one: str, other: str, on: date | None) -> bool:
        """Whether two actors cannot both hold a place in peace: they do not stand together, and no one backer is behind
        both, or something calls them opponents."""
        return self.so(("opposed", one, other), on)

    def so(self, asked: Asked, on: date | None) -> bool:
        """Whether a question of two actors is answered with yes on a day: all of them come by here."""
        return bool(self._when(asked) >> self._eras.number(on) & 1)

    def _when(self, asked: Asked) -> Bits:
        """The runs of days on which a question is answered with yes."""
        found = self._answers.get(asked)
        if found is None:
            found = self._answers[asked] = self._worked_out(*asked)
        return found

    def _worked_out(self, question: Question, one: str, other: str) -> Bits:
        graph = self._graph
        match question:
            case "opposed":
                return 0 if one == other else graph.opposed(*sorted((one, other)))
            case "aligned":
                return self._eras.every if one == other else graph.aligned(*sorted((one, other)))
            case "foes":
                return graph.foes(one, other)
            case "own_word":
                return meet(self._leading.chain(one), graph.side(other))
            case "within":
                return graph.inside(one).get(other, 0)

    def days(self, asked: Asked, first: date, last: date) -> Bits:
        """The days from `first` to `last` on which a question is answered with yes, a bit for each day."""
        return self._eras.days(self._when(asked), first, last)

    def next_turn(self, asked: Iterable[Asked], day: date) -> date | None:
        """The first day after a day on which any of some questions is answered otherwise than on it."""
        number, differ = self._eras.number(day), 0
        for one in asked:
            when = self._when(one)
            differ |= ~when if when >> number & 1 else when
        return self._eras.after(day, differ & self._eras.every)


def _merged(spans: list[tuple[date, date]]) -> Days:
    """Spans of days joined where they touch."""
    out: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if out and (out[-1][1] == date.max or first <= out[-1][1] + date.resolution):
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)
