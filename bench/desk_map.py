"""Speed of the map at the desk, over a made-up ledger (see `chronicle`) of 100,000 claims. Invariant: what is timed at the server
is a whole request of the app in processor time; the first, which reads the ledger, is told apart from those after it, and each
of those is of days that were not asked for before. Decisions go to a copy of the ledger.
"""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import Any

from starlette.testclient import TestClient

from bench.board import Bench, Board
from bench.desk import API, TIMES, asking, took
from bench.picture import ON, corpus


def boards(bench: Bench) -> list[Board]:
    """One board, without floors: machines differ."""
    with asking(bench) as (world, client):
        return [Board("map at the server, 100,000 claims", corpus(world), measure(client))]


def measure(client: TestClient) -> dict[str, float]:
    """Seconds of processor time by what is asked, and kilobytes as they go out."""
    figures = {
        "map of a day, the first time, s (less is better)": took(lambda: _size(client, ON)),
        "days of the ledger, s (less is better)": took(lambda: _get(client, "map/days")),
    }
    days = [ON - timedelta(days=97 * n) for n in range(1, TIMES + 1)]
    sizes: list[int] = []
    times = [took(lambda day=day: sizes.append(_size(client, day))) for day in days]
    figures["map of another day, s (less is better)"] = median(times)
    figures["map of a day, compressed, kB (less is better)"] = max(sizes) / 1000
    figures["map of 30 days, s (less is better)"] = took(lambda: sizes.append(_size(client, ON, 29)))
    figures["map of 30 days, compressed, kB (less is better)"] = sizes[-1] / 1000
    after: dict[str, list[float]] = {}
    for kind in ("statement", "capture", "assault"):
        for listed in _get(client, f"claims?kind={kind}&limit=3").json()["claims"]:
            sent = {
                "claim": listed["claim"]["id"],
                "verdict": "reject",
                "who": "bench",
                "why": "bench",
                "after": 0,
            }
            client.post(f"{API}/decisions", json=sent).raise_for_status()
            after.setdefault(kind, []).append(took(lambda: _size(client, ON)))
    return figures | {
        f"map of a day, after a {kind} was rejected, s (less is better)": median(t)
        for kind, t in after.items()
    }


def _size(client: TestClient, day: date, more: int = 0) -> int:
    """Bytes of the map of a day, or of some, as they go out."""
    return int(_get(client, f"map?on={day}&to={day + timedelta(days=more)}").headers["content-length"])


def _get(client: TestClient, at: str) -> Any:
    answer = client.get(f"{API}/{at}")
    answer.raise_for_status()
    return answer
