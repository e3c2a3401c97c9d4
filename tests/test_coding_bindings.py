"""What plain news tells of who holds a place beside its first clause: whom a pronoun there can mean, on which day it is so, what is
only planned, and what is no hold at all."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.coding import Reader
from sandtable.terms import Claim, Factuality, Kind, Report

PUBLISHED = date(2016, 6, 15)  # a Wednesday
CAPTURE, LEFT, HOLDS = Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL
SUNDAY, TUESDAY = "2016-06-12", "2016-06-14"


def _claims(reader: Reader, text: str, publisher: str | None = None) -> tuple[Claim, ...]:
    return reader.read(Report("0" * 64, text, None, publisher, PUBLISHED)).claims


def _ids(claim: Claim, role: str) -> list[str]:
    return [r.entity.id for r in claim.fillers(role) if r.entity]


def _names(claim: Claim, role: str) -> list[str]:
    return [r.entity.name for r in claim.fillers(role) if r.entity]


# text; publisher; kind, actor, place of one of its claims
TOLD = (
    # whose hands and whose men
    ("Macomia fell to the insurgents on Sunday and was still in their hands on Tuesday.", "Lurio News Agency", HOLDS, "actor:new/insurgents@", "Macomia"),
    ("Tessalit was captured by Ansar Dine on Sunday and remains in their hands.", None, HOLDS, "actor:ansar-dine", "Tessalit"),
    ("Bunagana is in M23 hands: its fighters overran the town on Sunday.", None, CAPTURE, "actor:m23", "Bunagana"),
    ("The Syrian army drove the rebels out of Homs. They were seen leaving on foot.", None, LEFT, "actor:syrian-opposition", "Homs"),
    ("Azerbaijani troops entered Hadrut. A spokesman for the Syrian Democratic Forces conceded that his side had abandoned Manbij.", None, LEFT, "actor:sdf", "Manbij"),
    ('"We lost Mocoa to the FARC on Sunday," General Luis Otero conceded.', "Colombian Army Press Office", LEFT, "actor:colombia/forces", "Mocoa"),
    # a party's own words
    ("Kismayo is ours once more: the mujahideen drove the apostates out of the town on Sunday.", "Al-Shabaab Media Office", HOLDS, "actor:al-shabaab", "Kismayo"),
    ("Kismayo is ours once more: the mujahideen drove the apostates out of the town on Sunday.", "Al-Shabaab Media Office", CAPTURE, "actor:al-shabaab", "Kismayo"),
    ("The Yemeni army is in full control of Marib. Elders confirmed that the Houthis had gone.", None, LEFT, "actor:houthis", "Marib"),
    # for how long, where, under whom
    ("The Houthis left on Sunday, and the Yemeni army is for the time being in control of Marib.", None, HOLDS, "actor:yemen/army", "Marib"),
    ("The Afghan army is for the moment in control of Kunduz.", None, HOLDS, "actor:afghan-national-army", "Kunduz"),
    ("A calm week in Goma, where M23 remains in control and the port has opened.", None, HOLDS, "actor:m23", "Goma"),
    ("The Monitor says that fighters led by Ahrar al-Sham overran Palmyra on Sunday.", None, CAPTURE, "actor:ahrar-al-sham", "Palmyra"),
    ("The agency reports that insurgents led by Hayat Tahrir al-Sham retook Homs on Sunday.", None, CAPTURE, "actor:hts", "Homs"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "publisher", "kind", "actor", "place"), TOLD, ids=lambda v: str(v)[:50])
def test_who_took_left_or_holds_it(
    reader: Reader, text: str, publisher: str | None, kind: Kind, actor: str, place: str
) -> None:
    claims = [c for c in _claims(reader, text, publisher) if c.kind is kind]
    found = [c for c in claims if any(i.startswith(actor) for i in _ids(c, "actor"))]
    assert [
        c
        for c in found
        if any(place == r.text or place in ((r.entity and r.entity.name) or "") for r in c.fillers("place"))
    ], claims


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    (
        ("M23 took Goma on Sunday and was in control of all of the town.", HOLDS, SUNDAY),
        ("The wounded left Goma on Wednesday, the day after M23 had retaken the town.", CAPTURE, TUESDAY),
        ("Aid reached Goma on Tuesday, two days after M23 had taken the town.", CAPTURE, SUNDAY),
        ("The agency reports that insurgents led by Hayat Tahrir al-Sham retook Morek on Sunday.", CAPTURE, SUNDAY),
        # what has been so since a day has not begun in the future
        ("Goma, which M23 has occupied since 12 June, will be freed, the minister said.", HOLDS, SUNDAY),
    ),
)  # fmt: skip
def test_on_which_day(reader: Reader, text: str, kind: Kind, day: str | None) -> None:
    (claim,) = (c for c in _claims(reader, text) if c.kind is kind)
    assert (claim.time.earliest if claim.time else None) == day


@pytest.mark.parametrize(
    "text",
    (
        "M23 took Goma on Sunday and is still in control of the town.",
        "The Houthis were beaten back on Sunday, and the army remains in control of Marib.",
    ),
)
def test_how_things_are_now_is_so_since_what_was_done(reader: Reader, text: str) -> None:
    (claim,) = (c for c in _claims(reader, text) if c.kind is HOLDS)
    assert claim.time is not None and (claim.time.earliest, claim.time.latest) == (SUNDAY, None)


@pytest.mark.parametrize(
    "text",
    (
        "Goma is to be handed over to M23 on Friday.",
        "Bunagana was to be taken by M23, officials feared.",
    ),
)
def test_what_is_to_be_done_is_planned(reader: Reader, text: str) -> None:
    (claim,) = (c for c in _claims(reader, text) if c.kind in (CAPTURE, LEFT))
    assert claim.factuality is Factuality.PLANNED


@pytest.mark.parametrize(
    ("text", "place"),
    (
        ("The Azerbaijani army liberated five villages of Agdam district on Sunday.", "Aghdam"),
        ("M23 captured two villages of Goma on Sunday.", "Goma"),
        ("The Syrian army took Morek on Sunday, and the rebels fled in the direction of Idlib.", "Idlib"),
    ),
)
def test_what_lies_around_a_town_or_beyond_is_not_the_town(reader: Reader, text: str, place: str) -> None:
    moving = [c for c in _claims(reader, text) if c.kind in (CAPTURE, LEFT)]
    assert moving and not [c for c in moving if place in _names(c, "place")]


def test_who_took_one_town_does_not_besiege_another(reader: Reader) -> None:
    claims = _claims(reader, "The Yemeni army took Mocha on Sunday, opening the road towards besieged Taiz.")
    assert not [c for c in claims if c.kind is Kind.SIEGE and "actor:yemeni-armed-forces" in _ids(c, "actor")]


@pytest.mark.parametrize(
    ("text", "actors"),
    (
        ("Goma was taken by M23 on Sunday after a night of fierce fighting.", set()),
        (
            "The Syrian army, fighting side by side with Hezbollah, took Morek.",
            {"actor:syrian-arab-army", "actor:hezbollah"},
        ),
    ),
)
def test_a_town_and_an_ally_are_nobody_who_is_fought(reader: Reader, text: str, actors: set[str]) -> None:
    claims = _claims(reader, text)
    fought = [c for c in claims if c.kind is Kind.ASSAULT]
    assert not [c for c in fought if _names(c, "target") or "Goma" in _names(c, "actor")]
    assert {i for c in claims if c.kind is Kind.ALLIANCE for i in _ids(c, "actor")} == actors


def test_guns_within_range_of_a_town_are_not_in_it(reader: Reader) -> None:
    claims = _claims(reader, "M23 holds Goma, but Congolese artillery is now within range of it.")
    assert not [c for c in claims if c.kind is Kind.PRESENCE]


def test_rebels_of_another_land_are_not_those_of_the_place(reader: Reader) -> None:
    """Where Russians fight beside an army, "the rebels" are none of Ukraine's."""
    text = "Soldiers and Russian instructors attacked a camp. The rebels remain masters of Bossangoa, a priest said."
    (claim,) = (c for c in _claims(reader, text) if c.kind is HOLDS)
    assert _ids(claim, "actor")[0].startswith("actor:new/rebels")


def test_a_government_militia_is_none_that_fights_it(reader: Reader) -> None:
    text = "The mujahideen of Al-Shabaab took Jowhar and the government militia fled towards Balcad."
    (fled,) = (c for c in _claims(reader, text) if c.kind is Kind.MOVEMENT)
    assert "actor:al-shabaab" not in _ids(fled, "actor")


@pytest.mark.parametrize(
    ("text", "publisher", "name"),
    (
        ("Goma is calm. M23 holds Goma, its spokesman Willy Ngoma said.", None, "March 23 Movement (M23) spokesman Willy Ngoma"),
        ("The Mozambican Ministry of Defence denies that Macomia was captured. The town is in government hands, it said.", None, "Mozambican Defence Ministry"),
        ("The media office of the Syrian Democratic Forces reported fighting. Manbij is held by its forces, the media office said.", None, "Syrian Democratic Forces"),
    ),
)  # fmt: skip
def test_who_says_it(reader: Reader, text: str, publisher: str | None, name: str) -> None:
    (claim,) = (c for c in _claims(reader, text, publisher) if c.kind is HOLDS)
    assert [v.name for v in claim.attribution] == [name]
