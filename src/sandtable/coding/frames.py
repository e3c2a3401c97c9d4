"""Predicate frames, read from data. Invariant: a frame's roles are roles of its kind in the contract, and each pattern
names only slots and classes that the argument finder knows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sandtable.terms import PLOVER_CODES, ROLES, Kind, Stance

# Semantic classes of a phrase; `phrases.py` assigns them.
CLASSES = frozenset(
    [
        "place",
        "facility",
        "actor",
        "force",
        "people",
        "person",
        "org",
        "weapon",
        "goods",
        "quantity",
        "event",
        "time",
        "border",
        "abstract",
    ]
)
COMPLEMENTS = (
    None,
    "agent",
    "infinitive",
    "predicate",
    "indefinite",
)  # what a verb may have to stand without
FRAME_FILES = (
    "frames_affairs.toml",
    "frames.toml",
    "frames_war.toml",
)  # in the order in which their frames are tried
_META = {
    "id", "kind", "plover", "acled", "stance", "extent", "factuality", "verbs", "nouns", "adjs", "needs", "besides",
    "with_object", "confidence", "needs_any", "parties", "aspect", "named_parties", "copular", "with_infinitive", "with_subject",
    "transitive", "intransitive", "without", "with_manner",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One place where a role may stand, and the classes it must (or, negated, must not) have; no classes: any."""

    name: str
    classes: frozenset[str]
    negated: bool = False

    def admits(self, classes: frozenset[str]) -> bool:
        """Whether a phrase of these classes may fill the slot."""
        if not self.classes:
            return True
        return not (classes & self.classes) if self.negated else bool(classes & self.classes)


@dataclass(frozen=True, slots=True)
class Frame:
    """One way in which words carry a kind of claim."""

    id: str
    kind: Kind
    roles: tuple[tuple[str, tuple[Slot, ...]], ...]
    needs: frozenset[str]
    needs_any: frozenset[str]
    parties: int
    aspect: str | None
    named_parties: bool
    copular: bool
    with_infinitive: bool
    infinitives: frozenset[str]  # of these verbs; empty: of any
    transitive: bool
    intransitive: bool
    without: str | None
    with_subject: frozenset[str]
    plover: str | None
    acled: str | None
    stance: Stance | None
    extent: str | None
    factuality: str | None
    with_object: frozenset[str]
    with_manner: frozenset[str]
    besides: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the lexicon in one frame. `particle`: a compound:prt that must be there; `oblique`: a preposition
    that one of its obliques must have."""

    lemma: str
    particle: str | None
    oblique: str | None
    frame: Frame


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by part of speech and lemma, in the order of the data; and the light verbs."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    adjs: Mapping[str, tuple[Entry, ...]]
    light: Mapping[str, tuple[tuple[str, str | None, str | None], ...]]  # class: (lemma, particle, oblique)
    speech: frozenset[str]  # verbs of directed speech acts
    bare_speech: frozenset[
        str
    ]  # of these, the ones that need no particle, preposition or object noun to be one

    def evokes(self, noun: str, kind: Kind) -> bool:
        """Whether a noun's lemma has a frame of that kind."""
        return any(e.frame.kind is kind for e in self.nouns.get(noun, ()))

    def tells(self, verb: str, kind: Kind) -> bool:
        """Whether a verb's lemma has a frame of that kind."""
        return any(e.frame.kind is kind for e in self.verbs.get(verb, ()))


def _slots(pattern: str, where: str) -> tuple[Slot, ...]:
    slots = []
    for part in pattern.split("|"):
        name, _, classes = part.strip().partition(":")
        negated = classes.startswith("!")
        wanted = frozenset(classes.lstrip("!").split("+")) - {""}
        if wanted - CLASSES:
            raise ValueError(f"{where}: unknown classes {sorted(wanted - CLASSES)}")
        slots.append(Slot(name.strip(), wanted, negated))
    return tuple(slots)


