"""The gate: strict headers on every response, no other site's page, no other name, nothing too large, one form of refusal."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from cli_world import READINGS, make_ledger
from starlette.testclient import TestClient
from web_world import API, AT, client

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Picture
from sandtable.web import Desk, make_app
from sandtable.web.guard import MOST_BYTES

JSON = {"Content-Type": "application/json"}
SENT = f'{{"claim": "{READINGS[0].claims[0].id}", "verdict": "accept", "who": "Ada", "after": 77}}'.encode()


@pytest.fixture(scope="module")
def asking(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, registry: Registry
) -> Iterator[TestClient]:
    with client(make_ledger(tmp_path_factory.mktemp("web") / "world.db"), gazetteer, registry) as one:
        yield one


def problem(answer: Any, status: int, code: str) -> dict[str, object]:
    """The problem that an answer tells of."""
    told = answer.json()
    assert (told["status"], told["type"]) == (status, f"urn:sandtable:problem:{code}")
    assert told["detail"] and told["title"]
    return dict(told)


@pytest.mark.parametrize(
    ("method", "at", "status"),
    [
        ("GET", "/", 200), ("GET", f"{API}/healthz", 200), ("GET", f"{API}/openapi.json", 200), ("GET", f"{API}/claims", 200),
        ("GET", f"{API}/holds?place=Nowhereatall", 404), ("GET", f"{API}/holds", 422), ("GET", "/nothing", 404),
        ("GET", f"{API}/claims/", 404), ("PUT", f"{API}/claims", 405), ("DELETE", f"{API}/decisions", 405),
        ("POST", f"{API}/decisions", 415), ("OPTIONS", f"{API}/decisions", 405), ("GET", f"{API}/claims?q=%00", 400),
    ],
)  # fmt: skip
def test_every_response_has_the_strict_headers(asking: TestClient, method: str, at: str, status: int) -> None:
    headers = {"Content-Type": "application/json"} if method in ("PUT", "DELETE") else {"Origin": AT}
    answer = asking.request(method, at, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"] in ("no-store", "no-cache")
    assert not any(name.startswith("access-control-") for name in answer.headers)
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json" and answer.json()["detail"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "[",
        "10.0.0.1",
        "",
    ],
)
def test_another_name_is_refused(asking: TestClient, host: str) -> None:
    problem(asking.get(f"{API}/claims", headers={"Host": host}), 421, "host")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:8000"])
def test_the_names_of_this_machine_are_answered(asking: TestClient, host: str) -> None:
    assert asking.get(f"{API}/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:9999"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
def test_a_page_of_another_site_cannot_save(asking: TestClient, headers: dict[str, str]) -> None:
    problem(asking.post(f"{API}/decisions", content=SENT, headers=JSON | headers), 403, "origin")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": AT}, {"Sec-Fetch-Site": "same-origin", "Origin": AT}, {"Sec-Fetch-Site": "none"}],
)
def test_our_own_pages_and_programs_may(asking: TestClient, headers: dict[str, str]) -> None:
    problem(asking.post(f"{API}/decisions", content=SENT, headers=JSON | headers), 422, "unfit")


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonx",
        "",
    ],
)
def test_what_a_form_can_send_is_refused(asking: TestClient, kind: str) -> None:
    problem(asking.post(f"{API}/decisions", content=SENT, headers={"Content-Type": kind}), 415, "media-type")


def test_a_body_is_limited_whatever_it_says_of_its_length(asking: TestClient) -> None:
    large = b" " * (MOST_BYTES + 1)
    code = "request-entity-too-large"
    told = problem(asking.post(f"{API}/decisions", content=large, headers=JSON), 413, code)
    assert "1,000,000 bytes" in str(told["detail"])
    pieces = (large[:100_000] for _ in range(11))
    problem(asking.post(f"{API}/decisions", content=pieces, headers=JSON), 413, code)
    problem(
        asking.post(f"{API}/decisions", content=b" " * (MOST_BYTES - len(SENT)) + SENT, headers=JSON),
        422,
        "unfit",
    )


class Links(HTMLParser):
    """What a page would load or lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_the_front_page_leads_to_the_document_and_asks_nothing_of_others(asking: TestClient) -> None:
    answer = asking.get("/")
    page = Links()
    page.feed(answer.text)
    assert answer.headers["content-type"].startswith("text/html")
    assert f"{API}/openapi.json" in page.links and all(
        link.startswith(("/", "#")) and not link.startswith("//") for link in page.links
    )
    assert not page.tags & {"style", "iframe", "object", "embed", "base"}
    for link in page.links:
        if link.startswith("/static/"):
            assert asking.get(link).status_code == 200


def test_a_ledger_that_went_away_is_said(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, registry: Registry
) -> None:
    path = make_ledger(tmp_path_factory.mktemp("web") / "gone.db")
    with client(path, gazetteer, registry) as asking:
        assert asking.get(f"{API}/healthz").status_code == 200
        with Ledger.open(path):
            path.write_bytes(b"no ledger any more" * 1000)
        for extra in ("-wal", "-shm"):
            path.with_name(path.name + extra).unlink(missing_ok=True)
        told = problem(asking.get(f"{API}/claims"), 503, "ledger")
        assert "see that its file or server is there" in str(told["detail"])


def test_a_fault_of_ours_is_told_without_its_innards(
    tmp_path_factory: pytest.TempPathFactory,
    gazetteer: Gazetteer,
    registry: Registry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("the innards")

    path = make_ledger(tmp_path_factory.mktemp("web") / "world.db")
    with Ledger.open(path) as ledger:
        picture = Picture(ledger, gazetteer, registry)
        monkeypatch.setattr(picture, "disputes", fail)
        app = make_app(Desk(ledger, gazetteer, registry, picture, path.name))
        with TestClient(app, base_url=AT, raise_server_exceptions=False) as asking:
            answer = asking.get(f"{API}/disputes")
            problem(answer, 500, "fault")
            assert "innards" not in answer.text and answer.headers["x-content-type-options"] == "nosniff"
            assert asking.get(f"{API}/healthz").status_code == 200
