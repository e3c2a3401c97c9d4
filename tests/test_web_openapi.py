"""The OpenAPI document tells of every address, and the server keeps to it whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from cli_world import READINGS, make_ledger
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient
from web_world import API, AT, CHEAP, client

from sandtable.coding import Reader
from sandtable.gazetteer import Gazetteer
from sandtable.ledger import AccountRole, Ledger
from sandtable.orbat import Registry
from sandtable.terms.wire import claim_to
from sandtable.web.team.attempts import Attempts

PASSWORD = "correct horse battery"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ledger(tmp_path_factory.mktemp("web") / "world.db")


@pytest.fixture(scope="module")
def asking(path: Path, gazetteer: Gazetteer, registry: Registry) -> Iterator[TestClient]:
    with client(path, gazetteer, registry, no_reader) as one:
        yield one


def no_reader() -> Reader:
    """What is handed in here is not read: its job says why, as it does where the model is missing."""
    raise FileNotFoundError("no model in these tests")


@pytest.fixture(scope="module")
def document(asking: TestClient) -> dict[str, Any]:
    got: dict[str, Any] = asking.get(f"{API}/openapi.json").json()
    return got


def test_the_document_tells_of_every_address(document: dict[str, Any]) -> None:
    told = {
        (method, path.removeprefix(API)) for path, methods in document["paths"].items() for method in methods
    }
    assert told == {
        ("get", "/holds"), ("get", "/timeline"), ("get", "/orbat"), ("get", "/corridor"), ("get", "/disputes"),
        ("get", "/sources"), ("get", "/sources/{name}"), ("get", "/whereabouts"), ("get", "/suggest"),
        ("get", "/readings"), ("get", "/readings/{report}"), ("get", "/claims"), ("get", "/claims/{claim}"), ("get", "/search"),
        ("get", "/decisions"), ("get", "/decisions/{number}"), ("post", "/decisions"), ("get", "/healthz"),
        ("post", "/decisions/bulk"), ("post", "/decisions/{number}/undo"), ("get", "/queue"), ("get", "/entities"),
        ("get", "/reports/{report}"), ("post", "/reports/{report}/claims"), ("post", "/reports/{report}/presence"),
        ("get", "/map"), ("get", "/map/days"), ("get", "/map/way"), ("get", "/map/ground"), ("get", "/map/ground/{column}/{row}"),
        ("get", "/sentences"), ("get", "/brief"), ("get", "/export/geojson"),
        ("get", "/session"), ("post", "/session"), ("delete", "/session"), ("delete", "/sessions"), ("put", "/account/password"),
        ("get", "/accounts"), ("post", "/accounts"), ("patch", "/accounts/{name}"), ("get", "/audit"),
        ("get", "/intake"), ("post", "/intake"), ("post", "/intake/files"), ("post", "/intake/addresses"), ("get", "/intake/{job}"),
    }  # fmt: skip


def test_every_operation_tells_what_it_is_and_how_it_refuses(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["description"], (method, path)
            for status, answer in operation["responses"].items():
                if status >= "400":
                    assert list(answer["content"]) == ["application/problem+json"], (method, path, status)


def test_every_reference_in_the_document_leads_somewhere(document: dict[str, Any]) -> None:
    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from ([value["$ref"]] if isinstance(value.get("$ref"), str) else [])
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    named = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= named


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        ("holds", "?place=Abu%20Kamal&on=2017-11-12"), ("holds", "?place=the%20Syrian-Iraqi%20border&on=2017-11-12"),
        ("timeline", "?place=Abu%20Kamal&on=2017-12-01"), ("timeline", "?place=Iran&to=Lebanon&by=Iran&on=2017-12-01"),
        ("orbat", "?actor=Hezbollah&on=2017-11-12"), ("corridor", "?from=Iran&to=Lebanon&by=Iran&on=2017-11-20&all=true"),
        ("sources", "?limit=2"), ("sources/{name}", "Badia%20Monitor"), ("whereabouts", "?actor=Syrian%20army&on=2017-11-12"),
        ("queue", "?limit=2"), ("entities", "?q=ab"), ("entities", "?q=ab&type=actor"), ("reports/{report}", READINGS[3].report.id),
        ("suggest", "?q=ab"), ("disputes", ""), ("readings", ""), ("readings/{report}", READINGS[3].report.id), ("claims", "?limit=2"), ("claims", "?limit=200"),
        ("claims/{claim}", READINGS[0].claims[0].id), ("search", "?q=army"), ("decisions", ""), ("decisions/{number}", "1"), ("healthz", ""),
    ],
)  # fmt: skip
def test_answers_are_as_the_document_says(
    asking: TestClient, document: dict[str, Any], at: str, asked: str
) -> None:
    sent = {
        "claim": READINGS[1].claims[0].id,
        "verdict": "edit",
        "who": "Ada",
        "why": "x",
        "after": 0,
        "edited": claim_to(READINGS[1].claims[0]),
    }
    described = schemathesis.openapi.from_dict(document)
    saved = asking.post(f"{API}/decisions", json=sent)
    assert saved.status_code in (200, 201)
    described[f"{API}/decisions"]["post"].validate_response(saved)
    overtaken = asking.post(f"{API}/decisions", json={**sent, "who": "Bob"})
    assert overtaken.status_code == 409
    described[f"{API}/decisions"]["post"].validate_response(overtaken)
    answer = asking.get(f"{API}/{at.partition('{')[0]}{asked}")
    assert answer.status_code == 200
    described[f"{API}/{at}"]["get"].validate_response(answer)


@pytest.fixture(scope="module")
def guarded(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, registry: Registry
) -> Iterator[TestClient]:
    """A desk with an account, which forgets failed sign-ins at once."""
    target = make_ledger(tmp_path_factory.mktemp("web") / "team.db")
    with Ledger.open(target) as ledger:
        ledger.accounts.add("Ada", AccountRole.ADMIN, CHEAP.hash(PASSWORD), by="test")
    with client(target, gazetteer, registry, no_reader) as one:
        app: Any = one.app
        app._app.state.team.attempts = Attempts(0)
        yield one


def token(asking: TestClient) -> str:
    """That of the session, which is opened where the last request ended it."""
    told = asking.get(f"{API}/session")
    if told.status_code == 401:
        told = asking.post(f"{API}/session", json={"name": "Ada", "password": PASSWORD})
    assert told.is_success, told.text
    return str(told.json()["csrf"])


@pytest.mark.slow
@pytest.mark.parametrize("desk", ["asking", "guarded"])
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_asked_the_document_is_kept(
    request: pytest.FixtureRequest, document: dict[str, Any], mode: GenerationMode, desk: str
) -> None:
    asking: TestClient = request.getfixturevalue(desk)
    described = schemathesis.openapi.from_dict(document)
    for path, methods in document["paths"].items():
        for method in methods:

            @settings(
                max_examples=20 if desk == "asking" else 8,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            )
            @given(case=described[path][method].as_strategy(generation_mode=mode))
            def keep(case: schemathesis.Case) -> None:
                sent = case.as_transport_kwargs(base_url=AT)
                sent.pop("cookies", None)  # none but the session's
                if desk == "guarded":
                    sent["headers"] = {**(sent.get("headers") or {}), "Sandtable-CSRF": token(asking)}
                answer = asking.request(**sent)
                case.validate_response(answer, checks=CHECKS)

            try:
                keep()
            except Unsatisfiable:
                assert mode is GenerationMode.NEGATIVE and not document["paths"][path][method].get(
                    "parameters"
                )
