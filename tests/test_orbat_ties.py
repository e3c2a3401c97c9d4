"""Who belongs to, commands, backs and stands with whom, as of a day."""

from __future__ import annotations

from datetime import date

import pytest

from sandtable.orbat import INVERSE, Actor, ActorKind, Registry, Relation, Tie
from sandtable.orbat.ties import Ties

REGISTRY = Registry.load()
A = "actor:"


def test_every_tie_has_an_inverse_of_itself() -> None:
    assert all(INVERSE[INVERSE[t]] is t for t in Tie)


def test_relations_are_read_both_ways() -> None:
    radwan = {(r.kind, r.actor) for r in REGISTRY.relations(f"{A}radwan-force")}
    assert (Tie.PARENT, f"{A}hezbollah") in radwan
    hezbollah = {(r.kind, r.actor) for r in REGISTRY.relations(f"{A}hezbollah")}
    assert {(Tie.PART, f"{A}radwan-force"), (Tie.SPONSOR, f"{A}iran")} <= hezbollah
    assert (Tie.CLIENT, f"{A}hezbollah") in {(r.kind, r.actor) for r in REGISTRY.relations(f"{A}iran")}


@pytest.mark.parametrize(
    ("day", "leads"),
    [
        (date(2010, 1, 1), True),
        (date(2020, 1, 3), True),
        (date(2020, 1, 4), False),
        (date(1990, 1, 1), False),
    ],
)
def test_a_command_holds_only_within_its_dates(day: date, leads: bool) -> None:
    assert REGISTRY.commands(f"{A}qassem-soleimani", f"{A}quds-force", day) is leads
    ties = {(r.kind, r.actor) for r in REGISTRY.relations(f"{A}qassem-soleimani", day)}
    assert ((Tie.LEADS, f"{A}quds-force") in ties) is leads


def test_commands_go_through_chains() -> None:
    on = date(2017, 11, 1)
    assert REGISTRY.commands(f"{A}irgc", f"{A}quds-force", on)
    assert REGISTRY.commands(f"{A}iran/government", f"{A}quds-force", on)
    assert REGISTRY.commands(f"{A}iran", f"{A}quds-force", on)
    assert REGISTRY.commands(f"{A}bashar-al-assad", f"{A}syrian-arab-army", on)
    assert REGISTRY.commands(f"{A}iraqi-security-forces", f"{A}kataib-hezbollah", on)
    assert not REGISTRY.commands(f"{A}quds-force", f"{A}irgc", on)
    assert not REGISTRY.commands(f"{A}iran", f"{A}hezbollah", on)


def test_backing_counts_parts_and_wholes() -> None:
    on = date(2017, 11, 1)
    assert REGISTRY.backs(f"{A}iran", f"{A}hezbollah", on)
    assert REGISTRY.backs(f"{A}iran", f"{A}radwan-force", on)
    assert REGISTRY.backs(f"{A}iran", f"{A}kataib-hezbollah", on)
    assert REGISTRY.backs(f"{A}united-states", f"{A}sdf", on)
    assert not REGISTRY.backs(f"{A}united-states", f"{A}hezbollah", on)
    assert not REGISTRY.backs(f"{A}hezbollah", f"{A}iran", on)


def test_allies() -> None:
    on = date(2017, 11, 1)
    for one, other in (("hezbollah", "government-of-syria"), ("hezbollah", "popular-mobilization-forces"), ("iran", "hezbollah"),
                       ("sdf", "cjtf-oir"), ("radwan-force", "syrian-arab-army"), ("syrian-arab-army", "russia")):  # fmt: skip
        assert REGISTRY.allied(A + one, A + other, on), (one, other)
        assert REGISTRY.allied(A + other, A + one, on), (other, one)
    for one, other in (
        ("isis", "hezbollah"),
        ("sdf", "turkey"),
        ("israel", "hezbollah"),
        ("isis", "sdf"),
        ("norway", "chad"),
    ):
        assert not REGISTRY.allied(A + one, A + other, on), (one, other)
    assert not REGISTRY.allied(f"{A}hezbollah", f"{A}government-of-syria", date(2025, 6, 1))


def test_a_circle_of_ties_ends() -> None:
    def actor(key: str, parent: str) -> Actor:
        return Actor(
            key, key, ActorKind.UNIT, relations=(Relation(Tie.PARENT, parent, source="test"),), source="test"
        )

    actors = {a.id: a for a in (actor("a", "b"), actor("b", "c"), actor("c", "a"))}
    ties = Ties(actors.values(), actors.get)
    assert ties.above("a") == ["b", "c"]
    assert ties.commands("c", "a") and not ties.commands("d", "a")
