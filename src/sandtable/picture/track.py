"""A source's track record: how what it said of who holds what stands beside what others said. Invariant: it tells how others
spoke, never who is right; a voice bears itself out as little as a copy bears out its original.

What is counted. A *word* is one claim about one place in which the source is the voice (the innermost named speaker, or the
outlet that first published the text), that an analyst has not rejected, that is asserted or denied, is dated by its words or
its report, and whose actor is known: a capture, a withdrawal or a statement of control. What the source only passes on,
as another's words or as a copy of another's text, is the other's, and is counted apart; a copy is no second word of whom it
copies, but a speaker whom two reports quote in their own words has a word in each. Another voice's word

- **bears it out** where it says the same of the same side within `same_event` days, with no opposed party's gain between
  the two: both that the side took or holds the place, both that it left it, both that it did not; or one that a side took
  the place and the other that an opposed side left it, within `undated_news` days. A word on a part bears out no word on the
  whole.
- **contradicts it** where the picture would find the place contested between the two: opposed holders and nothing to order
  them; a denial, said of the same days or up to `same_event` days later; a hold that goes on after the leaving.

Each word has one outcome. *Borne out*: an independent voice says the same on the same day or later, and none contradicts.
*Follows*: only voices before it say the same, so it may rest on them. *Contradicted*: a voice contradicts it and none says the
same. *Both*: some say the same and some contradict. *Alone*: no other voice speaks to it. Copies that neither the texts
nor the sentences give away still count as two voices.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from sandtable.picture.chronology import reach
from sandtable.picture.move import Act, Move
from sandtable.picture.scene import Scene
from sandtable.picture.succession import Opposition, before, rivals
from sandtable.picture.voices import fold
from sandtable.terms import Entity, EntityType, Extent


class Outcome(StrEnum):
    """How other voices stand to a word."""

    BORNE_OUT = "borne-out"
    FOLLOWS = "follows"
    CONTRADICTED = "contradicted"
    BOTH = "both"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Word:
    """A claim about a place, and the claims of other voices that say the same (said `after` it or on its day, or `earlier`)
    and that speak `against` it."""

    claim: str
    place: Entity
    day: date | None
    after: tuple[str, ...]
    earlier: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """Its one outcome."""
        if self.against:
            return Outcome.BOTH if self.after or self.earlier else Outcome.CONTRADICTED
        if self.after:
            return Outcome.BORNE_OUT
        return Outcome.FOLLOWS if self.earlier else Outcome.ALONE


@dataclass(frozen=True, slots=True)
class Track:
    """The words of a source, newest first; how many of the claims about who holds what in its own reports are another's
    words (`quotes`) or repeat another's text (`repeats`), by the other's name, most first."""

    words: tuple[Word, ...]
    quotes: tuple[tuple[str, int], ...]
    repeats: tuple[tuple[str, int], ...]

    def counts(self) -> dict[Outcome, int]:
        """How many words have each outcome."""
        found = Counter(word.outcome for word in self.words)
        return {outcome: found[outcome] for outcome in Outcome}


def track_of(scenes: Iterable[Scene], names: Iterable[str]) -> Track:
    """The track record of the source of these names over the scenes of all places (each place in one scene)."""
    meant = frozenset(fold(name) for name in names)
    words: list[Word] = []
    quotes, repeats = Counter[str](), Counter[str]()
    for scene in scenes:
        if scene.inferred_from is not None:
            continue  # what is said of the region is counted there
        told = [*scene.heardsay.moves, *scene.heardsay.denials]
        own: dict[str, list[Move]] = defaultdict(list)
        passed: dict[str, tuple[Counter[str], str]] = {}
        for move in told:
            if move.place != scene.place.id:
                continue
            voice = scene.voices.of(move.testimony).name
            first = scene.voices.original(move.testimony)
            copied = first.report_id != move.testimony.report_id
            if fold(voice) in meant and not copied:
                own[move.testimony.id].append(move)
            elif fold(move.testimony.publisher or "") in meant:
                passed[move.testimony.id] = (repeats, first.publisher or voice) if copied else (quotes, voice)
        for counter, name in passed.values():
            counter[name] += 1
        if own:
            beside = _Beside(scene, told)
            words += [beside.word(claim, moves) for claim, moves in own.items()]
    words.sort(key=lambda w: (w.place.id, w.claim))
    words.sort(key=lambda w: w.day or date.min, reverse=True)
    return Track(tuple(words), _most(quotes), _most(repeats))


def _most(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda one: (-one[1], one[0])))


class _Beside:
    """The moves and denials of a place, to be found by their days."""

    def __init__(self, scene: Scene, told: Sequence[Move]) -> None:
        self._scene, self._told = scene, told
        self._first = np.array([min(m.first, m.last).toordinal() for m in told])
        self._last = np.array([m.last.toordinal() for m in told])

    def word(self, claim: str, moves: Sequence[Move]) -> Word:
        """The word that a claim's moves are, beside what others say."""
        after, earlier, against = dict[str, None](), dict[str, None](), dict[str, None]()
        for move in moves:
            near = self._near(move)
            opposed = Opposition(self._scene.bonds, move.last)
            for other in near:
                if other.voice == move.voice:
                    continue
                if self._agrees(move, other, near, opposed):
                    later = (other.testimony.day or date.max) >= (move.testimony.day or date.min)
                    (after if later else earlier)[other.testimony.id] = None
                elif self._contradicts(move, other, near, opposed):
                    against[other.testimony.id] = None
        place, said = self._scene.place, moves[0].testimony.day
        entity = Entity(place.id, EntityType.PLACE, place.name, place.lat, place.lon)
        return Word(claim, entity, said, tuple(after), tuple(earlier), tuple(against))

    def _near(self, move: Move) -> list[Move]:
        days = self._scene.settings.same_event
        first, last = min(move.first, move.last).toordinal() - days, move.last.toordinal() + days
        return [self._told[i] for i in np.flatnonzero((self._last >= first) & (self._first <= last)).tolist()]

    def _agrees(self, m: Move, n: Move, near: Sequence[Move], opposed: Opposition) -> bool:
        if m.denied != n.denied:
            return False
        if m.denied:
            return m.act is n.act and _one_side(m, n, opposed)
        if m.extent is Extent.FULL and n.extent is not Extent.FULL:
            return False
        settings = self._scene.settings
        if (m.act is Act.LOSS) != (n.act is Act.LOSS):
            loss, gain = (m, n) if m.act is Act.LOSS else (n, m)
            return (
                gain.act is Act.GAIN
                and opposed(gain.actor.id, loss.actor.id)
                and _apart(loss, gain) <= settings.undated_news
            )
        if not _one_side(m, n, opposed):
            return False
        if m.act is not n.act:
            state, gain = (m, n) if m.act is Act.STATE else (n, m)
            if gain.first > state.last + timedelta(days=settings.clock_slack):
                return False
        return not any(
            g.act is Act.GAIN
            and not g.denied
            and min(m.last, n.last) < g.first
            and g.last < max(m.first, n.first)
            and opposed(g.actor.id, m.actor.id)
            for g in near
        )

    def _contradicts(self, m: Move, n: Move, near: Sequence[Move], opposed: Opposition) -> bool:
        settings = self._scene.settings
        if m.denied != n.denied:
            denial, told = (m, n) if m.denied else (n, m)
            days = (denial.first - told.last).days
            if denial.last < told.first or days > settings.same_event:
                return False
            if denial.act is Act.LOSS and told.act is Act.GAIN:
                return opposed(denial.actor.id, told.actor.id)
            return denial.act is told.act and _one_side(denial, told, opposed)
        if m.denied or m.extent is not Extent.FULL or n.extent is not Extent.FULL:
            return False
        if m.act is not Act.LOSS and n.act is not Act.LOSS:
            return rivals(m, n, opposed) and not before(m, n, settings) and not before(n, m, settings)
        if m.act is n.act:
            return False
        loss, other = (m, n) if m.act is Act.LOSS else (n, m)
        if other.act is not Act.STATE or not _one_side(loss, other, opposed):
            return False
        if not reach(other, settings) <= loss.last < other.last:
            return False
        return not any(
            g.act is Act.GAIN
            and not g.denied
            and loss.last <= g.first <= other.last
            and _one_side(g, other, opposed)
            for g in near
        )


def _one_side(m: Move, n: Move, opposed: Opposition) -> bool:
    """Whether two moves are told of one side: one actor, or one a part of the other."""
    return opposed.speaks_of(m, n.actor.id) or opposed.speaks_of(n, m.actor.id)


def _apart(m: Move, n: Move) -> int:
    """Days between two moves; 0 or less where their days overlap."""
    return (max(m.first, n.first) - min(m.last, n.last)).days
