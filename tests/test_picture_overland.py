"""Ways that are asked for over the theatre pack's legs: by land, and between two places apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from picture_world import day

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Picture, PictureError

BAGHDAD, DAMASCUS, LATAKIA, SEA = (
    "geonames:98182",
    "geonames:170654",
    "geonames:173576",
    "theatre:mediterranean",
)


@pytest.fixture
def picture(gazetteer: Gazetteer, registry: Registry, tmp_path: Path) -> Iterator[Picture]:
    with Ledger.open(tmp_path / "ways.db") as ledger:
        yield Picture(ledger, gazetteer, registry)


def test_no_way_by_land_goes_from_port_to_port(picture: Picture) -> None:
    found = picture.corridor(LATAKIA, DAMASCUS, ["actor:iran"], day("2017-11-12"), most=8)
    assert found.ways
    for way in found.ways:
        assert all(post.place.id != SEA for leg in way.legs for post in leg.posts)
    shore = picture.corridor(DAMASCUS, SEA, ["actor:iran"], day("2017-11-12"))
    assert shore.way.legs and shore.way.legs[-1].posts[-1].place.id == SEA


@pytest.mark.parametrize(
    ("ends", "says"), [((BAGHDAD, BAGHDAD), "both ends"), (("iso:IQ", BAGHDAD), "lies in")]
)
def test_a_way_needs_two_places_apart(picture: Picture, ends: tuple[str, str], says: str) -> None:
    with pytest.raises(PictureError, match=says):
        picture.corridor(*ends, ["actor:iran"], day("2017-11-12"))
    with pytest.raises(PictureError, match="name two places apart"):
        picture.openings(*ends, ["actor:iran"], day("2017-11-12"))
