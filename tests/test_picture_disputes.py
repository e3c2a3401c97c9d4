"""Disputes: holders, days, figures, command, and reports against themselves."""

from __future__ import annotations

from picture_world import TOWN, Affiliated, actor, controls, day, left, quantity, said, scene, tie, took

from sandtable.orbat.records import Tie
from sandtable.picture import Bonds, Dispute, DisputeKind, to_json
from sandtable.picture import Testimony as Told
from sandtable.picture.bonds import Bond, from_claim
from sandtable.picture.dispute import Doubt
from sandtable.picture.disputes import command_disputes, date_disputes, holder_disputes, self_disputes
from sandtable.picture.figures import figure_disputes
from sandtable.picture.testimony import heard
from sandtable.picture.voices import NoSpeakers, Voices
from sandtable.terms import Entity, EntityType, Factuality, Kind, Warning


def sources(dispute: Dispute) -> list[list[str]]:
    return [[v.source for v in side.voices] for side in dispute.sides]


def command(told: list[Told], registry: tuple[Bond, ...] = ()) -> list[Dispute]:
    voices = Voices(heard(told), NoSpeakers())
    bonds = [*(b for t in told for b in from_claim(t)), *registry]
    return command_disputes(bonds, Bonds(bonds), voices)


def test_opposed_holders_of_one_day() -> None:
    told = [
        took("army", "Wire", "2017-11-09", "2017-11-08"),
        took("militants", "Post", "2017-11-09", "2017-11-08"),
    ]
    (dispute,) = holder_disputes(scene(told), day("2017-11-20"))
    assert dispute.kind is DisputeKind.HOLDER
    assert {s.says for s in dispute.sides} == {"Army holds Qalat", "Militants holds Qalat"}
    assert sorted(sources(dispute)) == [["Post"], ["Wire"]]


def test_a_recapture_of_the_same_week_is_no_dispute() -> None:
    told = [
        took("army", "Wire", "2017-11-09", "2017-11-08"),
        took("militants", "Post", "2017-11-12", "2017-11-11"),
    ]
    assert holder_disputes(scene(told), day("2017-11-20")) == []


def test_a_denial_is_a_side() -> None:
    told = [
        took("militants", "Wire", "2017-11-12", "2017-11-11"),
        took("militants", "Radio", "2017-11-12", factuality=Factuality.DENIED),
    ]
    (dispute,) = holder_disputes(scene(told, speakers=Affiliated(Radio="army")), day("2017-11-20"))
    assert [(s.says, [v.source for v in s.voices]) for s in dispute.sides] == [
        ("Militants holds Qalat", ["Wire"]),
        ("Militants does not hold Qalat", ["Radio"]),
    ]


def test_days_that_differ() -> None:
    told = [
        took("army", "Wire", "2017-11-20", "2017-11-18"),
        took("army", "Post", "2017-11-20", "2017-11-19"),
        took("army", "Note", "2017-11-21", ("2017-11-17", "2017-11-19")),
        took("army", "Echo", "2017-11-30"),
    ]
    (dispute,) = date_disputes(scene(told))
    assert dispute.kind is DisputeKind.DATE
    assert "on 2017-11-18" in dispute.sides[0].says
    assert date_disputes(scene(told[1:])) == []
    assert date_disputes(scene([told[0], took("army", "Wire", "2017-11-21", "2017-11-19")])) == []


def test_days_that_differ_for_parties_of_one_side() -> None:
    told = [
        took("army", "Wire", "2017-11-20", "2017-11-18"),
        took("militia", "Post", "2017-11-20", "2017-11-19"),
    ]
    assert date_disputes(scene(told)) == []
    (dispute,) = date_disputes(scene(told, bonds=[tie("militia", Tie.ALLY, "army")]))
    assert [s.says for s in dispute.sides] == [
        "Army took Qalat on 2017-11-18",
        "Militia took Qalat on 2017-11-19",
    ]


def test_two_takings_with_a_loss_between_are_two_events() -> None:
    told = [
        took("army", "Wire", "2017-11-09", "2017-11-08"),
        took("militants", "Wire", "2017-11-12", "2017-11-11"),
        took("army", "Post", "2017-11-18", "2017-11-17"),
    ]
    assert date_disputes(scene(told)) == []


def strong(outlet: str, published: str, low: float, high: float | None = None, **more: object) -> Told:
    figure = quantity(low, high, unit=str(more.pop("unit", "people")))
    return said(Kind.STRENGTH, outlet, published, actor="militants", quantity=figure, **more)  # type: ignore[arg-type]


def figures(*told: Told) -> list[Dispute]:
    return figure_disputes(told, Voices(heard(told), NoSpeakers()))


def test_figures_that_differ() -> None:
    (dispute,) = figures(strong("Wire", "2017-11-10", 1500), strong("Note", "2017-11-15", 400, 600))
    assert (dispute.kind, sources(dispute)) == (DisputeKind.FIGURE, [["Note"], ["Wire"]])
    (share,) = figures(
        strong("Wire", "2017-11-10", 80, unit="percent"), strong("Note", "2017-11-15", 60, unit="percent")
    )
    assert [s.says for s in share.sides] == ["Militants: 60 percent", "Militants: 80 percent"]


