"""The stretches of a border that can be asked of one by one. Invariant: those of the gazetteer first, then those that claims tell of
by their two ends, each once."""

from __future__ import annotations

from collections.abc import Iterator

from sandtable.gazetteer.place import Place
from sandtable.gazetteer.stretches import ENDS
from sandtable.picture.asking import Claims, Places
from sandtable.terms import EntityType


def stretches_of(ledger: Claims, gazetteer: Places, border: Place) -> Iterator[Place]:
    """The segments of a border, and its stretches of which a claim speaks."""
    yield from gazetteer.segments(border.id)
    told = {
        e.id for e in ledger.entities(EntityType.PLACE) if e.id.startswith(f"{border.id}#") and ENDS in e.id
    }
    for place_id in sorted(told):
        place = gazetteer.get(place_id)
        if place is not None:
            yield place
