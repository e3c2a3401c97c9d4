"""The actor data in the form that the registry reads. Invariant: a catalogue read back from its cached form equals
the one that was compiled, and a cache is used only where it was compiled from the very same data files."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sandtable.orbat.records import Actor, ActorKind, Relation, Tie

FORM = "sandtable.orbat/6"

# What a name in the index stands for.
NAME, LOCAL, ADJECTIVE, PEOPLE, CAPITAL, ORGAN = "NLAPCO"


class RegistryError(ValueError):
    """The actor data contradict themselves; the message names the entries and what to change."""


@dataclass(frozen=True, slots=True)
class Organ:
    """What every state has, as a template: `name` with {state} and {adjective}."""

    slug: str
    kind: ActorKind
    name: str
    parent: str
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A state's words: `adjectives` ("Syrian"), `people` ("Syrians"), its first adjective naming its organs;
    `seats` stand for its government ("Moscow")."""

    iso2: str
    actor: str
    name: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a folded name. `ref`: actor id (name, local), ISO code (adjective, people, capital), or organ slug.
    `cased`: must stand in capitals; `proper`: must hold a capital letter."""

    sort: str
    ref: str
    cased: bool
    proper: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """An ambiguous name: its actors, and the one that is meant where neither country nor day decides ('' for none)."""

    actors: tuple[str, ...]
    default: str


@dataclass(frozen=True, slots=True)
class Land:
    """A land before it was a state: the ISO code of the state it was part of, and the last day."""

    of: str
    until: date


@dataclass(slots=True)
class Catalogue:
    """Actors, states, organs, lands before they were states, words, and the index of folded names."""

    actors: dict[str, Actor] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    organs: dict[str, Organ] = field(default_factory=dict)
    fixed_organs: dict[str, str] = field(default_factory=dict)  # "SY/army" -> actor id
    names: dict[str, list[Entry]] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    lands: dict[str, Land] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)


def data_files() -> list[Traversable]:
    """The registry's data files, by name."""
    folder = files("sandtable.orbat").joinpath("data")
    return sorted((f for f in folder.iterdir() if f.name.endswith((".toml", ".tsv"))), key=lambda f: f.name)


def digest_of(sources: Iterable[Traversable]) -> str:
    """A sha256 over the names and bytes of the data files and the form of the cache."""
    digest = hashlib.sha256(FORM.encode())
    for source in sources:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()


def cache_path(digest: str) -> Path:
    """Where the compiled form of those data is kept for this user."""
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "sandtable" / f"orbat-{digest[:16]}.json"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _actor_to(a: Actor) -> list[Any]:
    ties = [[r.kind.value, r.actor, _iso(r.start), _iso(r.end), r.source] for r in a.relations]
    return [a.id, a.name, a.kind.value, a.aliases, a.country, a.creed, a.nouns, ties, _iso(a.founded),
            _iso(a.dissolved), a.source, a.local, a.theatre]  # fmt: skip


def _actor_from(raw: list[Any]) -> Actor:
    key, name, kind, aliases, country, creed, nouns, ties, founded, dissolved, source, local, theatre = raw
    relations = tuple(Relation(Tie(t[0]), t[1], _day(t[2]), _day(t[3]), t[4]) for t in ties)
    return Actor(key, name, ActorKind(kind), tuple(aliases), country, tuple(creed), tuple(nouns), relations,
                 _day(founded), _day(dissolved), source, tuple(local), tuple(theatre))  # fmt: skip


def to_json(catalogue: Catalogue) -> str:
    """The compiled form as text."""
    return json.dumps({
        "form": FORM,
        "actors": [_actor_to(a) for a in catalogue.actors.values()],
        "states": [[s.iso2, s.actor, s.name, s.adjectives, s.people, s.seats] for s in catalogue.states.values()],
        "organs": [[o.slug, o.kind.value, o.name, o.parent, o.nouns] for o in catalogue.organs.values()],
        "fixed": catalogue.fixed_organs,
        "names": {k: [[e.sort, e.ref, e.cased, e.proper] for e in v] for k, v in catalogue.names.items()},
        "choices": {k: [c.actors, c.default] for k, c in catalogue.choices.items()},
        "lands": {k: [v.of, _iso(v.until)] for k, v in catalogue.lands.items()},
        "words": catalogue.words,
    }, ensure_ascii=False)  # fmt: skip


def from_json(text: str) -> Catalogue:
    """The catalogue of a compiled form. Raises RegistryError where it is of another form or incomplete."""
    raw = json.loads(text)
    if not isinstance(raw, dict) or raw.get("form") != FORM:
        raise RegistryError(f"not a {FORM}: delete the cache file and run again")
    try:
        return Catalogue(
            actors={a[0]: _actor_from(a) for a in raw["actors"]},
            states={
                s[0]: State(s[0], s[1], s[2], tuple(s[3]), tuple(s[4]), tuple(s[5])) for s in raw["states"]
            },
            organs={o[0]: Organ(o[0], ActorKind(o[1]), o[2], o[3], tuple(o[4])) for o in raw["organs"]},
            fixed_organs=raw["fixed"],
            names={k: [Entry(*e) for e in v] for k, v in raw["names"].items()},
            choices={k: Choice(tuple(c[0]), c[1]) for k, c in raw["choices"].items()},
            lands={k: Land(v[0], date.fromisoformat(v[1])) for k, v in raw["lands"].items()},
            words=raw["words"],
        )
    except (KeyError, TypeError, IndexError) as error:
        raise RegistryError(f"a broken {FORM}: delete the cache file and run again") from error


def load() -> Catalogue:
    """The catalogue: from the user's cache where it fits the data files, else compiled and kept there.

    A cache that cannot be read or written costs time, never an answer.
    """
    sources = data_files()
    path = cache_path(digest_of(sources))
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        from sandtable.orbat.compile import compile_catalogue

        catalogue = compile_catalogue(sources)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(to_json(catalogue), encoding="utf-8")
        part.replace(path)
    except OSError:
        return catalogue
    return catalogue
