"""Claims that join both ends of a relation: who fights whom, who helps whom, who leads what. Invariant: one construction of
war reporting a sentence, of wars and parties that the development gold does not tell of."""

from __future__ import annotations

import pytest

from sandtable.coding import Reader, RuleCoder
from sandtable.gazetteer import Gazetteer
from sandtable.language import load
from sandtable.orbat import Registry
from sandtable.terms import Claim, Kind, Report


@pytest.fixture(scope="module")
def reader() -> Reader:
    try:
        parser = load()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    return Reader(parser, RuleCoder(Gazetteer.open(progress=False), Registry.load()))


def holds(claim: Claim, kind: Kind, roles: dict[str, str]) -> bool:
    """Whether a claim is of the kind and each role's words stand in one of its fillers."""
    return claim.kind is kind and all(
        any(r.role == name and words in r.text for r in claim.roles) for name, words in roles.items()
    )


@pytest.mark.parametrize(
    ("text", "kind", "roles"),
    [
        ("Near Goma, five strikes engaged two M23 columns and destroyed a depot.", Kind.ASSAULT, {"instrument": "strikes", "target": "depot"}),
        ("A Serb commander was killed by a Croatian air raid.", Kind.CASUALTY, {"actor": "Croatian", "victim": "commander"}),
        ("Kenyan forces conducted ten strikes using bombers, drones and artillery against the militants.", Kind.ASSAULT, {"actor": "Kenyan", "instrument": "drones", "target": "militants"}),
        ("Rwanda launched raids in support of the rebels.", Kind.SUPPORT, {"actor": "Rwanda", "recipient": "rebels"}),
        ("France backed the recapture of Gao by Malian troops.", Kind.CAPTURE, {"actor": "Malian", "place": "Gao"}),
        ("Uganda supports the Congolese army in its war against the rebels.", Kind.ASSAULT, {"actor": "Congolese", "target": "rebels"}),
        ("The United States leads the alliance to defeat the Taliban.", Kind.ASSAULT, {"actor": "alliance", "target": "Taliban"}),
        ("Chadian troops retook land previously held by the militants.", Kind.CAPTURE, {"actor": "Chadian", "from": "militants"}),
        ("The army shelled civilian buildings such as schools and clinics.", Kind.ASSAULT, {"target": "clinics"}),
        ("Four policemen died in clashes with Shining Path guerrillas.", Kind.ASSAULT, {"actor": "policemen", "target": "Shining Path"}),
        ("Eritrea accused the Ethiopian army of an attack on Zalambessa.", Kind.ASSAULT, {"actor": "Ethiopian"}),
        ("\"We are ready,\" said General John Keane, commander, Eastern Command.", Kind.COMMAND, {"superior": "Keane", "subordinate": "Eastern Command"}),
        ("The Kenyan battalion serves as part of the African Union mission.", Kind.MEMBERSHIP, {"member": "Kenyan", "whole": "mission"}),
        ("Kismayo is the largest town controlled by al-Shabaab in Somalia.", Kind.CONTROL, {"actor": "al-Shabaab", "place": "Kismayo"}),
        ("The army condemned the bombings in Jos, for which Boko Haram has claimed responsibility and where 60 people were killed.", Kind.CASUALTY, {"actor": "Boko Haram", "victim": "people"}),
        ("Rebel groups including the Sudan Liberation Army shelled the base.", Kind.ASSAULT, {"actor": "Sudan Liberation Army", "target": "base"}),
        ("IS fighters attacked the town.", Kind.ASSAULT, {"actor": "IS"}),
    ],
)  # fmt: skip
def test_both_ends_are_joined(reader: Reader, text: str, kind: Kind, roles: dict[str, str]) -> None:
    claims = reader.read(Report(id="r", text=text, language="en")).claims
    assert any(holds(c, kind, roles) for c in claims), [
        (c.kind.value, [(r.role, r.text) for r in c.roles]) for c in claims
    ]


def test_what_lends_stress_is_no_name(reader: Reader) -> None:
    reading = reader.read(Report(id="r", text="The commander said that it IS true.", language="en"))
    assert all(m.text != "IS" for m in reading.mentions)


def test_the_held_are_not_those_listed_beside(reader: Reader) -> None:
    text = "Jets destroyed three rebel-held buildings and two trucks near Beni."
    claims = reader.read(Report(id="r", text=text, language="en")).claims
    held = [r.text for c in claims if c.kind is Kind.CONTROL for r in c.roles if r.role == "place"]
    assert not any("trucks" in h for h in held)


def test_what_nobody_claims_has_no_actor(reader: Reader) -> None:
    text = "The blast in Jos, for which no group claimed responsibility, killed five people."
    claims = reader.read(Report(id="r", text=text, language="en")).claims
    killed = [c for c in claims if c.kind is Kind.CASUALTY]
    assert killed
    assert not any(r.role == "actor" for c in killed for r in c.roles)
