"""The server as a process: where it listens, how soon, how it stops, and what survives when it is killed."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from cli_world import ARMY, READINGS, TOWN, make_ledger, reading
from click.testing import CliRunner

from sandtable.cli import main
from sandtable.ledger import AccountRole, Ledger
from sandtable.terms import Kind
from sandtable.web.serving import Door, ServeError, check, listen, url_of

SAVES, KILLED_AFTER = 200, (60, 130)


@contextmanager
def served(ledger: Path | str, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server over a ledger, and where it answers; killed at the end where it still runs."""
    command = [
        sys.executable,
        "-c",
        "from sandtable.cli import main; main()",
        "serve",
        "--ledger",
        str(ledger),
        "--port",
        "0",
        *options,
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told, found = "", None
            while found is None:
                line = process.stderr.readline()
                told += line
                assert line, told
                found = re.search(r"is served at (https?://\S+/)", line)
            yield process, found[1]
        finally:
            if process.poll() is None:
                process.kill()


def save(asking: httpx.Client, claim: str, after: int, who: str) -> dict[str, Any] | None:
    """A decision as it was acknowledged, None where it was not."""
    sent = {"claim": claim, "verdict": "accept", "who": who, "why": "because", "after": after}
    try:
        answer = asking.post("/api/v1/decisions", json=sent)
    except httpx.TransportError:
        return None
    assert answer.status_code in (200, 201), answer.text
    got: dict[str, Any] = answer.json()
    return got


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "8.8.8.8", "::ffff:8.8.8.8"])
def test_without_accounts_it_listens_on_this_machine_alone(tmp_path: Path, host: str) -> None:
    path = make_ledger(tmp_path / "world.db")
    got = CliRunner().invoke(main, ["serve", "--ledger", str(path), "--host", host])
    assert got.exit_code == 2 and "sandtable accounts add" in got.stderr and "--host 127.0.0.1" in got.stderr
    with Ledger.open(path) as ledger:
        ledger.accounts.add("Ada", AccountRole.ADMIN, "hash", by="test")
        ledger.accounts.add("Ben", AccountRole.ADMIN, "hash", by="test")
    got = CliRunner().invoke(main, ["serve", "--ledger", str(path), "--host", host, "--no-sign-in"])
    assert got.exit_code == 2 and "--no-sign-in is for this machine alone" in got.stderr


def test_what_others_can_reach_takes_accounts_a_name_and_tells_of_missing_https(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="has no account that may sign in"):
        check(Door("0.0.0.0", ("desk.example.org",)), accounts=False, asked=True)
    with pytest.raises(ServeError, match="give with --name"):
        check(Door("0.0.0.0"), accounts=True, asked=True)
    warning = check(Door("0.0.0.0", ("desk.example.org",)), accounts=True, asked=True)
    assert warning is not None and "in the clear" in warning
    assert "in the clear" in str(check(Door("192.0.2.1"), accounts=True, asked=True))
    assert check(Door("0.0.0.0", ("a.example",), behind_https=True), accounts=True, asked=True) is None
    with pytest.raises(ServeError, match="--behind-https needs --name"):
        check(Door(behind_https=True), accounts=True, asked=True)
    with pytest.raises(ServeError, match="has no account"):
        check(Door(names=("a.example",), behind_https=True), accounts=False, asked=True)
    assert check(Door(), accounts=False, asked=True) is None
    assert check(Door("localhost"), accounts=True, asked=False) is None
    (tmp_path / "some.pem").write_text("no certificate")
    with pytest.raises(ServeError, match="belong together"):
        check(Door(certificate=tmp_path / "some.pem"), accounts=True, asked=True)
    with pytest.raises(ServeError, match="cannot use the certificate"):
        check(Door(certificate=tmp_path / "some.pem", key=tmp_path / "some.pem"), accounts=True, asked=True)


