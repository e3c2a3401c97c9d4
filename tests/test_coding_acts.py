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
    ("A Turkish drone struck a car near Kobani.", Kind.ASSAULT, {"actor": "Turkish", "instrument": "drone", "target": "car"}),
    ("The Air Force, whose jets bombed the village of Pazigyi, denied it.", Kind.ASSAULT, {"actor": "The Air Force"}),
    ("Jets dropped bombs on three buildings in Marawi.", Kind.ASSAULT, {"actor": "Jets", "instrument": "bombs", "target": "buildings"}),
    ("Azerbaijani troops opened fire with mortars on Armenian posts near Yeraskh.", Kind.ASSAULT, {"instrument": "mortars", "target": "posts"}),
    ("Air defence units destroyed 18 of 20 drones over Kyiv.", Kind.ASSAULT, {"target": "18 of 20 drones", "place": "Kyiv"}),
    ("Saudi jets destroyed three tanks and one radar station in Hajjah.", Kind.ASSAULT, {"target": "three tanks one radar station"}),
    ("The frigate Jinan shot down two drones.", Kind.ASSAULT, {"actor": "The frigate Jinan", "target": "two drones"}),
    ("The army fought the rebels street by street in Marawi.", Kind.ASSAULT, {"actor": "army", "target": "rebels", "place": "Marawi"}),
    ("Clashes raged between the army and the Rapid Support Forces in Bahri.", Kind.ASSAULT, {"actor": "the army the Rapid Support Forces", "place": "Bahri"}),
    ("The militants' raid on the insurgents' base near Palma failed.", Kind.ASSAULT, {"actor": "militants"}),
    ("A graduate of the military academy, he fought in Chad.", Kind.ASSAULT, {"actor": "he", "place": "Chad"}),
    ("The National Defence and Security Forces attacked a rebel camp in Cabo Delgado.", Kind.ASSAULT, {"actor": "National Defence and Security Forces"}),
    ("The gunmen took a priest and a dozen churchgoers hostage.", Kind.CASUALTY, {"victim": "a priest a dozen churchgoers", "actor": "gunmen"}),
    ("Fourteen crew members were detained in Bandar Abbas.", Kind.CASUALTY, {"victim": "crew members"}),
    ("The trucks were escorted as far as Palmyra by a company of the Fatemiyoun Division.", Kind.SUPPORT, {"actor": "company", "recipient": "trucks"}),
    ("Rwanda, which Kinshasa accuses of arming the M23, rejected the charge.", Kind.SUPPORT, {"actor": "Rwanda", "recipient": "M23"}),
    ("Rebel checkpoints continue to obstruct aid convoys.", Kind.COERCION, {"actor": "checkpoints", "target": "convoys"}),
    ("Washington has let this pass.", Kind.INACTION, {"actor": "Washington"}),
    ("Its soldiers have stood by while the villages burned.", Kind.INACTION, {"actor": "soldiers"}),
    ("Colonel Ahmed Omar defected from the army to the rebels on Monday.", Kind.MEMBERSHIP, {"member": "Ahmed Omar", "whole": "rebels"}),
    ("The group operates under the umbrella of the Islamic Resistance in Iraq.", Kind.MEMBERSHIP, {"member": "group", "whole": "Islamic Resistance"}),
    ("The 128th Battalion of the Libyan National Army (LNA) left Jufra.", Kind.MEMBERSHIP, {"member": "128th Battalion", "whole": "Libyan National Army"}),
    ("Some 12,000 families have left for the camps near Bab al-Hawa.", Kind.MOVEMENT, {"origin": "", "destination": "camps"}),
    ("Militias which the government arms but does not command attacked Sake.", Kind.SUPPORT, {"actor": "government", "recipient": "Militias"}),
    ("The United Arab Emirates and Egypt back Haftar.", Kind.SUPPORT, {"actor": "The United Arab Emirates Egypt", "recipient": "Haftar"}),
    ("Saudi Arabia has deposited 300 million dollars with the central bank in Aden.", Kind.SUPPORT, {"recipient": "central bank", "instrument": "300 million dollars"}),
    ("Israeli air strikes on the port of Hodeidah killed three people.", Kind.ASSAULT, {"actor": "Israeli", "instrument": "air strikes", "place": "Hodeidah"}),
    ("The army clashed with rebels outside Kidal.", Kind.ASSAULT, {"target": "rebels", "place": "Kidal"}),
    ("Navy ships shelled Sittwe on Sunday.", Kind.ASSAULT, {"actor": "Navy ships", "place": "Sittwe"}),
    ("They fought beside the army at Qusayr.", Kind.ASSAULT, {"actor": "They", "place": "Qusayr"}),
    ("They fought beside the army at Qusayr.", Kind.ALLIANCE, {"actor": "They the army"}),
    ("Rounds were fired at the watchtower.", Kind.ASSAULT, {"target": "watchtower"}),
    ("The USS Monterey seized a dhow in the Arabian Sea.", Kind.COERCION, {"actor": "Monterey", "target": "dhow"}),
    ("The Rapid Support Forces have advanced to within 60 kilometres of El Obeid.", Kind.MOVEMENT, {"destination": "El Obeid"}),
    ("The missiles were bound from Bandar Abbas to Salif.", Kind.MOVEMENT, {"actor": "missiles", "origin": "Bandar Abbas", "destination": "Salif"}),
    ("Turkey brought another column in through the Kafr Lusin crossing.", Kind.MOVEMENT, {"actor": "Turkey", "via": "Kafr Lusin"}),
    ("The Syrian arm of the PKK denied it.", Kind.MEMBERSHIP, {"member": "arm", "whole": "PKK"}),
    ("Hundreds of thousands died in Tigray.", Kind.CASUALTY, {"quantity": "Hundreds of thousands"}),
    ("Forty-six of our soldiers were killed in Afrin.", Kind.CASUALTY, {"quantity": "Forty-six"}),
    ("Half a million people were displaced in Darfur.", Kind.CASUALTY, {"quantity": "Half a million"}),
    ("The United States will not hesitate to use force.", Kind.STATEMENT, {"actor": "The United States"}),
    ("Homs, SANA – Units of the Syrian Arab Army, in cooperation with the allied forces, on Thursday took Sukhna.", Kind.ALLIANCE, {"actor": "Units of the Syrian Arab Army the allied forces"}),
    ("Militants killed 17 soldiers in an ambush near Menaka.", Kind.ASSAULT, {"actor": "Militants", "target": "17 soldiers", "place": "Menaka"}),
    ("Ten soldiers were killed in an ambush near Menaka.", Kind.ASSAULT, {"actor": "", "target": "Ten soldiers"}),
    ("A UN helicopter was shot at, killing a crew member.", Kind.CASUALTY, {"actor": "", "victim": "crew member"}),
    ("Nasir was shelled by the army, killing five civilians.", Kind.CASUALTY, {"actor": "army", "victim": "civilians"}),
    ("Twenty soldiers were wounded and evacuated by helicopter to the capital.", Kind.CASUALTY, {"actor": "", "victim": "soldiers"}),
    ("The Front fights under the command of the KIA.", Kind.COMMAND, {"superior": "the KIA", "subordinate": "Front"}),
    ("Chad sent 2,000 troops under General Oumar Bikimo to Mali.", Kind.COMMAND, {"superior": "Bikimo", "subordinate": "troops"}),
    ("French forces provide air cover for the patrols.", Kind.SUPPORT, {"actor": "French forces", "recipient": "patrols"}),
    ("The brigade belongs to the Sudan Shield Forces.", Kind.MEMBERSHIP, {"member": "brigade", "whole": "Sudan Shield Forces"}),
    ("Guyana said a Venezuelan vessel had entered its waters.", Kind.MOVEMENT, {"actor": "vessel", "destination": "its waters"}),
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


