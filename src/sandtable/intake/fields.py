"""What each reader of a format hands on. Invariant: a field that is no good is left out and said so, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sandtable.intake.report import parse_day
from sandtable.terms import Warning


@dataclass(frozen=True, slots=True)
class Fields:
    """A report's content as its file gives it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    source_id: str | None = None
    warnings: tuple[Warning, ...] = ()


def from_strings(text: str, given: Mapping[str, object], warnings: tuple[Warning, ...] = ()) -> Fields:
    """Fields of `title`, `publisher`, `published`, `url`, `language` and `id`; a value of no use becomes a warning."""
    strings: dict[str, str] = {}
    for key in ("title", "publisher", "published", "url", "language", "id"):
        value = given.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and key == "id":
            value = str(value)
        if isinstance(value, str):
            if value.strip():
                strings[key] = value
        elif value is not None:
            warnings += (Warning("field", f"{key!r} is not text but {type(value).__name__}; left out"),)
    published: date | None = None
    if "published" in strings:
        try:
            published = parse_day(strings["published"])
        except (ValueError, OverflowError):
            warnings += (
                Warning(
                    "bad-date",
                    f"published {strings['published'][:40]!r} is no ISO 8601 date; left out: write it as YYYY-MM-DD",
                ),
            )
    return Fields(text, strings.get("title"), strings.get("publisher"), published, strings.get("url"),
                  strings.get("language"), strings.get("id"), warnings)  # fmt: skip