def test_figures_that_agree_or_are_of_other_things() -> None:
    one = strong("Wire", "2017-11-10", 500)
    assert figures(one, strong("Note", "2017-11-15", 400, 600)) == []
    assert figures(one, strong("Note", "2017-12-15", 1500)) == []
    assert figures(one, strong("Wire", "2017-11-12", 1500)) == []
    assert figures(one, strong("Note", "2017-11-15", 1500, unit="tanks")) == []
    assert figures(one, strong("Note", "2017-11-15", 1500, place="p:other")) == []
    dead = said(
        Kind.CASUALTY, "Wire", "2017-11-10", victim="militants", quantity=quantity(20), trigger="killed"
    )
    hurt = said(
        Kind.CASUALTY, "Note", "2017-11-10", victim="militants", quantity=quantity(90), trigger="wounded"
    )
    assert figures(dead, hurt) == []


def test_a_denied_tie() -> None:
    told = [
        said(Kind.SUPPORT, "Wire", "2017-11-10", place=None, actor="patron", recipient="militia"),
        said(
            Kind.SUPPORT,
            "Radio",
            "2017-11-12",
            place=None,
            actor="patron",
            recipient="militia",
            factuality=Factuality.DENIED,
        ),
    ]
    (dispute,) = command(told)
    assert (dispute.kind, sources(dispute)) == (DisputeKind.COMMAND, [["Wire"], ["Radio"]])
    assert command(told[:1]) == []
    (against_registry,) = command(told[1:], (tie("militia", Tie.SPONSOR, "patron"),))
    assert sources(against_registry) == [["registry"], ["Radio"]]


def test_two_commanders_for_one_force() -> None:
    def led(by: str, outlet: str) -> Told:
        return said(Kind.COMMAND, outlet, "2017-11-10", place=None, superior=by, subordinate="brigade")

    (dispute,) = command([led("army", "Radio"), led("militia", "Wire")])
    assert [s.says for s in dispute.sides] == ["Army commands Brigade", "Militia commands Brigade"]
    assert command([led("army", "Radio"), led("militia", "Radio")]) == []
    assert (
        command([led("army", "Radio"), led("militia", "Wire")], (tie("militia", Tie.PARENT, "army"),)) == []
    )


def test_a_report_against_itself() -> None:
    told = [
        took("army", "Wire", "2017-11-09", "2017-11-08", report="r"),
        took("rebels", "Wire", "2017-11-09", "2017-11-08", report="r"),
        controls("army", "Wire", "2017-11-09", "2017-11-08", report="r"),
        left("rebels", "Wire", "2017-11-09", "2017-11-08", report="r"),
    ]
    warning = Warning("weekday-mismatch", "17 November 2017 is a Friday, not a Thursday", 10, 31)
    doubts = [
        Doubt("r", "Wire", day("2017-11-18"), warning),
        Doubt("r", "Wire", None, Warning("unknown-place", "?")),
    ]
    found = self_disputes(doubts, [scene(told)])
    assert [d.kind for d in found] == [DisputeKind.SELF] * 2
    assert found[0].sides[0].says == warning.message
    assert (found[0].report, found[0].span) == ("r", (10, 31))
    assert len(found[1].sides) == 2


def test_json_of_the_contract() -> None:
    told = [
        took("army", "Wire", "2017-11-09", "2017-11-08"),
        took("militants", "Post", "2017-11-09", "2017-11-08"),
    ]
    out = to_json(tuple(holder_disputes(scene(told), day("2017-11-20"))))
    assert out["schema"] == "sandtable.disputes/1"
    (dispute,) = out["disputes"]
    assert set(dispute) == {"kind", "about", "sides"}
    assert dispute["about"]["place"]["id"] == TOWN.id
    assert set(dispute["sides"][0]) == {"says", "voices", "claims"}
    assert actor("army").name in dispute["sides"][0]["says"]


def _open(low: float | None, best: float, high: float | None, words: str) -> Entity:
    return Entity(f"q:{words}", EntityType.QUANTITY, words, low=low, best=best, high=high, unit="people")


def test_at_least_and_about_leave_room() -> None:
    def said_of(outlet: str, of: Entity) -> Told:
        return said(Kind.CASUALTY, outlet, "2016-01-05", trigger="killed", victim="army", quantity=of)

    least, most = _open(40, 40, None, "at least 40"), _open(None, 70, 70, "up to 70")
    about = _open(None, 100, None, "about 100")
    assert figures(said_of("Wire", least), said_of("Post", quantity(45))) == []
    assert figures(said_of("Wire", most), said_of("Post", quantity(45))) == []
    assert figures(said_of("Wire", about), said_of("Post", quantity(104))) == []
    (fewer,) = figures(said_of("Wire", least), said_of("Post", quantity(15)))
    assert [s.says for s in fewer.sides] == ["Army: 15 people", "Army: 40 or more people"]
    assert len(figures(said_of("Wire", most), said_of("Post", quantity(90)))) == 1
    assert len(figures(said_of("Wire", about), said_of("Post", quantity(150)))) == 1
