"""The picture out of a ledger on disk, with a small gazetteer and registry."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from picture_world import Affiliated, actor, attacked, controls, day, quantity, said, site, took
from rich.console import Console

from sandtable.gazetteer.place import GeoJson, Leg, Place, PlaceType
from sandtable.ledger import Ledger
from sandtable.orbat.records import Actor, ActorKind, Relation, Tie
from sandtable.picture import (
    BondKind,
    DisputeKind,
    Heed,
    Judged,
    Passage,
    Picture,
    PictureError,
    explain,
    to_json,
)
from sandtable.picture import Testimony as Told
from sandtable.terms import Decision, Entity, EntityType, Extent, Factuality, Kind, Reading, Report, Warning


def _town(slug: str, lon: float, parent: str | None = None) -> Place:
    return Place(f"p:{slug}", slug.title(), PlaceType.SETTLEMENT, 34.0, lon, "XX", ("XX",), parent=parent)


PLACES = [
    _town("east", 41.0, "p:province"),
    _town("mid", 40.0, "p:province"),
    _town("west", 39.0, "p:province"),
    _town("quarter", 40.001, "p:mid"),
    _town("hamlet", 40.1),
    Place("p:province", "Badia", PlaceType.REGION, 34.0, 40.0, "XX", ("XX",)),
    Place("p:line", "The Line", PlaceType.BORDER, 34.0, 41.5, None, ("XX", "YY")),
    Place("p:line-n", "northern Line", PlaceType.SEGMENT, 35.0, 41.5, None, ("XX", "YY"), parent="p:line"),
    Place("p:line-s", "southern Line", PlaceType.SEGMENT, 33.0, 41.5, None, ("XX", "YY"), parent="p:line"),
]
LEGS = (
    Leg("e-m", "East to Mid", "p:east", "p:mid", (), ("XX",), "test"),
    Leg("m-w", "Mid to West", "p:mid", "p:west", (), ("XX",), "test"),
)


class Atlas:
    """A gazetteer of nine places."""

    def __init__(self) -> None:
        self._places = {p.id: p for p in PLACES}

    def get(self, place_id: str, /) -> Place | None:
        return self._places.get(place_id)

    def within(self, place_id: str, container_id: str) -> bool:
        found = self._places.get(place_id)
        return place_id == container_id or (found is not None and found.parent == container_id)

    def nearest(
        self, lat: float, lon: float, km: float, types: Collection[PlaceType] = ()
    ) -> list[tuple[Place, float]]:
        away = [(p, abs(p.lon - lon) * 92 + abs(p.lat - lat) * 111) for p in PLACES]
        return [(p, d) for p, d in away if d <= km]

    def segments(self, border_id: str) -> list[Place]:
        return [p for p in PLACES if p.parent == border_id]

    def geometry(self, place_id: str) -> GeoJson | None:
        if place_id != "p:line-n":
            return None
        return {"type": "LineString", "coordinates": [[41.5, 34.0], [41.5, 35.0]]}

    def legs(self) -> tuple[Leg, ...]:
        return LEGS


TIES = [
    ("militia", Tie.SPONSOR, "patron", None, None),
    ("brigade", Tie.PARENT, "militia", date(2015, 1, 1), None),
    ("brigade", Tie.COMMANDER, "general", None, date(2016, 1, 1)),
]
INVERSE = {Tie.SPONSOR: Tie.CLIENT, Tie.PARENT: Tie.PART, Tie.COMMANDER: Tie.LEADS}


class Register:
    """A registry of whoever is asked for, with three ties."""

    @property
    def ties(self) -> Register:
        return self

    def get(self, key: str) -> Actor | None:
        kind = ActorKind.STATE if key == "a:patron" else ActorKind.ARMED_GROUP
        name = key.removeprefix("a:")
        return (
            Actor(key, name.title(), kind, country="XX" if kind is ActorKind.STATE else None)
            if name != key
            else None
        )

    def __iter__(self) -> Iterator[Actor]:
        return iter(())

    def tied(self) -> list[str]:
        return [f"a:{lower}" for lower, *_ in TIES]

    def find(self, name: str) -> Actor | None:
        return self.get(f"a:{name.lower()}") if name.islower() or name.istitle() else None

    def resolve_np(self, text: str) -> Actor | None:
        return None

    def of(self, actor: str, on: date | None = None) -> list[Relation]:
        out = []
        for lower, kind, upper, start, end in TIES:
            if actor == f"a:{lower}":
                out.append(Relation(kind, f"a:{upper}", start, end, "a register"))
            if actor == f"a:{upper}":
                out.append(Relation(INVERSE[kind], f"a:{lower}", start, end, "a register"))
        return out


def readings(told: list[Told], warnings: tuple[Warning, ...] = ()) -> Iterator[Reading]:
    by_report: dict[str, list[Told]] = {}
    for t in told:
        by_report.setdefault(t.report_id, []).append(t)
    for report_id, claims in by_report.items():
        first = claims[0]
        text = " ".join(t.claim.evidence.exact for t in claims)
        yield Reading(
            Report(
                hashlib.sha256(report_id.encode()).hexdigest(), text, None, first.publisher, first.published
            ),
            claims=tuple(t.claim for t in claims),
            warnings=warnings,
        )


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "test.db") as ledger:
        yield ledger


def picture(ledger: Ledger, told: list[Told], **more: object) -> Picture:
    warnings = more.pop("warnings", ())
    ledger.add_many(readings(told, warnings))  # type: ignore[arg-type]
    return Picture(ledger, Atlas(), Register(), **more)  # type: ignore[arg-type]


STORY = [
    took("brigade", "Wire", "2017-11-09", "2017-11-08", place="p:east"),
    took("militia", "Radio", "2017-11-09", "2017-11-08", place="p:mid"),
    took("enemy", "Wire", "2017-11-12", "2017-11-11", place="p:east", lost="brigade"),
    took("brigade", "Note", "2017-11-19", "2017-11-18", place="p:east"),
    attacked("enemy", "Wire", "2017-11-19", "2017-11-18", place="p:hamlet"),
]


def test_holds_and_its_json(opened: Ledger) -> None:
    answer = picture(opened, STORY).holds("p:east", day("2017-11-12"))
    out = to_json(answer)
    assert set(out) == {"schema", "place", "on", "known", "state", "positions"}
    assert out["place"] == {"id": "p:east", "name": "East", "type": "settlement", "lat": 34.0, "lon": 41.0}
    assert (out["state"], out["on"], out["known"]) == ("single-source", "2017-11-12", None)
    (position,) = out["positions"]
    assert set(position) == {"holder", "status", "extent", "since", "voices", "against"}
    assert position["holder"] == {"id": "a:enemy", "name": "Enemy"}
    assert position["since"] == "2017-11-11"
    assert position["voices"] == [{"source": "Wire", "claims": [STORY[2].claim.id]}]
    assert any(STORY[2].claim.evidence.exact in line for line in explain(answer))


def test_known_and_ingest_twice(opened: Ledger) -> None:
    asked = picture(opened, STORY)
    before = asked.holds("p:east", day("2017-11-12"), day("2017-11-10"))
    assert before.holders == ("a:brigade",)
    picture(opened, STORY)
    picture(opened, [took("rebels", "Late", "2017-12-01", "2017-11-10", place="p:east")])
    assert asked.holds("p:east", day("2017-11-12"), day("2017-11-10")) == before


def test_whose_word_is_heard(opened: Ledger) -> None:
    asked = picture(opened, STORY)
    assert asked.holds("p:east", day("2017-11-20"), heed=Heed(without=frozenset({"note"}))).holders == (
        "a:enemy",
    )
    assert asked.holds("p:east", day("2017-11-20"), heed=Heed(only=frozenset({"Note"}))).holders == (
        "a:brigade",
    )


def test_which_claims_count(opened: Ledger) -> None:
    """The picture of what analysts accepted is that of those claims alone, and proposed claims are all the others."""
    asked, on = picture(opened, STORY), day("2017-11-20")
    accepted, proposed = Heed(judged=Judged.ACCEPTED), Heed(judged=Judged.PROPOSED)
    assert asked.positions_on(on, heed=accepted) == {}
    assert asked.holds("p:east", on, heed=proposed).holders == asked.holds("p:east", on).holders
    taken = next(t for t in STORY if t.claim.kind is Kind.CAPTURE and t.places()[0].id == "p:east")
    opened.decide(Decision(taken.claim.id, "accept", "Ada", datetime(2018, 1, 1, tzinfo=UTC), ""))
    holder = taken.actors("actor")[0].id
    later = taken.day + timedelta(days=1) if taken.day else on
    answer = asked.holds("p:east", later, heed=accepted)
    assert (answer.holders, answer.claims) == ((holder,), (taken.claim.id,))
    assert asked.timeline("p:east", on, heed=accepted).steps[0].claims == (taken.claim.id,)
    assert taken.claim.id not in asked.holds("p:east", later, heed=proposed).claims
    # Who decided by a day of knowledge counts, who decided later does not.
    assert asked.holds("p:east", later, day("2017-12-31"), accepted).holders == ()


def test_a_quarter_and_a_province(opened: Ledger) -> None:
    told = [*STORY, controls("patron", "Post", "2017-11-20", place="p:province", extent=Extent.FULL)]
    asked = picture(opened, told)
    assert asked.holds("p:quarter", day("2017-11-21")).holders == ("a:militia",)
    west = asked.holds("p:west", day("2017-11-21"))
    assert (west.holders, west.inferred_from) == (("a:patron",), "p:province")
    assert asked.holds("p:mid", day("2017-11-21")).holders == ("a:militia",)


def test_fighting_nearby_ages_a_position(opened: Ledger) -> None:
    asked = picture(opened, STORY)
    assert asked.holds("p:mid", day("2017-12-12")).positions[0].status == "stale"
    assert asked.holds("p:east", day("2017-12-25")).positions[0].status == "confirmed"
    one_pass = asked.positions_on(day("2017-12-12"))
    assert one_pass["p:mid"].positions == asked.holds("p:mid", day("2017-12-12")).positions
    assert one_pass["p:east"].positions == asked.holds("p:east", day("2017-12-12")).positions


def test_a_border_answers_by_segment(opened: Ledger) -> None:
    out = to_json(
        picture(opened, [controls("militia", "Wire", "2017-11-12", place="p:line-n")]).holds(
            "p:line", day("2017-11-13")
        )
    )
    assert out["state"] == "unknown"
    assert [(s["place"]["id"], s["state"], s["km"]) for s in out["segments"]] == [
        ("p:line-n", "single-source", pytest.approx(111.2, abs=0.2)),
        ("p:line-s", "unknown", None),
    ]


def test_a_whole_border_taken_takes_its_segments(opened: Ledger) -> None:
    told = [
        controls("militia", "Wire", "2017-11-12", place="p:line"),
        took("enemy", "Wire", "2017-11-15", place="p:line-s"),
    ]
    answer = picture(opened, told).holds("p:line", day("2017-11-16"))
    assert answer.holders == ("a:militia",)
    assert [share.holds.holders for share in answer.segments] == [("a:militia",), ("a:enemy",)]


def test_timeline_json(opened: Ledger) -> None:
    answer = picture(opened, STORY).timeline("p:east", day("2017-12-01"))
    out = to_json(answer)
    lines = explain(answer)
    assert lines[0] == "2017-11-08 to 2017-11-11: single-source: Brigade"
    assert STORY[0].claim.evidence.exact in lines[1]
    with pytest.raises(TypeError, match="not an answer"):
        explain("holds")
    assert out["schema"] == "sandtable.timeline/1"
    assert [(s["from"], s["to"], s["holder"]["name"]) for s in out["steps"]] == [
        ("2017-11-08", "2017-11-11", "Brigade"),
        ("2017-11-11", "2017-11-18", "Enemy"),
        ("2017-11-18", None, "Brigade"),
    ]


def test_changes_movements_and_incidents(opened: Ledger) -> None:
    march = said(
        Kind.MOVEMENT,
        "Wire",
        "2017-11-12",
        place=None,
        actor="enemy",
        origin=site("p:west"),
        destination=site("p:mid"),
    )
    asked = picture(opened, [*STORY, march])
    found = asked.changes(day("2017-11-10"), day("2017-11-30"))
    assert [
        (str(c.day), c.place.id, c.now.holders[0].id, c.before.holders[0].id if c.before else None)
        for c in found
    ] == [
        ("2017-11-11", "p:east", "a:enemy", "a:brigade"),
        ("2017-11-18", "p:east", "a:brigade", "a:enemy"),
    ]
    (travel,) = asked.movements(day("2017-11-01"), day("2017-11-30"))
    assert [p.id for p in travel.stops] == ["p:west", "p:mid"]
    assert asked.movements(day("2017-11-13"), day("2017-11-30")) == ()
    (shelling,) = asked.incidents(day("2017-11-18"), day("2017-11-18"))
    assert (shelling.kind, shelling.place.id) == (Kind.ASSAULT, "p:hamlet")
    assert set(asked.timelines(day("2017-11-30"))) == {"p:east", "p:mid"}


def test_corridor_by_a_patron(opened: Ledger) -> None:
    west = controls("militia", "Wire", "2017-11-09", "2017-11-08", place="p:west")
    asked = picture(opened, [*STORY, west])
    answer = asked.corridor("p:east", "p:west", ["a:patron"], day("2017-11-20"))
    # East is held by a part of what the patron backs.
    assert [leg.passage for leg in answer.way.legs] == [Passage.OPEN, Passage.OPEN]
    assert asked.corridor("p:east", "p:west", ["a:patron"], day("2017-11-12")).way.passage is Passage.CLOSED
    assert asked.corridor("p:east", "p:west", ["a:brigade"], day("2017-11-20")).way.passage is Passage.OPEN
    assert asked.corridor("p:east", "p:west", ["a:enemy"], day("2017-11-20")).way.passage is Passage.CLOSED


def test_own_ground_counts_only_in_a_country_at_peace(opened: Ledger) -> None:
    told = [controls("militia", "Wire", "2017-11-05", place="p:mid")]
    told.append(attacked("enemy", "Wire", "2017-11-10", "2017-11-09", place="p:east"))
    asked = picture(opened, told)
    for on, passage in (("2017-11-06", Passage.OPEN), ("2017-11-10", Passage.UNKNOWN)):
        assert asked.corridor("p:mid", "p:west", ["a:patron"], day(on)).way.passage is passage
    # To those whose country it is not, what nobody speaks of is unknown.
    assert asked.corridor("p:mid", "p:west", ["a:militia"], day("2017-11-06")).way.passage is Passage.UNKNOWN


def test_a_claimed_bond_counts_from_its_claims(opened: Ledger) -> None:
    told = [
        took("rebels", "Wire", "2017-11-08", "2017-11-08", place="p:east"),
        took("rebels", "Wire", "2017-11-08", "2017-11-08", place="p:mid"),
        said(Kind.SUPPORT, "Post", "2017-11-10", place=None, actor="general", recipient="rebels"),
    ]
    asked = picture(opened, told)
    assert asked.corridor("p:east", "p:mid", ["a:general"], day("2017-11-12")).way.passage is Passage.OPEN
    known = asked.corridor("p:east", "p:mid", ["a:general"], day("2017-11-12"), day("2017-11-09"))
    assert known.way.passage is Passage.CLOSED


def test_order_of_battle(opened: Ledger) -> None:
    told = [
        said(Kind.COMMAND, "Post", "2017-11-10", place=None, superior="marshal", subordinate="brigade"),
        said(Kind.MEMBERSHIP, "Note", "2017-11-10", place=None, member="brigade", whole="militia"),
        said(Kind.MEMBERSHIP, "Wire", "2017-11-10", place=None, member="militia", whole="brigade"),
        said(
            Kind.SUPPORT,
            "Radio",
            "2017-11-11",
            place=None,
            actor="patron",
            recipient="militia",
            factuality=Factuality.DENIED,
        ),
        said(Kind.STRENGTH, "Wire", "2017-11-12", place=None, actor="brigade", quantity=quantity(400, 600)),
    ]
    asked = picture(opened, told)
    orders = asked.orbat("a:brigade", day("2017-11-12"))
    assert [(t.actor.id, t.origin) for t in orders.superiors] == [("a:marshal", "claims")]
    (whole,) = orders.wholes
    assert (whole.actor.id, whole.origin, whole.since, whole.kind) == (
        "a:militia",
        "both",
        day("2015-01-01"),
        BondKind.WHOLE,
    )
    assert [t.actor.id for t in orders.parts] == ["a:militia"]
    assert [(f.quantity.low, f.voices[0].source) for f in orders.strength] == [(400, "Wire")]
    assert [t.actor.id for t in asked.orbat("a:brigade", day("2015-06-01")).superiors] == ["a:general"]
    (backer,) = asked.orbat("a:militia", day("2017-11-12")).sponsors
    assert ([v.source for v in backer.against], backer.origin) == (["Radio"], "registry")
    out = to_json(orders)
    assert out["schema"] == "sandtable.orbat/1"
    assert out["wholes"][0]["claims"] == [told[1].claim.id]
    lines = explain(orders)
    assert any(told[1].claim.evidence.exact in line for line in lines)
    assert any(line.startswith("part of: Militia (registry: a register)") for line in lines)
    console = Console(width=120, record=True, file=StringIO())
    console.print(asked.chart("a:brigade", day("2017-11-12")))
    drawn = console.export_text()
    assert "commanded by Marshal" in drawn
    assert "cycle" in drawn


def test_disputes_of_a_ledger(opened: Ledger) -> None:
    told = [
        took("brigade", "Wire", "2017-11-09", "2017-11-08", place="p:east"),
        took("enemy", "Post", "2017-11-09", "2017-11-08", place="p:east"),
        took("brigade", "Note", "2017-11-10", "2017-11-09", place="p:east"),
        said(Kind.STRENGTH, "Wire", "2017-11-12", actor="enemy", quantity=quantity(1500), place=None),
        said(Kind.STRENGTH, "Post", "2017-11-12", actor="enemy", quantity=quantity(400, 600), place=None),
        said(
            Kind.SUPPORT,
            "Radio",
            "2017-11-11",
            place=None,
            actor="patron",
            recipient="militia",
            factuality=Factuality.DENIED,
        ),
    ]
    asked = picture(
        opened, told, warnings=(Warning("weekday-mismatch", "9 November 2017 is no Friday", 0, 4),)
    )
    kinds = {d.kind for d in asked.disputes()}
    assert kinds == set(DisputeKind)
    assert {d.kind for d in asked.disputes(known=day("2017-11-08"))} == set()
    late = asked.disputes(first=day("2017-11-11"), last=day("2017-11-30"))
    assert DisputeKind.HOLDER not in {d.kind for d in late}


def test_copies_by_report(opened: Ledger) -> None:
    class Same:
        def groups(self, reports: Collection[str]) -> dict[str, str]:
            return dict.fromkeys(reports, "one text")

        def groups_of_each(self, many: Collection[Collection[str]]) -> list[dict[str, str]]:
            return [self.groups(reports) for reports in many]

    told = [took("brigade", "Wire", "2017-11-09", "2017-11-08", place="p:east"),
            took("brigade", "Post", "2017-11-09", "2017-11-08", place="p:east")]  # fmt: skip
    assert picture(opened, told).holds("p:east", day("2017-11-10")).state == "agreed"
    assert picture(opened, told, copies=Same()).holds("p:east", day("2017-11-10")).state == "single-source"


def test_a_party_outlet(opened: Ledger) -> None:
    asked = picture(opened, STORY, speakers=Affiliated(Radio="patron"))
    assert asked.holds("p:mid", day("2017-11-10")).positions[0].status == "claimed"


def test_what_is_not_known_is_an_error(opened: Ledger) -> None:
    asked = picture(opened, [])
    with pytest.raises(PictureError, match="no place"):
        asked.holds("p:nowhere")
    with pytest.raises(PictureError, match="no actor"):
        asked.orbat("nobody")
    with pytest.raises(PictureError, match="no actor"):
        asked.corridor("p:east", "p:west", ["nobody"])
    assert asked.holds("p:east").state == "unknown"
    assert asked.disputes() == ()
    assert actor("x").id not in asked.holds("p:east").holders


def test_places_and_actors_that_only_claims_know(opened: Ledger) -> None:
    nameless = Entity("x:band", EntityType.ACTOR, "The Band")
    told = [took(nameless, "Wire", "2017-11-09", "2017-11-08", place="x:well")]
    asked = picture(opened, told)
    assert asked.holds("x:well", day("2017-11-10")).positions[0].holder.name == "The Band"
    assert set(asked.positions_on(day("2017-11-10"))) == {"x:well"}
    assert asked.orbat("x:band", day("2017-11-10")).actor.name == "The Band"
