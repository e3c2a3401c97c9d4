"""Who speaks. Invariant: copies of one text, and reports that only cite another, are one voice; a party, its
spokesmen and its outlets are one voice, the party's."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from sandtable.picture.bylines import nameless, own_man, proper
from sandtable.picture.copies import originals
from sandtable.picture.likeness import Likeness
from sandtable.picture.settings import DEFAULT
from sandtable.picture.testimony import Testimony, window
from sandtable.terms import Kind, Spoken, Voice, VoiceType

NAMED = frozenset({VoiceType.OUTLET, VoiceType.OFFICIAL, VoiceType.PARTY, VoiceType.DOCUMENT})


class Speakers(Protocol):
    """What is known of outlets and speakers."""

    def outlet(self, name: str) -> str | None:
        """The one name of the outlet that `name` means, or None where it means no known outlet."""
        ...

    def stands_for(self, name: str, on: date | None, type_: VoiceType, /) -> frozenset[str]:
        """The ids of the actors that an outlet or speaker of that name and type speaks for on that day."""
        ...

    def spellings(self, name: str) -> frozenset[str]:
        """The names under which the outlet or speaker of a name may stand in reports."""
        ...


@dataclass(frozen=True, slots=True)
class NoSpeakers:
    """Nothing is known of any speaker: each outlet speaks for itself."""

    def outlet(self, name: str) -> str | None:
        """No outlet is known."""
        return None

    def stands_for(self, name: str, on: date | None, type_: VoiceType, /) -> frozenset[str]:
        """Nobody."""
        return frozenset()

    def spellings(self, name: str) -> frozenset[str]:
        """The name itself."""
        return frozenset({name})


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


def _itself(actor: str, on: date | None) -> str:
    return actor


class Voices:
    """The voices of a set of testimonies, which must be all that is heard of the question. `party` gives, for an actor
    and a day, the one under whose name all of its side speak. `heard` and `repeated` are what was worked out of them before:
    the voices, and whose words are repeated, by the ids of report and claim; `likeness` what was found of sentences."""

    def __init__(
        self,
        testimonies: Iterable[Testimony],
        speakers: Speakers,
        party: Callable[[str, date | None], str] = _itself,
        *,
        heard: Mapping[tuple[str, str], Heard] | None = None,
        repeated: Mapping[tuple[str, str], Testimony] | None = None,
        likeness: Likeness | None = None,
    ) -> None:
        self._speakers, self._party = speakers, party
        self.testimonies = tuple(testimonies)
        self._cache = dict(heard or {})
        self._repeated, self._likeness = repeated, likeness

    @cached_property
    def _originals(self) -> Mapping[tuple[str, str], Testimony]:
        if self._repeated is not None:
            return self._repeated
        return originals(self.testimonies, self._likeness, self._of_party)

    def _of_party(self, t: Testimony) -> bool:
        """Whether a testimony's publisher speaks for a party."""
        return bool(t.publisher) and bool(
            self._speakers.stands_for(str(t.publisher), t.day, VoiceType.OUTLET)
        )

    @cached_property
    def _publishers(self) -> dict[str, str]:
        named = dict.fromkeys(t.publisher for t in reversed(self.testimonies) if t.publisher)
        return {fold(name): name for name in reversed(named)}

    def _published(self, name: str) -> str | None:
        """The publisher of a report of ours that a name ("the Orontes Gazette newspaper") means, or None."""
        said = fold(name)
        if said in self._publishers:
            return self._publishers[said]
        words = said.split()
        if words and words[-1] in _SORTS_OF_OUTLET:
            return self._publishers.get(" ".join(words[:-1]))
        # "The Rokel Times of Freetown": where it is printed is no part of its name.
        link = next((i for i, word in enumerate(words) if i > 1 and word in ("of", "in", "from")), None)
        return None if link is None else self._publishers.get(" ".join(words[:link]))

    def of(self, t: Testimony) -> Heard:
        """The voice of a testimony: the innermost named speaker of its attribution, else the outlet that first
        published its text."""
        key = (t.report_id, t.id)
        if key not in self._cache:
            self._cache[key] = self._hear(t)
        return self._cache[key]

    def original(self, t: Testimony) -> Testimony:
        """The first published of those whose words a testimony repeats; itself where it repeats nobody's."""
        return self._originals.get((t.report_id, t.id), t)

    def _hear(self, t: Testimony) -> Heard:
        on = t.day
        first = self.original(t)
        chain = chain_of(t, self._speakers)
        speaks = self._spoken_for(t, first)
        for link in reversed(chain):
            if self._itself(link, first) or own_man(link):
                break  # "the Defence Headquarters acknowledges", in its own statement; "our reporter"
            # A known source is named, even where it is quoted as a witness; so is a publisher whose reports are here.
            name = self._published(link.name) or self._published(link.text)
            known = name is not None or self._speakers.outlet(link.name) is not None or proper(link.name)
            parties = self._party_of(link, on)
            nobody = not known and not parties
            if nobody and self._speakers.stands_for(first.publisher or "", on, VoiceType.OUTLET):
                continue  # "the minister", in a statement of the ministry's: the party's own voice
            if nobody and link.type is not VoiceType.PARTY and nameless(link):
                continue
            if link.name.strip() and (link.type in NAMED or known):
                own = self._own_report(t, name or link.name)
                if own is not None:
                    told = self.of(own)
                    return Heard(told.key, told.name, told.speaks_for | speaks)
                if name is not None:
                    return self._voice(name, VoiceType.OUTLET, on, speaks)
                return self._voice(link.name, link.type, on, speaks, parties)
        if first.publisher:
            return self._voice(first.publisher, VoiceType.OUTLET, on, speaks)
        return Heard(f"report:{first.report_id}", t.publisher or "unnamed report", speaks)

    @staticmethod
    def _itself(link: Voice, first: Testimony) -> bool:
        """Whether a speaker is the publisher by some of the words of its name."""
        said, own = fold(link.name).split(), fold(first.publisher or "").split()
        return len(own) > len(said) > 1 and said in (own[: len(said)], own[-len(said) :])

    @cached_property
    def _printed(self) -> dict[tuple[str, Kind], list[Testimony]]:
        """The testimonies by the one name of their publisher and their kind."""
        out = defaultdict[tuple[str, Kind], list[Testimony]](list)
        for t in sorted(self.testimonies, key=lambda t: t.order):
            if t.publisher:
                out[self._imprint(t.publisher), t.claim.kind].append(t)
        return out

    def _imprint(self, name: str) -> str:
        return fold(self._speakers.outlet(name) or name)

    def _own_report(self, t: Testimony, cited: str) -> Testimony | None:
        """What the outlet that a testimony cites had itself told of the same event by then, last; None where it told nothing of it."""
        outlet = self._imprint(cited)
        if outlet == self._imprint(t.publisher or ""):
            return None
        found = (own for own in self._printed.get((outlet, t.claim.kind), ()) if self._same_event(t, own))
        return max(found, key=lambda own: own.order, default=None)

    def _same_event(self, t: Testimony, own: Testimony) -> bool:
        """Whether an outlet's own testimony, told before the one that cites it, is of the same event: kind, place, actor, and day or nearly."""
        if (
            t.day is None
            or own.day is None
            or own.order >= t.order
            or t.claim.factuality is not own.claim.factuality
        ):
            return False
        if not {p.id for p in t.places()} & {p.id for p in own.places()}:
            return False
        who, also = ({self._party(a.id, None) for a in x.actors("actor")} for x in (t, own))
        if who != also and not who & also:
            return False
        lasting = t.claim.kind is Kind.CONTROL
        then, when = window(t, lasting), window(own, lasting)
        return (
            then is not None and when is not None and abs(then.last - when.last).days <= DEFAULT.undated_news
        )

    def _spoken_for(self, t: Testimony, first: Testimony) -> frozenset[str]:
        """The actors that a testimony's outlet, the one that first published its words, and its outermost and innermost speaker
        speak for."""
        chain = chain_of(t, self._speakers)
        said = [(one.publisher, one.day, VoiceType.OUTLET) for one in (t, first)]
        found = [self._speakers.stands_for(name, day, type_) for name, day, type_ in said if name]
        found += [self._party_of(link, t.day) for link in (*chain[:1], *chain[-1:])]
        return frozenset[str]().union(*found)

    def _party_of(self, link: Voice, on: date | None) -> frozenset[str]:
        """For whom a speaker speaks, by the name, else by the words: "a spokesman for the front", who is named."""
        own = self._speakers.stands_for(link.name, on, link.type) if link.name.strip() else frozenset()
        return own or (self._speakers.stands_for(link.text, on, link.type) if link.type in NAMED else own)

    def _voice(
        self,
        name: str,
        type_: VoiceType,
        on: date | None,
        speaks: frozenset[str],
        parties: frozenset[str] = frozenset(),
    ) -> Heard:
        parties = parties or self._speakers.stands_for(name, on, type_)
        shown = self._speakers.outlet(name) or name
        key = f"{_PARTY}{min(self._party(p, on) for p in parties)}" if parties else f"name:{fold(shown)}"
        return Heard(key, shown, speaks)


