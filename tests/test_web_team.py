"""Accounts at the desk: who may come in, what a session is worth, and what each role may, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from cli_world import READINGS
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from web_world import API, AT, CHEAP, HOSTILE, client, either

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import AccountRole, Act, Ledger
from sandtable.orbat import Registry
from sandtable.web.team import signing
from sandtable.web.team.attempts import Attempts, network_of
from sandtable.web.team.gate import Gate, local
from sandtable.web.team.passwords import PasswordError, Passwords
from sandtable.web.team.rules import READING, role_needed, rule_of
from sandtable.web.team.signing import Team

BROWSER = {"Accept": "text/html"}
CLAIM = READINGS[0].claims[0].id
PEOPLE = {"Rea": "reader", "Cody": "coder", "Edi": "editor", "Ada": "admin"}
HASHES = {name: CHEAP.hash(f"{name}'s own password") for name in PEOPLE}


class Desk:
    """A desk with accounts, its ledger beside it."""

    def __init__(self, asking: TestClient, ledger: Ledger) -> None:
        self.asking, self.ledger, self.csrf = asking, ledger, ""

    def sign_in(self, name: str, password: str | None = None, expected: int = 201) -> Any:
        sent = {"name": name, "password": f"{name}'s own password" if password is None else password}
        answer = self.asking.post(f"{API}/session", json=sent)
        assert answer.status_code == expected, answer.text
        if expected == 201:
            self.csrf = answer.json()["csrf"]
        return answer

    def send(self, method: str, at: str, expected: int, body: Any = None, **headers: str) -> Any:
        given = {"Sandtable-CSRF": self.csrf, **headers}
        answer = self.asking.request(method, f"{API}/{at}", json=body or {}, headers=given)
        assert answer.status_code == expected, answer.text
        return answer.json() if answer.content else None

    def deeds(self) -> list[tuple[str, str, str]]:
        return [(deed.who, deed.act, deed.why) for deed in self.ledger.audit.page()[0]]


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | str]:
    with either(request.param, tmp_path, "sandtable_team_test") as one:
        with Ledger.open(one) as ledger:
            for name, role in PEOPLE.items():
                ledger.accounts.add(name, AccountRole(role), HASHES[name], by="test")
        yield one


@pytest.fixture
def desk(target: Path | str, gazetteer: Gazetteer, registry: Registry) -> Iterator[Desk]:
    with client(target, gazetteer, registry) as asking, Ledger.open(target) as ledger:
        yield Desk(asking, ledger)


@pytest.fixture
def on_file(tmp_path: Path) -> Path:
    """A ledger with accounts, where the database makes no difference."""
    with either("sqlite", tmp_path, "") as one, Ledger.open(one) as ledger:
        for name, role in PEOPLE.items():
            ledger.accounts.add(name, AccountRole(role), HASHES[name], by="test")
    return Path(one)


@pytest.fixture
def plain(on_file: Path, gazetteer: Gazetteer, registry: Registry) -> Iterator[Desk]:
    with client(on_file, gazetteer, registry) as asking, Ledger.open(on_file) as ledger:
        yield Desk(asking, ledger)


def decision(**changes: Any) -> dict[str, Any]:
    return {"claim": CLAIM, "verdict": "accept", "after": 0, **changes}


def test_nobody_comes_in_without_a_session(desk: Desk) -> None:
    for at in ("claims", "healthz", "openapi.json", "audit", "session"):
        answer = desk.asking.get(f"{API}/{at}")
        assert answer.status_code == 401 and answer.headers["content-type"] == "application/problem+json"
    answer = desk.asking.get("/queue?kind=capture&a=b", headers=BROWSER, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/queue%3Fkind%3Dcapture%26a%3Db"
    assert desk.asking.get("/static/desk.css").status_code == 200
    answer = desk.asking.get("/queue", headers={"HX-Request": "true", "HX-Current-URL": f"{AT}/queue?a=b"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in?next=/queue%3Fa%3Db")
    desk.send("POST", "decisions", 401, decision())


def test_signed_in_one_reads_decides_and_signs_out(desk: Desk) -> None:
    told = desk.sign_in("cody", "Cody's own password").json()
    assert (told["name"], told["role"]) == ("Cody", "coder")
    assert desk.asking.get(f"{API}/session").json() == told
    made = desk.send("POST", "decisions", 201, decision(why="it says so"))
    assert made["who"] == "Cody"
    desk.send("DELETE", "session", 204)
    assert desk.asking.get(f"{API}/claims").status_code == 401
    assert desk.deeds()[:3] == [
        ("Cody", "sign-out", ""),
        ("Cody", "decision", "it says so"),
        ("Cody", "sign-in", ""),
    ]
    assert all(deed.address == "testclient" for deed in desk.ledger.audit.page(limit=3)[0])


def test_a_decision_stands_under_no_other_name(plain: Desk) -> None:
    plain.sign_in("Cody")
    told = plain.send("POST", "decisions", 422, decision(who="Ada"))
    assert "you are signed in as Cody" in told["detail"]
    assert plain.ledger.decisions(CLAIM) == []
    assert plain.send("POST", "decisions", 201, decision(who="Cody"))["who"] == "Cody"


def test_without_accounts_everybody_may_everything_but_make_the_first(
    tmp_path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    with either("sqlite", tmp_path, "") as one, client(one, gazetteer, registry) as asking:
        assert asking.get(f"{API}/session").json() == {
            "schema": "sandtable.session/1", "name": None, "role": None, "csrf": "",
        }  # fmt: skip
        assert "say who" in asking.post(f"{API}/decisions", json=decision()).json()["detail"]
        assert asking.post(f"{API}/decisions", json=decision(who="Ana")).status_code == 201
        sent = {"name": "Eve", "role": "admin", "password": "correct horse battery"}
        answer = asking.post(f"{API}/accounts", json=sent)
        assert answer.status_code == 403 and "sandtable accounts add" in answer.json()["detail"]
        assert asking.post(f"{API}/session", json={"name": "Eve", "password": "x"}).status_code == 404
        with Ledger.open(one) as ledger:
            ledger.accounts.add("Ada", AccountRole.ADMIN, HASHES["Ada"], by="test")
        assert asking.get(f"{API}/claims").status_code == 401, (
            "from the first account on, a session is needed"
        )


def test_nobody_is_asked_where_the_server_was_started_so(
    on_file: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    with client(on_file, gazetteer, registry, asked=False) as asking:
        assert asking.get(f"{API}/claims").status_code == 200
        sent = {"name": "Eve", "role": "admin", "password": "correct horse battery"}
        assert asking.post(f"{API}/accounts", json=sent).status_code == 403
        assert asking.patch(f"{API}/accounts/Ada", json={"role": "reader"}).status_code == 403


@pytest.mark.parametrize("name", [*PEOPLE])
@pytest.mark.parametrize(
    ("method", "at", "role"),
    [
        ("GET", f"{API}/claims", "reader"), ("GET", "/", "reader"), ("POST", f"{API}/decisions", "coder"),
        ("GET", f"{API}/accounts", "admin"), ("POST", f"{API}/accounts", "admin"), ("PATCH", f"{API}/accounts/Rea", "admin"),
        ("GET", f"{API}/audit", "admin"), ("PUT", f"{API}/account/password", "reader"), ("POST", f"{API}/unheard/of", "admin"),
        ("POST", f"{API}/intake", "coder"), ("POST", f"{API}/intake/addresses", "coder"), ("GET", f"{API}/intake", "reader"),
    ],
)  # fmt: skip
def test_each_role_may_what_the_table_says(plain: Desk, name: str, method: str, at: str, role: str) -> None:
    plain.sign_in(name)
    answer = plain.asking.request(method, at, json={}, headers={"Sandtable-CSRF": plain.csrf})
    refused = answer.status_code == 403 and answer.json()["type"].endswith(":role")
    assert refused is not AccountRole(PEOPLE[name]).covers(AccountRole(role)), answer.text
    if refused:
        assert f"this takes the role {role}" in answer.json()["detail"]


def routes(found: list[Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every method and path, those of included routers with their prefix."""
    for route in found:
        if isinstance(route, APIRoute):
            yield from ((method, prefix + route.path) for method in route.methods)
        elif hasattr(route, "original_router"):
            yield from routes(route.original_router.routes, prefix + route.include_context.prefix)