@pytest.mark.parametrize(
    "text",
    (
        "The militia broke with the government and joined the M23.",
        "The brigade has split from the Free Syrian Army.",
    ),
)
def test_who_breaks_with_a_body_is_not_of_it(reader: Reader, text: str) -> None:
    (claim,) = of_kind(reader, text, Kind.MEMBERSHIP)
    assert claim.factuality is Factuality.DENIED


def test_an_alliance_that_ends(reader: Reader) -> None:
    (broken,) = of_kind(reader, "The Popular Front broke its alliance with the Amal Movement.", Kind.ALLIANCE)
    assert broken.factuality is Factuality.DENIED and len(broken.fillers("actor")) == 2
    (made,) = of_kind(reader, "The Popular Front formed an alliance with the Amal Movement.", Kind.ALLIANCE)
    assert made.factuality is Factuality.ASSERTED


def test_who_claims_attacks_made_them(reader: Reader) -> None:
    text = "Kataib Hezbollah claimed responsibility for dozens of drone attacks on American troops."
    attack = next(c for c in of_kind(reader, text, Kind.ASSAULT) if c.evidence.trigger.text == "attacks")
    assert [r.text for r in attack.fillers("actor")] == ["Kataib Hezbollah"]


def test_agents_who_assemble_drones_meet_nobody(reader: Reader) -> None:
    assert not of_kind(reader, "Agents were assembling drones in a workshop in Isfahan.", Kind.MEETING)
    assert of_kind(reader, "Tribal elders gathered in Isfahan.", Kind.MEETING)


