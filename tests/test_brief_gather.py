"""A ledger of a few readings, gathered into a brief: each day answers as the picture does, and each line has its words."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from sandtable.brief import BriefInput, changes, render, render_markdown
from sandtable.brief.gather import gather, named
from sandtable.brief.quoting import passage_id, passages
from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Dispute, DisputeKind, Picture, Side
from sandtable.terms import (
    Claim,
    Entity,
    EntityType,
    Evidence,
    Factuality,
    Kind,
    Reading,
    Report,
    Role,
    Spoken,
    TimeSpan,
    Trigger,
    Voice,
    VoiceType,
)

ON = date(2017, 11, 25)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


class Press:
    """Writes readings: each has one sentence, and claims whose roles are words of it."""

    def __init__(self, gazetteer: Gazetteer, registry: Registry) -> None:
        self.gazetteer, self.registry = gazetteer, registry
        self.readings: list[Reading] = []

    def entity(self, role: str, words: str) -> Entity:
        if role in {"place", "origin", "destination"}:
            place = next(
                m.place for m in self.gazetteer.find(words, ("SY", "IQ")) if m.place.country in {"SY", "IQ"}
            )
            return Entity(place.id, EntityType.PLACE, place.name, place.lat, place.lon)
        actor = self.registry.find(words, ("SY", "IQ", "IR", "LB"))
        assert actor is not None, words
        return Entity(actor.id, EntityType.ACTOR, actor.name)

    def write(
        self, publisher: str, day: date, kind: Kind, text: str, *, trigger: str, happened: date | None = None,
        factuality: Factuality = Factuality.ASSERTED, by: str = "", **roles: str,
    ) -> None:  # fmt: skip
        def span(words: str) -> tuple[int, int]:
            return text.index(words), text.index(words) + len(words)

        ident = f"{publisher}-{day}-{len(self.readings)}"
        start, end = span(trigger)
        when = (
            None
            if happened is None
            else TimeSpan(text, 0, len(text), happened.isoformat(), happened.isoformat(), "day")
        )
        claim = Claim(
            id=f"claim-{len(self.readings)}",
            kind=kind,
            roles=tuple(Role(r, w, *span(w), self.entity(r, w)) for r, w in roles.items()),
            evidence=Evidence(0, len(text), text, "", "", Trigger(start, end, trigger)),
            factuality=factuality,
            time=when,
            attribution=(Voice(by, *span(by), by, VoiceType.PARTY),) if by else (),
            coder="test/1",
        )
        report = Report(
            ident, text, f"{publisher} of {day}", publisher, day, f"https://example.org/{len(self.readings)}"
        )
        self.readings.append(Reading(report, (), (claim,)))


@pytest.fixture(scope="module")
def ledger(gazetteer: Gazetteer, registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    press = Press(gazetteer, registry)
    november = lambda n: date(2017, 11, n)  # noqa: E731
    press.write(
        "Qasr Radio",
        november(9),
        Kind.CAPTURE,
        "The Syrian Army took Abu Kamal.",
        trigger="took",
        happened=november(8),
        actor="Syrian Army",
        place="Abu Kamal",
    )
    press.write(
        "Euphrates Wire",
        november(12),
        Kind.CAPTURE,
        "Islamic State retook Abu Kamal.",
        trigger="retook",
        happened=november(11),
        actor="Islamic State",
        place="Abu Kamal",
    )
    press.write(
        "Badia Monitor",
        november(15),
        Kind.CONTROL,
        "Islamic State holds Abu Kamal.",
        trigger="holds",
        actor="Islamic State",
        place="Abu Kamal",
    )
    press.write(
        "Qasr Radio",
        november(12),
        Kind.CONTROL,
        "The Syrian Army holds Abu Kamal.",
        trigger="holds",
        happened=november(12),
        actor="Syrian Army",
        place="Abu Kamal",
    )
    press.write(
        "Al-Rafid",
        november(9),
        Kind.MOVEMENT,
        "Hezbollah moved from Mayadin to Abu Kamal.",
        trigger="moved",
        happened=november(8),
        actor="Hezbollah",
        origin="Mayadin",
        destination="Abu Kamal",
    )
    press.write(
        "Harbour Post",
        november(10),
        Kind.COMMAND,
        "Qassem Soleimani commands the Quds Force.",
        trigger="commands",
        superior="Qassem Soleimani",
        subordinate="Quds Force",
    )
    press.write(
        "Harbour Post",
        november(20),
        Kind.CAPTURE,
        "The Syrian Army will take Mayadin.",
        trigger="take",
        actor="Syrian Army",
        place="Mayadin",
        factuality=Factuality.PLANNED,
    )
    press.write(
        "Wire Two",
        november(18),
        Kind.CAPTURE,
        "Iraqi Army captured Rawa.",
        trigger="captured",
        happened=november(17),
        actor="Iraqi Army",
        place="Rawa",
    )
    path: Path = tmp_path_factory.mktemp("ledger") / "valley.db"
    book = Ledger.open(path)
    assert book.add_many(press.readings) == len(press.readings)
    return book


@pytest.fixture(scope="module")
def picture(ledger: Ledger, gazetteer: Gazetteer, registry: Registry) -> Picture:
    return Picture(ledger, gazetteer, registry)


@pytest.fixture(scope="module")
def brief(picture: Picture, ledger: Ledger, gazetteer: Gazetteer, registry: Registry) -> BriefInput:
    return gather(picture, ledger, gazetteer, registry, on=ON)


def test_each_day_answers_as_the_picture_does(brief: BriefInput, picture: Picture) -> None:
    assert brief.last == ON and {s.name for s in brief.spots} >= {"Abu Kamal"} and len(brief.spots) == 2
    for spot in brief.spots:
        for n in range((brief.last - brief.first).days + 1):
            day = brief.first + timedelta(days=n)
            answer, standing = picture.holds(spot.id, day), spot.on(day)
            assert standing is not None
            assert (standing.state, standing.positions) == (answer.state, answer.positions), (spot.name, day)


def test_changes_are_those_that_claims_brought(brief: BriefInput) -> None:
    kamal = next(s for s in brief.spots if s.id == "geonames:174448")
    days = [c.day for c in changes(brief) if c.spot is kamal]
    assert date(2017, 11, 8) in days and date(2017, 11, 11) in days
    assert all(c.now.claims for c in changes(brief))


def test_every_claim_that_a_line_rests_on_has_its_sentence(brief: BriefInput) -> None:
    have = {s.claim for s in brief.sentences}
    assert {c for ch in changes(brief) for c in ch.now.claims} <= have
    assert {c for m in brief.movements for c in m.claims} <= have
    assert {c for b in brief.bonds for c in b.claims} <= have
    for s in brief.sentences:
        assert s.text[s.start : s.end] in {"took", "retook", "holds", "moved", "commands", "captured"}
        assert s.publisher and s.published


def test_ties_movements_and_disputes_come_over(brief: BriefInput) -> None:
    names = {p.id: p.name for p in brief.parties}
    assert any(b.tie == "commands" and "Soleimani" in names[b.superior] and b.claims for b in brief.bonds)
    (move,) = brief.movements
    assert len(move.stops) == 2 and move.drawn
    assert any(d.kind == "holder" and len(d.sides) > 1 for d in brief.disputes)


def test_what_moved_nothing_is_named(brief: BriefInput) -> None:
    assert any("1 claim about who holds a place moved nothing: planned" in note for note in brief.notes)
    assert all("will take" not in s.text for s in brief.sentences)


def test_a_day_of_knowledge_hides_what_came_later(
    picture: Picture, ledger: Ledger, gazetteer: Gazetteer, registry: Registry
) -> None:
    early = gather(picture, ledger, gazetteer, registry, on=ON, known=date(2017, 11, 10))
    assert all(s.published and s.published <= date(2017, 11, 10) for s in early.sentences)
    assert [s.name for s in early.spots] == ["Abu Kamal"]


def test_the_ground_is_drawn_about_the_places(brief: BriefInput, gazetteer: Gazetteer) -> None:
    west, south, east, north = brief.base.box
    assert all(west < s.lon < east and south < s.lat < north for s in brief.spots)
    assert brief.base.land and brief.base.borders
    assert {"Syria", "Iraq"} <= {label.name for label in brief.base.labels}
    assert bool(brief.base.rivers) == (gazetteer.geometry("theatre:euphrates") is not None)


def test_it_renders(brief: BriefInput) -> None:
    assert "retook" in render(brief) and "retook" in render_markdown(brief)


def test_an_empty_ledger_is_an_empty_brief(gazetteer: Gazetteer, registry: Registry, tmp_path: Path) -> None:
    book = Ledger.open(tmp_path / "empty.db")
    brief = gather(Picture(book, gazetteer, registry), book, gazetteer, registry, on=ON)
    assert brief.spots == () and "No report says" in render(brief)


def test_doubted_words_without_a_claim_are_quoted() -> None:
    text = "Rawa fell at dawn. It was taken on Thursday, 17 November, the command said. Few fought."
    start = text.index("Thursday")
    doubt = Dispute(
        DisputeKind.SELF,
        (),
        (Side("a Friday", (Spoken("Two Rivers", ()),)),),
        report="r",
        span=(start, start + 21),
    )

    class Shelf:
        def report(self, report_id: str) -> Report | None:
            return Report("r", text, publisher="Two Rivers") if report_id == "r" else None

    (quoted,) = passages([doubt], Shelf())
    assert quoted.text == "It was taken on Thursday, 17 November, the command said."
    assert quoted.text[quoted.start : quoted.end] == "Thursday, 17 November" and quoted.claim == passage_id(
        doubt
    )


def test_an_actor_that_a_report_made_known_keeps_the_name_it_was_given(registry: Registry) -> None:
    new = registry.unknown("Sixth Infantry Division")
    rows = {row[0]: row for row in named({new.id: new.name, "actor:isis": "Daesh"}, registry)}
    assert rows[new.id][1:3] == ("Sixth Infantry Division", "")
    listed = registry.get("actor:isis")
    assert listed is not None and rows["actor:isis"][2] == listed.name