def test_the_table_knows_every_address_that_changes_something(plain: Desk) -> None:
    inner: Any = plain.asking.app
    told = list(routes(inner._app.routes))
    assert ("POST", f"{API}/decisions") in told and ("PATCH", f"{API}/accounts/{{name}}") in told
    missing = [(m, path) for m, path in told if m not in READING and rule_of(m, path) is None]
    assert missing == [], "give each a role in web/team/rules.py"
    assert role_needed("POST", "/nothing/known") is AccountRole.ADMIN
    assert role_needed("GET", "/nothing/known") is AccountRole.READER
    assert role_needed("GET", "/accountsandmore") is AccountRole.READER
    assert role_needed("GET", "/accounts/x") is AccountRole.ADMIN
    assert role_needed("POST", f"{API}/reports/r1/claims") is AccountRole.CODER
    assert role_needed("POST", f"{API}/reports/r1/presence") is AccountRole.READER
    assert role_needed("POST", f"{API}/decisions/bulk") is AccountRole.EDITOR
    assert role_needed("POST", f"{API}/decisions/7/undo") is AccountRole.CODER


def test_a_save_carries_every_proof_that_it_is_meant(plain: Desk) -> None:
    plain.sign_in("Cody")
    ours = plain.csrf
    plain.asking.cookies.clear()
    plain.sign_in("Edi")
    good = {"Sandtable-CSRF": plain.csrf, "Content-Type": "application/json", "Origin": AT}
    for change, code in (
        ({"Sandtable-CSRF": ""}, "csrf"), ({"Sandtable-CSRF": ours}, "csrf"), ({"Sandtable-CSRF": plain.csrf[:-1]}, "csrf"),
        ({"Sandtable-CSRF": "\u00e9".encode()}, "csrf"),
        ({"Origin": "http://evil.example"}, "origin"), ({"Origin": "null"}, "origin"), ({"Sec-Fetch-Site": "cross-site"}, "origin"),
        ({"Sec-Fetch-Site": "same-site"}, "origin"), ({"Content-Type": "text/plain"}, "media-type"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, "media-type"),
    ):  # fmt: skip
        answer = plain.asking.post(f"{API}/decisions", content=b"{}", headers={**good, **change})
        assert answer.json()["type"] == f"urn:sandtable:problem:{code}", (change, answer.text)
    assert plain.asking.post(f"{API}/decisions", content=b"{}", headers=good).status_code == 422
    without = {key: value for key, value in good.items() if key != "Sandtable-CSRF"}
    for method, at in (
        ("DELETE", "session"),
        ("DELETE", "sessions"),
        ("PUT", "account/password"),
        ("PATCH", "accounts/x"),
    ):
        answer = plain.asking.request(method, f"{API}/{at}", content=b"{}", headers=without)
        assert answer.status_code == 403, (method, at)


