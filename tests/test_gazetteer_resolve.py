"""The resolver: phrases taken apart, namesakes chosen by the report's other places, vague places kept vague."""

from __future__ import annotations

import pytest

from sandtable.gazetteer import Gazetteer, Place, PlaceQuery, PlaceType, Precision, Resolution, resolve


def placed(gazetteer: Gazetteer, *texts: str, countries: tuple[str, ...] = ()) -> list[Resolution]:
    """The answers for phrases of one report."""
    return resolve(gazetteer, [PlaceQuery(t, 0, len(t)) for t in texts], countries)


def ids(answers: list[Resolution]) -> list[str | None]:
    return [a.place.id if a.place else None for a in answers]


@pytest.mark.parametrize(
    ("phrase", "place_id"),
    [
        ("the Syrian town of Abu Kamal", "geonames:174448"),
        ("the Iraqi province of Anbar", "iso:IQ-AN"),
        ("Hama province", "iso:SY-HM"),
        ("the city of Hama", "geonames:170017"),
        ("the northwest province of Latakia", "iso:SY-LA"),
        ("the port city of Tartus", "geonames:163345"),
        ("Mosul, Iraq", "geonames:99072"),
        ("Iraq's Mosul", "geonames:99072"),
        ("Mezzeh military airport", "theatre:mezzeh-air-base"),
        ("the T-2 pumping station", "theatre:t2-station"),
        ("the Euphrates valley", "theatre:euphrates-valley"),
        ("the Euphrates river", "theatre:euphrates"),
        ("eastern Ghouta", "theatre:eastern-ghouta"),
        ("the Qalamun range", "theatre:qalamoun"),
        ("the Al-Qaim border crossing", "theatre:crossing-al-qaim"),
        ("the border crossing of Rabia", "theatre:crossing-rabia"),
        ("the Mediterranean", "theatre:mediterranean"),
        ("the Syrian-Iraqi border area", "theatre:border-iq-sy"),
        ("the border between Iraq and Syria", "theatre:border-iq-sy"),
        ("Syria's border with Lebanon", "theatre:border-lb-sy"),
        ("the central segment of the Syrian-Iraqi border", "theatre:border-iq-sy-central"),
        ("the northern part of the Iraqi-Syrian border", "theatre:border-iq-sy-north"),
        ("the Syrian-Lebanese border running through the Qalamun range", "theatre:border-lb-sy-qalamoun"),
        ("the Syrian-Iraqi border in the east", "theatre:border-iq-sy"),
        ("Syria's northern border", "theatre:border-sy-tr"),
        ("northern Syria", "iso:SY#north"),
        ("the east of Syria", "iso:SY#east"),
        ("central Mosul", "geonames:99072#central"),
        ("the western bank of the Euphrates", "theatre:euphrates#west-bank"),
        ("an area west of Damascus", "geonames:170654#west-of"),
        ("the outskirts of Raqqa", "geonames:172955#near"),
        ("Abu Kamal's outskirts", "geonames:174448#near"),
        ("the Karrada district of Baghdad", "theatre:karrada"),
        ("the town of Al-Qaim near the Syrian border", "geonames:92138"),
    ],
)
def test_phrases(gazetteer: Gazetteer, phrase: str, place_id: str) -> None:
    assert ids(placed(gazetteer, phrase, countries=("SY", "IQ"))) == [place_id]


@pytest.mark.parametrize(
    ("others", "name", "place_id"),
    [
        (("Texas",), "Paris", "geonames:4717560"),
        (("France",), "Paris", "geonames:2988507"),
        (("Lebanon", "Beirut"), "Tripoli", "geonames:266826"),
        (("Libya", "Benghazi"), "Tripoli", "geonames:2210247"),
        (("Alabama",), "Birmingham", "geonames:4049979"),
        (("England", "London"), "Birmingham", "geonames:2655603"),
        (("Iraq", "Mosul"), "Sinjar", "geonames:448149"),
        (("Damascus", "Israel"), "Sabboura", "theatre:sabboura-rd"),
        (("Hama", "Salamiyah", "Uqayribat"), "Sabboura", "geonames:165143"),
    ],
)
def test_namesakes_go_by_the_other_places(
    gazetteer: Gazetteer, others: tuple[str, ...], name: str, place_id: str
) -> None:
    assert ids(placed(gazetteer, *others, name))[-1] == place_id


