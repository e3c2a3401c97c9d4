"""The queue over the server: by what matters, paged, filtered; many decided at once and undone; claims added; who is there."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cli_world import READINGS, RECORDED, make_ledger
from starlette.testclient import TestClient
from web_world import API, HOSTILE, client, get, listed

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import MATTERS, Ledger
from sandtable.orbat import Registry
from sandtable.picture import Dispute, DisputeKind, Side
from sandtable.terms import Decision, Factuality, Spoken
from sandtable.terms.wire import claim_to
from sandtable.web.reckoning import Reckoning

CLAIM, REPORT = READINGS[0].claims[0], READINGS[0].report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_ledger(tmp_path / "world.db")


@pytest.fixture
def asking(path: Path, gazetteer: Gazetteer, registry: Registry) -> Iterator[TestClient]:
    with client(path, gazetteer, registry) as one:
        yield one


def post(asking: TestClient, at: str, status: int, **body: Any) -> Any:
    answer = asking.post(f"{API}/{at}", json={"who": "Ada", **body})
    assert answer.status_code == status, answer.text
    return answer.json()


def queued(asking: TestClient, **parameters: Any) -> list[str]:
    """The ids of the claims in the queue, page by page."""
    answer, out = get(asking, "queue", **parameters), []
    while True:
        out += [one["id"] for report in answer["reports"] for one in report["claims"]]
        if not answer["next"]:
            return out
        answer = asking.get(answer["next"]).json()


def test_what_moves_control_comes_first_and_the_newest_of_it(asking: TestClient) -> None:
    answer = get(asking, "queue")
    ranks = [report["matters"] for report in answer["reports"]]
    order = ["moves control", "in a dispute", "low confidence", ""]
    assert ranks == sorted(ranks, key=order.index) and ranks[0] == "moves control"
    for rank in set(ranks):
        days = [r["report"]["known"] for r in answer["reports"] if r["matters"] == rank]
        assert days == sorted(days, reverse=True)
    assert answer["counts"]["claims"] == len(READINGS) == len(queued(asking, limit=1))
    assert answer["counts"]["moves_control"] == sum(
        r["matters"] == "moves control" for r in answer["reports"]
    )


def test_what_is_in_a_dispute_comes_before_what_is_not(path: Path) -> None:
    with Ledger.open(path) as ledger:
        told = READINGS[5].claims[0].id
        assert ledger.queue.disputes_of is None
        ledger.queue.dispute(ledger.version(), {told})
        line = ledger.queue.line()
        places, _ = line.page(None, 50)
        ranks = [MATTERS[place.rank] for place in places]
        assert ranks.count("in a dispute") == 1 and ranks.index("in a dispute") == line.counts[0]
        assert ledger.queue.disputes_of == ledger.version()


@pytest.mark.timeout(180)
def test_disputes_are_reckoned_beside_the_requests_and_said_to_be_old_after_a_decision(path: Path) -> None:
    with Ledger.open(path) as ledger:
        reckoning = Reckoning(ledger)
        assert reckoning.state() == "not yet reckoned"
        reckoning.wait(150)
        assert reckoning.state() == "reckoned"
        ledger.decide(Decision(CLAIM.id, "accept", "Ada", RECORDED))
        assert reckoning.state() == "behind"
        reckoning.close()


def test_disputes_of_a_small_ledger_are_known_at_the_first_view(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Spoken("Ada", (READINGS[5].claims[0].id,))

    def disputes() -> list[Dispute]:
        return [Dispute(DisputeKind.HOLDER, (), (Side("it is held", (told,)),))]

    with Ledger.open(path) as ledger:
        monkeypatch.setattr("sandtable.web.reckoning.SMALL", 0)
        large = Reckoning(ledger, disputes)
        assert large.state() == "not yet reckoned"
        large.close()
    with Ledger.open(path) as ledger:
        monkeypatch.undo()
        reckoning = Reckoning(ledger, disputes)
        assert reckoning.state() == "reckoned"
        assert MATTERS[1] == "in a dispute" and ledger.queue.line().counts[1] == 1
        reckoning.close()


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_of_the_queue_go_on_though_claims_are_decided_in_between(asking: TestClient, size: int) -> None:
    every = queued(asking)
    first = get(asking, "queue", limit=size)
    seen = [one["id"] for report in first["reports"] for one in report["claims"]]
    for id_ in seen:
        post(asking, "decisions", 201, claim=id_, verdict="accept", after=0)
    rest = []
    answer = first
    while answer["next"]:
        answer = asking.get(answer["next"]).json()
        rest += [one["id"] for report in answer["reports"] for one in report["claims"]]
    assert seen + rest == every
    assert queued(asking) == rest


def test_a_decision_and_its_undoing_show_at_once(asking: TestClient) -> None:
    made = post(asking, "decisions", 201, claim=CLAIM.id, verdict="reject", why="rumour", after=0)
    assert CLAIM.id not in queued(asking) and queued(asking, status="rejected") == [CLAIM.id]
    undone = post(asking, f"decisions/{made['number']}/undo", 201)
    assert (undone["made"], undone["left"]) == (1, 0)
    assert CLAIM.id in queued(asking)
    history = get(asking, f"claims/{CLAIM.id}")
    assert [(d["verdict"], d["undoes"]) for d in history["decisions"]] == [
        ("reject", None),
        ("reopen", made["number"]),
    ]
    assert history["status"] == "proposed"
    post(asking, "decisions", 201, claim=CLAIM.id, verdict="accept", after=undone["decision"])
    told = post(asking, f"decisions/{made['number']}/undo", 409, who="Bob")
    assert told["standing"]["verdict"] == "accept" and "undo that one first" in told["detail"]
    post(asking, "decisions/99/undo", 404)


def test_filters_of_the_queue(asking: TestClient) -> None:
    every = queued(asking)
    kind = CLAIM.kind.value
    of_kind = {one.claims[0].id for one in READINGS if one.claims[0].kind is CLAIM.kind}
    assert set(queued(asking, kind=kind)) == of_kind
    assert set(queued(asking, report=REPORT.id)) == {CLAIM.id}
    publisher = REPORT.publisher or ""
    by = {
        r.claims[0].id
        for r in READINGS
        if publisher in (r.report.publisher, *(v.name for v in r.claims[0].attribution))
    }
    assert set(queued(asking, source=publisher.upper())) == by
    assert set(queued(asking, below=0.0)) == set() and set(queued(asking, below=1.0)) == set(every)
    actor = next(r.entity.id for r in CLAIM.roles if r.entity and r.role == "actor")
    having = {
        r.claims[0].id for r in READINGS if actor in {x.entity.id for x in r.claims[0].roles if x.entity}
    }
    assert set(queued(asking, actor=actor)) == having
    word = CLAIM.evidence.trigger.text
    assert CLAIM.id in queued(asking, q=word) and queued(asking, q="zzzz") == []
    get(asking, "queue", 422, q="--")
    get(asking, "queue", 422, cursor="x")
    get(asking, "queue", 404, actor="Nobody by that name")


def test_an_edited_claim_is_found_by_what_it_says_now(asking: TestClient) -> None:
    edited = claim_to(replace(CLAIM, factuality=Factuality.HEDGED))
    other = next(r.claims[0] for r in READINGS if r.claims[0].kind is not CLAIM.kind)
    edited["roles"][0]["entity"] = {**edited["roles"][0]["entity"], "id": "actor:other", "name": "Other"}
    post(asking, "decisions", 201, claim=CLAIM.id, verdict="edit", why="hedged", after=0, edited=edited)
    assert queued(asking, status="edited") == [CLAIM.id]
    was = CLAIM.roles[0].entity
    assert was is not None
    assert CLAIM.id not in queued(asking, status="edited", actor=was.id)
    (report,) = get(asking, "queue", status="edited")["reports"]
    assert report["claims"][0]["factuality"] == "hedged" and report["matters"] == ""
    assert other.id in queued(asking)


def test_many_are_decided_in_one_act_that_one_undo_takes_back(asking: TestClient) -> None:
    kind = [CLAIM.kind.value]
    answer = get(asking, "queue", kind=kind[0])
    n, upto = answer["counts"]["claims"], answer["upto"]
    assert n > 1
    sent = {"verdict": "reject", "why": "copies", "filter": {"kind": kind}, "upto": upto}
    told = post(asking, "decisions/bulk", 409, expected=n + 1, **sent)
    assert told["claims"] == n and get(asking, "decisions")["decisions"] == []
    batch = post(asking, "decisions/bulk", 201, expected=n, **sent)
    assert batch["made"] == n and queued(asking, kind=kind[0]) == []
    made = get(asking, "decisions")["decisions"]
    assert {(d["batch"], d["why"], d["who"]) for d in made} == {(batch["decision"], "copies", "Ada")}
    post(asking, "decisions/bulk", 409, expected=n, **sent)
    undone = post(asking, f"decisions/{batch['decision']}/undo", 201)
    assert (undone["made"], undone["left"]) == (n, 0)
    assert len(queued(asking, kind=kind[0])) == n
    post(asking, "decisions/bulk", 422, expected=n, **{**sent, "why": " "})


def test_what_came_in_after_the_count_is_not_decided(asking: TestClient, path: Path) -> None:
    answer = get(asking, "queue")
    again = replace(READINGS[0], report=replace(REPORT, id="new"), claims=(replace(CLAIM, id="d" * 64),))
    with Ledger.open(path) as ledger:
        ledger.add(again, RECORDED)
    n = answer["counts"]["claims"]
    post(
        asking,
        "decisions/bulk",
        201,
        verdict="accept",
        why="checked",
        filter={},
        expected=n,
        upto=answer["upto"],
    )
    assert queued(asking) == ["d" * 64]


def missed(**changes: Any) -> dict[str, Any]:
    sent = deepcopy(claim_to(CLAIM))
    for key in ("id", "confidence", "coder"):
        del sent[key]
    sent["evidence"] |= {"prefix": "", "suffix": ""}
    return {**sent, "kind": "control", "plover": None, "acled": None, "extent": "full", **changes}


def test_a_missed_claim_is_added_and_stands(asking: TestClient) -> None:
    roles = [r for r in missed()["roles"] if r["role"] in ("actor", "place")]
    got = post(asking, f"reports/{REPORT.id}/claims", 201, claim=missed(roles=roles), why="missed")
    assert (got["verdict"], got["edited"]["coder"], got["report"]) == ("add", "analyst", REPORT.id)
    assert got["edited"]["evidence"]["suffix"] == REPORT.text[got["edited"]["evidence"]["end"] :][:32]
    again = post(asking, f"reports/{REPORT.id}/claims", 200, claim=missed(roles=roles), why="missed")
    assert again == got
    assert got["claim"] in {one["claim"]["id"] for one in listed(asking, report=REPORT.id)}
    assert get(asking, f"claims/{got['claim']}")["status"] == "accepted"
    assert got["claim"] not in queued(asking) and got["claim"] in queued(asking, status="accepted")
    assert len(get(asking, f"readings/{REPORT.id}")["claims"]) == 1
    told = post(asking, f"reports/{REPORT.id}/claims", 409, who="Bob", claim=missed(roles=roles))
    assert told["claim"] == got["claim"]
    undone = post(asking, f"decisions/{got['number']}/undo", 201)
    assert undone["made"] == 1 and get(asking, f"claims/{got['claim']}")["status"] == "rejected"


def test_a_claim_that_is_not_of_the_contract_is_told_field_by_field(asking: TestClient) -> None:
    at = f"reports/{REPORT.id}/claims"
    told = post(asking, at, 422, claim=missed(roles=[]))
    assert {e["at"] for e in told["errors"]} == {"body.claim.roles"}
    wrong = missed()
    wrong["evidence"]["trigger"] = {**wrong["evidence"]["trigger"], "start": 0, "end": 1, "text": "?"}
    told = post(asking, at, 422, claim=wrong)
    assert "body.claim.evidence.trigger" in {e["at"] for e in told["errors"]}
    post(asking, "reports/none/claims", 404, claim=missed())


@pytest.mark.parametrize("text", HOSTILE)
def test_names_and_reasons_come_back_as_they_were(asking: TestClient, text: str) -> None:
    said = text.strip() or "x"
    made = post(asking, "decisions", 201, claim=CLAIM.id, verdict="reject", why=said, who="Ada", after=0)
    assert made["why"] == said
    others = post(asking, f"reports/{REPORT.id}/presence", 200, page="a", who=said)["others"]
    assert others == []
    assert post(asking, f"reports/{REPORT.id}/presence", 200, page="b", who="Bob")["others"] == [said]


def test_places_and_actors_to_choose_from(asking: TestClient) -> None:
    found = get(asking, "entities", q="Abu Kam", type="place")["entities"]
    assert found and found[0]["type"] == "place" and found[0]["lat"] is not None
    near = get(asking, "entities", lat=found[0]["lat"], lon=found[0]["lon"])["entities"]
    assert near[0]["km"] == 0 and [n["km"] for n in near] == sorted(n["km"] for n in near)
    actors = get(asking, "entities", q="Brigade of the Unheard", type="actor")["entities"]
    assert actors[-1]["listed"] is False and actors[-1]["name"] == "Brigade of the Unheard"
    get(asking, "entities", 422)
    get(asking, "entities", 422, lat=1)
    get(asking, "entities", 422, type="actor", lat=1, lon=1)
