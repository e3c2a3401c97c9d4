"""Why an answer is as it is. Invariant: the reasons are those of the answer that they are asked of, whenever that is: they are worked
out of the scene and the day that it was given for.

Most answers are drawn on a map and nobody asks for their reasons, which take as long as the answers themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sandtable.picture.aside import Left, leavings, set_aside, who_left
from sandtable.picture.kin import Aged
from sandtable.picture.move import Act, Move
from sandtable.picture.scene import Scene
from sandtable.picture.standing import standing
from sandtable.picture.succession import Hold
from sandtable.picture.testimony import SetAside, Testimony
from sandtable.picture.weighing import Weighed, faded, state_of, weighed


@dataclass(frozen=True, slots=True)
class Why:
    """One link of an answer's chain: the rule, what it says here, and the claims it was applied to."""

    rule: str
    says: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the reasons of an answer are worked out of. `found`: the holds on the place on the day, None where nobody looked for them since all
    would be too old."""

    scene: Scene
    on: date
    found: tuple[Hold, ...] | None

    def holds(self) -> tuple[Hold, ...]:
        """The holds on the place on the day, those too old to count among them."""
        if self.found is not None:
            return self.found
        said, bonds, settings = self.scene.heardsay, self.scene.bonds, self.scene.settings
        return tuple(standing(said.told, said.denials, self.on, bonds, settings))

    def why(self) -> tuple[Why, ...]:
        """The chain, link by link."""
        scene, holds = self.scene, self.holds()
        current = weighed(scene, holds, self.on)
        why = [_aged(one) for one in faded(scene, holds, self.on)]
        for one in current:
            why += _links(scene, one)
        left = self._left(current)
        _, because = state_of(scene, [one.hold for one in current], self.on)
        why += [Why("withdrawal", one.says, one.claims) for one in who_left(left)]
        gone = left and not current
        why.append(Why("state", "who left it is said, who holds it now is not" if gone else because))
        if scene.inferred_from:
            says = f"nothing is said of {scene.place.name} itself; all of {scene.inferred_from} is"
            why.insert(0, Why("inferred", says))
        return tuple(why)

    def testimonies(self) -> tuple[Testimony, ...]:
        """What the answer rests on, in order."""
        heard = {t.order: t for t in self._used(weighed(self.scene, self.holds(), self.on))}
        return tuple(heard[key] for key in sorted(heard))

    def aside(self) -> tuple[SetAside, ...]:
        """What the answer did not use, each claim with its reason, once."""
        scene, holds = self.scene, self.holds()
        old = [
            SetAside(t.id, one.aside or "")
            for one in faded(scene, holds, self.on)
            for t in one.hold.testimonies
        ]
        used = {id(t) for t in self._used(weighed(scene, holds, self.on))}
        rest = set_aside(scene.heardsay, scene.bonds, scene.settings, used, holds, self.on)
        return tuple(dict.fromkeys((*scene.heardsay.aside, *old, *rest)))

    def left(self) -> tuple[Left, ...]:
        """Who is said to have left the place, of those leavings that bear on the day."""
        return who_left(self._left(weighed(self.scene, self.holds(), self.on)))

    def _left(self, current: list[Weighed]) -> list[Move]:
        return leavings(self.scene.heardsay, self.scene.bonds, [one.hold for one in current], self.on)

    def _used(self, current: list[Weighed]) -> list[Testimony]:
        used = [t for one in current for t in one.hold.testimonies]
        used += [m.testimony for one in current for m in (*one.hold.against, *one.hold.admitted)]
        used += [m.testimony for m in self._left(current)]
        return used + [one.given.testimony for one in current if one.given]


def _named(m: Move) -> bool:
    """Whether the claim itself names who took the place, came into it or got it."""
    return any(a.id == m.actor.id for role in ("actor", "to") for a in m.testimony.actors(role))


def _links(scene: Scene, one: Weighed) -> list[Why]:
    """The links of one hold."""
    hold, name = one.hold, one.hold.holder.name
    ids = tuple(dict.fromkeys(t.id for t in hold.testimonies))
    out = [
        Why("control", f"{name} since {hold.since}: {_dating(hold)}", ids),
    ]
    free = [m.testimony for m in hold.moves if m.act is Act.GAIN and not m.called and not _named(m)]
    if free:
        says = f"who took it is not named: {name} itself says that it is freed of others"
        out.append(Why("taker", says, tuple(dict.fromkeys(t.id for t in free))))
    called: dict[str, dict[str, None]] = {}
    for m in hold.moves:
        if m.called:
            called.setdefault(m.called, {})[m.testimony.id] = None
    for words, told in called.items():
        says = f"{words!r} is taken for {name}: it is the one side told of here that the words fit"
        out.append(Why("description", says, tuple(told)))
    for part in one.aged.under:
        says = f"what is said of {part.holder.name} stands under {name}, which it is or is a part of"
        out.append(Why("one side", says, tuple(dict.fromkeys(t.id for t in part.testimonies))))
    out.append(Why("status", one.because, tuple(m.testimony.id for m in hold.admitted)))
    if one.some:
        says = f"who is said to hold a {scene.place.type.value} holds some of it; nothing says which"
        out.append(Why("partial", says))
    if one.cut:
        out.append(Why("partial", f"{name} no longer holds all of it: another holds a part since"))
    if one.given:
        says = f"{name} no longer holds all of it: it left a part, {one.given.from_day}"
        out.append(Why("partial", says, (one.given.testimony.id,)))
    out.append(_aged(one.aged))
    return out


def _aged(one: Aged) -> Why:
    return Why("age", f"{one.hold.holder.name}: last word {one.word}; {one.row.says()}")


def _dating(hold: Hold) -> str:
    first = min(hold.moves, key=lambda m: (m.from_day, m.order))
    return "dated by its words" if first.by_words else "dated by publication, so no later than this day"
