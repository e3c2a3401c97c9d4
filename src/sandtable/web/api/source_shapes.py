"""The shapes of sources, whereabouts and names, for the OpenAPI document. Invariant: as of `answer_shapes`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sandtable.terms import Kind, VoiceType
from sandtable.web.api.answer_shapes import Named, Place, Position, Shape, Voiced


class ListedSource(Shape):
    """`id`, `class` and `grade` are null for a source that the registry does not have; `names`: how reports write it; `claims`:
    those of its own reports; `quoted`: those that name it as who says them."""

    id: str | None
    name: str
    type: VoiceType
    class_: str | None = Field(alias="class")
    grade: Literal["A", "B", "C", "D", "E", "F"] | None
    speaks_for: list[str]
    names: list[str]
    reports: int
    claims: int
    quoted: int


class Sources(Shape):
    schema_: Literal["sandtable.sources/1"] = Field(alias="schema")
    sources: list[ListedSource]
    total: int
    next: str | None


class Allegiance(Shape):
    actor: Named
    from_: str | None = Field(alias="from")
    to: str | None
    source: str


class Graded(Shape):
    letter: Literal["A", "B", "C", "D", "E", "F"]
    since: str | None
    basis: str


class KindCount(Shape):
    kind: Kind
    claims: int


class SourceCount(Shape):
    source: str
    claims: int


class TrackedWord(Shape):
    """A claim of the source about a place; the claims of other voices that say the same, said `after` it (or on its day) or
    `earlier`, and those that speak `against` it."""

    claim: str
    place: Named
    said: str | None
    after: list[str]
    earlier: list[str]
    against: list[str]


class TrackOutcome(Shape):
    """`words`: how many; `claims`: the newest of them; `more`: how many are not listed."""

    outcome: Literal["borne-out", "follows", "contradicted", "both", "alone"]
    words: int
    claims: list[TrackedWord]
    more: int


class Track(Shape):
    """How often its words about who holds what are borne out by independent voices, and contradicted. `quotes`, `repeats`: whose
    words, and whose texts, its reports pass on."""

    words: int
    says: str
    outcomes: list[TrackOutcome]
    quotes: list[SourceCount]
    repeats: list[SourceCount]


class Source(Shape):
    """What is known of a source. `entry`: where its entry in the registry is from."""

    schema_: Literal["sandtable.source/1"] = Field(alias="schema")
    id: str | None
    name: str
    type: VoiceType
    class_: str | None = Field(alias="class")
    grade: Literal["A", "B", "C", "D", "E", "F"] | None
    names: list[str]
    reports: int
    claims: int
    quoted: int
    on: str
    known: str | None
    speaks_for: list[Allegiance]
    grades: list[Graded]
    basis: str | None
    carries: list[Named]
    entry: str | None
    kinds: list[KindCount]
    track: Track


class HeldPlace(Shape):
    place: Place
    state: Literal["agreed", "single-source", "contested", "unknown"]
    position: Position


class SightedPlace(Named):
    lat: float | None
    lon: float | None


class Sighting(Shape):
    """Between `from` and `to` the actor is said to have been there, or to have gone there; `by_words`: the reports' words give
    these days."""

    place: SightedPlace
    kind: Literal["presence", "movement"]
    from_: str = Field(alias="from")
    to: str
    by_words: bool
    voices: list[Voiced]


class Whereabouts(Shape):
    """`withheld`: why no sightings are given: persons are not followed."""

    schema_: Literal["sandtable.whereabouts/1"] = Field(alias="schema")
    actor: Named
    on: str
    known: str | None
    holds: list[HeldPlace]
    seen: list[Sighting]
    withheld: str | None


class FoundName(Named):
    """`claims`: how many speak of it or, of a source, are its own or quote it."""

    type: str
    claims: int


class Suggestions(Shape):
    """What is meant by the beginning of a name."""

    schema_: Literal["sandtable.suggestions/1"] = Field(alias="schema")
    places: list[FoundName]
    actors: list[FoundName]
    sources: list[FoundName]
