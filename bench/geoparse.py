"""Toponyms on GeoWebNews and TR-News (Gritta et al. 2019, A Pragmatic Guide to Geoparsing Evaluation).

Invariant: finding and placing are told apart. "found" is of the reading's own mentions, "placed" of these as well, "given
spans" of the resolver alone, which is handed the gold spans. The gold counts adjectives ("Turkish") as toponyms, which
the contract calls Nationality, not Location: figures "with adjectives" take both.

Measures of that paper: accuracy at 161 km (100 miles), mean error in km, and the area under the curve of ln(error + 1)
over the ln of the greatest error possible (0 is best). A toponym left unplaced counts as the greatest error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from typing import Any

from bench.board import Bench, Board, by_cause, f1, share
from bench.corpora import SHARED, digest, records
from sandtable.gazetteer import Gazetteer, PlaceQuery, resolve
from sandtable.gazetteer.measure import km_between
from sandtable.intake import make_report
from sandtable.terms import EntityType, Mention, MentionType

FARTHEST_KM = 20_039.0  # half the circumference of the earth, as in the paper
WITHIN_KM = 161.0
CORPORA = {"GeoWebNews": "gwn-dev.jsonl", "TR-News": "tr-news-dev.jsonl"}
NAMED = frozenset({MentionType.LOCATION})
WITH_ADJECTIVES = NAMED | {MentionType.NATIONALITY}
GUARDED = frozenset(
    {
        "found, f1",
        "found as places, f1",
        "found with adjectives, f1",
        "placed within 161 km, of all",
        "given spans, within 161 km",
    }
)

Toponym = dict[str, Any]
Span = tuple[int, int]


def overlaps(a: Span, b: Span) -> bool:
    """Whether two half-open spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def found(gold: set[Span], read: set[Span]) -> tuple[int, int, int]:
    """Equal spans, gold spans that a read one overlaps, and read spans that a gold one overlaps."""
    return (
        len(gold & read),
        sum(any(overlaps(g, r) for r in read) for g in gold),
        sum(any(overlaps(g, r) for g in gold) for r in read),
    )


def error_km(toponym: Toponym, mentions: Iterable[Mention]) -> float | None:
    """The distance from a gold toponym to the place that the nearest in extent of the mentions over it was resolved to;
    None where no mention stands over it, `FARTHEST_KM` where none of them is placed."""
    span = (toponym["start"], toponym["end"])
    over = [m for m in mentions if overlaps(span, (m.start, m.end))]
    placed = [
        m
        for m in over
        if m.entity is not None and m.entity.type is EntityType.PLACE and m.entity.lat is not None
    ]
    if not placed:
        return FARTHEST_KM if over else None
    best = min(placed, key=lambda m: (abs(m.start - span[0]) + abs(m.end - span[1]), m.start))
    assert best.entity is not None and best.entity.lat is not None and best.entity.lon is not None
    return km_between(toponym["lat"], toponym["lon"], best.entity.lat, best.entity.lon)


def alone(gazetteer: Gazetteer, toponyms: Sequence[Toponym]) -> list[float]:
    """The resolver's error in km at each gold span of a report."""
    answers = resolve(gazetteer, [PlaceQuery(t["text"], t["start"], t["end"]) for t in toponyms])
    return [
        FARTHEST_KM if a.place is None else km_between(t["lat"], t["lon"], a.place.lat, a.place.lon)
        for t, a in zip(toponyms, answers, strict=True)
    ]


def auc(errors: Sequence[float]) -> float:
    """The area under the curve of ln(error + 1), 0 to 1, 0 is best."""
    return sum(log(km + 1) for km in errors) / (len(errors) * log(FARTHEST_KM)) if errors else 0.0


def board(bench: Bench, name: str, path: Path) -> Board:
    """The board of one corpus."""
    if not path.exists():
        return Board(name, "", absent=f"no data/geoparse/{path.name} in ../shared")
    rows = records(path)
    counts = {
        types: [0, 0, 0, 0] for types in (NAMED, WITH_ADJECTIVES)
    }  # equal, gold overlapped, read overlapping, read
    total = within = 0
    as_places = [0, 0]
    errors: list[float] = []
    misses: list[tuple[str, str]] = []
    for n, row in enumerate(rows):
        bench.say(f"{name}: {n + 1} of {len(rows)}")
        reading = bench.reader.read(make_report(text=row["text"]))
        toponyms = [t for t in row["toponyms"] if t["lat"] is not None]
        spans = {(t["start"], t["end"]) for t in row["toponyms"]}
        total += len(spans)
        for types, count in counts.items():
            mine = {(m.start, m.end) for m in reading.mentions if m.type in types}
            for i, more in enumerate((*found(spans, mine), len(mine))):
                count[i] += more
        shown = {
            (m.start, m.end) for m in reading.mentions if m.entity is not None and m.entity.lat is not None
        }
        as_places = [as_places[0] + len(spans & shown), as_places[1] + len(shown)]
        given = alone(bench.gazetteer, toponyms)
        errors += given
        for toponym, km_alone in zip(toponyms, given, strict=True):
            km = error_km(toponym, reading.mentions)
            within += km is not None and km <= WITHIN_KM
            if km is None or km > WITHIN_KM:
                misses.append((_cause(km, km_alone, toponym, reading.mentions), toponym["text"]))
    figures = {}
    for label, types in (("found", NAMED), ("found with adjectives", WITH_ADJECTIVES)):
        equal, gold_over, read_over, read = counts[types]
        p, r, figures[f"{label}, f1"] = f1(equal, read, total)
        figures[f"{label}, precision"], figures[f"{label}, recall"] = p, r
        p, r = share(read_over, read), share(gold_over, total)
        figures[f"{label}, overlap f1"] = 2 * p * r / (p + r) if p + r else 0.0
    figures["found as places, f1"] = f1(as_places[0], as_places[1], total)[2]
    figures["placed within 161 km, of all"] = share(within, len(errors))
    figures["given spans, within 161 km"] = share(sum(km <= WITHIN_KM for km in errors), len(errors))
    figures["given spans, AUC (less is better)"] = auc(errors)
    figures["given spans, mean km (less is better)"] = sum(errors) / len(errors) if errors else 0.0
    return Board(name, digest([path]), figures, GUARDED, by_cause(misses))


def _cause(km: float | None, alone_km: float, toponym: Toponym, mentions: Iterable[Mention]) -> str:
    if km is None:
        return "no mention over it"
    if km == FARTHEST_KM:
        over = {m.type for m in mentions if overlaps((m.start, m.end), (toponym["start"], toponym["end"]))}
        types = "Location" if MentionType.LOCATION in over else " and ".join(sorted(t.value for t in over))
        return f"read as {types}, left unplaced, {_given(alone_km)}"
    return f"placed elsewhere, {_given(alone_km)}"


def _given(alone_km: float) -> str:
    return f"{'right' if alone_km <= WITHIN_KM else 'wrong'} by the resolver given the gold spans"


def boards(bench: Bench) -> list[Board]:
    """Both corpora."""
    folder = SHARED / "data" / "geoparse"
    return [board(bench, f"geoparse, {name}", folder / file) for name, file in CORPORA.items()]
