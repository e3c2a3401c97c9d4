"""The bench's own arithmetic: shares, floors, digests, pages, joins of spans, and the reading of corpora."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from bench.__main__ import BASELINE, BOARDS, main
from bench.board import Board, Sheet, by_cause, f1, share
from bench.corpora import digest, re3d_folders, records
from bench.entities import causes, joins, without_article
from bench.floors import below, raised
from bench.geoparse import FARTHEST_KM, auc, error_km, found
from bench.page import markdown, number
from bench.parse import compare, sentences
from bench.plover import macro_f1
from bench.speed import page, run, texts

from sandtable.language.network import Layers
from sandtable.terms import Claim, Entity, EntityType, Evidence, Kind, Mention, MentionType, Role, Trigger


def test_f1_by_hand() -> None:
    assert f1(3, 4, 6) == (0.75, 0.5, pytest.approx(0.6))
    assert f1(0, 0, 0) == (0.0, 0.0, 0.0)
    assert f1(0, 5, 5) == (0.0, 0.0, 0.0)
    assert share(1, 4) == 0.25 and share(1, 0) == 0.0


def test_macro_f1_takes_the_classes_of_the_gold() -> None:
    # ACCUSE 1 of 1 guessed, 2 gold: 2/3; AID never right: 0; a class that is only guessed has no gold and no say.
    assert macro_f1([[1, 1, 2], [0, 3, 1], [0, 4, 0]]) == pytest.approx((2 / 3) / 2)
    assert macro_f1([]) == 0.0


def test_misses_are_counted_by_cause_with_examples() -> None:
    misses = [("late", "a"), ("early", "b"), ("late", "a"), ("late", "c"), ("late", "d"), ("late", "e")]
    assert by_cause(misses) == ("5 x late: a | c | d", "1 x early: b")


BOARD = Board(
    "claims", "abc", {"kind_f1": 0.8, "precision": 0.9, "time": 0.005}, frozenset({"kind_f1", "time"})
)


def test_floors_are_a_point_under_the_guarded_figures() -> None:
    assert raised([BOARD]) == {"claims": {"corpus": "abc", "floors": {"kind_f1": 0.79, "time": 0.0}}}


def test_what_is_whole_stays_whole() -> None:
    whole = Board("claims", "abc", {"evidence_right": 1.0}, frozenset({"evidence_right"}))
    assert raised([whole])["claims"]["floors"] == {"evidence_right": 1.0}


def test_what_is_absent_or_unguarded_has_no_floor() -> None:
    assert raised([Board("speed", "abc", {"words/s": 2500.0}), Board("gone", "", absent="no corpus")]) == {}


def test_a_figure_under_its_floor_is_told() -> None:
    floors = raised([BOARD])
    assert below([BOARD], floors) == []
    [line] = below([Board("claims", "abc", {"kind_f1": 0.7899, "time": 0.0})], floors)
    assert "kind_f1 is 0.790, below its floor of 0.790" in line


def test_another_corpus_is_told_and_its_figures_are_not_judged() -> None:
    [line] = below([Board("claims", "xyz", {"kind_f1": 0.1})], raised([BOARD]))
    assert "abc" in line and "xyz" in line and "--raise-floors" in line


def test_a_figure_that_is_no_longer_measured_is_told() -> None:
    [line] = below([Board("claims", "abc", {"kind_f1": 0.9})], raised([BOARD]))
    assert "time" in line and "no longer measured" in line


def test_an_absent_board_breaks_no_floor() -> None:
    assert below([Board("claims", "", absent="no corpus")], raised([BOARD])) == []


def test_the_page_has_figures_reasons_and_sheets() -> None:
    sheet = Sheet("claims: causes", ("cause", "claims"), (("a | b", "2"),))
    text = markdown([Board("claims", "abc", {"f1": 0.71234, "words/s": 2512.4}, sheets=(sheet,)), Board("re3d", "", absent="no re3d")])  # fmt: skip
    assert "| claims | f1 | 0.712 | abc |" in text
    assert "| claims | words/s | 2,512 | abc |" in text
    assert "| re3d | no re3d |" in text
    assert "## Claims: causes" in text and "| a \\| b | 2 |" in text


def test_numbers_are_read_as_shares_or_counts() -> None:
    assert (number(0.5), number(19.9994), number(20.0), number(12345.6)) == (
        "0.500",
        "19.999",
        "20",
        "12,346",
    )


def test_a_digest_knows_names_and_bytes_and_no_order(tmp_path: Path) -> None:
    a, b = tmp_path / "a.json", tmp_path / "b.json"
    a.write_text("one", encoding="utf-8")
    b.write_text("two", encoding="utf-8")
    before = digest([a, b])
    assert before == digest([b, a]) and len(before) == 16
    b.write_text("two ", encoding="utf-8")
    assert digest([a, b]) != before
    assert digest([a]) != digest([b])


def test_records_of_both_forms(tmp_path: Path) -> None:
    lines, array = tmp_path / "a.jsonl", tmp_path / "b.json"
    lines.write_text('{"n": 1}\n\n{"n": 2}\n', encoding="utf-8")
    array.write_text('\n[{"n": 1}, {"n": 2}]', encoding="utf-8")
    assert records(lines) == records(array) == [{"n": 1}, {"n": 2}]


def test_the_folder_that_no_model_is_trained_on_stands_alone() -> None:
    seen, kept = list(re3d_folders(trained=True)), list(re3d_folders(trained=False))
    if not seen:
        pytest.skip("no re3d in ../shared")
    assert [f.name for f in kept] == ["bbc-online"]
    assert "bbc-online" not in {f.name for f in seen}


def test_a_leading_article_is_no_part_of_a_mention() -> None:
    text = "The army of the north"
    assert without_article(text, 0, 8) == (4, 8)
    assert without_article(text, 4, 8) == (4, 8)
    assert without_article("Theatre", 0, 7) == (0, 7)


def test_causes_of_mentions() -> None:
    text = "Chad army Goma Bria"
    gold = {(0, 9, "Organisation"), (10, 14, "Location"), (15, 19, "Location")}
    read = {(0, 4, "Organisation"), (10, 14, "Person")}
    assert sorted(causes(text, gold, read)) == [
        ("Location: missed, another type", "Goma"),
        ("Location: missed, nothing there", "Bria"),
        ("Organisation: false, another extent", "Chad"),
        ("Organisation: missed, another extent", "Chad army"),
        ("Person: false, another type", "Goma"),
    ]


def claim(*roles: tuple[str, int, int]) -> Claim:
    text = "x" * 40
    made = tuple(Role(name, text[start:end], start, end) for name, start, end in roles)
    return Claim("id", Kind.ASSAULT, made, Evidence(0, 40, text, "", "", Trigger(0, 1, "x")))


def test_a_relation_is_joined_by_two_roles_not_by_one() -> None:
    relation = {"sourceBegin": 0, "sourceEnd": 5, "targetBegin": 10, "targetEnd": 15}
    assert joins(claim(("actor", 2, 4), ("target", 12, 20)), relation)
    assert joins(claim(("target", 12, 20), ("actor", 0, 5)), relation)
    assert not joins(claim(("actor", 0, 20)), relation)
    assert not joins(claim(("actor", 0, 5), ("target", 15, 20)), relation)


def test_toponyms_found_by_equal_and_by_overlapping_spans() -> None:
    assert found({(0, 4), (10, 14), (20, 24)}, {(0, 4), (8, 12), (30, 34)}) == (1, 2, 2)
    assert found(set(), {(0, 4)}) == (0, 0, 0)


def mention(start: int, end: int, lat: float | None) -> Mention:
    entity = None if lat is None else Entity("geonames:1", EntityType.PLACE, "x", lat=lat, lon=0.0)
    return Mention(start, end, "x" * (end - start), MentionType.LOCATION, entity)


def test_the_error_is_of_the_mention_that_fits_best() -> None:
    toponym = {"start": 10, "end": 14, "lat": 0.0, "lon": 0.0}
    assert error_km(toponym, [mention(0, 5, 0.0)]) is None
    assert error_km(toponym, [mention(10, 14, None)]) == FARTHEST_KM
    near = error_km(toponym, [mention(5, 20, 50.0), mention(10, 14, 1.0)])
    assert near is not None and 110 < near < 112  # one degree of latitude


def test_area_under_the_curve_of_errors() -> None:
    assert auc([0.0, 0.0]) == 0.0
    assert auc([FARTHEST_KM]) == pytest.approx(1.0, abs=1e-4)
    assert auc([]) == 0.0


CONLLU = """# text = We don't go.
1\tWe\twe\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4.1\tgone\tgo\tVERB\t_\t_\t_\t_\t4:conj\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_
"""


def test_conllu_gives_words_and_blanks() -> None:
    [(rows, blanks)] = sentences(CONLLU + "\n")
    assert [r[1] for r in rows] == ["We", "do", "n't", "go", "."]
    assert blanks == [True, True, False, True, False]


def test_parse_scores_count_every_token() -> None:
    gold = sentences(CONLLU)
    layers = Layers(["PRON", "AUX", "PART", "VERB", "X"], [], [4, 4, 2, 0, 4], ["nsubj", "aux", "advmod", "root", "obj"], [], [])  # fmt: skip
    figures, wrong = compare(gold, [layers])
    assert figures == {"upos": 0.8, "uas": 0.8, "las": 0.6}
    assert wrong == [("advmod: another head", "n't"), ("punct read as obj", ".")]


def test_a_page_is_the_text_of_about_a_page() -> None:
    assert page(["w " * 10, "w " * 400, "w " * 5000]) == "w " * 400
    some, files = texts()
    assert some and files and all(f.exists() for f in files)


def test_an_unknown_board_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["claim"])
    assert end.value.code == 2
    assert "no board named claim; there are claims" in capsys.readouterr().err


def test_the_baseline_keeps_to_its_form() -> None:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    for name, pinned in baseline.items():
        assert set(pinned) == {"corpus", "floors"} and len(pinned["corpus"]) == 16, name
        assert all(0.0 <= floor <= 1.0 for floor in pinned["floors"].values()), name
        assert not name.startswith("speed"), "machines differ"
    assert BOARDS[0] == "claims"


def test_a_launched_command_is_timed_and_weighed() -> None:
    small = run([sys.executable, "-c", "print('first'); print('second')"])
    large = run([sys.executable, "-c", "x = bytearray(200_000_000); print('first')"])
    assert small.first == "first\n" and 0 < small.seconds < 30
    assert small.megabytes < 100
    assert large.megabytes > 190


def test_a_launched_command_has_one_core() -> None:
    if not hasattr(os, "sched_getaffinity"):
        pytest.skip("this system does not pin processes to cores")
    asked = "import os; print(len(os.sched_getaffinity(0)), os.environ['OMP_NUM_THREADS'])"
    assert run([sys.executable, "-c", asked]).first == "1 1\n"


def test_a_launched_command_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match=r"ended with 3: .*no such report"):
        run([sys.executable, "-c", "import sys; print('no such report', file=sys.stderr); sys.exit(3)"])
