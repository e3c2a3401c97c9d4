"""A place that is said to have been left, and of which nobody is said to hold it since."""

from __future__ import annotations

from picture_world import TOWN, Affiliated, ask, controls, day, left, scene, took

from sandtable.picture import explain, timeline_of, to_json


def test_who_left_is_told_where_nobody_was_said_to_hold_it() -> None:
    told = [
        left("army", "Wire", "2024-12-06", "2024-12-05"),
        left("army", "Post", "2024-12-07", "2024-12-05"),
    ]
    answer = ask(told, "2024-12-08")
    assert (answer.state, answer.positions) == ("unknown", ())
    assert [(one.actor.id, one.day.isoformat(), len(one.claims)) for one in answer.left] == [
        ("a:army", "2024-12-05", 2)
    ]
    assert to_json(answer)["left"] == [
        {"holder": {"id": "a:army", "name": "Army"}, "on": "2024-12-05", "claims": [t.id for t in told]}
    ]
    lines = explain(answer)
    assert any("Army left it, 2024-12-05" in line for line in lines)
    assert not any("set aside" in line for line in lines)
    assert ask(told, "2024-12-04").left == ()


def test_a_party_that_left_before_another_held_it_is_not_the_last_word() -> None:
    told = [
        left("army", "Wire", "2013-03-06", "2013-03-05"),
        controls("rebels", "Wire", "2013-06-01"),
    ]
    old = ask(told, "2015-06-01")
    assert (old.state, old.left) == ("unknown", ())


def test_where_somebody_holds_it_nobody_is_told_to_have_left() -> None:
    told = [
        left("army", "Wire", "2024-12-06", "2024-12-05"),
        took("rebels", "Wire", "2024-12-06", "2024-12-05"),
    ]
    answer = ask(told, "2024-12-08")
    assert answer.left == () and "left" not in to_json(answer)


def test_the_last_of_several_leavings_counts_where_nobody_was_said_to_hold_it() -> None:
    told = [
        left("rebels", "Wire", "2014-02-01", "2014-02-01"),
        left("army", "Wire", "2014-05-20", "2014-05-20"),
    ]
    assert [one.actor.id for one in ask(told, "2014-06-01").left] == ["a:army"]
    assert [one.actor.id for one in ask(told, "2014-03-01").left] == ["a:rebels"]


def test_a_timeline_has_the_leaving_as_a_step() -> None:
    told = [left("army", "Wire", "2024-12-06", "2024-12-05")]
    (step,) = timeline_of(scene(told, place=TOWN, speakers=Affiliated()), day("2024-12-08")).steps
    assert (step.first, step.state, step.holders, step.claims) == (
        day("2024-12-05"),
        "unknown",
        (),
        (told[0].id,),
    )
    held = [took("army", "Wire", "2024-11-01", "2024-11-01"), *told]
    steps = timeline_of(scene(held), day("2024-12-08")).steps
    assert [(s.state, s.claims) for s in steps] == [
        ("single-source", (held[0].id,)), ("unknown", (told[0].id,)),
    ]  # fmt: skip
