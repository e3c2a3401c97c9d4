"""Each question gives the chain behind its answer: in lines for people, under `why` beside the contract's members for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_world import READINGS, make_ledger
from click.testing import CliRunner

from sandtable.cli import main
from sandtable.gazetteer import Gazetteer
from sandtable.picture import DEFAULT

DAY = ("--on", "2017-11-20")
QUESTIONS = [
    ("holds", "Abu Kamal", *DAY),
    ("holds", "the Syrian-Iraqi border", *DAY),
    ("timeline", "Abu Kamal", *DAY),
    ("timeline", "Iran", "Lebanon", "--by", "Iran,Syria", *DAY),
    ("orbat", "Hezbollah", *DAY),
    ("corridor", "Iran", "Lebanon", "--by", "Iran,Syria", *DAY),
    ("disputes",),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Path:
    return make_ledger(tmp_path_factory.mktemp("why") / "world.db")


def ask(ledger: Path, *args: str) -> str:
    got = CliRunner().invoke(main, [args[0], "--ledger", str(ledger), *args[1:]])
    assert got.exit_code == 0, got.output
    return got.stdout


def rules_of(chain: Any) -> Iterator[Any]:
    for rule in chain["rules"]:
        yield rule
        if "under" in rule:
            yield from rules_of(rule["under"])


def named(chain: Any) -> set[str]:
    left = {left["claim"] for left in chain["set_aside"]}
    for rule in chain["rules"]:
        left |= set(rule["claims"]) | (named(rule["under"]) if "under" in rule else set())
    return left


@pytest.mark.parametrize("args", QUESTIONS, ids=" ".join)
def test_the_chain_stands_beside_the_contracts_members(ledger: Path, args: tuple[str, ...]) -> None:
    plain, got = json.loads(ask(ledger, *args, "--json")), json.loads(ask(ledger, *args, "--json", "--why"))
    why = got.pop("why")
    assert got == plain and "why" not in plain
    assert set(why) == {"rules", "set_aside", "claims", "settings"}
    assert why["rules"] and all({"rule", "says", "claims"} <= set(r) for r in rules_of(why))
    words = {c["id"]: c for c in why["claims"]}
    assert set(words) == named(why)
    told = {r.claims[0].id: r for r in READINGS}
    for key, claim in words.items():
        assert claim["sentence"] == told[key].report.text and claim["source"] == told[key].report.publisher
        assert claim["citing"] == [v.name for v in told[key].claims[0].attribution]
    settings = why["settings"]
    assert settings["quiet"] == {"stale_after": 90, "unknown_after": 365} and settings["tie"] == DEFAULT.tie


@pytest.mark.parametrize("args", QUESTIONS, ids=" ".join)
def test_people_are_told_the_same_rules(ledger: Path, args: tuple[str, ...]) -> None:
    why = json.loads(ask(ledger, *args, "--json", "--why"))["why"]
    out = " ".join(ask(ledger, *args, "--why").split())
    for rule in rules_of(why):
        assert " ".join(f"{rule['rule']}: {rule['says']}".split()) in out
    for claim in why["claims"]:
        assert claim["sentence"] in out


def test_what_was_set_aside_has_its_reason_and_its_words(ledger: Path) -> None:
    why = json.loads(ask(ledger, *QUESTIONS[0], "--json", "--why"))["why"]
    reasons = {left["claim"]: left["reason"] for left in why["set_aside"]}
    words = {c["id"]: c["sentence"] for c in why["claims"]}
    lost = next(key for key, text in words.items() if "recaptured" in text)
    assert reasons[lost] == "superseded by a later event: Syrian Arab Army took it, 2017-11-19"
    out = ask(ledger, *QUESTIONS[0], "--why")
    assert (
        'Euphrates Wire, 2017-11-12, citing residents: "On 2017-11-11 Islamic State recaptured Abu Kamal'
        in out
    )


def test_the_days_by_which_a_position_ages_are_among_the_rules(ledger: Path) -> None:
    why = json.loads(ask(ledger, *QUESTIONS[0], "--json", "--why"))["why"]
    says = {r["says"] for r in why["rules"] if r["rule"] == "age"}
    assert says == {
        "Syrian Arab Army: last word 2017-11-19; stale after 90 days, unknown after 365 days (in quiet)"
    }


def test_a_dispute_gives_the_words_of_both_sides(ledger: Path) -> None:
    out = ask(ledger, "disputes", "--why")
    side = "Qasr Radio: Syrian Arab Army holds Abu Kamal" if "Qasr Radio: " in out else "Qasr Radio"
    assert side in out and "the sources give no order" in out
    assert '"On 2017-11-11 Islamic State recaptured Abu Kamal, residents said."' in out
    assert '"There was fighting and the Syrian Arab Army still holds Abu Kamal on 2017-11-12."' in out


def test_a_day_of_knowledge_bounds_the_chain_too(ledger: Path) -> None:
    known = ("--known", "2017-11-11")
    why = json.loads(ask(ledger, *QUESTIONS[0], "--json", "--why", *known))["why"]
    assert {c["source"] for c in why["claims"]} == {"Harbour Post"}
