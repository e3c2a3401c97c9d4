"""Whom words for soldiers, rebels and the state mean where a report names no party: read from text to claim."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.coding import Reader
from sandtable.terms import Kind, Report

CAPTURE, LEFT, HOLDS = Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL

NOBODY = "nobody"  # no such claim

# publisher; text; kind, actor
TOLD = (
    ("Wire", "Kilinochchi has been held by government troops since March, aid workers in Mallavi said.", HOLDS, "actor:sri-lanka/forces"),
    ("Wire", "The southern port of Aden was calm. Government troops retook Aden on Friday as warplanes of the United Arab Emirates circled.",
     CAPTURE, "actor:yemeni-armed-forces"),
    ("Wire", "Government forces recaptured Tubmanburg on Friday.", CAPTURE, "actor:liberia/forces"),
    ("Wire", "Maiduguri was quiet on Saturday. Soldiers had retaken the town.", CAPTURE, "actor:nigerian-armed-forces"),
    ("Wire", "The flag of the Republic has flown over Bangui since Friday.", HOLDS, "actor:central-african-republic/government"),
    ("Wire", "Rwandan troops entered Goma. Soldiers hold Goma.", HOLDS, None),
    ("Wire", "Ukrainian troops hold Sudzha. The army took Sudzha on Friday.", CAPTURE, "actor:ukrainian-armed-forces"),
    ("Wire", "Suspected militants overran Palma on Friday.", CAPTURE, "actor:new/suspected-militants"),
    ("Wire", "The rebels hold Nukus.", HOLDS, "actor:new/rebels@"),
    ("Wire", "The rebels held Nukus. They left Nukus on Friday.", LEFT, "actor:new/rebels@"),
    ("Wire", "Fighters hold Nukus.", HOLDS, None),
    ("Wire", "Army columns regained full control of El Obeid on Friday.", CAPTURE, "actor:sudanese-armed-forces"),
    ("Wire", "The government garrison left Marka on Friday.", LEFT, "actor:somali-armed-forces"),
    ("Wire", "Units of the presidential guard took Bouar on Friday.", CAPTURE, "actor:central-african-republic/forces"),
    ("Wire", "A column of rebels left Nukus on Friday.", LEFT, None),
    ("Wire", "Georgian armed formations left Gali on Friday.", LEFT, "actor:georgia/forces"),
    ("Wire", "The Kachin army has held Bhamo since May.", HOLDS, "actor:kia"),
    ("Wire", "Derventa has been in Bosnian Serb hands since May.", HOLDS, "actor:vrs-bosnia"),
    ("Wire", "The HVO lost Brod on Thursday. The Croatian force retook Brod on Friday.", CAPTURE, "actor:hvo-bosnia"),
    ("Wire", "Mali's army left Kidal on Friday.", LEFT, "actor:malian-armed-forces"),
    ("Wire", "Goma has been under the M23 for a week. Its fighters entered on Friday and control the city.", HOLDS, "actor:m23"),
    ("Wire", "The defence ministry of Abkhazia said its troops had taken Gagra.", CAPTURE, "actor:abkhazia"),
    ("Wire", "Axum was under Eritrean control on Friday.", HOLDS, "actor:eritrea"),
    ("Wire", "Derventa was under Serb control on Friday.", HOLDS, "actor:"),
    ("Wire", "The Ethiopian army took Alamata. Eritrean soldiers reached Adwa. The army took Korem on Friday.", CAPTURE, "actor:endf"),
    ("Wire", "Rutba is in government hands. The army drove the gunmen out on Friday.", CAPTURE, "actor:iraqi-army"),
    ("Wire", "Popasna was retaken on Friday, Russian media said.", CAPTURE, NOBODY),
    ("Wire", "The flag of Azawad has flown over Gao since Friday.", HOLDS, NOBODY),
    ("Wire", "A convoy of displaced families left Goma on Friday.", LEFT, NOBODY),
    # in a party's own report
    ("MNLA Communications Bureau", "Gao is under the control of our forces.", HOLDS, "actor:mnla"),
    ("LURD National Executive Committee", "We left Tubmanburg on Friday.", LEFT, "actor:lurd"),
    ("LURD National Executive Committee", "Our gallant fighters are in full control of Tubmanburg.", HOLDS, "actor:lurd"),
    ("Northern Highland Front", "We left Nukus on Friday.", LEFT, "actor:new/northern-highland-front"),
    ("QRZ Political Bureau", "Our fighters captured Nukus on Friday.", CAPTURE, "actor:new/qrz"),
    ("Nukus Daily News", "We left Nukus on Friday.", LEFT, None),
)  # fmt: skip


@pytest.mark.parametrize(("publisher", "text", "kind", "actor"), TOLD)
def test_whom_it_means(reader: Reader, publisher: str, text: str, kind: Kind, actor: str | None) -> None:
    claims = reader.read(Report("0" * 64, text, None, publisher, date(2002, 6, 15))).claims
    found = [
        role.entity.id if role.entity else None
        for claim in claims
        if claim.kind is kind
        for role in claim.fillers("actor")
    ]
    if actor == NOBODY:
        assert not found, claims
        return
    assert any(a == actor or (actor is not None and a is not None and a.startswith(actor)) for a in found), (
        claims
    )


# day; text; kind, actor: the same words mean another party in another year or land
DATED = (
    ("1998-07-20", "Serbian forces left Malisevo, in Kosovo. The army has controlled Orahovac since Monday.", HOLDS, "actor:serbia/forces"),
    ("2012-01-10", "In Kosovo, government forces hold Pristina.", HOLDS, "actor:kosovo/forces"),
    ("1998-07-20", "In Kosovo, ethnic Albanian guerrillas seized Orahovac.", CAPTURE, "actor:kla-kosovo"),
    ("2001-06-08", "In Macedonia, ethnic Albanian guerrillas seized Aracinovo.", CAPTURE, "actor:nla-macedonia"),
    ("2001-06-08", "In Macedonia, the National Liberation Army seized Aracinovo. The army withdrew from Aracinovo.", LEFT, "actor:north-macedonia/army"),
    ("2001-03-10", "Albanian soldiers controlled Kukes, in Albania, on Friday.", HOLDS, "actor:albania/forces"),
    ("1991-10-01", "In Croatia, the army captured Dubrovnik.", CAPTURE, "actor:jna"),
    ("1993-10-01", "In Croatia, the army captured Gospic.", CAPTURE, "actor:croatia/army"),
    ("1995-08-05", "In Croatia, Serb troops abandoned Knin.", LEFT, "actor:rsk-krajina"),
    ("1998-08-01", "Yugoslav troops captured Junik, Kosovo.", CAPTURE, "actor:vj-yugoslavia"),
    ("1991-11-18", "In Croatia, Yugoslav troops captured Vukovar.", CAPTURE, "actor:jna"),
    ("2022-03-01", "In Ukraine, the army left Hostomel.", LEFT, "actor:ukrainian-ground-forces"),
    ("2004-04-10", "In Iraq, Sadr's militia seized Najaf.", CAPTURE, "actor:mahdi-army"),
    ("1994-11-26", "In Chechnya, opposition forces seized Grozny.", CAPTURE, "actor:provisional-council-chechnya"),
    ("2009-05-04", "In Pakistan, the Taliban captured Mingora.", CAPTURE, "actor:swat-taliban"),
    ("2009-05-04", "In Afghanistan, the Taliban captured Musa Qala.", CAPTURE, "actor:taliban"),
    ("1995-12-05", "In Sri Lanka, SLA troops retook Jaffna.", CAPTURE, "actor:sri-lanka/army"),
    ("2004-05-01", "US-led forces captured Fallujah in Iraq on Friday.", CAPTURE, "actor:mnf-iraq"),
    ("2023-12-01", "In Myanmar, KIA-led forces seized Bhamo.", CAPTURE, "actor:kia"),
    ("2018-04-01", "In Gaza, occupation forces left Rafah.", LEFT, "actor:israeli-forces-abroad"),
    ("2023-12-01", "In Myanmar, the People's Defense Forces seized Kawlin.", CAPTURE, "actor:pdf-myanmar"),
    ("1994-07-04", "In Yemen, southern secessionists left Aden.", LEFT, "actor:south-yemen"),
    ("2019-08-10", "In Yemen, southern separatists seized Aden.", CAPTURE, "actor:southern-transitional-council"),
    ("1992-06-21", "In Moldova, Dniester guardsmen seized Bendery.", CAPTURE, "actor:transnistria"),
    ("2025-01-20", "In Colombia, FARC dissidents seized Tibu.", CAPTURE, "actor:farc-dissidents"),
)  # fmt: skip


@pytest.mark.parametrize(("day", "text", "kind", "actor"), DATED)
def test_whose_words_of_a_year_and_land_are(
    reader: Reader, day: str, text: str, kind: Kind, actor: str | None
) -> None:
    claims = reader.read(Report("0" * 64, text, None, "Wire", date.fromisoformat(day))).claims
    found = [
        role.entity.id if role.entity else None
        for claim in claims
        if claim.kind is kind
        for role in claim.fillers("actor")
    ]
    assert found and (found[-1] == actor or (actor and (found[-1] or "").startswith(actor))), claims


@pytest.mark.parametrize("place", ["Le Tampon in Réunion", "the town of Kourou in French Guiana"])
def test_soldiers_of_a_land_without_forces_of_its_own_are_read_all_the_same(
    reader: Reader, place: str
) -> None:
    reading = reader.read(
        Report("0" * 64, f"Soldiers took control of {place} on Friday.", None, "Wire", date(2002, 6, 15))
    )
    assert [c.kind for c in reading.claims] == [Kind.CAPTURE]
    assert not [w for w in reading.warnings if "coder" in w.message]


# day; text; kind, actor: of Africa's wars
OF_DAY = (
    ("2019-04-04", "Haftar's militia captured Gharyan on Friday.", CAPTURE, "actor:lna"),
    ("2003-06-15", "Forces loyal to President Charles Taylor withdrew from Tubmanburg on Friday.", LEFT, "actor:liberia/forces"),
    ("2008-10-28", "Rutshuru fell to rebels loyal to renegade general Laurent Nkunda on Friday.", CAPTURE, "actor:cndp-congo"),
    ("1999-06-15", "Bemba's rebels seized Gemena on Friday.", CAPTURE, "actor:mlc-congo"),
    ("2011-04-04", "Libya's rebels withdrew from Ajdabiya on Friday.", LEFT, "actor:libyan-rebels"),
    ("2012-04-04", "Mali's rebels captured Gao on Friday.", CAPTURE, None),
    ("2014-06-15", "Bouar fell to Christian militiamen on Friday.", CAPTURE, "actor:anti-balaka"),
    ("1998-06-01", "Makeni fell to junta troops on Friday.", CAPTURE, "actor:afrc-sierra-leone"),
    ("2018-09-15", "Kumbo has been held by separatist fighters since Friday.", HOLDS, "actor:ambazonia"),
    ("1997-04-15", "Government troops recaptured Yei on Friday.", CAPTURE, "actor:sudanese-armed-forces"),
    ("2025-01-27", "The Volunteers for the Defence of the Homeland captured Goma on Friday.", CAPTURE, "actor:wazalendo"),
    ("2021-03-28", "Insurgents seized Mocimboa da Praia on Friday. The jihadists control the town.", HOLDS, "actor:al-shabaab-mozambique"),
    ("2002-10-15", "Rebel soldiers captured Bouake on Thursday. Loyalist forces recaptured Bouake.", CAPTURE, "actor:ivory-coast/forces"),
    ("2010-08-24", "The White Army captured Rostov on Friday.", CAPTURE, "actor:new/white-army"),
    ("2012-07-01", "Islamist militants captured Gao on Friday.", CAPTURE, "actor:new/islamist-militants"),
)  # fmt: skip


@pytest.mark.parametrize(("day", "text", "kind", "actor"), OF_DAY)
def test_whom_it_means_on_a_day(reader: Reader, day: str, text: str, kind: Kind, actor: str | None) -> None:
    claims = reader.read(Report("0" * 64, text, None, "Wire", date.fromisoformat(day))).claims
    found = [
        role.entity.id if role.entity else None
        for claim in claims
        if claim.kind is kind
        for role in claim.fillers("actor")
    ]
    assert any(a == actor or (actor is not None and a is not None and a.startswith(actor)) for a in found), (
        claims
    )
