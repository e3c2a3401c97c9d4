"""What a party's being in a place adds to what is said of its holder. Invariant: nobody comes to hold a place by being seen in it:
a sighting speaks for a hold that others tell of, or, where its own report tells that the other side is gone or that who entered holds
it, for who came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sandtable.gazetteer.place import Place, PlaceType
from sandtable.picture.joining import Breaks
from sandtable.picture.move import Act, Move
from sandtable.picture.moves import ended, extent_of, words_before
from sandtable.picture.settings import Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.testimony import Testimony, is_said, window
from sandtable.picture.voices import Voices
from sandtable.terms import Extent, Factuality, Kind

SEEN = frozenset({Kind.PRESENCE, Kind.MOVEMENT})
_ENTERED = frozenset({PlaceType.SETTLEMENT, PlaceType.SITE, PlaceType.CROSSING})
_INTO = (" into", " inside", " in")
_WITHIN = (*_INTO, " at", " across", " through", " throughout")
_FLYING = ("fly", "flew", "flie", "flutter", "wave", "hang", "hung")
_ENTRIES = ("enter", "re-enter", "reenter", "return")


def sees(t: Testimony, place: Place) -> bool:
    """Whether a testimony tells of somebody's being in, coming into or no longer being in a place."""
    return place.type in _ENTERED and t.claim.kind in SEEN and _inside(t, place.id)


def _inside(t: Testimony, place: str) -> bool:
    """Whether its words put somebody in the place, and not near it or on the way to it."""
    moved = t.claim.kind is Kind.MOVEMENT
    trigger = t.claim.evidence.trigger.text.casefold()
    for filler in t.claim.fillers("destination" if moved else "place"):
        if filler.entity is None or filler.entity.id != place:
            continue
        before = f" {words_before(t, filler)}"
        if before.endswith(_INTO if moved else _WITHIN) or (moved and trigger.startswith(_ENTRIES)):
            return True
    return False


def sightings(
    told: Iterable[Testimony], place: Place, voices: Voices, settings: Settings
) -> tuple[Move, ...]:
    """An entry as a gain, a presence as a statement, and a presence that is over as a leaving. Of `told` what tells of presences and
    movements must be what `sees` lets through."""
    out = []
    for t in told:
        denied = t.claim.factuality is Factuality.DENIED
        if t.claim.kind not in SEEN or is_said(t) or (denied and not ended(t)):
            continue
        when = window(t, lasting=t.claim.kind is Kind.PRESENCE, settings=settings)
        extent = extent_of(t, place.id, place.type is PlaceType.SETTLEMENT, settings)
        if when is None or extent is not Extent.FULL:
            continue
        act = Act.LOSS if denied else Act.GAIN if t.claim.kind is Kind.MOVEMENT else Act.STATE
        voice = voices.of(t).key
        out += [
            Move(act, a, when.first, when.last, when.by_words, t, voice, extent, place=place.id)
            for a in t.actors("actor")
        ]
    return tuple(out)


def borne_out(
    moves: Sequence[Move], seen: Sequence[Move], bonds: Bonds, settings: Settings
) -> tuple[Move, ...]:
    """The moves that sightings add to what others tell: who came as the other side went has taken the place, and who is seen
    in a place that others say it holds is said to hold it by one more."""
    left = defaultdict[str, list[Move]](list)
    for m in (*moves, *seen):
        if m.act is Act.LOSS and m.extent is Extent.FULL:
            left[m.testimony.report_id].append(m)
    told = defaultdict[tuple[str, str], list[Move]](list)
    for m in moves:
        if m.act is not Act.LOSS:
            told[m.testimony.report_id, m.actor.id].append(m)
    came, others = [], []
    for s in seen:
        if s.act is Act.LOSS:
            continue
        gone = _gone(s, left[s.testimony.report_id], bonds, settings)
        own = told.get((s.testimony.report_id, s.actor.id), [])
        if gone and not own:
            came.append(_after(s, gone))
        elif _entered_to_hold(s, own):
            came.append(s)
        else:
            others.append(s)
    came += _since_left(moves, left, bonds, settings)
    holding = defaultdict[str, list[Move]](list)
    for m in (*moves, *came):
        if m.act is not Act.LOSS:
            holding[m.actor.id].append(m)
    breaks = Breaks((*moves, *came), bonds)
    found = (_held(s, holding, breaks, bonds, settings) for s in others)
    return (*came, *(m for m in found if m is not None))


def _gone(s: Move, left: Iterable[Move], bonds: Bonds, settings: Settings) -> list[Move]:
    """Those of some leavings that the other side of one who is seen went by at about that time."""
    return [
        m
        for m in left
        if abs((m.last - s.last).days) <= settings.settling and bonds.opposed(m.actor.id, s.actor.id, s.last)
    ]


def _after(s: Move, gone: Sequence[Move]) -> Move:
    """A sighting as the taking of a place by who came as others went; who is there afterwards has held it since they went."""
    left = max(m.last for m in gone)
    losers = frozenset(m.actor.id for m in gone)
    if s.act is Act.STATE and left <= s.last:
        return replace(s, act=Act.GAIN, first=min(m.first for m in gone), last=left, losers=losers)
    return replace(s, last=max(s.last, left) if s.act is Act.GAIN else s.last, losers=losers)


def _since_left(
    moves: Iterable[Move], left: Mapping[str, Sequence[Move]], bonds: Bonds, settings: Settings
) -> list[Move]:
    """The words of who holds a place after the other side left it, said also of the day on which it left: "our troops withdrew on
    Monday; the town is now held by the rebels"."""
    out = []
    for m in moves:
        flag = m.testimony.claim.evidence.trigger.text.casefold().startswith(
            _FLYING
        )  # seen on its own day alone
        if m.act is not Act.STATE or m.background or m.extent is not Extent.FULL or flag:
            continue
        days = [
            g.last
            for g in left.get(m.testimony.report_id, ())
            if 0 < (m.first - g.last).days <= settings.undated_news
            and bonds.opposed(g.actor.id, m.actor.id, m.first)
        ]
        if days:
            out.append(replace(m, first=max(days), last=max(days)))
    return out


def _entered_to_hold(s: Move, own: Iterable[Move]) -> bool:
    """Whether an entry's own report says that who entered holds the place from then on: "entered the town this morning and is in full
    control of it"."""
    trigger = s.testimony.claim.evidence.trigger.text.casefold()
    if s.act is not Act.GAIN or not trigger.startswith("enter"):
        return False
    return any(
        m.act is Act.STATE and m.extent is Extent.FULL and not m.background and m.last == s.last for m in own
    )


def _held(
    s: Move, holding: Mapping[str, Sequence[Move]], breaks: Breaks, bonds: Bonds, settings: Settings
) -> Move | None:
    """A sighting as a word for the hold of the one who is seen, or of whom it is a part or the whole; None where it has none."""
    last: Move | None = None
    for actor, moves in holding.items():
        if not (
            actor == s.actor.id
            or bonds.within(s.actor.id, actor, s.last)
            or bonds.within(actor, s.actor.id, s.last)
        ):
            continue
        for m in moves:
            fresh = m.from_day <= s.last and (s.last - m.last).days <= settings.quiet.unknown_after
            if fresh and (last is None or (m.last, m.order) > (last.last, last.order)):
                last = m
    if last is None or breaks.between(last.actor.id, last.last, s):
        return None
    first = min(s.last, max(s.first, last.from_day))
    return replace(s, act=Act.STATE, actor=last.actor, first=first, background=True)
