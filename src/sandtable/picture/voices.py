"""Who speaks. Invariant: copies of one text, and reports that only cite another, are one voice; a party, its
spokesmen and its outlets are one voice, the party's."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from sandtable.picture.copies import originals
from sandtable.picture.testimony import Testimony
from sandtable.terms import Spoken, VoiceType

NAMED = frozenset({VoiceType.OUTLET, VoiceType.OFFICIAL, VoiceType.PARTY, VoiceType.DOCUMENT})


class Speakers(Protocol):
    """What is known of outlets and speakers."""

    def outlet(self, name: str) -> str | None:
        """The one name of the outlet that `name` means, or None where it means no known outlet."""
        ...

    def stands_for(self, name: str, on: date | None) -> frozenset[str]:
        """The ids of the actors that an outlet or speaker of that name speaks for on that day."""
        ...


@dataclass(frozen=True, slots=True)
class NoSpeakers:
    """Nothing is known of any speaker: each outlet speaks for itself."""

    def outlet(self, name: str) -> str | None:
        """No outlet is known."""
        return None

    def stands_for(self, name: str, on: date | None) -> frozenset[str]:
        """Nobody."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class Heard:
    """A testimony's voice. `key` is equal for what counts as one voice; `speaks_for` are the actors that any of those
    who say it (outlet, outermost or innermost speaker) speaks for."""

    key: str
    name: str
    speaks_for: frozenset[str]


def fold(name: str) -> str:
    """A name without case, accents, articles and punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


class Voices:
    """The voices of a set of testimonies, which must be all that is heard of the question, sorted by `order`."""

    def __init__(self, testimonies: Iterable[Testimony], speakers: Speakers) -> None:
        self._speakers = speakers
        self._testimonies = tuple(testimonies)
        self._cache: dict[tuple[str, str], Heard] = {}
        self._names: dict[tuple[str, date | None], frozenset[str]] = {}

    @cached_property
    def _originals(self) -> dict[tuple[str, str], Testimony]:
        return originals(self._testimonies)

    def of(self, t: Testimony) -> Heard:
        """The voice of a testimony: the innermost named speaker of its attribution, else the outlet that first
        published its text."""
        key = (t.report_id, t.claim.id)
        if key not in self._cache:
            self._cache[key] = self._hear(t)
        return self._cache[key]

    def _for(self, name: str | None, on: date | None) -> frozenset[str]:
        if not name:
            return frozenset()
        if (name, on) not in self._names:
            self._names[name, on] = self._speakers.stands_for(name, on)
        return self._names[name, on]

    def _hear(self, t: Testimony) -> Heard:
        on = t.day
        first = self._originals.get((t.report_id, t.claim.id), t)
        chain = t.claim.attribution
        speaks = self._for(t.publisher, on) | self._for(first.publisher, on)
        for link in chain[:1] + chain[-1:]:
            speaks |= self._for(link.name, on)
        for link in reversed(chain):
            if link.type in NAMED and link.name.strip():
                return self._voice(link.name, on, speaks)
        if first.publisher:
            return self._voice(first.publisher, on, speaks)
        return Heard(f"report:{first.report_id}", t.publisher or "unnamed report", speaks)

    def _voice(self, name: str, on: date | None, speaks: frozenset[str]) -> Heard:
        parties = self._for(name, on)
        shown = self._speakers.outlet(name) or name
        return Heard(f"party:{min(parties)}" if parties else f"name:{fold(shown)}", shown, speaks)


def spoken(testimonies: Iterable[Testimony], voices: Voices) -> tuple[Spoken, ...]:
    """The independent voices of some testimonies, each with the ids of its claims, in the order they first spoke."""
    names: dict[str, str] = {}
    claims: dict[str, dict[str, None]] = {}
    for t in sorted(testimonies, key=lambda t: t.order):
        heard = voices.of(t)
        names.setdefault(heard.key, heard.name)
        claims.setdefault(heard.key, {})[t.claim.id] = None
    return tuple(Spoken(names[key], tuple(ids)) for key, ids in claims.items())
