"""Who holds a place: the answer and its reasons. Invariant: every position names the claims it rests on, nothing is
filled in but by a rule that the answer names, and with age a position fades but never passes to another holder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sandtable.gazetteer.place import Place, PlaceType
from sandtable.picture.aside import LeftOut, leavings, part_left
from sandtable.picture.joining import joined
from sandtable.picture.moves import MOVING, Heardsay, Move, moves_of
from sandtable.picture.pressure import Bout, Pressure, Strain, ageing, bouts_of, pressure_on
from sandtable.picture.settings import DEFAULT, Ageing, Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.standing import standing
from sandtable.picture.succession import Hold
from sandtable.picture.testimony import SetAside, Testimony
from sandtable.picture.voices import NoSpeakers, Speakers, Voices, spoken
from sandtable.terms import Extent, Position


@dataclass(frozen=True, slots=True)
class Why:
    """One link of an answer's chain: the rule, what it says here, and the claims it was applied to."""

    rule: str
    says: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A segment of a border with its own answer. `km`: its length, None where it is not known."""

    holds: Holds
    km: float | None


@dataclass(frozen=True, slots=True)
class Holds:
    """Who holds a place on a day. `state` is agreed, single-source, contested or unknown.

    `inferred`: nothing was said of the place itself, so the answer is that of what it lies in, `inferred_from`.
    """

    place: Place
    on: date
    known: date | None
    state: str
    positions: tuple[Position, ...]
    pressure: tuple[Pressure, ...] = ()
    ageing: tuple[tuple[str, Ageing], ...] = ()
    why: tuple[Why, ...] = ()
    left_out: LeftOut | None = field(default=None, compare=False, repr=False)
    testimonies: tuple[Testimony, ...] = ()
    segments: tuple[Share, ...] = ()
    inferred_from: str | None = None

    @property
    def aside(self) -> tuple[SetAside, ...]:
        """What the answer did not use, and why."""
        return self.left_out.named() if self.left_out else ()

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


@dataclass(frozen=True, slots=True)
class Scene:
    """What bears on one place, sorted and joined, ready to be asked of any day; or of one, where `bouts` and `fights` are
    those that bear on it. `war`: the first day of fighting there."""

    place: Place
    heardsay: Heardsay
    bouts: tuple[Bout, ...]
    voices: Voices
    bonds: Bonds
    settings: Settings
    fights: tuple[date, ...]
    places: frozenset[str]
    inferred_from: str | None = None
    war: date | None = None


def scene_of(
    place: Place,
    testimonies: Sequence[Testimony],
    *,
    containers: frozenset[str] = frozenset(),
    region: str | None = None,
    nearby: frozenset[str] = frozenset(),
    bonds: Bonds | None = None,
    speakers: Speakers | None = None,
    settings: Settings = DEFAULT,
) -> Scene:
    """What testimonies (already `heard`) say of a place.

    `containers`: the towns whose quarter it is, whose taking takes it; `region`: the province or the like that it lies
    in, heard only where nothing is said of the place itself and only where a claim says that all of it is held;
    `nearby`: places whose fighting ages its positions faster.
    """
    bonds = bonds or Bonds()
    voices = Voices([t for t in testimonies if t.claim.kind in MOVING], speakers or NoSpeakers(), bonds.top)
    own = frozenset({place.id}) | containers
    town, land = place.type is PlaceType.SETTLEMENT, place.type is PlaceType.COUNTRY
    heardsay = moves_of(testimonies, own, voices, settings, town=town, land=land)
    heardsay = _wholes(_joined(heardsay, bonds, settings), place.id)
    inferred_from = None
    if region is not None and not heardsay.moves and not heardsay.denials:
        whole = [t for t in testimonies if t.claim.extent is Extent.FULL]
        wider = moves_of(whole, frozenset({region}), voices, settings)
        if wider.moves:
            wider = _joined(wider, bonds, settings)
            heardsay = Heardsay(wider.moves, wider.denials, heardsay.aside + wider.aside)
            inferred_from = region
    bouts = bouts_of(testimonies, settings)
    about = own | nearby
    fights = tuple(b.last for b in bouts if b.strain is not Strain.ADVANCE and b.places & about)
    war = min((b.last for b in bouts if b.strain is not Strain.ADVANCE and b.places & own), default=None)
    return Scene(place, heardsay, bouts, voices, bonds, settings, fights, own, inferred_from, war)


def _joined(heardsay: Heardsay, bonds: Bonds, settings: Settings) -> Heardsay:
    """With the accounts of one event brought to one day."""
    moves = joined(heardsay.moves, bonds, settings)
    return replace(heardsay, moves=tuple(sorted(moves, key=lambda m: m.order)))


def _wholes(heardsay: Heardsay, place: str) -> Heardsay:
    """Without what is said of another part of the town that the place is a quarter of."""

    def elsewhere(m: Move) -> bool:
        return m.place != place and m.extent is Extent.PARTIAL

    other = [m for m in (*heardsay.moves, *heardsay.denials) if elsewhere(m)]
    return Heardsay(
        tuple(m for m in heardsay.moves if not elsewhere(m)),
        tuple(m for m in heardsay.denials if not elsewhere(m)),
        (
            *heardsay.aside,
            *(SetAside(m.testimony.id, "of a part of the town, not all of it") for m in other),
        ),
    )


def _ages(scene: Scene, hold: Hold, on: date) -> tuple[Ageing, str | None]:
    row = ageing(scene.fights, hold.last_word, on, scene.settings)
    days = (on - hold.last_word).days
    return row, "unknown" if days > row.unknown_after else "stale" if days > row.stale_after else None


def _status(scene: Scene, hold: Hold, on: date, current: Sequence[Hold]) -> tuple[str, str]:
    """Confirmed or claimed, and why. What is said of those under or over a holder, who hold it too, is said of it."""
    # What a party says of a hold that it shares is its own word for those who share it too.
    holders = (hold.holder.id, *sorted(hold.shared))
    chain = [h for h in current if h is not hold and scene.bonds.own_word(h.holder.id, hold.holder.id, on)]
    others = [
        t
        for h in (hold, *chain)
        for t in h.testimonies
        if not any(scene.bonds.own_word(s, h, on) for s in scene.voices.of(t).speaks_for for h in holders)
    ]
    if others:
        return (
            "confirmed",
            f"{scene.voices.of(others[0]).name} says so and does not speak for {hold.holder.name}",
        )
    if hold.admitted:
        return "confirmed", f"{hold.admitted[0].actor.name}, who lost it, is said to have left"
    return "claimed", f"only {hold.holder.name} or those over or behind it say so"


def _clash(scene: Scene, holds: Sequence[Hold], on: date) -> bool:
    return any(_at_odds(scene, a, b, on) for i, a in enumerate(holds) for b in holds[i + 1 :])


def _at_odds(scene: Scene, a: Hold, b: Hold, on: date) -> bool:
    """Whether two holders cannot both hold it: as `rivals` of moves, by those with whom each shares it."""
    one, other, bonds = a.holder.id, b.holder.id, scene.bonds
    if other in a.shared or not bonds.opposed(one, other, on):
        return False
    friends = any(not bonds.opposed(one, s, on) for s in b.shared) or any(
        not bonds.opposed(s, other, on) for s in a.shared
    )
    return not friends or bonds.foes(one, other, on)


def _state(scene: Scene, holds: Sequence[Hold], on: date) -> tuple[str, str]:
    """Agreed, single-source, contested or unknown, and why."""
    if not holds:
        return "unknown", "nobody is said to hold it, or the last word is too old"
    if _clash(scene, holds, on):
        return "contested", "opposed holders, and the sources give no order between them"
    if any(h.against for h in holds):
        return "contested", "a voice speaks against it"
    if any(max(h.moves, key=lambda m: m.order).extent is Extent.CONTESTED for h in holds):
        return "contested", "a claim says that it is contested"
    voices = {scene.voices.of(t).key for h in holds for t in h.testimonies}
    if len(voices) > 1:
        return "agreed", f"{len(voices)} independent voices and none against"
    return "single-source", "one independent voice"


def holds_of(scene: Scene, on: date, known: date | None = None) -> Holds:
    """Who holds the scene's place on a day."""
    all_holds = standing(scene.heardsay.moves, scene.heardsay.denials, on, scene.bonds, scene.settings)
    aside, why, ages, holds = list(scene.heardsay.aside), [], [], []
    for hold in all_holds:
        row, age = _ages(scene, hold, on)
        if age == "unknown":
            aside += [SetAside(t.id, f"too old on this day: {row.says()}") for t in hold.testimonies]
            why.append(Why("age", f"{hold.holder.name}: last word {hold.last_word}; {row.says()}"))
        else:
            holds.append((hold, row, age))
    current = [h for h, _, _ in holds]
    positions, used_too = [], list[Move]()
    full = [h for h in current if not h.partial]
    for hold, row, age in holds:
        status, because = _status(scene, hold, on, current)
        cut = not hold.partial and any(h.partial and h.since > hold.since for h in current if h is not hold)
        given = None if hold.partial else part_left(scene.heardsay, hold, on)
        ids = tuple(dict.fromkeys(t.id for t in hold.testimonies))
        positions.append(
            Position(
                hold.holder,
                age or status,
                "partial" if hold.partial or cut or given else "full",
                hold.since.isoformat(),
                spoken(hold.testimonies, scene.voices),
                spoken((m.testimony for m in hold.against), scene.voices),
            )
        )
        why.append(Why("control", f"{hold.holder.name} since {hold.since}: {_dating(hold)}", ids))
        why.append(Why("status", because, tuple(m.testimony.id for m in hold.admitted)))
        if cut and full:
            why.append(
                Why("partial", f"{hold.holder.name} no longer holds all of it: another holds a part since")
            )
        if given:
            says = f"{hold.holder.name} no longer holds all of it: it left a part, {given.from_day}"
            why.append(Why("partial", says, (given.testimony.id,)))
            used_too.append(given)
        why.append(Why("age", f"{hold.holder.name}: last word {hold.last_word}; {row.says()}"))
        ages.append((hold.holder.id, row))
    state, because = _state(scene, current, on)
    left = leavings(scene.heardsay, scene.bonds, current, on)
    why += [Why("withdrawal", f"{m.actor.name} left it, {m.from_day}", (m.testimony.id,)) for m in left]
    why.append(Why("state", because if holds or not left else "who left it is said, who holds it now is not"))
    if scene.inferred_from:
        why.insert(
            0,
            Why("inferred", f"nothing is said of {scene.place.name} itself; all of {scene.inferred_from} is"),
        )
    used = {
        id(t) for h in current for t in (*h.testimonies, *(m.testimony for m in (*h.against, *h.admitted)))
    }
    used |= {id(m.testimony) for m in (*left, *used_too)}
    left_out = LeftOut(
        tuple(aside), scene.heardsay, scene.bonds, scene.settings, frozenset(used), tuple(all_holds), on
    )
    moves = (*scene.heardsay.moves, *scene.heardsay.denials)
    heard = {m.testimony.order: m.testimony for m in moves if id(m.testimony) in used}
    return Holds(
        scene.place,
        on,
        known,
        state,
        tuple(positions),
        pressure_on(scene.bouts, scene.places, on, scene.settings),
        tuple(ages),
        tuple(why),
        left_out,
        tuple(heard[key] for key in sorted(heard)),
        inferred_from=scene.inferred_from if positions else None,
    )


def _dating(hold: Hold) -> str:
    first = min(hold.moves, key=lambda m: (m.from_day, m.order))
    return "dated by its words" if first.by_words else "dated by publication, so no later than this day"
