"""The registry of sources, as the picture asks it. Invariant: a known outlet speaks under one name, and only a party's
outlet, office or spokesman speaks for a party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol

from sandtable.orbat.records import Actor
from sandtable.sources import Sources, copies
from sandtable.terms import Report, VoiceType

_PARTIES = frozenset({VoiceType.PARTY, VoiceType.OFFICIAL})


class Names(Protocol):
    """Actors by name."""

    def find(self, name: str) -> Actor | None:
        """The actor of a name."""
        ...

    def resolve_np(self, text: str) -> Actor | None:
        """The actor of a description."""
        ...


class Shelf(Protocol):
    """Reports by id."""

    def report(self, report_id: str) -> Report | None:
        """The report with its text."""
        ...


class Outlets:
    """`voices.Speakers` over the registries of sources and of actors."""

    def __init__(self, sources: Sources, names: Names) -> None:
        self._sources, self._names = sources, names
        self.stands_for = lru_cache(maxsize=100_000)(self._stands_for)
        self.outlet = lru_cache(maxsize=10_000)(self._outlet)

    def _outlet(self, name: str) -> str | None:
        """The one name of the source that `name` means, or None."""
        found = self._sources.find(name)
        return found.name if found else None

    def _stands_for(self, name: str, on: date | None, type_: VoiceType) -> frozenset[str]:
        if self._sources.find(name) is not None:
            actor = self._sources.affiliation(name, on)
            return frozenset({actor}) if actor else frozenset()
        if type_ not in _PARTIES:
            return frozenset()
        found = self._names.find(name) or self._names.resolve_np(name)
        return frozenset({found.id}) if found else frozenset()


class ReportCopies:
    """`asking.Copies` over the texts of a ledger's reports. Of more than `most` reports at once the texts are not read:
    there only sentences tell copies (`copies.originals`), since an answer must not wait for a library to be compared."""

    def __init__(self, shelf: Shelf, sources: Sources, most: int = 500) -> None:
        self._sources, self._most = sources, most
        self._report = lru_cache(maxsize=2 * most)(shelf.report)
        self._last: tuple[frozenset[str], Mapping[str, str]] = (frozenset(), {})

    def groups(self, reports: Sequence[str]) -> Mapping[str, str]:
        """Report id to the id of the first report of its group, for reports that are copies of others of these."""
        asked = frozenset(reports)
        if not 1 < len(asked) <= self._most:
            return {}
        # One look at what is kept: another thread may put its own in between.
        kept, found = self._last
        if asked != kept:
            texts = [one for key in sorted(asked) if (one := self._report(key)) is not None]
            heads = copies(texts, self._sources)
            sizes: dict[str, int] = {}
            for head in heads.values():
                sizes[head] = sizes.get(head, 0) + 1
            found = {key: head for key, head in heads.items() if sizes[head] > 1}
            self._last = (asked, found)
        return found
