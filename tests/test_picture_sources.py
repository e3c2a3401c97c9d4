"""Who speaks in a ledger, where an actor stands, and names as they are typed; over HTTP as by the commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_world import ARMY, HEZBOLLAH, ISIS, OTHER, READINGS, RECORDED, TOWN, make_ledger, reading
from starlette.testclient import TestClient
from web_world import HOSTILE, client, command, get

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Naming, Picture
from sandtable.sources import Sources
from sandtable.terms import Entity, EntityType, Factuality, Kind

SOLEIMANI = Entity("actor:qassem-soleimani", EntityType.ACTOR, "Qassem Soleimani")
MORE = (
    reading("Hezbollah fighters were in Mayadin on 2017-11-05.", Kind.PRESENCE, "were in", {"actor": HEZBOLLAH, "place": OTHER},
            publisher="Harbour Post", published="2017-11-06", when="2017-11-05"),
    reading("Hezbollah moved to Abu Kamal on 2017-11-08.", Kind.MOVEMENT, "moved", {"actor": HEZBOLLAH, "destination": TOWN},
            publisher="Harbour Post", published="2017-11-09", when="2017-11-08"),
    reading("Hezbollah may move to Mayadin on 2017-11-10.", Kind.MOVEMENT, "move", {"actor": HEZBOLLAH, "destination": OTHER},
            publisher="Harbour Post", published="2017-11-10", when="2017-11-10", factuality=Factuality.HEDGED),
    reading("Qassem Soleimani was in Abu Kamal on 2017-11-08.", Kind.PRESENCE, "was in", {"actor": SOLEIMANI, "place": TOWN},
            publisher="Harbour Post", published="2017-11-09", when="2017-11-08"),
    reading("Abu Kamal fell on 2017-11-09, when its garrison fled and the Syrian Arab Army took it.", Kind.CAPTURE, "took", {"actor": ARMY, "place": TOWN},
            publisher="Qasr Radio", published="2017-11-11", when="2017-11-09"),
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = make_ledger(tmp_path_factory.mktemp("sources") / "world.db")
    with Ledger.open(found) as ledger:
        ledger.add_many(MORE, RECORDED)
    return found


@pytest.fixture(scope="module")
def asking(path: Path, gazetteer: Gazetteer, registry: Registry) -> Iterator[TestClient]:
    with client(path, gazetteer, registry) as one:
        yield one


def outcomes(asking: TestClient, name: str, **parameters: Any) -> dict[str, int]:
    told = get(asking, f"sources/{name}", **parameters)["track"]["outcomes"]
    return {one["outcome"]: one["words"] for one in told}


def test_all_who_published_are_listed_with_their_counts(asking: TestClient) -> None:
    told = get(asking, "sources")
    assert told["total"] == len(told["sources"]) and told["next"] is None
    by_name = {one["name"]: one for one in told["sources"]}
    post = by_name["Harbour Post"]
    assert (post["reports"], post["claims"], post["quoted"]) == (5, 5, 0)
    assert post["grade"] == "C" and post["id"] == "source:harbour-post"
    assert "residents" not in by_name  # described, not named


def test_pages_of_sources_hold_all_of_them_once(asking: TestClient) -> None:
    every = [one["name"] for one in get(asking, "sources")["sources"]]
    found, address = list[str](), "/api/v1/sources?limit=2"
    while address:
        page = asking.get(address).json()
        found += [one["name"] for one in page["sources"]]
        address = page["next"]
    assert found == every


def test_sources_as_of_a_day_of_knowledge(asking: TestClient) -> None:
    told = get(asking, "sources", known="2017-11-06")
    assert {one["name"]: one["claims"] for one in told["sources"]} == {
        "Levant Dispatch": 2,
        "Harbour Post": 1,
    }


def test_the_command_and_the_server_tell_the_same(asking: TestClient, path: Path) -> None:
    assert command(path, "sources", "--on", "2017-11-20") == get(
        asking, "sources", on="2017-11-20", limit=200
    )
    given = ("--on", "2017-11-20", "--known", "2017-11-30")
    same = get(asking, "sources/Harbour Post", on="2017-11-20", known="2017-11-30")
    assert command(path, "sources", "Harbour Post", *given) == same


def test_a_profile_counts_claims_and_names_those_behind_each_count(asking: TestClient) -> None:
    told = get(asking, "sources/Harbour Post")
    assert {one["kind"]: one["claims"] for one in told["kinds"]} == {
        "movement": 2,
        "presence": 2,
        "capture": 1,
    }
    assert told["basis"] and told["grades"][-1]["letter"] == told["grade"]
    out = {one["outcome"]: one for one in told["track"]["outcomes"]}
    assert out["borne-out"]["words"] == 1  # Qasr Radio said the same a day later
    (word,) = out["borne-out"]["claims"]
    assert word["claim"] == READINGS[0].claims[0].id and word["place"]["id"] == TOWN.id
    assert word["after"] == [MORE[4].claims[0].id]
    assert "too few" in told["track"]["says"]


def test_what_is_left_out_bears_nothing_out(asking: TestClient) -> None:
    assert outcomes(asking, "Harbour Post")["borne-out"] == 1
    assert outcomes(asking, "Harbour Post", without="Qasr Radio")["borne-out"] == 0
    assert outcomes(asking, "Harbour Post", known="2017-11-10")["alone"] == 1


def test_a_source_that_the_registry_alone_has(asking: TestClient) -> None:
    told = get(asking, "sources/source:reuters")
    assert told["name"] == "Reuters" and told["reports"] == 0 and told["track"]["words"] == 0


def test_an_unknown_source_is_refused_with_the_nearest(asking: TestClient) -> None:
    assert "Harbour Post" in get(asking, "sources/Harbor Post", 404)["detail"]


def test_where_an_actor_stands(asking: TestClient) -> None:
    told = get(asking, "whereabouts", actor="Hezbollah", on="2017-11-20")
    assert [(s["place"]["name"], s["kind"], s["to"]) for s in told["seen"]] == [
        ("Abu Kamal", "movement", "2017-11-08"), ("Mayadin", "presence", "2017-11-05"),
    ]  # fmt: skip
    assert told["holds"] == [] and told["withheld"] is None
    before = get(asking, "whereabouts", actor="Hezbollah", on="2017-11-06")
    assert [s["place"]["name"] for s in before["seen"]] == ["Mayadin"]


def test_nothing_more_recent_than_its_report_is_known(asking: TestClient) -> None:
    assert get(asking, "whereabouts", actor="Hezbollah", on="2017-11-20", known="2017-11-05")["seen"] == []


def test_what_an_actor_holds_is_what_holds_answers(asking: TestClient) -> None:
    for day in ("2017-11-10", "2017-11-12", "2017-11-20"):
        for actor in (ARMY, ISIS):
            told = get(asking, "whereabouts", actor=actor.id, on=day)["holds"]
            for held in told:
                answer = get(asking, "holds", place=held["place"]["id"], on=day)
                assert held["position"] in answer["positions"] and held["state"] == answer["state"]
            there = get(asking, "holds", place=TOWN.id, on=day)["positions"]
            assert any(h["place"]["id"] == TOWN.id for h in told) == any(
                p["holder"]["id"] == actor.id for p in there
            )


def test_persons_are_not_followed(asking: TestClient) -> None:
    told = get(asking, "whereabouts", actor=SOLEIMANI.id, on="2017-11-20")
    assert told["seen"] == [] and "persons" in told["withheld"]


@pytest.mark.parametrize(
    ("typed", "sort", "first"),
    [
        ("ab", "places", "Abu Kamal"), ("kam", "places", "Abu Kamal"), ("ABU  kam", "places", "Abu Kamal"),
        ("hez", "actors", "Hezbollah"), ("harb", "sources", "Harbour Post"), ("post", "sources", "Harbour Post"),
    ],
)  # fmt: skip
def test_names_as_they_are_typed(asking: TestClient, typed: str, sort: str, first: str) -> None:
    told = get(asking, "suggest", q=typed)
    assert told[sort][0]["name"] == first and told[sort][0]["claims"] > 0


def test_a_place_that_nobody_speaks_of_is_found_by_its_whole_name(asking: TestClient) -> None:
    assert get(asking, "suggest", q="Raqqa")["places"][0]["claims"] == 0


def test_a_search_finds_names_too(asking: TestClient) -> None:
    told = get(asking, "search", q="Hezbollah")
    assert told["actors"][0]["id"] == HEZBOLLAH.id and told["claims"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_asked_for_like_others(
    asking: TestClient, tmp_path: Path, gazetteer: Gazetteer, registry: Registry, text: str
) -> None:
    assert asking.get("/api/v1/suggest", params={"q": text}).status_code == 200
    odd = tmp_path / "odd.db"
    with Ledger.open(odd) as ledger:
        ledger.add(reading("The Syrian Arab Army took Mayadin.", Kind.CAPTURE, "took", {"actor": ARMY, "place": OTHER},
                           publisher=text, published="2017-11-10"))  # fmt: skip
        picture = Picture(ledger, gazetteer, registry, Sources.load(registry))
        (roll,) = picture.standpoint.roster.rolls()
        assert text in roll.names and picture.standpoint.roster.find(text) == roll
        found = Naming(ledger, gazetteer, registry).directory.matches(text, (roll,), 5)
        assert not any(c.isalnum() for c in text) or roll.name in [one.name for one in found.sources]
