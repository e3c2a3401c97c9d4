"""Places told in words that were written before the program was asked of them, read by the coder and asked on twelve days."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from blind_worlds import WORLDS as BLIND
from later_worlds import WORLDS as LATER
from stranger_worlds import WORLDS, Stranger

from sandtable.coding import Reader
from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Naming, Picture
from sandtable.sources import Sources
from sandtable.terms import Report


def _side(world: Stranger, holder: str) -> str:
    return next((side for side, words in world.sides.items() if any(w in holder for w in words)), holder)


@pytest.mark.parametrize("world", WORLDS + BLIND + LATER, ids=lambda w: w.place)
def test_every_answer_is_right(
    world: Stranger, reader: Reader, gazetteer: Gazetteer, registry: Registry, tmp_path: Path
) -> None:
    wrong = {}
    with Ledger.open(tmp_path / "told.db") as ledger:
        for publisher, day, text in world.reports:
            key = hashlib.sha256(f"{publisher}{day}{text}".encode()).hexdigest()
            ledger.add(reader.read(Report(key, text, None, publisher, date.fromisoformat(day))))
        place = Naming(ledger, gazetteer, registry).place(world.place, lambda line: None)
        picture = Picture(ledger, gazetteer, registry, Sources.load(registry))
        for on, (states, sides, since, status) in world.asked.items():
            answer = picture.holds(place, date.fromisoformat(on))
            held = {_side(world, h) for h in answer.holders}
            first = min((p.since or "" for p in answer.positions), default=None)
            if (
                answer.state not in states
                or (sides is not None and held != set(sides))
                or (since is not None and first != since)
                or (status is not None and {p.status for p in answer.positions} != {status})
            ):
                wrong[on] = (answer.state, held, first, {p.status for p in answer.positions})
    assert not wrong and len(world.asked) == 12
