"""RSS and Atom. Invariant: one report an entry, in the feed's order; no address is opened and no entity expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any

from sandtable.intake.fields import Fields
from sandtable.intake.markup import to_text
from sandtable.intake.outcome import Limits, Unreadable
from sandtable.terms import Warning

_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)


def read_feed(data: bytes, limits: Limits) -> Iterator[Fields | Unreadable]:
    """The entries of a feed; an entry without words comes as the Unreadable that says so. Raises Unreadable."""
    if len(_ENTRY.findall(data)) > limits.entries:
        raise Unreadable(f"the feed has more than {limits.entries:,} entries: split it")
    feedparser = import_module("feedparser")  # it ships no types
    # A stream and not a string, which feedparser would take for an address or a file name.
    found = feedparser.parse(BytesIO(data), resolve_relative_uris=False, sanitize_html=True)
    fault = found.get("bozo_exception")
    if isinstance(fault, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType):
        fault = None
    if fault and hasattr(fault, "getLineNumber"):
        fault = f"{fault.getMessage()} in line {fault.getLineNumber()}"
    if not found.entries:
        raise Unreadable(f"the feed is broken: {fault}" if fault else "the feed has no entries")
    warnings: tuple[Warning, ...] = ()
    if fault:
        warnings = (
            Warning("broken-feed", f"the feed is broken ({fault}); check this entry against its page"),
        )
    outlet = _text(found.feed.get("title"))
    for number, entry in enumerate(found.entries, start=1):
        yield _entry(entry, number, outlet, warnings)


def _entry(entry: Any, number: int, outlet: str | None, warnings: tuple[Warning, ...]) -> Fields | Unreadable:
    title = _text(entry.get("title"))
    bodies = [_text(part.get("value")) or "" for part in entry.get("content", ())]
    text = max([*bodies, _text(entry.get("summary")) or ""], key=len)
    if not text and title:
        text = title
        warnings += (Warning("title-only", "the entry has a title and no text; the title is read"),)
    if not text:
        return Unreadable(f"entry {number} has no text")
    dated = next((kind for kind in ("published", "updated") if kind in entry), "published")
    moment, written = entry.get(f"{dated}_parsed"), entry.get(dated)
    published: date | None = None
    if moment:
        try:
            published = date(moment.tm_year, moment.tm_mon, moment.tm_mday)
        except ValueError:
            moment = None
    if written and not moment:
        warnings += (Warning("bad-date", f"published {str(written)[:40]!r} is no date of a feed; left out"),)
    return Fields(
        text=text,
        title=title,
        publisher=_text(entry.get("source", {}).get("title")) or outlet,
        published=published,
        url=entry.get("link") or None,
        source_id=entry.get("id") or None,
        warnings=warnings,
    )


def _text(value: Any) -> str | None:
    return (to_text(value) or None) if isinstance(value, str) else None
