"""What a report tells beside its news: who holds the place since the other side left, when somebody lost it without saying when, what a
denial without a day denies, and which words of a part stand beside the whole."""

from __future__ import annotations

from dataclasses import replace

from picture_world import ask, attacked, controls, holders, left, said, tie, took
from test_picture_presence import came

from sandtable.orbat.records import Tie
from sandtable.picture import Testimony as Told
from sandtable.terms import Extent, Factuality, Kind


def denies(who: str, outlet: str, published: str, when: object = None) -> Told:
    return said(
        Kind.CAPTURE, outlet, published, when=when, actor=who, factuality=Factuality.DENIED, trigger="taken"
    )  # type: ignore[arg-type]


def test_who_enters_to_hold_has_taken_it_that_day() -> None:
    held = controls("army", "Wire", "2019-04-01")
    entered = [
        came("rebels", "Rebels", "2019-04-04", "Rebels entered place.", when="2019-04-04", report="R/1"),
        controls("rebels", "Rebels", "2019-04-04", "2019-04-04", report="R/1"),
    ]
    answer = ask([held, *entered], "2019-04-05")
    assert (holders(answer), answer.positions[0].since) == (["rebels"], "2019-04-04")
    # Where the statement alone is told, the sources give no order so soon after the other's.
    assert ask([held, entered[1]], "2019-04-05").state == "contested"


def test_who_holds_it_now_holds_it_since_the_other_side_left() -> None:
    told = [
        controls("army", "Wire", "2014-07-01"),
        left("army", "Post", "2014-07-24", "2014-07-22", report="P/1"),
        controls("rebels", "Post", "2014-07-24", "2014-07-24", report="P/1"),
    ]
    answer = ask(told, "2014-07-22")
    assert (holders(answer), answer.positions[0].since) == (["rebels"], "2014-07-22")
    # Weeks later who holds it may have come from anywhere.
    late = [*told[:2], controls("rebels", "Post", "2014-08-24", "2014-08-24", report="P/1")]
    assert holders(ask(late, "2014-07-23")) == []
    # What flies over a roof is seen on its day.
    flag = replace(told[2], said=replace(told[2].claim, evidence=replace(told[2].claim.evidence, trigger=replace(told[2].claim.evidence.trigger, text="flew"))))  # fmt: skip
    assert holders(ask([*told[:2], flag], "2014-07-22")) == []


def test_a_loss_without_a_day_is_that_of_the_taking_its_report_tells() -> None:
    told = [
        controls("army", "Wire", "2015-09-20"),
        took("rebels", "Post", "2015-10-05", "2015-10-04", report="P/1"),
        left("army", "Post", "2015-10-05", report="P/1"),
    ]
    answer = ask(told, "2015-10-04")
    assert (answer.positions[0].status, holders(answer)) == ("confirmed", ["rebels"])
    apart = [*told[:2], left("army", "Herald", "2015-10-05")]
    assert ask(apart, "2015-10-04").positions[0].voices == answer.positions[0].voices


def test_a_denial_without_a_day_denies_the_news_before_it() -> None:
    taken = took("rebels", "Wire", "2014-07-20", "2014-07-18")
    assert ask([taken, denies("rebels", "Army", "2014-07-21")], "2014-07-18").state == "contested"
    dated = denies("rebels", "Army", "2014-07-21", "2014-07-21")
    assert ask([taken, dated], "2014-07-18").state == "single-source"
    assert ask([taken, denies("rebels", "Army", "2014-08-21")], "2014-07-18").state == "single-source"


def test_a_denial_of_loss_is_over_when_another_takes_it_later() -> None:
    told = [
        took("army", "Army", "2014-05-03", "2014-05-03"),
        said(
            Kind.WITHDRAWAL, "Rebels", "2014-05-05", actor="rebels", factuality=Factuality.DENIED, trigger="lost"
        ),
        took("allies", "Wire", "2014-05-12", "2014-05-10"),
    ]  # fmt: skip
    bonds = [tie("allies", Tie.ALLY, "army"), tie("army", Tie.OPPONENT, "rebels"), tie("allies", Tie.OPPONENT, "rebels")]  # fmt: skip
    before = [controls("rebels", "Wire", "2014-04-20"), *told]
    assert ask(before, "2014-05-06", bonds=bonds).state == "contested"
    assert holders(ask(before, "2014-05-13", bonds=bonds)) == ["allies", "army"]
    assert ask(before, "2014-05-13", bonds=bonds).state == "agreed"


def test_since_is_since_when_all_of_it_is_held() -> None:
    told = [
        took("rebels", "Wire", "2015-02-17", "2015-02-17", extent=Extent.PARTIAL),
        took("rebels", "Post", "2015-02-19", "2015-02-18"),
    ]
    assert ask(told, "2015-02-17").positions[0].since == "2015-02-17"
    assert ask(told, "2015-02-20").positions[0].since == "2015-02-18"


def test_a_part_is_none_beside_the_whole_that_one_of_its_side_has_come_to_hold() -> None:
    bonds = [tie("republic", Tie.ALLY, "rebels")]
    told = [
        controls("republic", "Republic", "2015-02-17", extent=Extent.PARTIAL),
        took("rebels", "Post", "2015-02-19", "2015-02-18"),
    ]
    answer = ask(told, "2015-02-20", bonds=bonds)
    assert holders(answer) == ["rebels"]
    assert any("has come to hold all of it" in a.reason for a in answer.aside)
    later = [*told, controls("republic", "Republic", "2015-02-25", extent=Extent.PARTIAL)]
    assert holders(ask(later, "2015-02-26", bonds=bonds)) == ["rebels"]
    since = [told[1], later[2]]
    assert holders(ask(since, "2015-02-26", bonds=bonds)) == ["rebels", "republic"]


def test_helpers_without_a_name_hold_nothing_of_their_own() -> None:
    helpers = said(Kind.CAPTURE, "Wire", "2017-04-24", when="2017-04-23", actor=["army", "helpers"])
    roles = tuple(
        replace(r, entity=replace(r.entity, id="actor:new/allied-militiamen", name="allied militiamen"))
        if r.entity is not None and r.entity.id == "a:helpers"
        else r
        for r in helpers.claim.roles
    )
    told = replace(helpers, said=replace(helpers.claim, roles=roles))
    assert holders(ask([told], "2017-04-25")) == ["army"]


def test_a_quarter_is_aside_where_its_report_says_who_holds_the_town() -> None:
    held = controls("rebels", "Post", "2014-07-18", report="P/1")
    quarter = took("army", "Post", "2014-07-18", "2014-07-17", report="P/1")
    roles = tuple(
        replace(r, text="the Cheryomushky district of Qalat") if r.role == "place" else r
        for r in quarter.claim.roles
    )
    quarter = replace(quarter, said=replace(quarter.claim, roles=roles))
    before = controls("rebels", "Wire", "2014-07-14")
    answer = ask([before, held, quarter, attacked("army", "Wire", "2014-07-16")], "2014-07-18")
    assert (answer.state, holders(answer)) == ("agreed", ["rebels"])
    assert any("of a quarter alone" in a.reason for a in answer.aside)
