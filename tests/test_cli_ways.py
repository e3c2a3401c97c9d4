"""Corridors on the command line: over roads of one's own, over time, compared, drawn in the brief; borders with their sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_world import make_ledger
from test_cli_answers import answer, ask

from sandtable.gazetteer import Gazetteer

# From Mayadin down the Euphrates to Abu Kamal.
ROADS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"ref": "4", "name": None},
            "geometry": {
                "type": "LineString",
                "coordinates": [[40.45, 35.02], [40.7, 34.75], [40.92, 34.45]],
            },
        },
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [40.45, 35.02]}},
    ],
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Path:
    return make_ledger(tmp_path_factory.mktemp("ways") / "world.db")


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("roads") / "valley.geojson"
    path.write_text(json.dumps(ROADS))
    return path


WAY = ("Mayadin", "Abu Kamal", "--by", "Syrian army", "--on", "2017-11-20")


def test_a_way_over_roads_of_ones_own(ledger: Path, roads: Path) -> None:
    got = ask(ledger, "corridor", *WAY, "--roads", str(roads))
    assert "valley.geojson: 1 lines" in got.stderr
    assert "1 features without a line are left out" in got.stderr
    out = answer(ledger, "corridor", *WAY, "--roads", str(roads))
    assert {leg["id"].split(":")[0] for leg in out["legs"]} == {"road"}
    assert out["legs"][0]["from"]["name"] == "Mayadin"
    assert out["legs"][-1]["to"]["name"] == "Abu Kamal"
    assert all(a["to"]["id"] == b["from"]["id"] for a, b in zip(out["legs"], out["legs"][1:], strict=False))


def test_a_timeline_over_roads(ledger: Path, roads: Path) -> None:
    out = answer(ledger, "timeline", *WAY, "--roads", str(roads))
    assert out["schema"] == "sandtable.corridor-timeline/1"
    assert out["steps"][-1]["to"] is None
    text = ask(ledger, "timeline", *WAY, "--roads", str(roads), "--why").stdout
    assert "by Syrian Arab Army" in text
    assert "open on no day" in text or "opened on" in text


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("corridor", "Mayadin", "Raqqa", "--by", "Iran", "--roads", "ROADS"), "km from the nearest road"),
        (
            ("corridor", "Mayadin", "Abu Kamal", "--by", "Iran", "--roads", "none.geojson"),
            "cannot read none.geojson",
        ),
        (("corridor", "Mayadin", "Abu Kamal", "--roads", "ROADS"), "say whose with --by"),
        (("timeline", "Mayadin", "Abu Kamal"), "say whose with --by"),
        (("timeline", "Mayadin", "--by", "Iran"), "give its other end too"),
        (("brief", "--beside", "Qasr Radio"), "give it twice"),
        (("brief", "--corridor", "Mayadin", "Abu Kamal"), "--by ACTOR"),
        (("brief", "--roads", "ROADS"), "goes with --corridor"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(ledger: Path, roads: Path, args: tuple[str, ...], says: str) -> None:
    given = [str(roads) if a == "ROADS" else a for a in args]
    got = ask(ledger, *given, status=2)
    assert says in " ".join(got.stderr.split())
    assert "Traceback" not in got.output


def test_ways_are_compared(ledger: Path) -> None:
    text = ask(ledger, "corridor", "Iran", "Lebanon", "--by", "Iran", "--on", "2017-11-20", "--all").stdout
    assert text.splitlines()[1].split()[:4] == ["way", "status", "km", "legs"]
    out = answer(ledger, "corridor", "Iran", "Lebanon", "--by", "Iran", "--on", "2017-11-20", "--all")
    assert 1 < len(out["ways"]) <= 8
    assert all(way["km"] > 500 for way in out["ways"])
    assert out["ways"][0]["legs"] == out["legs"]
    assert out["change"]["leg"] == out["weakest"]


def test_a_border_has_sides(ledger: Path) -> None:
    out = answer(ledger, "holds", "the Syrian-Iraqi border", "--on", "2017-11-20")
    assert sum(part["km"] for part in out["lengths"]) == pytest.approx(599, abs=3)
    places = {p["place"]["name"] for side in out["sides"] for p in side["places"]}
    assert "Abu Kamal" in places
    text = ask(ledger, "holds", "the Syrian-Iraqi border", "--on", "2017-11-20", "--why").stdout
    assert "in SY, within 25 km:" in text
    assert "Abu Kamal:" in text


def test_a_dispute_has_a_why(ledger: Path) -> None:
    text = ask(ledger, "disputes", "--why").stdout
    assert "the sources give no order" in text


def test_a_brief_with_both(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.md"
    ask(
        ledger, "brief", "--on", "2017-11-12", "--beside", "Qasr Radio", "--beside", "Badia Monitor", "--corridor",
        "Mayadin", "Abu Kamal", "--by", "Syrian army", "--without", "Harbour Post", "--output", str(out),
    )  # fmt: skip
    text = out.read_text()
    assert "## Corridor: Mayadin to Abu Kamal, by Syrian Arab Army" in text
    assert "## Side by side: Qasr Radio, Badia Monitor" in text
    assert "without Harbour Post" in text
