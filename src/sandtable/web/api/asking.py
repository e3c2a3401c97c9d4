"""What may be asked, parameter by parameter. Invariant: a parameter means what the option of that name means in the commands,
and one that is not known is refused, not passed over."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from sandtable.picture import AsOf, Heed, Judged
from sandtable.terms import Kind, VoiceType

FIRST, LAST = 1900, 2199  # years; what lies beyond is a slip, and days are counted from the day asked about
MOST = 200  # records of a page
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: Any) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            found = date.fromisoformat(value)
        except ValueError as error:
            raise ValueError("there is no such day in the calendar") from error
        if FIRST <= found.year <= LAST:
            return found
        raise ValueError(f"give a day from {FIRST} to {LAST}")
    raise ValueError("write a day as YYYY-MM-DD, such as 2017-11-20")


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema(
        {"type": "string", "format": "date", "description": f"YYYY-MM-DD, UTC, {FIRST} to {LAST}"}
    ),
]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Actors = Annotated[str, StringConstraints(max_length=1000, pattern=r"[^,\s]")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[!-~]+$")]
Names = Annotated[list[Name], Field(max_length=50)]
Status = Literal["proposed", "accepted", "edited", "rejected"]
Verdict = Literal["accept", "edit", "reject", "reopen", "add"]  # that a decision may have
Shown = Literal["control", "movement", "assault", "siege", "presence"]  # on a map
Letter = Literal["A", "B", "C", "D", "E", "F"]


class Asked(BaseModel):
    """What no question goes without."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    known: Day | None = Field(
        None, description="Use only what was published by this day. Default: everything."
    )


class Question(Asked):
    """What every question of the picture takes."""

    on: Day | None = Field(None, description="The day asked about. Default: today (UTC).")
    without: Names = Field([], description="Leave out these outlets or speakers.")
    only: Names = Field([], description="Hear only these outlets or speakers.")
    judged: Judged = Field(
        Judged.ALL,
        description="Which claims count: all but rejected ones, those that an analyst accepted (as read, edited or added), or "
        "those that nobody has decided on.",
    )
    why: bool = Field(False, description="Give the chain behind the answer under `why`.")

    def as_of(self) -> AsOf:
        """As the picture takes it."""
        heed = Heed(without=frozenset(self.without), only=frozenset(self.only), judged=self.judged)
        return AsOf(self.on, self.known, heed)


class OfPlace(Question):
    """Of one place."""

    place: Name = Field(description="A name, a phrase or an id.")


class OfPlaceOrWay(OfPlace):
    """Of one place, or of a way from it to another."""

    to: Name | None = Field(None, description="The other end of a corridor; then `by` is needed.")
    by: list[Actors] = Field([], max_length=20, description="Who must hold the way.")


class OfBrief(Question):
    """What a brief shows."""

    beside: list[Name] = Field([], max_length=4, description="Sources whose maps are set side by side.")
    start: Name | None = Field(None, alias="from", description="The place that a corridor begins at.")
    to: Name | None = Field(None, description="The place that it leads to.")
    by: list[Actors] = Field([], max_length=20, description="Who must hold it.")


class OfActor(Question):
    """Of one actor."""

    actor: Name = Field(description="A name, a description or an id.")


class OfMap(Question):
    """Of the map of one day, or of some."""

    to: Day | None = Field(None, description="The last day, at most 92 after `on`. Default: `on` alone.")
    actor: list[Name] = Field([], max_length=20, description="Only what any of these actors holds or does.")
    kind: list[Shown] = Field(
        [], max_length=5, description="Only what is of any of these kinds; control: who holds what."
    )
    earlier: bool = Field(
        False,
        description="Where the ledger has grown since this was asked last: the answer of then at once, with `behind`, while that of "
        "now is worked out; ask again for it.",
    )


class OfSentences(Asked):
    """Which claims' words."""

    claim: list[Id] = Field(min_length=1, max_length=100, description="The ids of claims.")


