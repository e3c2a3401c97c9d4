"""Who is part of, commands, backs and stands with whom. Invariant: an answer follows only ties that hold on the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from sandtable.orbat.records import INVERSE, Actor, Relation, Tie

Lookup = Callable[[str], Actor | None]


class Ties:
    """The ties of all actors, both ways. `get` finds an actor by id, those made from a state's template among them."""

    def __init__(self, actors: Iterable[Actor], get: Lookup) -> None:
        self._get = get
        self._inward: dict[str, list[Relation]] = {}
        for actor in actors:
            for r in actor.relations:
                back = Relation(INVERSE[r.kind], actor.id, r.start, r.end, r.source)
                self._inward.setdefault(r.actor, []).append(back)

    def of(self, actor: str, on: date | None = None) -> list[Relation]:
        """Every tie of an actor that holds on that day (ever, with no day), each read from that actor: its own and,
        turned round, those that others have to it."""
        found = self._get(actor)
        ties = [*(found.relations if found else ()), *self._inward.get(actor, ())]
        return [r for r in dict.fromkeys(ties) if r.holds(on)]

    def above(self, actor: str, on: date | None = None, kinds: tuple[Tie, ...] = (Tie.PARENT,)) -> list[str]:
        """The ids that a chain of such ties leads up to, nearest first; the actor itself is not among them."""
        seen = {actor: None}
        queue = [actor]
        for at in queue:
            for r in self.of(at, on):
                if r.kind in kinds and r.actor not in seen:
                    seen[r.actor] = None
                    queue.append(r.actor)
        return queue[1:]

    def commands(self, superior: str, subordinate: str, on: date | None = None) -> bool:
        """Whether a chain of parents and commanders leads from the subordinate up to the superior."""
        return superior in self.above(subordinate, on, (Tie.PARENT, Tie.COMMANDER))

    def backs(self, backer: str, backed: str, on: date | None = None) -> bool:
        """Whether the backer, or a part of it, sponsors the backed or a whole that the backed is part of."""
        for part in (backed, *self.above(backed, on)):
            for r in self.of(part, on):
                if r.kind is Tie.SPONSOR and (r.actor == backer or backer in self.above(r.actor, on)):
                    return True
        return False

    def opposed(self, one: str, other: str, on: date | None = None) -> bool:
        """Whether the two, or wholes that they are part of, are named as opponents."""
        return self._joined(one, other, on, Tie.OPPONENT)

    def allied(self, one: str, other: str, on: date | None = None) -> bool:
        """Whether the two are one side: allies, one above or backing the other, or members of one coalition.

        Wholes count for their parts. Named opponents are never allied.
        """
        if one == other:
            return True
        if self.opposed(one, other, on):
            return False
        if self._joined(one, other, on, Tie.ALLY):
            return True
        for a, b in ((one, other), (other, one)):
            if self.commands(a, b, on) or self.backs(a, b, on):
                return True
        return bool(self._coalitions(one, on) & self._coalitions(other, on))

    def _joined(self, one: str, other: str, on: date | None, kind: Tie) -> bool:
        others = {other, *self.above(other, on)}
        return any(
            r.kind is kind and r.actor in others
            for at in (one, *self.above(one, on))
            for r in self.of(at, on)
        )

    def _coalitions(self, actor: str, on: date | None) -> set[str]:
        """The fighting coalitions that it or a whole of it has joined; bodies such as the UN make no allies."""
        joined = {
            r.actor
            for at in (actor, *self.above(actor, on))
            for r in self.of(at, on)
            if r.kind is Tie.MEMBER_OF
        }
        return {j for j in joined if (found := self._get(j)) is not None and found.kind.value == "coalition"}
