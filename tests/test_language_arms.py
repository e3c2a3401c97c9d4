"""Arms by their nouns."""

import pytest

from sandtable.language.arms import find_arms, nouns
from sandtable.language.document import Token
from sandtable.terms import Mention, MentionType

TEXT = "Anti-tank missiles hit a car bomb factory"
TOKENS = [
    Token(0, "Anti-tank", "anti-tank", "ADJ", "JJ", "amod", 1, 0, 9, 0),
    Token(1, "missiles", "missile", "NOUN", "NNS", "nsubj", 2, 10, 18, 0, [0]),
    Token(2, "hit", "hit", "VERB", "VBD", "root", 2, 19, 22, 0, [1, 6]),
    Token(3, "a", "a", "DET", "DT", "det", 6, 23, 24, 0),
    Token(4, "car", "car", "NOUN", "NN", "compound", 5, 25, 28, 0),
    Token(5, "bomb", "bomb", "NOUN", "NN", "compound", 6, 29, 33, 0, [4]),
    Token(6, "factory", "factory", "NOUN", "NN", "obj", 2, 34, 41, 0, [3, 5]),
]


def test_nouns_with_their_compounds() -> None:
    found = [(m.text, m.type) for m in find_arms(TOKENS, [], TEXT)]
    assert found == [("missiles", MentionType.WEAPON), ("car bomb", MentionType.WEAPON)]


def test_what_the_tagger_found_stands() -> None:
    known = Mention(0, 18, TEXT[:18], MentionType.WEAPON)
    assert [m.text for m in find_arms(TOKENS, [known], TEXT)] == ["car bomb"]


def test_a_verb_is_no_weapon() -> None:
    verb = Token(0, "shell", "shell", "VERB", "VBP", "root", 0, 0, 5, 0)
    assert list(find_arms([verb], [], "shell")) == []


@pytest.mark.parametrize(
    ("noun", "kind"),
    [("mortar", MentionType.WEAPON), ("tank", MentionType.MILITARY_PLATFORM), ("truck", MentionType.VEHICLE)],
)
def test_list(noun: str, kind: MentionType) -> None:
    assert nouns()[noun] is kind
