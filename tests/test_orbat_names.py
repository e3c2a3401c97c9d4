"""Names to actors: many spellings of one actor, acronyms only in capitals, unknown names left unknown."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.orbat import ActorKind, Registry

FORMS = """
isis: ISIS | ISIL | IS | Daesh | Da'esh | Da’esh | DAESH | Daʿesh | the Islamic State | Islamic State group | Islamic State of Iraq and Syria | Islamic State of Iraq and the Levant | Islamic State of Iraq and Levant | Islamic State in Iraq and al-Sham
hezbollah: Hezbollah | Hizballah | Hizbullah | Hizbollah | Hezbullah | Hezballah | Lebanese Hezbollah | Lebanon's Hezbollah | Hizb Allah
popular-mobilization-forces: PMF | PMU | the PMU | PMUs | Hashd al-Shaabi | Hashd al-Sha'abi | Hashd al-Shaʿbi | Popular Mobilization Forces | Popular Mobilisation Forces | Popular Mobilization Units | Iraqi Shiite militias | Iraqi Shia militias | Hashed al-Shaabi
hts: HTS | Hayat Tahrir al-Sham | Hay'at Tahrir al-Sham | Tahrir al-Sham | Hayat Tahrir ash-Sham
sdf: SDF | Syrian Democratic Forces | the Syrian Democratic Forces
ypg: YPG | People's Protection Units | People’s Protection Units | Kurdish YPG
pkk: PKK | Kurdistan Workers' Party | Kurdistan Workers Party
irgc: IRGC | Revolutionary Guards | Iran's Revolutionary Guards | Iranian Revolutionary Guards Corps | Islamic Revolutionary Guard Corps | Iranian Revolutionary Guard
quds-force: Quds Force | Qods Force | IRGC-QF | IRGC-Quds Force | Islamic Revolutionary Guard Corps-Qods Force
qassem-soleimani: Qassem Soleimani | Qasem Soleimani | Qasim Suleimani | Ghasem Soleimani | Soleimani
kataib-hezbollah: Kata'ib Hezbollah | Kataib Hizballah | Hezbollah Brigades | Kata’ib Hizballah
asaib-ahl-al-haq: AAH | Asa'ib Ahl al-Haq | Asaib Ahl al-Haq | League of the Righteous
badr-organization: Badr Organization | Badr Organisation | Badr Brigade | Badr
syrian-arab-army: Syrian Arab Army | SAA | Syrian army | the Syrian Army
syrian-armed-forces: Syrian troops | Syrian government forces | Syrian regime forces | Assad's forces | pro-Assad forces
government-of-syria: Assad regime | Asad regime | Government of Syria | Syrian government | Syrian regime | Damascus
iraqi-security-forces: ISF | Iraqi Security Forces | Iraqi forces | Iraqi government forces
iraqi-cts: CTS | Golden Division | Counter-Terrorism Service | Iraqi special forces
peshmerga: Peshmerga | peshmerga | Kurdish Peshmerga | Peshmerga forces
cjtf-oir: CJTF-OIR | US-led coalition | U.S.-led coalition | Combined Joint Task Force – Operation Inherent Resolve | Global Coalition | anti-ISIS coalition
us-central-command: CENTCOM | US Central Command | U.S. Central Command
idf: IDF | Israel Defense Forces | Israeli Defence Forces | Israeli army | Israeli military | Israeli jets
united-states: US | U.S. | USA | United States | the United States | United States of America
united-kingdom: UK | U.K. | Britain | United Kingdom
un: UN | U.N. | United Nations | the UN
unsc: UN Security Council | the Security Council | UNSC
al-qaeda: al-Qaeda | Al Qaida | al-Qa'ida | Al-Qaeda
al-nusra-front: Jabhat al-Nusra | al-Nusra Front | Nusra Front | al-Nusrah Front | Jabhat Fateh al-Sham
free-syrian-army: FSA | Free Syrian Army
bashar-al-assad: Bashar al-Assad | Bashar Assad | Assad | President Assad | Bashar al-Asad
haider-al-abadi: Haider al-Abadi | Haider Abadi | Haidar al-Abadi | Abadi
turkish-armed-forces: TSK | Turkish military | Turkish warplanes
wagner-group: Wagner | Wagner Group | PMC Wagner
lebanese-armed-forces: LAF | Lebanese army | Lebanese Armed Forces
russia/foreign-ministry: Russian Foreign Ministry | Russia's Foreign Ministry | Ministry of Foreign Affairs of Russia
iraq/government: Government of Iraq | Iraqi government | Baghdad | Iraq's government
iran/government: Tehran | Iranian regime | Iranian government
syria/people: Syrians | the Syrian people | people of Syria
france/forces: French troops
"""  # fmt: skip
FORMS = FORMS.replace(
    "france/forces: French troops\n", "french-armed-forces: French troops | French military\n"
)
TABLE = [
    (form.strip(), f"actor:{key.strip()}")
    for line in FORMS.strip().splitlines()
    for key, _, forms in [line.partition(":")]
    for form in forms.split(" | ")
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) > 150


@pytest.mark.parametrize(("form", "key"), TABLE)
def test_a_surface_form_is_its_actor(registry: Registry, form: str, key: str) -> None:
    found = registry.find(form)
    assert found is not None and found.id == key


@pytest.mark.parametrize("word", ["us", "is", "who", "Us", "it", "car", "un", "aid", "", "  ", "...", "ال"])
def test_common_words_are_no_acronyms(registry: Registry, word: str) -> None:
    assert registry.find(word) is None


@pytest.mark.parametrize(
    "name",
    [
        "Al-Foo Brigade",
        "Ninth Company",
        "Hezbollah fighters",
        "the group",
        "Iraqi 99th Division",
        "Kurdish School Board",
        "forces",
    ],
)
def test_an_unknown_name_stays_unknown(registry: Registry, name: str) -> None:
    assert registry.find(name) is None


def test_an_unknown_name_becomes_a_new_actor_of_its_own(registry: Registry) -> None:
    new = registry.unknown("Al-Foo  Brigade", ActorKind.UNIT)
    assert (new.id, new.name, new.kind) == ("actor:new/al-foo-brigade", "Al-Foo Brigade", ActorKind.UNIT)
    again = registry.get(new.id)
    assert again is not None and again.id == new.id


def test_a_misspelt_long_name_is_found_but_numbers_must_agree(registry: Registry) -> None:
    found = registry.find("Popular Mobilizaton Forces")
    assert found is not None and found.id == "actor:popular-mobilization-forces"
    eighth, ninth = registry.find("Iraqi 8th Division"), registry.find("Iraqi 9th Division")
    assert eighth is not None and ninth is not None and eighth.id != ninth.id
    assert registry.find("Iraqi 6th Division") is None
    assert registry.find("Nigerien Armed Forces Command Post") is None


def test_a_local_name_needs_the_country(registry: Registry) -> None:
    assert registry.find("the regime") is None
    found = registry.find("the regime", ("SY",))
    assert found is not None and found.id == "actor:government-of-syria"
    coalition = {c: registry.find("the Coalition", (c,)) for c in ("SY", "NO")}
    assert coalition["SY"] is not None and coalition["SY"].id == "actor:cjtf-oir"
    assert coalition["NO"] is None
    assert registry.find("the regime", ("FR", "GB", "DE", "SY")) is None


def test_an_ambiguous_name_goes_by_country_then_default(registry: Registry) -> None:
    default, other = registry.find("Congo"), registry.find("Congo", ("CG",))
    assert default is not None and default.country == "CD"
    assert other is not None and other.country == "CG"


def test_namesakes_go_by_day(registry: Registry) -> None:
    for name, choice in registry.catalogue.choices.items():
        actors = [registry.get(a) for a in choice.actors]
        for actor in actors:
            assert actor is not None
            if actor.dissolved and all(
                a is actor or a is None or (a.founded and a.founded > actor.dissolved) for a in actors
            ):
                assert registry.find(name, (), actor.dissolved) == actor


def test_every_state_has_its_organs(registry: Registry) -> None:
    for iso2, state in registry.catalogue.states.items():
        government, forces = registry.government(iso2), registry.armed_forces(iso2)
        words = (state.name, *state.adjectives, *(a for a in registry.state(iso2).aliases))
        for actor in (government, forces):
            assert any(w.lower() in actor.name.lower() for w in words), actor.name
            assert registry.get(actor.id) == actor
        found = registry.find(f"Government of {state.name}")
        assert found is not None and found.id == government.id, state.name


def test_the_registry_is_as_large_as_promised(registry: Registry) -> None:
    beyond = [a for a in registry if a.kind is not ActorKind.STATE]
    assert len(beyond) >= 300
    assert len(registry.catalogue.states) >= 195


def test_people_of_the_wars_are_public_figures_with_a_post(registry: Registry) -> None:
    for actor in registry:
        if actor.kind is ActorKind.PERSON:
            assert actor.nouns or actor.relations or actor.source, actor.id
            assert actor.source


def test_dates_bound_a_name(registry: Registry) -> None:
    isi = registry.get("actor:islamic-state-of-iraq")
    assert isi is not None
    assert isi.existed(date(2008, 1, 1)) and not isi.existed(date(2014, 1, 1))


@pytest.mark.parametrize(
    ("name", "countries", "on", "actor"),
    [
        ("al-Shabab", ("MZ",), date(2020, 5, 1), "actor:al-shabaab-mozambique"),
        ("al-Shabab", ("SO",), date(2020, 5, 1), "actor:al-shabaab"),
        ("Chechen fighters", ("RU",), date(1995, 12, 1), "actor:chechen-separatists"),
        ("Chechen fighters", ("UA",), date(2022, 5, 1), "actor:kadyrovtsy"),
        ("Ansar al-Sharia", ("YE",), date(2011, 5, 1), "actor:aqap"),
        ("UCK", ("XK",), date(1998, 7, 1), "actor:kla-kosovo"),
        ("UCK", ("MK",), date(2001, 6, 1), "actor:nla-macedonia"),
        ("People's Liberation Army", ("NP",), date(2004, 3, 1), "actor:cpn-maoist"),
        ("People's Liberation Army", ("CN",), date(2004, 3, 1), "actor:pla-china"),
        ("US-led coalition", ("IQ",), date(2003, 4, 1), "actor:mnf-iraq"),
        ("US-led coalition", ("IQ",), date(2016, 4, 1), "actor:cjtf-oir"),
        ("Taliban", ("AF", "PK"), date(2009, 5, 1), "actor:taliban"),
        ("Kurdish rebels", ("IQ",), date(1991, 5, 1), "actor:peshmerga"),
        ("Kurdish rebels", ("TR",), date(1993, 5, 1), "actor:pkk"),
    ],
)
def test_a_name_that_several_bear_is_told_by_day_and_country(
    registry: Registry, name: str, countries: tuple[str, ...], on: date, actor: str
) -> None:
    found = registry.find(name, countries, on)
    assert found is not None and found.id == actor
