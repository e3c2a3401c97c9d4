"""What every export shares. Invariant: an export holds what the ledger holds, in another scheme's words; what the
scheme has no words for is counted and named, never dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sandtable.gazetteer import Place
from sandtable.ledger import Entry
from sandtable.terms import Claim, Entity, EntityType


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where an export asks for what a claim does not carry: the kind of an actor (empty where unknown) and the place of
    an id (None where the gazetteer has it no more)."""

    kind: Callable[[str], str]
    place: Callable[[str], Place | None]


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of an export, how many records it holds, and one line for each sort of claim that it could not hold."""

    text: str
    records: int
    left_out: tuple[str, ...] = ()


def counted(reasons: Iterable[str]) -> tuple[str, ...]:
    """Reasons as lines, the most frequent first."""
    return tuple(f"{n} left out: {reason}" for reason, n in Counter(reasons).most_common())


def entities(claim: Claim, *roles: str, type: EntityType = EntityType.ACTOR) -> tuple[Entity, ...]:
    """The resolved fillers of these roles, each once, in the order of the roles and of the text."""
    found: dict[str, Entity] = {}
    for role in roles:
        for filler in claim.fillers(role):
            if filler.entity is not None and filler.entity.type is type:
                found.setdefault(filler.entity.id, filler.entity)
    return tuple(found.values())


def actors(claim: Claim) -> tuple[Entity, ...]:
    """Every actor of a claim, each once."""
    return entities(claim, *dict.fromkeys(r.role for r in claim.roles))


def places(claim: Claim) -> tuple[Entity, ...]:
    """Every place of a claim, each once; the place where it happened before the ends of a way."""
    rest = (r.role for r in claim.roles if r.role != "place")
    return entities(claim, "place", *dict.fromkeys(rest), type=EntityType.PLACE)


@dataclass(frozen=True, slots=True)
class When:
    """The days of a claim. `by_words`: the report's words give them; else only its publication bounds them."""

    first: date
    last: date
    by_words: bool

    @property
    def days(self) -> int:
        """Length in days, both ends counted."""
        return (self.last - self.first) // timedelta(days=1) + 1


def when(entry: Entry) -> When | None:
    """The days of a claim; None where neither its words nor a published date give one."""
    time = entry.claim.time
    given = [date.fromisoformat(d[:10]) for d in ((time.earliest, time.latest) if time else ()) if d]
    if given:
        return When(min(given), max(given), by_words=True)
    return When(entry.published, entry.published, by_words=False) if entry.published else None
