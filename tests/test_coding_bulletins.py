"""Holds as agencies, monitors and press offices word them, read from text to claim: entries under a place's name, what holds for the
moment, what is left to whom, whose men they are and who says so."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.coding import Reader
from sandtable.terms import Claim, Factuality, Kind, Report

PUBLISHED = date(2016, 6, 15)  # a Wednesday
CAPTURE, LEFT, HOLDS = Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL

# sentence; kind, actor, place
TOLD = (
    # entries of a bulletin
    ("Goma: in M23 hands since Monday.", HOLDS, "actor:m23", "Goma"),
    ("Kobani: under the control of the YPG; no change.", HOLDS, "actor:ypg", "Kobani"),
    ("Daily note. Jaar: seized by al-Qaeda on Friday; at least 18 killed; the road is cut.", CAPTURE, "actor:al-qaeda", "Jaar"),
    ("Sirte: held by Islamic State, three air strikes.", HOLDS, "actor:isis", "Sirte"),
    ("Babanusa: lost to the RSF on Friday.", CAPTURE, "actor:rsf", "Babanusa"),
    # for a while
    ("Manbij is for the moment in the hands of Islamic State.", HOLDS, "actor:isis", "Manbij"),
    ("Goma is at present under the control of the M23.", HOLDS, "actor:m23", "Goma"),
    ("Gao is today, Wednesday, under the full control of the Malian army.", HOLDS, "actor:malian-armed-forces", "Gao"),
    # to whom it is left
    ("The rebels left Gao to the Malian army and went home.", LEFT, "actor:malian-armed-forces", "Gao"),
    ("The HVO withdrew from Jajce, leaving the town to the Bosnian Serbs.", LEFT, "actor:vrs-bosnia", "Jajce"),
    # who speaks of whose
    ("JNIM fighters overran Djibo, killing soldiers and VDP volunteers. The militants hold the town.", HOLDS, "actor:jnim", "Djibo"),
    ("The RSF denied that the army had entered Bara. \"We control the town,\" its spokesman said.", HOLDS, "actor:rsf", "Barah"),
    ("Islamic State, says the Iraqi army, has left Ramadi.", LEFT, "actor:isis", "Ramadi"),
    ("The heroes of the Iraqi army have today, Wednesday, liberated Ramadi.", CAPTURE, "actor:iraqi-army", "Ramadi"),
    # whose men
    ("Troops of 7 Division of the Nigerian Army have recaptured Gwoza.", CAPTURE, "actor:nigerian-armed-forces", "Gwoza"),
    ("Formations of the Western Military District of the Russian Armed Forces captured Lyman.", CAPTURE, "actor:russian-armed-forces", "Lyman"),
    ("Fighters of the al-Qaeda affiliate JNIM captured Djibo.", CAPTURE, "actor:jnim", "Djibo"),
    ("Fighters of the Tuareg movement MNLA seized Gao.", CAPTURE, "actor:mnla", "Gao"),
    ("Bria is in the hands of the Seleka gangs.", HOLDS, "actor:seleka", "Bria"),
    ("The FRD mercenaries, who held Adre since May, have fled.", HOLDS, "actor:new/frd", "Adre"),
    ("Iraqi counter-terrorism troops took Ramadi on Sunday.", CAPTURE, "actor:iraqi-cts", "Ramadi"),
    ("Azaz fell as the Free Syrian Army's last rearguard left Azaz.", LEFT, "actor:free-syrian-army", "Azaz"),
)  # fmt: skip

# sentence; kind that none is told of
NOT_TOLD = (
    ("Goma: a city in the hands of fear.", HOLDS),
    ("The meeting is today in the town hall.", HOLDS),
    ("The army has taken Sinja, fleeing residents said.", LEFT),
    ("Syrian anti-government forces held a meeting in Doha.", CAPTURE),
)

# sentence; kind; the words for who says it
SAID = (
    ("The Russians have held Bashtanka since then, Vitaliy Kim, the governor of Mykolaiv region, said.", HOLDS, "Vitaliy Kim"),
    ("According to Radio Gourma FM, the army retook Djibo on Sunday.", CAPTURE, "Radio Gourma FM"),
    ("The rebels hold the town of Sake, fleeing residents said.", HOLDS, "fleeing residents"),
    ("The army took Bria, army spokesman Jean Kolo said.", CAPTURE, "army spokesman Jean Kolo"),
    ("M23 rebels control Sake, Willy Ngoma, the group's military spokesman, told reporters.", HOLDS, "Willy Ngoma"),
    ("A commander acknowledged to Nile Wire that his men had lost Kosti.", LEFT, "A commander"),
)  # fmt: skip


def claims(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(Report("r", text, None, "Gazette", PUBLISHED)).claims


@pytest.mark.parametrize(("text", "kind", "actor", "place"), TOLD)
def test_told(reader: Reader, text: str, kind: Kind, actor: str, place: str) -> None:
    found = [c for c in claims(reader, text) if c.kind is kind]
    names = {r.entity.name for c in found for r in c.roles if r.role == "place" and r.entity is not None}
    ids = {r.entity.id for c in found for r in c.roles if r.role in ("actor", "to") and r.entity is not None}
    assert any(place in n for n in names) and actor in ids, found


@pytest.mark.parametrize(("text", "kind"), NOT_TOLD)
def test_not_told(reader: Reader, text: str, kind: Kind) -> None:
    assert [c for c in claims(reader, text) if c.kind is kind] == []


@pytest.mark.parametrize(("text", "kind", "voice"), SAID)
def test_said(reader: Reader, text: str, kind: Kind, voice: str) -> None:
    (claim,) = (c for c in claims(reader, text) if c.kind is kind)
    assert [v.text for v in claim.attribution] == [voice]
    assert all(r.role != "to" for r in claim.roles)  # who is told gets nothing


def test_what_stands_behind_the_colon_of_a_denial_is_not_denied(reader: Reader) -> None:
    found = claims(reader, "The M23 deny that the army has taken Sake: our fighters hold Sake in full today.")
    assert {c.kind: c.factuality for c in found if c.kind in (CAPTURE, HOLDS)} == {
        CAPTURE: Factuality.DENIED,
        HOLDS: Factuality.ASSERTED,
    }


def test_forces_against_a_government_are_not_its_own(reader: Reader) -> None:
    (claim,) = (
        c for c in claims(reader, "Syrian anti-government forces captured Azaz.") if c.kind is CAPTURE
    )
    assert all(
        r.entity is None or r.entity.id != "actor:syrian-armed-forces"
        for r in claim.roles
        if r.role == "actor"
    )


def test_a_named_spokesman_is_his_partys(reader: Reader) -> None:
    text = "The Malian army retook Djenne on Sunday, army spokesman Idrissa Traore said."
    (claim,) = (c for c in claims(reader, text) if c.kind is CAPTURE)
    assert [v.name for v in claim.attribution] == ["Malian Armed Forces spokesman Idrissa Traore"]


def test_each_of_two_verbs_has_its_own_day(reader: Reader) -> None:
    text = "The M23 controlled Sake on Sunday and it controls Sake today, two drivers told us."
    days = [c.time.earliest for c in claims(reader, text) if c.kind is HOLDS and c.time is not None]
    assert days == ["2016-06-12", "2016-06-15"]


def test_a_rebel_coalitions_spokesman_speaks_for_it(reader: Reader) -> None:
    text = "CPC fighters took Bria on Sunday, the rebel coalition's spokesman said."
    report = Report("r", text, None, "Gazette", date(2021, 2, 7))
    (claim,) = (c for c in reader.read(report).claims if c.kind is CAPTURE)
    assert [v.name for v in claim.attribution] == ["Coalition of Patriots for Change"]
