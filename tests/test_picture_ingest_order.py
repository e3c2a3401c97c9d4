"""Random histories through a ledger on disk: the order of ingest is irrelevant, and no later report changes what was answered
of an earlier day of knowledge."""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from picture_world import TOWN
from test_picture_ledger import Atlas, Register, readings
from test_picture_properties import DAYS, HISTORIES, START

from sandtable.ledger import Ledger
from sandtable.picture import Picture, PictureError, to_json
from sandtable.picture import Testimony as Told

EXAMPLES = int(os.environ.get("SANDTABLE_HISTORIES", "0")) // 50 or 12


def answers(told: list[Told], path: Path, on: int, known: int, later: list[Told] | None = None) -> object:
    """Who holds the town, how it came to be, and what is disputed, as of a day of knowledge; asked before and after later
    reports where there are any."""
    day = START + timedelta(days=known)
    with Ledger.open(path) as ledger:
        ledger.add_many(readings(told))
        ledger.add_many(readings(later or []))
        asked = Picture(ledger, Atlas(), Register())
        try:
            return (
                to_json(asked.holds(TOWN.id, START + timedelta(days=on), day)),
                to_json(asked.timeline(TOWN.id, START + timedelta(days=90), day)),
                to_json(asked.disputes(day)),
            )
        except PictureError as error:
            return str(error)


@settings(max_examples=EXAMPLES, deadline=None)
@given(HISTORIES, HISTORIES, DAYS, DAYS, st.integers(0, 10_000))
def test_neither_order_nor_later_reports_matter(
    told: list[Told], late: list[Told], on: int, known: int, seed: int
) -> None:
    if not told:
        return
    after = [t for t in late if t.published and t.published > START + timedelta(days=known)]
    taken = {t.report_id for t in told}
    after = [t for t in after if t.report_id not in taken]
    mixed = [*told, *after]
    Random(seed).shuffle(mixed)
    with tempfile.TemporaryDirectory() as folder:
        first = answers(told, Path(folder) / "a.db", on, known)
        assert answers(told, Path(folder) / "b.db", on, known, after) == first
        assert answers(mixed, Path(folder) / "c.db", on, known) == first
