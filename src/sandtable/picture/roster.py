"""Who speaks in a ledger. Invariant: a source has one entry however its name is written, and an entry counts only what stands
as of the day of knowledge; a speaker who is only described ("residents", "a field source") is nobody's entry.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from sandtable.ledger import KINDS, Entry, ReportHead, Standing, Version
from sandtable.picture.bylines import proper
from sandtable.picture.recall import Recall
from sandtable.picture.voices import NAMED, fold
from sandtable.sources import Source, Sources
from sandtable.terms import VoiceType

_KIND_OF = {number: kind for kind, number in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Roll:
    """One source. `source`: its entry in the registry, None where it has none; `names`: the spellings that the ledger has,
    the most frequent first. `reports` and `claims` are those that it published, `quoted` the claims that name it as who
    says them; `kinds` counts the claims of either sort, once each."""

    name: str
    type: VoiceType
    source: Source | None
    names: tuple[str, ...]
    reports: int
    claims: int
    quoted: int
    kinds: tuple[tuple[str, int], ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """All by which the ledger and the registry name it."""
        listed = (self.source.name, *self.source.aliases) if self.source else ()
        return tuple(dict.fromkeys((self.name, *self.names, *listed)))


@dataclass(frozen=True, slots=True)
class RollCall:
    """Some sources, of `total`; grades are those of the day `on`. `next`: where the others are, None where these are all."""

    rolls: tuple[Roll, ...]
    on: date
    total: int
    next: str | None = None


class Counted(Protocol):
    """What is asked of a ledger."""

    def version(self) -> Version:
        """What it holds now."""
        ...

    def standing(self, known: date | None = None) -> Standing:
        """The gists of the claims."""
        ...

    def reports(self, known: date | None = None) -> list[ReportHead]:
        """The reports."""
        ...


class Roster:
    """The sources of a ledger, kept until it grows. May be shared between threads."""

    def __init__(self, ledger: Counted, sources: Sources | None) -> None:
        self._ledger, self._sources = ledger, sources
        self._kept: Recall[tuple[Roll, ...]] = Recall(4)

    def rolls(self, known: date | None = None) -> tuple[Roll, ...]:
        """The sources heard by a day, those with most claims first."""
        return self._kept.get(self._ledger.version(), known, lambda: self._counted(known))

    def find(self, name: str, known: date | None = None) -> Roll | None:
        """The source of a name or id; one that is only in the registry has said nothing. None where it is in neither."""
        listed = self._sources.find(name) if self._sources else None
        for roll in self.rolls(known):
            if (listed is not None and roll.source is listed) or fold(name) in map(fold, roll.names):
                return roll
        return Roll(listed.name, listed.type, listed, (), 0, 0, 0) if listed else None

    def listed(self, source_id: str) -> Source | None:
        """The entry of the registry that has an id."""
        return self._sources.get(source_id) if self._sources else None

    def _counted(self, known: date | None) -> tuple[Roll, ...]:
        tally = _Tally(self._sources)
        for head in self._ledger.reports(known):
            if head.publisher:
                tally.report(head.publisher)
        standing = self._ledger.standing(known)
        for publisher, chain, kinds in _runs(standing):
            tally.said(publisher, chain, kinds)
        for entry in standing.decided:
            tally.said(*_one(entry))
        return tuple(sorted(tally.rolls(), key=lambda r: (-r.claims - r.quoted, -r.reports, r.name)))


Chain = list[tuple[str, VoiceType]]


def _runs(standing: Standing) -> Iterator[tuple[str, Chain, Counter[str]]]:
    """The claims by publisher and speakers, counted by kind."""
    rows = standing.claims
    keys = (
        rows["publisher"].astype("<u8") << np.uint64(40)
        | rows["voices"].astype("<u8") << np.uint64(8)
        | rows["kind"]
    )
    for key, number in zip(*(a.tolist() for a in np.unique(keys, return_counts=True)), strict=True):
        chain = standing.names[key >> 8 & 0xFFFFFFFF]
        links = [(name, VoiceType(type_)) for name, type_ in json.loads(chain)] if chain else []
        yield standing.names[key >> 40], links, Counter({_KIND_OF[key & 0xFF]: number})


def _one(entry: Entry) -> tuple[str, Chain, Counter[str]]:
    claim = entry.claim
    links = [(link.name, link.type) for link in claim.attribution]
    return entry.report.publisher or "", links, Counter({claim.kind.value: 1})


class _Tally:
    def __init__(self, sources: Sources | None) -> None:
        self._sources = sources
        self._keys: dict[str, str] = {}
        self._source: dict[str, Source] = {}
        self._spelt: dict[str, Counter[str]] = defaultdict(Counter)
        self._types: dict[str, Counter[VoiceType]] = defaultdict(Counter)
        self._reports, self._claims, self._quoted = Counter[str](), Counter[str](), Counter[str]()
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)

    def _key(self, name: str) -> str:
        if name not in self._keys:
            found = self._sources.find(name) if self._sources else None
            key = found.id if found else f"name:{fold(name) or name}"
            if found:
                self._source[key] = found
            self._keys[name] = key
        return self._keys[name]

    def report(self, publisher: str) -> None:
        """A report that it published."""
        key = self._key(publisher)
        self._reports[key] += 1
        self._spelt[key][publisher] += 1
        self._types[key][VoiceType.OUTLET] += 1

    def said(self, publisher: str, chain: Iterable[tuple[str, VoiceType]], kinds: Counter[str]) -> None:
        """Claims of one report with the same speakers."""
        number = kinds.total()
        heard = set[str]()
        if publisher:
            heard.add(self._key(publisher))
            self._claims[self._key(publisher)] += number
        quoted = set[str]()
        for name, type_ in chain:
            key = self._key(name) if name.strip() else ""
            if key and (type_ in NAMED or key in self._source or proper(name)):
                self._spelt[key][name] += number
                self._types[key][type_] += number
                quoted.add(key)
        for key in quoted:
            self._quoted[key] += number
        for key in heard | quoted:
            self._kinds[key].update(kinds)

    def rolls(self) -> Iterator[Roll]:
        """The entries."""
        for key in self._spelt:
            names = tuple(n for n, _ in sorted(self._spelt[key].items(), key=lambda one: (-one[1], one[0])))
            source = self._source.get(key)
            types = sorted(self._types[key].items(), key=lambda one: (-one[1], one[0]))
            yield Roll(
                source.name if source else names[0],
                source.type if source else types[0][0],
                source,
                names,
                self._reports[key],
                self._claims[key],
                self._quoted[key],
                tuple(sorted(self._kinds[key].items(), key=lambda one: (-one[1], one[0]))),
            )
