"""What comes of reading a file. Invariant: every input gives reports, refusals or both; none passes in silence."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sandtable.terms import Report, Warning

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Intake:
    """A report that was read, what was odd about it, and where it came from (`line`: from 1, in a JSONL file)."""

    report: Report
    warnings: tuple[Warning, ...]
    source: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What could not be read, and why. Prints as the one line to show."""

    source: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address of the web. `address`: the one that answered, after redirects; `media_type`, in lower case, and
    `charset`: as its server says."""

    address: str
    body: bytes
    media_type: str = ""
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused for its size.

    `size`: bytes of a file, of a line of JSONL, or of what a PDF unpacks to. `pages`: of a PDF. `steps`: drawing
    operations of a PDF, of which a page of text has some thousands. `tags`: of a page; a newspaper's front page has
    some 5,000. `entries`: of a feed. At its limit each takes under a minute to read.
    """

    size: int = 20 * MEGABYTE
    pages: int = 2_000
    steps: int = 4_000_000
    tags: int = 100_000
    entries: int = 50_000


class Unreadable(Exception):
    """Bytes that are no report; the message is the reason to give. Caught inside the room, turned into a Refusal."""


@contextmanager
def quiet(library: str) -> Iterator[None]:
    """Keep a parser from logging to standard error what we say ourselves, in one line and with the file's name."""
    logger = logging.getLogger(library)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
