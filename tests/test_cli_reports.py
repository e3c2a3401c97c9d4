"""`read` and `ingest` end to end: each report read or refused in one line, the rest goes on, and the status tells."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from small_site import answer, small_site

from sandtable.cli import main
from sandtable.coding import Reader
from sandtable.ledger import Ledger
from sandtable.terms.wire import reading_from

SCRIPT = Path(sys.executable).with_name("sandtable")
STORY = "Syrian troops captured the town of Mayadin on Saturday, the army said. Islamic State fighters fled to Abu Kamal.\n"
ARABIC = "سيطر الجيش على مدينة الميادين يوم السبت بعد معارك عنيفة مع التنظيم في ريف دير الزور الشرقي.\n"


@pytest.fixture(autouse=True)
def one_reader(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is loaded once a session, not once a command."""
    monkeypatch.setattr("sandtable.cli.reports.open_reader", lambda pipeline, endpoint: reader)


def run(
    *args: str | Path, status: int = 0, stdin: str | bytes | None = None, env: dict[str, str] | None = None
) -> Result:
    got = CliRunner().invoke(main, [str(a) for a in args], input=stdin, env=env)
    assert got.exit_code == status, got.output
    assert "Traceback" not in got.output
    return got


def readings(got: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in got.stdout.splitlines()]


def files(folder: Path, **contents: str | bytes) -> Path:
    for name, content in contents.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_the_examples_are_read_whole(examples: Path) -> None:
    got = run("read", "--format", "json", examples)
    found = readings(got)
    assert len(found) == 19 and "README.md: left out" in got.stderr
    for one in found:
        assert one["schema"] == "sandtable.reading/1" and reading_from(one).claims
        text = one["report"]["text"]
        for claim in one["claims"]:
            ev = claim["evidence"]
            assert text[ev["start"] : ev["end"]] == ev["exact"]
            for span in [
                ev["trigger"],
                *claim["roles"],
                *claim["attribution"],
                *([claim["time"]] if claim["time"] else []),
            ]:
                assert text[span["start"] : span["end"]] == span["text"]


def test_a_reading_is_shown_by_kind_with_its_chain_and_marked_sentence(tmp_path: Path) -> None:
    files(tmp_path, a__txt=STORY)
    out = run("read", "--published", "2017-10-15", "--publisher", "Euphrates Wire", tmp_path / "a.txt").stdout
    assert "capture (1)\n" in out and "place Mayadin" in out and "said by Euphrates Wire > " in out
    assert '"Syrian troops **captured** the town of Mayadin on Saturday, the army said."' in out
    assert "time 2017-10-14" in out and "\x1b" not in out


def test_published_and_publisher_stand_in_only_where_there_is_none(tmp_path: Path) -> None:
    own = f"---\npublisher: Harbour Post\npublished: 2017-10-20\n---\n{STORY}"
    files(tmp_path, a__txt=own, b__txt=STORY)
    a, b = readings(
        run("read", "--format", "json", "--published", "2017-10-15", "--publisher", "X", tmp_path)
    )
    assert (a["report"]["publisher"], a["report"]["published"]) == ("Harbour Post", "2017-10-20")
    assert (b["report"]["publisher"], b["report"]["published"]) == ("X", "2017-10-15")


def test_a_missing_date_is_a_warning_on_standard_error_and_in_the_json(tmp_path: Path) -> None:
    files(tmp_path, a__txt=STORY)
    assert "a.txt: warning: the report has no published date" in run("read", tmp_path / "a.txt").stderr
    (one,) = readings(run("read", "--format", "json", tmp_path / "a.txt"))
    assert one["warnings"][0]["code"] == "no-date"


def test_the_warnings_of_the_intake_stand_before_those_of_the_coder(tmp_path: Path) -> None:
    files(tmp_path, a__txt="Fighters captured the town of Qzxwv Brnft on Saturday.\n")
    (one,) = readings(run("read", "--format", "json", tmp_path))
    codes = [w["code"] for w in one["warnings"]]
    assert codes[0] == "no-date" and "place-unknown" in codes


def test_standard_input_is_read(tmp_path: Path) -> None:
    (one,) = readings(run("read", "--format", "json", "-", stdin=STORY))
    assert one["report"]["text"].strip() == STORY.strip() and one["claims"]


