"""What is handed in at the desk, and what became of it. Invariant: every report that was handed in has one outcome, in order, or
its job says why there is none; an outcome is never taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sandtable.intake import Intake, Refusal, read_address, read_bytes, read_text
from sandtable.terms import Warning

if TYPE_CHECKING:
    from sandtable.intake.fetching import Reach


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text, with what was said beside it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None

    @property
    def name(self) -> str:
        """What it goes by on the page."""
        return self.title or "pasted text"

    @property
    def size(self) -> int:
        """Bytes that it keeps while it waits, about."""
        return len(self.text)

    def reports(self, _reach: Reach | None) -> Iterator[Intake | Refusal]:
        """Its report."""
        yield read_text(
            self.text, title=self.title, publisher=self.publisher, published=self.published, url=self.url
        )


@dataclass(frozen=True, slots=True)
class File:
    """A file, with what stands in where its reports do not say it."""

    name: str
    body: bytes
    publisher: str | None = None
    published: date | None = None

    @property
    def size(self) -> int:
        """Bytes that it keeps while it waits."""
        return len(self.body)

    def reports(self, _reach: Reach | None) -> Iterator[Intake | Refusal]:
        """Its reports."""
        return read_bytes(self.body, self.name, published=self.published, publisher=self.publisher)


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web, with the same."""

    url: str
    publisher: str | None = None
    published: date | None = None

    @property
    def name(self) -> str:
        """What it goes by on the page."""
        return self.url

    @property
    def size(self) -> int:
        """Bytes that it keeps while it waits."""
        return len(self.url)

    def reports(self, reach: Reach | None) -> Iterator[Intake | Refusal]:
        """The reports that stand there."""
        return read_address(self.url, published=self.published, publisher=self.publisher, reach=reach)


Handed = Pasted | File | Address


class Stage(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    LOADING = "loading"  # the reader, which takes some seconds, once
    OPENING = "opening"  # what was handed in: fetched, and taken apart into reports
    READING = "reading"
    DONE = "done"
    STOPPED = "stopped"


class Fate(StrEnum):
    """What became of a report."""

    STORED = "stored"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report. `source`: where it came from; `report`: its id, where the ledger holds it; `why`: of a refusal;
    `copies`: the ids and titles of reports that it repeats or is repeated by."""

    source: str
    fate: Fate
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    report: str | None = None
    claims: int = 0
    warnings: tuple[Warning, ...] = ()
    why: str | None = None
    copies: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Job:
    """One thing that was handed in, on its way. Changed by the worker alone; `stage` last, so that who sees it at its end sees all
    outcomes."""

    id: str
    kind: str
    name: str
    who: str | None
    handed: datetime
    stage: Stage = Stage.WAITING
    total: int | None = None
    outcomes: list[Outcome] = field(default_factory=list)
    why: str | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.stage in (Stage.DONE, Stage.STOPPED)
