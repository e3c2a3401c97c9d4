"""Each export keeps to its format, loses nothing in silence, and cannot be turned against a spreadsheet or a parser."""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from brief_valley import brief

from sandtable.brief.exports import (
    FORMATS,
    Lookup,
    export,
    export_csv,
    export_ftm,
    export_plover,
    export_stix,
)
from sandtable.brief.exports.acled import COLUMNS
from sandtable.gazetteer import Place, PlaceType
from sandtable.ledger import Entry, ReportHead
from sandtable.terms import (
    Claim,
    Entity,
    EntityType,
    Evidence,
    Factuality,
    Kind,
    Role,
    TimeSpan,
    Trigger,
    Voice,
    VoiceType,
)

KINDS = {"is": "armed-group", "saa": "service", "irgc": "government", "soleimani": "person"}
PLACES = {"kamal": Place("kamal", "Abu Kamal", PlaceType.SETTLEMENT, 34.452, 40.919, "SY", ("SY",))}
LOOKUP = Lookup(lambda a: KINDS.get(a, ""), PLACES.get)
IS, ARMY = (
    Entity("is", EntityType.ACTOR, "Islamic State"),
    Entity("saa", EntityType.ACTOR, "Syrian Arab Army"),
)
QUDS, HEAD = (
    Entity("quds", EntityType.ACTOR, "Quds Force"),
    Entity("soleimani", EntityType.ACTOR, "Qassem Soleimani"),
)
KAMAL = Entity("kamal", EntityType.PLACE, "Abu Kamal", 34.452, 40.919)
DEAD = Entity("q", EntityType.QUANTITY, "37", best=37, low=37, high=37, unit="people")


def entry(
    kind: Kind,
    text: str,
    mark: str,
    day: str | None = "2017-11-11",
    publisher: str = "Euphrates Wire",
    **given: Any,
) -> Entry:
    roles = tuple(Role(r, e.name, 0, 1, e) for r, e in given.pop("roles", ()))
    start = text.index(mark)
    claim = Claim(
        id=uuid.uuid5(uuid.NAMESPACE_OID, kind + text).hex, kind=kind, roles=roles,
        evidence=Evidence(10, 10 + len(text), text, "", "", Trigger(10 + start, 10 + start + len(mark), mark)),
        time=TimeSpan("Saturday", 0, 1, day, day, "day") if day else None, coder="test/1", **given,
    )  # fmt: skip
    head = ReportHead(
        "r1",
        "A report",
        publisher,
        date(2017, 11, 12),
        "https://example.org/1",
        "en",
        None,
        date(2017, 11, 12),
    )
    return Entry(claim, head, datetime(2026, 1, 1, tzinfo=UTC), date(2017, 11, 12), None)


CAPTURE = entry(
    Kind.CAPTURE, "Islamic State recaptured Abu Kamal.", "recaptured", roles=(("actor", IS), ("place", KAMAL), ("from", ARMY)),
    plover="ASSAULT", acled="Battles/Non-state actor overtakes territory",
    attribution=(Voice("Euphrates Wire", 0, 1, "Euphrates Wire", VoiceType.OUTLET), Voice("a monitor", 0, 1, "a monitor", VoiceType.UNNAMED)),
)  # fmt: skip
KILLED = entry(
    Kind.CASUALTY, "At least 37 fighters were killed at Abu Kamal.", "killed", None,
    roles=(("victim", ARMY), ("quantity", DEAD), ("place", KAMAL)), plover="ASSAULT", factuality=Factuality.HEDGED,
)  # fmt: skip
COMMAND = entry(
    Kind.COMMAND,
    "Soleimani commands the Quds Force.",
    "commands",
    None,
    roles=(("superior", HEAD), ("subordinate", QUDS)),
)
PLANNED = entry(
    Kind.CAPTURE, "The army will take Abu Kamal.", "take", roles=(("actor", ARMY), ("place", KAMAL)),
    plover="ASSAULT", factuality=Factuality.PLANNED,
)  # fmt: skip
NOWHERE = entry(Kind.ASSAULT, "Islamic State attacked.", "attacked", roles=(("actor", IS),), plover="ASSAULT")
ALL = (CAPTURE, KILLED, COMMAND, PLANNED, NOWHERE)


def rows(*entries: Entry) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export_csv(entries, LOOKUP).text)))


def test_csv_has_acleds_columns_and_values() -> None:
    made = export_csv(ALL, LOOKUP)
    assert next(csv.reader(io.StringIO(made.text))) == COLUMNS
    taken, killed = rows(*ALL)
    assert made.records == 2
    assert (taken["event_date"], taken["time_precision"], taken["event_type"], taken["sub_event_type"]) == (
        "2017-11-11", "1", "Battles", "Non-state actor overtakes territory")  # fmt: skip
    assert (taken["actor1"], taken["actor2"], taken["country"], taken["iso"]) == (
        "Islamic State",
        "Syrian Arab Army",
        "Syria",
        "760",
    )
    assert (taken["latitude"], taken["longitude"], taken["location"], taken["geo_precision"]) == (
        "34.4520",
        "40.9190",
        "Abu Kamal",
        "1",
    )
    assert (
        taken["source"] == "Euphrates Wire; a monitor"
        and taken["fatalities"] == ""
        and taken["event_id_cnty"].startswith("SYR")
    )
    assert (killed["fatalities"], killed["time_precision"]) == ("37", "3")
    assert "hedged" in killed["tags"] and "dated by publication" in killed["tags"]