def test_a_host_without_address_and_a_port_that_is_taken_are_said() -> None:
    with pytest.raises(ServeError, match=r"no address is known for .*use --host 127\.0\.0\.1"):
        listen("nowhere.invalid", 0)
    with listen("localhost", 0) as taken:
        port = taken.getsockname()[1]
        assert url_of(taken).endswith(f":{port}/")
        with pytest.raises(ServeError, match=f"port {port}.*choose another with --host or --port"):
            listen(taken.getsockname()[0], port)


def test_a_missing_ledger_is_said(tmp_path: Path) -> None:
    got = CliRunner().invoke(main, ["serve", "--port", "0", "--ledger", str(tmp_path / "none.db")])
    assert got.exit_code == 2 and "make one with `sandtable ingest`" in got.stderr


def begun(url: str, body: bytes) -> socket.socket:
    """A connection on which a save was begun and its body is waited for."""
    host, _, port = url.removeprefix("http://").rstrip("/").partition(":")
    head = (
        f"POST /api/v1/decisions HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    )
    connection = socket.create_connection((host, int(port)), timeout=30)
    connection.sendall(head.encode())
    assert b" 100 " in connection.recv(1000)
    return connection


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_the_requests_under_way_and_stops(tmp_path: Path, by: signal.Signals) -> None:
    path = make_ledger(tmp_path / "world.db")
    sent = {"claim": READINGS[0].claims[0].id, "verdict": "accept", "who": "Ada", "after": 0}
    body = json.dumps(sent).encode()
    with served(path) as (process, url):
        answer = httpx.get(f"{url}api/v1/holds?place=Abu%20Kamal&on=2017-11-12", timeout=30)
        assert answer.status_code == 200 and answer.json()["state"] == "contested"
        assert "server" not in answer.headers
        with begun(url, body) as connection:
            process.send_signal(by)
            time.sleep(0.3)
            assert process.poll() is None, "a request is under way"
            connection.sendall(body)
            assert b" 201 " in connection.recv(1000)
        assert process.wait(20) in (-by, 130), "it stops by the signal, or as Ctrl-C does"
        assert process.stderr is not None and "Traceback" not in process.stderr.read()
    with Ledger.open(path, create=False) as ledger:
        assert [d.who for d in ledger.decisions(READINGS[0].claims[0].id)] == ["Ada"]


@pytest.mark.slow
def test_kill_9_during_200_saves_loses_no_acknowledged_decision(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    told = [f"On 2017-11-09 the Syrian Arab Army took Abu Kamal, report {n} says." for n in range(SAVES)]
    with Ledger.open(path) as ledger:
        ledger.add_many(
            reading(
                words,
                Kind.CAPTURE,
                "took",
                {"actor": ARMY, "place": TOWN},
                publisher=f"Post {n}",
                published="2017-11-10",
            )
            for n, words in enumerate(told)
        )
        claims = [entry.claim.id for entry in ledger.claims()]
    acknowledged: dict[str, dict[str, Any]] = {}
    for kill_after in (*KILLED_AFTER, SAVES):
        left = [claim for claim in claims if claim not in acknowledged]
        with served(path) as (process, url), httpx.Client(base_url=url, timeout=30) as asking:

            def one(claim: str, asking: httpx.Client = asking) -> None:
                got = save(asking, claim, 0, "Ada")
                if got is not None:
                    acknowledged[claim] = got

            with ThreadPoolExecutor(4) as pool:
                for claim in left:
                    pool.submit(one, claim)
                while len(acknowledged) < kill_after:
                    time.sleep(0.001)
                os.kill(process.pid, signal.SIGKILL)
        with sqlite3.connect(path) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with Ledger.open(path, create=False) as ledger:
            stored, more = ledger.rulings.page(limit=SAVES + 1)
            assert not more
            held = {one.decision.claim_id: one for one in stored}
            assert len(held) == len(stored), "none twice, those sent again among them"
            for claim, sent in acknowledged.items():
                assert (
                    held[claim].number == sent["number"]
                    and held[claim].decision.when.isoformat() == sent["when"]
                )
    assert set(acknowledged) == set(claims) and len(stored) == SAVES
