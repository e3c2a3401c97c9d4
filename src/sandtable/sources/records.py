"""What is known of a source. Invariant: frozen; a grade is one of A to F and, like the entry, says where it is from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sandtable.terms import VoiceType

GRADES = "ABCDEF"
UNKNOWN_GRADE = "F"  # "cannot be judged" on the scale of NATO AJP-2.1


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The actor (id) whose voice a source is, with the first and last day where known."""

    actor: str
    start: date | None = None
    end: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether it holds on that day; with no day, whether it ever did."""
        if on is None:
            return True
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Grade:
    """Reliability, A to F (NATO AJP-2.1), from a day on, and the basis of the judgement."""

    letter: str
    since: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """A published voice: an outlet, monitor, institute or press office.

    `id` is `source:slug`; `grades` are ordered by day, the first of them open; `carries` are the ids of the sources
    whose copy it runs.
    """

    id: str
    name: str
    type: VoiceType
    group: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    carries: tuple[str, ...] = ()
    source: str = ""

    def grade(self, on: date | None = None) -> Grade:
        """The grade on that day, the latest with no day."""
        known = [g for g in self.grades if on is None or g.since is None or g.since <= on]
        return known[-1] if known else Grade(UNKNOWN_GRADE, None, "no grade before that day")
