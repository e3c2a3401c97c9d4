"""Who holds a place: the answer and its reasons. Invariant: every position names the claims it rests on, nothing is
filled in but by a rule that the answer names, and with age a position fades but never passes to another holder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations

from sandtable.gazetteer.place import Place, PlaceType
from sandtable.picture.aside import Left, LeftOut, leavings, of_the_whole, part_left, who_left
from sandtable.picture.joining import joined
from sandtable.picture.kin import Aged, aged_holds
from sandtable.picture.moves import MOVING, Heardsay, Move, moves_of, whole_said
from sandtable.picture.pressure import Bout, Pressure, Strain, bouts_of, pressure_on
from sandtable.picture.settings import DEFAULT, Ageing, Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.standing import standing
from sandtable.picture.succession import Hold, at_odds
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
    why: tuple[Why, ...] = ()
    left_out: LeftOut | None = field(default=None, compare=False, repr=False)
    testimonies: tuple[Testimony, ...] = ()
    segments: tuple[Share, ...] = ()
    inferred_from: str | None = None
    left: tuple[Left, ...] = ()

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
    heardsay = of_the_whole(_joined(heardsay, bonds, settings), place.id)
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


def _state(scene: Scene, holds: Sequence[Hold], on: date) -> tuple[str, str]:
    """Agreed, single-source, contested or unknown, and why."""
    if not holds:
        return "unknown", "nobody is said to hold it, or the last word is too old"
    if any(at_odds(a, b, scene.bonds, on) for a, b in combinations(holds, 2)):
        return "contested", "opposed holders, and the sources give no order between them"
    if any(h.against for h in holds):
        return "contested", "a voice speaks against it"
    if any(max(h.moves, key=lambda m: m.order).extent is Extent.CONTESTED for h in holds):
        return "contested", "a claim says that it is contested"
    voices = {scene.voices.of(t).key for h in holds for t in h.testimonies}
    if len(voices) > 1:
        return "agreed", f"{len(voices)} independent voices and none against"
    return "single-source", "one independent voice"


_LONG = frozenset({PlaceType.RIVER, PlaceType.RANGE, PlaceType.SEA})


def holds_of(scene: Scene, on: date, known: date | None = None) -> Holds:
    """Who holds the scene's place on a day."""
    all_holds = standing(scene.heardsay.moves, scene.heardsay.denials, on, scene.bonds, scene.settings)
    aside, why = list(scene.heardsay.aside), list[Why]()
    ages, holds = list[tuple[str, Ageing]](), list[Aged]()
    for one in aged_holds(all_holds, scene.bonds, scene.fights, on, scene.settings):
        if one.aside is not None:
            aside += [SetAside(t.id, one.aside) for t in one.hold.testimonies]
            why.append(_aged(one))
        else:
            holds.append(one)
    current = [one.hold for one in holds]
    positions, used_too = [], list[Move]()
    full = [h for h in current if not h.partial]
    for one in holds:
        hold, name = one.hold, one.hold.holder.name
        status, because = _status(scene, hold, on, current)
        cut = not hold.partial and any(_cut(scene, hold, h, on) for h in current if h is not hold)
        given = None if hold.partial else part_left(scene.heardsay, hold, on)
        some = scene.place.type in _LONG and not any(whole_said(t, scene.place.id) for t in hold.testimonies)
        ids = tuple(dict.fromkeys(t.id for t in hold.testimonies))
        positions.append(
            Position(
                hold.holder,
                one.age or status,
                "partial" if hold.partial or cut or given or some else "full",
                hold.since.isoformat(),
                spoken(hold.testimonies, scene.voices),
                spoken((m.testimony for m in hold.against), scene.voices),
            )
        )
        why.append(Why("control", f"{name} since {hold.since}: {_dating(hold)}", ids))
        for part in one.under:
            says = f"what is said of {part.holder.name} stands under {name}, which it is or is a part of"
            why.append(Why("one side", says, tuple(dict.fromkeys(t.id for t in part.testimonies))))
        why.append(Why("status", because, tuple(m.testimony.id for m in hold.admitted)))
        if some:
            why.append(
                Why(
                    "partial",
                    f"who is said to hold a {scene.place.type.value} holds some of it; nothing says which",
                )
            )
        if cut and full:
            why.append(Why("partial", f"{name} no longer holds all of it: another holds a part since"))
        if given:
            says = f"{name} no longer holds all of it: it left a part, {given.from_day}"
            why.append(Why("partial", says, (given.testimony.id,)))
            used_too.append(given)
        why.append(_aged(one))
        ages.append((hold.holder.id, one.row))
    state, because = _state(scene, current, on)
    left = leavings(scene.heardsay, scene.bonds, current, on)
    gone = who_left(left)
    why += [Why("withdrawal", one.says, one.claims) for one in gone]
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
        left=() if positions else gone,
    )


def _cut(scene: Scene, hold: Hold, other: Hold, on: date) -> bool:
    """Whether another, who is no part of the holder, came to hold a part of what it held."""
    part = other.partial and other.since > hold.since
    return part and not scene.bonds.within(other.holder.id, hold.holder.id, on)


def _aged(one: Aged) -> Why:
    return Why("age", f"{one.hold.holder.name}: last word {one.word}; {one.row.says()}")


def _dating(hold: Hold) -> str:
    first = min(hold.moves, key=lambda m: (m.from_day, m.order))
    return "dated by its words" if first.by_words else "dated by publication, so no later than this day"
