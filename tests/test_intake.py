"""Bytes become reports to the character, or a refusal that says why; one bad input never stops the rest."""

from __future__ import annotations

import hashlib
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandtable.intake import (
    Intake,
    Limits,
    Refusal,
    guess_language,
    list_files,
    make_report,
    read_bytes,
    read_file,
    read_paths,
    read_text,
)
from sandtable.terms import Reading
from sandtable.terms.wire import reading_to

ENGLISH = "The army took Mayadin on Saturday, and the group that held the town left for the desert."
ARABIC = "استعاد الجيش مدينة الميادين من التنظيم يوم السبت بعد أسبوع من القتال"


def read(data: bytes | str, name: str = "report.txt", **options: object) -> list[Intake | Refusal]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_bytes(raw, name, **options))  # type: ignore[arg-type]


def one(data: bytes | str, name: str = "report.txt", **options: object) -> Intake:
    [found] = read(data, name, **options)
    assert isinstance(found, Intake), found
    return found


def refusal(data: bytes | str, name: str = "report.txt", **options: object) -> str:
    [found] = read(data, name, **options)
    assert isinstance(found, Refusal), found
    return found.reason


def codes(intake: Intake) -> set[str]:
    return {warning.code for warning in intake.warnings}


# Plain text


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_text_comes_through_as_read_text_gives_it(body: str) -> None:
    body = f"{ENGLISH} {body} {ENGLISH}\n"
    expected = io.TextIOWrapper(io.BytesIO(body.encode()), encoding="utf-8").read()
    report = one(body).report
    assert report.text == expected
    assert hashlib.sha256(report.text.encode()).digest() == hashlib.sha256(expected.encode()).digest()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_told_and_guesses_are_named(encoding: str) -> None:
    text = "The “army” took Mayadin – and the group that had held the town left for the desert.\n"
    found = one(text.encode(encoding))
    assert found.report.text == text
    assert ("encoding" in codes(found)) == (encoding in ("cp1252", "utf-16-le", "utf-16-be"))


def test_arabic_in_a_windows_code_page_is_told_from_western_text() -> None:
    found = one((ARABIC + "\n").encode("cp1256") * 6)
    assert found.report.text.startswith(ARABIC)
    assert {"encoding", "language"} <= codes(found)


def test_a_byte_order_mark_that_lies_is_a_refusal() -> None:
    assert "UTF-16" in refusal(b"\xff\xfeabc")


def test_the_texts_of_the_gold_are_read_to_the_character() -> None:
    gold = Path(__file__).resolve().parents[2] / "shared" / "gold"
    if not gold.is_dir():
        pytest.skip("the gold reports are not beside the repository")
    annotated = sorted(gold.glob("*.json"))
    assert annotated
    for path in annotated:
        [found] = read_file(gold / "texts" / f"{path.stem}.txt")
        assert isinstance(found, Intake)
        digest = hashlib.sha256(found.report.text.encode()).hexdigest()
        assert digest == json.loads(path.read_text())["text_sha256"]
        assert found.report.language == "en"


def test_front_matter_gives_the_fields_and_leaves_the_text_exact() -> None:
    found = one(
        "---\nTitle: Mayadin falls\npublisher: 'The Euphrates Wire'\npublished: 2017-10-14\n"
        f"url: https://example.org/a?b=c: d\nid: w-1\nmood: odd\n---\n\n{ENGLISH}\n"
    )
    report = found.report
    assert (report.title, report.publisher, report.published) == (
        "Mayadin falls",
        "The Euphrates Wire",
        date(2017, 10, 14),
    )
    assert (report.url, report.source_id) == ("https://example.org/a?b=c: d", "w-1")
    assert report.text == f"\n{ENGLISH}\n"
    assert codes(found) == {"front-matter"}


def test_what_is_said_beside_a_pasted_text_counts_before_what_it_says_of_itself() -> None:
    text = f"---\ntitle: Its own\npublished: 2017-10-14\n---\n{ENGLISH}\r\nMore."
    found = read_text(text, title="Given", publisher="Wire")
    assert isinstance(found, Intake)
    report = found.report
    assert (report.title, report.publisher, report.published) == ("Given", "Wire", date(2017, 10, 14))
    assert report.text == f"{ENGLISH}\nMore." and report.language == "en"
    assert report == make_report(
        text=report.text, title="Given", publisher="Wire", published=report.published
    )
    for empty in ("", " \n", "---\ntitle: x\n---\n"):
        refused = read_text(empty)
        assert isinstance(refused, Refusal) and refused.reason == "it is empty"


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{ENGLISH}\n---\nMore.",
        f"---\ntitle: never closed\n{ENGLISH}",
        f"---\n---\n{ENGLISH}",
        f"title: not front matter\n\n{ENGLISH}",
        f"----\ntitle: x\n----\n{ENGLISH}",
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    found = one(text)
    assert (found.report.text, found.report.title) == (text, None)


