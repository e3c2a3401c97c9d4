"""The server answers what the commands answer, word for word, on the example reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient
from web_world import API, DATABASES, client, command, empty, get, listed, pages

from sandtable.cli import main
from sandtable.coding import Reader
from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.web.api import answer_shapes

ON = "2017-11-20"


@pytest.fixture(scope="module", params=DATABASES)
def ledger(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, examples: Path, reader: Reader
) -> Iterator[Path | str]:
    with empty(request.param, tmp_path_factory.mktemp("web"), "sandtable_answers_test") as target:
        told = CliRunner().invoke(main, ["ingest", "--ledger", str(target), str(examples)])
        assert told.exit_code == 0, told.output
        yield target


@pytest.fixture(scope="module")
def asking(ledger: Path | str, gazetteer: Gazetteer, registry: Registry) -> Iterator[TestClient]:
    with client(ledger, gazetteer, registry) as one:
        yield one


@pytest.mark.parametrize(
    "place", ["Abu Kamal", "Mayadin", "Deir ez-Zor", "the Syrian-Iraqi border", "al-Qaim", "iso:SY"]
)
def test_holds(asking: TestClient, ledger: Path | str, place: str) -> None:
    assert get(asking, "holds", place=place, on=ON) == command(ledger, "holds", place, "--on", ON)


def test_the_same_parameters(asking: TestClient, ledger: Path | str) -> None:
    said = {"known": "2017-11-12", "on": "2017-11-12"}
    words = ("--known", "2017-11-12", "--on", "2017-11-12")
    plain = get(asking, "holds", place="Abu Kamal", **said)
    assert plain == command(ledger, "holds", "Abu Kamal", *words)
    without = get(asking, "holds", place="Abu Kamal", without=["Qasr Radio", "Euphrates Wire"], **said)
    assert without == command(
        ledger, "holds", "Abu Kamal", *words, "--without", "Qasr Radio", "--without", "Euphrates Wire"
    )
    only = get(asking, "holds", place="Abu Kamal", only="qasr radio", **said)
    assert only == command(ledger, "holds", "Abu Kamal", *words, "--only", "qasr radio")
    assert plain != without != only


def test_the_chain_behind_an_answer(asking: TestClient, ledger: Path) -> None:
    questions = (
        ("holds", {"place": "Abu Kamal"}, ("Abu Kamal",), answer_shapes.Holds),
        ("timeline", {"place": "Abu Kamal"}, ("Abu Kamal",), answer_shapes.Timeline),
        ("orbat", {"actor": "Hezbollah"}, ("Hezbollah",), answer_shapes.Orbat),
        ("corridor", {"from": "Baghdad", "to": "Damascus", "by": "Iran"},
         ("Baghdad", "Damascus", "--by", "Iran"), answer_shapes.Corridor),
        ("disputes", {}, (), answer_shapes.Disputes),
    )  # fmt: skip
    for name, asked, words, shape in questions:
        day = "2017-11-12" if name == "disputes" else ON
        got = get(asking, name, on=day, why="true", **asked)
        assert got == command(ledger, name, *words, "--on", day, "--why")
        shape.model_validate(got)
        assert got["why"]["rules"] and set(got["why"]["settings"]) >= {"quiet", "fighting", "tie"}
        assert "why" not in get(asking, name, on=day, why="false", **asked)


@pytest.mark.parametrize("place", ["Abu Kamal", "Mayadin", "Raqqa"])
def test_timeline(asking: TestClient, ledger: Path | str, place: str) -> None:
    got = get(asking, "timeline", place=place, on="2017-12-31")
    assert got["steps"] and got == command(ledger, "timeline", place, "--on", "2017-12-31")


def test_timeline_of_a_corridor(asking: TestClient, ledger: Path | str) -> None:
    got = get(
        asking, "timeline", place="Baghdad", to="Damascus", by=["Iran", "Syria,Hezbollah"], on="2017-12-31"
    )
    said = command(
        ledger,
        "timeline",
        "Baghdad",
        "Damascus",
        "--by",
        "Iran",
        "--by",
        "Syria,Hezbollah",
        "--on",
        "2017-12-31",
    )
    assert got["schema"] == "sandtable.corridor-timeline/1" and got == said


@pytest.mark.parametrize("actor", ["Hezbollah", "Syrian army", "Iran"])
def test_orbat(asking: TestClient, ledger: Path | str, actor: str) -> None:
    assert get(asking, "orbat", actor=actor, on=ON) == command(ledger, "orbat", actor, "--on", ON)


def test_corridor(asking: TestClient, ledger: Path | str) -> None:
    one = get(asking, "corridor", from_="Iran", to="Lebanon", by="Iran,Hezbollah", on=ON)
    assert one == command(ledger, "corridor", "Iran", "Lebanon", "--by", "Iran,Hezbollah", "--on", ON)
    every = get(asking, "corridor", from_="Iran", to="Lebanon", by="Iran,Hezbollah", on=ON, all="true")
    assert every == command(
        ledger, "corridor", "Iran", "Lebanon", "--by", "Iran,Hezbollah", "--on", ON, "--all"
    )
    assert len(every["ways"]) > 1


def test_disputes(asking: TestClient, ledger: Path | str) -> None:
    got = get(asking, "disputes")
    assert got["disputes"] and got == command(ledger, "disputes")
    assert get(asking, "disputes", on="2017-11-12") == command(ledger, "disputes", "--on", "2017-11-12")


def test_readings_are_what_read_prints(asking: TestClient, examples: Path) -> None:
    told = CliRunner().invoke(main, ["read", "--format", "json", str(examples)])
    printed = {r["report"]["id"]: r for r in map(json.loads, told.stdout.splitlines())}
    heads = [head for page in pages(asking, "readings", "readings", limit=5) for head in page]
    assert {h["report"]["id"] for h in heads} == set(printed)
    for head in heads:
        got = get(asking, f"readings/{head['report']['id']}")
        assert got == printed[head["report"]["id"]]
        assert (head["claims"], head["warnings"]) == (len(got["claims"]), len(got["warnings"]))


def test_claims_are_those_that_the_picture_hears(asking: TestClient, ledger: Path | str) -> None:
    with Ledger.open(ledger) as book:
        for known in (None, date(2017, 11, 10)):
            stand = {e.claim.id for e in book.claims(known=known)}
            asked = {"known": known.isoformat()} if known else {}
            got = [one["claim"]["id"] for one in listed(asking, limit=37, **asked)]
            assert len(got) == len(set(got)) and set(got) == stand


def test_every_span_is_the_words_of_its_report(asking: TestClient) -> None:
    texts = {h["report"]["id"]: get(asking, f"readings/{h['report']['id']}")["report"]["text"]
             for page in pages(asking, "readings", "readings") for h in page}  # fmt: skip
    for one in listed(asking, limit=200):
        text, claim = texts[one["report"]["id"]], one["claim"]
        ev = claim["evidence"]
        spans = [*claim["roles"], *claim["attribution"], ev["trigger"], {**ev, "text": ev["exact"]}]
        for span in [*spans, *filter(None, [claim["time"]])]:
            assert text[span["start"] : span["end"]] == span["text"]


def test_the_claims_of_an_answer_are_there(asking: TestClient) -> None:
    positions = get(asking, "holds", place="Abu Kamal", on=ON)["positions"]
    for claim in positions[0]["voices"][0]["claims"]:
        got = get(asking, f"claims/{claim}")
        assert got["claim"] == got["original"] and got["status"] == "proposed" and got["decisions"] == []


def test_a_name_of_several_bearers_is_told_of_beside_the_answer(asking: TestClient) -> None:
    answer = asking.get(f"{API}/holds", params={"place": "Abu Kamal", "on": ON, "without": "Qasr Radioo"})
    assert json.loads(answer.headers["sandtable-notes"]) == [
        "no report is by 'Qasr Radioo' and none quotes it: did you mean Qasr Radio?"
    ]
    assert (
        "sandtable-notes"
        not in asking.get(f"{API}/holds", params={"place": "Abu Kamal", "without": "Qasr Radio"}).headers
    )


def test_an_unknown_name_is_refused_with_the_nearest(asking: TestClient) -> None:
    answer = asking.get(f"{API}/orbat", params={"actor": "Hezbolla"})
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["status"] == answer.status_code == 404 and problem["type"].endswith(":unknown-name")
    assert "did you mean Hezbollah" in problem["detail"]
