"""Tokens and sentences of news English."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandtable.language.sentences import split
from sandtable.language.tokenizer import tokenize


def tokens(text: str) -> list[str]:
    return [text[a:b] for a, b in tokenize(text)]


def sentences(text: str) -> list[str]:
    spans = tokenize(text)
    return [text[spans[a][0] : spans[b - 1][1]] for a, b in split(text, spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It isn't", "It is n't"),
        ("They didn’t", "They did n’t"),
        ("Syria's army", "Syria 's army"),
        ("DEBKAfile’s sources", "DEBKAfile ’s sources"),
        ("the forces’ camp", "the forces ’ camp"),
        ("cannot", "can not"),
        ("we'd", "we 'd"),
        ("Mas'ud met Sa'd", "Mas'ud met Sa'd"),
        ("Da’esh", "Da’esh"),
        ("O'Connor", "O'Connor"),
        ("Iran-backed", "Iran - backed"),
        ("al-Assad", "al - Assad"),
        ("Deir ez-Zor", "Deir ez - Zor"),
        ("non-Syrian", "non-Syrian"),
        ("anti-tank", "anti-tank"),
        ("mid-1980s", "mid-1980s"),
        ("U.S. forces", "U.S. forces"),
        ("Lt. Gen. Stephen J. Townsend", "Lt. Gen. Stephen J. Townsend"),
        ("Nov. 8", "Nov. 8"),
        ("in May.", "in May ."),
        ("it fell.[1]", "it fell . [ 1 ]"),
        ("the 158th, the 1990s", "the 158th , the 1990s"),
        ("1,500 at 7:30pm", "1,500 at 7:30 pm"),
        ("$4.5bn (25%)", "$ 4.5 bn ( 25 % )"),
        ("11/25/2017 2017-11-08", "11/25/2017 2017-11-08"),
        ("F-16s", "F - 16s"),
        ("Yes...", "Yes ..."),
        ("see www.example.org/a-b.", "see www.example.org/a-b ."),
        ("mail a.b@example.org now", "mail a.b@example.org now"),
        ("a\u200bb\x00c", "a b c"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@given(st.text())
@settings(max_examples=300)
def test_tokens_cover_every_visible_character(text: str) -> None:
    reached = 0
    for start, end in tokenize(text):
        assert start >= reached
        assert end > start
        assert not re.search(r"\s", text[start:end])
        assert not re.search(
            r"[^\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]", text[reached:start]
        )
        reached = end


@given(st.text(alphabet=st.sampled_from('aB. \n!?"”()[]1,')))
@settings(max_examples=300)
def test_sentences_hold_every_token_once(text: str) -> None:
    spans = tokenize(text)
    ranges = split(text, spans)
    assert [i for a, b in ranges for i in range(a, b)] == list(range(len(spans)))
    for a, b in ranges:
        assert not re.search(r"\n[ \t]*\n", text[spans[a][0] : spans[b - 1][1]])


@pytest.mark.parametrize(
    "expected",
    [
        ["Lt. Gen. Stephen J. Townsend spoke on Nov. 6.", "He left."],
        ["The U.S. Army struck.", "It hit a town."],
        ["They crossed into the U.S.", "The army followed."],
        ["“It has fallen.”", "He said no more."],
        ["“Where are they?” he asked."],
        ["The town fell (see map.)", "The army left."],
        ["He was born in 1970.[1]", "He joined the army.[2][3]", "He left."],
        ["It fell at 5 p.m. on Friday."],
        ["Troops ... advanced."],
        ["Fighting broke out in Syria.", "The U.N. met on Oct. 3."],
        ["The group fled!", "Nobody stayed?", "Some did."],
    ],
)
def test_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_line_breaks() -> None:
    assert sentences("Army takes town\nBy a reporter\n\nThe army took it.") == [
        "Army takes town", "By a reporter", "The army took it.",
    ]  # fmt: skip
    assert sentences("The army took the\ntown on Friday.") == ["The army took the\ntown on Friday."]
    assert sentences("a headline without end\n\nthe text") == ["a headline without end", "the text"]
    assert sentences("It fell in Syria.The army left.") == ["It fell in Syria.", "The army left."]
    assert sentences("it fell in syria. the army left.") == ["it fell in syria.", "the army left."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("BEIRUT – The army left.", 2),
        ("BAGHDAD, Nov. 6, 2016 — The army left.", 2),
        ("WASHINGTON (AP) -- The army left.", 2),
        ("MOGADISHU (Reuters) - Al-Shabaab fighters left.", 2),
        ("Beirut (Reuters) - The army left.", 2),
        ("ISIL – the group – left.", 1),
        ("Beirut – the capital – fell.", 1),
        ("ISIS-held towns fell.", 1),
        ("The army – it left.", 1),
    ],
)
def test_datelines_stand_alone(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_sentence_without_end_is_cut() -> None:
    text = ", ".join(["the army took a town"] * 400)
    spans = tokenize(text)
    ranges = split(text, spans)
    assert max(b - a for a, b in ranges) <= 140
    assert all(text[spans[b - 1][0]] == "," for _, b in ranges[:-1])


def test_a_firm_is_not_cut_in_two() -> None:
    text = "Asia Sun Trading Co. Ltd supplies fuel. It is listed."
    assert len(split(text, tokenize(text))) == 2
