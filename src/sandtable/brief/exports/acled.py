"""Events as CSV in ACLED's columns (ACLED Codebook, 2023 to 2024 editions). Invariant: one row for each place of each
claim of an event that is said to have happened; a column that a report cannot fill stays empty."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pycountry

from sandtable.brief.exports.common import Exported, Lookup, When, counted, entities, places, when
from sandtable.gazetteer import Place, Precision
from sandtable.ledger import Entry
from sandtable.terms import Claim, Entity, EntityType, Factuality, Kind

COLUMNS = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
FIRST = ("actor",)
SECOND = ("target", "from", "victim", "to", "recipient")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HAPPENED = frozenset({Factuality.ASSERTED, Factuality.HEDGED})


@cache
def _scheme() -> dict[str, Any]:
    return tomllib.loads(files("sandtable.brief").joinpath("data", "acled.toml").read_text("utf-8"))


def export_csv(entries: Iterable[Entry], lookup: Lookup) -> Exported:
    """Rows sorted by day; a header always."""
    rows: list[dict[str, str]] = []
    reasons: list[str] = []
    for entry in entries:
        reason = _unfit(entry)
        if reason:
            reasons.append(reason)
        else:
            rows.extend(_rows(entry, lookup))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda r: (r["event_date"], r["event_id_cnty"])))
    return Exported(out.getvalue(), len(rows), counted(reasons))


def _unfit(entry: Entry) -> str | None:
    claim = entry.claim
    if _codes(claim) is None:
        return f"claims of kind {claim.kind.value}, for which ACLED has no event"
    if claim.factuality not in HAPPENED:
        return f"claims that are {claim.factuality.value}: ACLED lists what happened"
    if when(entry) is None:
        return "claims that nothing dates"
    return None if places(claim) else "claims that name no place that is known"


def _codes(claim: Claim) -> tuple[str, str] | None:
    scheme = _scheme()
    code = claim.acled or scheme["kinds"].get(claim.kind.value)
    for kind in scheme["types"]:
        if code and code.startswith(kind + "/"):
            return kind, code[len(kind) + 1 :]
    return None


def _rows(entry: Entry, lookup: Lookup) -> Iterator[dict[str, str]]:
    claim, days, codes = entry.claim, when(entry), _codes(entry.claim)
    assert days is not None and codes is not None  # `_unfit` let it pass
    ones, others = entities(claim, *FIRST), entities(claim, *SECOND)
    happened = entities(claim, "place", type=EntityType.PLACE) or places(claim)
    for i, at in enumerate(happened):
        place = lookup.place(at.id)
        country = place.country if place else None
        yield {
            "event_id_cnty": f"{_alpha3(country)}{claim.id[:12]}" + (f"-{i + 1}" if i else ""),
            "event_date": days.last.isoformat(),
            "year": str(days.last.year),
            "time_precision": str(_time_precision(days)),
            "disorder_type": _scheme()["types"][codes[0]],
            "event_type": codes[0],
            "sub_event_type": codes[1],
            "actor1": _text(ones[0].name if ones else ""),
            "assoc_actor_1": _text("; ".join(a.name for a in ones[1:])),
            "actor2": _text(others[0].name if others else ""),
            "assoc_actor_2": _text("; ".join(a.name for a in others[1:])),
            "iso": _numeric(country),
            "country": _country(country),
            "location": _text(at.name),
            "latitude": "" if at.lat is None else f"{at.lat:.4f}",
            "longitude": "" if at.lon is None else f"{at.lon:.4f}",
            "geo_precision": str(_geo_precision(place)),
            "source": _text("; ".join(dict.fromkeys(_sources(entry)))),
            "notes": _text(" ".join(claim.evidence.exact.split())),
            "fatalities": _fatalities(claim),
            "tags": "; ".join(_tags(entry, days)),
            "timestamp": str(int(entry.recorded.timestamp())),
        }


def _text(text: str) -> str:
    """Text that a spreadsheet will not take for a formula."""
    return "'" + text if text.startswith(FORMULA) else text


def _time_precision(days: When) -> int:
    """1 the day, 2 within a week, 3 within a month or known by its publication alone."""
    if not days.by_words:
        return 3
    return 1 if days.days == 1 else 2 if days.days <= 7 else 3


def _geo_precision(place: Place | None) -> int:
    """1 the place itself, 2 a part or the surroundings of it, 3 a region."""
    if place is None or place.precision is Precision.VAGUE:
        return 2
    return 1 if place.precision is Precision.POINT else 3


def _sources(entry: Entry) -> Iterator[str]:
    if entry.report.publisher:
        yield entry.report.publisher
    yield from (v.name for v in entry.claim.attribution)


def _fatalities(claim: Claim) -> str:
    """The best figure of a claim whose words are of death; empty, not 0, where none is given."""
    if claim.kind is not Kind.CASUALTY:
        return ""
    trigger = claim.evidence.trigger.text.casefold()
    figures: tuple[Entity, ...] = entities(claim, "quantity", type=EntityType.QUANTITY)
    if not figures or figures[0].best is None or not any(w in trigger for w in _scheme()["death"]):
        return ""
    return f"{figures[0].best:.0f}"


def _tags(entry: Entry, days: When) -> Iterator[str]:
    if entry.claim.factuality is Factuality.HEDGED:
        yield "hedged"
    if not days.by_words:
        yield "dated by publication"
    if entry.verdict:
        yield f"review={entry.verdict}"
    yield f"claim={entry.claim.id}"


def _alpha3(alpha2: str | None) -> str:
    found = pycountry.countries.get(alpha_2=alpha2) if alpha2 else None
    return found.alpha_3 if found else "XXX"


def _numeric(alpha2: str | None) -> str:
    found = pycountry.countries.get(alpha_2=alpha2) if alpha2 else None
    return found.numeric if found else ""


def _country(alpha2: str | None) -> str:
    found = pycountry.countries.get(alpha_2=alpha2) if alpha2 else None
    return getattr(found, "common_name", found.name) if found else ""
