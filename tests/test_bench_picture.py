"""The made-up chronicle that the speed of the picture is measured on, and the board's place among the others."""

from __future__ import annotations

from itertools import islice

import pytest
from bench.__main__ import BOARDS, LONG, USUAL
from bench.chronicle import Chronicle
from bench.picture import corpus

from sandtable.gazetteer import Gazetteer
from sandtable.orbat import Registry
from sandtable.sources import Sources
from sandtable.terms import Kind


@pytest.fixture(scope="module")
def world() -> Chronicle:
    registry = Registry.load()
    return Chronicle(Gazetteer.open(progress=False), registry, Sources.load(registry))


def test_every_span_is_the_slice_of_its_text(world: Chronicle) -> None:
    for reading in world.readings(60):
        text = reading.report.text
        for claim in reading.claims:
            ev = claim.evidence
            assert text[ev.start : ev.end] == ev.exact
            assert text[ev.trigger.start : ev.trigger.end] == ev.trigger.text
            assert all(text[r.start : r.end] == r.text for r in claim.roles)
            if claim.time:
                assert text[claim.time.start : claim.time.end] == claim.time.text


def test_the_same_size_gives_the_same_readings(world: Chronicle) -> None:
    first, second = list(world.readings(40)), list(world.readings(40))
    assert first == second
    assert len({r.report.id for r in first}) == 40
    assert corpus(world) == corpus(world)


def test_some_reports_repeat_others_and_most_kinds_are_told(world: Chronicle) -> None:
    readings = list(islice(world.readings(2000), 300))
    repeated = [r for r in readings if ", citing " in r.report.text.partition(". ")[0]]
    assert 15 < len(repeated) < 75
    assert {Kind.CAPTURE, Kind.CONTROL, Kind.SUPPORT, Kind.ASSAULT} < {
        c.kind for r in readings for c in r.claims
    }


def test_the_long_board_runs_only_where_it_is_named() -> None:
    assert set(BOARDS) == set(USUAL).union(*LONG.values()) and "picture" not in USUAL
