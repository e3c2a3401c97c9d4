"""Speed of the desk at the server, over a made-up ledger (see `chronicle`) of 100,000 claims. Invariant: what is timed is a whole
request of the app, its guard and gate included, in processor time; the first, which reads the ledger, is told apart from
those after it. Decisions go to a copy of the ledger.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from starlette.testclient import TestClient

from bench.board import Bench, Board
from bench.chronicle import Chronicle
from bench.picture import built, corpus
from sandtable.ledger import Keeping, Ledger
from sandtable.picture import Picture
from sandtable.sources import Sources
from sandtable.web import Desk, make_app

REPORTS, TIMES = 10_000, 7  # reports of ten claims each; how often each request is made
API = "/api/v1"
QUEUES = (
    ("queue, first page", "queue"),
    ("queue, captures alone", "queue?kind=capture"),
    ("queue, by one source", "queue?source=sana"),
)


def boards(bench: Bench) -> list[Board]:
    """One board, without floors: machines differ."""
    with asking(bench) as (world, client):
        return [Board("desk at the server, 100,000 claims", corpus(world), measure(client))]


@contextmanager
def asking(bench: Bench) -> Iterator[tuple[Chronicle, TestClient]]:
    """The made-up world, and who asks a desk over a copy of its ledger."""
    sources = Sources.load(bench.registry)
    world = Chronicle(bench.gazetteer, bench.registry, sources)
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(built(world, REPORTS, bench.say), Path(folder) / "desk.db"))
        with Ledger.open(path, create=False) as ledger:
            kept = Keeping(Path(folder) / "kept")
            picture = Picture(ledger, bench.gazetteer, bench.registry, sources, kept=kept)
            desk = Desk(ledger, bench.gazetteer, bench.registry, picture, path.name, kept=kept)
            desk.reckoning.close()  # a process of its own works on that, and its time is not the requests'
            with TestClient(make_app(desk), base_url="http://127.0.0.1:8000") as client:
                yield world, client


def measure(client: TestClient) -> dict[str, float]:
    """Seconds of processor time by what is asked."""
    figures = {"queue, the first time (less is better)": took(lambda: _get(client, "queue"))}
    for name, at in QUEUES:
        times = [took(lambda at=at: _get(client, at)) for _ in range(TIMES)]
        figures[f"{name} (less is better)"] = median(times)
    times = []
    for report in _get(client, "queue")["reports"][:TIMES]:
        claim = report["claims"][0]
        sent = {"claim": claim["id"], "verdict": "accept", "who": "bench", "after": claim["decision"]}
        client.post(f"{API}/decisions", json=sent).raise_for_status()
        times.append(took(lambda: _get(client, "queue")))
    return figures | {"queue, after a decision (less is better)": median(times)}


def took(ask: Callable[[], object]) -> float:
    """Seconds of processor time of all that this process does meanwhile."""
    begun = time.process_time()
    ask()
    return time.process_time() - begun


def _get(client: TestClient, at: str) -> dict[str, list[dict[str, list[dict[str, str]]]]]:
    answer = client.get(f"{API}/{at}")
    answer.raise_for_status()
    found: dict[str, list[dict[str, list[dict[str, str]]]]] = answer.json()
    return found
