"""The capital that a phrase means by what it is the capital of: "the capital of Anbar", "the Libyan capital". Invariant:
a region is never taken for its capital; where no seat of it is listed, the phrase stays unplaced."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sandtable.gazetteer.folding import fold
from sandtable.gazetteer.place import Place, PlaceType
from sandtable.gazetteer.rows import table

if TYPE_CHECKING:
    from collections.abc import Collection

    from sandtable.gazetteer.gazetteer import Gazetteer

_SORT = r"(?:(?:regional|provincial|state|governorate|administrative|national)\s+)?capital(?:\s+city)?"
_OF = re.compile(rf"^(?:the\s+)?{_SORT}\s+of\s+(?:the\s+)?(.+)$", re.IGNORECASE)
_OWN = re.compile(rf"^(?:the\s+)?(.+?)(?:'s|’s|s')\s+{_SORT}$", re.IGNORECASE)
_ITS = re.compile(
    rf"^(?:the\s+)?(?!(?:regional|provincial|state|national)\b)([^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z]\w*)*)\s+{_SORT}$"
)
_NOUN = re.compile(r"\s+(?:province|governorate|region|state|oblast|district|department)$", re.IGNORECASE)


@cache
def _seats() -> dict[str, str]:
    """The listed seats of first-level regions by the region's id."""
    own = {f"iso:{row['code']}": row["seat"] for row in table("provinces.tsv") if row.get("seat")}
    return own | {row["id"]: row["seat"] for row in table("seats.tsv")}


def capital_of(phrase: str) -> str | None:
    """What a phrase is the capital of by its own words; None where it says of nothing that it is its capital."""
    bare = " ".join(phrase.split()).strip(" ,;")
    found = _OF.match(bare) or _OWN.match(bare) or _ITS.match(bare)
    return found[1] if found else None


def seat_of(gazetteer: Gazetteer, phrase: str, countries: Collection[str]) -> list[Place] | None:
    """The capital that a phrase means; empty where it is one of a country or region whose seat is not listed, None where
    the phrase names no such thing ("the capital of Damascus" is Damascus)."""
    name = capital_of(phrase)
    if name is None:
        return None
    state = gazetteer.country_of(name)
    if state is not None and state.country:
        return gazetteer.capital(state.country)
    known = [
        m.place for m in (*gazetteer.find(name, countries), *gazetteer.find(_NOUN.sub("", name), countries))
    ]
    regions = [p for p in known if p.type is PlaceType.REGION]
    near = [p for p in regions if p.country in countries] or regions
    if not near:
        return None
    seats = [seat for region in near[:1] if (seat := _seats().get(region.id))]
    if not seats and any(p.type is PlaceType.SETTLEMENT and fold(p.name) == fold(name) for p in known):
        return None  # "the capital of Hama" says as little as "the city of Hama"
    return [
        m.place
        for seat in seats
        for m in gazetteer.find(seat, (near[0].country,) if near[0].country else ())
        if m.place.type is PlaceType.SETTLEMENT and m.place.country == near[0].country
    ][:1]
