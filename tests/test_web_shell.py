"""What every page stands in: one head, parts from this host alone under a strict policy, and problems told to people as pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from cli_world import make_ledger
from starlette.testclient import TestClient
from web_world import API, client

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture(scope="module")
def asking(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, registry: Registry
) -> Iterator[TestClient]:
    with client(make_ledger(tmp_path_factory.mktemp("web") / "world.db"), gazetteer, registry) as one:
        yield one


def test_a_page_carries_no_script_and_no_style_of_its_own(asking: TestClient) -> None:
    told = asking.get("/").text
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", told)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", told))


def test_pages_may_fetch_from_here_alone_and_data_nothing(asking: TestClient) -> None:
    page = asking.get("/").headers["content-security-policy"]
    assert "script-src 'self'" in page and "unsafe" not in page and "http" not in page
    data = asking.get(f"{API}/claims").headers["content-security-policy"]
    assert "script-src" not in data and data.startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("desk.css", "text/css"), ("desk.js", "text/javascript"), ("icon.svg", "image/svg+xml"), ("palette.css", "text/css"),
        ("vendor/htmx.min.js", "text/javascript"), ("vendor/maplibre-gl-csp.js", "text/javascript"),
        ("vendor/maplibre-gl-csp-worker.js", "text/javascript"), ("vendor/maplibre-gl.css", "text/css"),
        ("vendor/milsymbol.js", "text/javascript"),
    ],
)  # fmt: skip
def test_the_parts_of_pages_are_there(asking: TestClient, name: str, kind: str) -> None:
    answer = asking.get(f"/static/{name}")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "at", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/vendor/..%2f..%2fapp.py", "/static/nothing"]
)
def test_nothing_else_is_served(asking: TestClient, at: str) -> None:
    assert asking.get(at).status_code == 404


def test_the_first_page_tells_what_is_held(asking: TestClient) -> None:
    told = asking.get("/").text
    assert 'href="/queue"' in told and "Newest reports" in told


def test_an_empty_ledger_says_what_to_do(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, registry: Registry
) -> None:
    path = tmp_path_factory.mktemp("web") / "empty.db"
    Ledger.open(path).close()
    with client(path, gazetteer, registry) as asking:
        told = asking.get("/").text
    assert "No reports yet" in told and 'href="/add"' in told


def test_a_person_is_told_of_a_problem_by_a_page_and_a_program_by_json(asking: TestClient) -> None:
    page = asking.get("/nothing", headers=BROWSER)
    assert page.status_code == 404 and page.headers["content-type"].startswith("text/html")
    for at, headers in (("/nothing", {}), (f"{API}/nothing", BROWSER)):
        answer = asking.get(at, headers=headers)
        assert answer.headers["content-type"] == "application/problem+json" and answer.status_code == 404
