"""What is handed in over the API is read in the background: stored, known or refused, each with a line; nothing else stops for it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_world import READINGS, make_ledger
from small_site import answer, moved, small_site
from starlette.testclient import TestClient
from web_world import API, HOSTILE, client, get

from sandtable.coding import Coding, Reader
from sandtable.gazetteer import Gazetteer
from sandtable.intake.fetching import Reach
from sandtable.language.document import Document
from sandtable.ledger import Act, Ledger
from sandtable.orbat import Registry
from sandtable.terms import Report
from sandtable.web.taking import BusyError, Pasted, Stage, Taking
from sandtable.web.taking.worker import MOST_WAITING

STORY = "Syrian troops captured the town of Mayadin on Saturday, the army said. Islamic State fighters fled to Abu Kamal."
ARABIC = "سيطر الجيش على مدينة الميادين يوم السبت بعد معارك عنيفة مع التنظيم في ريف دير الزور الشرقي."
BYTES = {"Content-Type": "application/octet-stream"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ledger(tmp_path_factory.mktemp("intake") / "world.db")


@pytest.fixture(scope="module")
def asking(path: Path, gazetteer: Gazetteer, registry: Registry, reader: Reader) -> Iterator[TestClient]:
    with client(path, gazetteer, registry, lambda: reader) as one:
        yield one


def finished(asking: TestClient, accepted: Any) -> Any:
    """A job at its end."""
    assert accepted.status_code == 202, accepted.text
    assert accepted.headers["location"] == f"{API}/intake/{accepted.json()['id']}"
    while (job := asking.get(accepted.headers["location"]).json())["stage"] not in ("done", "stopped"):
        time.sleep(0.02)
    return job


def pasted(asking: TestClient, text: str, **beside: str | None) -> Any:
    """The job of a text."""
    return finished(asking, asking.post(f"{API}/intake", json={"text": text, **beside}))


def test_text_is_read_and_stored_and_a_second_time_known(asking: TestClient) -> None:
    beside = {
        "title": "Army in Mayadin",
        "publisher": "Harbour Post",
        "published": "2017-10-15",
        "url": "https://harbour.example/1",
    }
    job = pasted(asking, STORY, **beside)
    [told] = job["outcomes"]
    assert (job["stage"], job["done"], job["total"], job["stored"], job["kind"]) == (
        "done",
        1,
        1,
        1,
        "pasted",
    )
    assert told["fate"] == "stored" and told["claims"] > 0 and told["claims"] == job["claims"]
    held = get(asking, f"readings/{told['report']}")
    assert held["report"]["text"] == STORY and len(held["claims"]) == told["claims"]
    assert {k: held["report"][k] for k in beside} == beside
    again = pasted(asking, STORY, **beside)
    assert again["known"] == 1 and again["outcomes"][0]["report"] == told["report"]
    assert pasted(asking, STORY, **(beside | {"title": " Army in Mayadin "}))["known"] == 1
    assert pasted(asking, STORY, publisher="Qasr Radio")["stored"] == 1, (
        "another outlet's report of the same words is another report"
    )


def test_a_report_with_the_words_of_another_says_whose(asking: TestClient) -> None:
    words = "Rebel fighters entered the village of Tell Rifaat before dawn on Monday, two residents and a monitor said."
    [first] = pasted(asking, words, title="First", published="2016-02-15")["outcomes"]
    copy = {"title": "Second", "publisher": "Qasr Radio"}
    [told] = pasted(asking, f"DAMASCUS. {words}", published="2016-02-17", **copy)["outcomes"]
    assert told["fate"] == "stored" and told["copies"] == [{"id": first["report"], "title": "First"}]
    for day, text_ in (
        ("2016-03-17", words),
        ("2016-02-16", "Quite another thing happened in quite another place that day."),
        (None, words),
    ):
        [told] = pasted(asking, text_, published=day, **copy)["outcomes"]
        assert told["fate"] == "stored" and told["copies"] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "it is empty"), (" \n\ufeff\t", "it is empty"), (ARABIC, "English"), ("!!! 12:30 ...", "no letters"),
        ("\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f" * 20, "binary"),
    ],
)  # fmt: skip
def test_text_that_cannot_be_read_is_refused_in_a_line(asking: TestClient, text: str, says: str) -> None:
    before = get(asking, "readings")["readings"]
    job = pasted(asking, text, title="A title")
    [told] = job["outcomes"]
    assert (
        told["fate"] == "refused"
        and says in told["why"]
        and "\n" not in told["why"]
        and told["report"] is None
    )
    assert get(asking, "readings")["readings"] == before


def test_a_line_of_a_megabyte_is_read_or_refused_in_a_line(asking: TestClient) -> None:
    job = pasted(asking, "a" * 1_000_000)
    assert job["stage"] == "done" and job["done"] == 1
    told = asking.post(f"{API}/intake", json={"text": "a" * 1_000_001})
    assert told.status_code == 422 and "1000000 characters" in told.json()["detail"]
    assert asking.post(f"{API}/intake", json={"text": "a" * 8_000_000}).status_code == 413


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"text": None}, {"text": 1}, {"text": "a", "published": "yesterday"}, {"text": "a", "published": "2017-02-30"},
        {"text": "a", "more": 1}, {"text": "a", "title": "x" * 501}, {"text": "\ud800"},
    ],
)  # fmt: skip
def test_what_does_not_hold_is_told_at_once(asking: TestClient, sent: dict[str, Any]) -> None:
    told = asking.post(
        f"{API}/intake", content=json.dumps(sent), headers={"Content-Type": "application/json"}
    )
    assert told.status_code == 422 and told.json()["errors"]


def test_a_file_gives_each_of_its_reports_an_outcome_and_a_bad_one_stops_none(asking: TestClient) -> None:
    lines = [
        json.dumps({"text": "Government troops took Tell Brak on 3 May 2017.", "title": "One", "id": "a-1"}),
        "{broken",
        json.dumps({"text": ARABIC, "title": "Two"}),
        json.dumps({"text": READINGS[0].report.text, "title": READINGS[0].report.title, "publisher": READINGS[0].report.publisher,
                    "published": "2017-11-10"}),
        json.dumps({"text": "Rebels seized Tell Tamr on 4 May 2017.", "title": "Three"}),
    ]  # fmt: skip
    params = {"name": "many.jsonl", "publisher": "Wire", "published": "2017-05-05"}
    job = finished(
        asking, asking.post(f"{API}/intake/files", content="\n".join(lines), params=params, headers=BYTES)
    )
    assert (job["name"], job["kind"], job["total"]) == ("many.jsonl", "file", 5)
    assert [one["fate"] for one in job["outcomes"]] == ["stored", "refused", "refused", "known", "stored"]
    assert [one["source"] for one in job["outcomes"]] == [f"many.jsonl:{n}" for n in range(1, 6)]
    assert "no JSON" in job["outcomes"][1]["why"] and "English" in job["outcomes"][2]["why"]
    assert (job["stored"], job["known"], job["refused"]) == (2, 1, 2)
    assert job["outcomes"][0]["publisher"] == "Wire" and job["outcomes"][0]["published"] == "2017-05-05"
    part = get(asking, f"intake/{job['id']}", after=1, limit=2)
    assert [one["fate"] for one in part["outcomes"]] == ["refused", "refused"] and part["next"] == 3
    assert get(asking, f"intake/{job['id']}", after=99)["outcomes"] == []


@pytest.mark.parametrize(
    ("body", "name", "says"),
    [
        (b"", "empty.txt", "it is empty"), (b"PK\x03\x04rest", "a.docx", "ZIP"), (b"\x89PNG\r\n", "<img src=x onerror=alert(1)>.png", "picture"),
        (b"%PDF-1.4 nothing", "../../etc/passwd", "PDF"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_report_is_refused(asking: TestClient, body: bytes, name: str, says: str) -> None:
    job = finished(
        asking, asking.post(f"{API}/intake/files", content=body, params={"name": name}, headers=BYTES)
    )
    [told] = job["outcomes"]
    assert told["fate"] == "refused" and says in told["why"] and told["source"] == name


def test_files_are_sent_as_they_are_and_up_to_twenty_five_megabytes(asking: TestClient) -> None:
    at, given = f"{API}/intake/files", {"name": "a.txt"}
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x", ""):
        told = asking.post(at, content=b"x", params=given, headers={"Content-Type": kind})
        assert told.status_code == 415 and "application/octet-stream" in told.json()["detail"]
    assert (
        asking.post(
            at, content=b"x", params=given, headers=BYTES | {"Origin": "https://evil.example"}
        ).status_code
        == 403
    )
    assert asking.post(at, content=b" " * 25_000_001, params=given, headers=BYTES).status_code == 413
    assert (
        asking.post(
            at, content=(b" " * 1_000_000 for _ in range(26)), params=given, headers=BYTES
        ).status_code
        == 413
    )
    assert asking.post(at, content=b"x", headers=BYTES).status_code == 422
    assert asking.post(f"{API}/intake", content=b"x", headers=BYTES).status_code == 415
    job = finished(asking, asking.post(at, content=b" " * 25_000_000, params=given, headers=BYTES))
    assert job["refused"] == 1


def test_hostile_words_stay_words(asking: TestClient) -> None:
    for number, words in enumerate(HOSTILE):
        job = pasted(asking, f"{STORY} {number}", title=words, publisher=words, url=words)
        [told] = job["outcomes"]
        assert told["title"] == (words.strip() or None) and told["fate"] == "stored"
        if told["title"]:
            assert job["name"] == words.strip()


def test_an_address_is_fetched_and_a_private_one_is_not(
    tmp_path: Path, gazetteer: Gazetteer, registry: Registry, reader: Reader
) -> None:
    page = f"<!doctype html><title>Army in Mayadin</title><article><p>{STORY}</p></article>"
    with small_site({"/": moved("/news"), "/news": answer(page.encode(), Content_Type="text/html")}) as site:
        site.answers["/inwards"] = moved(site.at("/news", "inner.test"))
        with client(
            make_ledger(tmp_path / "w.db"), gazetteer, registry, lambda: reader, site.reach()
        ) as asking:

            def fetched(path: str, **beside: str) -> Any:
                return finished(
                    asking, asking.post(f"{API}/intake/addresses", json={"url": site.at(path), **beside})
                )

            job = fetched("/", publisher="Harbour Post", published="2017-10-15")
            [told] = job["outcomes"]
            assert (
                told["fate"] == "stored"
                and told["publisher"] == "Harbour Post"
                and told["source"] == site.at("/news")
            )
            assert get(asking, f"readings/{told['report']}")["report"]["url"] == site.at("/news")
            assert fetched("/news", publisher="Harbour Post", published="2017-10-15")["known"] == 1
            asked = len(site.asked)
            [told] = fetched("/inwards")["outcomes"]
            assert told["fate"] == "refused" and "not on the public internet" in told["why"]
            assert len(site.asked) == asked + 1
            assert asking.post(f"{API}/intake/addresses", json={"url": " "}).status_code == 422


def test_this_machine_is_not_fetched_from(asking: TestClient) -> None:
    for url in (
        "http://127.0.0.1:8080/",
        "http://localhost/api/v1/claims",
        "http://[::1]:8080/",
        "http://169.254.169.254/latest",
    ):
        [told] = finished(asking, asking.post(f"{API}/intake/addresses", json={"url": url}))["outcomes"]
        assert told["fate"] == "refused" and "not on the public internet" in told["why"]


def test_jobs_are_listed_and_one_that_is_not_there_is_told(asking: TestClient) -> None:
    last = pasted(asking, STORY, publisher="The last")
    jobs = get(asking, "intake")["jobs"]
    assert jobs[0]["id"] == last["id"] and jobs[0]["outcomes"] == [] and len(jobs) <= 50
    assert get(asking, "intake/nothing", 404)["type"] == "urn:sandtable:problem:unknown-job"


def test_who_handed_in_what_is_in_the_audit_log(asking: TestClient, path: Path) -> None:
    pasted(asking, STORY, title="For the log", publisher="Log")
    with Ledger.open(path) as ledger:
        deeds, _ = ledger.audit.page(act=Act.INTAKE)
    assert deeds[0].about == "For the log" and deeds[0].address


class Held:
    """A coder that waits until it is let go on, and fails where it is told to."""

    name = "held/1"

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def code(self, report: Report, _document: Document) -> Coding:
        self.begun.set()
        assert self.go.wait(60)
        if "fail" in report.text:
            raise LookupError("as asked")
        if "exhaust" in report.text:
            raise MemoryError
        return Coding((), (), ())


@pytest.fixture
def held(reader: Reader) -> Iterator[Held]:
    coder = Held()
    yield coder
    coder.go.set()


@pytest.fixture
def taking(held: Held, reader: Reader, tmp_path: Path) -> Iterator[Taking]:
    with Ledger.open(tmp_path / "held.db") as ledger:
        yield Taking(ledger, lambda: Reader(reader.parser, held))


def text(number: int, words: str = "The army took the town of Mayadin") -> Pasted:
    return Pasted(f"{words} on day {number}.")


def wait(taking: Taking, job: str) -> Any:
    while not (found := taking.job(job)) or not found.over:
        time.sleep(0.01)
    return found


def test_what_waits_is_bounded(taking: Taking, held: Held) -> None:
    first = taking.hand_in(text(0))
    assert held.begun.wait(60)
    others = [taking.hand_in(text(n)) for n in range(1, MOST_WAITING + 1)]
    with pytest.raises(BusyError, match="20 are waiting"):
        taking.hand_in(text(99))
    assert first.stage is Stage.READING and {one.stage for one in others} == {Stage.WAITING}
    held.go.set()
    assert wait(taking, others[-1].id).stage is Stage.DONE
    taking.hand_in(text(99))
    taking.stop()


def test_a_report_that_is_being_read_at_the_end_is_not_stored(
    taking: Taking, held: Held, tmp_path: Path
) -> None:
    job, after = taking.hand_in(text(1)), taking.hand_in(text(2))
    assert held.begun.wait(60)
    stopping = threading.Thread(target=taking.stop)
    stopping.start()
    while not taking._stopping:
        time.sleep(0.01)
    held.go.set()
    stopping.join()
    assert (job.stage, after.stage) == (Stage.STOPPED, Stage.STOPPED)
    assert job.why and "hand it in again" in job.why and job.outcomes == []
    with pytest.raises(BusyError, match="stopped"):
        taking.hand_in(text(3))
    with Ledger.open(tmp_path / "held.db") as ledger:
        assert ledger.counts().reports == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_reader_that_fails_refuses_one_report_and_what_nobody_foresaw_one_job(
    taking: Taking, held: Held
) -> None:
    held.go.set()
    failed, exhausted, after = (
        taking.hand_in(text(1, words)) for words in ("They fail", "They exhaust", "They took it")
    )
    assert wait(taking, failed.id).outcomes[0].fate == "refused" and "report it" in failed.outcomes[0].why
    assert wait(taking, exhausted.id).stage is Stage.STOPPED and "its log" in (exhausted.why or "")
    assert wait(taking, after.id).stage is Stage.DONE, "another thread goes on"
    taking.stop()
    assert after.outcomes[0].fate == "stored"


def test_a_missing_model_is_told_and_tried_again(reader: Reader, tmp_path: Path) -> None:
    missing = [FileNotFoundError("the weights are missing: make them with `make model`")]

    def open_reader() -> Reader:
        if missing:
            raise missing.pop()
        return reader

    with Ledger.open(tmp_path / "model.db") as ledger:
        taking = Taking(ledger, open_reader)
        first, second = taking.hand_in(Pasted(STORY)), taking.hand_in(Pasted(STORY))
        assert wait(taking, first.id).why == "the weights are missing: make them with `make model`"
        assert wait(taking, second.id).outcomes[0].fate == "stored"
        taking.stop()


def test_a_ledger_that_went_away_stops_the_job(reader: Reader, tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "gone.db")
    (tmp_path / "gone.db").write_bytes(b"no ledger any more" * 1000)
    for extra in ("-wal", "-shm"):
        (tmp_path / f"gone.db{extra}").unlink(missing_ok=True)
    taking = Taking(ledger, lambda: reader)
    job = wait(taking, taking.hand_in(Pasted(STORY)).id)
    assert job.stage is Stage.STOPPED and "the ledger does not answer" in job.why
    taking.stop()
    ledger.close()


def test_the_reader_is_loaded_by_the_first_job_and_once(reader: Reader, tmp_path: Path) -> None:
    loaded: list[int] = []

    def open_reader() -> Reader:
        loaded.append(1)
        return reader

    with Ledger.open(tmp_path / "once.db") as ledger:
        taking = Taking(ledger, open_reader, Reach())
        assert not loaded
        jobs = [taking.hand_in(text(n)) for n in range(3)]
        wait(taking, jobs[-1].id)
        taking.stop()
    assert loaded == [1] and [job.outcomes[0].fate for job in jobs] == ["stored"] * 3
