"""What moves control. Invariant: a completed capture, withdrawal or handover and a statement of control make a move;
an advance, siege, strike, plan or hedge never does; a denial makes a denial."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sandtable.orbat.records import ActorKind
from sandtable.orbat.registry import NEW
from sandtable.picture.chronology import Chronology
from sandtable.picture.described import Known, Nobody
from sandtable.picture.move import Act, Move
from sandtable.picture.news import with_the_news
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.testimony import SetAside, Testimony, Window, is_said, window
from sandtable.picture.voices import Heard, Voices, fold
from sandtable.terms import MOVING, Entity, EntityType, Extent, Factuality, Kind, Role


@dataclass(frozen=True)
class Heardsay:
    """The moves and denials of a place, sorted, and what was set aside."""

    moves: tuple[Move, ...]
    denials: tuple[Move, ...]
    aside: tuple[SetAside, ...]

    @property
    def said(self) -> bool:
        """Whether anybody is said to hold, to have left or not to hold the place."""
        return bool(self.moves or self.denials)

    @cached_property
    def told(self) -> Chronology:
        """The moves by actor and by day."""
        return Chronology.of(self.moves)


_BEFORE_NOW = re.compile(r"\bhad\s+(?:\w+\s+)?$")  # "had ruled", "had long held": what was so before the news


# "Three days after losing it", "which had abandoned it": what came before the news that the sentence tells.
_EARLIER = re.compile(
    r"(?:\bafter\s+(?:(?:it|they|he|she|being|been|having|had|was|were|the\s+\w+|its\s+\w+)\s+){0,3}"
    r"|\bhaving\s+(?:\w+\s+)?|\b(?:which|who|whom|where)\b[^,.;]{0,40}\bhad\s+(?:\w+\s+)?)$"
)
_HELPING = ("allied ", "local allied ", "friendly ", "supporting ", "loyal ", "loyalist ", "pro-government ")
_FREEING = ("liberat", "cleans", "clear", "freed", "free", "purg")  # what one says of a place that one took
FIGHTING = frozenset(
    {ActorKind.ARMED_FORCE, ActorKind.SERVICE, ActorKind.UNIT, ActorKind.ARMED_GROUP, ActorKind.OFFICE}
)
_ENDED = re.compile(r"\bno\s+longer\b|\bany\s?more\b|\bany\s+longer\b|\b(?:out\s+of|outside|beyond)\b")


def _before_the_news(t: Testimony) -> bool:
    """Whether the words tell an event as what came before another."""
    evidence = t.claim.evidence
    before = evidence.exact[: max(0, evidence.trigger.start - evidence.start)].casefold()
    return _EARLIER.search(before) is not None


def ended(t: Testimony) -> bool:
    """Whether a denied hold is one that is over ("no longer in control of"): it was lost, and nobody's word is denied."""
    at = max(0, t.claim.evidence.trigger.start - t.claim.evidence.start)
    words = t.claim.evidence.exact.casefold()[max(0, at - 60) : at + 60]
    return t.claim.factuality is Factuality.DENIED and _ENDED.search(words) is not None


def _in_passing(t: Testimony) -> bool:
    evidence = t.claim.evidence
    trigger = evidence.trigger
    if t.claim.kind is not Kind.CONTROL:
        return False
    past = _BEFORE_NOW.search(evidence.exact[: max(0, trigger.start - evidence.start)].casefold())
    return past is not None or (t.claim.time is None and "-" in trigger.text)


def extent_of(t: Testimony, place: str, town: bool, settings: Settings) -> Extent:
    """How much of the place it speaks of: the claim's word, but a quarter of a town, or a part of any place, is a part; every
    part is all of it, and who has lost "any part" has lost all."""
    said = t.claim.extent or Extent.FULL
    for filler in t.claim.fillers("destination" if t.claim.kind is Kind.MOVEMENT else "place"):
        if filler.entity is not None and filler.entity.id == place:
            words = f"{filler.text.casefold()} "
            before = words_before(t, filler)
            if words.startswith(settings.every) or (ended(t) and words.startswith("any ")):
                return Extent.FULL
            if said is not Extent.FULL:
                return said
            quarter = town and any(word in words for word in settings.quarter)
            if any(word in words or before.endswith(word) for word in settings.part_of) or (
                quarter and not _around(words, filler.entity.name)
            ):
                return Extent.PARTIAL
    return said


