"""Capitals by what they are capitals of: lands by name and adjective, regions by their listed seats."""

from __future__ import annotations

import pytest

from sandtable.gazetteer import Gazetteer, PlaceQuery, resolve
from sandtable.gazetteer.rows import table

CAPITALS = (
    ("the Libyan capital", "Tripoli"),
    ("the Yemeni capital", "Sanaa"),
    ("the capital of Helmand province", "Lashkar Gah"),
    ("Darfur's capital", "El Fasher"),
    ("the North Darfur capital", "El Fasher"),
    ("the capital of North Kivu", "Goma"),
    ("the Amhara regional capital", "Bahir Dar"),
)


@pytest.mark.parametrize("phrase, name", CAPITALS)
def test_a_capital_is_told_by_its_land(gazetteer: Gazetteer, phrase: str, name: str) -> None:
    (found,) = resolve(gazetteer, [PlaceQuery(phrase, 0, len(phrase), "capital", ())], ())
    assert found.place is not None and found.place.name == name


def test_every_listed_seat_is_a_settlement_of_a_listed_region(gazetteer: Gazetteer) -> None:
    for row in table("seats.tsv"):
        region = gazetteer.get(row["id"])
        assert region is not None and region.country, row
        seats = [
            m.place
            for m in gazetteer.find(row["seat"], (region.country,))
            if m.place.country == region.country
        ]
        assert any(s.type == "settlement" for s in seats), row
