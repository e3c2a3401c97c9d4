"""The parser over our own network, whole: any text in, exact offsets and trees out."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandtable.language import Document, Parser, load
from sandtable.language.parser import WEIGHTS
from sandtable.terms import MentionType

pytestmark = pytest.mark.skipif(
    not (WEIGHTS / "model.onnx").is_file(), reason="the model's weights are not here: run `make model`"
)

REPORT = (
    "Army retakes town\n\n"
    "BEIRUT – The Syrian army and allied militias recaptured the town of Mayadin from Islamic State on Saturday, "
    "Lt. Gen. Ali Hassan said. “We’ve taken it,” he told reporters. Iran-backed fighters led by Abu Walid didn’t "
    "withdraw to the Iraqi border, where at least 60 men were killed.[1]\n"
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load()


def check(document: Document) -> None:
    """What holds of every document."""
    text = document.text
    reached = 0
    for i, t in enumerate(document.tokens):
        assert t.i == i
        assert text[t.start : t.end] == t.text
        assert t.start >= reached
        reached = t.end
        assert all(document.tokens[c].head == i for c in t.children)
        assert (t.head == i) == (t.dep == "root")
    assert [i for s in document.sentences for i in range(s.first, s.last)] == list(
        range(len(document.tokens))
    )
    for s in document.sentences:
        assert (s.start, s.end) == (document.tokens[s.first].start, document.tokens[s.last - 1].end)
        below, seen = [s.root], set()
        while below:
            i = below.pop()
            assert i not in seen
            seen.add(i)
            below += document.tokens[i].children
        assert seen == set(range(s.first, s.last))
        assert all(document.tokens[i].sentence == s.index for i in seen)
    for span in (*document.mentions, *document.times):
        assert text[span.start : span.end] == span.text
    types: dict[tuple[int, int], list[MentionType]] = {}
    for m in document.mentions:
        types.setdefault((m.start, m.end), []).append(m.type)
    assert all(
        len(some) == 1 or some == [MentionType.ORGANISATION, MentionType.LOCATION] for some in types.values()
    )


@given(st.one_of(st.text(), st.text(alphabet=st.sampled_from("ab A.\n,’“ -1\u0000\u200bأب"), max_size=200)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text(parser: Parser, text: str) -> None:
    check(parser.parse(text))


@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "!!! ... ???", "مرحبا بالعالم. سيطر الجيش على المدينة.", "\x00\x01\x02 army \x7f", "a" * 5000, "word " * 3000,
     "(" * 500, "字" * 600, "e\u0301" * 300, "\ufeffThe army left.", "🙂 " * 300],
)  # fmt: skip
def test_strange_texts(parser: Parser, text: str) -> None:
    check(parser.parse(text, date(2017, 11, 12)))


def test_report(parser: Parser) -> None:
    document = parser.parse(REPORT, date(2017, 10, 15))
    check(document)
    tokens = {t.text: t for t in document.tokens}
    firsts = [document.tokens[s.first].text for s in document.sentences]
    assert firsts[:4] == ["Army", "BEIRUT", "The", "“"]
    taken = tokens["recaptured"]
    assert (taken.lemma, taken.pos, taken.tag) == ("recapture", "VERB", "VBD")
    assert (tokens["army"].dep, tokens["army"].head) == ("nsubj", taken.i)
    assert (tokens["town"].dep, tokens["town"].head) == ("obj", taken.i)
    assert (tokens["militias"].dep, tokens["militias"].head) == ("conj", tokens["army"].i)
    assert document.tokens[tokens["said"].head].text in ("recaptured", "said")
    assert tokens["backed"].lemma == "back"
    assert tokens["led"].lemma == "lead"
    assert tokens["killed"].lemma == "kill"
    assert tokens["men"].lemma == "man"
    assert tokens["men"].dep == "nsubj:pass"
    mentions = {(m.text, m.type) for m in document.mentions}
    assert ("Saturday", MentionType.TEMPORAL) in mentions
    assert ("Syrian", MentionType.NATIONALITY) in mentions
    assert any("Mayadin" in text and kind is MentionType.LOCATION for text, kind in mentions)
    assert [(t.text, t.earliest) for t in document.times] == [("Saturday", "2017-10-14")]


def test_a_sentence_is_read_alike_alone_and_among_others(parser: Parser) -> None:
    """int8 scales follow the batch: a label on the edge may fall either way, no more."""
    together = parser.parse(REPORT)
    same = total = 0
    for s in together.sentences:
        alone = parser.parse(REPORT[s.start : s.end])
        mine = [(t.text, t.pos, t.dep, t.head - s.first) for t in together.tokens[s.first : s.last]]
        same += sum(a == (t.text, t.pos, t.dep, t.head) for a, t in zip(mine, alone.tokens, strict=True))
        total += len(mine)
    assert same >= 0.9 * total


def test_typographic_marks_are_read_as_plain_ones(parser: Parser) -> None:
    fancy, plain = (
        "Syria’s army didn’t leave – “never,” it said.",
        "Syria's army didn't leave - \"never,\" it said.",
    )
    one, other = parser.parse(fancy), parser.parse(plain)
    assert [(t.pos, t.dep, t.head, t.lemma) for t in one.tokens] == [
        (t.pos, t.dep, t.head, t.lemma) for t in other.tokens
    ]


def test_loading_does_not_need_spacy_or_torch() -> None:
    program = (
        "import sys; from sandtable.language import load; load().parse('The army left.');"
        "sys.exit(bool({'spacy', 'torch', 'lemminflect', 'dateparser'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    from sandtable.language import NetworkParser

    with pytest.raises(FileNotFoundError, match="make model"):
        NetworkParser(tmp_path)


def test_spacy_pipeline_on_disk(tmp_path: Path, parser: Parser) -> None:
    import spacy

    from sandtable.language import pipeline

    pipeline.write(tmp_path / "sandtable_en")
    nlp = spacy.load(tmp_path / "sandtable_en")
    doc = nlp(REPORT)
    assert doc.text == REPORT
    assert [t.dep_ for t in doc if t.text == "recaptured"] in (["ROOT"], ["ccomp"])
    assert any(e.label_ == "Location" for e in doc.ents)
    for text in ("", "  \n ", "a  b\n\nc ", " x"):
        assert nlp(text).text == text
    through = load(str(tmp_path / "sandtable_en")).parse(REPORT)
    assert through.tokens == parser.parse(REPORT).tokens
    assert through.mentions == parser.parse(REPORT).mentions