def test_jsonl_keeps_ids_and_order_and_a_bad_line_is_refused_alone(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"r{n}", "text": STORY, "published": "2017-10-15"}) for n in range(3)]
    lines.insert(1, '{"id": "broken", "text": ')
    got = run("read", "--format", "json", "-", stdin="\n".join(lines), status=1)
    assert [one["report"]["source_id"] for one in readings(got)] == ["r0", "r1", "r2"]
    assert got.stderr.splitlines()[0].startswith("<standard input>:2: the line is no JSON")
    assert got.stderr.splitlines()[-1] == "sandtable: 1 report was refused, 3 read"


def test_bad_inputs_are_refused_in_a_line_each_and_the_rest_is_read(tmp_path: Path) -> None:
    files(
        tmp_path, arabic__txt=ARABIC, broken__pdf=b"%PDF-1.7\nno pages at all\n", empty__txt=b"", digits__txt="12 34, 56.\n",
        good__txt=STORY, page__pdf=f"<html><body><article><p>{STORY * 4}</p></article></body></html>",
        picture__txt=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    )  # fmt: skip
    got = run("read", "--format", "json", tmp_path, tmp_path / "missing.txt", status=1)
    refused = {line.split(":")[0].rsplit("/", 1)[-1]: line for line in got.stderr.splitlines()[:-1]}
    assert set(refused) == {
        "arabic.txt",
        "broken.pdf",
        "empty.txt",
        "digits.txt",
        "picture.txt",
        "missing.txt",
    }
    assert "reads English" in refused["arabic.txt"] and "it is empty" in refused["empty.txt"]
    assert "no letters" in refused["digits.txt"] and "no such file" in refused["missing.txt"]
    assert got.stderr.splitlines()[-1] == "sandtable: 6 reports were refused, 2 read"
    read = [one for one in readings(got) if one["claims"]]
    assert len(read) == 2
    assert "its name says" in next(
        w["message"] for one in read for w in one["warnings"] if w["code"] == "name"
    )


