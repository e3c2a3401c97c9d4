"""How a standing looks on a map. Invariant: one rule for every drawing: solid is held (halved where two hold it
together), hollow is only claimed, hatched is contested, faded is stale, and a grey ring is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sandtable.brief.palette import OTHER
from sandtable.brief.records import Standing

WORDS = {
    "solid": "held",
    "hollow": "only claimed",
    "hatch": "contested",
    "faded": "last known, now stale",
    "none": "unknown",
}


@dataclass(frozen=True, slots=True)
class Look:
    """The style and the colour slots of a marker or line; `partial` where the holder has only a part."""

    style: str
    slots: tuple[int, ...]
    partial: bool = False

    @property
    def word(self) -> str:
        """The style in a word or two, for a legend."""
        return WORDS[self.style]


def look(standing: Standing | None, slot: Mapping[str, int]) -> Look:
    """The look of a standing; None looks unknown."""
    if standing is None or not standing.positions:
        return Look("none", (OTHER,))
    holders = tuple(dict.fromkeys(p.holder.id for p in standing.positions))
    colours = tuple(slot.get(h, OTHER) for h in holders)
    first = standing.positions[0]
    if all(p.status == "stale" for p in standing.positions) or standing.state == "unknown":
        return Look("faded", colours[:1])
    if standing.state == "contested":
        return Look("hatch", colours[:3] if len(colours) > 1 else (*colours, OTHER))
    style = "hollow" if all(p.status == "claimed" for p in standing.positions) else "solid"
    return Look(style, colours[:2], first.extent == "partial")
