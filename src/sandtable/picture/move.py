"""What moves control of a place: one testimony's word. Invariant: a move is a place gained, left or said to be held, by one actor, and keeps the
testimony that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sandtable.picture.testimony import Testimony
from sandtable.terms import Entity, Extent


class Act(StrEnum):
    """What a move is: a place gained, a place left, or a statement that it is held."""

    GAIN = "gain"
    LOSS = "loss"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Move:
    """One testimony's word on who gained, left or holds a place.

    `first`, `last`: the days between which it happened or was so. `losers`: who lost the place by it; `joint`: the
    other actors whom the claim names beside this one; `background`: the words only mention the hold in passing
    ("the ISIL-held town", "had held the town"), so it may be older than the report; `again`: the words tell of a taking back;
    `called`: the words for an actor that is only described there ("the insurgents") and taken for this one.
    """

    act: Act
    actor: Entity
    first: date
    last: date
    by_words: bool
    testimony: Testimony
    voice: str
    extent: Extent
    losers: frozenset[str] = frozenset()
    joint: frozenset[str] = frozenset()
    denied: bool = False
    background: bool = False
    again: bool = False
    place: str = ""
    called: str = ""

    @property
    def from_day(self) -> date:
        """The day from which it counts: when an event had happened for certain, when a state is first said to be so."""
        return self.first if self.act is Act.STATE else self.last

    @property
    def order(self) -> tuple[date, tuple[str, str, int, str], str]:
        """A key that sorts moves the same way whatever order they were stored in."""
        return (self.last, self.testimony.order, self.actor.id)
