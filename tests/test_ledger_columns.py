"""Columns kept between runs: what is taken from them is what the ledger would be read for, or nothing is taken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from picture_world import attacked, controls, said, took
from postgresql_world import database
from test_picture_ledger import readings

from sandtable.ledger import Ledger, columns, sheaves
from sandtable.terms import Decision, Kind, Reading, VoiceType

DAY = datetime(2020, 1, 1, tzinfo=UTC)


def chapter(n: int) -> list[Reading]:
    """Three reports."""
    day = f"2017-11-{n + 1:02}"
    place = f"p:{'west mid east'.split()[n % 3]}"
    told = [
        took("militia", "Wire", day, place=place, lost="enemy", sentence=f"It fell, {n}."),
        controls(
            "enemy", None, day, ("2014-01-01", None), place="p:east", by=[("Envoy", VoiceType.OFFICIAL)]
        ),
        attacked("enemy", "Wire", day, place=place, target="militia", sentence=f"It was shelled, {n}."),
        said(Kind.ALLIANCE, f"Post {n}", day, place=None, actor=["militia", "brigade"]),
    ]
    return list(readings(told))


def shown(ledger: Ledger, known: date | None = None) -> tuple[object, ...]:
    """All that stands, in words."""
    standing = ledger.standing(known)
    held = standing.held
    names = list(standing.names)
    parts = [
        (int(p["seq"]), names[p["entity"]], names[p["variant"]], p["role"], p["type"]) for p in standing.parts
    ]
    ids = sorted({one[1] for one in parts} | {"p:nowhere"})
    keys = held.keys.rows[standing.slots].tolist()
    return (
        standing.claims.tolist(), parts, names, list(held.reports), keys, [e.claim.id for e in standing.decided],
        [held.naming([one]).tolist() for one in ids], held.naming(ids).tolist(), held.named(1, standing.counted),
        held.voices.rows.tolist(), held.kinds.rows.tolist(), standing.counted is None,
    )  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    with database("sandtable_columns_test") as one:
        yield one


def file_of(folder: Path) -> Path:
    (found,) = folder.glob("columns-*")
    return found


def fill(target: str | Path, *chapters: int) -> None:
    with Ledger.open(target) as ledger:
        for n in chapters:
            ledger.add_many(chapter(n))


def reads(target: str | Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many readings a new process reads out of a ledger's tables, which must give all that there is."""
    with Ledger.open(target) as plain, monkeypatch.context() as patched:
        read = []
        grown = columns._grown
        patched.setattr(columns, "_grown", lambda c, held, last: (read.append(last - held.reading), grown(c, held, last))[1])  # fmt: skip
        with Ledger.open(target, kept=kept) as ledger:
            found = shown(ledger)
        assert found == shown(plain)
        return sum(read[: len(read) // 2])


def test_the_next_run_reads_only_what_is_new(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    fill(url, *range(8))
    assert [reads(url, kept, monkeypatch) for _ in range(2)] == [24, 0]
    made = file_of(kept).stat().st_ino
    fill(url, 8)
    assert [reads(url, kept, monkeypatch) for _ in range(2)] == [3, 0]
    assert file_of(kept).stat().st_ino != made
    made = file_of(kept).stat().st_ino
    with Ledger.open(url) as ledger:
        ledger.add(chapter(9)[0])
    # So little is not worth a new file.
    assert [reads(url, kept, monkeypatch) for _ in range(2)] == [1, 1]
    assert file_of(kept).stat().st_ino == made
    with Ledger.open(url) as ledger:
        one, known = chapter(3)[0], date(2017, 11, 5)
        ledger.decide(Decision(one.claims[0].id, "reject", "Ada", DAY, ""))
        ledger.add(Reading(one.report, (), one.claims[1:]), DAY)
        right = [shown(ledger), shown(ledger, known)]
    with Ledger.open(url, kept=kept) as ledger:
        assert [shown(ledger), shown(ledger, known)] == right


def test_a_run_sees_what_is_added_while_it_lasts(url: str, tmp_path: Path) -> None:
    fill(url, *range(9))
    with Ledger.open(url, kept=tmp_path / "kept") as ledger:
        ledger.standing()
    with Ledger.open(url, kept=tmp_path / "kept") as ledger, Ledger.open(url) as plain:
        before, was = ledger.standing(), shown(ledger)
        for n in range(9, 14):
            for one in chapter(n):
                plain.add(one)
                assert shown(ledger) == shown(plain)
        # What was given before stays as it was.
        assert len(before.claims) == 36 and was[0] == before.claims.tolist()
        assert [int(n) for n in before.claims["seq"]] == list(range(1, 37))


@pytest.mark.parametrize("how", ["empty", "short", "long", "foreign", "head", "claims", "parts", "folder"])
def test_a_file_that_is_no_whole_file_of_ours_is_made_anew(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, kept = tmp_path / "l.db", tmp_path / "kept"
    fill(target, *range(3))
    assert reads(target, kept, monkeypatch) == 9
    path = file_of(kept)
    body = bytearray(path.read_bytes())
    if how in ("claims", "parts"):
        with Ledger.open(target) as ledger:
            rows = getattr(ledger.standing(), how)
        at = body.index(rows.tobytes())
        body[at + len(rows.tobytes()) // 2] ^= 1
    elif how == "head":
        body[body.index(b'"key"') + 9] ^= 1
    path.unlink()
    if how == "folder":
        path.mkdir()
    else:
        path.write_bytes(
            {"empty": b"", "short": body[:-1], "long": body + b"0", "foreign": b"no file of ours" * 900}.get(
                how, body
            )
        )
    again = 9 if how == "folder" else 0
    assert [reads(target, kept, monkeypatch) for _ in range(2)] == [9, again]


def test_another_ledger_in_the_same_place_is_not_taken_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, copy, kept = tmp_path / "l.db", tmp_path / "copy.db", tmp_path / "kept"
    fill(target, 0, 1)
    shutil.copyfile(target, copy)
    fill(target, 2, 3)
    assert reads(target, kept, monkeypatch) == 12
    longer = target.read_bytes()

    def put_in_place(body: bytes) -> None:
        for beside in tmp_path.glob("l.db*"):
            beside.unlink()
        target.write_bytes(body)

    put_in_place(copy.read_bytes())  # as it was before
    assert [reads(target, kept, monkeypatch) for _ in range(2)] == [6, 0]
    fill(target, 3, 2, 4)  # and told otherwise since
    assert reads(target, kept, monkeypatch) == 9
    put_in_place(longer)
    assert [reads(target, kept, monkeypatch) for _ in range(2)] == [12, 0]
    for beside in tmp_path.glob("l.db*"):
        beside.unlink()
    with Ledger.open(target) as ledger:  # the same readings, stored at another moment
        ledger.add_many([one for n in (0, 1, 2, 3) for one in chapter(n)], DAY)
    assert [reads(target, kept, monkeypatch) for _ in range(2)] == [12, 0]


def test_where_nothing_can_be_written_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "no-folder"
    kept.write_text("a file stands where the folder should be")
    fill(tmp_path / "l.db", 0)
    assert [reads(tmp_path / "l.db", kept, monkeypatch) for _ in range(2)] == [3, 3]


def test_many_may_keep_at_once_and_those_longest_not_used_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setattr(sheaves, "_MOST", 6)
    for n in range(8):
        fill(tmp_path / f"{n}.db", n, n + 1)
    with Ledger.open(tmp_path / "0.db") as plain:
        right = shown(plain)

    def ask(n: int) -> tuple[object, ...]:
        with Ledger.open(tmp_path / f"{n % 2}.db", kept=kept) as ledger:
            return shown(ledger)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(40)))
    assert all(one == right for one in found[::2]) and right not in found[1::2]
    for n in range(8):
        reads(tmp_path / f"{n}.db", kept, monkeypatch)
    assert len(list(kept.iterdir())) == 6
    assert reads(tmp_path / "7.db", kept, monkeypatch) == 0


def test_a_column_grows_in_its_room_and_past_it() -> None:
    column = sheaves.Column.empty("<u4")
    seen = []
    for n in range(100):
        column = column.more(np.array([n, n + 1], "<u4"))
        seen.append(column)
    for n, one in enumerate(seen, 1):
        assert one.rows.tolist() == [k + i for k in range(n) for i in (0, 1)]
