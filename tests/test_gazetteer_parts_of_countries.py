"""Every part of every country has a place, whatever its outline at 1:10m looks like."""

from __future__ import annotations

import pytest

from sandtable.gazetteer import Gazetteer

PARTS = ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_any_country_is_found_or_absent_but_never_breaks(gazetteer: Gazetteer, part: str) -> None:
    codes = sorted(set(gazetteer.demonyms().values()))
    assert len(codes) > 150
    found = 0
    for code in codes:
        place = gazetteer.get(f"iso:{code}#{part}")
        if place is not None:
            found += 1
            assert -90 <= place.lat <= 90 and -180 <= place.lon <= 180
            gazetteer.geometry(place.id)
    assert found > 100
