"""Claims in the making: a predicate with its fillers. Invariant: a draft holds token indices, never text."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandtable.terms import Extent, Kind, Stance, TimeSpan

# Every party is an actor, wherever it stands.
EACH_PARTY = frozenset({Kind.AGREEMENT, Kind.MEETING, Kind.ALLIANCE})
PLACE_ROLES = frozenset({"place", "origin", "destination", "via"})
FIRING = frozenset({"fire", "shoot", "lob", "launch", "hurl"})  # verbs whose "at" names what is shot at


@dataclass(slots=True)
class Filler:
    """A role and the head token of its phrase. `span`: characters, where the words are not the whole phrase."""

    role: str
    head: int
    span: tuple[int, int] | None = None


@dataclass(slots=True)
class Draft:
    """A claim in the making: the predicate's token, its trigger words, its kind and fillers. `time`: where it is another than
    that of the predicate; `voice`: the head of who says it, where that is nobody over the predicate."""

    kind: Kind
    at: int
    trigger: tuple[int, int]
    fillers: list[Filler]
    rule: str
    plover: str | None = None
    acled: str | None = None
    stance: Stance | None = None
    extent: Extent | None = None
    factuality: str | None = None
    confidence: float = 0.7
    light: int | None = None
    consumed: int | None = None
    time: TimeSpan | None = None
    voice: int | None = None
    lacks: frozenset[str] = field(default_factory=frozenset)

    def heads(self, role: str) -> list[int]:
        """The heads that fill a role."""
        return [f.head for f in self.fillers if f.role == role]
