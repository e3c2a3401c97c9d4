"""What is known of a source, and its track record. Invariant: a grade and a tie come with the basis that the registry gives
for them; nothing about a source is worked out from whether the picture agrees with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sandtable.picture.roster import Roll
from sandtable.picture.track import Track
from sandtable.sources import Grade
from sandtable.terms import Entity

FEW = 20  # words that other voices speak to; below it a share says nothing


@dataclass(frozen=True, slots=True)
class Allegiance:
    """The actor for whom a source speaks, with the first and last day where known; `source`: where that stands."""

    actor: Entity
    start: date | None
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A source as of a day. `grade`: that of the day, None for what no registry grades; `grades`: all of them by date;
    `carries`: id and name of those whose copy it runs; `speaks_for`: of any day."""

    roll: Roll
    on: date
    known: date | None
    grade: Grade | None
    grades: tuple[Grade, ...]
    speaks_for: tuple[Allegiance, ...]
    carries: tuple[tuple[str, str], ...]
    track: Track

    @property
    def spoken_to(self) -> int:
        """How many of its words other voices speak to."""
        counts = self.track.counts()
        return sum(n for outcome, n in counts.items() if outcome.value != "alone")

    @property
    def caution(self) -> str:
        """What the counts cannot tell, in words."""
        told = self.spoken_to
        if not self.track.words:
            return "no word of its own about who holds what can be set beside others"
        if told < FEW:
            return (
                f"other voices speak to {told} of its {len(self.track.words)} words about who holds what: "
                "too few to tell a share"
            )
        return "this counts what other voices say, not who is right"
