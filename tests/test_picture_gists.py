"""What is answered from gists is what a scan of all claims answers, over random histories, decisions and readings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from picture_world import Affiliated, attacked, controls, left, said, site, took
from test_picture_ledger import Atlas, Register, readings

from sandtable.gazetteer.parts import parts_within
from sandtable.gazetteer.place import Place
from sandtable.ledger import Ledger
from sandtable.picture import ALL, DEFAULT, Heed, Holds, Judged, Picture, explain, holds_of, to_json
from sandtable.picture import Testimony as Told
from sandtable.picture.bonds import from_claim, hostility
from sandtable.picture.days import incidents_of, movements_of
from sandtable.picture.fetching import Fetcher
from sandtable.picture.moves import MOVING
from sandtable.picture.opened import scenes_opened
from sandtable.picture.presence import SEEN
from sandtable.picture.pressure import PRESSING
from sandtable.picture.scene import Scene, scene_of
from sandtable.picture.sides import Bonds
from sandtable.picture.sites import AREAS
from sandtable.picture.theatre import Theatre
from sandtable.sources import Sources
from sandtable.terms import Decision, Extent, Factuality, Kind, Warning

MANY = int(os.environ.get("SANDTABLE_HISTORIES", "0"))
START = date(2017, 1, 1)
PLACES = [
    "p:east",
    "p:mid",
    "p:west",
    "p:quarter",
    "p:hamlet",
    "p:province",
    "p:line-n",
    "x:well",
    "p:mid#south",
]
PARTIES = ["brigade", "militia", "enemy", "patron", "general"]
OUTLETS = ["Wire", "Post", "Army Radio", None]
COPIED = "Witnesses said the town had changed hands again after a night of heavy fighting in the streets"
SPEAKERS = Affiliated(Army_Radio="militia")
HEEDS = [
    ALL, Heed(without=frozenset({"wire"})), Heed(only=frozenset({"Post", "Army Radio"})), Heed(judged=Judged.ACCEPTED),
    Heed(without=frozenset({"wire"}), judged=Judged.PROPOSED),
]  # fmt: skip


class Apart:
    """No report is a copy of another."""

    def groups(self, reports: Collection[str]) -> dict[str, str]:
        return {}

    def groups_of_each(self, many: Collection[Collection[str]]) -> list[dict[str, str]]:
        return [{}] * len(many)


class Drawer(dict[str, bytes]):
    """What is kept between runs, here for all histories together."""

    def put(self, key: str, body: bytes) -> None:
        self[key] = body

    def get_many(self, keys: Collection[str]) -> dict[str, bytes]:
        return {key: self[key] for key in keys if key in self}

    def put_many(self, bodies: Mapping[str, bytes]) -> None:
        self.update(bodies)


DRAWER = Drawer()


def kept_picture(ledger: Ledger) -> Picture:
    """A picture as one process makes it, with what all others before it kept."""
    return Picture(ledger, Atlas(), Register(), Sources(()), speakers=SPEAKERS, copies=Apart(), kept=DRAWER)


def _day(n: int) -> str:
    return (START + timedelta(days=n)).isoformat()


@st.composite
def accounts(draw: st.DrawFn) -> Told:
    published = draw(st.integers(0, 500))
    back = draw(st.integers(0, 9))
    one, other = draw(st.sampled_from(PARTIES)), draw(st.sampled_from(PARTIES))
    outlet = draw(st.sampled_from(OUTLETS))
    more: dict[str, object] = {
        "place": draw(st.sampled_from(PLACES)),
        "factuality": draw(st.sampled_from([Factuality.ASSERTED] * 5 + list(Factuality))),
        "report": f"{outlet}/{published}/{draw(st.integers(0, 1))}",
        "sentence": draw(st.sampled_from([COPIED, COPIED.lower() + ".", "Short.", "Other."])),
    }
    when = draw(st.sampled_from([None, _day(published - back), (_day(published - back - 3), _day(published - back)),
                                 (None, _day(published)), ("2016-03-01", None), (_day(published + 9), None)]))  # fmt: skip
    day = _day(published)
    shape = draw(st.integers(0, 10))
    if shape < 2:
        return took(one, outlet, day, when, lost=other if other != one else [], **more)
    if shape < 4:
        more["extent"] = draw(st.sampled_from([None, Extent.FULL, Extent.PARTIAL, Extent.CONTESTED]))
        return controls([one, other] if shape == 2 else one, outlet, day, when, **more)
    if shape == 4:
        return left(one, outlet, day, when, to=other, **more)
    if shape == 5:
        return attacked(one, outlet, day, when, target=other, **more)
    if shape == 6:
        kind = draw(st.sampled_from([Kind.SIEGE, Kind.CASUALTY]))
        return said(kind, outlet, day, when=when, actor=one, **more)  # type: ignore[arg-type]
    if shape == 7:
        ends = {"origin": site("p:east"), "destination": site(str(more["place"]))}
        more["trigger"] = draw(st.sampled_from(["advanced", "entered"]))
        return said(Kind.MOVEMENT, outlet, day, when=when, actor=one, **{**more, **ends, "place": None})  # type: ignore[arg-type]
    if shape == 8:
        more["sentence"] = draw(st.sampled_from(["Troops stood in place.", "Troops are no longer in place."]))
        return said(Kind.PRESENCE, outlet, day, when=when, actor=one, **more)  # type: ignore[arg-type]
    kind, roles = draw(st.sampled_from([
        (Kind.COMMAND, {"superior": one, "subordinate": other}), (Kind.MEMBERSHIP, {"whole": one, "member": other}),
        (Kind.SUPPORT, {"actor": one, "recipient": other}), (Kind.ALLIANCE, {"actor": [one, other]})]))  # fmt: skip
    return said(kind, outlet, day, when=when, **{**more, "place": None, **roles})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("gists") / "empty.db"
    Ledger.open(path).close()
    yield path


def plain_scene(fetch: Fetcher, place: Place, known: date | None, heed: Heed) -> Scene:
    """What bears on a place, out of all claims about it, opened one by one."""
    towns, region = fetch.sites.containers(place)
    ids = {place.id, *towns}
    around = (
        () if place.type in AREAS else fetch.gazetteer.nearest(place.lat, place.lon, fetch.settings.near_km)
    )
    # Fighting somewhere in a region is not at the point that stands for it.
    near = frozenset(p.id for p, _ in around if p.type not in AREAS) - ids
    pressing = near | parts_within(place)
    told = {
        *fetch.heard(known, heed, MOVING | SEEN | PRESSING, ids),
        *fetch.heard(known, heed, PRESSING, pressing),
    }

    def scene(told: set[Told], region: str | None) -> Scene:
        return scene_of(
            place,
            sorted(told, key=lambda t: t.order),
            containers=towns,
            region=region,
            nearby=near,
            bonds=fetch.graph(known, heed),
            speakers=fetch.speakers,
            settings=fetch.settings,
        )

    own = scene(told, None)
    if region is None or own.heardsay.said:
        return own
    wider = fetch.heard(known, heed, MOVING, {region})
    return scene(told | {t for t in wider if t.claim.extent is Extent.FULL}, region)


def plain(fetch: Fetcher, bonds: Bonds, place_id: str, on: date, known: date | None, heed: Heed) -> Holds:
    """The answer from all claims, opened one by one."""
    place = fetch.place(place_id)
    return holds_of(replace(plain_scene(fetch, place, known, heed), bonds=bonds), on, known)


def plain_bonds(fetch: Fetcher, known: date | None, heed: Heed) -> Bonds:
    """Whatever claims, opened one by one, and the register say of who stands with whom."""
    bonds = [
        bond
        for t in fetch.heard(known, heed, frozenset(Kind))
        for bond in (*from_claim(t, DEFAULT), *hostility(t, DEFAULT))
    ]
    register = Register()
    ties = [fetch.registered(a, r) for a in map("a:{}".format, [*PARTIES, "brigade"]) for r in register.of(a)]
    return Bonds([*dict.fromkeys(ties), *bonds])


def shown(answer: Holds) -> tuple[object, ...]:
    return to_json(answer), explain(answer), answer.testimonies, answer.aside


@settings(max_examples=MANY or 100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(
    st.lists(accounts(), min_size=1, max_size=25),
    st.lists(st.tuples(st.integers(0, 24), st.sampled_from(["accept", "reject", "edit"]), st.integers(0, 500)), max_size=3),
    st.integers(0, 24),
    st.integers(0, 2),
    st.integers(0, 700),
    st.one_of(st.none(), st.integers(0, 500)),
    st.sampled_from(HEEDS),
)  # fmt: skip
def test_answers_are_those_of_a_full_scan(
    empty: Path,
    told: list[Told],
    ruled: list[tuple[int, str, int]],
    again: int,
    grown: int,
    on: int,
    known: int | None,
    heed: Heed,
) -> None:
    path = empty.with_name("copy.db")
    shutil.copyfile(empty, path)
    day, known_day = START + timedelta(days=on), None if known is None else START + timedelta(days=known)
    end = day + timedelta(days=40)
    with Ledger.open(path) as ledger:
        stored = list(readings(told))
        ledger.add_many(stored, datetime(2017, 6, 1, tzinfo=UTC))
        asked = kept_picture(ledger)
        fetch = Fetcher(ledger, Atlas(), Register(), SPEAKERS, None, DEFAULT)
        for step in range(grown + 1):
            if step:  # what was asked before the ledger grew must not be told again
                asked.positions_on(day, known_day, heed)
                asked.courses(day, end, known_day, heed)
            if step == 1:  # a reading anew, with one claim less and another coder
                one = stored[again % len(stored)]
                claims = tuple(replace(c, id=f"{c.id[:40]}again", coder="other/2") for c in one.claims[1:])
                ledger.add(replace(one, claims=claims), datetime(2017, 9, 1, tzinfo=UTC))
            if step == 2:
                for n, verdict, decided in ruled:
                    claim = told[n % len(told)].claim
                    edited = replace(claim, kind=Kind.CONTROL) if verdict == "edit" else None
                    moment = datetime.combine(START + timedelta(days=decided), datetime.min.time(), UTC)
                    ledger.decide(Decision(claim.id, verdict, "analyst", moment, "", edited))
        bonds = plain_bonds(fetch, known_day, heed)
        for place in PLACES:
            if place == "x:well" and not any(site("x:well") in t.places() for t in told):
                continue
            try:
                right = plain(fetch, bonds, place, day, known_day, heed)
            except LookupError:
                continue
            answer = asked.holds(place, day, known_day, heed)
            assert shown(replace(answer, segments=())) == shown(right)
        scenes = scenes_opened(Theatre(fetch), known_day, heed)
        whole = asked.positions_on(day, known_day, heed)
        assert set(whole) == set(scenes)
        for place, scene in scenes.items():
            assert shown(whole[place]) == shown(holds_of(scene, day, known_day))
        later = kept_picture(ledger).positions_on(day, known_day, heed)
        assert {p: shown(answer) for p, answer in later.items()} == {p: shown(whole[p]) for p in whole}
        courses = asked.courses(day, end, known_day, heed)
        for place, scene in scenes.items():
            runs = courses.get(place, ())
            borders = {d for run in runs for d in (run.first, run.last, run.last + timedelta(days=1))}
            for on_day in sorted(
                {d for d in borders if d <= end} | {day + timedelta(days=n) for n in range(0, 41, 3)}
            ):
                run = next((r for r in runs if r.first <= on_day <= r.last), None)
                answer = holds_of(scene, on_day, known_day)
                told_of = (run.holds.state, run.holds.positions, run.holds.inferred_from) if run else None
                now = (answer.state, answer.positions, answer.inferred_from)
                assert told_of == (now if answer.positions else None)
        assert asked.movements(day, end, known_day, heed) == movements_of(
            fetch.heard(known_day, heed, {Kind.MOVEMENT}), day, end
        )
        told_kinds = frozenset({Kind.ASSAULT, Kind.SIEGE, Kind.PRESENCE})
        assert asked.incidents(day, end, known_day, told_kinds, heed) == incidents_of(
            fetch.heard(known_day, heed, told_kinds), told_kinds, day, end
        )
        some = ["p:east", "p:quarter", "p:west"]
        of_some = asked.positions_on(day, known_day, heed, places=some)
        for place, scene in scenes_opened(Theatre(fetch), known_day, heed, some).items():
            assert shown(of_some[place]) == shown(holds_of(scene, day, known_day))


def test_warnings_come_with_the_claims_that_they_touch(tmp_path: Path) -> None:
    told = [took("militia", "Wire", "2017-11-09", "2017-11-08", place="p:mid")]
    with Ledger.open(tmp_path / "w.db") as ledger:
        warnings = (
            Warning("weekday-mismatch", "No such weekday.", 0, 4),
            Warning("nul", "Other.", None, None),
        )
        ledger.add_many(readings(told, warnings))
        (found,) = ledger.warnings(["weekday-mismatch"])
        assert (found.warning, found.claims) == (warnings[0], (told[0].claim.id,))
        (bare,) = ledger.warnings(["nul"])
        assert bare.claims == ()
        assert ledger.warnings(["weekday-mismatch"], date(2017, 11, 8)) == []


def test_what_kin_did_in_a_span_is_one_event(empty: Path) -> None:
    """A part's taking in a longer span is that of its backer in a shorter one, also where the scene is kept."""
    told = [
        took("patron", "Wire", "2017-03-06", ("2016-03-01", None), lost="enemy", place="p:mid"),
        took("brigade", "Post", "2017-05-21", ("2016-03-01", None), place="p:mid", sentence="Short."),
    ]
    path = empty.with_name("kin.db")
    shutil.copyfile(empty, path)
    day = date(2017, 1, 1)
    with Ledger.open(path) as ledger:
        ledger.add_many(list(readings(told)), datetime(2017, 6, 1, tzinfo=UTC))
        fetch = Fetcher(ledger, Atlas(), Register(), SPEAKERS, None, DEFAULT)
        right = plain(fetch, plain_bonds(fetch, None, ALL), "p:mid", day, None, ALL)
        assert [a.reason[:33] for a in right.aside] == ["between 2016-03-01 and 2017-03-06"] * 2
        assert shown(kept_picture(ledger).holds("p:mid", day, None, ALL)) == shown(right)
