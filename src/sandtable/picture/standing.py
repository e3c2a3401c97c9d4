"""Who holds a place on a day, from its moves, and who denies it. Invariant: what is denied stands beside the hold that it
ended, each with its voices, until its own voice or a later event says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sandtable.picture.chronology import Chronology, Told, reach
from sandtable.picture.move import Act, Move
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.succession import Hold, Opposition, kept_moves, speaks_from
from sandtable.picture.voices import is_party


def standing(
    told: Chronology, denials: Sequence[Move], on: date, bonds: Bonds, settings: Settings = DEFAULT
) -> list[Hold]:
    """The holds on the place on a day, the longest held first; none where nobody is said to hold it. Ageing is not
    applied here.

    A denial stands against a hold where it speaks of it on or after the day it began, until its own voice says
    otherwise later. A hold that only denied moves ended is kept, for the denier's side.
    """
    opposed = Opposition(bonds, on)
    if told.begins is None or told.begins > on:
        return []
    kept, news = kept_moves(told, opposed, settings), timedelta(days=settings.undated_news)
    holds = {a: Hold(ms[0].actor, ms) for a, ms in kept.items()}
    speaking = [
        d
        for d in denials
        if speaks_from(d, settings) <= on and (on - d.last).days <= settings.quiet.stale_after
    ]
    for hold in holds.values():
        hold.against = [
            d
            for d in speaking
            if _denies(d, hold, opposed) and not _overtaken(d, hold, told, opposed, settings)
        ]
        hold.against += [
            m for m in told.losses(hold.since, on) if m.actor.id == hold.holder.id and not m.background
        ]
        hold.admitted = [
            m for m in told.losses(hold.since - news, min(hold.since + news, on))
            if m.actor.id != hold.holder.id and opposed(m.actor.id, hold.holder.id)
        ]  # fmt: skip
        hold.backing = [
            d.testimony
            for d in speaking
            if d.act is Act.LOSS and d.actor.id == hold.holder.id and d.last >= hold.since
        ]
    _revive(holds, told, speaking, opposed, settings)
    for hold in holds.values():
        own = {id(m.testimony) for m in hold.moves}
        hold.shared = frozenset(
            other.holder.id
            for other in holds.values()
            if other is not hold
            and any(id(m.testimony) in own for m in other.moves)
            and not bonds.foes(other.holder.id, hold.holder.id, on)
        )
        # Those who stand with one who shares the place lost nothing to it.
        hold.admitted = [
            m for m in hold.admitted if not any(bonds.aligned(m.actor.id, a, on) for a in hold.shared)
        ]
    return sorted(holds.values(), key=lambda h: (h.since, h.holder.id))


def _denies(denial: Move, hold: Hold, opposed: Opposition) -> bool:
    said = denial.testimony.day
    if denial.act is Act.LOSS:
        # Whoever denies to have lost the place, after it is said to have been taken, speaks against the taker.
        later = said is not None and said > hold.since and any(m.act is Act.GAIN for m in hold.moves)
        return later and opposed(denial.actor.id, hold.holder.id)
    if not opposed.speaks_of(denial, hold.holder.id) or denial.last < hold.since:
        return False
    return not any(
        m.voice == denial.voice
        and m.testimony.day is not None
        and said is not None
        and m.testimony.day > said
        for m in hold.moves
    )


def _overtaken(denial: Move, hold: Hold, told: Chronology, opposed: Opposition, settings: Settings) -> bool:
    """Whether a denial that a place was taken is older than what others tell: that it was taken or held on a later day, or that its
    defender left it on one."""
    if denial.act is Act.LOSS:
        return _over(denial, told, opposed, settings)
    said, losses = denial.testimony.day, told.losses(date.min, opposed.on)
    owned_up = any(
        m.voice == denial.voice
        and m.testimony.day is not None
        and said is not None
        and m.testimony.day > said
        for m in losses
        if opposed(m.actor.id, hold.holder.id)
    )
    if owned_up:
        return True  # who denied it has since said that the place was left
    holder, on = hold.holder.id, opposed.on
    side = [words for a, words in told.told.items() if a == holder or opposed.bonds.aligned(a, holder, on)]
    taken = any(
        _taken_since(denial, words, on) or _held_since(denial, words, opposed, settings) for words in side
    )
    return taken or any(
        m.first > denial.last and opposed(m.actor.id, hold.holder.id) and not m.background
        for m in told.losses(denial.last, opposed.on)
    )


def _revive(
    holds: dict[str, Hold],
    told: Chronology,
    speaking: Sequence[Move],
    opposed: Opposition,
    settings: Settings,
) -> None:
    """Keep, beside a hold that is denied, the one it ended; and a hold that its holder denies to have given up."""
    denied = {a for a, hold in holds.items() if any(d.denied for d in hold.against)}
    on = opposed.on
    left = {d.actor.id for d in speaking if d.act is Act.LOSS and not _over(d, told, opposed, settings)}
    if not denied and not left:
        return
    ended = [m for a in denied if a in holds for m in holds[a].moves]
    rest = told.without(ended, None if denied else left)
    for a, moves in kept_moves(rest, opposed, settings).items():
        if a in holds or (not any(opposed(a, b) for b in denied) and a not in left):
            continue
        gone = frozenset(m.voice for b in denied if b in holds for m in holds[b].moves)
        sayings = [d for b in denied if b in holds for d in holds[b].against if d.denied and opposed(a, b)]
        sayings += [d for d in speaking if d.act is Act.LOSS and d.actor.id == a]
        hold = Hold(moves[0].actor, moves, silent=gone, backing=[d.testimony for d in sayings])
        if not hold.testimonies:
            continue
        hold.against = [m for m in told.left.get(a, ()) if hold.since <= m.last <= on]
        holds[a] = hold


def _over(denial: Move, told: Chronology, opposed: Opposition, settings: Settings) -> bool:
    """Whether a denial that a place was lost is behind the news: its own voice has since said that it was left or is another's, anybody tells of a
    later day on which it was left or taken, or a voice of no party that another side held it later."""
    since = told.losses(denial.last, opposed.on)
    left = any(
        m.first > denial.last and opposed.speaks_of(denial, m.actor.id) and not m.background for m in since
    )
    return (
        left
        or _left_again(denial, told, opposed.on)
        or any(
            _taken_since(denial, words, opposed.on)
            or _held_since(denial, words, opposed, settings)
            or _owned_up(denial, words, opposed.on)
            for a, words in told.told.items()
            if opposed(denial.actor.id, a)
        )
    )


def _owned_up(denial: Move, words: Told, on: date) -> bool:
    """Whether the voice that denied it has since said that another party has the place."""
    said = denial.testimony.day
    return said is not None and any(
        m.voice == denial.voice and m.testimony.day is not None and said < m.testimony.day
        for m in words.after(denial.last, on)
    )


def _taken_since(denial: Move, words: Told, on: date) -> bool:
    """Whether any of one actor's words tells that it took the place after a denial's day."""
    return any(
        m.act is Act.GAIN and denial.last < m.first and m.from_day <= on for m in words.after(denial.last, on)
    )


def _held_since(denial: Move, words: Told, opposed: Opposition, settings: Settings) -> bool:
    """Whether a voice that speaks for no party tells that the place was held after a denial's day, by its words or so long after it that
    nothing else can be meant: what was not so yet has come to be so."""
    on = opposed.on
    return any(
        m.act is Act.STATE
        and not m.background
        and not is_party(m.voice)
        and denial.last < (m.first if m.by_words else reach(m, settings))
        and m.first <= on
        for m in words.after(denial.last, on)
    )


def _left_again(denial: Move, told: Chronology, on: date) -> bool:
    """Whether the voice that denied a withdrawal has since said that it happened, or says that it happened since."""
    said = denial.testimony.day
    return any(
        m.voice == denial.voice
        and m.last <= on
        and (
            denial.last < m.last
            or (said is not None and m.testimony.day is not None and said < m.testimony.day)
        )
        for m in told.left.get(denial.actor.id, ())
    )