def test_the_page_carries_the_token_and_name_of_its_session(plain: Desk) -> None:
    plain.sign_in("Cody")
    told = plain.asking.get("/").text
    assert (
        f'<meta name="csrf" content="{plain.csrf}">' in told
        and '<meta name="account" content="Cody">' in told
    )


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    on_file: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    for secure in (False, True):
        with client(on_file, gazetteer, registry, secure=secure) as asking, Ledger.open(on_file) as ledger:
            cookie = Desk(asking, ledger).sign_in("Cody").headers["set-cookie"]
            name, _, rest = cookie.partition("=")
            flags = {part.strip().lower() for part in rest.split(";")[1:]}
            assert {"httponly", "samesite=strict", "path=/"} <= flags
            assert not any(flag.startswith("domain") for flag in flags)
            assert ("secure" in flags, name) == (secure, "__Host-sandtable" if secure else "sandtable")
            headers = asking.get(f"{API}/session").headers
            assert ("strict-transport-security" in headers) is secure


def test_a_session_is_not_taken_from_the_caller(plain: Desk) -> None:
    plain.asking.cookies.set("sandtable", "chosen by somebody else", domain="127.0.0.1", path="/")
    first = plain.sign_in("Cody").cookies["sandtable"]
    assert first != "chosen by somebody else" and len(first) == 43
    assert plain.ledger.sessions.find("chosen by somebody else") is None
    plain.asking.cookies.clear()
    plain.asking.cookies.set("sandtable", first, domain="127.0.0.1", path="/")
    second = plain.sign_in("Edi").cookies["sandtable"]
    assert second != first and plain.ledger.sessions.find(first) is None, (
        "the older session of this browser is over"
    )


