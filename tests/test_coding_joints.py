"""Who and what stands side by side in a sentence, and what is told in words of its own: from text to claim."""

from __future__ import annotations

import pytest

from sandtable.coding import Reader
from sandtable.intake import make_report
from sandtable.terms import Claim, Factuality, Kind

# sentence; kind; role and words of its fillers that some claim of the kind must have, or nothing where the role must be empty
TOLD = (
    # joined, nested, named
    ("Amhara militia and federal soldiers left the town of Lalibela.", Kind.WITHDRAWAL, {"actor": "Amhara militia|federal soldiers"}),
    ("The rebels crossed the Nile and seized the town of Malakal, two traders said by radio on Sunday.", Kind.CAPTURE, {"actor": "rebels", "place": "Malakal"}),
    ("Clashes between the FARDC and local militias known as Mai-Mai killed nine people in Masisi.", Kind.ASSAULT, {"actor": "FARDC|local militias"}),
    ("The army lost nine men, while the Houthis, which handed two bodies to the Red Crescent, claimed to have killed 40.", Kind.CASUALTY, {"actor": "Houthis", "victim": "40"}),
    ("Drones struck a warehouse in Luhansk in eastern Ukraine.", Kind.ASSAULT, {"place": "Luhansk"}),
    ("Major Karim Aziz, deputy commander of Task Force Qadisiya, spoke to reporters.", Kind.COMMAND, {"subordinate": "Task Force Qadisiya"}),
    ("The Transitional Council's 4th Border Brigade shelled Taiz.", Kind.MEMBERSHIP, {"member": "4th Border Brigade", "whole": "Transitional Council"}),
    ("As a member of the coalition, the Danish navy patrols the strait.", Kind.MEMBERSHIP, {"member": "Danish navy", "whole": "coalition"}),
    ("Iran, which Western diplomats suspect of arming the Houthis, denies it.", Kind.SUPPORT, {"actor": "Iran|which", "recipient": "Houthis"}),
    ("Flights cannot land at Goma, where the airport, under M23 control, is closed.", Kind.CONTROL, {"actor": "M23", "place": "airport"}),
    ("The rebels kept the truce that the front signed with Damascus in May.", Kind.AGREEMENT, {"actor": "front|Damascus"}),
    ("The MNLA has ordered a curfew in Gao, which it has controlled since May.", Kind.CONTROL, {"actor": "it|MNLA", "place": "Gao|which"}),
    ("Raqqa, which IS has held since May, will be stormed soon, the general said.", Kind.CONTROL, {"actor": "IS", "place": "Raqqa|which"}),
    ("Junta troops recaptured Mogok on Sunday with heavy support, five residents said by phone.", Kind.CAPTURE, {"actor": "troops", "place": "Mogok"}),
    ("Uvira, on the lake, is under the control of the Congolese army.", Kind.CONTROL, {"place": "Uvira"}),
    ("Goma fell to M23 fighters on Friday.", Kind.CAPTURE, {"actor": "M23", "place": "Goma"}),
    # words of their own
    ("Nine soldiers embraced martyrdom near Mingora.", Kind.CASUALTY, {"victim": "Nine soldiers"}),
    ("In Swat 34 men were apprehended.", Kind.CASUALTY, {"victim": "34 men", "actor": ""}),
    ("The minister acknowledged the loss of 40 soldiers.", Kind.CASUALTY, {"victim": "40 soldiers"}),
    ("The district is free of insurgents.", Kind.PRESENCE, {"actor": "insurgents", "place": "district"}),
    ("The raid left the rebels with two villages.", Kind.CONTROL, {"actor": "rebels", "place": "two villages"}),
    ("Paratroopers were dropped behind Vuhledar at night.", Kind.MOVEMENT, {"actor": "Paratroopers", "destination": "Vuhledar"}),
    ("Ethiopia called home most of its soldiers.", Kind.MOVEMENT, {"actor": "Ethiopia"}),
    ("Marines cornered the insurgents in Fallujah.", Kind.SIEGE, {"actor": "Marines", "target": "insurgents"}),
    ("Both armies have committed themselves to a truce.", Kind.AGREEMENT, {"actor": "Both armies"}),
    ("We will hold the militia to account, the president said.", Kind.STATEMENT, {"actor": "We", "target": "militia"}),
    ("Turkey reaffirmed its commitment to the ceasefire.", Kind.STATEMENT, {"actor": "Turkey"}),
    ("Russian jets flew a handful of sorties over Idlib.", Kind.ASSAULT, {"actor": "Russian jets", "place": "Idlib"}),
    ("The United States flew in rifles for the Lebanese army.", Kind.SUPPORT, {"actor": "United States", "recipient": "Lebanese army", "instrument": "rifles"}),
)  # fmt: skip

NOT_TOLD = (
    ("The militia left Sirte of its own accord.", Kind.AGREEMENT),
    ("The minister acknowledged the loss of 40 soldiers.", Kind.STRENGTH),
)


def of_kind(reader: Reader, text: str, kind: Kind) -> list[Claim]:
    return [c for c in reader.read(make_report(text=text)).claims if c.kind is kind]


def _has(claim: Claim, roles: dict[str, str]) -> bool:
    for role, words in roles.items():
        told = [r.text for r in claim.fillers(role)]
        if not words and told:
            return False
        if words and not any(w in " ".join(told) for w in words.split("|")):
            return False
    return True


@pytest.mark.parametrize(("text", "kind", "roles"), TOLD)
def test_told(reader: Reader, text: str, kind: Kind, roles: dict[str, str]) -> None:
    found = of_kind(reader, text, kind)
    assert any(_has(c, roles) for c in found), found


@pytest.mark.parametrize(("text", "kind"), NOT_TOLD)
def test_not_told(reader: Reader, text: str, kind: Kind) -> None:
    assert not of_kind(reader, text, kind)


def test_both_of_two_joined_act(reader: Reader) -> None:
    (left,) = of_kind(reader, "They came after a tribal militia and soldiers left Lalibela.", Kind.WITHDRAWAL)
    assert len(left.fillers("actor")) == 2


def test_who_says_so_last_did_not_do_it(reader: Reader) -> None:
    (took,) = of_kind(reader, "Rebels crossed the Nile and seized Malakal, two traders said on Sunday.", Kind.CAPTURE)  # fmt: skip
    assert [r.text for r in took.fillers("actor")] == ["Rebels"]


def test_where_a_report_was_written_owns_no_army(reader: Reader) -> None:
    text = (
        "NAIROBI, Dec 20 - The leader of the front said its forces had withdrawn from the town of Lalibela."
    )
    (left,) = of_kind(reader, text, Kind.WITHDRAWAL)
    (actor,) = left.fillers("actor")
    assert actor.entity is None or "kenya" not in actor.entity.id


def test_a_surname_is_no_town(reader: Reader) -> None:
    text = "Colonel Dante Villareal was near Marawi. Villareal said gunmen had stormed the city."
    (storm,) = of_kind(reader, text, Kind.ASSAULT)
    assert {r.entity.name for r in storm.fillers("place") if r.entity} == {"Marawi City"}


def test_nobody_is_left(reader: Reader) -> None:
    (rid,) = of_kind(reader, "The town of Bor is now free of the rebels.", Kind.PRESENCE)
    assert rid.factuality is Factuality.DENIED
