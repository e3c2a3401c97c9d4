"""Which place words without a name mean: the one that the report is about, and none where that is not known."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.coding import Reader
from sandtable.coding.context import countries_of
from sandtable.gazetteer import Gazetteer
from sandtable.language import load
from sandtable.orbat import Registry
from sandtable.terms import Kind, Report

PUBLISHED = date(2025, 1, 11)
WHERE = ("place", "origin", "destination")

# text; kind of the claim; the name of the place of its last such claim (None: no place is known)
TOLD = (
    # not where somebody fled to, came from, or is paid by
    ("The siege of Mosul was lifted on 4 October, when the militants retreated to Tal Afar. The city remains in the hands of the army.", Kind.CONTROL, "Mosul"),
    ("M23 rebels seized Uvira on Wednesday, and the people fled across the border to Bujumbura. Residents said the rebels controlled the town.", Kind.CONTROL, "Uvira"),
    ("A column came from Benghazi and attacked Derna. The militia still holds the city.", Kind.CONTROL, "Derna"),
    ("With Kilinochchi an army camp, offices have been moved to Mannar. The town itself, held by government troops, is empty.", Kind.CONTROL, "Kilinochchi"),
    # nor a name that is part of another's
    ("The council of Kunduz meets again, but it is the gunmen of the Luhansk People's Republic who hold the city.", Kind.CONTROL, "Kunduz"),
    ("The mayor of Kherson said from Mykolaiv that Russian troops had left the city.", Kind.WITHDRAWAL, "Kherson"),
    # nor the one that only tells how far it is
    ("Rebels overran Kidal, 300 kilometres from Gao, on Sunday. The army retook the town on Tuesday.", Kind.CAPTURE, "Kidal"),
    ("Rebels overran Gossi, 150 kilometres from Timbuktu, on Sunday. The army retook the town on Tuesday.", Kind.CAPTURE, "Gossi"),
    ("Rebels overran Acharane, 150 kilometres from Timbuktu, on Sunday. The army retook the town on Tuesday.", Kind.CAPTURE, None),
    # a pronoun too, and the whole where a part was told
    ("Rebels fought soldiers in the centre of Gao for hours on Sunday, two weeks after they were driven from it.", Kind.WITHDRAWAL, "Gao"),
    ("The army advanced from Idlib on Maarat al-Numan. It entered it on Tuesday.", Kind.MOVEMENT, "Maarat al-Numan"),
    ("The Libyan army attacked Derna. The Islamic State says that its fighters still hold parts of it.", Kind.CONTROL, "Derna"),
    ("The Libyan National Army says that it has most of Derna under its control.", Kind.CONTROL, "Derna"),
    ("The Houthis shelled Marib. The Yemeni army controls most of it.", Kind.CONTROL, "Ma'rib"),
    ("M23 advanced on Goma and seized half of it on Sunday.", Kind.CAPTURE, "Goma"),
    # still the nearest, where the report turns to another
    ("The army holds Hama. On Monday rebels seized Morek, and on Tuesday they retreated from the town.", Kind.WITHDRAWAL, "Morek"),
    ("Rebels hold most of Goma. Goma was quiet, and people left the city. Further south, soldiers abandoned Uvira and the rebels entered the city.",
     Kind.MOVEMENT, "Uvira"),
    ("Goma is quiet. In Uvira, soldiers fled on Sunday and militiamen looted. The rebels entered the city on Monday.", Kind.MOVEMENT, "Uvira"),
    # a description by whose town it is, or of what land; a government's own capital is its country's
    ("The Taliban moved into Mazar-i-Sharif on Sunday and took control of the northern opposition's capital.", Kind.CAPTURE, "Mazar-i-Sharif"),
    ("Two days after Kidal, Gao: rebels drove into the biggest town of northern Mali on Saturday.", Kind.MOVEMENT, "Gao"),
    ("Rebels took Wau on Sunday. The country's second city had been held by the army.", Kind.CONTROL, "Wau"),
    ("The rebels hold Goma. Congo's army said that rebels had bombed its capital.", Kind.ASSAULT, "Kinshasa"),
    ("The army advanced in Anbar province. It took the largest city of the province on Friday.", Kind.CAPTURE, None),
    # what is added behind a comma does not pick out another
    ("Kilinochchi is an army camp. The town, held by soldiers since the end of September, is empty.", Kind.CONTROL, "Kilinochchi"),
    # a name that the parse cuts
    ("Militants overran the northern Mozambican port of Mocimboa da Praia on Monday and left it by night.", Kind.CAPTURE, "Mocimboa da Praia"),
    # a town is seldom the capital where talks are held or generals plan; "the capital" is one
    ("Planes bombed the hills above Goma while envoys met in Nairobi. M23 still holds the town.", Kind.CONTROL, "Goma"),
    ("M23 took Goma on Sunday. In Kinshasa, generals spoke of a plan to recapture the town.", Kind.CAPTURE, "Goma"),
    ("Rebels hold Marka, a town south of Mogadishu. The army shelled the capital's markets overnight, and troops hold the capital.", Kind.CONTROL, "Mogadishu"),
    # a country is no district, a town no country
    ("Men paid by the United Arab Emirates advanced in Marib. They attacked the province on Monday.", Kind.ASSAULT, "Ma'rib"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "name"), TOLD, ids=lambda value: str(value)[:60])
def test_a_word_for_a_place_means_the_one_that_the_report_is_about(
    reader: Reader, gazetteer: Gazetteer, text: str, kind: Kind, name: str | None
) -> None:
    reading = reader.read(Report("r", text, None, "Wire", PUBLISHED))
    told = [c for c in reading.claims if c.kind is kind]
    assert told, [c.kind for c in reading.claims]
    places = [r.entity and r.entity.id for r in told[-1].roles if r.role in WHERE]
    wanted = {m.place.id for m in gazetteer.find(name)} if name else {None}
    assert set(places[-1:]) & wanted, places


# text; kind of the claim; the place that the part is of, and the part
PARTS = (
    (
        "Taliban fighters stormed Kunduz on Saturday and occupied its centre.",
        Kind.CAPTURE,
        "Kunduz",
        "central",
    ),
    ("The Houthis hold Marib. They shelled the south of the city on Friday.", Kind.ASSAULT, "Marib", "south"),
    ("The army holds Bakhmut. There was fighting in the western suburbs.", Kind.ASSAULT, "Bakhmut", "west"),
    ("Rebels attacked Hama and reached its northern outskirts.", Kind.MOVEMENT, "Hama", "north"),
)


@pytest.mark.parametrize(("text", "kind", "name", "part"), PARTS, ids=lambda value: str(value)[:60])
def test_a_part_is_of_the_place_that_the_report_is_about(
    reader: Reader, gazetteer: Gazetteer, text: str, kind: Kind, name: str, part: str
) -> None:
    reading = reader.read(Report("r", text, None, "Wire", PUBLISHED))
    places = [
        r.entity.id for c in reading.claims if c.kind is kind for r in c.roles if r.entity and r.role in WHERE
    ]
    assert set(places[-1:]) & {f"{m.place.id}#{part}" for m in gazetteer.find(name)}, places


@pytest.mark.parametrize(
    "text",
    (
        "The militants hoisted their white flag over the district centre of their choice.",
        "He was taken to a centre for the disabled in Hama.",
        "The rebels advanced from the south.",
    ),
)
def test_a_side_or_a_centre_that_is_of_no_place_is_none(reader: Reader, text: str) -> None:
    reading = reader.read(Report("r", text, None, "Wire", PUBLISHED))
    assert not [r for c in reading.claims for r in c.roles if r.entity and "#" in r.entity.id]


def test_a_namesake_abroad_under_another_spelling_says_little_of_what_a_report_is_about(
    reader: Reader,
) -> None:
    text = (
        "With Kilinochchi an army camp, offices were moved to Mallavi. The town is held by government troops."
    )
    reading = reader.read(Report("r", text, None, "Relief Circular", PUBLISHED))
    actors = [
        r.entity and r.entity.id
        for c in reading.claims
        if c.kind is Kind.CONTROL
        for r in c.roles
        if r.role == "actor"
    ]
    assert actors == ["actor:sri-lanka/forces"]


# text; kind of the claim; the town at which the site is (None: a site of no known town), and the site
SITES = (
    (
        "Islamists seized the Tuareg separatists' headquarters in Gao on Wednesday.",
        Kind.CAPTURE,
        "Gao",
        "headquarters",
    ),
    (
        "French special forces seized the bridge and the airport at Gao on Saturday.",
        Kind.CAPTURE,
        "Gao",
        "airport",
    ),
    ("Al-Shabaab fighters overran an army base at Jowhar this morning.", Kind.CAPTURE, "Jowhar", "base"),
    (
        "Government forces thrust into the suburbs of Aden on Wednesday and took the airport.",
        Kind.CAPTURE,
        "Aden",
        "airport",
    ),
    ("Soldiers took Goma airport on Sunday.", Kind.CAPTURE, "Goma", "airport"),
    ("The rebels came from Goma. They seized the airport on Tuesday.", Kind.CAPTURE, None, ""),
    ("The rebels seized two bases in Hama.", Kind.CAPTURE, None, ""),
)


@pytest.mark.parametrize(("text", "kind", "name", "site"), SITES, ids=lambda value: str(value)[:60])
def test_a_site_at_a_town_is_a_place_of_its_own(
    reader: Reader, gazetteer: Gazetteer, text: str, kind: Kind, name: str | None, site: str
) -> None:
    reading = reader.read(Report("r", text, None, "Wire", PUBLISHED))
    places = [
        r.entity and r.entity.id
        for c in reading.claims
        if c.kind is kind
        for r in c.roles
        if r.role == "place"
    ]
    wanted = {f"{m.place.id}#{site}" for m in gazetteer.find(name)} if name else {None}
    assert set(places[-1:]) & wanted, places


def test_a_site_is_told_apart_from_its_town_and_lies_in_it(gazetteer: Gazetteer) -> None:
    town = gazetteer.find("Goma", ("CD",))[0].place
    site = gazetteer.get(f"{town.id}#airport")
    assert site is not None
    assert (site.type, site.name, site.precision) == ("site", "airport at Goma", "vague")
    assert gazetteer.within(site.id, town.id)
    assert gazetteer.get(f"{town.id}#circus") is None


def test_who_takes_a_port_that_a_town_is_called_takes_the_town(reader: Reader, gazetteer: Gazetteer) -> None:
    text = "The port of Mocimboa da Praia fell to militants. Soldiers still hold the port."
    reading = reader.read(Report("r", text, None, "Wire", PUBLISHED))
    held = [
        r.entity.id
        for c in reading.claims
        if c.kind is Kind.CONTROL
        for r in c.roles
        if r.entity and r.role == "place"
    ]
    assert held == [gazetteer.find("Mocimboa da Praia")[0].place.id]


def test_several_places_of_a_district_are_not_the_town_of_its_name(reader: Reader) -> None:
    text = "The army took five villages of Afrin district on Sunday. The rebels took the villages of Rajo and Bulbul."
    taken = [
        [r.entity.id if r.entity else None for r in c.fillers("place")]
        for c in reader.read(Report("r", text, None, "Wire", PUBLISHED)).claims
        if c.kind is Kind.CAPTURE
    ]
    assert taken[0] == [None] and len(taken[1]) == 2 and all(taken[1])


def test_a_person_named_in_full_speaks_for_no_country(
    reader: Reader, gazetteer: Gazetteer, registry: Registry
) -> None:
    told = "Jenny Palma, a salon owner, lost her cousin on Sunday. She had a heart of gold, Palma said."
    assert "MZ" not in countries_of(load().parse(told), gazetteer, registry)
    town = "Gunmen entered Palma on Sunday. Soldiers fled to Pemba, and shops in Palma were looted."
    assert countries_of(load().parse(town), gazetteer, registry)[:1] == ("MZ",)
