"""The map's data: each day of it as the questions answer it, small, compressed, and the same again until the ledger grows."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient
from web_world import API, client, get

from sandtable.cli import main
from sandtable.coding import Reader
from sandtable.gazetteer import Gazetteer
from sandtable.orbat import Registry

ON = "2017-11-20"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, examples: Path, reader: Reader) -> Path:
    path = tmp_path_factory.mktemp("map") / "examples.db"
    told = CliRunner().invoke(main, ["ingest", "--ledger", str(path), str(examples)])
    assert told.exit_code == 0, told.output
    return path


@pytest.fixture(scope="module")
def asking(ledger: Path, gazetteer: Gazetteer, registry: Registry) -> Iterator[TestClient]:
    with client(ledger, gazetteer, registry) as one:
        yield one


def on_day(sheet: Any, n: int) -> dict[str, tuple[str, list[tuple[str, str, str]]]]:
    """Who holds what on a day of a sheet, by place."""
    out = {}
    for place in sheet["places"]:
        for run in place["runs"]:
            if run["from"] <= n <= run["to"]:
                out[place["id"]] = (
                    run["state"],
                    [(h["id"], h["status"], h["extent"]) for h in run["holders"]],
                )
    return out


def held(asking: TestClient, place: str, on: str) -> tuple[str, list[tuple[str, str, str]]]:
    answer = get(asking, "holds", place=place, on=on)
    told = [(p["holder"]["id"], p["status"], p["extent"]) for p in answer["positions"]]
    return answer["state"], told


def test_each_day_is_what_holds_answers(asking: TestClient) -> None:
    first = date(2017, 11, 1)
    sheet = get(asking, "map", on="2017-11-01", to="2017-11-30")
    assert len(sheet["places"]) > 8
    for n in (0, 8, 10, 11, 17, 19, 29):
        day = (first + timedelta(days=n)).isoformat()
        told = on_day(sheet, n)
        for place in sheet["places"]:
            state, holders = held(asking, place["id"], day)
            assert (place["id"] in told) == bool(holders), (place["name"], day)
            if holders:
                assert told[place["id"]] == (state, holders), (place["name"], day)


def test_a_day_alone_is_a_day_of_many(asking: TestClient) -> None:
    alone, many = get(asking, "map", on=ON), get(asking, "map", on="2017-11-10", to="2017-11-30")
    assert on_day(alone, 0) == on_day(many, 10)
    parties = {**alone["parties"], **many["parties"]}
    assert all(parties[a] == told for a, told in alone["parties"].items())


def test_what_happened_names_its_claims(asking: TestClient) -> None:
    sheet = get(asking, "map", on=ON)
    assert {i["kind"] for i in sheet["incidents"]} <= {"assault", "siege", "presence"}
    assert sheet["incidents"]
    assert sheet["moves"]
    for item in (*sheet["incidents"], *sheet["moves"]):
        assert item["to"] >= -14
        assert item["from"] <= 0
        words = get(asking, "sentences", claim=item["claims"])["sentences"]
        assert [one["claim"] for one in words] == item["claims"]
        for one in words:
            assert one["text"][one["start"] : one["end"]].strip()


def test_filters(asking: TestClient) -> None:
    everybody = on_day(get(asking, "map", on="2017-11-12"), 0)
    one = on_day(get(asking, "map", on="2017-11-12", only="Qasr Radio"), 0)
    assert one != everybody
    assert one
    army = get(asking, "map", on=ON, actor="Syrian Arab Army")
    assert army["places"]
    for place in army["places"]:
        assert all(any("syria" in h["id"] for h in run["holders"]) for run in place["runs"])
    assert get(asking, "map", on=ON, judged="accepted")["places"] == []
    assert on_day(get(asking, "map", on=ON, judged="proposed"), 0) == on_day(get(asking, "map", on=ON), 0)
    get(asking, "map", 422, on=ON, to="2017-11-19")
    get(asking, "map", 422, on=ON, to="2018-12-01")
    get(asking, "map", 404, on=ON, actor="Nobody of This Name")


def test_kinds_and_several_names_in_a_filter(asking: TestClient) -> None:
    whole = get(asking, "map", on="2017-11-12", to="2017-11-14")
    assert whole["places"] and whole["moves"] and whole["incidents"]
    for kinds in (["control"], ["movement"], ["assault"], ["control", "presence"]):
        some = get(asking, "map", on="2017-11-12", to="2017-11-14", kind=kinds)
        assert some["places"] == (whole["places"] if "control" in kinds else [])
        assert some["moves"] == (whole["moves"] if "movement" in kinds else [])
        assert some["incidents"] == [one for one in whole["incidents"] if one["kind"] in kinds]
    get(asking, "map", 422, on=ON, kind="statement")
    army, sdf = (
        {p["id"] for p in get(asking, "map", on=ON, actor=a)["places"]}
        for a in ("Syrian Arab Army", "Syrian Democratic Forces")
    )
    both = {
        p["id"]
        for p in get(asking, "map", on=ON, actor=["Syrian Arab Army", "Syrian Democratic Forces"])["places"]
    }
    assert both == army | sdf
    assert len(both) > max(len(army), len(sdf))
    heard = on_day(get(asking, "map", on=ON, only=["Qasr Radio", "Two Rivers Daily"]), 0)
    assert set(heard) > set(on_day(get(asking, "map", on=ON, only="Qasr Radio"), 0))


def test_a_large_answer_is_compressed_and_asked_for_once(asking: TestClient) -> None:
    at = f"{API}/map?on={ON}&to=2017-11-30"
    packed = asking.get(at, headers={"Accept-Encoding": "gzip"})
    plain = asking.get(at, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) < len(gzip.compress(plain.content)) * 1.2
    assert packed.headers["vary"] == "Accept-Encoding"
    again = asking.get(at, headers={"If-None-Match": packed.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_decision_is_seen_at_once(
    ledger: Path, tmp_path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(ledger.read_bytes())
    with client(copy, gazetteer, registry) as asking:
        before = on_day(get(asking, "map", on=ON), 0)
        claims = get(asking, "holds", place="Raqqa", on=ON)["positions"][0]["voices"][0]["claims"]
        sent = {"claim": claims[0], "verdict": "accept", "who": "Ada", "after": 0}
        assert asking.post(f"{API}/decisions", json=sent).status_code == 201
        assert on_day(get(asking, "map", on=ON), 0) == before
        accepted = get(asking, "map", on=ON, judged="accepted")
        assert [place["name"] for place in accepted["places"]] == ["Raqqa"]


def test_the_days_of_the_ledger(asking: TestClient) -> None:
    days = get(asking, "map/days")
    assert days["first"] <= "2017-11-09" <= days["last"]
    assert {day for day, _ in days["days"]} >= {"2017-11-03", "2017-11-09"}
    assert days["parties"][0]["claims"] >= days["parties"][-1]["claims"]
    assert "Qasr Radio" in {one["name"] for one in days["outlets"]}


def test_a_corridor_has_lines(asking: TestClient) -> None:
    way = get(asking, "map/way", from_="Baghdad", to="Damascus", by="Iran", on=ON)
    answer = get(asking, "corridor", from_="Baghdad", to="Damascus", by="Iran", on=ON)
    assert way["status"] == answer["status"]
    assert [(leg["name"], leg["status"]) for leg in way["legs"]] == [
        (leg["name"], leg["status"]) for leg in answer["legs"]
    ]
    assert all(len(leg["line"]) > 1 for leg in way["legs"])


def test_the_ground(asking: TestClient) -> None:
    world = get(asking, "map/ground")
    assert {"Syria", "Iraq"} <= {one["name"] for one in world["labels"]}
    cell = get(asking, "map/ground/22/12")  # 40 to 50 E, 30 to 40 N
    assert {"Baghdad", "Mosul"} <= {one["name"] for one in cell["labels"]}
    for ring in (ring for part in cell["land"]["geometry"]["coordinates"] for ring in part):
        assert all(40 <= lon <= 50 and 30 <= lat <= 40 for lon, lat in ring)
    got = asking.get(f"{API}/map/ground")
    assert "max-age" in got.headers["cache-control"]
    assert asking.get(f"{API}/map/ground", headers={"If-None-Match": got.headers["etag"]}).status_code == 304
    get(asking, "map/ground/36/0", 422)


def test_downloads_are_what_the_commands_write(asking: TestClient, ledger: Path, tmp_path: Path) -> None:
    got = asking.get(f"{API}/export/geojson?on={ON}")
    told = CliRunner().invoke(main, ["export", "geojson", "--ledger", str(ledger), "--on", ON])
    assert got.text == told.stdout
    assert got.headers["content-disposition"] == f'attachment; filename="map-{ON}.geojson"'
    page = asking.get(f"{API}/brief?on={ON}&only=Qasr Radio")
    out = tmp_path / "brief.html"
    told = CliRunner().invoke(
        main, ["brief", "--ledger", str(ledger), "--on", ON, "--only", "Qasr Radio", "--output", str(out)]
    )
    assert told.exit_code == 0, told.output
    assert page.text == out.read_text("utf-8")
    assert page.headers["content-disposition"].startswith("attachment")
    assert asking.get(f"{API}/brief?on={ON}&beside=Qasr Radio").status_code == 422
    assert asking.get(f"{API}/brief?on={ON}&by=Iran").status_code == 422
