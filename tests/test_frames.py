"""The coding data: that it loads, speaks the contract's terms, and is broad and clean."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources
from typing import Any

import pytest

from sandtable.coding.classes import noun_classes
from sandtable.coding.factuality import cues
from sandtable.coding.frames import CLASSES, FRAME_FILES, Lexicon, lexicon, split_word
from sandtable.terms import PLOVER_CODES, Kind, Stance, VoiceType

WORD_LISTS = ("verbs", "nouns", "adjs", "with_object")
SLOTS = frozenset(
    [
        "subj",
        "than",
        "obj",
        "iobj",
        "self",
        "event",
        "seat",
        "matter",
        "loc",
        "above",
        "from",
        "to",
        "into",
        "against",
        "with",
        "on",
        "over",
        "for",
        "of",
        "by",
        "via",
        "in",
        "at",
        "near",
        "along",
        "across",
        "around",
        "inside",
        "outside",
        "through",
        "toward",
        "towards",
        "onto",
        "under",
        "use",
        "among",
        "between",
        "alongside",
        "beside",
        "upon",
        "within",
        "behind",
        "atop",
        "about",
        "involve",
        "throughout",
        "off",
        "owner",
    ]
)
ACLED_EVENTS = frozenset(
    [
        "Battles",
        "Explosions/Remote violence",
        "Violence against civilians",
        "Protests",
        "Riots",
        "Strategic developments",
    ]
)


def raw(name: str) -> dict[str, Any]:
    """A data file as it is written."""
    return tomllib.loads(resources.files("sandtable.coding").joinpath("data", name).read_text("utf-8"))


@pytest.fixture(scope="module")
def frames() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = [frame for name in FRAME_FILES for frame in raw(name)["frame"]]
    return loaded


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon()


def test_lexicon_loads_and_is_broad(words: Lexicon) -> None:
    assert len(words.verbs) > 600
    assert len(words.nouns) > 250
    assert {"support", "undergo", "take_part", "raise"} <= set(words.light)


def test_ids_are_unique(frames: list[dict[str, Any]]) -> None:
    counts = Counter(f["id"] for f in frames)
    assert [i for i, n in counts.items() if n > 1] == []


def test_words_are_lower_case_and_stand_once_in_a_frame(frames: list[dict[str, Any]]) -> None:
    for frame in frames:
        for name in WORD_LISTS:
            listed = frame.get(name, [])
            assert [w for w in listed if w != w.lower().strip() or not w] == [], (frame["id"], name)
            assert [w for w, n in Counter(listed).items() if n > 1] == [], (frame["id"], name)


def test_every_frame_has_words_and_roles(frames: list[dict[str, Any]]) -> None:
    for frame in frames:
        assert any(frame.get(n) for n in ("verbs", "nouns", "adjs")), frame["id"]
        if frame.get("with_object"):
            assert frame.get("verbs") or frame.get("nouns"), (
                f"{frame['id']}: with_object is of verbs and nouns"
            )


def test_patterns_name_slots_that_the_argument_finder_knows(words: Lexicon) -> None:
    for entries in (*words.verbs.values(), *words.nouns.values(), *words.adjs.values()):
        for entry in entries:
            for role, slots in entry.frame.roles:
                unknown = {s.name for s in slots} - SLOTS
                assert not unknown, (entry.frame.id, role, unknown)


def test_each_kind_has_entries(words: Lexicon) -> None:
    kinds = Counter(
        entry.frame.kind
        for entries in (*words.verbs.values(), *words.nouns.values(), *words.adjs.values())
        for entry in entries
    )
    assert [k for k in Kind if kinds[k] < 5] == []


def test_each_stance_and_plover_code_can_be_reached(frames: list[dict[str, Any]]) -> None:
    assert {f["stance"] for f in frames if f.get("stance")} == {s.value for s in Stance}
    assert {f["plover"] for f in frames if f.get("plover")} == PLOVER_CODES
    for frame in frames:
        assert ("stance" in frame) == (frame["kind"] == "statement"), frame["id"]
        assert ("extent" in frame) <= (frame["kind"] == "control"), frame["id"]


def test_acled_types_begin_with_an_event_type_of_the_codebook(frames: list[dict[str, Any]]) -> None:
    for frame in frames:
        acled = frame.get("acled")
        assert acled is None or any(acled.startswith(e + "/") for e in ACLED_EVENTS), frame["id"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("capture", ("capture", None, None)),
        ("pull|out", ("pull", "out", None)),
        ("fall>to", ("fall", None, "to")),
        ("fall|back>to", ("fall", "back", "to")),
    ],
)
def test_split_word(word: str, parts: tuple[str, str | None, str | None]) -> None:
    assert split_word(word) == parts


@pytest.mark.parametrize(
    ("part", "lemma", "kind"),
    [
        ("verbs", "capture", Kind.CAPTURE),
        ("verbs", "retreat", Kind.WITHDRAWAL),
        ("verbs", "shell", Kind.ASSAULT),
        ("verbs", "besiege", Kind.SIEGE),
        ("verbs", "advance", Kind.MOVEMENT),
        ("verbs", "kill", Kind.CASUALTY),
        ("verbs", "arrest", Kind.COERCION),
        ("verbs", "accuse", Kind.STATEMENT),
        ("verbs", "agree", Kind.AGREEMENT),
        ("verbs", "meet", Kind.MEETING),
        ("verbs", "arm", Kind.SUPPORT),
        ("verbs", "lift", Kind.CONCESSION),
        ("verbs", "protest", Kind.PROTEST),
        ("verbs", "refrain", Kind.INACTION),
        ("verbs", "govern", Kind.CONTROL),
        ("verbs", "patrol", Kind.PRESENCE),
        ("nouns", "commander", Kind.COMMAND),
        ("nouns", "affiliate", Kind.MEMBERSHIP),
        ("verbs", "ally", Kind.ALLIANCE),
        ("verbs", "number", Kind.STRENGTH),
        ("nouns", "objective", Kind.AIM),
    ],
)
def test_the_field_s_plain_words_evoke_their_kind(words: Lexicon, part: str, lemma: str, kind: Kind) -> None:
    assert kind in {e.frame.kind for e in getattr(words, part)[lemma]}


@pytest.mark.parametrize(
    ("lemma", "wanted"),
    [
        ("town", {"place"}),
        ("militia", {"force", "org"}),
        ("civilian", {"people"}),
        ("airport", {"facility"}),
        ("rocket", {"weapon"}),
        ("border", {"place", "border"}),
        ("commander", {"person", "actor"}),
        ("warplane", {"force", "weapon"}),
        ("truce", {"event"}),
    ],
)
def test_noun_classes(lemma: str, wanted: set[str]) -> None:
    assert wanted <= noun_classes()[lemma]


def test_noun_data_is_clean() -> None:
    data = raw("nouns.toml")
    assert set(data) == CLASSES
    for name, lemmas in data.items():
        assert [w for w in lemmas if w != w.lower()] == [], name
        assert [w for w, n in Counter(lemmas).items() if n > 1] == [], name
    assert "part" not in noun_classes() or "place" not in noun_classes()["part"]  # "took part in"


def test_cues_do_not_contradict_each_other() -> None:
    table = cues()
    assert {"negate", "plan", "hedge", "deny", "fail", "keep", "inaction", "quantity"} <= set(table)
    for name in ("verbs", "nouns", "adjectives"):
        clash = table["keep"].get(name, frozenset()) & table["fail"].get(name, frozenset())
        assert not clash, (name, sorted(clash))
    assert table["hedge"]["passive_verbs"] <= table["hedge"]["verbs"]


def test_each_type_of_voice_has_nouns() -> None:
    speech = raw("speech.toml")
    assert set(speech["voices"]) == {v.value for v in VoiceType}
    assert all(len(nouns) > 10 for nouns in speech["voices"].values())
    assert {"say", "report", "announce", "tell"} <= set(speech["verbs"])