def _frame(raw: Mapping[str, Any]) -> Frame:
    kind = Kind(raw["kind"])
    required, besides = ROLES[kind]
    names = [k for k in raw if k not in _META]
    if unknown := set(names) - required - besides:
        raise ValueError(f"frame {raw['id']}: roles {sorted(unknown)} are not of {kind.value}")
    if raw.get("plover") is not None and raw["plover"] not in PLOVER_CODES:
        raise ValueError(f"frame {raw['id']}: {raw['plover']} is no PLOVER code")
    if raw.get("without") not in COMPLEMENTS:
        raise ValueError(f"frame {raw['id']}: without is {' or '.join(filter(None, COMPLEMENTS))}")
    infinitive = raw.get("with_infinitive")
    return Frame(
        id=raw["id"],
        kind=kind,
        roles=tuple((n, _slots(raw[n], f"frame {raw['id']}, {n}")) for n in names),
        needs=frozenset(raw.get("needs", ())) | required,
        needs_any=frozenset(raw.get("needs_any", ())),
        parties=int(raw.get("parties", 1)),
        aspect=raw.get("aspect"),
        named_parties=bool(raw.get("named_parties", False)),
        copular=bool(raw.get("copular", False)),
        with_infinitive=bool(infinitive),
        infinitives=frozenset() if infinitive is True else frozenset(infinitive or ()),
        transitive=bool(raw.get("transitive", False)),
        intransitive=bool(raw.get("intransitive", False)),
        without=raw.get("without"),
        with_subject=frozenset(raw.get("with_subject", ())),
        plover=raw.get("plover"),
        acled=raw.get("acled"),
        stance=Stance(raw["stance"]) if raw.get("stance") else None,
        extent=raw.get("extent"),
        factuality=raw.get("factuality"),
        with_object=frozenset(raw.get("with_object", ())),
        with_manner=frozenset(raw.get("with_manner", ())),
        besides=bool(raw.get("besides", False)),
        confidence=float(raw.get("confidence", 0.7)),
    )


@cache
def split_word(word: str) -> tuple[str, str | None, str | None]:
    """`"pull|out"` and `"fall>to"` as (lemma, particle, oblique)."""
    word, _, oblique = word.partition(">")
    lemma, _, particle = word.partition("|")
    return lemma, particle or None, oblique or None


def _index(frames: Iterable[tuple[Frame, Iterable[str]]]) -> dict[str, tuple[Entry, ...]]:
    out: dict[str, list[Entry]] = {}
    for frame, words in frames:
        for word in words:
            lemma, particle, oblique = split_word(word)
            out.setdefault(lemma, []).append(Entry(lemma, particle, oblique, frame))
    return {k: tuple(v) for k, v in out.items()}


@cache
def data(name: str) -> dict[str, Any]:
    """A TOML file of the room's data folder, read once; not to be changed."""
    return tomllib.loads(
        resources.files("sandtable.coding").joinpath("data", name).read_text(encoding="utf-8")
    )


@cache
def words(name: str) -> frozenset[str]:
    """A word list of descriptions.toml."""
    return frozenset(data("descriptions.toml")[name])


@cache
def irregular() -> Mapping[str, str]:
    """Irregular verb forms to their lemmas."""
    return {str(form): str(lemma) for form, lemma in data("irregular.toml").items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package. Raises ValueError where the data is not of the contract."""
    raws = [raw for name in FRAME_FILES for raw in data(name)["frame"]]
    pairs = [(_frame(raw), raw) for raw in raws]
    light = {k: tuple(split_word(w) for w in words) for k, words in data("light.toml").items()}
    verbs = _index((f, r.get("verbs", ())) for f, r in pairs)
    acts = {lemma: [e for e in entries if e.frame.kind is Kind.STATEMENT] for lemma, entries in verbs.items()}
    return Lexicon(
        verbs=verbs,
        nouns=_index((f, r.get("nouns", ())) for f, r in pairs),
        adjs=_index((f, r.get("adjs", ())) for f, r in pairs),
        light=light,
        speech=frozenset(lemma for lemma, entries in acts.items() if entries),
        bare_speech=frozenset(
            lemma
            for lemma, entries in acts.items()
            if any(not (e.particle or e.oblique or e.frame.with_object) for e in entries)
        ),
    )
