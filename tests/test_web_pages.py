"""The pages of places, actors, sources, disputes, corridors and search: they show what the API answers, keep the days and the
sources asked for, and show whatever a report writes as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from cli_world import ARMY, HAMLET, HEZBOLLAH, RECORDED, TOWN, make_ledger, reading
from starlette.testclient import TestClient
from web_world import HOSTILE, client, get

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.terms import Entity, EntityType, Kind

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
WAY = "from=Iran&to=Lebanon&by=Iran&on=2017-11-20"
PAGES = (
    f"/places/{TOWN.id}?on=2017-11-20", f"/places/{quote(HAMLET.id)}", "/places/Abu%20Kamal/timeline", f"/places/{TOWN.id}/map", "/places/Abu%20Kamal/map",
    "/places/the%20Syrian-Iraqi%20border?on=2017-11-20", f"/actors/{HEZBOLLAH.id}?on=2017-11-10", "/actors/Syrian%20army",
    "/sources", "/sources/Badia%20Monitor", "/sources/source:reuters", "/disputes", "/disputes?kind=holder&place=Abu%20Kamal",
    "/corridor", f"/corridor?{WAY}&all=true", f"/corridor/map?{WAY}", "/search", "/search?q=army", "/suggest?q=ab",
)  # fmt: skip


def text(page: str) -> str:
    """A page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


@pytest.fixture(scope="module")
def asking(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, registry: Registry
) -> Iterator[TestClient]:
    with client(make_ledger(tmp_path_factory.mktemp("pages") / "world.db"), gazetteer, registry) as one:
        yield one


def page(asking: TestClient, at: str, expected: int = 200) -> str:
    answer = asking.get(at, headers=BROWSER)
    assert answer.status_code == expected, answer.text
    return answer.text


@pytest.mark.parametrize("at", PAGES)
def test_every_page_is_there_and_has_no_script_or_style_of_its_own(asking: TestClient, at: str) -> None:
    told = page(asking, at)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", told)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", told))
    assert "Undefined" not in told and "<bound method" not in told


def test_a_place_tells_its_holder_and_the_sentence(asking: TestClient) -> None:
    told = text(page(asking, f"/places/{TOWN.id}?on=2017-11-20"))
    answer = get(asking, "holds", place=TOWN.id, on="2017-11-20")
    for position in answer["positions"]:
        assert position["holder"]["name"] in told and position["status"] in told
        assert all(voice["source"] in told for voice in position["voices"])
    assert "On 2017-11-19 the Syrian Arab Army retook Abu Kamal." in told


def test_a_day_that_is_left_open_is_that_of_the_newest_report(asking: TestClient) -> None:
    assert "the day of the newest report" in page(asking, f"/places/{TOWN.id}")
    assert "20 Nov 2017" in page(asking, f"/places/{TOWN.id}")
    assert "known" not in text(page(asking, f"/places/{TOWN.id}?known=")).split("As of")[1][:40]


def test_the_links_of_a_page_keep_its_days_and_sources(asking: TestClient) -> None:
    at = f"/places/{TOWN.id}?on=2017-11-12&known=2017-11-30&without=Qasr+Radio"
    found = re.findall(rf'href="(/actors/{ARMY.id}|/sources/[^"?]+)\?([^"]*)"', page(asking, at))
    assert found
    assert {query for _, query in found} == {"on=2017-11-12&amp;known=2017-11-30&amp;without=Qasr+Radio"}


def test_what_is_left_out_is_not_heard(asking: TestClient) -> None:
    with_, without = (
        page(asking, f"/places/{TOWN.id}?on=2017-11-12{more}") for more in ("", "&without=Qasr+Radio")
    )
    assert "contested" in text(with_).split("As known by")[0]
    assert "single-source" in text(without).split("As known by")[0] and "without Qasr Radio" in text(without)


def test_the_steps_are_those_of_the_timeline(asking: TestClient) -> None:
    steps = get(asking, "timeline", place=TOWN.id, on="2017-11-20")["steps"]
    got = asking.get(f"/places/{TOWN.id}/timeline?on=2017-11-20&as=csv")
    rows = list(csv.DictReader(io.StringIO(got.text)))
    assert [(r["from"], r["state"], r["holder_id"]) for r in rows] == [
        (s["from"], s["state"], (s["holder"] or {}).get("id", "")) for s in steps
    ]
    told = page(asking, f"/places/{TOWN.id}/timeline?on=2017-11-20")
    assert all(f'datetime="{step["from"]}"' in told for step in steps)


def test_an_actor_tells_its_ties_and_where_it_stands(asking: TestClient) -> None:
    told = text(page(asking, f"/actors/{HEZBOLLAH.id}?on=2017-11-10"))
    orbat = get(asking, "orbat", actor=HEZBOLLAH.id, on="2017-11-10")
    for sort in ("sponsors", "subordinates", "allies"):
        assert all(tie["actor"]["name"] in told for tie in orbat[sort])
    assert "Iran arms Hezbollah, the paper said." in told
    held = text(page(asking, f"/actors/{ARMY.id}?on=2017-11-20"))
    for one in get(asking, "whereabouts", actor=ARMY.id, on="2017-11-20")["holds"]:
        assert one["place"]["name"] in held


def test_a_source_tells_its_track_record(asking: TestClient) -> None:
    told = text(page(asking, "/sources/Harbour%20Post"))
    track = get(asking, "sources/Harbour Post", on="2017-11-20")["track"]
    for outcome in track["outcomes"]:
        assert f"{outcome['words']} {outcome['outcome'].replace('-', ' ')}" in told
    assert "too few" in told or "no word" in told