def test_a_report_in_another_language_leaves_its_place_in_the_json(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": t}) for n, t in (("a", STORY), ("b", ARABIC), ("c", STORY))]
    found = readings(run("read", "--format", "json", "-", stdin="\n".join(lines), status=1))
    assert [one["report"]["source_id"] for one in found] == ["a", "b", "c"]
    assert found[1]["claims"] == [] and "language" in {w["code"] for w in found[1]["warnings"]}
    assert ARABIC.strip() not in run("read", "-", stdin="\n".join(lines), status=1).stdout


def test_text_that_would_steer_a_terminal_is_shown_harmless(tmp_path: Path) -> None:
    files(
        tmp_path,
        a__txt="---\ntitle: Red \x1b[31m and \u202e turned\n---\n"
        + STORY.replace("Mayadin", "Mayadin\x07\x1b[2J"),
    )
    got = run("read", tmp_path / "a.txt")
    assert not {"\x1b", "\x07", "\u202e"} & set(got.output)
    assert "control characters" in got.stderr
    (one,) = readings(run("read", "--format", "json", tmp_path / "a.txt"))
    assert (
        "\x1b[2J" in one["report"]["text"]
        and "\x1b" not in run("read", "--format", "json", tmp_path / "a.txt").stdout
    )


def test_a_report_of_a_megabyte_is_read(tmp_path: Path) -> None:
    # Most of it is one endless word, so that the parser is not what takes the time.
    files(tmp_path, big__txt=STORY + "x" * 1_000_000 + "\n" + STORY)
    (one,) = readings(run("read", "--format", "json", "--published", "2017-10-15", tmp_path / "big.txt"))
    assert len(one["report"]["text"]) > 1_000_000 and one["claims"]


def test_an_address_is_read_in_its_place_and_one_that_is_not_public_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "web.db"
    entry = f"<item><title>Mayadin</title><description>{STORY}</description></item>"
    with small_site({}) as site:
        site.answers["/feed"] = answer(f"<rss><channel><title>Wire</title>{entry}</channel></rss>".encode())
        assert "not on the public internet" in run("read", "http://127.0.0.1/feed", status=1).stderr
        monkeypatch.setattr("sandtable.intake.fetching.Reach", site.reach)
        files(tmp_path, one__txt=STORY)
        found = readings(run("read", "--format", "json", site.at("/feed"), tmp_path / "one.txt"))
        assert [r["report"]["publisher"] for r in found] == ["Wire", None] and all(r["claims"] for r in found)
        assert "1 new, 0 known" in run("ingest", site.at("/feed"), "--ledger", ledger).stdout
        assert "0 new, 1 known" in run("ingest", site.at("/feed"), "--ledger", ledger).stdout
        got = run("read", site.at("/feed", "inner.test"), tmp_path / "one.txt", status=1)
        assert "inner.test" in got.stderr and "not on the public internet" in got.stderr
        assert "1 report was refused, 1 read" in got.stderr


def test_ingest_counts_what_is_new_and_known(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    reports = files(
        tmp_path / "reports", a__txt=STORY, b__txt=STORY.replace("Mayadin", "Raqqa"), c__txt=ARABIC
    )
    book = tmp_path / "book.db"
    first = run("ingest", reports, "--ledger", book, "--published", "2017-10-15", status=1)
    assert first.stdout.splitlines()[0] == "2 new, 0 known, 1 refused"
    again = run("ingest", reports, "--ledger", book, "--published", "2017-10-15", "--json", status=1)
    told = json.loads(again.stdout)
    assert (told["new"], told["known"], told["refused"]) == (0, 2, 1)
    with Ledger.open(book, create=False) as ledger:
        assert ledger.counts().reports == told["holds"]["reports"] == 2
        assert ledger.counts().claims == told["holds"]["claims"] > 0


def test_ingested_reports_answer_questions(examples: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    run("ingest", examples, "--ledger", book)
    got = json.loads(run("holds", "Abu Kamal", "--ledger", book, "--on", "2017-11-20", "--json").stdout)
    assert got["place"]["id"] == "geonames:174448" and got["positions"]
    assert json.loads(run("timeline", "Abu Kamal", "--ledger", book, "--json").stdout)["steps"]


def test_what_the_first_question_rests_on_is_made_by_ingest(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sandtable.gazetteer.store import default_path

    built = default_path()
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / built.name).symlink_to(built)
    monkeypatch.setenv("SANDTABLE_CACHE", str(tmp_path / "cache"))
    run("ingest", examples, "--ledger", tmp_path / "book.db")

    def made(*_: object) -> None:
        raise AssertionError("a dossier is made for a question")

    monkeypatch.setattr("sandtable.picture.theatre.Compiler", made)
    got = run("holds", "Abu Kamal", "--ledger", tmp_path / "book.db", "--on", "2017-11-20", "--json")
    assert json.loads(got.stdout)["positions"]


def test_a_folder_that_cannot_take_a_ledger_is_told_in_a_line(tmp_path: Path) -> None:
    got = run("ingest", "-", "--ledger", tmp_path / "none" / "book.db", stdin=STORY, status=2)
    assert "make it, then try again" in got.stderr and got.stdout == ""


def test_a_pipeline_that_is_not_there_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    got = run("read", "--pipeline", "no_such_pipeline", "-", stdin=STORY, status=2)
    assert got.stderr.startswith("sandtable: no spaCy pipeline") and len(got.stderr.splitlines()) == 1


def test_each_reading_leaves_before_the_next_report_comes(tmp_path: Path) -> None:
    """A reader at the other end of a pipe need not wait for the end; and Ctrl-C ends the run in a line."""
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    (tmp_path / "first.txt").write_text(STORY)
    child = subprocess.Popen(
        [SCRIPT, "read", "--format", "json", tmp_path / "first.txt", pipe],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert json.loads(child.stdout.readline())["claims"]
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 130 and out == "" and err.splitlines()[-1].startswith("sandtable: stopped")
    assert "Traceback" not in err


def test_a_pipe_that_closes_early_ends_the_run_quietly(examples: Path) -> None:
    command = f"{SCRIPT} read {examples} | head -1"
    got = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert got.stdout.strip() and "Traceback" not in got.stderr and "Exception" not in got.stderr


def test_reading_calls_no_service_and_leaves_no_trace_of_one(tmp_path: Path) -> None:
    """onnxruntime keeps an id of the device and a queue of events in the cache when it reports to its maker."""
    from sandtable.gazetteer.store import cache_folder

    env = {
        **os.environ,
        "XDG_CACHE_HOME": str(tmp_path),
        "HOME": str(tmp_path),
        "SANDTABLE_CACHE": str(cache_folder()),
    }
    env.pop("ORT_DISABLE_TELEMETRY", None)
    for name in [n for n in env if n.startswith("CI") or n == "GITHUB_ACTIONS"]:
        env.pop(name)  # on build machines it is silent anyway
    got = subprocess.run(
        [SCRIPT, "read", "-"], input=STORY, env=env, capture_output=True, text=True, check=True
    )
    assert "capture" in got.stdout and {p.name for p in tmp_path.iterdir()} <= {"sandtable"}
