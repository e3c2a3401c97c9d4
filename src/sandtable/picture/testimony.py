"""A claim as the picture hears it: with the report that carries it. Invariant: nothing here depends on the order in
which reports were stored, and what was published after a day of knowledge is never heard on that day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sandtable.picture.settings import DEFAULT, Settings
from sandtable.terms import Claim, Entity, EntityType, Factuality


class Deferred:
    """A claim that is opened only when more is asked of it than its id and where its sentence begins."""

    __slots__ = ("_claim", "_opened", "id", "start")

    def __init__(self, id: str, start: int, opened: Callable[[], Claim]) -> None:
        self.id, self.start, self._opened = id, start, opened
        self._claim: Claim | None = None

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        if self._claim is None:
            self._claim = self._opened()
        return self._claim


@dataclass(frozen=True, slots=True, eq=False)
class Testimony:
    """One claim and where it was said.

    `said` is the claim, or one that is yet to be opened. `published` is the report's own date, `recorded` the day it was stored (used only where there is no other date).
    `text_group` is equal for reports that are copies of one text. `rejected`: an analyst rejected the claim.
    """

    said: Claim | Deferred
    report_id: str
    publisher: str | None
    published: date | None
    recorded: date | None = None
    text_group: str = ""
    rejected: bool = False

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.said.claim if isinstance(self.said, Deferred) else self.said

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.said.id

    @property
    def start(self) -> int:
        """Where its sentence begins in the report."""
        return self.said.start if isinstance(self.said, Deferred) else self.said.evidence.start

    @property
    def day(self) -> date | None:
        """The day by which it was said."""
        return self.published or self.recorded

    @property
    def order(self) -> tuple[str, str, int, str]:
        """A key that sorts testimonies the same way whatever order they were stored in."""
        day = self.day
        return (day.isoformat() if day else "", self.report_id, self.start, self.id)

    def __eq__(self, other: object) -> bool:
        """Whether the two are one claim of one report, said by the same on the same day."""
        if self is other or not isinstance(other, Testimony):
            return self is other
        said, also = (
            (self.order, self.publisher, self.rejected),
            (other.order, other.publisher, other.rejected),
        )
        return said == also and self.claim == other.claim

    def __hash__(self) -> int:
        return hash((self.report_id, self.id))

    def entities(self, role: str, kind: EntityType) -> tuple[Entity, ...]:
        """The resolved fillers of a role, each once, in text order."""
        seen: dict[str, Entity] = {}
        for filler in self.claim.fillers(role):
            if filler.entity is not None and filler.entity.type is kind:
                seen.setdefault(filler.entity.id, filler.entity)
        return tuple(seen.values())

    def actors(self, role: str) -> tuple[Entity, ...]:
        """The actors in a role."""
        return self.entities(role, EntityType.ACTOR)

    def places(self, role: str = "place") -> tuple[Entity, ...]:
        """The places in a role."""
        return self.entities(role, EntityType.PLACE)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A testimony that an answer did not use, and why."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True)
class Window:
    """The days between which a thing happened or was so, both inclusive. `by_words`: the report's words give them;
    otherwise its publication does, and the days say only by when."""

    first: date
    last: date
    by_words: bool


def heard(
    testimonies: Iterable[Testimony],
    known: date | None = None,
    without: frozenset[str] = frozenset(),
    only: frozenset[str] = frozenset(),
) -> tuple[Testimony, ...]:
    """What had been said by `known`, each claim once, in an order that does not depend on storage.

    `without` and `only` are publishers' or speakers' names, compared in folded case: a testimony is left out where
    its publisher or any link of its attribution is in `without`, or where `only` is given and none of them is in it.
    """
    off, keep = {n.casefold() for n in without}, {n.casefold() for n in only}
    kept: dict[tuple[str, str], Testimony] = {}
    for t in testimonies:
        if known is not None and (t.day is None or t.day > known):
            continue
        if off or keep:
            names = {v.name.casefold() for v in t.claim.attribution}
            if t.publisher:
                names.add(t.publisher.casefold())
            if names & off or (keep and not names & keep):
                continue
        kept.setdefault((t.report_id, t.id), t)
    return tuple(sorted(kept.values(), key=lambda t: t.order))


def day_of(text: str | None) -> date | None:
    """An ISO 8601 day, or None."""
    return date.fromisoformat(text[:10]) if text else None


def window(t: Testimony, lasting: bool, settings: Settings = DEFAULT) -> Window | None:
    """When it happened, or, where `lasting`, while what days it was so; None where nothing dates it, or where its
    words put it after the report.

    An event whose words give only by when it had happened is held to that day, as to that of the publication where there are none.
    A state whose words give no end was so until the report was published; begun "since March", it is certain from the
    last day of March.
    """
    said, time = t.day, t.claim.time
    first = day_of(time.earliest) if time else None
    last = day_of(time.latest) if time else None
    if lasting and time is not None and first is not None and last is None:
        first = begun(first, time.text)
        if said is not None:
            first = min(first, max(said, day_of(time.earliest) or said))
    if first is None and last is None:
        return Window(said, said, by_words=False) if said else None
    if said is not None:
        limit = said + timedelta(days=settings.clock_slack)
        if first is not None and first > limit:
            return None
        if last is None or last > limit:
            last = said if first is None or first <= said else first
    if last is None:
        last = first
    if first is None:
        first = last
    if first is None or last is None or first > last:
        return None
    if not lasting and time is not None and time.earliest is None:
        return Window(last, last, by_words=False)  # the words say only by when
    return Window(first, last, by_words=True)


_TWO_ENDS = re.compile(r"\S\s+(?:to|until|till|and|through)\s+\S|\S\s*[\u2013\u2014]\s*\S", re.IGNORECASE)


def closed(words: str) -> bool:
    """Whether words of time give both ends ("June 2014 to August 2014"), so that what is so then is said to be over after it."""
    return _TWO_ENDS.search(words) is not None


_MONTHS = re.compile(r"\b(jan|febr|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_SEASONS = re.compile(r"\b(spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
_PART = re.compile(r"\b(early|mid|late)\b", re.IGNORECASE)
# "Has held it for a week": counted back from the report, to a day.
_COUNTED = re.compile(
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)\s",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b\d{1,2}(st|nd|rd|th)?\b")


def begun(first: date, words: str) -> date:
    """The last day on which what is so "since" these words, whose first day is `first`, can have begun: a day, else the
    end of the week, month, season or year that they name."""
    if _DAY.search(words) or _COUNTED.match(words):
        return first
    part = _PART.search(words) if _MONTHS.search(words) else None
    if part is not None and (first.day > 1 or part[0].casefold() == "early"):
        end = date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
        return min(end, first + timedelta(days=10))
    if "weekend" in words.casefold():
        return first + timedelta(days=1)
    if "week" in words.casefold():
        return first + timedelta(days=6)
    months = 1 if _MONTHS.search(words) or "month" in words.casefold() else 3 if _SEASONS.search(words) else 0
    if not months and first.day == 1 and first.month == 1 and re.search(r"\b\d{4}\b|year", words):
        months = 12
    if not months or first.day != 1:
        return first
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def is_said(t: Testimony) -> str | None:
    """Why a testimony cannot move control, or None where it can: it is planned, hedged or rejected."""
    if t.rejected:
        return "an analyst rejected the claim"
    if t.claim.factuality is Factuality.PLANNED:
        return "planned, not done: a plan moves nothing"
    if t.claim.factuality is Factuality.HEDGED:
        return "hedged: a claim that may be so moves nothing"
    return None