def test_all_disputes_are_shown_side_by_side(asking: TestClient) -> None:
    told = text(page(asking, "/disputes"))
    for dispute in get(asking, "disputes")["disputes"]:
        assert all(side["says"] in told for side in dispute["sides"])


def test_disputes_by_kind_and_place(asking: TestClient) -> None:
    every = get(asking, "disputes")["disputes"]
    own = [d for d in every if d["kind"] == "self"]
    told = page(asking, "/disputes?kind=self")
    assert told.count('<article class="dispute"') == len(own) > 0
    assert "No dispute with these filters" in page(asking, "/disputes?place=Mayadin")


def test_a_corridor_is_told_leg_by_leg(asking: TestClient) -> None:
    told = text(page(asking, f"/corridor?{WAY}"))
    answer = get(asking, "corridor", from_="Iran", to="Lebanon", by="Iran", on="2017-11-20")
    assert all(leg["name"] in told for leg in answer["legs"])
    assert told.count("weakest") >= 1 and answer["status"] in told


def test_search_marks_the_words_and_names_what_bears_them(asking: TestClient) -> None:
    told = page(asking, "/search?q=abu+kam")
    assert "<mark>Abu</mark>" in told and f"/places/{TOWN.id}" in told
    part = asking.get("/search?q=abu+kam", headers={**BROWSER, "HX-Request": "true"}).text
    assert "<html" not in part and "<mark>Abu</mark>" in part


@pytest.mark.parametrize(
    ("at", "near"),
    [
        ("/places/Abu%20Kamul%20Nowhere", ""), ("/actors/Hezbolah%20Brigadez", ""),
        ("/sources/Harbor%20Post", "Harbour Post"),
    ],
)  # fmt: skip
def test_an_unknown_name_has_a_page_with_what_is_near(asking: TestClient, at: str, near: str) -> None:
    told = page(asking, at, 404) if near or "Nowhere" in at else asking.get(at, headers=BROWSER).text
    assert near in told and "/search?q=" in told


def test_fields_that_a_form_sends_empty_were_not_given(asking: TestClient) -> None:
    at = f"/places/{TOWN.id}?on=&known=&without=&only=&judged=all&kind=&source=&status="
    assert "the day of the newest report" in page(asking, at)
    assert page(asking, "/disputes?on=&kind=&place=&known=&without=&only=&judged=all")
    assert page(asking, "/sources?type=&grade=&on=&known=")


def test_what_is_not_asked_for_rightly_is_refused(asking: TestClient) -> None:
    for at in (
        f"/places/{TOWN.id}?on=yesterday",
        "/disputes?kind=quarrel",
        "/sources?cursor=-1",
        "/search?colour=red",
    ):
        assert asking.get(at, headers=BROWSER).status_code == 422


def test_claims_by_page_and_filter(asking: TestClient) -> None:
    told = page(asking, f"/places/{TOWN.id}?kind=control")
    part = text(told.split('id="claims"')[1])
    assert "still holds Abu Kamal" in part and "recaptured" not in part


@pytest.fixture(scope="module")
def odd(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, registry: Registry
) -> Iterator[TestClient]:
    """A desk whose every name and text is hostile."""
    path: Path = tmp_path_factory.mktemp("odd") / "odd.db"
    readings = []
    for n, words in enumerate(HOSTILE):
        place = Entity(f"place:new/odd-{n}", EntityType.PLACE, f"Odd {words} {n}", 34.0 + n / 10, 41.0)
        group = Entity(f"actor:new/odd-{n}", EntityType.ACTOR, f"Band {words} {n}")
        for m, kind in enumerate((Kind.CAPTURE, Kind.PRESENCE)):
            readings.append(
                reading(f"{group.name} took {place.name}, it is said.", kind, "took", {"actor": group, "place": place},
                        publisher=f"Wire {words} {n}", published=f"2017-11-{10 + m}", when=None)
            )  # fmt: skip
        readings.append(
            reading(f"{group.name} commands the Desert {n}.", Kind.COMMAND, "commands",
                    {"superior": group, "subordinate": Entity(f"actor:new/d{n}", EntityType.ACTOR, f"Desert {n}")},
                    publisher=f"Wire {words} {n}", published="2017-11-10")
        )  # fmt: skip
    with Ledger.open(path) as ledger:
        ledger.add_many(readings, RECORDED)
    with client(path, gazetteer, registry) as one:
        yield one


@pytest.mark.parametrize("n", range(len(HOSTILE)))
def test_hostile_text_is_text_on_every_page(odd: TestClient, n: int) -> None:
    name = f"Wire {HOSTILE[n]} {n}"
    for at in (
        f"/places/place:new/odd-{n}", f"/places/place:new/odd-{n}/map", f"/actors/actor:new/odd-{n}", "/sources", "/disputes",
        f"/sources/{quote(name, safe='')}", f"/search?q={quote(HOSTILE[n])}", f"/search?q=odd+{n}", f"/suggest?q={quote(HOSTILE[n])}",
        f"/places/{quote(HOSTILE[n], safe='')}", f"/actors/{quote(HOSTILE[n], safe='')}",
    ):  # fmt: skip
        answer = odd.get(at, headers=BROWSER)
        assert answer.status_code in (200, 404, 422), (at, answer.text)
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text, at
        assert "\u202e" not in answer.text and "\u2066" not in answer.text, at
        assert "set-cookie" not in answer.headers or "a=b" not in answer.headers["set-cookie"]


def test_a_cell_that_a_spreadsheet_would_run_is_text() -> None:
    from sandtable.web.pages.sheets import sheet

    told = bytes(sheet("x", ("a",), [("=1+1",), ("-2",), ("plain",), ("@x",)]).body).decode().splitlines()
    assert told[1:] == ["'=1+1", "'-2", "plain", "'@x"]
