"""Claims and voices that hang on how a sentence is built rather than on one word of it: slips of the parse that are mended,
constructions without a predicate, speakers told by the order of words. The whole chain runs, from text to claim."""

from __future__ import annotations

import pytest

from sandtable.coding import Reader
from sandtable.intake import make_report
from sandtable.terms import Claim, Factuality, Kind

BUILT = (
    ("KINSHASA, Congo - The M23 rebels shelled a camp on Tuesday.", Kind.ASSAULT, {"actor": "M23", "target": "camp"}),
    ("Kigali supports the M23, whose leader, Bertrand Bisimwa, is under sanctions.", Kind.COMMAND, {"superior": "Bisimwa", "subordinate": "M23"}),
    ("The commander of the army's Third Brigade, General Paulo Sitoe, smiled.", Kind.COMMAND, {"superior": "Sitoe", "subordinate": "Third Brigade"}),
    ("Ugandan troops killed dozens of rebels and looted clinics.", Kind.COERCION, {"actor": "Ugandan", "target": "clinics"}),
    ("Rwanda denies bombing camps.", Kind.ASSAULT, {"actor": "Rwanda", "target": "camps"}),
    ("Chad condemned in the strongest terms the attack on its embassy.", Kind.STATEMENT, {"actor": "Chad", "target": "attack"}),
    ("The colonel commanded the troops that retook Beni, and was wounded there.", Kind.CASUALTY, {"victim": "colonel"}),
    ("He blamed Burundi for the attack on Uvira.", Kind.ASSAULT, {"actor": "Burundi", "target": "Uvira"}),
    ("The rebels took part in the attack on Goma.", Kind.ASSAULT, {"actor": "rebels", "place": "Goma"}),
    ("The strikes that Ethiopia carried out near Asmara stopped.", Kind.ASSAULT, {"actor": "Ethiopia", "place": "Asmara"}),
    ("The soldiers went back to their barracks.", Kind.MOVEMENT, {"actor": "soldiers", "destination": "barracks"}),
    ("In Kenya, gunmen attacked a bus near Mandera.", Kind.ASSAULT, {"actor": "gunmen", "place": "Mandera"}),
    ("The militias fought together with the Angolan army at Kitona.", Kind.ALLIANCE, {"actor": "Angolan"}),
    ("About 2,000 rebels are in the town of Beni.", Kind.PRESENCE, {"actor": "rebels", "place": "Beni"}),
    ("The raid killed 31 people, nine of them children.", Kind.CASUALTY, {"victim": "children", "quantity": "nine"}),
    ("The rebels under Laurent Nkunda left Masisi.", Kind.COMMAND, {"superior": "Nkunda", "subordinate": "rebels"}),
    ("Its 4th Division stayed out of the fight.", Kind.MEMBERSHIP, {"member": "4th Division", "whole": "Its"}),
    ("Their leader is Joseph Kony.", Kind.COMMAND, {"superior": "Kony", "subordinate": "Their"}),
    ("The garrison was hit by a drone and its commander fled.", Kind.COMMAND, {"superior": "commander", "subordinate": "garrison"}),
)  # fmt: skip

VOICED = (
    ("Fighting broke out in Bunia, three officials told the agency, in the worst breach of the truce.", "three officials"),
    ("The rebels have entered Goma, residents and a war monitor say.", "residents"),
    ("The rebels shelled Goma, says Patrick Muyaya, who speaks for the government.", "Muyaya"),
    ("Two women were killed in Goma, the head of the province, Jean Bamanisa, said.", "Bamanisa"),
    ("Troops shelled Uvira, a newspaper reports, citing two diplomats.", "two diplomats"),
    ("A clinic in Beni was hit, local media reported, and five patients died.", "local media"),
)  # fmt: skip


def claims(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(make_report(text=text)).claims


def fills(claim: Claim, role: str, words: str) -> bool:
    return any(
        words.lower() in f"{r.text} {r.entity.name if r.entity else ''}".lower() for r in claim.fillers(role)
    )


@pytest.mark.parametrize(("text", "kind", "roles"), BUILT, ids=[b[0][:50] for b in BUILT])
def test_a_construction_gives_its_claim(reader: Reader, text: str, kind: Kind, roles: dict[str, str]) -> None:
    found = [c for c in claims(reader, text) if c.kind is kind]
    assert any(all(fills(c, r, w) for r, w in roles.items()) for c in found), [
        (c.kind.value, [(r.role, r.text) for r in c.roles]) for c in claims(reader, text)
    ]


@pytest.mark.parametrize(("text", "voice"), VOICED, ids=[v[1] for v in VOICED])
def test_the_order_of_words_tells_who_says_it(reader: Reader, text: str, voice: str) -> None:
    found = claims(reader, text)
    assert found
    for claim in found:
        if claim.kind in (Kind.ASSAULT, Kind.CASUALTY, Kind.MOVEMENT, Kind.CAPTURE):
            assert any(voice in f"{v.text} {v.name}" for v in claim.attribution), claim


def test_what_is_quoted_after_a_colon_is_the_speakers(reader: Reader) -> None:
    text = '12:05 Jean Bahati, spokesman of the council: "Two thousand civilians fled the town. Our troops attacked Goma."'
    found = [c for c in claims(reader, text) if c.kind is Kind.ASSAULT]
    assert found
    assert "Bahati" in found[0].attribution[0].name


def test_what_is_believed_to_be_is_hedged_not_planned(reader: Reader) -> None:
    found = claims(reader, "About 2,000 rebels are believed to be in the town of Beni.")
    presence = [c for c in found if c.kind is Kind.PRESENCE]
    assert presence
    assert presence[0].factuality is Factuality.HEDGED