def of_quarter(t: Testimony, place: str, settings: Settings) -> bool:
    """Whether the words are of one quarter of a town, by its name: "the Zanjili district of Mosul"."""
    for filler in t.claim.fillers("place"):
        if filler.entity is not None and filler.entity.id == place:
            named, link, _ = filler.text.removeprefix("the ").partition(" of ")
            words = named.split()
            quarter = link and len(words) > 1 and words[-1].casefold() in settings.quarter
            if (
                quarter
                and words[0][:1].isupper()
                and not _around(f"{filler.text.casefold()} ", filler.entity.name)
            ):
                return True
    return False


def _around(words: str, town: str) -> bool:
    """Whether the words name the land around a town by the town: "Musa Qala district", not "the Zanjili district of Mosul"."""
    named, link, _ = words.removeprefix("the ").partition(" district")
    own, said = fold(town).replace(" ", ""), fold(named).replace(" ", "")
    return bool(link and said) and (own.startswith(said) or said.startswith(own))


def whole_said(t: Testimony, place: str, settings: Settings = DEFAULT) -> bool:
    """Whether the words say that all of the place is meant."""
    return any(
        f"{f.text.casefold().removeprefix('the ')} ".startswith(
            tuple(w.removeprefix("the ") for w in settings.every)
        )
        for f in t.claim.fillers("place")
        if f.entity is not None and f.entity.id == place
    )


_LINKS = ("the ", "city of ", "town of ", "village of ")


def words_before(t: Testimony, filler: Role) -> str:
    """The words of the sentence that lead up to a filler, without articles and nouns of place."""
    evidence = t.claim.evidence
    words = evidence.exact[: max(0, filler.start - evidence.start)].casefold()
    while (link := next((x for x in _LINKS if words.endswith(x)), "")) != "":
        words = words.removesuffix(link)
    return words.rstrip()


def _heirs(t: Testimony) -> list[Entity]:
    """To whom a place was left or handed over, by whomever."""
    gone = {a.id for a in t.actors("actor")}
    return [a for a in t.actors("to") if a.id not in gone] if t.claim.kind is Kind.WITHDRAWAL else []


def _taker(t: Testimony, heard: Heard, known: Known, home: str | None) -> list[Entity]:
    """Who took a place of which a party says that it is freed of others ("liberated from the rebels"): the party, where nobody else is
    named; a state in its own land alone, since its allies' towns are freed too."""
    freed = t.claim.evidence.trigger.text.casefold().startswith(_FREEING)
    if t.claim.kind is not Kind.WITHDRAWAL or t.claim.factuality is not Factuality.ASSERTED or not freed:
        return []
    party = known.get(min(heard.speaks_for)) if len(heard.speaks_for) == 1 and not _heirs(t) else None
    gone = {a.id for a in t.actors("actor")}
    if party is None or party.id in gone or (party.kind not in FIGHTING and party.country != home):
        return []
    return [Entity(party.id, EntityType.ACTOR, party.name)]


def _without_helpers(who: Sequence[Entity]) -> Sequence[Entity]:
    """Those who act, without men that are only told as the friends of one who is named: "the army and allied militiamen"."""
    named = [a for a in who if not (a.id.startswith(NEW) and a.name.casefold().startswith(_HELPING))]
    return named or who