@pytest.mark.parametrize("times", [(13, 0), (1, 15)])
def test_a_session_ends_unused_or_old(
    plain: Desk, monkeypatch: pytest.MonkeyPatch, times: tuple[int, int]
) -> None:
    plain.sign_in("Cody")
    hours, days = times
    real = datetime

    class Later(datetime):
        ahead = timedelta()

        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return real.now(tz) + cls.ahead

    monkeypatch.setattr(signing, "datetime", Later)
    for day in range(days):
        Later.ahead = timedelta(days=day)
        for part in range(3):
            Later.ahead = timedelta(days=day, hours=8 * part)
            expected = 401 if Later.ahead >= timedelta(days=14) else 200
            assert plain.asking.get(f"{API}/session").status_code == expected, Later.ahead
    Later.ahead += timedelta(hours=hours)
    assert plain.asking.get(f"{API}/session").status_code == 401


def test_a_page_left_open_keeps_no_session(plain: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    plain.sign_in("Rea")
    monkeypatch.setattr(signing, "_MARKED_EVERY", timedelta(seconds=-1))
    token = plain.asking.cookies["sandtable"]

    def used() -> datetime:
        found = plain.ledger.sessions.find(token)
        assert found is not None
        return found.used

    before = used()
    report = READINGS[0].report.id
    plain.asking.post(f"{API}/reports/{report}/presence", json={}, headers={"Sandtable-CSRF": plain.csrf})
    assert used() == before
    plain.asking.get(f"{API}/session")
    assert used() > before


def test_a_changed_account_is_signed_out(desk: Desk, gazetteer: Gazetteer, registry: Registry) -> None:
    other = TestClient(desk.asking.app, base_url=AT)
    admin = Desk(other, desk.ledger)
    admin.sign_in("Ada")
    for change in ({"role": "editor"}, {"password": "correct horse battery"}, {"enabled": False}):
        desk.sign_in("Cody", None if "role" in change or "password" in change else "correct horse battery")
        told = admin.send("PATCH", "accounts/cody", 200, {**change, "why": "<b>because</b>"})
        assert told["name"] == "Cody" and told["by"] == "Ada" and told["why"] == "<b>because</b>"
        assert desk.asking.get(f"{API}/claims").status_code == 401
    told = desk.sign_in("Cody", "correct horse battery", 403).json()
    assert "do not belong together" in told["detail"]
    assert desk.deeds()[0] == ("Cody", "failed sign-in", "disabled")


def test_ones_own_password_takes_the_old_one_and_ends_the_other_sessions(plain: Desk) -> None:
    other = Desk(TestClient(plain.asking.app, base_url=AT), plain.ledger)
    other.sign_in("Rea")
    plain.sign_in("Rea")
    old = plain.asking.cookies["sandtable"]
    told = plain.send("PUT", "account/password", 422, {"now": "wrong", "new": "correct horse battery"})
    assert "not your password" in told["detail"]
    told = plain.send("PUT", "account/password", 422, {"now": "Rea's own password", "new": "short"})
    assert "12 to 1,000 characters" in told["detail"]
    told = plain.send(
        "PUT", "account/password", 200, {"now": "Rea's own password", "new": "correct horse battery"}
    )
    plain.csrf = told["csrf"]
    assert plain.asking.cookies["sandtable"] != old and plain.ledger.sessions.find(old) is None
    assert plain.asking.get(f"{API}/session").status_code == 200
    assert other.asking.get(f"{API}/session").status_code == 401
    other.sign_in("Rea", "correct horse battery")
    plain.send("DELETE", "sessions", 204)
    assert (
        plain.asking.get(f"{API}/session").status_code
        == other.asking.get(f"{API}/session").status_code
        == 401
    )


def test_an_admin_makes_accounts_and_stays(desk: Desk) -> None:
    desk.sign_in("Ada")
    made = desk.send(
        "POST", "accounts", 201, {"name": "عمر", "role": "coder", "password": "correct horse battery"}
    )
    assert (made["name"], made["by"], made["enabled"]) == ("عمر", "Ada", True)
    assert (
        "already"
        in desk.send("POST", "accounts", 422, {"name": "ADA", "role": "coder", "password": "correct horse"})[
            "detail"
        ]
    )
    assert "last account" in desk.send("PATCH", "accounts/Ada", 422, {"enabled": False})["detail"]
    desk.send("PATCH", "accounts/nobody", 404, {"enabled": False})
    desk.send("PATCH", "accounts/Rea", 422, {})
    names = [one["name"] for one in desk.asking.get(f"{API}/accounts").json()["accounts"]]
    assert names == ["Ada", "Cody", "Edi", "Rea", "عمر"]
    assert "argon2" not in desk.asking.get(f"{API}/accounts").text
    desk.asking.cookies.clear()
    desk.sign_in("عمر", "correct horse battery")


@pytest.mark.parametrize("name", [*HOSTILE, "\0", "a\0b", "\u202eadA", "x" * 500])
def test_a_hostile_name_is_no_account_and_no_error(desk: Desk, name: str) -> None:
    answer = desk.asking.post(f"{API}/session", json={"name": name, "password": "correct horse battery"})
    assert answer.status_code == (422 if len(name) > 200 else 403), answer.text
    desk.sign_in("Ada")
    told = desk.send(
        "POST", "accounts", 422, {"name": name, "role": "coder", "password": "correct horse battery"}
    )
    assert "name" in told["detail"]
    assert len(desk.ledger.accounts.all()) == len(PEOPLE)


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "x" * 1001,
        "x" * 12,
        "correct\0horse battery",
        "correct\nhorse battery",
        "my name is Cody K",
        "",
    ],
)
def test_a_password_that_cannot_be_one_is_refused(plain: Desk, password: str) -> None:
    plain.sign_in("Ada")
    told = plain.send("PATCH", "accounts/Cody", 422, {"password": password})
    assert "password" in told["detail"] and (not password or password not in told["detail"])


