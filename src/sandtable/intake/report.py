"""Making a report. Invariant: the same content gives the same id, and the text is kept to the character."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from sandtable.intake.dateline import day_in_head
from sandtable.intake.script import guess_language
from sandtable.terms import Report, Warning

# C0 and C1 controls, less tab, newline, form feed and carriage return.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def report_id(
    *, text: str, title: str | None, publisher: str | None, published: date | None, url: str | None
) -> str:
    """sha256, in 64 hex digits, over what was published."""
    content = [title, publisher, published.isoformat() if published else None, url, text]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def make_report(
    *,
    text: str,
    title: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
    url: str | None = None,
    language: str | None = None,
    source_id: str | None = None,
) -> Report:
    """A report of this content, with its id. `language` counts only where the text does not tell its own."""
    made = report_id(text=text, title=title, publisher=publisher, published=published, url=url)
    return Report(made, text, title, publisher, published, url, guess_language(text) or language, source_id)


def parse_day(value: str) -> date:
    """The UTC day of an ISO 8601 date or date and time. Raises ValueError for anything else."""
    value = value.strip()
    try:
        return date.fromisoformat(value)
    except ValueError:
        moment = datetime.fromisoformat(value)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date()


def without_surrogates(text: str) -> str:
    """The text with each lone surrogate, which no encoding can carry, replaced by U+FFFD; offsets do not move."""
    return _SURROGATE.sub("\ufffd", text)


def oddities(report: Report) -> Iterable[Warning]:
    """What a reader should know of a report before coding it."""
    text = report.text
    if report.published is None:
        say = "the report has no published date, so words like `Thursday` cannot be placed: say when it was published"
        if named := day_in_head(text):
            day, *span = named
            yield Warning(
                "no-date", f"{say}; if that is {day}, which its head names, add --published {day}", *span
            )
        else:
            yield Warning("no-date", f"{say} (in commands, --published)")
    if controls := list(_CONTROL.finditer(text)):
        first = controls[0]
        yield Warning(
            "control-characters",
            f"{len(controls)} control characters, kept; the first is U+{ord(first.group()):04X}: check the source",
            *first.span(),
        )
    if "\ufffd" in text:
        at = text.index("\ufffd")
        yield Warning(
            "lost-characters",
            f"{text.count(chr(0xFFFD))} characters were lost before or in decoding (U+FFFD): check the source's encoding",
            at,
            at + 1,
        )
    if not any(c.isalpha() for c in text):
        yield Warning("no-letters", "the text has no letters, so there is nothing to read in it")
    elif report.language is None:
        yield Warning(
            "language", "the text does not look like English; sandtable reads English: translate it first"
        )
    elif report.language.split("-")[0].lower() != "en":
        yield Warning(
            "language", f"the text is in {report.language!r}; sandtable reads English: translate it first"
        )
