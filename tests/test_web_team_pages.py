"""The pages of signing in, the account, the accounts and the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from test_web_team import CLAIM, PEOPLE, Desk, decision, on_file, plain
from web_world import API, HOSTILE, client, either

from sandtable.ledger import Act
from sandtable.terms import Decision

__all__ = ["on_file", "plain"]
BROWSER = {"Accept": "text/html"}


class Page(HTMLParser):
    """What a browser makes of a page: its elements and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def page(asking: TestClient, at: str, expected: int = 200, **query: Any) -> Page:
    answer = asking.get(at, params=query or None, headers=BROWSER, follow_redirects=False)
    assert answer.status_code == expected, answer.text
    return Page(answer.text)


@pytest.fixture
def admin(plain: Desk) -> Iterator[Desk]:
    plain.sign_in("Ada")
    yield plain


def test_signing_in_leads_to_where_one_wanted_to_go(plain: Desk) -> None:
    for given, then in (
        ("/queue?a=b", "/queue?a=b"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("", "/"),
    ):
        [form] = [
            attrs
            for tag, attrs in page(plain.asking, "/sign-in", next=given).tags
            if attrs.get("id") == "sign-in"
        ]
        assert form["data-next"] == then
    plain.sign_in("Rea")
    for given, then in (
        ("/queue?a=b", "/queue?a=b"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
    ):
        answer = plain.asking.get("/sign-in", params={"next": given}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, then)


def test_who_is_signed_in_stands_on_every_page(plain: Desk) -> None:
    plain.sign_in("Rea")
    told = page(plain.asking, "/account")
    assert "Rea may read (role reader)" in told.text and "Sign out" in told.text
    assert ("a", {"href": "/account"}) in told.tags


def test_a_page_that_takes_another_role_says_so(plain: Desk) -> None:
    plain.sign_in("Edi")
    for at in ("/accounts", "/audit"):
        told = page(plain.asking, at, 403)
        assert "this takes the role admin, and Edi is signed in with the role editor" in told.text


@pytest.mark.parametrize(("name", "may"), [("Rea", False), ("Cody", True), ("Ada", True)])
def test_who_may_add_reports_has_the_form_and_others_are_told(plain: Desk, name: str, may: bool) -> None:
    plain.sign_in(name)
    told = page(plain.asking, "/add")
    assert ("paste" in [attrs.get("id") for tag, attrs in told.tags if tag == "form"]) is may
    assert ("takes the role coder" in told.text) is not may


def test_who_handed_in_what_is_the_account(plain: Desk) -> None:
    plain.sign_in("Cody")
    job = plain.send("POST", "intake", 202, {"text": " ", "title": "Of Cody's"})
    assert job["who"] == "Cody"
    assert ("Cody", "Of Cody's") in [(d.who, d.about) for d in plain.ledger.audit.page(act=Act.INTAKE)[0]]


def test_the_accounts_are_listed_with_a_form_for_each(admin: Desk) -> None:
    admin.send("PATCH", "accounts/Cody", 200, {"role": "editor", "why": HOSTILE[0]})
    told = page(admin.asking, "/accounts")
    forms = [attrs["data-name"] for tag, attrs in told.tags if tag == "form" and "data-name" in attrs]
    assert forms == sorted(PEOPLE)
    assert "argon2" not in told.text and HOSTILE[0] in told.text
    assert not [tag for tag, attrs in told.tags if tag == "script" and "src" not in attrs]


def test_every_decision_is_in_the_audit_log_with_its_reason_and_verdict(admin: Desk) -> None:
    admin.send("POST", "decisions", 201, decision(verdict="reject", why="a rumour"))
    admin.ledger.decide(
        Decision(CLAIM, "accept", "by command", admin.ledger.accounts.all()[0].changed_at, "checked")
    )
    told = page(admin.asking, "/audit", act="decision").text
    assert (
        "decision: reject" in told and "a rumour" in told and "decision: accept" in told and "checked" in told
    )


def test_hostile_names_and_reasons_are_text_in_the_audit_log(admin: Desk) -> None:
    for text in HOSTILE:
        admin.ledger.audit.add(Act.EXPORT, text, text, text, text)
    admin.ledger.audit.add(Act.EXPORT, "x" * 1_000_000, why="\0")
    told = page(admin.asking, "/audit")
    plain_page = page(admin.asking, "/audit", act="sign-in")
    kinds = {tag for tag, _ in plain_page.tags}
    assert {tag for tag, _ in told.tags} <= kinds | {"span", "bdi"}
    assert not [attrs for _, attrs in told.tags if any(name.startswith("on") for name in attrs)]
    assert HOSTILE[0] in told.text and "\u202e" not in told.text and "‹U+202E›" in told.text
    for text in HOSTILE:
        assert page(admin.asking, "/audit", who=text).text.count("export") >= 1


def test_the_audit_log_is_paged_and_keeps_its_filter(admin: Desk) -> None:
    for n in range(130):
        admin.ledger.audit.add(Act.EXPORT, "Ada", f"map {n}")
    told = page(admin.asking, "/audit", act="export", who="Ada", since="", until="")
    [older] = [attrs["href"] for tag, attrs in told.tags if tag == "a" and attrs.get("rel") == "next"]
    assert older is not None and "act=export" in older and "who=Ada" in older
    rest = page(admin.asking, older)
    assert "map 29" in rest.text and "map 30" not in rest.text and "map 0" in rest.text
    assert not [attrs for tag, attrs in rest.tags if attrs.get("rel") == "next"]
    page(admin.asking, "/audit", 422, act="nonsense")
    page(admin.asking, "/audit", 422, since="yesterday")
    assert "Nothing of that sort" in page(admin.asking, "/audit", who="nobody at all").text


def test_without_accounts_the_pages_say_how_to_make_the_first(
    tmp_path: Path, gazetteer: Any, registry: Any
) -> None:
    with either("sqlite", tmp_path, "") as target, client(target, gazetteer, registry) as asking:
        assert "sandtable accounts add" in page(asking, "/accounts").text
        assert "has no accounts" in page(asking, "/account").text
        assert "What" in page(asking, "/audit").text
        answer = asking.get("/sign-in", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert asking.get(f"{API}/session").status_code == 200
