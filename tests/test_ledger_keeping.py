"""What is kept between runs: given back as it was, or not at all."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from picture_world import took
from test_picture_ledger import readings

from sandtable.ledger import Keeping, Ledger
from sandtable.orbat import Registry
from sandtable.picture.outlets import ReportCopies
from sandtable.sources import Sources


def file_of(folder: Path) -> Path:
    (found,) = folder.glob("kept-*.sqlite")
    return found


def test_what_is_kept_is_given_back_to_the_next_run(tmp_path: Path) -> None:
    Keeping(tmp_path / "new").put("one", b"first")
    kept = Keeping(tmp_path / "new")
    assert (kept.get("one"), kept.get("other")) == (b"first", None)
    kept.put("one", b"second")
    assert Keeping(tmp_path / "new").get("one") == b"second"


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0torn", b"no file of ours " * 400])
def test_a_torn_or_foreign_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    Keeping(tmp_path).put("one", b"first")
    file_of(tmp_path).write_bytes(content)
    kept = Keeping(tmp_path)
    assert kept.get("one") is None
    kept.put("one", b"again")
    kept.put("one", b"again")
    assert kept.get("one") == b"again"


def test_a_body_that_was_changed_counts_as_none(tmp_path: Path) -> None:
    Keeping(tmp_path).put("one", b"first")
    Keeping(tmp_path).put("two", b"second")
    with sqlite3.connect(file_of(tmp_path)) as file:
        file.execute("UPDATE kept SET body = (SELECT body FROM kept WHERE key = 'two') WHERE key = 'one'")
    assert Keeping(tmp_path).get("one") is None
    assert Keeping(tmp_path).get("two") == b"second"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "no-folder").write_text("a file stands where the folder should be")
    kept = Keeping(tmp_path / "no-folder")
    kept.put("one", b"first")
    assert kept.get("one") is None


def test_many_may_keep_at_once(tmp_path: Path) -> None:
    def keep(number: int) -> bytes | None:
        Keeping(tmp_path).put(f"key {number % 7}", b"%d" % (number % 7))
        return Keeping(tmp_path).get(f"key {number % 7}")

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(keep, range(60))) == [b"%d" % (n % 7) for n in range(60)]


def test_copies_are_told_once_for_the_same_reports_and_sources(tmp_path: Path) -> None:
    text = (
        "Witnesses said that the town had changed hands again after a night of heavy fighting in its streets."
    )
    told = [took("militia", name, "2017-11-09", place="p:mid", sentence=text) for name in ("Wire", "Post")]
    told.append(
        took("militia", "Note", "2017-11-09", place="p:mid", sentence="Nothing like the others at all.")
    )
    registry = Registry.load()
    sources = Sources.load(registry)
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add_many(readings(told))
        ids = [head.id for head in ledger.reports()]

        class Closed:
            """A shelf from which nothing may be taken."""

            def report(self, report_id: str) -> None:
                raise AssertionError("the texts were read again")

        plain = ReportCopies(ledger, sources).groups(ids)
        assert len(set(plain.values())) == 1 and len(plain) == 2
        kept = Keeping(tmp_path / "kept")
        assert ReportCopies(ledger, sources, kept=kept).groups(ids) == plain
        assert ReportCopies(Closed(), sources, kept=Keeping(tmp_path / "kept")).groups(ids) == plain
        with pytest.raises(AssertionError, match="read again"):
            ReportCopies(Closed(), Sources((), registry), kept=kept).groups(ids)
        with pytest.raises(AssertionError, match="read again"):
            ReportCopies(Closed(), sources, kept=kept).groups(ids[:2])