def test_csv_says_what_it_left_out() -> None:
    left = export_csv(ALL, LOOKUP).left_out
    assert (
        len(left) == 3
        and any("command" in x for x in left)
        and any("planned" in x for x in left)
        and any("no place" in x for x in left)
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_csv_cells_are_no_formulas(start: str) -> None:
    hostile = entry(
        Kind.CAPTURE,
        start + "cmd|' /C calc'!A0 took it",
        "took",
        publisher=start + "SUM(A1)",
        roles=CAPTURE_ROLES,
    )
    (row,) = rows(hostile)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())


CAPTURE_ROLES = (("actor", IS), ("place", KAMAL))


def test_csv_of_nothing_is_a_header() -> None:
    assert export_csv((), LOOKUP).text.strip() == ",".join(COLUMNS)


def test_plover_records() -> None:
    made = export_plover(ALL, LOOKUP)
    first, *rest = [json.loads(line) for line in made.text.splitlines()]
    assert made.records == 4 and len(rest) == 3
    assert (
        first["event"] == "ASSAULT" and first["eventText"] == "recaptured" and first["date"] == "2017-11-11"
    )
    assert first["source"] == [{"actorText": "Islamic State", "code": "is", "kind": "armed-group"}]
    assert first["target"][0]["code"] == "saa" and first["location"][0]["lat"] == 34.452
    assert first["textInfo"]["markup"] == "Islamic State (EVT: recaptured) Abu Kamal."
    assert made.left_out == ("1 left out: claims of kind command, for which PLOVER has no event",)


def test_followthemoney_entities_hold_together() -> None:
    found = [json.loads(line) for line in export_ftm(ALL, LOOKUP).text.splitlines()]
    by_id = {e["id"]: e for e in found}
    assert len(by_id) == len(found)
    for e in found:
        assert set(e) == {"id", "schema", "properties"}
        for values in e["properties"].values():
            assert values and all(isinstance(v, str) for v in values)
        for name in ("involved", "proof", "member", "organization", "subject", "object"):
            assert all(v in by_id for v in e["properties"].get(name, ()))
    schemas = sorted(e["schema"] for e in found)
    assert schemas == ["Article", *["Event"] * 4, *["Organization"] * 3, "Person", "UnknownLink"]
    (tie,) = [e for e in found if e["schema"] == "UnknownLink"]
    assert by_id[tie["properties"]["subject"][0]]["properties"]["name"] == ["Qassem Soleimani"]


def test_stix_bundle_is_whole() -> None:
    made = export_stix(ALL, LOOKUP)
    bundle = json.loads(made.text)
    assert bundle["type"] == "bundle" and set(bundle) == {"type", "id", "objects"}
    ids = {o["id"] for o in bundle["objects"]}
    assert len(ids) == len(bundle["objects"]) == made.records
    stamp = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
    required = {
        "identity": {"name"}, "location": {"latitude", "longitude"}, "note": {"content", "object_refs"},
        "relationship": {"relationship_type", "source_ref", "target_ref"}, "report": {"name", "published", "object_refs"},
    }  # fmt: skip
    for o in bundle["objects"]:
        kind, _, rest = o["id"].partition("--")
        assert kind == o["type"] and uuid.UUID(rest).version == 5
        assert o["spec_version"] == "2.1" and stamp.fullmatch(o["created"]) and stamp.fullmatch(o["modified"])
        assert required[kind] <= set(o)
        refs = [*o.get("object_refs", ()), *(o[k] for k in ("source_ref", "target_ref") if k in o)]
        assert refs == [r for r in refs if r in ids]
        assert "object_refs" not in o or o["object_refs"]
    assert {o["type"] for o in bundle["objects"]} == set(required)
    assert {o["relationship_type"] for o in bundle["objects"] if o["type"] == "relationship"} == {
        "captured",
        "commands",
    }


def test_stix_is_the_same_for_the_same_ledger() -> None:
    assert export_stix(ALL, LOOKUP) == export_stix(ALL, LOOKUP)
    assert (
        json.loads(export_stix(ALL, LOOKUP).text)["id"] != json.loads(export_stix(ALL[:2], LOOKUP).text)["id"]
    )


def test_a_denied_tie_is_no_relationship() -> None:
    denied = replace(COMMAND, claim=replace(COMMAND.claim, factuality=Factuality.DENIED))
    assert not any(
        o["type"] == "relationship" for o in json.loads(export_stix([denied], LOOKUP).text)["objects"]
    )
    assert "UnknownLink" not in export_ftm([denied], LOOKUP).text


def test_geojson_layers() -> None:
    given = brief()
    made = export("geojson", given, ALL, LOOKUP)
    features = json.loads(made.text)["features"]
    layers = {f["properties"]["layer"] for f in features}
    assert layers == {"position", "movement", "claim"} and made.records == len(features)
    kamal = next(
        f for f in features if f["properties"]["layer"] == "position" and f["properties"]["place"] == "kamal"
    )
    assert kamal["geometry"] == {"type": "Point", "coordinates": [40.919, 34.452]}
    assert kamal["properties"]["state"] == "contested" and len(kamal["properties"]["positions"]) == 2
    seg = next(f for f in features if f["properties"].get("place") == "seg")
    assert seg["geometry"]["type"] == "MultiLineString"
    assert made.left_out == ("2 left out: claims that name no place with coordinates",)


def test_every_format_is_written_and_others_are_refused() -> None:
    given = brief()
    for name in FORMATS:
        assert export(name, given, ALL, LOOKUP).records > 0
    with pytest.raises(ValueError, match="choose one of geojson, csv, plover, ftm, stix"):
        export("shapefile", given, ALL, LOOKUP)
