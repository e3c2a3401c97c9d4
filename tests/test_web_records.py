"""Pages, tags, filters and search of the server, on a ledger whose claims are known beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_world import READINGS, RECORDED
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from web_world import API, DATABASES, all_statuses, client, either, get, listed, pages

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.terms import Decision

NOON = datetime(2020, 2, 1, 12, tzinfo=UTC)
CLAIMS = [r.claims[0].id for r in READINGS]


@pytest.fixture(scope="module", params=DATABASES)
def still(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    gazetteer: Gazetteer,
    registry: Registry,
) -> Iterator[TestClient]:
    """A desk whose ledger no test writes to."""
    with (
        either(request.param, tmp_path_factory.mktemp("web"), "sandtable_still_test") as target,
        client(target, gazetteer, registry) as one,
    ):
        yield one


@pytest.fixture(params=DATABASES)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    with either(request.param, tmp_path, "sandtable_web_test") as target:
        yield target


@pytest.fixture
def asking(path: Path | str, gazetteer: Gazetteer, registry: Registry) -> Iterator[TestClient]:
    with client(path, gazetteer, registry) as one:
        yield one


def ids(found: list[dict[str, dict[str, str]]]) -> list[str]:
    return [one["claim"]["id"] for one in found]


@settings(deadline=None, max_examples=30)
@given(limit=st.integers(1, 200))
def test_pages_of_any_size_give_everything_once(still: TestClient, limit: int) -> None:
    got = list(pages(still, "claims", "claims", limit=limit))
    assert [one["claim"]["id"] for page in got for one in page] == CLAIMS
    assert all(0 < len(page) <= limit for page in got)


def test_next_keeps_the_question(still: TestClient) -> None:
    asked = {"kind": ["capture", "control"], "actor": "Syrian army", "status": all_statuses()}
    assert ids(listed(still, limit=1, **asked)) == [CLAIMS[n] for n in (0, 2, 3, 4)]


def test_a_page_goes_on_where_it_ended_though_something_was_added(
    asking: TestClient, path: Path | str
) -> None:
    first = get(asking, "claims", limit=3)
    with Ledger.open(path) as ledger:
        ledger.add(
            replace(READINGS[0], claims=(replace(READINGS[0].claims[0], id="f" * 64),)),
            RECORDED + timedelta(days=1),
        )
    second = asking.get(first["next"]).json()
    last = asking.get(second["next"]).json()
    assert ids([*first["claims"], *second["claims"], *last["claims"]]) == [*CLAIMS, "f" * 64]
    assert last["next"] is None


def test_filters(still: TestClient) -> None:
    assert ids(listed(still, kind=["support", "command"])) == [CLAIMS[5], CLAIMS[6]]
    assert ids(listed(still, place="Abu Kamal", actor="ISIS")) == [CLAIMS[1]]
    assert ids(listed(still, report=READINGS[2].report.id)) == [CLAIMS[2]]
    assert ids(listed(still, source="badia monitor")) == [CLAIMS[3], CLAIMS[4]]
    assert ids(listed(still, source="Residents")) == [CLAIMS[1]]
    assert ids(listed(still, day="2017-11-11")) == [CLAIMS[1]]
    assert ids(listed(still, known="2017-11-02")) == [CLAIMS[5], CLAIMS[6]]
    assert listed(still, status="rejected") == []


def test_status_and_history_show_the_original_beside_the_edit(asking: TestClient, path: Path | str) -> None:
    claim = READINGS[0].claims[0]
    with Ledger.open(path) as ledger:
        ledger.decide(Decision(claim.id, "accept", "Ada", NOON))
        ledger.decide(
            Decision(
                claim.id, "edit", "Bob", NOON + timedelta(days=1), "hedged", replace(claim, plover="COERCE")
            )
        )
        ledger.decide(Decision(CLAIMS[1], "reject", "Bob", NOON, "no"))
    got = get(asking, f"claims/{claim.id}")
    assert (got["status"], got["decision"]) == ("edited", 2)
    assert got["claim"]["plover"] == "COERCE" and got["original"]["plover"] == "ASSAULT"
    assert [(d["number"], d["who"], d["verdict"], d["why"]) for d in got["decisions"]] == [
        (1, "Ada", "accept", ""),
        (2, "Bob", "edit", "hedged"),
    ]
    assert get(asking, f"claims/{CLAIMS[1]}")["status"] == "rejected"
    assert ids(listed(asking, status="rejected")) == [CLAIMS[1]] and CLAIMS[1] not in ids(listed(asking))
    assert get(asking, f"claims/{claim.id}", known="2020-02-01")["status"] == "accepted"


def test_a_claim_of_an_older_reading_is_still_found_by_its_id(asking: TestClient, path: Path | str) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(replace(READINGS[0], claims=()), RECORDED + timedelta(days=1))
    got = get(asking, f"claims/{CLAIMS[0]}")
    assert got["status"] == "superseded" and got["claim"]["id"] == CLAIMS[0]


def test_what_was_not_known_yet_is_not_there(still: TestClient) -> None:
    get(still, f"claims/{CLAIMS[3]}", 404, known="2017-11-01")
    get(still, f"readings/{READINGS[3].report.id}", 404, known="2017-11-01")
    get(still, f"readings/{READINGS[3].report.id}", known="2017-11-20")
    assert [h["report"]["published"] for h in get(still, "readings", known="2017-11-02")["readings"]] == [
        "2017-11-01",
        "2017-11-02",
    ]


@pytest.mark.parametrize(
    "at",
    [
        "holds?place=Abu%20Kamal&on=2017-11-20",
        "claims",
        "readings",
        "disputes",
        "decisions",
        "search?q=army",
        "healthz",
    ],
)
def test_a_tag_answers_304_until_something_is_added(asking: TestClient, path: Path | str, at: str) -> None:
    first = asking.get(f"{API}/{at}")
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        again = asking.get(f"{API}/{at}", headers={"If-None-Match": known})
        assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == tag
    assert asking.get(f"{API}/{at}", headers={"If-None-Match": '"other"'}).content == first.content
    with Ledger.open(path) as ledger:
        ledger.decide(Decision(CLAIMS[0], "reject", "Ada", NOON, "no"))
    changed = asking.get(f"{API}/{at}", headers={"If-None-Match": tag})
    assert changed.status_code == 200 and changed.headers["etag"] != tag


def test_an_answer_follows_the_ledger(asking: TestClient, path: Path | str) -> None:
    before = get(asking, "holds", place="Abu Kamal", on="2017-11-12")
    assert before["state"] == "contested"
    with Ledger.open(path) as ledger:
        ledger.decide(Decision(CLAIMS[1], "reject", "Ada", NOON, "no"))
    after = get(asking, "holds", place="Abu Kamal", on="2017-11-12")
    assert {p["holder"]["id"] for p in after["positions"]} == {"actor:syrian-arab-army"}


def test_a_tag_is_of_one_address(still: TestClient) -> None:
    tags = {still.get(f"{API}/{at}").headers["etag"] for at in ("claims", "claims?limit=1", "readings")}
    assert len(tags) == 3


def test_search(still: TestClient) -> None:
    got = get(still, "search", q="army kamal")
    assert {r["report"]["id"] for r in got["reports"]} == {READINGS[n].report.id for n in (0, 2, 3)}
    assert set(ids(got["claims"])) == {CLAIMS[n] for n in (0, 2, 3)}
    for one in got["reports"]:
        text = get(still, f"readings/{one['report']['id']}")["report"]["text"]
        assert one["exact"] == text[one["start"] : one["end"]]
    assert "letters or numbers" in get(still, "search", 422, q="!?")["detail"]


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("holds", "query.place: Field required"),
        ("holds?place=Raqqa&onn=2017-11-20", "there is no such parameter"),
        ("holds?place=Raqqa&on=20.11.2017", "write a day as YYYY-MM-DD"),
        ("holds?place=Raqqa&on=2017-02-30", "no such day"),
        ("holds?place=Raqqa&on=9999-12-31", "give a day from 1900 to 2199"),
        ("corridor?from=Iran&to=Lebanon", "query.by"),
        ("corridor?from=Iran&to=Lebanon&by=,", "query.by"),
        ("timeline?place=Iran&to=Lebanon", "`to` and `by` go together"),
        ("timeline?place=Iran&by=Iran", "`to` and `by` go together"),
        ("claims?cursor=x", "query.cursor"),
        ("claims?cursor=-1", "query.cursor"),
        ("claims?limit=201", "query.limit"),
        ("claims?status=good", "query.status"),
        ("decisions/0", "path.number"),
        ("claims/%20", "path.claim"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_refused_with_what_to_do(still: TestClient, at: str, says: str) -> None:
    answer = still.get(f"{API}/{at}")
    assert answer.status_code == 422 and answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"] and answer.json()["errors"]


def test_threads_that_ask_at_once_get_the_answers_of_one(asking: TestClient, path: Path | str) -> None:
    asked = [f"holds?place=Abu%20Kamal&on=2017-11-{day:02}" for day in range(9, 26)] + [
        "disputes",
        "orbat?actor=Hezbollah",
        "search?q=army",
        "claims",
    ]
    alone = {at: asking.get(f"{API}/{at}").content for at in asked}
    with ThreadPoolExecutor(8) as pool:
        for at, got in pool.map(lambda at: (at, asking.get(f"{API}/{at}")), asked * 3):
            assert got.status_code == 200 and got.content == alone[at]