def test_a_container_in_the_words_settles_every_mention(gazetteer: Gazetteer) -> None:
    assert ids(placed(gazetteer, "Paris, Texas", "Paris", "France")) == [
        "geonames:4717560",
        "geonames:4717560",
        "iso:FR",
    ]
    given = resolve(gazetteer, [PlaceQuery("Tripoli", 0, 7, inside=("Lebanon",)), PlaceQuery("Libya", 9, 14)])
    assert ids(given)[0] == "geonames:266826"


def test_the_kind_noun_chooses_between_a_town_and_its_province(gazetteer: Gazetteer) -> None:
    assert ids(resolve(gazetteer, [PlaceQuery("Aleppo", 0, 6, head="province")])) == ["iso:SY-HL"]
    assert ids(resolve(gazetteer, [PlaceQuery("Aleppo", 0, 6, head="city")])) == ["geonames:170063"]
    assert ids(placed(gazetteer, "Aleppo")) == ["geonames:170063"]


def test_vague_places_are_regions_or_lines_that_say_so(gazetteer: Gazetteer) -> None:
    east, area, sector = placed(
        gazetteer, "the east", "the border area", "the eastern sector", countries=("SY", "IQ")
    )
    assert [r.precision for r in (east, area, sector)] == [Precision.VAGUE] * 3
    assert east.place is not None and east.place.type is PlaceType.REGION and "Syria" in east.note
    assert area.place is not None and area.place.id == "theatre:border-iq-sy" and area.note
    assert sector.place == east.place


def test_what_is_known_nowhere_stays_unplaced_with_a_note(gazetteer: Gazetteer) -> None:
    answers = placed(gazetteer, "Qwertyville", "the border area", "the east", "the West")
    assert ids(answers) == [None] * 4
    assert all(a.note for a in answers) and "Qwertyville" in answers[0].note


def test_the_border_of_one_country_is_the_one_the_report_names(gazetteer: Gazetteer) -> None:
    whole, named = placed(gazetteer, "the Syrian border", "the Syrian-Jordanian border")
    assert ids([whole, named]) == ["theatre:border-jo-sy"] * 2
    assert (whole.precision, named.precision) == (Precision.VAGUE, Precision.LINE)
    (inferred, _) = placed(gazetteer, "the Syrian border", "Iraq")
    assert ids([inferred]) == ["theatre:border-iq-sy"] and inferred.note
    (none,) = placed(gazetteer, "the border between Syria and Iran")
    assert none.place is None and "do not share" in none.note


def test_an_unknown_site_is_one_at_its_town(gazetteer: Gazetteer) -> None:
    (school,) = placed(gazetteer, "Mayadin hospital", countries=("SY",))
    assert ids([school]) == ["geonames:173480#hospital"]
    assert school.precision is Precision.VAGUE and "hospital" in school.note
    (river,) = placed(gazetteer, "the Hama river", countries=("SY",))
    assert river.place is None, "a town is no river"


def test_places_settled_before_weigh_as_the_reports_own(gazetteer: Gazetteer) -> None:
    near = gazetteer.get("iso:US-TX"), gazetteer.get("geonames:4684888")
    settled = [p for p in near if isinstance(p, Place)]
    (answer,) = resolve(gazetteer, [PlaceQuery("Paris", 0, 5)], countries=("US",), near=settled)
    assert ids([answer]) == ["geonames:4717560"]


def test_order_of_the_answers_is_that_of_the_queries(gazetteer: Gazetteer) -> None:
    texts = ["Mosul", "Raqqa", "the east", "Baghdad", "Mosul"]
    answers = placed(gazetteer, *texts, countries=("IQ",))
    assert len(answers) == len(texts)
    assert answers[0].place == answers[4].place and answers[0].place != answers[1].place
    assert placed(gazetteer) == []


def test_a_head_that_is_no_kind_of_place_says_nothing(gazetteer: Gazetteer) -> None:
    query = PlaceQuery("south-east of Deir ez-Zor", 0, 25, head="south-east")
    assert ids(resolve(gazetteer, [query], ("SY",))) == ["geonames:170794#southeast-of"]