_PARTY = "party:"


def is_party(key: str) -> bool:
    """Whether a voice's key is that of a party to the war."""
    return key.startswith(_PARTY)


_SORTS_OF_OUTLET = frozenset(
    "newspaper paper daily agency website site channel television tv radio magazine outlet network".split()
)
_JOINED = len(" and ")  # characters between two who say it together


def chain_of(t: Testimony, speakers: Speakers) -> tuple[Voice, ...]:
    """Who says it, outermost first. Of those who say it together ("the army and residents said") a party's word is left out where
    another of them speaks for no party."""
    chain = t.claim.attribution
    if len(chain) < 2:
        return chain
    groups: list[list[Voice]] = []
    for link in chain:
        last = groups[-1][-1] if groups else None
        if last is not None and last.end < link.start <= last.end + _JOINED:
            groups[-1].append(link)
        else:
            groups.append([link])
    out: list[Voice] = []
    for group in groups:
        free = [v for v in group if not speakers.stands_for(v.name, t.day, v.type)] if len(group) > 1 else []
        out += free or group
    return tuple(out)


def spoken(testimonies: Iterable[Testimony], voices: Voices) -> tuple[Spoken, ...]:
    """The independent voices of some testimonies, each with the ids of its claims, in the order they first spoke."""
    names: dict[str, str] = {}
    claims: dict[str, dict[str, None]] = {}
    for t in sorted(testimonies, key=lambda t: t.order):
        heard = voices.of(t)
        names.setdefault(heard.key, heard.name)
        claims.setdefault(heard.key, {})[t.id] = None
    return tuple(Spoken(names[key], tuple(ids)) for key, ids in claims.items())
