"""The registry of sources, as the picture asks it. Invariant: a known outlet speaks under one name, and only a party's
outlet, office or spokesman speaks for a party."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import cached_property, lru_cache
from typing import Protocol

from sandtable.orbat.records import Actor
from sandtable.picture.code import code_of
from sandtable.sources import Sources
from sandtable.sources.copies import Print, alike, grouped, print_of, shingles
from sandtable.terms import Report, VoiceType

_PARTIES = frozenset({VoiceType.PARTY, VoiceType.OFFICIAL})


# A spokesman's title, before his name.
_TITLED = re.compile(r"^.+?\bspokes(?:man|woman|person)\b")


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
            own = self._sources.party(name, on)
            return frozenset({own.id}) if own else frozenset()
        found = self._names.find(name) or self._names.resolve_np(name)
        titled = None if found else _TITLED.match(name)
        if titled is not None:  # "TPLF spokesman Getachew Reda"
            found = self._names.resolve_np(titled[0])
        return frozenset({found.id}) if found else frozenset()

    def spellings(self, name: str) -> frozenset[str]:
        """The name, and those of the source or the actor that it means."""
        source = self._sources.find(name)
        if source is not None:
            return frozenset({name, source.name, *source.aliases})
        actor = self._names.find(name)
        return frozenset({name, actor.name}) if actor else frozenset({name})


class Kept(Protocol):
    """Answers kept between runs."""

    def get(self, key: str) -> bytes | None:
        """What was kept under a key."""
        ...

    def put(self, key: str, body: bytes) -> None:
        """Keep something."""
        ...

    def get_many(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """What was kept under some keys."""
        ...

    def put_many(self, bodies: Mapping[str, bytes]) -> None:
        """Keep some things under their keys."""
        ...


class ReportCopies:
    """`asking.Copies` over the texts of a ledger's reports. Of more than `most` reports at once the texts are not read:
    there only sentences tell copies (`copies.originals`), since an answer must not wait for a library to be compared.

    A report's id is a digest of its text, so what was found for some reports holds for them in any ledger: it is `kept`.
    """

    def __init__(self, shelf: Shelf, sources: Sources, most: int = 500, kept: Kept | None = None) -> None:
        self._shelf, self._sources, self._most, self._kept = shelf, sources, most, kept
        self._print = lru_cache(maxsize=_MOST_PRINTS)(self._printed)
        self._words = lru_cache(maxsize=2 * most)(self._worded)
        self._last: tuple[frozenset[str], Mapping[str, str]] = (frozenset(), {})

    def groups(self, reports: Sequence[str]) -> Mapping[str, str]:
        """Report id to the id of the first report of its group, for reports that are copies of others of these."""
        asked = frozenset(reports)
        if not 1 < len(asked) <= self._most:
            return {}
        # One look at what was found last: another thread may put its own in between.
        last, found = self._last
        if asked != last:
            found = self._recalled(asked) if self._kept else self._worked_out(asked)
            self._last = (asked, found)
        return found

    def groups_of_each(self, many: Sequence[Sequence[str]]) -> list[Mapping[str, str]]:
        """`groups` of each of many lists of reports, which are not kept: what is made of them is."""
        asked = (frozenset(reports) for reports in many)
        return [self._worked_out(these) if 1 < len(these) <= self._most else {} for these in asked]

    def _worded(self, report_id: str) -> frozenset[int]:
        report = self._shelf.report(report_id)
        return shingles(report.text) if report else frozenset()

    def _printed(self, report_id: str) -> Print | None:
        report = self._shelf.report(report_id)
        return print_of(report, shingles(report.text), self._sources) if report else None

    @cached_property
    def _stamp(self) -> str:
        """What the groups of given reports depend on: the sources, and how copies are told."""
        what = repr([asdict(source) for source in self._sources]) + code_of(_TELLING)
        return hashlib.sha256(what.encode()).hexdigest()

    def _recalled(self, asked: frozenset[str]) -> Mapping[str, str]:
        if self._kept is None:
            return self._worked_out(asked)
        key = hashlib.sha256(
            "\0".join((self._stamp, *sorted(asked))).encode(errors="surrogatepass")
        ).hexdigest()
        body = self._kept.get(f"copies {key}")
        if body is None:
            found = self._worked_out(asked)
            self._kept.put(f"copies {key}", json.dumps(found).encode())
            return found
        return {str(report): str(head) for report, head in json.loads(body).items()}

    def _worked_out(self, asked: frozenset[str]) -> Mapping[str, str]:
        prints = [one for key in sorted(asked) if (one := self._print(key)) is not None]
        heads = grouped(prints, alike(prints, self._words))
        sizes = Counter(heads.values())
        return {key: head for key, head in heads.items() if sizes[head] > 1}


_MOST_PRINTS = 100_000  # of about 1.3 KB
# The modules that tell copies: what is kept comes of them as much as of the texts.
_TELLING = ("sources/copies.py", "sources/registry.py", "orbat/scan.py", "orbat/spelling.py")