def _moves(
    t: Testimony, when: Window, voice: str, place: str, town: bool, taker: list[Entity], settings: Settings
) -> list[Move]:
    claim = t.claim
    extent = extent_of(t, place, town, settings)
    trigger = claim.evidence.trigger.text.casefold()
    actors = t.actors("actor")

    over = claim.kind is Kind.CONTROL and ended(t)

    def all_of(act: Act, who: Sequence[Entity], losers: frozenset[str], again: bool = False) -> list[Move]:
        who = _without_helpers(who)
        ids = frozenset(a.id for a in who)
        return [
            Move(
                act,
                actor,
                when.first,
                when.last,
                when.by_words,
                t,
                voice,
                extent,
                losers=losers - ids,
                joint=ids - {actor.id},
                denied=claim.factuality is Factuality.DENIED and not over,
                background=act is Act.STATE and _in_passing(t),
                again=again,
                place=place,
            )
            for actor in who
        ]

    if claim.kind is Kind.CONTROL:
        return all_of(Act.LOSS if over else Act.STATE, actors, frozenset())
    if claim.kind is Kind.CAPTURE:
        lost = frozenset(a.id for a in t.actors("from"))
        return all_of(Act.GAIN, actors, lost, any(word in trigger for word in settings.again))
    gone = frozenset(a.id for a in actors)
    taken = _heirs(t) or taker
    return all_of(Act.LOSS, actors, frozenset()) + all_of(Act.GAIN, taken, gone)


def moves_of(
    testimonies: Iterable[Testimony],
    places: frozenset[str],
    voices: Voices,
    settings: Settings = DEFAULT,
    known: Known | None = None,
    *,
    home: str | None = None,
    town: bool = False,
    land: bool = False,
) -> Heardsay:
    """The moves and denials that testimonies make of any of `places` (ids: the place itself and, for a quarter, the
    town it is in). `town`: the place is a town, so that "the Zanjili district of" it is a part; `land`: a country, of
    which a part may be anywhere. Testimonies of other places and other kinds are passed over; those of these places that move nothing
    are set aside with the reason."""
    moves: list[Move] = []
    denials: list[Move] = []
    aside: list[SetAside] = []
    earlier: list[Move] = []
    quarters: list[Move] = []
    for t in testimonies:
        if t.claim.kind not in MOVING:
            continue
        place = next((p.id for p in t.places() if p.id in places), None)
        if place is None:
            continue
        reason = is_said(t)
        when = None if reason else window(t, lasting=t.claim.kind is Kind.CONTROL, settings=settings)
        if reason is None and when is None:
            reason = "nothing dates it, or its words put it after its own report"
        taker = [] if reason else _taker(t, voices.of(t), known or Nobody(), home)
        if reason is None and not t.actors("actor") and not _heirs(t) and not taker:
            reason = "who did it was not resolved to an actor"
        if reason is not None or when is None:
            aside.append(SetAside(t.id, reason or "nothing dates it"))
            continue
        found = _moves(t, when, voices.of(t).key, place, town, taker, settings)
        if found and town and of_quarter(t, place, settings):
            quarters += found
            continue
        if found and land and found[0].extent is not Extent.FULL:
            aside.append(SetAside(t.id, "of a part of a country, without saying which"))
            continue
        before = t.claim.kind is not Kind.CONTROL and not when.by_words and _before_the_news(t)
        for move in found:
            (denials if move.denied else earlier if before else moves).append(move)
    # A quarter that changes hands is of the town, but where its own report says who holds the town.
    held = {m.testimony.report_id for m in moves if m.act is Act.STATE and m.extent is Extent.FULL}
    for m in quarters:
        if m.testimony.report_id in held:
            aside.append(
                SetAside(m.testimony.claim.id, "of a quarter alone: its report tells who holds the town")
            )
        else:
            (denials if m.denied else moves).append(m)
    # What came before the news is dated by nothing where its report tells the news too.
    told = {m.testimony.report_id for m in moves}
    moves += [m for m in earlier if m.testimony.report_id not in told]
    aside += [
        SetAside(claim, "came before what the report tells, and nothing says when")
        for claim in dict.fromkeys(m.testimony.claim.id for m in earlier if m.testimony.report_id in told)
    ]
    moves = with_the_news(moves, settings)
    return Heardsay(
        tuple(sorted(moves, key=lambda m: m.order)),
        tuple(sorted(denials, key=lambda m: m.order)),
        tuple(aside),
    )
