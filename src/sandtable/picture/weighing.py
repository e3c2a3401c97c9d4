"""How the holds on a place weigh on a day: their age, standing and extent, and what they add up to. Invariant: each is given with
the reason in words, and what has grown too old is told apart, never dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sandtable.gazetteer.place import PlaceType
from sandtable.picture.aside import part_left
from sandtable.picture.kin import Aged, aged_holds
from sandtable.picture.move import Move
from sandtable.picture.moves import whole_said
from sandtable.picture.scene import Scene
from sandtable.picture.succession import Hold, at_odds
from sandtable.picture.testimony import Testimony
from sandtable.terms import Extent

_LONG = frozenset({PlaceType.RIVER, PlaceType.RANGE, PlaceType.SEA})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A hold that still counts on the day. `status`: stale, confirmed or claimed, and `because` of what it would be one of the last two;
    `some`: the place is long, and nothing says that all of it is meant; `cut`: another has come to hold a part of the place since;
    `given`: the leaving by which its holder gave one up."""

    aged: Aged
    status: str
    because: str
    some: bool
    cut: bool
    given: Move | None

    @property
    def hold(self) -> Hold:
        """The hold itself."""
        return self.aged.hold

    @property
    def extent(self) -> str:
        """Whether it is of all of the place."""
        return "partial" if self.hold.partial or self.some or self.cut or self.given else "full"


def faded(scene: Scene, holds: Sequence[Hold], on: date) -> list[Aged]:
    """Those of some holds that are too old to count."""
    return [one for one in _aged(scene, holds, on) if one.aside is not None]


def weighed(scene: Scene, holds: Sequence[Hold], on: date) -> list[Weighed]:
    """Those of some holds that count on the day."""
    counting = [one for one in _aged(scene, holds, on) if one.aside is None]
    current = [one.hold for one in counting]
    out = []
    for one in counting:
        hold = one.hold
        status, because = _status(scene, hold, on, current)
        some = scene.place.type in _LONG and not any(whole_said(t, scene.place.id) for t in hold.testimonies)
        cut = not hold.partial and any(_cut(scene, hold, h, on) for h in current if h is not hold)
        given = None if hold.partial else part_left(scene.heardsay, hold, on)
        out.append(Weighed(one, one.age or status, because, some, cut, given))
    return out


def _aged(scene: Scene, holds: Sequence[Hold], on: date) -> list[Aged]:
    return aged_holds(holds, scene.bonds, scene.fights, on, scene.settings)


def _cut(scene: Scene, hold: Hold, other: Hold, on: date) -> bool:
    """Whether another, who is no part of the holder, came to hold a part of what it held."""
    part = other.partial and other.since > hold.since
    return part and not scene.bonds.within(other.holder.id, hold.holder.id, on)


def _status(scene: Scene, hold: Hold, on: date, current: Sequence[Hold]) -> tuple[str, str]:
    """Confirmed or claimed, and why. What is said of those under or over a holder, or of one who shares the place with it, is said of it."""
    # What a party says of a hold that it shares is its own word for those who share it too.
    holders = (hold.holder.id, *sorted(hold.shared))
    chain = [
        h for h in current
        if h is not hold and any(scene.bonds.own_word(h.holder.id, one, on) for one in holders)
    ]  # fmt: skip

    def own_side(t: Testimony) -> bool:
        return any(scene.bonds.own_word(s, h, on) for s in scene.voices.of(t).speaks_for for h in holders)

    others = [t for h in (hold, *chain) for t in h.testimonies if not own_side(t)]
    if others:
        return (
            "confirmed",
            f"{scene.voices.of(others[0]).name} says so and does not speak for {hold.holder.name}",
        )
    # Who says that a place is freed, or that the others fled it, has not had them own up to it.
    own = {m.testimony.order for m in hold.moves}
    admitted = [m for m in hold.admitted if m.testimony.order not in own and not own_side(m.testimony)]
    if admitted:
        return "confirmed", f"{admitted[0].actor.name}, who lost it, is said to have left"
    return "claimed", f"only {hold.holder.name} or those over or behind it say so"


def admissions(scene: Scene, hold: Hold, on: date) -> list[Testimony]:
    """The words by which those who lost a place own up to it: one more voice for who holds it."""

    def own(m: Move) -> bool:
        return any(scene.bonds.own_word(s, m.actor.id, on) for s in scene.voices.of(m.testimony).speaks_for)

    return [m.testimony for m in hold.admitted if own(m)]


def state_of(scene: Scene, holds: Sequence[Hold], on: date) -> tuple[str, str]:
    """Agreed, single-source, contested or unknown, and why."""
    if not holds:
        return "unknown", "nobody is said to hold it, or the last word is too old"
    if any(at_odds(a, b, scene.bonds, on) for a, b in combinations(holds, 2)):
        return "contested", "opposed holders, and the sources give no order between them"
    if any(h.against for h in holds):
        return "contested", "a voice speaks against it"
    if any(max(h.moves, key=lambda m: m.order).extent is Extent.CONTESTED for h in holds):
        return "contested", "a claim says that it is contested"
    voices = {scene.voices.of(t).key for h in holds for t in (*h.testimonies, *admissions(scene, h, on))}
    if len(voices) > 1:
        return "agreed", f"{len(voices)} independent voices and none against"
    return "single-source", "one independent voice"
