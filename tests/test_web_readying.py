"""A desk makes itself ready: what the first requests need is there before they come, once for all who ask, and from run to run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
from cli_world import READINGS, RECORDED
from starlette.testclient import TestClient
from web_world import API, AT, get

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Keeping, Ledger
from sandtable.orbat import Registry
from sandtable.picture import Picture, Recall
from sandtable.sources import Sources
from sandtable.terms import Decision
from sandtable.web import Desk, Readying, make_app


class GoneError(Exception):
    """Raised by what must not be asked for."""


def gone(*_: Any, **__: Any) -> Any:
    raise GoneError


@contextmanager
def opened(
    folder: Path, gazetteer: Gazetteer, registry: Registry, kept: Keeping | None = None
) -> Iterator[Desk]:
    path = folder / "world.db"
    if not path.exists():
        with Ledger.open(path) as ledger:
            ledger.add_many(READINGS, RECORDED)
    with Ledger.open(path, create=False) as ledger:
        picture = Picture(ledger, gazetteer, registry, Sources.load(registry))
        yield Desk(ledger, gazetteer, registry, picture, path.name, kept=kept)


def test_the_first_map_is_there_before_it_is_asked_for(
    tmp_path: Path, gazetteer: Gazetteer, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, gazetteer, registry) as desk, TestClient(make_app(desk), base_url=AT) as asking:
        told: list[str] = []
        readying = Readying(desk, told.append)
        readying.start()
        assert readying.wait(120)
        monkeypatch.setattr(desk.picture, "courses", gone)
        monkeypatch.setattr(desk.picture, "almanac", gone)
        last = get(asking, "map/days")["last"]
        assert get(asking, "map", on=last, to=last)["places"]
        with pytest.raises(GoneError):
            get(asking, "map", on="2017-11-03")
        readying.close()


def test_a_page_says_what_is_being_made_ready(
    tmp_path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    with opened(tmp_path, gazetteer, registry) as desk, TestClient(make_app(desk), base_url=AT) as asking:
        desk.readying = "the map"
        assert "Getting ready since the start: the map." in asking.get("/sources").text
        readying = Readying(desk, [].append)
        readying.start()
        assert readying.wait(120)
        assert "Getting ready" not in asking.get("/sources").text


def test_a_desk_that_is_closed_at_once_stops_making_ready(
    tmp_path: Path, gazetteer: Gazetteer, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, gazetteer, registry) as desk:
        begun, go_on = Event(), Event()

        def line() -> None:
            begun.set()
            go_on.wait(60)

        monkeypatch.setattr(desk.ledger.queue, "line", line)
        monkeypatch.setattr(desk.picture, "almanac", gone)
        readying = Readying(desk, [].append)
        readying.start()
        assert begun.wait(60)
        Thread(target=readying.close).start()
        while not readying.closing:
            sleep(0.01)
        go_on.set()
        assert readying.wait(60)
        assert desk.readying == ""


def test_after_a_decision_the_earlier_map_is_given_at_once_and_says_so(
    tmp_path: Path, gazetteer: Gazetteer, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path, gazetteer, registry) as desk, TestClient(make_app(desk), base_url=AT) as asking:
        days = {"on": "2017-11-20", "to": "2017-11-20", "earlier": True}
        before = asking.get(f"{API}/map", params=days)
        claims = [h for p in before.json()["places"] for r in p["runs"] for h in r["holders"]]
        assert claims and before.json()["behind"] is False
        go_on, courses = Event(), desk.picture.courses

        def slow(*given: Any) -> Any:
            go_on.wait(60)
            return courses(*given)

        monkeypatch.setattr(desk.picture, "courses", slow)
        for one in get(asking, "claims", kind=["capture", "control"], limit=50)["claims"]:
            desk.ledger.decide(Decision(one["claim"]["id"], "reject", "Ada", RECORDED))
        old = asking.get(f"{API}/map", params=days, headers={"If-None-Match": before.headers["etag"]})
        assert old.status_code == 200 and old.json() == {**before.json(), "behind": True}
        assert old.headers["etag"] != before.headers["etag"]
        go_on.set()
        desk.catching_up.wait(60)
        new = asking.get(f"{API}/map", params=days, headers={"If-None-Match": old.headers["etag"]})
        assert new.json()["behind"] is False and new.json()["places"] == []
        assert new.json() == get(asking, "map", on="2017-11-20")


def test_the_ground_is_kept_between_runs(
    tmp_path: Path, gazetteer: Gazetteer, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Keeping(tmp_path / "kept")
    with (
        opened(tmp_path, gazetteer, registry, kept) as desk,
        TestClient(make_app(desk), base_url=AT) as asking,
    ):
        first = get(asking, "map/ground")
    with (
        opened(tmp_path, gazetteer, registry, kept) as desk,
        TestClient(make_app(desk), base_url=AT) as asking,
    ):
        monkeypatch.setattr(desk.maps.tiles, "world", gone)
        assert get(asking, "map/ground") == first


def test_what_two_ask_at_once_is_worked_out_once(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db") as ledger:
        version, recall = ledger.version(), Recall[int](2)
        begun, go_on, calls, found = Event(), Event(), list[int](), list[int]()

        def work() -> int:
            calls.append(1)
            begun.set()
            go_on.wait(60)
            return 7

        def ask() -> None:
            found.append(recall.get(version, "the same", work))

        both = [Thread(target=ask) for _ in range(2)]
        both[0].start()
        assert begun.wait(60)
        both[1].start()
        # Another question is not kept waiting.
        assert recall.get(version, "another", lambda: 8) == 8
        go_on.set()
        for one in both:
            one.join(60)
        assert (found, calls) == ([7, 7], [1])


def test_who_waited_for_what_failed_works_it_out(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db") as ledger:
        version, recall = ledger.version(), Recall[int](2)
        with pytest.raises(GoneError):
            recall.get(version, "the same", gone)
        assert recall.get(version, "the same", lambda: 7) == 7