def test_a_date_that_is_none_is_a_warning_and_not_a_guess() -> None:
    found = one(f"---\npublished: 2017-02-30\n---\n{ENGLISH}")
    assert found.report.published is None
    assert {"bad-date", "no-date"} <= codes(found)
    assert one(f"---\npublished: 14/10/2017\n---\n{ENGLISH}").report.published is None


def test_options_stand_in_only_where_the_report_is_silent() -> None:
    day = date(2017, 10, 20)
    silent = one(ENGLISH, published=day, publisher="Desk").report
    assert (silent.published, silent.publisher) == (day, "Desk")
    said = one(
        f"---\npublisher: Wire\npublished: 2017-10-14\n---\n{ENGLISH}", published=day, publisher="Desk"
    ).report
    assert (said.published, said.publisher) == (date(2017, 10, 14), "Wire")


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"---\ntitle: x\n---\n"]
)
def test_empty_is_refused(data: bytes) -> None:
    assert refusal(data) == "it is empty"


def test_control_characters_are_kept_and_pointed_at() -> None:
    found = one(f"The army\x00 took\x07 the town.\n{ENGLISH}")
    [warning] = [w for w in found.warnings if w.code == "control-characters"]
    assert found.report.text[warning.start : warning.end] == "\x00"
    assert "2 control" in warning.message


def test_binary_is_refused() -> None:
    assert "binary" in refusal(bytes(range(256)) * 40)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        (ARABIC, "ar", "language"),
        ("ارتش شهر المیادین را پس از یک هفته پنج روز گرفت", "fa", "language"),
        ("Армія взяла місто після тижня боїв, повідомило міністерство", "uk", "language"),
        (
            "L'armée a repris la ville de Mayadin et les combattants du groupe ont quitté les lieux",
            "fr",
            "language",
        ),
        (
            "Die Armee hat die Stadt nach einer Woche eingenommen, und der Rest ist in der Wüste",
            "de",
            "language",
        ),
        ("12 3456 --- 7, 8.", None, "no-letters"),
    ],
)
def test_what_is_not_english_is_read_and_said(text: str, language: str | None, code: str) -> None:
    found = one(text)
    assert (found.report.text, found.report.language) == (text, language)
    assert code in codes(found)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Army takes Mayadin",
        "Fighters of Harakat Hezbollah al-Nujaba and Liwa Fatemiyoun entered Abu Kamal",
    ],
)
def test_english_is_told(text: str) -> None:
    assert guess_language(text) == "en"


def test_a_megabyte_is_read_and_more_than_the_limit_refused() -> None:
    text = (ENGLISH + "\n") * 12_000
    assert len(text) > 1_000_000
    assert one(text).report.text == text
    assert "larger than 1 MB" in refusal(text, limits=Limits(size=1_000_000))


# JSON and JSONL


def test_a_bad_line_is_refused_alone_with_its_number() -> None:
    lines = [
        json.dumps({"id": 7, "text": ENGLISH, "title": "A", "publisher": "Wire", "published": "2017-10-14",
                    "url": "https://example.org/7"}),
        '{"id": "b", "text": "cut off',
        "",
        '["an array"]',
        '{"id": "c"}',
        '{"id": "d", "text": " "}',
        '{"id": "e", "text": 5}',
        "null",
        json.dumps({"id": "z", "text": "Line one.\r\nIt left “the town”.\u2028\x00 ", "published": "2017-10-14T23:30:00-03:00"}),
    ]  # fmt: skip
    found = read("\n".join(lines), "feed.jsonl")
    assert [(f.line, type(f).__name__) for f in found] == [
        (1, "Intake"), (2, "Refusal"), (4, "Refusal"), (5, "Refusal"), (6, "Refusal"), (7, "Refusal"),
        (8, "Refusal"), (9, "Intake"),
    ]  # fmt: skip
    first, last = found[0], found[-1]
    assert isinstance(first, Intake)
    assert isinstance(last, Intake)
    assert first.report == make_report(
        text=ENGLISH, title="A", publisher="Wire", published=date(2017, 10, 14), url="https://example.org/7",
        source_id="7",
    )  # fmt: skip
    assert last.report.text == "Line one.\r\nIt left “the town”.\u2028\x00 "
    assert last.report.published == date(2017, 10, 15), "the day in UTC"
    assert str(found[1]).startswith("feed.jsonl:2: the line is no JSON")


def test_a_line_of_bad_bytes_does_not_spoil_its_neighbours() -> None:
    good = json.dumps({"text": "The town – taken."}, ensure_ascii=False).encode()
    found = read(good + b'\n{"text": "\xff\xfe"}\n' + good, "x.jsonl")
    assert [type(f) for f in found] == [Intake, Refusal, Intake]
    assert isinstance(found[2], Intake)
    assert found[2].report.text == "The town – taken."


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([{"id": "a", "text": ENGLISH}, 3, {"id": "b", "text": ENGLISH}]),
        json.dumps([{"id": "a", "text": ENGLISH}, 3, {"id": "b", "text": ENGLISH}], indent=2),
    ],
)
def test_an_array_is_read_as_its_records(data: str) -> None:
    found = read(data, "x.json")
    assert [f.report.source_id if isinstance(f, Intake) else f.reason for f in found] == [
        "a", "record 2 is not a JSON object but a number", "b",
    ]  # fmt: skip


