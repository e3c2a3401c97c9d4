"""`--coder llm` on the command line: asked for by name or not at all, its cost told, its failures in a line each."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from llm_endpoint import Reply, Stub, serve

from sandtable.cli import main
from sandtable.cli.coders import TIMEOUT
from sandtable.coding import Reader, RuleCoder
from sandtable.ledger import Ledger

pytest.importorskip("pydantic_ai", reason="the extra llm is absent")

from sandtable.coding.llm import Endpoint, LanguageModelCoder
from sandtable.coding.llm import endpoint as endpoints

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = Path(sys.executable).with_name("sandtable")
STORY = "Syrian troops captured the town of Mayadin on Saturday, the army said.\n"
CAPTURE = {
    "kind": "capture", "evidence": STORY.strip(), "trigger": "captured",
    "roles": [{"role": "actor", "words": "Syrian troops"}, {"role": "place", "words": "Mayadin"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stub is on this machine, whatever the environment says of proxies."""
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture(scope="module")
def stub() -> Iterator[Stub]:
    with serve() as one:
        yield one


@pytest.fixture(autouse=True)
def one_parser(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model of the language is loaded once a session, not once a command."""
    rules = reader.coder
    assert isinstance(rules, RuleCoder)

    def open_reader(pipeline: str | None, endpoint: Endpoint | None) -> Reader:
        if endpoint is None:
            return reader
        return Reader(reader.parser, LanguageModelCoder(rules.gazetteer, rules.registry, endpoint))

    monkeypatch.setattr("sandtable.cli.reports.open_reader", open_reader)


def run(*args: str | Path, status: int = 0, stdin: str | None = None, **env: str) -> Result:
    got = CliRunner().invoke(main, [str(a) for a in args], input=stdin, env=env)
    assert got.exit_code == status, got.output
    assert "Traceback" not in got.output
    return got


def llm(stub: Stub, *args: str | Path, command: str = "read", **options: Any) -> Result:
    return run(command, "--coder", "llm", "--endpoint", stub.url, "--model", "vendor/one", *args, **options)


def test_a_report_is_read_by_the_model_and_the_cost_is_told(stub: Stub) -> None:
    stub.claims(CAPTURE)
    got = llm(stub, "--format", "json", "--price-in", "2", "--price-out", "10", "-", stdin=STORY)
    (claim,) = json.loads(got.stdout)["claims"]
    assert (claim["kind"], claim["coder"]) == ("capture", "llm/vendor/one")
    line = got.stderr.splitlines()[-1]
    assert line == "sandtable: vendor/one: 1 request, 100 tokens in, 20 out, cost 0.0004 at the prices given"
    assert "cost" not in llm(stub, "-", stdin=STORY).stderr


def test_the_key_comes_from_the_environment(stub: Stub) -> None:
    stub.claims()
    got = llm(stub, "-", stdin=STORY, SANDTABLE_LLM_KEY="sesame")
    assert stub.asked[0].headers["authorization"] == "Bearer sesame" and "sesame" not in got.output
    llm(stub, "-", stdin=STORY, SANDTABLE_LLM_KEY=" sesame\n")
    llm(stub, "-", stdin=STORY, SANDTABLE_LLM_KEY="")
    assert [a.headers["authorization"] for a in stub.asked[1:]] == ["Bearer sesame", "Bearer none"]
    assert "SANDTABLE_LLM_KEY" in run("read", "--help").stdout


def test_nothing_is_asked_of_an_endpoint_without_the_coder(stub: Stub) -> None:
    stub.claims(CAPTURE)
    got = run(
        "read",
        "-",
        stdin=STORY,
        SANDTABLE_LLM_KEY="sesame",
        OPENAI_BASE_URL=stub.url,
        OPENAI_API_KEY="sesame",
    )
    assert "capture" in got.stdout and stub.asked == []
    for option, value in (
        ("--endpoint", stub.url),
        ("--model", "x"),
        ("--timeout", "3"),
        ("--price-in", "1"),
    ):
        refused = run("read", option, value, "-", stdin=STORY, status=2)
        assert f"{option} goes with --coder llm" in refused.stderr and stub.asked == []
    assert "--pipeline" in run("read", "--model", "en_core_web_sm", "-", stdin=STORY, status=2).stderr


def test_reading_by_rules_loads_nothing_of_the_language_model() -> None:
    asked = (
        "import sys, sandtable.cli.reports, sandtable.coding; print(*{m.split('.')[0] for m in sys.modules})"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "sandtable" in loaded and not {"pydantic_ai", "openai", "httpx", "httpx2"} & set(loaded)


def test_what_is_missing_is_named(stub: Stub) -> None:
    for args, told in (
        (("--model", "x"), "--endpoint http"),
        (("--endpoint", stub.url), "--model NAME"),
        (("--endpoint", stub.url, "--model", "x", "--price-in", "1"), "both --price-in and --price-out"),
        (("--endpoint", "localhost", "--model", "x"), "is no endpoint"),
        (("--endpoint", stub.url, "--model", "x", "--timeout", "0"), "--timeout"),
    ):
        assert told in run("read", "--coder", "llm", *args, "-", stdin=STORY, status=2).stderr


def test_the_packages_that_are_missing_are_named_with_the_command(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [n for n in sys.modules if n.startswith("sandtable.coding.llm")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pydantic_ai", None)
    monkeypatch.setitem(sys.modules, "pydantic_ai.direct", None)
    got = llm(stub, "-", stdin=STORY, status=2)
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]["llm"]
    assert f'python -m pip install "{extra[0]}"' in got.stderr and len(got.stderr.splitlines()) == 1


def test_the_batch_goes_on_past_a_report_without_an_answer(stub: Stub) -> None:
    lines = "\n".join(json.dumps({"id": n, "text": STORY, "published": "2017-10-15"}) for n in "abc")
    stub.will(Reply({"claims": [CAPTURE]}), Reply(status=400), Reply({"claims": [CAPTURE]}))
    got = llm(stub, "--format", "json", "-", stdin=lines, status=1)
    found = [json.loads(line) for line in got.stdout.splitlines()]
    assert [len(one["claims"]) for one in found] == [1, 0, 1]
    assert [w["code"] for w in found[1]["warnings"]] == ["no-answer"]
    assert "<standard input>:2: the model gave no answer" in got.stderr
    assert "1 report was refused, 2 read" in got.stderr and "3 requests" in got.stderr


def test_a_report_without_an_answer_is_not_stored(stub: Stub, tmp_path: Path) -> None:
    """Stored without claims it would pass for read, and stand in for an earlier reading."""
    stub.will(Reply(status=400))
    book = tmp_path / "book.db"
    got = llm(stub, "--ledger", book, "-", command="ingest", stdin=STORY, status=1)
    assert got.stdout.startswith("0 new, 0 known, 1 refused")
    stub.claims(CAPTURE)
    assert llm(stub, "--ledger", book, "-", command="ingest", stdin=STORY).stdout.startswith("1 new")
    with Ledger.open(str(book), create=False) as ledger:
        assert {e.claim.coder for e in ledger.claims()} == {"llm/vendor/one"}


def test_a_refused_key_ends_the_run_in_a_line_and_what_was_read_stays(stub: Stub) -> None:
    lines = "\n".join(json.dumps({"id": n, "text": STORY, "published": "2017-10-15"}) for n in "abc")
    stub.will(Reply({"claims": [CAPTURE]}), Reply(status=401))
    got = llm(stub, "--format", "json", "-", stdin=lines, status=2)
    assert len(got.stdout.splitlines()) == 1 and len(stub.asked) == 2
    assert "2 requests" in got.stderr and "the key" in got.stderr


def test_an_endpoint_that_is_not_there_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "RETRIES", 0)
    got = run(
        "read",
        "--coder",
        "llm",
        "--endpoint",
        "http://127.0.0.1:9/v1",
        "--model",
        "x",
        "-",
        stdin=STORY,
        status=2,
    )
    assert "cannot be reached" in got.stderr


def test_a_key_that_travels_open_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "RETRIES", 0)
    args = ("--coder", "llm", "--endpoint", "http://name.invalid/v1", "--model", "x", "-")
    assert "unencrypted" in run("read", *args, stdin=STORY, status=2, SANDTABLE_LLM_KEY="sesame").stderr
    assert "unencrypted" not in run("read", *args, stdin=STORY, status=2).stderr


def test_a_run_that_is_stopped_tells_its_cost_and_leaves_no_traceback(stub: Stub) -> None:
    stub.will(Reply({"claims": []}, after=3.0))
    child = subprocess.Popen(
        [SCRIPT, "read", "--coder", "llm", "--endpoint", stub.url, "--model", "m", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert child.stdin is not None
    child.stdin.write(STORY)
    child.stdin.close()
    child.stdin = None
    began = time.monotonic()
    while not stub.asked and time.monotonic() - began < 30:
        time.sleep(0.1)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 130 and out == ""
    assert "m: 1 request" in err and "stopped" in err and "Traceback" not in err


def test_the_default_time_limit_is_told() -> None:
    assert f"Default: {TIMEOUT:g}." in run("ingest", "--help").stdout
