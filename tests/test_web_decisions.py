"""Decisions over the server: added and never changed, told when overtaken, exact in every offset, whatever the text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cli_world import ARMY, HAMLET, READINGS, RECORDED
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from web_world import API, DATABASES, HOSTILE, client, either, empty, get, listed

from sandtable.gazetteer import Gazetteer
from sandtable.intake import make_report
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.terms import Claim, Evidence, Kind, Reading, Role, Trigger, Voice, VoiceType, Warning
from sandtable.terms.wire import claim_to

CLAIM = READINGS[0].claims[0]
TEXT = READINGS[0].report.text


@pytest.fixture(params=DATABASES)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    with either(request.param, tmp_path, "sandtable_web_test") as target:
        yield target


@pytest.fixture
def asking(path: Path | str, gazetteer: Gazetteer, registry: Registry) -> Iterator[TestClient]:
    with client(path, gazetteer, registry) as one:
        yield one


@pytest.fixture(scope="module", params=DATABASES)
def shared(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    gazetteer: Gazetteer,
    registry: Registry,
) -> Iterator[TestClient]:
    """A desk for tests that save nothing, or do not mind what others saved."""
    with (
        either(request.param, tmp_path_factory.mktemp("web"), "sandtable_shared_test") as target,
        client(target, gazetteer, registry) as one,
    ):
        yield one


def save(asking: TestClient, status: int, **sent: Any) -> Any:
    body = {"claim": CLAIM.id, "verdict": "accept", "who": "Ada", "after": 0, **sent}
    answer = asking.post(f"{API}/decisions", json=body)
    assert answer.status_code == status, answer.text
    kind = "application/json" if status < 400 else "application/problem+json"
    assert answer.headers["content-type"] == kind
    return answer.json()


def edit(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(claim_to(CLAIM)), **changes}


def test_a_decision_is_added_and_found(asking: TestClient, path: Path | str) -> None:
    before = datetime.now(UTC)
    got = save(asking, 201, why="  read it  ")
    assert (got["number"], got["report"], got["why"]) == (1, READINGS[0].report.id, "read it")
    assert before <= datetime.fromisoformat(got["when"]) <= datetime.now(UTC)
    assert get(asking, "decisions/1") == got == get(asking, "decisions")["decisions"][0]
    assert get(asking, f"claims/{CLAIM.id}")["status"] == "accepted"
    with Ledger.open(path) as ledger:
        (stored,) = ledger.decisions(CLAIM.id)
    assert (stored.who, stored.verdict, stored.why) == ("Ada", "accept", "read it")


def test_the_later_of_two_saves_is_told_with_both(asking: TestClient, path: Path | str) -> None:
    first = save(asking, 201, who="Ada", verdict="reject", why="rumour")
    told = save(asking, 409, who="Bob", verdict="edit", why="hedged", edited=edit(factuality="hedged"))
    assert told["type"].endswith(":overtaken") and "Ada decided on this claim" in told["detail"]
    assert told["standing"] == first
    assert (told["yours"]["who"], told["yours"]["why"]) == ("Bob", "hedged")
    assert told["yours"]["edited"]["factuality"] == "hedged"
    with Ledger.open(path) as ledger:
        assert ledger.counts().decisions == 1
    again = save(
        asking,
        201,
        who="Bob",
        verdict="edit",
        why="hedged",
        edited=told["yours"]["edited"],
        after=told["standing"]["number"],
    )
    assert again["number"] == 2 and [d["who"] for d in get(asking, f"claims/{CLAIM.id}")["decisions"]] == [
        "Ada",
        "Bob",
    ]


def test_a_save_sent_twice_is_stored_once(asking: TestClient) -> None:
    first = save(asking, 201)
    assert save(asking, 200) == first and len(get(asking, "decisions")["decisions"]) == 1


def test_an_edit_is_what_stands_and_moves_the_picture(asking: TestClient) -> None:
    edited = edit(kind="control", plover=None)
    save(asking, 201, verdict="edit", why="a statement of control", edited=edited)
    got = get(asking, f"claims/{CLAIM.id}")
    assert got["claim"] == {**edited, "id": CLAIM.id} and got["original"] == claim_to(CLAIM)
    assert [one["claim"]["id"] for one in listed(asking, kind="control")] == [
        CLAIM.id,
        READINGS[2].claims[0].id,
    ]
    assert CLAIM.id not in {one["claim"]["id"] for one in listed(asking, kind="capture")}


def test_id_confidence_and_coder_stay_those_of_the_reading(asking: TestClient) -> None:
    sent = edit(confidence=0.99, coder="me/1")
    del sent["id"]
    got = save(asking, 201, verdict="edit", why="x", edited=sent)["edited"]
    assert (got["id"], got["confidence"], got["coder"]) == (CLAIM.id, CLAIM.confidence, CLAIM.coder)


ROLE = claim_to(CLAIM)["roles"]
NO_TIME = {"text": "2017-11-09", "start": 3, "end": 13, "granularity": "day"}


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"verdict": "maybe"}, "body.verdict"),
        ({"who": "   "}, "body.who"),
        ({"who": "x" * 201}, "body.who"),
        ({"after": -1}, "body.after"),
        ({"after": 9}, "send 0"),
        ({"verdict": "reject"}, "say in `why`"),
        ({"verdict": "edit", "why": "x"}, "carries the edited claim"),
        ({"edited": edit()}, "carries the edited claim"),
        ({"extra": 1}, "body.extra"),
        ({"edited": edit(roles=ROLE[:1])}, "capture needs the role place"),
        ({"edited": edit(kind="membership")}, "membership has no role 'actor'"),
        ({"edited": edit(kind="conquest")}, "body.edited.kind"),
        ({"edited": edit(stance="praise")}, "only a statement has a stance"),
        ({"edited": edit(plover="WAR")}, "body.edited.plover"),
        ({"edited": edit(id="0" * 64)}, "another claim's"),
        ({"edited": edit(time={**NO_TIME, "earliest": "2017-11-10", "latest": "2017-11-09"})}, "earliest is after latest"),
        ({"edited": edit(time={**NO_TIME, "earliest": "2017-02-30", "latest": None})}, "no such day"),
        ({"edited": edit(roles=[ROLE[0], {**ROLE[1], "entity": {**ROLE[1]["entity"], "lat": None}}])}, "has lat and lon"),
        ({"edited": edit(roles=[ROLE[0], {**ROLE[1], "entity": {**ROLE[1]["entity"], "lat": 91}}])}, "less than or equal to 90"),
        ({"edited": edit(evidence={**claim_to(CLAIM)["evidence"], "suffix": "!"})}, "right before and after"),
    ],
)  # fmt: skip
def test_what_is_no_decision_is_refused_with_what_to_do(
    shared: TestClient, sent: dict[str, Any], says: str
) -> None:
    if "edited" in sent and "verdict" not in sent and sent["edited"] != edit():
        sent = {"verdict": "edit", "why": "x", **sent}
    got = save(shared, 422, **sent)
    assert says in got["detail"] and got["errors"]
    assert get(shared, "decisions")["decisions"] == []


def test_an_unknown_claim_is_not_found(shared: TestClient) -> None:
    assert "/api/v1/claims" in save(shared, 404, claim="0" * 64)["detail"]


@settings(deadline=None)
@given(which=st.integers(0, 4), start=st.integers(0, len(TEXT) + 3), end=st.integers(0, len(TEXT) + 3))
def test_a_span_is_taken_where_its_words_stand_and_nowhere_else(
    shared: TestClient, which: int, start: int, end: int
) -> None:
    sent = edit()
    spans = [*sent["roles"], sent["time"], sent["evidence"]["trigger"], sent["evidence"]]
    span = spans[which]
    words = span["exact"] if which == 4 else span["text"]
    right = (span["start"], span["end"]) == (start, end)
    span["start"], span["end"] = start, end
    # The claim is unknown to the ledger by this `after`, so that a right one is refused too, but only for that.
    got = save(shared, 422, verdict="edit", why="x", after=77, edited=sent)
    assert (got["errors"][0]["at"] == "body.after") == (right or TEXT[start:end] == words)


@settings(deadline=None)
@given(data=st.data())
def test_whatever_is_sent_is_answered(shared: TestClient, data: st.DataObject) -> None:
    plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
    anything = st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    )
    sent = {"claim": CLAIM.id, "verdict": "edit", "who": "Ada", "why": "x", "after": 77, "edited": edit()}
    target: Any = sent
    for _ in range(data.draw(st.integers(1, 4))):
        key = data.draw(st.sampled_from(sorted(target) if isinstance(target, dict) else range(len(target))))
        if not isinstance(target[key], dict | list) or not target[key]:
            break
        target = target[key]
    if isinstance(target, dict):
        target[data.draw(st.sampled_from(sorted(target)))] = data.draw(anything)
    assume(type(sent["after"]) is not int or sent["after"] != 0)  # with 0 it would be right
    body = json.dumps(sent).encode()
    answer = shared.post(f"{API}/decisions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (404, 422), answer.text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_of_analysts_come_back_as_they_are(asking: TestClient, text: str) -> None:
    got = save(asking, 201, verdict="reject", who=f"Ada {text}!", why=f"{text}!")
    assert (got["who"], got["why"]) == (f"Ada {text}!", f"{text}!".strip())
    assert get(asking, "decisions", who=f"Ada {text}!")["decisions"] == [got]


@pytest.mark.parametrize(
    "body",
    [
        b'{"claim": "\\ud800"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"after": 1' + b"0" * 9000 + b"}",
        b"",
        b"null",
        b"NaN",
    ],
)
def test_hostile_bytes_are_refused(shared: TestClient, body: bytes) -> None:
    answer = shared.post(f"{API}/decisions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422) and answer.json()["detail"]


def test_a_lone_surrogate_of_an_analyst_is_refused(shared: TestClient) -> None:
    sent = json.dumps({"claim": CLAIM.id, "verdict": "accept", "who": "A\ud800", "after": 0}).encode()
    answer = shared.post(f"{API}/decisions", content=sent, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


@pytest.fixture(scope="module", params=DATABASES)
def hostile(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    gazetteer: Gazetteer,
    registry: Registry,
) -> Iterator[TestClient]:
    """A desk over reports that are hostile in every field."""
    with empty(request.param, tmp_path_factory.mktemp("web"), "sandtable_hostile_test") as target:
        with Ledger.open(target) as ledger:
            for text in HOSTILE:
                ledger.add(_hostile_reading(text), RECORDED)
        with client(target, gazetteer, registry) as one:
            yield one


def _hostile_reading(text: str) -> Reading:
    body = f"The army took {text} on Monday, {text} said."
    report = make_report(
        text=body,
        title=text,
        publisher=text,
        published=date(2017, 11, 10),
        url=f"http://example.org/{text}",
        source_id=text,
    )
    start = body.index(text)
    span = (text, start, start + len(text))
    claim = Claim(
        id=f"{report.id[:32]}capture", kind=Kind.CAPTURE,
        roles=(Role("actor", "army", 4, 8, replace(ARMY, name=text)), Role("place", *span, replace(HAMLET, id=f"place:{text}", name=text))),
        evidence=Evidence(0, len(body), body, "", "", Trigger(9, 13, "took")),
        attribution=(Voice(*span, text, VoiceType.WITNESS),), coder=f"test/{text}",
    )  # fmt: skip
    return Reading(report, claims=(claim,), warnings=(Warning("odd", text, *span[1:]),))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_reports_are_text_everywhere(hostile: TestClient, text: str) -> None:
    (one,) = listed(hostile, source=text)
    claim = one["claim"]
    assert (
        claim["roles"][0]["entity"]["name"]
        == claim["roles"][1]["text"]
        == claim["attribution"][0]["name"]
        == text
    )
    reading = get(hostile, f"readings/{one['report']['id']}")
    assert text in reading["report"]["text"] and reading["warnings"][0]["message"] == text
    assert [o["claim"]["id"] for o in listed(hostile, place=f"place:{text}")] == [claim["id"]]
    for at in ("holds", "timeline"):
        got = get(hostile, at, place=f"place:{text}", on="2017-11-10")
        assert got["place"]["name"] == text
    assert get(hostile, "holds", place=f"place:{text}", on="2017-11-10", without=text)["positions"] == []
    assert hostile.get(f"{API}/holds", params={"place": text * 3}).status_code in (200, 404)
    assert hostile.get(f"{API}/search", params={"q": text}).status_code in (200, 422)


def test_hostile_answers_are_json_and_nothing_else(hostile: TestClient) -> None:
    for at in ("readings", "claims", "disputes", "search?q=army"):
        answer = hostile.get(f"{API}/{at}")
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.json() and "set-cookie" not in answer.headers
