"""Who does the act that a noun names, where it was deadly, and what nobody did: from text to claim."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.coding import Reader
from sandtable.intake import make_report
from sandtable.terms import Claim, Extent, Factuality, Kind

# sentence; kind; role and a word of its filler, or nothing where the role must be empty
ACTS = (
    ("Three civilians were wounded in shelling by the Syrian army near Homs.", Kind.ASSAULT, {"actor": "Syrian army", "place": "Homs"}),
    ("Three civilians were wounded in shelling by the Syrian army near Homs.", Kind.CASUALTY, {"actor": "Syrian army", "victim": "civilians"}),
    ("Shelling by the Syrian army killed three civilians near Homs.", Kind.ASSAULT, {"actor": "Syrian army", "place": "Homs"}),
    ("Three people died in an air strike by Saudi Arabia on Sanaa.", Kind.ASSAULT, {"actor": "Saudi Arabia", "place": "Sanaa"}),
    ("An air strike by the Israeli military on Gaza City killed nine people.", Kind.ASSAULT, {"actor": "Israeli military", "place": "Gaza City"}),
    ("The capture by Turkish-backed rebels of Jarablus came in August.", Kind.CAPTURE, {"actor": "rebels", "place": "Jarablus"}),
    ("The withdrawal by the army from Homs began on Monday.", Kind.WITHDRAWAL, {"actor": "army", "place": "Homs"}),
    ("Two people were killed by artillery fire from the Syrian army in Homs.", Kind.ASSAULT, {"actor": "Syrian army"}),
    ("Russian air strikes killed nine people in Idlib.", Kind.ASSAULT, {"actor": "Russian", "place": "Idlib"}),
    ("Nine civilians died in fighting near Homs.", Kind.ASSAULT, {"actor": "", "place": "Homs"}),
    ("The general died fighting near Homs.", Kind.ASSAULT, {"actor": "general"}),
    ("Control of the port of Hodeidah has passed from the army to the Houthis.", Kind.CAPTURE, {"actor": "Houthis", "from": "army", "place": "Hodeidah"}),
    ("Iraqi Shiite militias under the Revolutionary Guards general Qassem Soleimani reached the border.", Kind.COMMAND, {"superior": "Soleimani", "subordinate": "militias"}),
    ("Neither Washington nor Amman responded.", Kind.INACTION, {"actor": "Washington Amman"}),
    ("Israeli jets bombed a depot south of Damascus.", Kind.ASSAULT, {"place": "Damascus"}),
    ("The garrison in Kirkuk surrendered to Islamic State.", Kind.WITHDRAWAL, {"actor": "garrison", "place": "Kirkuk", "to": "Islamic State"}),
    ("Troops near Kherson withdrew.", Kind.WITHDRAWAL, {"actor": "Troops", "place": ""}),
    ("Colonel Assimi Goita met Russian deputy defence minister Yunus-bek Yevkurov.", Kind.MEETING, {"actor": "Yevkurov"}),
    ("The truce between the army and the Houthis collapsed.", Kind.AGREEMENT, {"actor": "the army the Houthis"}),
    ("Suheil al-Hassan was replaced as commander of the 25th Division by Saleh al-Abdullah.", Kind.COMMAND, {"superior": "Saleh", "subordinate": "25th"}),
    ("The Syrian army was accused of shelling of the market by residents.", Kind.ASSAULT, {"actor": "Syrian army", "place": "market"}),
    ("The Houthis were accused of an attack on Marib by the government.", Kind.STATEMENT, {"actor": "government", "target": "Houthis"}),
    ("Saleh al-Abdullah replaced Suheil al-Hassan as commander of the 25th Division.", Kind.COMMAND, {"superior": "Saleh"}),
)  # fmt: skip

NOBODY = (
    ("Neither the army nor the rebels attacked Daraa on Wednesday.", Kind.ASSAULT),
    ("Neither side controls the town of Taiz.", Kind.CONTROL),
    ("None of the militias withdrew from Tripoli.", Kind.WITHDRAWAL),
    ("No faction attacked Sirte.", Kind.ASSAULT),
)


def of_kind(reader: Reader, text: str, kind: Kind) -> list[Claim]:
    return [c for c in reader.read(make_report(text=text)).claims if c.kind is kind]


@pytest.mark.parametrize(("text", "kind", "roles"), ACTS)
def test_acts(reader: Reader, text: str, kind: Kind, roles: dict[str, str]) -> None:
    (claim,) = of_kind(reader, text, kind)
    for role, words in roles.items():
        told = " ".join(r.text for r in claim.fillers(role))
        assert words in told if words else not told, (role, told)


@pytest.mark.parametrize(("text", "kind"), NOBODY)
def test_nobody(reader: Reader, text: str, kind: Kind) -> None:
    (claim,) = of_kind(reader, text, kind)
    assert claim.factuality is Factuality.DENIED


def test_nobody_speaks(reader: Reader) -> None:
    (hurt,) = of_kind(reader, "No faction claimed responsibility for the blast that killed four soldiers in Sirte.", Kind.CASUALTY)  # fmt: skip
    assert hurt.factuality is Factuality.ASSERTED and not hurt.attribution


def test_who_repels_is_attacked(reader: Reader) -> None:
    found = of_kind(reader, "Iraqi troops repelled an attack by Islamic State on Baiji.", Kind.ASSAULT)
    attack = next(c for c in found if "attack" in c.evidence.trigger.text)
    assert [r.text for r in attack.fillers("actor")] == ["Islamic State"]
    assert [r.text for r in attack.fillers("target")] == ["Iraqi troops"]


def test_a_unit_keeps_its_number(reader: Reader) -> None:
    (claim,) = of_kind(
        reader, "Saleh al-Abdullah was appointed commander of the 25th Division.", Kind.COMMAND
    )
    (unit,) = claim.fillers("subordinate")
    assert unit.entity is not None and unit.entity.name == "25th Division"


@pytest.mark.parametrize(
    ("words", "extent"),
    [
        ("most of Homs", Extent.PARTIAL),
        ("about 60 km of the Syrian-Iraqi border", Extent.PARTIAL),
        ("large parts of Homs", Extent.PARTIAL),
        ("the bulk of Homs", Extent.PARTIAL),
        ("the rest of Homs", Extent.PARTIAL),
        ("all of Homs", Extent.FULL),
        ("Homs", Extent.FULL),
    ],
)
def test_most_is_not_all(reader: Reader, words: str, extent: Extent) -> None:
    (claim,) = of_kind(reader, f"The rebels hold {words}.", Kind.CONTROL)
    assert claim.extent is extent


@pytest.mark.parametrize(
    "text",
    [
        "The army has been earmarked for the capture of Raqqa.",
        "The brigade has been tasked with retaking Raqqa.",
    ],
)
def test_what_a_force_is_meant_for_is_planned(reader: Reader, text: str) -> None:
    (claim,) = of_kind(reader, text, Kind.CAPTURE)
    assert claim.factuality is Factuality.PLANNED and claim.fillers("actor")


def test_sources_told_of_between_commas_speak(reader: Reader) -> None:
    text = (
        "Iraqi militias reached the border on June 9, our sources in Baghdad report, bypassing the garrison."
    )
    for claim in reader.read(make_report(text=text)).claims:
        assert [v.text for v in claim.attribution] == ["our sources in Baghdad"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The M23 took Minova on Tuesday and Sake on Thursday.",
            [("Minova", "2016-06-14"), ("Sake", "2016-06-09")],
        ),
        (
            "The army captured Homs on 3 May, Palmyra on 9 May and Sukhna in June.",
            [("Homs", "2016-05-03"), ("Palmyra", "2016-05-09"), ("Sukhna", "2016-06-01")],
        ),
        ("The army took Homs and Palmyra on Monday.", [("Homs Palmyra", "2016-06-13")]),
    ],
)
def test_each_place_has_its_own_day(reader: Reader, text: str, told: list[tuple[str, str]]) -> None:
    found = reader.read(make_report(text=text, published=date(2016, 6, 15))).claims
    assert [(" ".join(r.text for r in c.fillers("place")), c.time and c.time.earliest) for c in found] == told


@pytest.mark.parametrize(
    ("text", "actor", "voice"),
    [
        ("Government troops entered Sinja on Monday, residents said.", "Government troops", "residents"),
        ("The army took Sinja and Dinder, two officers said.", "The army", "two officers"),
        ("RSF fighters shelled the market, residents said.", "RSF fighters", "residents"),
    ],
)
def test_who_says_it_last_did_not_do_it(reader: Reader, text: str, actor: str, voice: str) -> None:
    (claim,) = reader.read(make_report(text=text)).claims
    assert [r.text for r in claim.fillers("actor")] == [actor]
    assert [v.text for v in claim.attribution] == [voice]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (
            "Rebels recaptured Saraqib on Thursday, the opposition and a war monitor said.",
            ["the opposition", "a war monitor"],
        ),
        ("Residents and a militia officer said that rebels took Saraqib.", ["Residents", "a militia officer"]),
        ("According to the army and residents, rebels took Saraqib.", ["the army", "residents"]),
    ],
)
def test_all_who_say_it_together_speak(reader: Reader, text: str, voices: list[str]) -> None:
    (claim,) = reader.read(make_report(text=text)).claims
    assert [v.text for v in claim.attribution] == voices


def test_an_organ_is_that_of_the_state_in_whose_capital_it_sits(reader: Reader) -> None:
    text = "Syrian troops entered Saraqib. Russian police entered it later, the defence ministry in Moscow said."
    voices = [v.name for c in reader.read(make_report(text=text)).claims for v in c.attribution]
    assert voices == ["Russian Defence Ministry"]


def test_a_name_that_two_bear_is_told_by_the_day(reader: Reader) -> None:
    def taker(day: date) -> str | None:
        report = make_report(text="Islamist militias took the Somali port of Kismayo.", published=day)
        (claim,) = reader.read(report).claims
        entity = claim.fillers("actor")[0].entity
        return entity and entity.id

    assert taker(date(2006, 9, 25)) == "actor:islamic-courts-union"
    assert taker(date(2008, 8, 22)) != "actor:islamic-courts-union"