class OfWay(Question):
    """Of an overland way."""

    start: Name = Field(alias="from", description="The place it begins at.")
    to: Name = Field(description="The place it leads to.")
    by: list[Actors] = Field(
        min_length=1, max_length=20, description="Who must hold it: actors, or lists with commas."
    )
    every: bool = Field(False, alias="all", description="Compare up to eight ways, not the best alone.")


class Paged(Asked):
    """A page of records, in the order in which the ledger took them in."""

    cursor: int = Field(
        0, ge=0, le=2**53, description="The number of the last record seen, as `next` carries it."
    )
    limit: int = Field(50, ge=1, le=MOST)


class ClaimsAsked(Paged):
    """Which claims; of several parameters all must hold."""

    kind: list[Kind] = Field([], description="Any of these kinds.")
    actor: list[Name] = Field([], max_length=10, description="With each of these actors in some role.")
    place: list[Name] = Field([], max_length=10, description="With each of these places in some role.")
    report: Id | None = Field(None, description="Of this report, by id.")
    source: Name | None = Field(None, description="By this outlet or speaker.")
    status: list[Status] = Field(
        ["proposed", "accepted", "edited"], description="Any of these. Default: all but rejected."
    )
    day: Day | None = Field(None, description="Whose own time has this day in it.")


class SourcesAsked(Asked):
    """Which sources; of several parameters all must hold."""

    on: Day | None = Field(None, description="The day of the grades. Default: today (UTC).")
    type: list[VoiceType] = Field([], description="Any of these sorts.")
    grade: list[Letter] = Field([], description="Any of these grades, on the day of `on`.")
    cursor: int = Field(0, ge=0, le=2**53, description="How many to pass over, as `next` carries it.")
    limit: int = Field(50, ge=1, le=MOST)

    @property
    def day(self) -> date:
        """The day of the grades."""
        return AsOf(self.on).day


class DecisionsAsked(Paged):
    """Which decisions; of several parameters all must hold. `known`: those made by that day."""

    claim: Id | None = None
    report: Id | None = None
    who: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    verdict: Verdict | None = None


class Typed(Asked):
    """The beginning of a name."""

    q: Name = Field(description="What was typed: each word may be a beginning.")
    limit: int = Field(8, ge=1, le=50, description="At most so many of each sort.")


class Searched(Asked):
    """Words to search for."""

    q: Name = Field(
        description="Words, all of which must be there; in double quotes, together; the last may be a beginning."
    )
    limit: int = Field(20, ge=1, le=100, description="At most so many of each sort.")


class QueueFilter(BaseModel):
    """Which claims are queued; of several parameters all must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: list[Kind] = Field([], description="Any of these kinds.")
    actor: list[Name] = Field([], max_length=10, description="With each of these actors in some role.")
    place: list[Name] = Field([], max_length=10, description="With each of these places in some role.")
    source: Name | None = Field(None, description="By this outlet or speaker.")
    status: list[Status] = Field(["proposed"], description="Any of these. Default: those that wait.")
    below: float | None = Field(None, ge=0, le=1, description="Of a lower confidence than this.")
    report: Id | None = Field(None, description="Of this report, by id.")
    q: Name | None = Field(None, description="With all these words, as in a search.")


class QueueAsked(QueueFilter):
    """A page of the queue."""

    cursor: Annotated[str, StringConstraints(pattern=r"^[0-3]\.-?[0-9]{1,9}\.-?[0-9]{1,12}$")] | None = Field(
        None, description="The place of the last report seen, as `next` carries it."
    )
    limit: int = Field(20, ge=1, le=50, description="Reports of a page.")

    @property
    def after(self) -> tuple[int, int, int] | None:
        """The place to go on after."""
        if self.cursor is None:
            return None
        rank, day, reading = map(int, self.cursor.split("."))
        return rank, day, reading


class EntitiesAsked(BaseModel):
    """Actors or places by name, or places by where they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Name | None = Field(None, description="The beginnings of the words of a name.")
    type: Literal["actor", "place"] = "place"
    lat: float | None = Field(None, ge=-90, le=90, description="With `lon`: the places nearest to a point.")
    lon: float | None = Field(None, ge=-180, le=180)
    limit: int = Field(12, ge=1, le=50)