def test_each_of_joint_forces_acts(reader: Reader) -> None:
    text = "The joint forces of Rwanda and Mozambique attacked a camp near Palma."
    (attack,) = of_kind(reader, text, Kind.ASSAULT)
    ids = [r.entity.id for r in attack.fillers("actor") if r.entity is not None]
    assert len(set(ids)) == 2
    (side,) = of_kind(reader, text, Kind.ALLIANCE)
    assert [r.text for r in side.fillers("actor")] == ["Rwanda", "Mozambique"]
    (fled,) = of_kind(reader, "Residents of Goma and Bukavu fled to Rwanda.", Kind.MOVEMENT)
    assert len(fled.fillers("actor")) == 1


def test_a_ministers_troops_are_the_states(reader: Reader) -> None:
    (attack,) = of_kind(reader, "Prime Minister Gedi's troops attacked a militia near Baidoa.", Kind.ASSAULT)
    (actor,) = attack.fillers("actor")
    assert actor.entity is not None and actor.entity.id == "actor:somali-armed-forces"


def test_what_a_group_or_government_means(reader: Reader) -> None:
    text = "Al-Shabaab pledged allegiance to al-Qaeda in 2012. The group attacked African Union troops in Afgoye."
    (attack,) = of_kind(reader, text, Kind.ASSAULT)
    assert [r.entity.id for r in attack.fillers("actor") if r.entity] == ["actor:al-shabaab"]
    text = "Rebels left Homs, according to the UK-based Observatory. The government shelled Deraa."
    (shelling,) = of_kind(reader, text, Kind.ASSAULT)
    assert [r.entity.id for r in shelling.fillers("actor") if r.entity] == ["actor:government-of-syria"]
    text = "The Multinational Joint Task Force pursued Boko Haram. Chad threatened to leave the task force."
    (threat,) = of_kind(reader, text, Kind.STATEMENT)
    assert [r.entity.id for r in threat.fillers("target") if r.entity] == ["actor:mnjtf"]


def test_who_blames_does_not_quote_the_blamed(reader: Reader) -> None:
    text = "Colonel Guillaume Ndjike, the army's spokesman, blamed the rebels for the shelling."
    for claim in of_kind(reader, text, Kind.MEMBERSHIP):
        assert not claim.attribution


@pytest.mark.parametrize(
    "text",
    (
        "The Tigers refused to lay down their arms.",
        "The mission has escorted more than 200 ships since February.",
    ),
)
def test_arms_and_ships_are_no_part_of_a_force(reader: Reader, text: str) -> None:
    kinds = {c.kind for c in reader.read(make_report(text=text)).claims}
    assert not kinds & {Kind.MEMBERSHIP, Kind.STRENGTH}


def test_a_charge_that_is_denied_is_no_hold_denied(reader: Reader) -> None:
    text = (
        "He led the forces that held Tarhuna. The government accused him of murder, a charge that he denied."
    )
    (held,) = of_kind(reader, text, Kind.CONTROL)
    assert held.factuality is Factuality.ASSERTED


def test_an_attack_of_nobody_is_told_by_who_repels_it(reader: Reader) -> None:
    (claim,) = of_kind(reader, "The army said the Joint Darfur Force had repelled the assault.", Kind.ASSAULT)
    assert [r.text for r in claim.fillers("actor")] == ["the Joint Darfur Force"]


def test_talks_deny_nothing(reader: Reader) -> None:
    text = "An official told us that talks were continuing and denied that his faction had agreed to leave."
    denial = next(c for c in of_kind(reader, text, Kind.STATEMENT) if c.evidence.trigger.text == "denied")
    assert [r.text for r in denial.fillers("actor")] == ["An official"]


def test_what_stands_behind_a_semicolon_is_not_said_before_it(reader: Reader) -> None:
    text = "Washington warned Caracas of consequences; Marco Rubio is to visit Georgetown next month."
    (visit,) = of_kind(reader, text, Kind.MEETING)
    assert not visit.attribution


def test_who_flees_before_a_pursuer(reader: Reader) -> None:
    text = "The Air Force is pursuing the remnants of Islamic State as they flee towards Deir Ezzor."
    flight = next(c for c in of_kind(reader, text, Kind.MOVEMENT) if c.evidence.trigger.text == "flee")
    assert "remnants" in " ".join(r.text for r in flight.fillers("actor"))


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
        (
            "Residents and a militia officer said that rebels took Saraqib.",
            ["Residents", "a militia officer"],
        ),
        ("According to the army and residents, rebels took Saraqib.", ["the army", "residents"]),
    ],
)
def test_all_who_say_it_together_speak(reader: Reader, text: str, voices: list[str]) -> None:
    (claim,) = reader.read(make_report(text=text)).claims
    assert [v.text for v in claim.attribution] == voices


def test_an_organ_is_that_of_the_state_in_whose_capital_it_sits(reader: Reader) -> None:
    text = (
        "Syrian troops entered Saraqib. Russian police entered it later, the defence ministry in Moscow said."
    )
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
