"""The many ways in which reports say who took, left or holds a place, read from text to claim: other wars, other names."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.coding import Reader
from sandtable.terms import Claim, Factuality, Kind, Report

PUBLISHED = date(2016, 6, 15)  # a Wednesday
SUNDAY, FRIDAY = "2016-06-12", "2016-06-10"
CAPTURE, LEFT, HOLDS = Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL

# sentence; kind, actor, place; the day where one is asked for
TOLD = (
    # whose men
    ("Boko Haram struck at dawn. Its fighters overran Gwoza on Sunday.", CAPTURE, "actor:boko-haram", "Gwoza", SUNDAY),
    ("The Houthis pressed south. The group's gunmen took Taiz on Sunday.", CAPTURE, "actor:houthis", "Taiz", SUNDAY),
    ("Troops loyal to the Syrian government captured Azaz on Sunday.", CAPTURE, "actor:syrian-armed-forces", "Azaz", SUNDAY),
    ("Insurgents led by Ansar Dine seized Kidal on Sunday.", CAPTURE, "actor:ansar-dine", "Kidal", SUNDAY),
    # passives without an agent, and nouns
    ("Ramadi was retaken from Islamic State on Sunday.", LEFT, "actor:isis", "Ramadi", SUNDAY),
    ("Gwoza was cleared of Boko Haram fighters on Friday.", LEFT, "actor:boko-haram", "Gwoza", FRIDAY),
    ("Goma was ceded to M23 on Sunday.", CAPTURE, "actor:m23", "Goma", SUNDAY),
    ("Goma had been lost to M23 on Friday.", CAPTURE, "actor:m23", "Goma", FRIDAY),
    ("The handover of Kirkuk to the Iraqi army took place on Friday.", CAPTURE, "actor:iraqi-army", "Kirkuk", None),
    ("The expulsion of Islamic State from Sirte on Friday was celebrated.", LEFT, "actor:isis", "Sirte", FRIDAY),
    ("Kyiv's general staff has admitted the loss of Lyman.", LEFT, "actor:ukrainian-armed-forces", "Lyman", None),
    ("Ethiopian troops threw the Tigray People's Liberation Front out of Kobo on Sunday.", CAPTURE, "actor:endf", "Kobo", SUNDAY),
    ("Army units restored security and stability to the town of Morek in Syria today.", CAPTURE, "actor:syrian-arab-army", "Morek", "2016-06-15"),
    # what is seen
    ("The black flag of Islamic State was flying over Ramadi on Sunday.", HOLDS, "actor:isis", "Ramadi", SUNDAY),
    ("Ramadi was quiet. Iraqi troops raised the flag over the town hall on Sunday.", CAPTURE, "actor:iraqi-security-forces", "Ramadi", SUNDAY),
    ("Ramadi changed hands on Sunday when Islamic State stormed it.", CAPTURE, "actor:isis", "Ramadi", SUNDAY),
    ("Russian troops overran the last Ukrainian positions in Lyman on Sunday.", CAPTURE, "actor:russian-armed-forces", "Lyman", SUNDAY),
    # whose garrison, which place, between whom
    ("The RCD garrison abandoned Bukavu on Sunday.", LEFT, "actor:rcd-congo", "Bukavu", SUNDAY),
    ("The Ethiopian army withdrew from Alamata on Sunday, leaving the town to the TPLF.", LEFT, "actor:endf", "the town", SUNDAY),
    ("M23 has ordered a curfew in Goma, which it has held since Sunday.", HOLDS, "actor:m23", "Goma", None),
    ("Many families stay in Sake, west of Goma, which M23 has held since Sunday.", HOLDS, "actor:m23", "Sake", None),
    ("M23 overran Goma on Sunday. The fighters drove in from the Sake side and were in possession of the entire town by midnight.", HOLDS, "actor:m23", "Goma", SUNDAY),
    ("Tigrayan authorities conceded the loss of Alamata. Alamata fell to the federal army of Ethiopia on Sunday.", LEFT, "actor:tplf", "Alamata", None),
    ("Goma is contested between the Congolese army and M23.", HOLDS, "actor:m23", "Goma", None),
    ("Umm Ruwaba is contested. There was street fighting between the army and the Rapid Support Forces on Sunday.", HOLDS, "actor:rsf", "Umm Ruwaba", None),
    # when
    ("Goma changed hands on Sunday: M23 captured the town.", CAPTURE, "actor:m23", "the town", SUNDAY),
    ("Aid came to Goma on Sunday: M23 had captured the town.", CAPTURE, "actor:m23", "the town", None),
    ("The Congolese army left on Sunday, and by noon M23 had captured Goma.", CAPTURE, "actor:m23", "Goma", SUNDAY),
    ("M23 has held Goma since Sunday, when its fighters overran the town.", CAPTURE, "actor:m23", "the town", SUNDAY),
    # words of taking
    ("M23 rebels took charge of Goma airport on Sunday.", CAPTURE, "actor:m23", "Goma", SUNDAY),
    ("Syrian rebels marched unopposed into Idlib on Friday.", CAPTURE, "actor:syrian-opposition", "Idlib", FRIDAY),
    ("Iraqi troops entered Tal Afar without firing a shot.", CAPTURE, "actor:iraqi-security-forces", "Tal Afar", None),
    ("Kirkuk went to the Iraqi army on Friday.", CAPTURE, "actor:iraqi-army", "Kirkuk", FRIDAY),
    ("Palmyra succumbed to Islamic State.", CAPTURE, "actor:isis", "Palmyra", None),
    ("Palmyra was handed to the army of Syria on Sunday.", CAPTURE, "actor:syrian-arab-army", "Palmyra", SUNDAY),
    ("Palmyra returned to government control on Sunday.", CAPTURE, "actor:government-of-syria", "Palmyra", SUNDAY),
    ("Tobruk fell to the Germans on Sunday.", CAPTURE, "actor:germany", "Tobruk", SUNDAY),
    ("The Syrian army brought Palmyra under its control.", CAPTURE, "actor:syrian-arab-army", "Palmyra", None),
    # states
    ("Morek remains ISIL-held.", HOLDS, "actor:isis", "Morek", None),
    ("The Afghan army has Kunduz under control.", HOLDS, "actor:afghan-national-army", "Kunduz", None),
    ("Babanusa has been the RSF's since May.", HOLDS, "actor:rsf", "Babanusa", None),
    ("Bria remains under the rebels of Seleka.", HOLDS, "actor:seleka", "Bria", None),
    ("With Palmyra in its hands, Islamic State turned to Homs.", HOLDS, "actor:isis", "Palmyra", None),
    ("Goma continues in M23's hands.", HOLDS, "actor:m23", "Goma", None),
    ("The Philippine military declared Marawi liberated on Sunday.", CAPTURE, "actor:philippines/forces", "Marawi", SUNDAY),
    ("The Kosovo Liberation Army controlled Malisevo until Serbian forces took it back on Sunday.", CAPTURE, "actor:serbia/forces", "it", SUNDAY),
    ("Knin was in Croatian hands by noon on Sunday.", HOLDS, "actor:croatia", "Knin", None),
    ("By nightfall the Croatian army was in full possession of Knin.", HOLDS, "actor:croatia/army", "Knin", None),
    ("The Taliban hold twelve districts including Nawa and Garmser.", HOLDS, "actor:taliban", "Nawa", None),
    ("Islamic State rules in Raqqa.", HOLDS, "actor:isis", "Raqqa", None),
    ("Mujao remains the sole authority in Gao.", HOLDS, "actor:mujao", "Gao", None),
    ("The SDF holds the airport of Manbij and most of the city.", HOLDS, "actor:sdf", "most of the city", None),
    ("The dead of Baga cannot be counted: the town is in the hands of Boko Haram. A man puts the toll in the hundreds.", HOLDS, "actor:boko-haram", "Baga", None),
    ("Most of Debaltseve is under the control of Russian troops.", HOLDS, "actor:russian-armed-forces", "Most of Debaltseve", None),
    ("Manbij is now ISIL-held.", HOLDS, "actor:isis", "Manbij", None),
    ("Morek, rebel-held since November, is quiet. Syria's army shelled it.", HOLDS, "actor:syrian-opposition", "Morek", None),
    ("Ramadi is once more in the hands of the Iraqi army.", HOLDS, "actor:iraqi-army", "Ramadi", None),
    ("All of Manbij is in the hands of the Syrian Democratic Forces.", HOLDS, "actor:sdf", "Manbij", None),
    ("Baiji was stormed on Monday. The Iraqi army now controls all its districts.", HOLDS, "actor:iraqi-army", "Baiji", None),
    ("Nobody can go home, for the town of Manbij has been ruled by Islamic State since January.", HOLDS, "actor:isis", "Manbij", None),
    ("Islamic State is in charge in Manbij.", HOLDS, "actor:isis", "Manbij", None),
    ("In Manbij, where Islamic State is in power, schools are shut.", HOLDS, "actor:isis", "Manbij", None),
    ("Manbij remained with Islamic State.", HOLDS, "actor:isis", "Manbij", None),
    ("Raqqa is the only provincial capital still held by Islamic State.", HOLDS, "actor:isis", "Raqqa", None),
    ("Manbij, under Islamic State control since 2014, was bombed on Sunday.", HOLDS, "actor:isis", "Manbij", None),
    ("Manbij, in Islamic State's possession since mid-April, was bombed.", HOLDS, "actor:isis", "Manbij", None),
    ("With Tigrayan forces back in Tigray, the federal government runs Lalibela.", HOLDS, "actor:ethiopia/government", "Lalibela", None),
    # where
    ("EL OBEID - Bara has been in the grip of the Rapid Support Forces for two years.", HOLDS, "actor:rsf", "Barah", None),
    ("Lyman, recaptured by Russia last week, is being turned into a fortress.", CAPTURE, "actor:russia", "Lyman", None),
    ("M23 took the capital of North Kivu on Sunday.", CAPTURE, "actor:m23", "Goma", SUNDAY),
    ("Sudan's army retook the capital on Friday.", CAPTURE, "actor:sudanese-armed-forces", "Khartoum", FRIDAY),
    # when
    ("The army of Iraq regained Baiji the day before yesterday.", CAPTURE, "actor:iraqi-army", "Baiji", "2016-06-13"),
)  # fmt: skip

DENIED = (
    "Reports that the Syrian army had retaken Morek are untrue.",
    "The claim that the Syrian army had taken Morek is false.",
    "It is not true that the Syrian army has taken Morek.",
    "Morek is out of the Syrian government's hands.",
    "Morek is outside the Syrian government's control.",
    "The monitors found no evidence that the Syrian army had taken Morek.",
    "The rumours that the Syrian army had taken Morek were a fabrication, the governor said.",
    "The Syrian army denied any intention to occupy Morek.",
    "The Syrian army denied that its men would hold Morek.",
    "At no point did the Syrian army hold Morek.",
    "The Syrian army abandoned an attempt to take Morek.",
    "Rebels repelled a bid by the Syrian army to take Morek.",
    "Neither side can be said to control Morek.",
)
HEDGED = (
    "Has the Syrian army retaken Morek?",
    "Will the Syrian army hold Morek?",
    "Is it true that the Syrian army has taken Morek?",
    "The minister asked whether the Syrian army had taken Morek.",
    "On paper the Syrian government rules Morek.",
    "The Syrian army, if its enemies are to be believed, has lost Morek.",
)
SO = (
    "There is no doubt that the Syrian army has taken Morek.",
    "Why did the Syrian army abandon Morek?",
    "The Syrian army admitted that it had lost Morek.",
)
# a hold that begins, and one that lasts
BEGUN = (
    ("The Houthis meant to have Hays by Friday.", CAPTURE),
    ("Houthi fighters had Hays by noon.", CAPTURE),
    ("Chadian infantry was waiting to occupy Faya.", CAPTURE),
    ("Houthi fighters had Hays until Friday.", HOLDS),
    ("Armenia will continue to occupy Lachin.", HOLDS),
    ("Armenia occupies Lachin.", HOLDS),
    ("The town of Lachin, which Armenia has occupied since May, was shelled.", HOLDS),
    ("Armenian troops still occupied Lachin.", HOLDS),
    ("Armenian troops occupied Lachin on Monday.", CAPTURE),
)

# words of taking, leaving and holding where no place is held; or not by whom, or not where, it seems
HELD_NOT = (
    # what moves is no place
    "Tuareg rebels seized two army trucks near Menaka on Monday.",
    "The Peruvian army lost three helicopters near Ayacucho.",
    "Chadian soldiers took the train to Moundou.",
    # votes
    "Renamo's party lost Nampula by nine thousand votes.",
    "Hamas captured Nablus and two other seats in the election.",
    # what is asked, and who holds nothing
    "Who holds Vuhledar now?",
    "The spokesman could not say who controls Baidoa.",
    "Historians hold Verdun in awe.",
    "The judge took control of the hearing in The Hague.",
    "Locust control in Turkana covered nine thousand hectares.",
    # a stronghold that is one no more, and a capital that only says which town is meant
    "Bangassou is a former stronghold of the Union for Peace.",
    "Laiza, the capital of the Kachin rebels, was quiet.",
    # what is left behind, kept in a state, withdrawn without anybody leaving
    "The rebels left behind nine tanks in Bambari.",
    "Rwandan troops keep the road to Goma open.",
    "The opposition withdrew its motion in Dakar.",
    "Grozny changed hands three times.",
    "Russian troops were in Bria by noon and left two guards.",
    "The ambassador left Kabul on Monday.",
    "Residents abandoned Avdiivka in the winter.",
    "The minister surrendered his passport in Bamako.",
    "Firefighters took control of the blaze in Attica.",
    "Arsenal took Chelsea apart in London.",
    "Ukrainian forces control the skies over Kherson.",
    "The army took down a barricade in Tyre.",
    "The Ukrainian army cleared Kupiansk of mines.",
    "The Cameroonian army has Kumba in its sights.",
    "A Russian spokesman said that Bria too is under its control.",
)
# who left, and whence, where the sentence leaves it to the one before or beside it
LEFT_THERE = (
    "M23 captured Sake on Monday and withdrew on Tuesday.",
    "Congolese soldiers entered Sake on Friday after the garrison surrendered.",
    "Congolese soldiers entered Sake. Its defenders had left.",
    "M23 seized Sake after the garrison had decamped.",
)
HELD = (
    ("Ugandan troops captured Bunia a week before the election.", CAPTURE, "Bunia"),
    ("The army of Peru lost three helicopters and the town of Uchiza.", LEFT, "Uchiza"),
    ("The M23 kept control of Rutshuru during the vote.", HOLDS, "Rutshuru"),
    ("Fano militiamen took control of the town hall in Gondar.", CAPTURE, "Gondar"),
    ("Rebels seized the polling station in Kumba.", CAPTURE, "Kumba"),
    ("Gbarnga remains the capital of the rebels.", HOLDS, "Gbarnga"),
    ("Grozny is in the hands of the rebels.", HOLDS, "Grozny"),
    ("The Ukrainian army cleared Kupiansk of rebels.", CAPTURE, "Kupiansk"),
    ("Rebels secured a foothold in Bria.", HOLDS, "Bria"),
    ("The Ethiopian garrison left Adigrat.", LEFT, "Adigrat"),
)


# Nobody takes or holds a place by these.
UNTOLD = (
    "The spokesman would not say who ran the town of Bria.",
    "The ruling party retained control of the provincial assembly in Idlib.",
    "The army of Mali regained control of the situation in Gao.",
    "Israeli troops kept to the road in Gaza.",
    "The minister walked into Bunia without a fight.",
    "The army went to Bunia.",
    "The rebels, a band of forty from Bouake, have yet to take Bunia.",
    "French and Malian troops controlled all access to Timbuktu.",
    "The Taliban now hold all but the capital of Samangan.",
    "The court ruled in Paris that the sale was void.",
    "The party won Bunia with 60 per cent of the vote.",
    "Bria is the army's main worry.",
    "Firefighters brought the fire in Latakia under control.",
    "Insurgents seized nine estate managers near Gimbi.",
)


def _claims(reader: Reader, text: str, publisher: str | None = None) -> tuple[Claim, ...]:
    return reader.read(Report("0" * 64, text, None, publisher, PUBLISHED)).claims


def _says(claim: Claim, role: str) -> set[str]:
    return {r.entity.id for r in claim.fillers(role) if r.entity}


def _at(claim: Claim, place: str) -> bool:
    return any(r.entity and (place == r.entity.name or place in r.text) for r in claim.fillers("place"))


@pytest.mark.parametrize("text, kind, actor, place, day", TOLD)
def test_who_took_left_or_holds_it(
    reader: Reader, text: str, kind: Kind, actor: str, place: str, day: str | None
) -> None:
    found = [c for c in _claims(reader, text) if c.kind is kind and _at(c, place)]
    assert [c for c in found if actor in _says(c, "actor") and c.factuality is Factuality.ASSERTED]
    if day is not None:
        assert day in {c.time.latest for c in found if c.time}


@pytest.mark.parametrize("text", UNTOLD)
def test_who_neither_takes_nor_holds_it(reader: Reader, text: str) -> None:
    assert not [c for c in _claims(reader, text) if c.kind in (CAPTURE, HOLDS)]


@pytest.mark.parametrize("text", DENIED)
def test_what_is_said_not_to_be_so_is_denied(reader: Reader, text: str) -> None:
    moving = [c for c in _claims(reader, text) if c.kind in (CAPTURE, HOLDS)]
    assert moving and all(c.factuality is Factuality.DENIED for c in moving)


@pytest.mark.parametrize(
    "text, factuality",
    [*((t, Factuality.HEDGED) for t in HEDGED), *((t, Factuality.ASSERTED) for t in SO)],
)
def test_what_is_asked_or_so_in_name_alone_is_hedged(
    reader: Reader, text: str, factuality: Factuality
) -> None:
    moving = [c for c in _claims(reader, text) if c.kind in (CAPTURE, LEFT, HOLDS)]
    assert moving and all(c.factuality is factuality for c in moving)


@pytest.mark.parametrize("text, kind", BEGUN)
def test_a_hold_that_begins_is_a_capture(reader: Reader, text: str, kind: Kind) -> None:
    assert [c.kind for c in _claims(reader, text) if c.kind in (CAPTURE, HOLDS)] == [kind]


@pytest.mark.parametrize(
    "publisher, text, actor",
    (
        ("Iraqi Ministry of Defence", "Our units liberated Ramadi on Monday.", "actor:iraqi-security-forces"),
        ("Amaq", "Our fighters took Manbij on Sunday.", "actor:isis"),
        ("Syrian Democratic Forces", "We have captured Manbij.", "actor:sdf"),
        ("Sudanese Armed Forces", "Sennar is under the control of your armed forces.", "actor:sudanese-armed-forces"),
    ),
)  # fmt: skip
def test_a_party_that_publishes_means_itself(reader: Reader, publisher: str, text: str, actor: str) -> None:
    assert any(
        actor in _says(c, "actor") for c in _claims(reader, text, publisher) if c.kind in (CAPTURE, HOLDS)
    )


def test_our_own_are_nobodys_where_nobody_says_whose(reader: Reader) -> None:
    claims = _claims(reader, "Our forces stand at Hawija, and Islamic State holds only a strip of land.")
    assert not any("actor:isis" in _says(c, "actor") for c in claims if c.kind is Kind.PRESENCE)


def test_a_time_that_closes_an_aside_is_of_the_aside(reader: Reader) -> None:
    text = "Goma, which has been under the control of the March 23 Movement (M23) since Friday, was shelled on Sunday."
    times = {c.kind: (c.time.earliest, c.time.latest) for c in _claims(reader, text) if c.time}
    assert times == {HOLDS: (FRIDAY, None), Kind.ASSAULT: (SUNDAY, SUNDAY)}


@pytest.mark.parametrize(
    "text, day",
    (
        ("The Syrian army recaptured Manbij on Sunday, three days after losing it.", "2016-06-09"),
        ("Islamic State retook Tikrit on Sunday, two days after it had lost the town.", "2016-06-10"),
    ),
)
def test_what_came_so_many_days_before_is_counted_back(reader: Reader, text: str, day: str) -> None:
    (lost,) = (c for c in _claims(reader, text) if c.kind is LEFT)
    assert lost.time is not None and (lost.time.earliest, lost.time.latest) == (day, day)
    assert text[lost.time.start : lost.time.end] == lost.time.text


def test_what_came_before_an_event_is_no_later_than_it(reader: Reader) -> None:
    (lost,) = (
        c for c in _claims(reader, "The army recaptured Palmyra on Sunday after losing it.") if c.kind is LEFT
    )
    assert lost.time is not None and (lost.time.earliest, lost.time.latest) == (None, SUNDAY)


@pytest.mark.parametrize("text", HELD_NOT)
def test_words_of_holding_that_hold_no_place_are_no_claims(reader: Reader, text: str) -> None:
    assert not [c for c in _claims(reader, text) if c.kind in (CAPTURE, LEFT, HOLDS)]


@pytest.mark.parametrize("text, kind, place", HELD)
def test_such_words_do_hold_beside_votes_vehicles_and_sites(
    reader: Reader, text: str, kind: Kind, place: str
) -> None:
    held = [c for c in _claims(reader, text) if c.kind is kind]
    assert any(place in r.text for c in held for r in c.fillers("place"))


@pytest.mark.parametrize("text", LEFT_THERE)
def test_the_place_that_is_left_is_the_one_just_told_of(reader: Reader, text: str) -> None:
    (left,) = (c for c in _claims(reader, text) if c.kind is LEFT)
    assert [r.entity.name for r in left.fillers("place") if r.entity] == ["Sake"]


@pytest.mark.parametrize(
    "text",
    (
        "The Congolese army lost ground near Goma.",
        "Congolese troops withdrew from a village north of Goma.",
        "Congolese troops withdrew from a village outside Goma.",
        "M23 took a village near Goma.",
    ),
)
def test_what_lies_near_a_town_is_not_the_town(reader: Reader, text: str) -> None:
    (claim,) = (c for c in _claims(reader, text) if c.kind in (CAPTURE, LEFT))
    assert "Goma" not in {r.entity.name for r in claim.fillers("place") if r.entity}


def test_who_took_one_town_and_left_for_another_is_not_put_back(reader: Reader) -> None:
    (left,) = (c for c in _claims(reader, "M23 captured Sake and withdrew to Masisi.") if c.kind is LEFT)
    assert not left.fillers("place")


def test_who_falls_back_on_a_town_does_not_leave_it(reader: Reader) -> None:
    (back,) = (c for c in _claims(reader, "Eritrean troops fell back on Adigrat.") if c.kind is LEFT)
    (gone,) = (c for c in _claims(reader, "Eritrean troops fell back from Adigrat.") if c.kind is LEFT)
    assert not _at(back, "Adigrat") and _at(gone, "Adigrat")


def test_those_who_flee_and_speak_are_not_those_who_came(reader: Reader) -> None:
    claims = _claims(reader, "Boko Haram has seized Baga, a senator and fleeing fishermen said.")
    (taken,) = (c for c in claims if c.kind is CAPTURE)
    assert [a.text for a in taken.attribution] == ["a senator", "fleeing fishermen"]
    longer = _claims(
        reader,
        "Boko Haram has seized Baga, on the shore of Lake Chad, and the headquarters there of a force, a senator and fleeing fishermen said.",
    )
    assert not [c for c in (*claims, *longer) if c.kind is LEFT]


@pytest.mark.parametrize(
    "text, taken",
    (
        ("The rebels took Goma but not Sake.", ["Goma"]),
        ("The rebels captured not only Goma but Sake.", ["Goma", "Sake"]),
        ("The rebels captured everything in the north but the airport of Goma.", []),
    ),
)
def test_what_is_left_out_is_not_taken(reader: Reader, text: str, taken: list[str]) -> None:
    found = [c for c in _claims(reader, text) if c.kind is CAPTURE]
    assert [r.text for c in found for r in c.fillers("place")] == taken


def test_a_pronoun_says_on_what_the_sentence_before_reports(reader: Reader) -> None:
    text = "The Congo Monitor reports that the Congolese army has left Goma. M23 is in control of the town, it says."
    (held,) = (c for c in _claims(reader, text) if c.kind is HOLDS)
    assert [v.name for v in held.attribution] == ["Congo Monitor"]


def test_who_orders_something_in_a_town_does_not_say_that_it_holds_it(reader: Reader) -> None:
    text = "M23 has ordered a curfew in Goma, which it has held since Sunday, according to Radio Kivu."
    (held,) = (c for c in _claims(reader, text) if c.kind is HOLDS)
    assert [v.name for v in held.attribution] == ["Radio Kivu"]


def test_who_has_the_last_word_does_nothing_in_what_is_told(reader: Reader) -> None:
    text = "Seven soldiers died in the crossfire, the hospital said."
    assert all("hospital" not in r.text for c in _claims(reader, text) for r in c.roles)


def test_what_is_feared_has_not_happened(reader: Reader) -> None:
    for text in ("An M23 attack on Goma is feared.", "Residents fear an attack by M23 on Goma."):
        (attack,) = (c for c in _claims(reader, text) if c.kind is Kind.ASSAULT)
        assert attack.factuality is Factuality.HEDGED, text


def test_the_press_service_of_a_party_speaks_of_its_fighters(reader: Reader) -> None:
    text = (
        "The press service of the Luhansk People's Republic reports that its fighters took Popasna on Sunday."
    )
    (taken,) = (c for c in _claims(reader, text) if c.kind is CAPTURE)
    assert "actor:lpr" in _says(taken, "actor")


def test_our_town_is_that_of_which_the_paper_bears_the_name(reader: Reader) -> None:
    def places(text: str, publisher: str) -> set[str]:
        return {
            r.entity.name if r.entity else "" for c in _claims(reader, text, publisher) if c.kind is HOLDS
            for r in c.fillers("place")
        }  # fmt: skip

    assert places("The MNLA controls our town.", "Gao Radio") == {"Gao"}
    assert places("The MNLA of Mali controls our town.", "Sahel Press Agency") == {""}
    assert places('"The MNLA controls our town," a trader in Mali said.', "Gao Radio") == {""}


def test_our_militia_is_that_of_the_party_that_says_so(reader: Reader) -> None:
    text = "Our militia withdrew from Popasna on Sunday."
    (gone,) = (
        c for c in _claims(reader, text, "Press service of the Luhansk People's Republic") if c.kind is LEFT
    )
    assert _says(gone, "actor") == {"actor:lpr"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("M23 seized Goma in March. The town was liberated on Sunday.", LEFT),
        ("M23 seized Goma on Friday. The town was recaptured on Sunday.", LEFT),
        (
            "Congolese troops took Goma on Sunday. The town was liberated after three days of fighting.",
            CAPTURE,
        ),
        ("Congolese troops recaptured Goma on Sunday. The town was retaken without a shot.", CAPTURE),
        ("M23 seized Goma in March. The town was cleared on Sunday.", None),
        ("M23 seized Goma in March. An operation to recover it is being prepared.", None),
    ],
)
def test_what_is_retaken_by_nobody_told_of_is_lost_by_who_took_it(
    reader: Reader, text: str, kind: Kind | None
) -> None:
    first, *then = (c for c in _claims(reader, text) if c.kind in (CAPTURE, LEFT))
    assert [c.kind for c in then] == ([] if kind is None else [kind])
    assert all(_says(c, "actor") == _says(first, "actor") for c in then)


def test_who_enters_a_town_has_not_besieged_it(reader: Reader) -> None:
    claims = _claims(reader, "The Congolese army entered Goma. The siege of the city has been lifted.")
    assert not [c for c in claims if c.kind is Kind.SIEGE]
