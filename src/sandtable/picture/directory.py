"""Places, actors and sources by what is typed of their names. Invariant: a name is found by the beginnings of its words,
whatever their case and marks, and what the ledger speaks of stands before what is only listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sandtable.gazetteer import Gazetteer
from sandtable.gazetteer.folding import fold
from sandtable.ledger import EntityCount
from sandtable.orbat import Registry
from sandtable.picture.roster import Roll

LEAST = 2  # letters by which what is only listed is found


@dataclass(frozen=True, slots=True)
class Named:
    """A place, an actor or a source. `type`: the place's, the actor's kind or the sort of voice, empty where not known;
    `claims`: how many speak of it or, of a source, are its own or quote it."""

    id: str
    name: str
    type: str
    claims: int


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found of each sort, the best first."""

    places: tuple[Named, ...]
    actors: tuple[Named, ...]
    sources: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Filed:
    """A name to be found: its forms, folded, with a blank before each word."""

    forms: tuple[str, ...]
    named: Named

    def rank(self, typed: str, words: Sequence[str]) -> int | None:
        """0 where a form is what was typed, 1 where one begins so, 2 where one has words that begin so; else None."""
        if typed in self.forms:
            return 0
        if any(form.startswith(typed) for form in self.forms):
            return 1
        return 2 if any(all(word in form for word in words) for form in self.forms) else None


class Directory:
    """The names of one state of a ledger. `places` and `actors`: those that it speaks of. May be shared between threads."""

    def __init__(
        self,
        places: Iterable[EntityCount],
        actors: Iterable[EntityCount],
        gazetteer: Gazetteer,
        registry: Registry,
        countries: Sequence[str],
    ) -> None:
        self._gazetteer, self._countries = gazetteer, countries
        self._places = {e.id: self._place(e) for e in places}
        spoken = {e.id: e for e in actors}
        self._actors = [_actor(e, registry) for e in spoken.values()]
        self._listed = [
            _Filed(_forms(a.name, *a.aliases), Named(a.id, a.name, a.kind.value, 0))
            for a in registry
            if a.id not in spoken
        ]

    def _place(self, counted: EntityCount) -> _Filed:
        found = self._gazetteer.get(counted.id)
        names = (counted.name, found.name) if found else (counted.name,)
        shown = found.name if found else counted.name
        return _Filed(
            _forms(*names), Named(counted.id, shown, found.type.value if found else "", counted.claims)
        )

    def matches(self, typed: str, rolls: Iterable[Roll], limit: int) -> Matches:
        """At most `limit` of each sort. Of places nobody speaks of, those that bear the whole name."""
        said = " " + fold(typed)
        words = [f" {word}" for word in said.split()]
        if not words:
            return Matches((), (), ())
        actors = _best(self._actors, said, words, limit)
        if len(said) > LEAST:
            actors += _best(self._listed, said, words, limit - len(actors))
        filed = [
            _Filed(_forms(*r.spellings), Named(r.source.id if r.source else r.name, r.name, r.type.value, r.claims + r.quoted))
            for r in rolls
        ]  # fmt: skip
        return Matches(
            tuple(self._found(typed, said, words, limit)),
            tuple(actors),
            tuple(_best(filed, said, words, limit)),
        )

    def _found(self, typed: str, said: str, words: Sequence[str], limit: int) -> list[Named]:
        out = _best(self._places.values(), said, words, limit)
        have = {one.id for one in out}
        for match in self._gazetteer.find(typed, self._countries):
            place = match.place
            if place.id in have or len(out) >= limit:
                continue
            have.add(place.id)
            filed = self._places.get(place.id)
            out.append(filed.named if filed else Named(place.id, place.name, place.type.value, 0))
        return out


def _actor(counted: EntityCount, registry: Registry) -> _Filed:
    found = registry.get(counted.id)
    listed = found if found is not None and found.source != "report" else None
    forms = _forms(counted.name, *((listed.name, *listed.aliases) if listed else ()))
    kind = found.kind.value if found else ""
    return _Filed(forms, Named(counted.id, listed.name if listed else counted.name, kind, counted.claims))


def _forms(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f" {fold(name)}" for name in names if name.strip()))


def _best(filed: Iterable[_Filed], said: str, words: Sequence[str], limit: int) -> list[Named]:
    found = [(rank, -f.named.claims, f.named.name, f.named.id, f.named) for f in filed
             if (rank := f.rank(said, words)) is not None]  # fmt: skip
    return [one[-1] for one in sorted(found, key=lambda one: one[:4])[: max(limit, 0)]]
