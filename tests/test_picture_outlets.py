"""The registry of sources, as the picture asks it."""

from __future__ import annotations

import string
from datetime import date
from random import Random

from picture_world import ask, took

from sandtable.orbat.records import Actor, ActorKind
from sandtable.picture.outlets import Outlets, ReportCopies
from sandtable.sources import Affiliation, Source, Sources
from sandtable.terms import Report, VoiceType

SOURCES = Sources(
    [
        Source("source:radio", "Harbour Radio", VoiceType.OUTLET, "made up", aliases=("HR",),
               affiliations=(Affiliation("a:army", end=date(2017, 12, 31)),)),
        Source("source:wire", "Valley Wire", VoiceType.OUTLET, "made up"),
        Source("source:post", "Valley Post", VoiceType.OUTLET, "made up"),
    ]
)  # fmt: skip
ON = date(2017, 11, 10)


class Named:
    """Two actors by name."""

    def find(self, name: str) -> Actor | None:
        return Actor("a:army", "The Army", ActorKind.ARMED_FORCE) if name == "General Staff" else None

    def resolve_np(self, text: str) -> Actor | None:
        return Actor("a:militants", "Militants", ActorKind.ARMED_GROUP) if "militants" in text else None


OUTLETS = Outlets(SOURCES, Named())


def test_whom_an_outlet_or_a_speaker_stands_for() -> None:
    assert OUTLETS.outlet("hr") == "Harbour Radio"
    assert OUTLETS.outlet("The Unheard-of Times") is None
    assert OUTLETS.stands_for("HR", ON, VoiceType.OUTLET) == {"a:army"}
    assert OUTLETS.stands_for("HR", date(2018, 1, 1), VoiceType.OUTLET) == frozenset()
    assert OUTLETS.stands_for("Valley Wire", ON, VoiceType.OUTLET) == frozenset()
    assert OUTLETS.stands_for("General Staff", ON, VoiceType.OFFICIAL) == {"a:army"}
    assert OUTLETS.stands_for("a spokesman of the militants", ON, VoiceType.PARTY) == {"a:militants"}
    assert OUTLETS.stands_for("General Staff", ON, VoiceType.UNNAMED) == frozenset()


def test_a_party_its_staff_and_its_station_are_one_voice() -> None:
    told = [
        took("army", "Harbour Radio", "2017-11-09", "2017-11-08"),
        took("army", "Valley Wire", "2017-11-09", "2017-11-08", by=[("General Staff", VoiceType.OFFICIAL)]),
    ]
    answer = ask(told, "2017-11-10", speakers=OUTLETS)
    assert [(p.status, [v.source for v in p.voices]) for p in answer.positions] == [
        ("claimed", ["Harbour Radio"])
    ]
    admitted = took(
        "army", "Valley Post", "2017-11-09", "2017-11-08", by=[("the militants", VoiceType.PARTY)]
    )
    assert ask([*told, admitted], "2017-11-10", speakers=OUTLETS).positions[0].status == "confirmed"


class Shelf:
    """Three reports, the second a copy of the first."""

    def __init__(self) -> None:
        text = "The army took the border town on Wednesday after three days of fighting in its eastern streets, officials said."
        self.asked = 0
        self._texts = {
            "r1": text,
            "r2": text + " Roads are open.",
            "r3": "Prices of bread rose again in the capital this week.",
        }

    def report(self, report_id: str) -> Report | None:
        self.asked += 1
        text = self._texts.get(report_id)
        return Report(report_id, text, published=ON) if text else None


def test_copies_of_reports() -> None:
    shelf = Shelf()
    copies = ReportCopies(shelf, SOURCES)
    groups = copies.groups(["r3", "r1", "r2", "gone"])
    assert set(groups) == {"r1", "r2"}
    assert groups["r1"] == groups["r2"]
    asked = shelf.asked
    assert copies.groups(["r1", "r2", "r3", "gone"]) == groups
    assert shelf.asked == asked
    assert copies.groups(["r1"]) == {}
    assert ReportCopies(shelf, SOURCES, most=2).groups(["r1", "r2", "r3"]) == {}


def test_the_copies_of_many_lists_are_those_of_each() -> None:
    chance = Random(5)
    phrases = [" ".join(chance.choices(string.ascii_lowercase, k=12)) for _ in range(12)]
    reports: dict[str, Report] = {}
    for n in range(60):
        words = [chance.choice(phrases) for _ in range(chance.randint(0, 3))]
        cited = chance.choice(["", "", " according to Valley Wire", " Valley Post reported"])
        day = chance.choice([None, date(2017, 11, 1 + n % 20)])
        outlet = chance.choice(["Valley Wire", "Valley Post", "Harbour Radio", None])
        reports[f"r{n}"] = Report(f"r{n}", ". ".join(words) + cited, publisher=outlet, published=day)

    class Library:
        def report(self, report_id: str) -> Report | None:
            return reports.get(report_id)

    lists = [chance.sample(sorted(reports), chance.randint(0, 12)) for _ in range(40)] + [["r1", "gone"]]
    together = ReportCopies(Library(), SOURCES, most=10).groups_of_each(lists)
    assert together == [ReportCopies(Library(), SOURCES, most=10).groups(these) for these in lists]
    assert sum(map(bool, together)) > 10
    assert {} in together
