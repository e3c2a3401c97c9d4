"""The server as people reach it: with accounts in PostgreSQL, behind a proxy, and over https of its own."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from cli_world import READINGS
from click.testing import CliRunner
from test_web_serving import served
from web_world import API, either

from sandtable.cli import main
from sandtable.ledger import Ledger

PASSWORD = "correct horse battery"
SENT = {"claim": READINGS[0].claims[0].id, "verdict": "accept", "after": 0}


def add(ledger: Path | str, name: str, role: str) -> None:
    got = CliRunner().invoke(
        main,
        ["accounts", "add", name, "--role", role, "--ledger", str(ledger), "--password-stdin"],
        input=f"{PASSWORD}\n",
    )
    assert got.exit_code == 0, got.output


def sign_in(asking: httpx.Client, **headers: str) -> httpx.Response:
    return asking.post(f"{API}/session", json={"name": "Ada", "password": PASSWORD}, headers=headers)


def test_a_desk_on_postgresql_from_the_first_account_to_the_audit_log(tmp_path: Path) -> None:
    with either("postgresql", tmp_path, "sandtable_reached_test") as target:
        url = str(target).replace("postgresql://", "postgresql+psycopg://")
        add(url, "Ada", "admin")
        with served(url) as (_, at), httpx.Client(base_url=at, timeout=30) as asking:
            assert asking.get(f"{API}/claims").status_code == 401
            told = sign_in(asking)
            assert told.status_code == 201, told.text
            headers = {"Sandtable-CSRF": told.json()["csrf"]}
            assert asking.post(f"{API}/decisions", json=SENT).status_code == 403
            assert asking.post(f"{API}/decisions", json=SENT, headers=headers).status_code == 201
            assert asking.get(f"{API}/holds?place=Abu%20Kamal&on=2017-11-12").json()["state"] == "contested"
            assert asking.get(f"{API}/search?q=army").status_code == 200
            deeds = asking.get(f"{API}/audit").json()["deeds"]
            assert [deed["act"] for deed in deeds] == ["decision", "sign-in", "account made"]
            assert [deed["address"] for deed in deeds] == ["127.0.0.1", "127.0.0.1", ""]


def test_behind_a_proxy_the_caller_is_whom_the_proxy_names(tmp_path: Path) -> None:
    with either("sqlite", tmp_path, "") as target:
        add(target, "Ada", "admin")
        options = ("--behind-https", "--name", "desk.example.org")
        with served(target, *options) as (_, at), httpx.Client(base_url=at, timeout=30) as asking:
            proxied = {
                "Host": "desk.example.org", "Origin": "https://desk.example.org",
                "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https",
            }  # fmt: skip
            answer = sign_in(asking, **proxied)
            assert answer.status_code == 201, answer.text
            assert "Secure" in answer.headers["set-cookie"] and answer.headers["strict-transport-security"]
            assert sign_in(asking, **{**proxied, "Origin": "http://desk.example.org"}).status_code == 403
            assert sign_in(asking, **{**proxied, "Host": "evil.example"}).status_code == 421
        with Ledger.open(target) as ledger:
            assert ledger.audit.page()[0][0].address == "203.0.113.9"


def test_what_a_caller_says_of_himself_is_not_believed(tmp_path: Path) -> None:
    with either("sqlite", tmp_path, "") as target:
        add(target, "Ada", "admin")
        with served(target) as (_, at), httpx.Client(base_url=at, timeout=30) as asking:
            assert sign_in(asking, **{"X-Forwarded-For": "203.0.113.9"}).status_code == 201
        with Ledger.open(target) as ledger:
            assert ledger.audit.page()[0][0].address == "127.0.0.1"


def test_it_speaks_https_with_a_certificate(tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    try:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
            check=True, capture_output=True,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("openssl is not installed, so there is no certificate to try")
    with either("sqlite", tmp_path, "") as target:
        add(target, "Ada", "admin")
        trusted: Any = ssl.create_default_context(cafile=str(certificate))
        with (
            served(target, "--certificate", str(certificate), "--key", str(key)) as (_, at),
            httpx.Client(base_url=at, timeout=30, verify=trusted) as asking,
        ):
            assert at.startswith("https://")
            answer = sign_in(asking, Origin=at.rstrip("/"))
            assert answer.status_code == 201 and answer.headers["set-cookie"].startswith("__Host-sandtable=")
            assert asking.get(f"{API}/session").json()["name"] == "Ada"
