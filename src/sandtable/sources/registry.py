"""Who speaks: the canonical source behind a name, a publisher or an attribution. Invariant: one source has one id
however it is named, and a source that is not known keeps its own name as its id."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from sandtable.orbat import Actor, Registry, Scanner, day_of, folded, is_acronym, name_entry, slug, span
from sandtable.sources.offices import publishing
from sandtable.sources.records import GRADES, UNKNOWN_GRADE, Affiliation, Grade, Source
from sandtable.terms import Report, Voice, VoiceType

_FILES = ("outlets.toml", "examples.toml")


class SourceError(ValueError):
    """The source data contradict themselves; the message names the entry and what to change."""


def _source_of(key: str, raw: dict[str, Any], classes: dict[str, Any]) -> Source:
    group = raw.get("class", "")
    if group not in classes["grade"]:
        raise SourceError(f"{key}: unknown class {group!r}; classes are {sorted(classes['grade'])}")
    if not raw.get("name") or not raw.get("source"):
        raise SourceError(f"{key}: name and source are needed")
    own = raw.get("grade")
    stages: list[list[str]] = raw.get("grades", [[own or classes["grade"][group], "", ""]])
    basis = raw["source"] if own else f"class {group}: {classes['source']}"
    grades = tuple(Grade(letter, day_of(since, False), said or basis) for letter, since, said in stages)
    if any(len(g.letter) != 1 or g.letter not in GRADES for g in grades):
        raise SourceError(f"{key}: a grade is one of {GRADES}")
    ties: list[list[str]] = raw.get("affiliation", [])
    return Source(
        id=f"source:{key}",
        name=raw["name"],
        type=VoiceType(classes["voice"].get(group, "outlet")),
        group=group,
        aliases=tuple(raw.get("aliases", ())),
        domains=tuple(raw.get("domains", ())),
        grades=grades,
        affiliations=tuple(Affiliation(f"actor:{a}", day_of(s, False), day_of(e, True)) for a, s, e in ties),
        carries=tuple(f"source:{c}" for c in raw.get("carries", ())),
        source=raw["source"],
    )


class Sources:
    """Sources by name, domain and attribution. With a registry of actors, officials and parties speak as their actor."""

    def __init__(self, sources: Sequence[Source], actors: Registry | None = None) -> None:
        self._by_id = {s.id: s for s in sources}
        self._actors = actors
        self._names: dict[str, Source] = {}
        self._cased: dict[str, bool] = {}
        self._domains = {d: s for s in sources for d in s.domains}
        for source in sources:
            for name in (source.name, *source.aliases):
                form = folded(name).removeprefix("the ")
                other = self._names.setdefault(form, source)
                if other is not source:
                    raise SourceError(f"{name!r} names {other.id} and {source.id}: rename one")
                self._cased[form] = self._cased.get(form, True) and is_acronym(name)
        for source in sources:
            if unknown := [c for c in source.carries if c not in self._by_id]:
                raise SourceError(f"{source.id} carries unknown {unknown}")

    @classmethod
    def load(cls, actors: Registry | None = None) -> Sources:
        """The sources of the package's data. Raises SourceError where the data contradict themselves."""
        folder = files("sandtable.sources").joinpath("data")
        classes = tomllib.loads(folder.joinpath("classes.toml").read_text(encoding="utf-8"))
        found = []
        for name in _FILES:
            raw = tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))
            found += [_source_of(key, entry, classes) for key, entry in raw.items()]
        return cls(found, actors)

    def __iter__(self) -> Iterator[Source]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, key: str) -> Source | None:
        """The source of an id, or None."""
        return self._by_id.get(key)

    def find(self, name: str) -> Source | None:
        """The source of a name, an id, a web address or a domain, or None."""
        if name in self._by_id:
            return self._by_id[name]
        form = folded(name).removeprefix("the ")
        if found := self._names.get(form):
            return found
        try:
            host = urlsplit(name if "//" in name else f"//{name}").hostname or ""
        except ValueError:  # a bracket or the like, in what somebody else wrote
            return None
        parts = host.split(".")
        return next((s for i in range(len(parts) - 1) if (s := self._domains.get(".".join(parts[i:])))), None)

    def publisher(self, report: Report) -> Source | None:
        """The source that published a report, by its publisher or else its address."""
        return (
            (report.publisher and self.find(report.publisher))
            or (report.url and self.find(report.url))
            or None
        )

    def voice(self, voice: Voice, report_publisher: str | None = None) -> str:
        """The canonical id of who speaks: a source's id, an actor's id, or `voice:slug` of an unknown name.

        An unnamed source ("military sources"), a witness or a document without a name of its own speaks through
        the outlet that quotes it, so it is the outlet's voice.
        """
        source = self.find(voice.name or voice.text)
        if source is not None and voice.type in (VoiceType.OUTLET, VoiceType.DOCUMENT, VoiceType.UNNAMED):
            return source.id
        if voice.type in (VoiceType.UNNAMED, VoiceType.WITNESS):
            return self.named(report_publisher) if report_publisher else "voice:unnamed"
        if self._actors is not None:
            actor = self._actors.find(voice.name) or self._actors.resolve_np(voice.name or voice.text)
            if actor is not None:
                return actor.id
        if source is not None:
            return source.id
        return f"voice:{slug(voice.name or voice.text)}"

    def named(self, name: str) -> str:
        """The id of a publisher: its source's, else `voice:slug`."""
        found = self.find(name)
        return found.id if found else f"voice:{slug(name)}"

    def affiliation(self, name: str, on: date | None = None) -> str | None:
        """The id of the actor whose voice a source is, by its name or id; an actor's id is its own; else None."""
        if name.startswith("actor:"):
            return name
        found = self.find(name)
        if found is None:
            return None
        return next((a.actor for a in found.affiliations if a.holds(on)), None)

    def party(self, name: str, on: date | None = None) -> Actor | None:
        """The actor that an unlisted publisher is or names itself the office of ("Sudanese Armed Forces", "SDF Press Center"); None where it
        is no party."""
        if self._actors is None or self.find(name) is not None:
            return None
        return publishing(name, self._actors, on)

    def grade(self, name: str, on: date | None = None) -> str:
        """A to E, or F for what cannot be judged: an unknown source, an unnamed one."""
        found = self.find(name)
        return found.grade(on).letter if found else UNKNOWN_GRADE

    @cached_property
    def _scanner(self) -> Scanner:
        names = {form: [name_entry(s.id, self._cased[form])] for form, s in self._names.items()}
        return Scanner(names, ())

    def scan(self, text: str) -> list[tuple[int, int, Source]]:
        """Known sources named in text as (start, end, source), in order, longest first, without overlap."""
        form, hits = self._scanner.hits(text)
        out: list[tuple[int, int, Source]] = []
        past = 0
        for hit in hits:
            if hit.start >= past:
                out.append((*span(text, form, hit.start, hit.end), self._by_id[hit.entries[0].ref]))
                past = hit.end
        return out