def test_a_password_of_a_million_letters_is_refused_before_it_is_hashed(plain: Desk) -> None:
    answer = plain.asking.post(f"{API}/session", json={"name": "Ada", "password": "x" * 999_000})
    assert answer.status_code == 422
    answer = plain.asking.post(f"{API}/session", json={"name": "Ada", "password": "x" * 1_100_000})
    assert answer.status_code == 413


def test_only_so_many_sign_ins_may_fail(plain: Desk) -> None:
    for name in ("Cody", "Nobody"):
        plain.asking.app._app.state.team.attempts = Attempts()
        for _ in range(10):
            plain.sign_in(name, "wrong", 403)
        answer = plain.sign_in(name, f"{name}'s own password", 429)
        assert "try again in 15 minutes" in answer.json()["detail"]
        assert 800 < int(answer.headers["retry-after"]) <= 901
        assert plain.sign_in("Ada").json()["name"] == "Ada", "others may go on"
        plain.asking.cookies.clear()
    failed = [deed for deed in plain.deeds() if deed[1] == "failed sign-in"]
    assert (
        failed
        == [("", "failed sign-in", "unknown name")] * 10 + [("Cody", "failed sign-in", "wrong password")] * 10
    )
    plain.asking.app._app.state.team.attempts = Attempts()
    for n in range(30):
        plain.sign_in(f"name {n}", "wrong", 403)
    plain.sign_in("Ada", expected=429)


def test_tries_are_forgotten_in_time_and_forgiven() -> None:
    now = [0.0]
    tries = Attempts(60, lambda: now[0])
    assert [tries.begin({"a": 2, "b": 5}) for _ in range(3)] == [0, 0, 61]
    tries.forgive("a", "b")
    assert tries.begin({"a": 2}) == 0
    now[0] = 59.5
    assert tries.begin({"a": 2}) == 1
    now[0] = 60
    assert tries.begin({"a": 2}) == 0


def test_a_network_of_ipv6_is_one_caller() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:1") != network_of("2001:db8:0:1::1")
    assert network_of("::ffff:10.0.0.1") == network_of("10.0.0.1") == "10.0.0.1"
    assert network_of("testclient") == "testclient"


