"""Borders by their ends, by the land they pass, and capitals by what they are the capitals of."""

from __future__ import annotations

import pytest

from sandtable.gazetteer import Gazetteer, Place, PlaceQuery, resolve
from sandtable.gazetteer.measure import length_km


def place(gazetteer: Gazetteer, phrase: str, countries: tuple[str, ...] = ("SY", "IQ")) -> Place | None:
    return resolve(gazetteer, [PlaceQuery(phrase, 0, len(phrase))], countries=countries)[0].place


RABIA_QAIM = "theatre:border-iq-sy#theatre:crossing-rabia~theatre:crossing-al-qaim"
QAIM_TANF = "theatre:border-iq-sy#theatre:crossing-al-qaim~theatre:crossing-al-tanf"


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("the border between Al-Qaim and Rabia", RABIA_QAIM),
        ("the Syrian-Iraqi border from Rabia to Al-Qaim", RABIA_QAIM),
        ("the stretch of the border between Al-Tanf and Abu Kamal", QAIM_TANF),
        ("the Syrian-Iraqi border between the Bukamal and Waleed crossings", QAIM_TANF),
        ("the border along the Qalamun", "theatre:border-lb-sy-qalamoun"),
        ("the border at Kilis", "theatre:border-sy-tr"),
        ("the Russian border in Kharkiv region", "theatre:border-ru-ua"),
        ("the border between Syria and Iraq", "theatre:border-iq-sy"),
        ("the central segment of the Syrian-Iraqi border", "theatre:border-iq-sy-central"),
    ],
)
def test_a_border_is_found_by_its_ends_and_by_what_it_passes(
    gazetteer: Gazetteer, phrase: str, meant: str
) -> None:
    found = place(gazetteer, phrase)
    assert found is not None and found.id == meant


def test_a_stretch_is_cut_of_its_borders_line(gazetteer: Gazetteer) -> None:
    from shapely.geometry import shape

    whole, part = gazetteer.geometry("theatre:border-iq-sy"), gazetteer.geometry(RABIA_QAIM)
    assert whole is not None and part is not None
    assert 250 < length_km(shape(part)) < 400 < length_km(shape(whole))
    stretch = gazetteer.get(RABIA_QAIM)
    assert (
        stretch is not None and stretch.type.value == "segment" and stretch.parent == "theatre:border-iq-sy"
    )
    assert (
        stretch.name == "Iraq–Syria border from Rabia–Al-Yaarubiyah crossing to Al-Qaim–Al-Bukamal crossing"
    )
    assert gazetteer.within(RABIA_QAIM, "theatre:border-iq-sy")


@pytest.mark.parametrize("id_", ["theatre:border-iq-sy#a~b", "geonames:172955#geonames:1~geonames:2", "#~"])
def test_a_stretch_without_ends_or_line_is_no_place(gazetteer: Gazetteer, id_: str) -> None:
    assert gazetteer.get(id_) is None and gazetteer.geometry(id_) is None


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("the capital of Anbar province", "geonames:98717"),
        ("Anbar's capital", "geonames:98717"),
        ("Yemen's capital", "geonames:71137"),
        ("the capital of Yemen", "geonames:71137"),
        ("the Yemeni capital of Sanaa", "geonames:71137"),
    ],
)
def test_a_capital_is_found_by_what_it_is_the_capital_of(
    gazetteer: Gazetteer, phrase: str, meant: str
) -> None:
    found = place(gazetteer, phrase, ())
    assert found is not None and found.id == meant


def test_a_region_is_never_taken_for_its_capital(gazetteer: Gazetteer) -> None:
    assert place(gazetteer, "the capital of Abia", ("NG",)) is None
