"""Names to ids. Invariant: a name that nothing is known by is refused with the nearest names, and where a name has several
bearers the one that the ledger speaks of most is meant and the others are told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz, process, utils

from sandtable.gazetteer import Gazetteer, PlaceQuery, resolve
from sandtable.gazetteer.folding import fold
from sandtable.ledger import EntityCount, Ledger, Wanted
from sandtable.orbat import Registry
from sandtable.picture.asking import PictureError
from sandtable.picture.directory import Directory
from sandtable.terms import EntityType

Say = Callable[[str], None]

NEAR = 70  # of 100, rapidfuzz's QRatio
SHOWN = 4


class Naming:
    """Places and actors by name, description or id, as one state of a ledger speaks of them: what it looked up it keeps,
    so make a new one where the ledger has grown. May be shared between threads.

    `say` is handed a line for whoever asked: other bearers of a name, or that no claim speaks of a place.
    """

    def __init__(self, ledger: Ledger, gazetteer: Gazetteer, registry: Registry) -> None:
        self._ledger, self._gazetteer, self._registry = ledger, gazetteer, registry

    @cached_property
    def _places(self) -> tuple[EntityCount, ...]:
        return tuple(self._ledger.entities(EntityType.PLACE))

    @cached_property
    def _actors(self) -> tuple[EntityCount, ...]:
        return tuple(self._ledger.entities(EntityType.ACTOR))

    @cached_property
    def _countries(self) -> tuple[str, ...]:
        """The countries that the ledger's places lie in, the most spoken of first."""
        claims: dict[str, int] = {}
        for entity in self._places:
            place = self._gazetteer.get(entity.id)
            for country in place.countries if place else ():
                claims[country] = claims.get(country, 0) + entity.claims
        return tuple(sorted(claims, key=lambda c: (-claims[c], c)))

    @cached_property
    def spoken_places(self) -> dict[str, int]:
        """The ids of the places that claims speak of, each with how many do, the most spoken of first."""
        return {e.id: e.claims for e in self._places}

    @cached_property
    def directory(self) -> Directory:
        """The names by what is typed of them."""
        return Directory(self._places, self._actors, self._gazetteer, self._registry, self._countries)

    def unheard(
        self, sources: Iterable[str], spellings: Callable[[str], Iterable[str]] = lambda s: (s,)
    ) -> list[str]:
        """A line for each outlet or speaker whose reports there are none of and whom none quotes, with the outlets of the
        nearest names, so that a slip in a name does not pass for an answer. `spellings`: the names of a source."""
        return [
            f"no report is by {source!r} and none quotes it{self._meant(source)}"
            for source in sources
            if not any(
                self._ledger.listing.claims(Wanted(source=one), limit=1)[0] for one in spellings(source)
            )
        ]

    def _meant(self, source: str) -> str:
        outlets = dict.fromkeys(r.publisher for r in self._ledger.reports() if r.publisher)
        near = process.extract(
            source,
            outlets.keys(),
            scorer=fuzz.QRatio,
            processor=utils.default_process,
            limit=SHOWN,
            score_cutoff=NEAR,
        )
        return (
            f": did you mean {', '.join(name for name, _, _ in near)}?"
            if near
            else "; `sandtable sources` lists who is heard"
        )

    def place(self, name: str, say: Say, *, ends: bool = False) -> str:
        """The id of a place by name, phrase or id; of `ends` of a way nobody need speak. Raises PictureError."""
        spoken = self._places
        if any(e.id == name for e in spoken) or self._gazetteer.get(name) is not None:
            return name
        meant = {m.place.id for m in self._gazetteer.find(name, self._countries)}
        said = [e for e in spoken if e.id in meant or fold(e.name) == fold(name)]
        if said:
            _also(name, said, say)
            return said[0].id
        query = PlaceQuery(name, 0, len(name))
        found = resolve(self._gazetteer, [query], countries=self._countries)[0].place
        if found is None:
            raise unknown("place", name, spoken, {})
        if not ends and all(e.id != found.id for e in spoken):
            where = f", {found.country}" if found.country else ""
            parts = [e.name for e in spoken if self._part(e.id, found.id)]
            rest = f" as a whole, but of {', '.join(parts[:SHOWN])}" if parts else ""
            say(f"no claim speaks of {found.name} ({found.type.value}{where}, {found.id}){rest}")
        return found.id

    def _part(self, place_id: str, whole: str) -> bool:
        """Whether a place is a part of another: a quarter, a bank, a segment or a stretch."""
        place = self._gazetteer.get(place_id)
        return place_id.startswith(f"{whole}#") or (place is not None and place.parent == whole)

    def actor(self, name: str, say: Say, on: date | None = None) -> str:
        """The id of an actor by name, description or id. Raises PictureError."""
        spoken = self._actors
        listed = self._registry.get(name)
        if any(e.id == name for e in spoken) or (listed is not None and listed.source != "report"):
            return name
        countries = self._countries
        found = self._registry.find(name, countries, on) or self._registry.resolve_np(name, countries, on)
        said = [e for e in spoken if (found and e.id == found.id) or fold(e.name) == fold(name)]
        if said:
            _also(name, said, say)
            return said[0].id
        if found is None:
            known = {n: actor.name for actor in self._registry for n in (actor.name, *actor.aliases)}
            raise unknown("actor", name, spoken, known)
        return found.id


def _also(name: str, said: Sequence[EntityCount], say: Say) -> None:
    if len(said) > 1:
        others = ", ".join(f"{e.name} ({e.id})" for e in said[1 : SHOWN + 1])
        say(f"{name!r} is taken for {said[0].name} ({said[0].id}); also: {others}")


def unknown(what: str, name: str, spoken: Iterable[EntityCount], names: Mapping[str, str]) -> PictureError:
    """The refusal of a name. `spoken`: what the ledger speaks of; `names`: every other spelling, with the name to show."""
    spellings = {**names, **{e.name: e.name for e in spoken}}
    near = process.extract(
        name,
        spellings.keys(),
        scorer=fuzz.QRatio,
        processor=utils.default_process,
        limit=12,
        score_cutoff=NEAR,
    )
    meant = list(dict.fromkeys(spellings[spelling] for spelling, _, _ in near))[:SHOWN]
    if meant:
        return PictureError(f"no {what} is known as {name!r}: did you mean {', '.join(meant)}?", tuple(meant))
    most = ", ".join(e.name for e in list(spoken)[:SHOWN])
    if most:
        return PictureError(f"no {what} is known as {name!r}; the ledger speaks most of {most}")
    return PictureError(f"no {what} is known as {name!r}, and the ledger speaks of none")
