"""The ground is cut about the places, opens on most of them, and takes its names from where it should."""

from __future__ import annotations

from brief_valley import ATLAS
from hypothesis import given
from hypothesis import strategies as st

from sandtable.brief.basemap import base_map, core, frame, reach
from sandtable.brief.ground import held_lines, lines_of, vague
from sandtable.gazetteer import Gazetteer

POINTS = st.lists(st.tuples(st.floats(-170, 170), st.floats(-80, 80)), min_size=1, max_size=40)
VALLEY = [(40.1, 35.3), (40.4, 35.0), (40.9, 34.4), (41.1, 34.4), (41.9, 34.5), (39.0, 35.9)]


@given(POINTS)
def test_the_frame_holds_every_point_and_the_ground_reaches_beyond(points: list[tuple[float, float]]) -> None:
    west, south, east, north = frame(points)
    assert all(west < x < east and south < y < north for x, y in points)
    drawn = reach(core(points), points)
    assert all(drawn[0] <= x <= drawn[2] and drawn[1] <= y <= drawn[3] for x, y in points)


@given(POINTS)
def test_the_first_view_shows_most_points(points: list[tuple[float, float]]) -> None:
    west, south, east, north = core(points)
    seen = sum(west <= x <= east and south <= y <= north for x, y in points)
    assert seen >= min(max(1, int(len(points) * 0.7)), len(points))


def test_a_stray_place_does_not_set_the_first_view() -> None:
    weighed = [p for p in VALLEY for _ in range(4)]
    assert core([*weighed, (49.7, 34.1), (34.8, 31.3)]) == frame(VALLEY)
    heavy = [*VALLEY, *([(40.9, 34.4)] * 30)]
    assert core([*heavy, (49.7, 34.1)]) == frame(VALLEY)
    assert core([*weighed, (43.0, 36.3)]) == frame([*VALLEY, (43.0, 36.3)])


def test_land_borders_and_countries_of_the_region() -> None:
    base = base_map(ATLAS, VALLEY, rivers=[((38.0, 36.0), (41.0, 34.0))])
    assert base.land and base.borders and base.rivers
    names = {label.name: label for label in base.labels}
    assert {"Syria", "Iraq"} <= set(names) and all(label.rank == 0 for label in names.values())
    assert "France" not in names
    west, south, east, north = base.reach
    for lines in (*base.land, base.borders, base.rivers):
        for line in lines:
            assert all(west - 1e-3 <= x <= east + 1e-3 and south - 1e-3 <= y <= north + 1e-3 for x, y in line)


def test_a_river_that_is_held_has_a_mark_and_no_line(gazetteer: Gazetteer) -> None:
    """Nothing says which stretch of it is held, and a bank's line is the whole river's."""
    for held in ("theatre:euphrates", "theatre:euphrates#east-bank"):
        river = gazetteer.get(held)
        assert river is not None and lines_of(gazetteer, held)
        assert held_lines(gazetteer, river) == () and vague(river)
    border = gazetteer.get("theatre:border-iq-sy")
    assert border is not None and held_lines(gazetteer, border) and not vague(border)
