"""Six places in six wars, each told by five outlets in their own words, two of them copies, asked on twelve days.

The reports are read by the coder itself, so these break where reading or picture do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from told_worlds import WORLDS, Told

from sandtable.coding import Reader
from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Naming, Picture
from sandtable.sources import Sources
from sandtable.terms import Report


@pytest.fixture(scope="module", params=WORLDS, ids=lambda w: w.place)
def world(
    request: pytest.FixtureRequest,
    reader: Reader,
    gazetteer: Gazetteer,
    registry: Registry,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Told, Picture, str]]:
    told: Told = request.param
    path: Path = tmp_path_factory.mktemp("world") / "told.db"
    with Ledger.open(path) as ledger:
        for publisher, day, text in told.reports:
            key = hashlib.sha256(f"{publisher}{day}{text}".encode()).hexdigest()
            ledger.add(reader.read(Report(key, text, None, publisher, date.fromisoformat(day))))
        place = Naming(ledger, gazetteer, registry).place(told.place, lambda line: None)
        yield told, Picture(ledger, gazetteer, registry, Sources.load(registry)), place


def test_every_answer_is_right(world: tuple[Told, Picture, str]) -> None:
    told, picture, place = world
    wrong = {}
    for on, (states, sides, since) in told.asked.items():
        answer = picture.holds(place, date.fromisoformat(on))
        held = {told.sides.get(h, h) for h in answer.holders}
        first = min((p.since or "" for p in answer.positions), default=None)
        if answer.state not in states or held != set(sides) or (since is not None and first != since):
            wrong[on] = (answer.state, held, first)
    assert not wrong and len(told.asked) == 12


def test_copies_and_citations_are_nobodys_voice(world: tuple[Told, Picture, str]) -> None:
    """The second outlet of a text, and the one that only cites, never stand behind a position."""
    told, picture, place = world
    texts = [text for _, _, text in told.reports]
    copyists = {p for i, (p, _, text) in enumerate(told.reports) if text in texts[:i]}
    assert len({p for p, _, _ in told.reports}) == 5 and len(copyists) == 1
    for on in told.asked:
        voices = {v.source for p in picture.holds(place, date.fromisoformat(on)).positions for v in p.voices}
        assert not voices & copyists


def test_each_day_is_a_step_of_the_timeline(world: tuple[Told, Picture, str]) -> None:
    told, picture, place = world
    steps = picture.timeline(place, date.fromisoformat(max(told.asked))).steps
    sides = [told.sides.get(s.holders[0].id, "") for s in steps if s.holders and s.state != "contested"]
    turns = [b for a, b in zip(["", *sides], sides, strict=False) if a != b]
    assert len(turns) >= 3