def test_one_object_over_several_lines_is_one_report() -> None:
    assert one(json.dumps({"id": "a", "text": ENGLISH}, indent=1), "x.json").report.source_id == "a"


@pytest.mark.parametrize("data", ['[{"text": "x"}, ', '{\n "text": "x",\n', "[" * 50_000, '{"a":' * 50_000])
def test_broken_json_is_one_refusal(data: str) -> None:
    assert "JSON" in refusal(data, "x.json")


def test_jsonl_of_any_size_is_read_line_by_line() -> None:
    record = json.dumps({"text": ENGLISH})
    data = "\n".join([record] * 50 + ['{"text": "' + "x" * 3000 + '"}'] + [record] * 50)
    found = read(data, "x.jsonl", limits=Limits(size=1000))
    assert [f.line for f in found] == list(range(1, 102))
    assert [f.line for f in found if isinstance(f, Refusal)] == [51]


def test_a_lone_surrogate_is_replaced_and_said_for_no_encoding_can_carry_it() -> None:
    found = one('{"text": "The army \\ud800 took the town."}', "x.jsonl")
    assert found.report.text == "The army \ufffd took the town."
    assert "lost-characters" in codes(found)


def test_our_own_readings_are_read_as_the_reports_they_are_of() -> None:
    report = make_report(
        text=ENGLISH, title="A", publisher="Wire", published=date(2017, 10, 14), source_id="w-1"
    )
    wire = reading_to(Reading(report))
    assert one(json.dumps(wire), "readings.jsonl").report == report
    wire["report"]["text"] = ENGLISH.replace("took", "lost")
    assert "id" in codes(one(json.dumps(wire), "readings.jsonl"))


# What a file is


def test_the_content_decides_and_the_name_is_noted() -> None:
    page = f"<!DOCTYPE html><html><head><title>T</title></head><body><article><p>{ENGLISH}</p></article></body></html>"
    for data, name, noted in (
        (page, "a.html", False), (page, "a.pdf", True), (page, "-", False), (ENGLISH, "a.pdf", True),
        (ENGLISH, "a.jsonl", True), (json.dumps({"text": ENGLISH}), "a.txt", True), (ENGLISH, "a", False),
        ("[Update] " + ENGLISH, "a.txt", False), ("{sic} " + ENGLISH, "a.txt", False),
        ("<p> marks a paragraph. " + ENGLISH, "a.txt", False),
    ):  # fmt: skip
        found = one(data, name)
        assert ENGLISH in found.report.text
        assert ("name" in codes(found)) == noted, name


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"PK\x03\x04" + bytes(100), "ZIP"),
        (b"\x89PNG\r\n" + bytes(100), "OCR"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x1f\x8b" + bytes(100), "gzip"),
        (b"<?xml version='1.0'?><kml><name>x</name></kml>", "XML"),
    ],
)
def test_other_formats_are_refused_with_what_to_do(data: bytes, hint: str) -> None:
    assert hint in refusal(data)


# Files and folders


def test_folders_are_walked_in_order_and_bad_files_refused_alone(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "b" / "c.txt").write_text("")
    (tmp_path / "b" / "d.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (tmp_path / "e.txt").write_text(ENGLISH)
    (tmp_path / ".hidden").write_text(ENGLISH)
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    found = list(read_paths([tmp_path, tmp_path / "none.txt", tmp_path / "empty"]))
    assert [(Path(f.source).name, type(f).__name__) for f in found] == [
        ("a.txt", "Intake"), ("e.txt", "Intake"), ("c.txt", "Refusal"), ("d.pdf", "Refusal"),
        ("none.txt", "Refusal"), ("empty", "Refusal"),
    ]  # fmt: skip
    assert len(list_files([tmp_path])) == 4


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(ENGLISH.encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    [found] = read_file("-")
    assert isinstance(found, Intake)
    assert (found.report.text, found.source) == (ENGLISH, "<standard input>")


def test_a_file_that_may_not_be_opened_is_a_refusal(tmp_path: Path) -> None:
    [found] = read_file(tmp_path)
    assert isinstance(found, Refusal)
    assert "cannot be read" in found.reason


def test_the_id_is_of_the_content() -> None:
    base = {"text": ENGLISH, "title": "A", "publisher": "W", "published": date(2017, 1, 1), "url": "u"}
    first = make_report(**base)  # type: ignore[arg-type]
    assert len(first.id) == 64
    assert make_report(**base, source_id="x").id == first.id  # type: ignore[arg-type]
    for key in base:
        other = base | {key: date(2017, 1, 2) if key == "published" else "The other text."}
        assert make_report(**other).id != first.id  # type: ignore[arg-type]


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.pdf", "a.jsonl", "a.xml", "-"]))
def test_no_bytes_make_the_reader_fail(data: bytes, name: str) -> None:
    for found in read_bytes(data, name):
        assert isinstance(found, Intake | Refusal)
        if isinstance(found, Intake):
            found.report.text.encode()
