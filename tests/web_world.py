"""A desk to ask without a network, and what the tests of the server share."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from cli_world import READINGS, RECORDED
from click.testing import CliRunner
from postgresql_world import database
from starlette.testclient import TestClient

from sandtable.cli import main
from sandtable.gazetteer import Gazetteer
from sandtable.intake.fetching import Reach
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Picture
from sandtable.sources import Sources
from sandtable.web import Desk, make_app
from sandtable.web.taking import OpenReader, Taking
from sandtable.web.team.passwords import Passwords
from sandtable.web.team.signing import Team

API = "/api/v1"
AT = "http://127.0.0.1:8000"
DATABASES = ("sqlite", "postgresql")
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
# What a page, a shell or a database might take for its own.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE claims; --",
    "\u202egnirts desrever\u202c \u2066isolated\u2069",
    "{{7*7}} ${7*7} %s %n \\u0000 \\ud800",
    "line\r\nSet-Cookie: a=b",
    "\ufeff\u200b\u0085\u2028\u2029",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U00010348 \u200f\u05e2\u05d1\u05e8 \u0639\u0631\u0628",
    "%_%\\",
)


@contextmanager
def client(
    target: Path | str,
    gazetteer: Gazetteer,
    registry: Registry,
    open_reader: OpenReader | None = None,
    reach: Reach | None = None,
    *,
    secure: bool = False,
    asked: bool = True,
) -> Iterator[TestClient]:
    """A client of the whole app, its guard included, over a ledger. `open_reader` and `reach`: of its intake; `secure` and
    `asked`: of its team."""
    with Ledger.open(target, create=False) as ledger:
        picture = Picture(ledger, gazetteer, registry, Sources.load(registry))
        taking = Taking(ledger, open_reader, reach) if open_reader else None
        team = Team(ledger, asked=asked, secure=secure, passwords=Passwords(CHEAP))
        desk = Desk(ledger, gazetteer, registry, picture, Path(str(target)).name, taking)
        app = make_app(desk, team=team)
        with TestClient(app, base_url=AT.replace("http:", "https:") if secure else AT) as asking:
            yield asking


@contextmanager
def empty(kind: str, folder: Path, name: str) -> Iterator[Path | str]:
    """Where a ledger may be made in SQLite or PostgreSQL; `name`: of the database, of which each may be used once at a time."""
    if kind == "sqlite":
        yield folder / "world.db"
    else:
        with database(name) as url:
            yield url


@contextmanager
def either(kind: str, folder: Path, name: str) -> Iterator[Path | str]:
    """A ledger of the tests' world in SQLite or PostgreSQL."""
    with empty(kind, folder, name) as target:
        with Ledger.open(target) as ledger:
            ledger.add_many(READINGS, RECORDED)
        yield target


def get(asking: TestClient, at: str, expected: int = 200, /, **parameters: Any) -> Any:
    """The JSON at an address below the API."""
    given = {key.rstrip("_"): value for key, value in parameters.items()}
    answer = asking.get(f"{API}/{at}", params=given)
    assert answer.status_code == expected, answer.text
    return answer.json()


def command(ledger: Path | str, name: str, *args: str) -> Any:
    """The JSON that a command prints."""
    told = CliRunner().invoke(main, [name, "--ledger", str(ledger), "--json", *args])
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)


def pages(asking: TestClient, at: str, key: str, **parameters: Any) -> Iterator[list[Any]]:
    """Page after page, as `next` leads."""
    answer = get(asking, at, **parameters)
    yield answer[key]
    while answer["next"]:
        assert re.match(rf"{API}/{at}\?", answer["next"])
        answer = asking.get(answer["next"]).json()
        yield answer[key]


def listed(asking: TestClient, **parameters: Any) -> list[Any]:
    """All claims that are wanted."""
    return [one for page in pages(asking, "claims", "claims", **parameters) for one in page]


def all_statuses() -> list[str]:
    """Every status that a claim may be asked for by."""
    return ["proposed", "accepted", "edited", "rejected"]
