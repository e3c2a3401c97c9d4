"""Who holds a place: the answer and its reasons. Invariant: every position names the claims it rests on, nothing is
filled in but by a rule that the answer names, and with age a position fades but never passes to another holder."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sandtable.gazetteer.place import Place
from sandtable.picture.aside import Left
from sandtable.picture.grounds import Grounds, Why
from sandtable.picture.pressure import Pressure, pressure_on
from sandtable.picture.scene import Scene
from sandtable.picture.settings import Ageing
from sandtable.picture.standing import standing
from sandtable.picture.testimony import SetAside, Testimony
from sandtable.picture.voices import spoken
from sandtable.picture.weighing import admissions, state_of, weighed
from sandtable.terms import Position


@dataclass(frozen=True, slots=True)
class Share:
    """A segment of a border with its own answer. `km`: its length, None where it is not known."""

    holds: Holds
    km: float | None


@dataclass(frozen=True, slots=True)
class Holds:
    """Who holds a place on a day. `state` is agreed, single-source, contested or unknown.

    `inferred`: nothing was said of the place itself, so the answer is that of what it lies in, `inferred_from`. `left`: where
    nobody is said to hold it, who is said to have left it.
    """

    place: Place
    on: date
    known: date | None
    state: str
    positions: tuple[Position, ...]
    pressure: tuple[Pressure, ...] = ()
    ageing: tuple[tuple[str, Ageing], ...] = ()
    grounds: Grounds | None = field(default=None, compare=False, repr=False)
    segments: tuple[Share, ...] = ()
    inferred_from: str | None = None

    @property
    def aside(self) -> tuple[SetAside, ...]:
        """What the answer did not use, and why."""
        return self.grounds.aside() if self.grounds else ()

    @property
    def why(self) -> tuple[Why, ...]:
        """The chain behind it."""
        return self.grounds.why() if self.grounds else ()

    @property
    def testimonies(self) -> tuple[Testimony, ...]:
        """The claims that it rests on, with where they were said."""
        return self.grounds.testimonies() if self.grounds else ()

    @property
    def left(self) -> tuple[Left, ...]:
        """Where nobody is said to hold it, who is said to have left it."""
        return self.grounds.left() if self.grounds and not self.positions else ()

    @property
    def inferred(self) -> bool:
        """Whether the answer is taken from what the place lies in."""
        return self.inferred_from is not None

    @property
    def holders(self) -> tuple[str, ...]:
        """The ids of those who are said to hold it."""
        return tuple(p.holder.id for p in self.positions)

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims that the positions rest on, for and against, each once."""
        return tuple(
            dict.fromkeys(c for p in self.positions for v in (*p.voices, *p.against) for c in v.claims)
        )


def holds_of(scene: Scene, on: date, known: date | None = None) -> Holds:
    """Who holds the scene's place on a day."""
    pressure = pressure_on(scene.bouts, scene.places, on, scene.settings)
    if not scene.stirs(on, on):
        return Holds(scene.place, on, known, "unknown", (), pressure, grounds=Grounds(scene, on, None))
    said = scene.heardsay
    holds = standing(said.told, said.denials, on, scene.bonds, scene.settings)
    current = weighed(scene, holds, on)
    state, _ = state_of(scene, [one.hold for one in current], on)
    positions = tuple(
        Position(
            one.hold.holder,
            one.status,
            one.extent,
            one.hold.since.isoformat(),
            spoken((*one.hold.testimonies, *admissions(scene, one.hold, on)), scene.voices),
            spoken((m.testimony for m in one.hold.against), scene.voices),
        )
        for one in current
    )
    return Holds(
        scene.place,
        on,
        known,
        state,
        positions,
        pressure,
        tuple((one.hold.holder.id, one.aged.row) for one in current),
        Grounds(scene, on, tuple(holds)),
        inferred_from=scene.inferred_from if positions else None,
    )
