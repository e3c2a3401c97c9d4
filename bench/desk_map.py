"""Speed of the map at the desk, over a made-up ledger (see `chronicle`) of 100,000 claims. Invariant: what is timed at the server
is a whole request of the app in processor time; the first, which reads the ledger, is told apart from those after it, and each
of those is of days that were not asked for before. Decisions go to a copy of the ledger.
"""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from starlette.testclient import TestClient

from bench.board import Bench, Board
from bench.chronicle import Chronicle
from bench.desk import API, REPORTS, TIMES, _took
from bench.picture import ON, built, corpus
from sandtable.ledger import Ledger
from sandtable.picture import Picture
from sandtable.sources import Sources
from sandtable.web import Desk, make_app


def boards(bench: Bench) -> list[Board]:
    """One board, without floors: machines differ."""
    world = Chronicle(bench.gazetteer, bench.registry, Sources.load(bench.registry))
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(built(world, REPORTS, bench.say), Path(folder) / "desk.db"))
        with Ledger.open(path, create=False) as ledger:
            picture = Picture(ledger, bench.gazetteer, bench.registry, Sources.load(bench.registry))
            desk = Desk(ledger, bench.gazetteer, bench.registry, picture, path.name)
            desk.reckoning.close()  # a process of its own works on that, and its time is not the requests'
            with TestClient(make_app(desk), base_url="http://127.0.0.1:8000") as asking:
                figures = measure(asking)
    return [Board("map at the server, 100,000 claims", corpus(world), figures)]


def measure(asking: TestClient) -> dict[str, float]:
    """Seconds of processor time by what is asked, and kilobytes as they go out."""
    figures = {
        "map of a day, the first time, s (less is better)": _took(lambda: _size(asking, ON)),
        "days of the ledger, s (less is better)": _took(lambda: _get(asking, "map/days")),
    }
    days = [ON - timedelta(days=97 * n) for n in range(1, TIMES + 1)]
    sizes: list[int] = []
    times = [_took(lambda day=day: sizes.append(_size(asking, day))) for day in days]
    figures["map of another day, s (less is better)"] = median(times)
    figures["map of a day, compressed, kB (less is better)"] = max(sizes) / 1000
    figures["map of 30 days, s (less is better)"] = _took(lambda: sizes.append(_size(asking, ON, 29)))
    figures["map of 30 days, compressed, kB (less is better)"] = sizes[-1] / 1000
    after: dict[str, list[float]] = {}
    for kind in ("statement", "capture", "assault"):
        for listed in _get(asking, f"claims?kind={kind}&limit=3").json()["claims"]:
            sent = {
                "claim": listed["claim"]["id"],
                "verdict": "reject",
                "who": "bench",
                "why": "bench",
                "after": 0,
            }
            asking.post(f"{API}/decisions", json=sent).raise_for_status()
            after.setdefault(kind, []).append(_took(lambda: _size(asking, ON)))
    return figures | {
        f"map of a day, after a {kind} was rejected, s (less is better)": median(t)
        for kind, t in after.items()
    }


def _size(asking: TestClient, day: date, more: int = 0) -> int:
    """Bytes of the map of a day, or of some, as they go out."""
    return int(_get(asking, f"map?on={day}&to={day + timedelta(days=more)}").headers["content-length"])


def _get(asking: TestClient, at: str) -> Any:
    answer = asking.get(f"{API}/{at}")
    answer.raise_for_status()
    return answer
