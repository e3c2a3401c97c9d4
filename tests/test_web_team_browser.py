"""Signing in, accounts and the audit log in a browser, under the strict policy: what is hostile stays text, nothing complains."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from desk_browser import PATIENCE_MS
from test_web_reached import PASSWORD, add
from test_web_serving import served
from web_world import either

from sandtable.ledger import AccountRole, Act, Ledger

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = "/usr/bin/chromium"
pytestmark = [
    pytest.mark.skipif(
        not os.path.exists(CHROMIUM), reason="Chromium is not installed: apt install chromium"
    ),
    pytest.mark.slow,
]
EVIL = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>\u202e"


@dataclass
class Visit:
    """A page, with what it asked for elsewhere and what the browser complained of."""

    page: sync_api.Page
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Path | str]:
    with either("sqlite", tmp_path, "") as target:
        add(target, "Ada", "admin")
        with Ledger.open(target) as one:
            one.audit.add(Act.EXPORT, EVIL, EVIL, EVIL, EVIL)
        yield target


@pytest.fixture
def visit(ledger: Path | str) -> Iterator[Visit]:
    with served(ledger) as (_, at), sync_api.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        seen = Visit(browser.new_context(base_url=at, viewport={"width": 1100, "height": 800}).new_page())
        seen.page.set_default_timeout(PATIENCE_MS)
        seen.page.on(
            "request", lambda r: seen.elsewhere.append(r.url) if not r.url.startswith((at, "data:")) else None
        )
        seen.page.on("pageerror", lambda e: seen.complaints.append(str(e)))
        seen.page.on("console", lambda m: seen.complaints.append(m.text) if m.type == "error" else None)
        yield seen
        browser.close()


def sign_in(page: sync_api.Page, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_an_admin_signs_in_makes_an_account_and_reads_the_log(visit: Visit, ledger: Path | str) -> None:
    page = visit.page
    page.goto("/accounts")
    assert page.url.endswith("/sign-in?next=/accounts")
    sign_in(page, "Ada", "not her password")
    page.get_by_text("do not belong together").wait_for()
    assert page.get_by_label("Password").input_value() == ""
    assert any("403" in line for line in visit.complaints), "the browser itself logs a refusal"
    visit.complaints.clear()
    sign_in(page, "Ada", PASSWORD)
    page.wait_for_url("**/accounts")
    new = page.locator("#new-account")
    new.get_by_label("Name").fill("Ben")
    new.get_by_label("Role").select_option("coder")
    new.get_by_label("Password").fill("another horse battery")
    new.get_by_label("Why").fill(EVIL)
    new.get_by_role("button", name="Make it").click()
    row = page.get_by_role("row").filter(has_text="Ben")
    row.wait_for()
    assert "<script>" in row.inner_text() and "U+202E" in row.inner_text()
    row.get_by_text("Change").click()
    row.get_by_label("Role").select_option("editor")
    row.get_by_role("button", name="Save").click()
    row.get_by_role("cell", name="editor", exact=True).wait_for()
    page.goto("/audit")
    told = page.get_by_role("table").inner_text()
    assert "role coder to editor" in told and "failed sign-in" in told and "<script>" in told
    page.get_by_role("combobox", name="What").select_option("account made")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**act=account+made**")
    assert page.get_by_role("row").count() == 3
    assert page.title() == "Audit log – sandtable"
    page.set_viewport_size({"width": 390, "height": 800})
    for at in ("/audit", "/accounts", "/account"):
        page.goto(at)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, at
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")
    assert visit.elsewhere == [] and visit.complaints == []
    with Ledger.open(ledger) as one:
        assert [deed.act for deed in one.audit.page(limit=1)[0]] == [Act.SIGN_OUT]


def test_one_changes_ones_password_and_signs_out_everywhere(visit: Visit, ledger: Path | str) -> None:
    add(ledger, "Ben", "coder")
    page = visit.page
    page.goto("/sign-in?next=//evil.example/")
    sign_in(page, "Ben", PASSWORD)
    page.get_by_role("link", name="Ben").click()
    own = page.locator("#own-password")
    own.get_by_label("Your password now").fill(PASSWORD)
    own.get_by_label("The new one").fill("a much better one")
    own.get_by_label("Once more").fill("a much better two")
    own.get_by_role("button").click()
    page.get_by_text("not written twice alike").wait_for()
    own.get_by_label("Once more").fill("a much better one")
    with page.expect_response("**/account/password") as answer:
        own.get_by_role("button").click()
    assert answer.value.status == 200
    page.get_by_text("Signed in since").wait_for()
    with Ledger.open(ledger) as one:
        one.accounts.change("Ben", by="Ada", role=AccountRole.READER)
    page.get_by_role("button", name="Sign out everywhere").click()
    page.wait_for_url("**/sign-in**")
    visit.complaints.clear()
    sign_in(page, "Ben", "a much better one")
    page.get_by_role("link", name="Ben").click()
    page.get_by_text("role reader").wait_for()
    page.get_by_role("button", name="Sign out everywhere").click()
    page.wait_for_url("**/sign-in")
    assert visit.elsewhere == [] and visit.complaints == []
