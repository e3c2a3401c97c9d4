"""Names on the command line to ids. Invariant: a name that nothing is known by is refused with the nearest names, and
where a name has several bearers the one that the ledger speaks of most is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sandtable.cli.options import Trouble, say

if TYPE_CHECKING:
    from sandtable.cli.desk import Desk
    from sandtable.ledger import EntityCount

NEAR = 70  # of 100, rapidfuzz's QRatio
SHOWN = 4


def find_place(desk: Desk, name: str, *, ends: bool = False) -> str:
    """The id of a place by name, phrase or id; of `ends` of a way nobody need speak. Raises Trouble where there is none."""
    from sandtable.gazetteer import PlaceQuery, resolve
    from sandtable.gazetteer.folding import fold
    from sandtable.terms import EntityType

    spoken = desk.ledger.entities(EntityType.PLACE)
    if any(e.id == name for e in spoken) or desk.gazetteer.get(name) is not None:
        return name
    countries = _countries(desk, spoken)
    meant = {m.place.id for m in desk.gazetteer.find(name, countries)}
    said = [e for e in spoken if e.id in meant or fold(e.name) == fold(name)]
    if said:
        _also(name, said)
        return said[0].id
    found = resolve(desk.gazetteer, [PlaceQuery(name, 0, len(name))], countries=countries)[0].place
    if found is None:
        raise _unknown("place", name, spoken, {})
    if not ends and all(e.id != found.id for e in spoken):
        where = f", {found.country}" if found.country else ""
        say(f"sandtable: no claim speaks of {found.name} ({found.type.value}{where}, {found.id})")
    return found.id


def find_actor(desk: Desk, name: str, on: date | None = None) -> str:
    """The id of an actor by name, description or id. Raises Trouble where there is none."""
    from sandtable.gazetteer.folding import fold
    from sandtable.terms import EntityType

    spoken = desk.ledger.entities(EntityType.ACTOR)
    listed = desk.registry.get(name)
    if any(e.id == name for e in spoken) or (listed is not None and listed.source != "report"):
        return name
    countries = _countries(desk, desk.ledger.entities(EntityType.PLACE))
    found = desk.registry.find(name, countries, on) or desk.registry.resolve_np(name, countries, on)
    said = [e for e in spoken if (found and e.id == found.id) or fold(e.name) == fold(name)]
    if said:
        _also(name, said)
        return said[0].id
    if found is None:
        known = {n: actor.name for actor in desk.registry for n in (actor.name, *actor.aliases)}
        raise _unknown("actor", name, spoken, known)
    return found.id


def _countries(desk: Desk, spoken: Iterable[EntityCount]) -> tuple[str, ...]:
    """The countries that the ledger's places lie in, the most spoken of first."""
    claims: dict[str, int] = {}
    for entity in spoken:
        place = desk.gazetteer.get(entity.id)
        for country in place.countries if place else ():
            claims[country] = claims.get(country, 0) + entity.claims
    return tuple(sorted(claims, key=lambda c: (-claims[c], c)))


def _also(name: str, said: list[EntityCount]) -> None:
    if len(said) > 1:
        others = ", ".join(f"{e.name} ({e.id})" for e in said[1 : SHOWN + 1])
        say(f"sandtable: {name!r} is taken for {said[0].name} ({said[0].id}); also: {others}")


def _unknown(what: str, name: str, spoken: Sequence[EntityCount], names: Mapping[str, str]) -> Trouble:
    """`names`: every spelling that is known, each with the name to show for it."""
    from rapidfuzz import fuzz, process, utils

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
        return Trouble(f"no {what} is known as {name!r}: did you mean {', '.join(meant)}?")
    if spoken:
        most = ", ".join(e.name for e in spoken[:SHOWN])
        return Trouble(f"no {what} is known as {name!r}; the ledger speaks most of {most}")
    return Trouble(f"no {what} is known as {name!r}, and the ledger speaks of none")