def test_an_unknown_name_costs_the_same_work(monkeypatch: pytest.MonkeyPatch, plain: Desk) -> None:
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            checked.append(str(hash)[:10])
            return super().verify(hash, password)

    plain.asking.app._app.state.team.passwords = Passwords(
        Counting(time_cost=1, memory_cost=8, parallelism=1)
    )
    for name in ("Cody", "Nobody"):
        plain.sign_in(name, "wrong", 403)
    plain.ledger.accounts.change("Cody", by="test", enabled=False)
    plain.sign_in("Cody", expected=403)
    assert checked == ["$argon2id$"] * 3
    told = {plain.sign_in(name, "wrong", 403).text for name in ("Cody", "Nobody", "Edi")}
    assert len(told) == 1


def test_a_cheap_hash_is_made_dear_at_the_next_sign_in(plain: Desk) -> None:
    plain.asking.app._app.state.team.passwords = Passwords(
        PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    )
    plain.sign_in("Cody")
    account = plain.ledger.accounts.get("Cody")
    assert account is not None and "m=16,t=2,p=1" in account.password
    assert plain.asking.get(f"{API}/session").status_code == 200
    plain.asking.cookies.clear()
    plain.sign_in("Cody")
    assert plain.ledger.accounts.get("Cody") == account


def test_the_default_hash_is_argon2id_as_dear_as_rfc_9106_asks() -> None:
    assert Passwords().hash("correct horse battery", "Ada").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    with pytest.raises(PasswordError):
        Passwords(CHEAP).hash("correct \ud800 horse battery", "Ada")
    composed, combined = "correct caf\u00e9 battery", "correct cafe\u0301 battery"
    assert CHEAP.verify(Passwords(CHEAP).hash(combined, "Ada"), composed)


@pytest.mark.parametrize(
    ("given", "then"),
    [
        ("/queue?a=b", "/queue?a=b"), ("/", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"), ("", "/"), ("queue", "/"), ("/\t/evil.example", "/"), ("/a\r\nb", "/"), ("/a\\b", "/"), ("/a b", "/"),
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_after_signing_in(given: str, then: str) -> None:
    assert local(given) == then


def test_the_audit_log_over_the_api(desk: Desk) -> None:
    desk.sign_in("Cody")
    desk.send("POST", "decisions", 201, decision(verdict="reject", why="<script>x</script> \u202e"))
    desk.asking.cookies.clear()
    desk.sign_in("Ada")
    told = desk.asking.get(f"{API}/audit", params={"act": "decision"}).json()
    [deed] = told["deeds"]
    assert (deed["who"], deed["verdict"], deed["about"], deed["why"], deed["decision"]) == (
        "Cody", "reject", CLAIM, "<script>x</script> \u202e", 1,
    )  # fmt: skip
    first = desk.asking.get(f"{API}/audit", params={"limit": 3}).json()
    rest = desk.asking.get(first["next"]).json()
    numbers = [one["number"] for one in first["deeds"] + rest["deeds"]]
    assert numbers == sorted(numbers, reverse=True) and len(numbers) == 6
    today = datetime.now(UTC).date().isoformat()
    assert len(desk.asking.get(f"{API}/audit", params={"since": today, "who": "Cody"}).json()["deeds"]) == 2
    assert desk.asking.get(f"{API}/audit", params={"act": "nonsense"}).status_code == 422


@pytest.mark.parametrize("signed_in", [True, False])
def test_an_export_that_was_given_is_in_the_audit_log(tmp_path: Path, signed_in: bool) -> None:
    async def export(scope: Scope, receive: Receive, send: Send) -> None:
        await Response("data", 404 if scope["path"].endswith("nothing") else 200)(scope, receive, send)

    with Ledger.open(tmp_path / "team.db") as ledger:
        team = Team(ledger, passwords=Passwords(CHEAP))
        asking = TestClient(Gate(export, team, lambda _request, problem: problem.response()), base_url=AT)
        if signed_in:
            account = ledger.accounts.add("Rea", AccountRole.READER, HASHES["Rea"], by="test")
            asking.cookies.set(team.cookie, team.open(account).token, domain="127.0.0.1", path="/")
        for at in ("export/geojson?on=2017-11-20", "export/nothing", "claims", "brief"):
            asking.get(f"{API}/{at}")
        deeds = [(d.who, d.about) for d in ledger.audit.page(act=Act.EXPORT)[0]]
    who = "Rea" if signed_in else ""
    assert deeds == [(who, f"{API}/brief"), (who, f"{API}/export/geojson?on=2017-11-20")]
