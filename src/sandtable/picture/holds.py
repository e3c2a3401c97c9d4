"""Who holds a place: the answer and its reasons. Invariant: every position names the claims it rests on, nothing is
filled in but by a rule that the answer names, and with age a position fades but never passes to another holder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sandtable.gazetteer.place import Place
from sandtable.picture.moves import MOVING, Act, Heardsay, Move, moves_of
from sandtable.picture.pressure import Bout, Pressure, Strain, ageing, bouts_of, pressure_on
from sandtable.picture.settings import DEFAULT, Ageing, Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.standing import Hold, Opposition, ended, standing, superseded_by
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
    aside: tuple[SetAside, ...] = ()
    testimonies: tuple[Testimony, ...] = ()
    segments: tuple[Share, ...] = ()
    inferred_from: str | None = None

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
    """What bears on one place, sorted and joined, ready to be asked of any day."""

    place: Place
    heardsay: Heardsay
    bouts: tuple[Bout, ...]
    voices: Voices
    bonds: Bonds
    settings: Settings
    fights: tuple[date, ...]
    places: frozenset[str]
    inferred_from: str | None = None


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
    heardsay = moves_of(testimonies, own, voices, settings)
    inferred_from = None
    if region is not None and not heardsay.moves and not heardsay.denials:
        whole = [t for t in testimonies if t.claim.extent is Extent.FULL]
        wider = moves_of(whole, frozenset({region}), voices, settings)
        if wider.moves:
            heardsay = Heardsay(wider.moves, wider.denials, heardsay.aside + wider.aside)
            inferred_from = region
    bouts = bouts_of(testimonies, settings)
    about = own | nearby
    fights = tuple(b.last for b in bouts if b.strain is not Strain.ADVANCE and b.places & about)
    return Scene(place, heardsay, bouts, voices, bonds, settings, fights, own, inferred_from)


def _ages(scene: Scene, hold: Hold, on: date) -> tuple[Ageing, str | None]:
    row = ageing(scene.fights, hold.last_word, on, scene.settings)
    days = (on - hold.last_word).days
    return row, "unknown" if days > row.unknown_after else "stale" if days > row.stale_after else None


def _status(scene: Scene, hold: Hold, on: date) -> tuple[str, str]:
    """Confirmed or claimed, and why."""
    holder = hold.holder.id
    others = [
        t
        for t in hold.testimonies
        if not any(scene.bonds.own_word(s, holder, on) for s in scene.voices.of(t).speaks_for)
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
    return any(
        b.holder.id not in a.shared and scene.bonds.opposed(a.holder.id, b.holder.id, on)
        for i, a in enumerate(holds)
        for b in holds[i + 1 :]
    )


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
            aside += [SetAside(t.claim.id, f"too old on this day: {row.says()}") for t in hold.testimonies]
            why.append(Why("age", f"{hold.holder.name}: last word {hold.last_word}; {row.says()}"))
        else:
            holds.append((hold, row, age))
    current = [h for h, _, _ in holds]
    positions = []
    full = [h for h in current if not h.partial]
    for hold, row, age in holds:
        status, because = _status(scene, hold, on)
        cut = not hold.partial and any(h.partial and h.since > hold.since for h in current if h is not hold)
        ids = tuple(dict.fromkeys(t.claim.id for t in hold.testimonies))
        positions.append(
            Position(
                hold.holder,
                age or status,
                "partial" if hold.partial or cut else "full",
                hold.since.isoformat(),
                spoken(hold.testimonies, scene.voices),
                spoken((m.testimony for m in hold.against), scene.voices),
            )
        )
        why.append(Why("control", f"{hold.holder.name} since {hold.since}: {_dating(hold)}", ids))
        why.append(Why("status", because, tuple(m.testimony.claim.id for m in hold.admitted)))
        if cut and full:
            why.append(
                Why("partial", f"{hold.holder.name} no longer holds all of it: another holds a part since")
            )
        if age:
            why.append(Why("age", f"{hold.holder.name}: last word {hold.last_word}; {row.says()}"))
        ages.append((hold.holder.id, row))
    state, because = _state(scene, current, on)
    left = _leavings(scene, current, on)
    why += [Why("withdrawal", f"{m.actor.name} left it, {m.from_day}", (m.testimony.claim.id,)) for m in left]
    why.append(Why("state", because if holds or not left else "who left it is said, who holds it now is not"))
    if scene.inferred_from:
        why.insert(
            0,
            Why("inferred", f"nothing is said of {scene.place.name} itself; all of {scene.inferred_from} is"),
        )
    used = {
        id(t) for h in current for t in (*h.testimonies, *(m.testimony for m in (*h.against, *h.admitted)))
    }
    used |= {id(m.testimony) for m in left}
    aside += _superseded(scene, used, all_holds, on)
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
        tuple(dict.fromkeys(aside)),
        tuple(heard[key] for key in sorted(heard)),
        inferred_from=scene.inferred_from if positions else None,
    )


def _dating(hold: Hold) -> str:
    first = min(hold.moves, key=lambda m: (m.from_day, m.order))
    return "dated by its words" if first.by_words else "dated by publication, so no later than this day"


def _leavings(scene: Scene, holds: Sequence[Hold], on: date) -> list[Move]:
    """The leavings that bear on a day: those that ended a hold, and after which nobody present was there already."""
    since = min((h.since for h in holds), default=date.min)
    moves = [m for m in scene.heardsay.moves if m.from_day <= on]
    losses = [m for m in moves if m.act is Act.LOSS and m.from_day >= since]
    holding = [m for m in moves if m.act is not Act.LOSS]
    opposed = Opposition(scene.bonds, on)
    ended_by = [m for m in losses if any(ended(c, m, opposed) for c in holding)]
    last = max((m.from_day for m in holding), default=date.min)
    return [m for m in ended_by if holds or m.from_day >= last]


_VERBS = {Act.GAIN: "took it", Act.LOSS: "left it", Act.STATE: "held it"}
_MOST_REASONS = 300  # moves; beyond them the later event is not looked for, to keep an answer quick


def _later(scene: Scene, m: Move, on: date) -> str:
    """What ended a move, in words."""
    moves = scene.heardsay.moves
    if m.act is Act.LOSS:
        return "a leaving, with no hold of that party for it to end on this day"
    later = superseded_by(m, moves, on, scene.bonds, scene.settings) if len(moves) <= _MOST_REASONS else None
    if later is None:
        return "superseded by a later event"
    return f"superseded by a later event: {later.actor.name} {_VERBS[later.act]}, {later.from_day}"


def _superseded(scene: Scene, used: set[int], all_holds: Iterable[Hold], on: date) -> list[SetAside]:
    """Those moves that the answer did not use, each with the reason."""
    aged = {id(t) for h in all_holds for t in h.testimonies}
    out = []
    for m in (*scene.heardsay.moves, *scene.heardsay.denials):
        if id(m.testimony) in used or id(m.testimony) in aged:
            continue
        if m.from_day > on:
            reason = "later than the day asked about"
            if m.first <= on:
                reason = f"between {m.first} and {m.last}: on this day it may not have happened yet"
        elif m.denied:
            reason = "denies what is not held to be so on this day"
        else:
            reason = _later(scene, m, on)
        out.append(SetAside(m.testimony.claim.id, reason))
    return out
