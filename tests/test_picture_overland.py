"""Ways that are asked for over the theatre pack's legs: by land, and between two places apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from picture_world import controls, day, said
from test_picture_ledger import readings

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import ALL, Heed, Passage, Picture, PictureError
from sandtable.terms import Entity, EntityType, Kind

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


def test_an_ally_of_a_states_army_stands_with_the_state(
    gazetteer: Gazetteer, registry: Registry, tmp_path: Path
) -> None:
    """The army is the state's; who is allied with it for the days that a report tells leaves its way open."""
    qaim, abu_kamal = "geonames:92138", "geonames:174448"

    def actor_of(id_: str) -> Entity:
        found = registry.get(id_)
        assert found is not None
        return Entity(id_, EntityType.ACTOR, found.name)

    ours, theirs = actor_of("actor:syrian-arab-army"), actor_of("actor:iraqi-army")
    told = [
        controls(theirs, "Wire", "2017-11-10", place=qaim),
        said(Kind.ALLIANCE, "Wire", "2017-11-10", place=None, actor=[ours, theirs], trigger="allied"),
    ]
    with Ledger.open(tmp_path / "allied.db") as ledger:
        ledger.add_many(readings(told))
        asked = Picture(ledger, gazetteer, registry)

        def open_at_qaim(heed: Heed = ALL, on: str = "2017-11-12") -> bool:
            answer = asked.corridor(qaim, abu_kamal, ["actor:syria"], day(on), heed=heed)
            (post,) = [p for leg in answer.way.legs for p in leg.posts if p.place.id == qaim]
            return post.passage is Passage.OPEN

        assert open_at_qaim()
        ledger.add_many(readings([controls(theirs, "Post", "2019-11-10", place=qaim)]))
        assert not open_at_qaim(on="2019-11-12")
