"""What is kept of scenes: it gives what the claims give, and is made anew where what it rests on is another."""

from __future__ import annotations

from pathlib import Path

import pytest
from picture_world import attacked, controls, day, said, took
from test_picture_gists import Apart, Drawer
from test_picture_ledger import Atlas, Register, readings

from sandtable.ledger import Keeping, Ledger
from sandtable.picture import Picture, explain, to_json
from sandtable.picture import Testimony as Told
from sandtable.picture.compiling import Compiler
from sandtable.sources import Source, Sources
from sandtable.terms import Kind, VoiceType

STORY = [
    took("brigade", "Wire", "2017-11-09", "2017-11-08", place="p:east", lost="enemy"),
    controls("militia", "Post", "2017-11-12", "2017-11-11", place="p:east"),
    took("enemy", "Gazette", "2017-11-12", "2017-11-10", place="p:mid"),
    attacked("enemy", "Wire", "2017-11-12", "2017-11-10", place="p:mid", target="militia"),
]
ON = day("2017-11-20")


def stored(path: Path, told: list[Told]) -> Ledger:
    ledger = Ledger.open(path)
    ledger.add_many(readings(told))
    return ledger


def asked(ledger: Ledger, kept: Drawer | Keeping | None, sources: Sources | None = None) -> Picture:
    return Picture(ledger, Atlas(), Register(), sources or Sources(()), copies=Apart(), kept=kept)


def answers(picture: Picture) -> dict[str, object]:
    return {p: (to_json(a), explain(a), a.testimonies, a.aside) for p, a in picture.positions_on(ON).items()}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The places whose dossiers were made out of claims."""
    found: list[str] = []
    compiled = Compiler.compiled

    def noted(self: Compiler, located: list[object]) -> object:
        found.extend(one.place.id for one in located)  # type: ignore[attr-defined]
        return compiled(self, located)  # type: ignore[arg-type]

    monkeypatch.setattr(Compiler, "compiled", noted)
    return found


def test_a_later_process_makes_nothing_anew(tmp_path: Path, made: list[str]) -> None:
    with stored(tmp_path / "one.db", STORY) as ledger:
        first = answers(asked(ledger, Keeping(tmp_path)))
        assert made
        made.clear()
        assert answers(asked(ledger, Keeping(tmp_path))) == first
        assert made == []
        assert answers(asked(ledger, None)) == first


def test_another_ledger_of_the_same_reports_shares_what_is_kept(tmp_path: Path, made: list[str]) -> None:
    kept = Drawer()
    with stored(tmp_path / "one.db", STORY) as one, stored(tmp_path / "two.db", STORY[::-1]) as two:
        first = answers(asked(one, kept))
        made.clear()
        assert answers(asked(two, kept)) == first
        assert made == []


def test_what_comes_in_makes_anew_only_what_it_bears_on(tmp_path: Path, made: list[str]) -> None:
    with stored(tmp_path / "one.db", STORY) as ledger:
        picture = asked(ledger, Drawer())
        answers(picture)
        made.clear()
        ledger.add_many(
            readings([took("enemy", "Post", "2017-11-15", "2017-11-14", place="p:east", report="new")])
        )
        assert picture.holds("p:east", ON).holders == ("a:enemy",)
        assert answers(picture) == answers(asked(ledger, None))
        assert "p:mid" not in made[: made.index("p:east") + 1]
        assert made.count("p:mid") == 1  # the picture without anything kept


def test_who_stands_with_whom_makes_anew_what_asked_for_it(tmp_path: Path, made: list[str]) -> None:
    """The account without a day joins the dated one, unless another party that is opposed took the place in between."""
    told = [
        took("brigade", "Wire", "2017-11-03", "2017-11-02", place="p:east"),
        took("stranger", "Post", "2017-11-05", "2017-11-04", place="p:east"),
        took("brigade", "Gazette", "2017-11-07", None, place="p:east"),
    ]
    with stored(tmp_path / "one.db", told) as ledger:
        picture = asked(ledger, Drawer())
        before = answers(picture)
        allied = said(
            Kind.ALLIANCE,
            "Wire",
            "2017-11-01",
            when="2017-11-01",
            actor=["brigade", "stranger"],
            report="tie",
        )
        ledger.add_many(readings([allied]))
        made.clear()
        after = answers(picture)
        assert made == ["p:east"]
        assert after == answers(asked(ledger, None))
        assert after != before


def test_another_registry_of_sources_makes_all_anew(tmp_path: Path, made: list[str]) -> None:
    kept = Drawer()
    with stored(tmp_path / "one.db", STORY) as ledger:
        answers(asked(ledger, kept))
        made.clear()
        radio = Sources([Source("source:wire", "Wire", VoiceType.OUTLET, "made up")])
        answers(asked(ledger, kept, radio))
        assert set(made) >= {"p:east", "p:mid"}
