"""The order of battle: cycles and contradictory command are shown, and who only denies is not taken to say so."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from picture_world import day, said
from rich.console import Console
from test_picture_ledger import picture

from sandtable.ledger import Ledger
from sandtable.picture import Picture, explain, to_json
from sandtable.picture import Testimony as Told
from sandtable.terms import Factuality, Kind


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "test.db") as ledger:
        yield ledger


def chart(asked: Picture, actor: str, on: str = "2017-11-20") -> str:
    screen = Console(file=StringIO(), width=160)
    screen.print(asked.chart(actor, day(on)))
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()


def under(lower: str, upper: str, outlet: str = "Wire", factuality: Factuality = Factuality.ASSERTED) -> Told:
    return said(
        Kind.COMMAND,
        outlet,
        "2017-11-10",
        place=None,
        superior=upper,
        subordinate=lower,
        factuality=factuality,
    )


def test_a_tie_that_is_only_denied(opened: Ledger) -> None:
    denied = under("corps", "marshal", factuality=Factuality.DENIED)
    asked = picture(opened, [denied])
    (tied,) = asked.orbat("a:corps", day("2017-11-20")).superiors
    assert (tied.voices, [v.source for v in tied.against]) == ((), ["Wire"])
    assert "not commanded by Marshal (denied by Wire)" in chart(asked, "a:corps")


def test_a_tie_said_and_denied(opened: Ledger) -> None:
    told = [under("corps", "marshal"), under("corps", "marshal", "Post", factuality=Factuality.DENIED)]
    asked = picture(opened, told)
    assert "commanded by Marshal (Wire; denied by Post)" in chart(asked, "a:corps")
    assert "not commanded" not in chart(asked, "a:corps")


def test_a_cycle_of_three_is_told_and_ends(opened: Ledger) -> None:
    told = [under("corps", "division"), under("division", "front"), under("front", "corps")]
    asked = picture(opened, told)
    answer = asked.orbat("a:corps", day("2017-11-20"))
    assert [[e.id for e in cycle] for cycle in answer.cycles] == [["a:corps", "a:division", "a:front"]]
    assert [[e["id"] for e in c] for c in to_json(answer)["cycles"]] == [["a:corps", "a:division", "a:front"]]
    assert "a cycle: it is under Division, which is under Front, which is under Corps" in chart(
        asked, "a:corps"
    )
    # Before anybody said so there is none.
    assert asked.orbat("a:corps", day("2017-11-20"), day("2017-11-09")).cycles == ()


def test_contradictory_command(opened: Ledger) -> None:
    told = [under("corps", "marshal"), under("corps", "admiral", "Post")]
    asked = picture(opened, told)
    answer = asked.orbat("a:corps", day("2017-11-20"))
    assert {a.id for a in answer.rivals} == {"a:marshal", "a:admiral"}
    assert "contradictory command: Admiral and Marshal, neither under the other" in chart(asked, "a:corps")
    assert {a["id"] for a in to_json(answer)["contradictory"]} == {"a:marshal", "a:admiral"}


def test_a_chain_of_command_contradicts_nothing(opened: Ledger) -> None:
    told = [under("corps", "marshal"), under("corps", "admiral", "Post"), under("marshal", "admiral", "Note")]
    answer = picture(opened, told).orbat("a:corps", day("2017-11-20"))
    assert answer.rivals == ()
    assert "contradictory" not in to_json(answer)


def test_what_an_order_of_battle_sets_aside(opened: Ledger) -> None:
    planned = under("corps", "admiral", "Post", Factuality.PLANNED)
    answer = picture(opened, [under("corps", "marshal"), planned]).orbat("a:corps", day("2017-11-20"))
    assert [(a.claim, a.reason.split(":")[0]) for a in answer.aside] == [
        (planned.claim.id, "planned, not done")
    ]
    assert explain(answer)[-1].endswith("planned, not done: a plan moves nothing")
