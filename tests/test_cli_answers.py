"""The questions answer from a ledger: tables for people, the contract's JSON for programs, status 2 for what is wrong."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from cli_world import make_ledger
from click.testing import CliRunner, Result

from sandtable.cli import main
from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.ledger.tables import REVISION


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Path:
    return make_ledger(tmp_path_factory.mktemp("cli") / "world.db")


def ask(ledger: Path | str, *args: str, status: int = 0) -> Result:
    got = CliRunner().invoke(main, [args[0], "--ledger", str(ledger), *args[1:]])
    assert got.exit_code == status, got.output
    return got


def answer(ledger: Path, *args: str) -> Any:
    return json.loads(ask(ledger, *args, "--json").stdout)


def test_holds_is_the_contracts_object(ledger: Path) -> None:
    got = answer(ledger, "holds", "Abu Kamal", "--on", "2017-11-12")
    assert set(got) == {"schema", "place", "on", "known", "state", "positions"}
    assert got["schema"] == "sandtable.holds/1" and got["on"] == "2017-11-12" and got["known"] is None
    assert (
        set(got["place"]) == {"id", "name", "type", "lat", "lon"} and got["place"]["id"] == "geonames:174448"
    )
    assert got["state"] == "contested"
    for position in got["positions"]:
        assert set(position) == {"holder", "status", "extent", "since", "voices", "against"}
        assert set(position["holder"]) == {"id", "name"}
        assert position["status"] in {"confirmed", "claimed", "stale"} and position["extent"] in {
            "full",
            "partial",
        }
        assert all(set(v) == {"source", "claims"} and v["claims"] for v in position["voices"])
    assert "actor:isis" in {p["holder"]["id"] for p in got["positions"]}


def test_holds_shows_who_says_it_and_the_words(ledger: Path) -> None:
    out = ask(ledger, "holds", "Abu Kamal", "--on", "2017-11-20").stdout
    assert out.startswith("Abu Kamal (settlement, SY) on 2017-11-20: ")
    assert "Syrian Arab Army" in out and "Badia Monitor [" in out
    assert '"On 2017-11-19 the Syrian Arab Army **retook** Abu Kamal."' in out
    assert "\x1b" not in out and not any(line.endswith(" ") for line in out.splitlines())


def test_why_shows_the_rules_and_what_was_set_aside(ledger: Path) -> None:
    out = ask(ledger, "holds", "Abu Kamal", "--on", "2017-11-20", "--why").stdout
    assert "control: Syrian Arab Army since 2017-11-19" in out and "set aside:" in out
    assert "superseded by a later event" in out


def test_without_and_only_choose_whose_word_is_heard(ledger: Path) -> None:
    on = ("--on", "2017-11-12")
    without = answer(ledger, "holds", "Abu Kamal", *on, "--without", "Euphrates Wire")
    only = answer(ledger, "holds", "Abu Kamal", *on, "--only", "euphrates wire")
    assert {p["holder"]["id"] for p in without["positions"]} == {"actor:syrian-arab-army"}
    assert {p["holder"]["id"] for p in only["positions"]} == {"actor:isis"}
    typo = ask(ledger, "holds", "Abu Kamal", *on, "--without", "Euphrate Wire")
    assert "no report is by 'Euphrate Wire'" in typo.stderr


def test_known_leaves_out_what_was_published_later(ledger: Path) -> None:
    got = answer(ledger, "holds", "Abu Kamal", "--on", "2017-11-20", "--known", "2017-11-11")
    assert got["known"] == "2017-11-11"
    assert {p["since"] for p in got["positions"]} == {"2017-11-09"}


def test_timeline_is_the_contracts_object(ledger: Path) -> None:
    got = answer(ledger, "timeline", "Abu Kamal", "--on", "2017-11-25")
    assert set(got) == {"schema", "place", "steps"} and got["schema"] == "sandtable.timeline/1"
    assert got["steps"] and all(set(s) == {"from", "to", "state", "holder", "claims"} for s in got["steps"])
    assert got["steps"][0]["from"] == "2017-11-09" and got["steps"][-1]["to"] is None
    out = ask(ledger, "timeline", "Abu Kamal", "--on", "2017-11-25").stdout
    assert "2017-11-09" in out and "[1]" in out and "**took**" in out
    assert (
        "2017-11-09 to 2017-11-11: "
        in ask(ledger, "timeline", "Abu Kamal", "--on", "2017-11-25", "--why").stdout
    )


def test_orbat_gives_ties_of_reports_and_of_the_registry(ledger: Path) -> None:
    got = answer(ledger, "orbat", "Hezbollah", "--on", "2017-11-20")
    assert got["schema"] == "sandtable.orbat/1" and got["actor"] == {
        "id": "actor:hezbollah",
        "name": "Hezbollah",
    }
    assert "actor:iran" in {t["actor"]["id"] for t in got["sponsors"]}
    hawks = next(t for t in got["subordinates"] if t["actor"]["id"] == "actor:new/desert-hawks")
    assert hawks["claims"] and hawks["voices"][0]["source"] == "Levant Dispatch"
    out = ask(ledger, "orbat", "Hezbollah", "--on", "2017-11-20", "--why").stdout
    assert "commands Desert Hawks" in out and '"Hezbollah commands the Desert Hawks."' in out


def test_corridor_is_the_contracts_object(ledger: Path) -> None:
    got = answer(
        ledger,
        "corridor",
        "Iran",
        "Lebanon",
        "--by",
        "Iran,Hezbollah",
        "--by",
        "Syrian army",
        "--on",
        "2017-11-20",
    )
    assert set(got) >= {"schema", "from", "to", "by", "on", "status", "legs", "weakest"}
    assert got["schema"] == "sandtable.corridor/1" and got["status"] in {
        "open",
        "contested",
        "closed",
        "unknown",
    }
    assert [b["id"] for b in got["by"]] == ["actor:iran", "actor:hezbollah", "actor:syrian-arab-army"]
    for leg in got["legs"]:
        assert set(leg) == {"id", "name", "from", "to", "via", "status", "claims"}
    assert (
        "Iran to Lebanon"
        in ask(ledger, "corridor", "Iran", "Lebanon", "--by", "Iran", "--on", "2017-11-20").stdout
    )


def test_disputes_is_the_contracts_object(ledger: Path) -> None:
    got = answer(ledger, "disputes")
    assert set(got) == {"schema", "disputes"} and got["schema"] == "sandtable.disputes/1"
    for dispute in got["disputes"]:
        assert set(dispute) == {"kind", "about", "sides"}
        assert all(set(side) == {"says", "voices", "claims"} for side in dispute["sides"])
    assert {"holder", "self"} <= {d["kind"] for d in got["disputes"]}
    out = ask(ledger, "disputes").stdout
    assert "holder: Abu Kamal" in out and "2017-11-17 is a Friday" in out


@pytest.mark.parametrize("name", ["Abu Kamal", "abu kamal", "Abou Kamal", "Albukamal", "geonames:174448"])
def test_a_place_is_found_by_its_spellings_and_by_id(ledger: Path, name: str) -> None:
    assert answer(ledger, "holds", name, "--on", "2017-11-20")["place"]["id"] == "geonames:174448"


def test_a_place_that_only_the_ledger_knows_is_found(ledger: Path) -> None:
    got = answer(ledger, "holds", "tell al zahra", "--on", "2017-11-20")
    assert got["place"]["name"] == "Tell al-Zahra"
    assert [p["holder"]["id"] for p in got["positions"]] == ["actor:syrian-arab-army"]


def test_a_place_of_which_no_claim_speaks_is_answered_and_said(ledger: Path) -> None:
    got = ask(ledger, "holds", "Palmyra", "--on", "2017-11-20")
    assert "unknown" in got.stdout and "no claim speaks of" in got.stderr


def test_a_border_is_found_by_phrase_and_answers_by_segment(ledger: Path) -> None:
    got = answer(ledger, "holds", "the Syrian-Iraqi border", "--on", "2017-11-20")
    assert got["place"]["type"] == "border" and got["segments"]


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (("holds", "Abu Kamalx"), "did you mean Abu Kamal"),
        (("orbat", "Hisbolah"), "did you mean Hezbollah"),
        (("timeline", "Xqzzv"), "no place is known as 'Xqzzv'; the ledger speaks most of Abu Kamal"),
        (("holds", "theatre:no-such-place"), "no place is known as 'theatre:no-such-place'"),
        (("orbat", "actor:new/nobody"), "no actor is known as"),
        (("corridor", "Iran", "Lebanon", "--by", ","), "by names nobody"),
        (("holds", "Abu Kamal", "--on", "yesterday"), "write it as YYYY-MM-DD"),
        (("export", "xml"), "'xml' is not one of"),
    ],
)  # fmt: skip
def test_a_wrong_question_ends_with_status_2_and_says_what_to_do(
    ledger: Path, args: tuple[str, ...], line: str
) -> None:
    got = ask(ledger, *args, status=2)
    assert line in got.stderr and got.stdout == "" and "Traceback" not in got.output


def test_a_missing_ledger_names_ingest(tmp_path: Path) -> None:
    got = ask(tmp_path / "none.db", "holds", "Abu Kamal", status=2)
    assert "sandtable ingest" in got.stderr and not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("command", [("holds", "Abu Kamal"), ("brief",), ("export", "csv"), ("ingest", "-")])
@pytest.mark.parametrize("kind", ["newer", "foreign", "text"])
def test_a_ledger_that_is_newer_or_none_is_refused_untouched(
    tmp_path: Path, kind: str, command: tuple[str, ...]
) -> None:
    path = tmp_path / "other.db"
    if kind == "newer":
        Ledger.open(path).close()
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {REVISION + 1}")
        connection.close()
    elif kind == "foreign":
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE letters (id INTEGER)")
        connection.close()
    else:
        path.write_text("No ledger, a letter. " * 100)
    before = path.read_bytes()
    got = ask(path, *command, status=2)
    assert got.stderr.startswith("sandtable: ") and len(got.stderr.splitlines()) == 1
    assert ("upgrade sandtable" if kind == "newer" else "not a sandtable ledger") in got.stderr
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["other.db"]


def test_the_ledger_comes_from_the_environment_too(ledger: Path) -> None:
    got = CliRunner().invoke(main, ["timeline", "Abu Kamal", "--json"], env={"SANDTABLE_LEDGER": str(ledger)})
    assert got.exit_code == 0 and json.loads(got.stdout)["steps"]


def test_a_question_without_a_day_about_old_news_gets_a_hint(ledger: Path) -> None:
    assert "--on 2017-11-20" in ask(ledger, "holds", "Abu Kamal").stderr
    assert ask(ledger, "holds", "Abu Kamal", "--on", "2017-11-20").stderr == ""


def test_questions_change_nothing(ledger: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(ledger, copy)
    before = copy.read_bytes()
    for args in (("holds", "Abu Kamal"), ("disputes",), ("orbat", "Hezbollah"), ("export", "csv")):
        ask(copy, *args)
    assert copy.read_bytes() == before


def test_brief_is_written_whole_or_not_at_all(ledger: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ask(ledger, "brief", "--on", "2017-11-20", "--output", str(page))
    assert "Abu Kamal" in page.read_text(encoding="utf-8") and [p.name for p in tmp_path.iterdir()] == [
        "page.html"
    ]
    note = tmp_path / "page.md"
    ask(ledger, "brief", "--on", "2017-11-20", "--output", str(note))
    assert note.read_text(encoding="utf-8").startswith("# ")
    assert (
        "Abu Kamal"
        in ask(ledger, "brief", "--on", "2017-11-20", "--format", "markdown", "--output", "-").stdout
    )
    got = ask(ledger, "brief", "--output", str(tmp_path / "no" / "such" / "folder.html"), status=2)
    assert "cannot write" in got.stderr


@pytest.mark.parametrize("form", ["geojson", "csv", "plover", "ftm", "stix"])
def test_exports_are_what_they_say(ledger: Path, tmp_path: Path, form: str) -> None:
    out = ask(ledger, "export", form, "--on", "2017-11-20").stdout
    if form == "geojson":
        assert json.loads(out)["type"] == "FeatureCollection"
    elif form == "csv":
        assert out.startswith("event_id_cnty,event_date,")
    elif form == "stix":
        assert json.loads(out)["type"] == "bundle"
    else:
        assert all(json.loads(line) for line in out.splitlines())
    file = tmp_path / "out"
    ask(ledger, "export", form, "--on", "2017-11-20", "--output", str(file))
    assert file.stat().st_size > 0
