"""Noun phrases and descriptions: resolved by their own words and the report's countries, else None."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.orbat import Registry

REGISTRY = Registry.load()

PHRASES = [
    ("Hezbollah units", (), "hezbollah"),
    ("ISIS fighters", (), "isis"),
    ("SDF fighters", (), "sdf"),
    ("the ISIL tactical units", (), "isis"),
    ("hundreds of Hezbollah fighters", (), "hezbollah"),
    ("members of the Popular Mobilization Units", (), "popular-mobilization-forces"),
    ("the officers of the Quds Force", (), "quds-force"),
    ("Syrian troops", (), "syrian-armed-forces"),
    ("Syrian army forces", (), "syrian-arab-army"),
    ("elite Syrian army units", (), "syrian-arab-army"),
    ("Turkish warplanes", (), "turkish-armed-forces"),
    ("Iraqi government forces", (), "iraqi-security-forces"),
    ("Israeli jets", (), "idf"),
    ("U.S. military", (), "us-armed-forces"),
    ("the US-led coalition", (), "cjtf-oir"),
    ("Ethiopian federal forces", (), "endf"),
    ("Bolivian federal forces", (), "bolivia/forces"),
    ("Chadian soldiers", (), "chad/forces"),
    ("the Norwegian foreign minister", (), "norway/foreign-minister"),
    ("Russian Foreign Minister Lavrov", (), "sergey-lavrov"),
    ("Foreign Minister Sergei Lavrov", (), "sergey-lavrov"),
    ("Lt. Gen. Stephen J. Townsend", (), "stephen-townsend"),
    ("Iraqi Prime Minister Haider al-Abadi", (), "haider-al-abadi"),
    ("President Bashar al-Assad's forces", (), "syrian-armed-forces"),
    ("Assad's brutal regime", (), "government-of-syria"),
    ("Putin's government", (), "government-of-russia"),
    ("Iraqi Shiite militias", (), "popular-mobilization-forces"),
    ("the Lebanese Shiite group", (), "hezbollah"),
    ("the terrorist group ISIL", (), "isis"),
    ("the Iran-backed Shiite group Hezbollah", (), "hezbollah"),
    ("the Hizballah terrorist organization", (), "hezbollah"),
    ("pro-government forces", ("SY",), "syrian-armed-forces"),
    ("pro-government forces", ("ET",), "endf"),
    ("pro-government forces", ("BO",), "bolivia/forces"),
    ("the army", ("IQ", "SY"), "iraqi-army"),
    ("the government", ("ML",), "mali/government"),
    ("the regime", ("SY",), "government-of-syria"),
    ("the Syrian army and its allies", (), "syrian-arab-army"),
    ("Hezbollah and allied militias", (), "hezbollah"),
    ("the US-backed Syrian Democratic Forces", (), "sdf"),
    ("the Iraqi Shiite Popular Mobilization Forces (PMU)", (), "popular-mobilization-forces"),
    ("so-called Islamic State", (), "isis"),
    ("several brigades of the Popular Mobilization Forces", (), "popular-mobilization-forces"),
    ("the units of the Syrian Arab Army", (), "syrian-arab-army"),
    ("an Iraqi military spokesman", (), "iraqi-security-forces"),
    ("the ISIS garrison", (), "isis"),
    ("Iraqi F-16 aircraft", (), "iraqi-security-forces"),
    ("aircraft of the American-led coalition", (), "cjtf-oir"),
    ("federal forces", ("IQ",), "iraqi-security-forces"),
    ("Tunisian ISIS fighters", ("SY",), "isis"),
    ("the Syrian opposition fighters", ("SY",), "syrian-opposition"),
    ("Tobias Ellwood, Minister for the Middle East", (), "tobias-ellwood"),
    ("the Iraqi commander, Hadi al-Amiri", (), "hadi-al-amiri"),
]


@pytest.mark.parametrize(("phrase", "countries", "key"), PHRASES)
def test_a_phrase_is_its_actor(phrase: str, countries: tuple[str, ...], key: str) -> None:
    found = REGISTRY.resolve_np(phrase, countries)
    assert found is not None and found.id == f"actor:{key}"


@pytest.mark.parametrize(
    "phrase",
    ["the group", "anti-ISIS fighters", "a non-Syrian army", "fighters", "the army", "pro-government forces", "they", "us",
     "the people who told us", "a brigade nobody knows", "Syrian town", "the eastern sector", "", "   ", "!?", "Hezbollah's rival"],
)  # fmt: skip
def test_a_phrase_that_settles_nothing_gives_none(phrase: str) -> None:
    assert REGISTRY.resolve_np(phrase) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "his army",
        "their government",
        "a male",
        "an Iranian opposition group",
        "the ministry, Paris",
        "it and us",
        "au pair",
    ],
)
def test_what_only_looks_like_the_countrys_own(phrase: str) -> None:
    assert REGISTRY.resolve_np(phrase, ("SY", "IQ")) is None


def test_a_seat_of_government_stands_for_it_only_by_name() -> None:
    for seat, iso2 in (
        ("Moscow", "RU"),
        ("Damascus", "SY"),
        ("Ankara", "TR"),
        ("Washington", "US"),
        ("The Hague", "NL"),
    ):
        found = REGISTRY.resolve_np(seat)
        assert found is not None and found == REGISTRY.government(iso2), seat
    assert REGISTRY.find("Sanaa") is None


def test_the_head_goes_with_the_name_only_through_head_of() -> None:
    assert REGISTRY.find("Hezbollah fighters") is None
    found = REGISTRY.head_of("Hezbollah fighters")
    assert found is not None and found.id == "actor:hezbollah"
    assert REGISTRY.head_of("Hezbollah") is None
    assert REGISTRY.head_of("Hezbollah picnic") is None


@pytest.mark.parametrize(
    ("key", "head", "modifiers"),
    [
        ("hezbollah", "group", ["Lebanese", "Shiite"]),
        ("hezbollah", "movement", ["Iran-backed"]),
        ("hezbollah", "militia", ["Iranian-backed", "Shi'ite"]),
        ("hezbollah", "group", ["Iran", "backed", "Shiite"]),
        ("hezbollah", "group", ["Iran", "-", "backed"]),
        ("isis", "group", ["terrorist"]),
        ("isis", "terrorist group", []),
        ("isis", "militants", ["jihadist"]),
        ("government-of-syria", "regime", []),
        ("sdf", "alliance", ["Kurdish-led"]),
        ("sdf", "forces", ["US-backed"]),
        ("popular-mobilization-forces", "militias", ["Iraqi", "Shia"]),
        ("ypg", "militia", ["Kurdish"]),
        ("cjtf-oir", "coalition", ["US-led"]),
        ("turkish-armed-forces", "army", ["Turkish"]),
    ],
)
def test_a_description_that_fits(key: str, head: str, modifiers: list[str]) -> None:
    assert REGISTRY.describes(f"actor:{key}", head, modifiers) > 0.25


@pytest.mark.parametrize(
    ("key", "head", "modifiers"),
    [
        ("hezbollah", "group", ["Sunni"]),
        ("hezbollah", "group", ["Iraqi"]),
        ("hezbollah", "ministry", []),
        ("isis", "group", ["Shiite"]),
        ("isis", "group", ["Iran-backed"]),
        ("ypg", "militia", ["Turkish-backed"]),
        ("government-of-syria", "militia", []),
        ("bashar-al-assad", "group", []),
        ("nobody-at-all", "group", []),
    ],
)
def test_a_description_that_does_not_fit(key: str, head: str, modifiers: list[str]) -> None:
    assert REGISTRY.describes(f"actor:{key}", head, modifiers) == 0.0


def test_candidates_come_best_first_and_need_a_telling_modifier() -> None:
    ids = [a.id for a in REGISTRY.candidates("group", ["Lebanese", "Shiite"])]
    assert ids[0] == "actor:hezbollah"
    assert REGISTRY.candidates("group") == [] and REGISTRY.candidates("group", ["armed"]) == []
    backed = {a.id for a in REGISTRY.candidates("militia", ["Iran-backed"])}
    assert {"actor:hezbollah", "actor:kataib-hezbollah", "actor:badr-organization"} <= backed
    assert "actor:isis" not in backed


# country; day; phrase; actor
WHOSE = (
    ("LY", "2019-04-04", "Haftar's army", "lna"),
    ("LY", "2019-04-04", "Haftar loyalists", "lna"),
    ("LY", "2011-04-04", "pro-Gaddafi forces", "libya/forces"),
    ("LY", "2016-04-04", "Gaddafi loyalists", None),  # he leads nobody any more
    ("LR", "1991-01-01", "Charles Taylor's rebels", "npfl"),
    ("LR", "2003-01-01", "Taylor's forces", "liberia/forces"),
    ("US", "2019-01-01", "Taylor's forces", None),
    ("CI", "2011-03-29", "pro-Ouattara fighters", "frci-ivory-coast"),
    ("CI", "2012-03-29", "Ouattara's troops", "ivory-coast/forces"),
    ("CD", "1997-01-01", "Kabila's rebels", "afdl"),
    ("CD", "2005-01-01", "Kabila's army", "fardc"),
    ("CD", "2025-01-27", "Rwandan-backed rebels", "m23"),
    ("CD", "1999-01-27", "Rwandan-backed rebels", "rcd-congo"),
    ("CD", "1999-01-27", "Ugandan-backed rebels", "mlc-congo"),
    ("RW", "1994-01-27", "Tutsi-led rebels", "rpf-rwanda"),
    ("CD", "2008-01-27", "Tutsi rebels", "cndp-congo"),
    ("ML", "2020-01-01", "al-Qaeda-linked militants", "jnim"),
    ("SO", "2013-01-01", "the al-Qaeda-linked militants", "al-shabaab"),
    ("SY", "2014-01-11", "al-Qaeda-linked militants", None),  # several are
    ("MZ", "2021-01-01", "Islamic State-linked insurgents", "al-shabaab-mozambique"),
    ("NG", "2021-01-01", "Islamic State-linked militants", "iswap"),
    ("TD", "2008-02-03", "Chadian rebel forces", None),  # none of the state's
    ("ML", "2012-04-01", "Tuareg rebels", "mnla"),
    ("ML", "2023-11-01", "Tuareg rebels", "cspp-mali"),  # the whole that the others are members of
    ("ML", "2025-07-01", "Tuareg rebels", "fla-mali"),
    ("SS", "1997-04-15", "government troops", "sudanese-armed-forces"),  # no state of its own yet
    ("SS", "2014-04-15", "government troops", "sspdf"),
    ("ER", "1990-03-01", "government troops", "endf"),
    ("SO", "2025-04-20", "SNA troops", "somali-armed-forces"),
    ("SY", "2019-10-15", "SNA troops", "syrian-national-army"),
    ("CF", "2020-12-25", "the UPC", "upc-car"),
    ("CD", "2003-05-15", "the UPC", "upc-ituri"),
    ("SL", "1998-12-28", "the junta", "afrc-sierra-leone"),
)


@pytest.mark.parametrize(("country", "day", "phrase", "key"), WHOSE)
def test_whose_men_by_land_and_day(country: str, day: str, phrase: str, key: str | None) -> None:
    found = REGISTRY.resolve_np(phrase, (country,), date.fromisoformat(day))
    assert (found and found.id) == (key and f"actor:{key}")
