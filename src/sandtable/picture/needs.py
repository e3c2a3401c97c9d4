"""What would change a corridor. Invariant: it tells what must come to be said or to be so at the weakest leg, place by
place, from the answer itself; it foretells nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sandtable.picture.corridor import LegStatus, Passage, Post, Way
from sandtable.terms import Entity


@dataclass(frozen=True, slots=True)
class Need:
    """What must change at one place for the leg to open."""

    post: Post
    says: str

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that stand in the way."""
        return self.post.holds.claims if self.post.holds else ()


@dataclass(frozen=True, slots=True)
class Lever:
    """The weakest leg of a way, what its places need, and how open the way would be with it open; `next` is the leg that
    would then decide, None where the way would be open."""

    leg: LegStatus
    needs: tuple[Need, ...]
    then: Passage
    next: LegStatus | None


def lever_of(way: Way, by: Sequence[Entity]) -> Lever | None:
    """What would change a way: None where it is open or has no legs."""
    leg = way.weakest
    if leg is None or leg.passage is Passage.OPEN:
        return None
    needs = {p.place.id: Need(p, _need(p, by)) for p in leg.posts if p.passage is not Passage.OPEN}
    # A place of this leg is open for its neighbours too.
    rest = [(_without(other, needs), other) for other in way.legs if other is not leg]
    then = min((passage for passage, _ in rest), default=Passage.OPEN)
    after = next((other for passage, other in rest if passage is then), None)
    return Lever(leg, tuple(needs.values()), then, None if then is Passage.OPEN else after)


def _without(leg: LegStatus, opened: Collection[str]) -> Passage:
    left = [p.passage for p in leg.posts if p.place.id not in opened]
    return min(left, default=Passage.OPEN)


def _need(post: Post, by: Sequence[Entity]) -> str:
    us = " or ".join(b.name for b in by)
    holds = post.holds
    if post.passage is Passage.UNKNOWN or holds is None:
        aged = [w.says for w in holds.why if w.rule == "age"] if holds else []
        last = f" ({'; '.join(aged)})" if aged else ""
        return f"a report that {us} or a force on that side holds it{last}"
    others = list(dict.fromkeys(post.others))
    if post.passage is Passage.CLOSED:
        who = ", ".join(others) or "its holder"
        return f"{who} to lose it to {us} or their friends, or to come to stand with them"
    against = list(dict.fromkeys(v.source for p in holds.positions for v in p.against))
    out = []
    if others:
        out.append(f"{', '.join(others)} to be out of it")
    if against:
        out.append(f"{', '.join(against)} to take back what they say against it")
    return ", and ".join(out) or "a report that it is no longer contested"
