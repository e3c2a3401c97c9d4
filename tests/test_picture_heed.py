"""Whose word is heard: a source is meant by any of its names, whichever its reports carry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from picture_world import controls, day, took
from test_picture_ledger import readings

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Enquiry, Heed, Naming, Picture
from sandtable.sources import Sources
from sandtable.terms import VoiceType

TOLD = [
    took("army", "Wire", "2017-11-10", "2017-11-09", place="p:town"),
    controls("militants", "Amaq agency", "2017-11-10", place="p:town"),
    controls(
        "enemy",
        "Post",
        "2017-11-10",
        place="p:town",
        by=[("Islamic State (ISIS)", VoiceType.PARTY)],
        sentence="It said so.",
    ),
]


@pytest.fixture
def asking(gazetteer: Gazetteer, registry: Registry, tmp_path: Path) -> Iterator[Enquiry]:
    with Ledger.open(tmp_path / "heard.db") as ledger:
        ledger.add_many(readings(TOLD))
        picture = Picture(ledger, gazetteer, registry, Sources.load(registry))
        yield Enquiry(picture, Naming(ledger, gazetteer, registry), lambda line: None)


@pytest.mark.parametrize(
    ("without", "left"),
    [
        ("Amaq News Agency", {"a:army", "a:enemy"}),  # the name under which an answer lists it
        ("amaq", {"a:army", "a:enemy"}),
        ("Amaq agency", {"a:army", "a:enemy"}),
        ("Islamic State", {"a:army", "a:militants"}),
        ("WIRE", {"a:militants", "a:enemy"}),
        ("nobody", {"a:army", "a:militants", "a:enemy"}),
    ],
)
def test_a_source_is_left_out_by_any_of_its_names(asking: Enquiry, without: str, left: set[str]) -> None:
    heed = Heed(without=frozenset({without}))
    on = day("2017-11-11")
    assert set(asking.picture.holds("p:town", on, heed=heed).holders) == left
    assert set(asking.picture.positions_on(on, heed=heed)["p:town"].holders) == left
    assert {h.id for s in asking.picture.timeline("p:town", on, heed=heed).steps for h in s.holders} == left
    alone = Heed(only=frozenset({without}))
    every = {"a:army", "a:militants", "a:enemy"}
    assert set(asking.picture.holds("p:town", on, heed=alone).holders) == every - left


def test_a_slip_in_a_name_is_told_with_the_nearest(asking: Enquiry) -> None:
    assert asking.unheard(Heed(only=frozenset({"Amaq News Agency", "Islamic State", "Post"}))) == []
    (line,) = asking.unheard(Heed(without=frozenset({"Amaq agencyy"})))
    assert line.endswith("did you mean Amaq agency?")
    (line,) = asking.unheard(Heed(without=frozenset({"Zzz"})))
    assert "sandtable sources" in line
