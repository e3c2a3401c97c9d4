"""Border phrases to borders and segments. Invariant: the answer is a line of two countries that touch, or none.

Where a phrase names one country alone, the border is the one that the report names in full elsewhere, or the one
towards the side named, or that with the neighbour it speaks of most; the note says which rule chose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from shapely.geometry import Point
from shapely.geometry import shape as to_shape
from shapely.geometry.base import BaseGeometry

from sandtable.gazetteer.folding import fold, skeleton, without_article
from sandtable.gazetteer.gazetteer import Gazetteer
from sandtable.gazetteer.measure import km_between
from sandtable.gazetteer.phrase import Reading
from sandtable.gazetteer.place import How, Place, PlaceType, Precision, Resolution
from sandtable.gazetteer.stretches import stretch_id

BESIDE_KM = 60.0  # a place farther from a border is no end of a stretch of it
_ENDS = (PlaceType.SETTLEMENT, PlaceType.CROSSING, PlaceType.SITE)

_VECTOR = {
    "north": (0.0, 1.0), "south": (0.0, -1.0), "east": (1.0, 0.0), "west": (-1.0, 0.0), "northeast": (0.7, 0.7),
    "northwest": (-0.7, 0.7), "southeast": (0.7, -0.7), "southwest": (-0.7, -0.7),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BorderContext:
    """What the rest of the report says of borders: votes by country, and the pairs it names in full."""

    countries: Counter[str]
    mentioned: Sequence[tuple[str, ...]]


def resolve_border(gazetteer: Gazetteer, reading: Reading, context: BorderContext) -> Resolution:
    """The border, or the segment of it, that a reading means."""
    border, side, note = _border(gazetteer, reading, context)
    if border is None:
        return Resolution(None, None, None, note)
    between = _between(gazetteer, reading, border)
    if between is not None:
        return Resolution(between, How.EXACT, Precision.VAGUE if note else Precision.LINE, note)
    precise = Precision.VAGUE if note else Precision.LINE
    segments = gazetteer.segments(border.id)
    named = _named_segment(reading.name, segments)
    if named is not None:
        return Resolution(named, How.EXACT, precise, note)
    if side:
        third = _third(segments, border, side)
        if third is not None:
            return Resolution(third, How.EXACT, precise, note)
        note = note or f"{border.name} has no {side} third; the whole is taken"
    return Resolution(border, How.EXACT, precise, note)


def _line(gazetteer: Gazetteer, border: Place) -> BaseGeometry | None:
    raw = gazetteer.geometry(border.id)
    return None if raw is None else to_shape(raw)


def _off(line: BaseGeometry, place: Place) -> float:
    """How far a place lies from a line, in km."""
    near = line.interpolate(line.project(Point(place.lon, place.lat)))
    return km_between(place.lat, place.lon, near.y, near.x)


def _beside(gazetteer: Gazetteer, name: str, border: Place, *, spelt_so: bool = False) -> Place | None:
    """The place of a name that lies nearest to a border, its crossing first; None where none lies by it."""
    line = _line(gazetteer, border)
    if line is None:
        return None
    for spelt in (f"{name} crossing", f"{name} border crossing", name):
        found = gazetteer.find(spelt, border.countries)
        likely = [m for m in found if not (spelt_so and m.how is How.SKELETON)]
        places = [m.place for m in likely if m.place.type in _ENDS]
        near = [(_off(line, p), p.id, p) for p in places if not set(p.countries).isdisjoint(border.countries)]
        if near and min(near)[0] <= BESIDE_KM:
            return min(near)[2]
    return None


def _between(gazetteer: Gazetteer, reading: Reading, border: Place) -> Place | None:
    """The stretch of a border between two places that the phrase names, where both lie by it."""
    if len(reading.ends) != 2:
        return None
    one, other = (_beside(gazetteer, name, border) for name in reading.ends)
    line = _line(gazetteer, border)
    if one is None or other is None or line is None:
        return None
    key = stretch_id(border, line, one, other)
    return None if key is None else gazetteer.get(key)


def _by_name(
    gazetteer: Gazetteer, reading: Reading, context: BorderContext, isos: Sequence[str]
) -> Place | None:
    """The border that has a segment of that name, or that the places named lie by: one that the report names in full,
    else one of these countries."""
    if not (reading.name or reading.ends):
        return None
    pairs = [pair for pair, _ in Counter(context.mentioned).most_common()]
    full = [b for a, c in (pair[:2] for pair in pairs) if (b := gazetteer.border(a, c)) is not None]
    borders = {b.id: b for b in (*full, *(b for iso in isos for b in gazetteer.borders_of(iso)))}
    for border in borders.values():
        if not reading.ends and _named_segment(reading.name, gazetteer.segments(border.id)) is not None:
            return border
    names = reading.ends or ((reading.name,) if reading.name else ())
    for border in borders.values():
        if names and all(_beside(gazetteer, name, border, spelt_so=True) is not None for name in names):
            return border
    return None


def _border(gazetteer: Gazetteer, reading: Reading, context: BorderContext) -> tuple[Place | None, str, str]:
    """The border, the side still to be applied to it, and a note where it was inferred."""
    isos = list(reading.border or ())
    for i, a in enumerate(isos):
        for b in isos[i + 1 :]:
            border = gazetteer.border(a, b)
            if border is not None:
                return border, reading.part, ""
    if len(isos) > 1:
        return None, "", "the countries named do not share a border"
    if len(isos) == 1 and reading.part in _VECTOR and reading.noun != "segment":
        return _one_country(gazetteer, isos[0], reading.part, context)
    spoken = [iso for iso, _ in context.countries.most_common(6)]
    named = _by_name(gazetteer, reading, context, isos or spoken)
    if named is not None:
        by = " and ".join(reading.ends) or reading.name
        return named, reading.part, f"taken as the {named.name}, by which {by} lies"
    for pair, _ in Counter(context.mentioned).most_common():
        if not isos or isos[0] in pair:
            border = gazetteer.border(pair[0], pair[1])
            if border is not None:
                return border, reading.part, f"taken as the {border.name}, which the report names"
    if isos:
        return _one_country(gazetteer, isos[0], reading.part, context)
    for i, a in enumerate(spoken):
        for b in spoken[:i]:
            border = gazetteer.border(a, b)
            if border is not None:
                return (
                    border,
                    reading.part,
                    f"taken as the {border.name}, of the countries that the report speaks of",
                )
    return None, "", "the report does not say which border"


def _one_country(
    gazetteer: Gazetteer, iso: str, side: str, context: BorderContext
) -> tuple[Place | None, str, str]:
    borders = gazetteer.borders_of(iso)
    state = gazetteer.get(f"iso:{iso}")
    if not borders or state is None:
        return None, "", f"{iso} has no land border"

    def towards(border: Place) -> float:
        dx, dy = _VECTOR[side]
        x, y = (border.lon - state.lon) * cos(radians(state.lat)), border.lat - state.lat
        return (dx * x + dy * y) / hypot(x, y)

    if side in _VECTOR:
        best = max(borders, key=towards)
        return best, "", f"taken as the {best.name}, the {side}ern one of {state.name}"
    spoken = [(sum(context.countries[c] for c in b.countries if c != iso), b) for b in borders]
    votes, best = max(spoken, key=lambda item: item[0])
    if not votes:
        return None, "", f"the report does not say which border of {state.name}"
    return best, side, f"taken as the {best.name}, the neighbour that the report speaks of most"


def _named_segment(name: str, segments: Sequence[Place]) -> Place | None:
    """The segment whose own name holds every word of `name`, spelt alike or by skeleton."""
    words = [w for w in without_article(fold(name)).split() if len(w) > 2]
    if not words:
        return None
    for segment in segments:
        spelt = fold(segment.name).split()
        bones = {skeleton(w) for w in spelt} - {""}
        if any(w in spelt or skeleton(w) in bones for w in words):
            return segment
    return None


def _third(segments: Sequence[Place], border: Place, side: str) -> Place | None:
    """The third on a side: the middle one, or the end that lies most that way, if one does at all."""
    thirds = segments[:3]
    if len(thirds) < 3 or not thirds[0].id.startswith(border.id):
        return None
    if side == "central":
        return thirds[1]
    first, last = thirds[0], thirds[2]
    dx, dy = _VECTOR[side]
    x, y = (first.lon - last.lon) * cos(radians(first.lat)), first.lat - last.lat
    along = (dx * x + dy * y) / hypot(x, y)
    if abs(along) < 0.35:
        return None
    return first if along > 0 else last
