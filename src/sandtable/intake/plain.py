"""Plain text, with an optional block of front matter. Invariant: the text is what Python's `read_text` gives, less
a byte order mark and the front matter.

Front matter is known by a first line `---`, lines of `key: value`, and a closing `---`; anything else is text.
"""

from __future__ import annotations

import re

from sandtable.intake.decoding import decode
from sandtable.intake.fields import Fields, from_strings
from sandtable.terms import Warning

_KEYS = frozenset(("title", "publisher", "published", "url", "language", "id"))
_LINE = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)")
_MOST_LINES = 40


def read_plain(data: bytes, charset: str | None = None) -> Fields:
    """The report of a text file. Raises Unreadable where the bytes are no text."""
    decoded, warnings = decode(data, charset=charset)
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    header, body = _split(text)
    known = {key: value for key, value in header.items() if key in _KEYS}
    warnings += tuple(
        Warning("front-matter", f"front matter key {key!r} is none of {', '.join(sorted(_KEYS))}; left out")
        for key in header
        if key not in _KEYS
    )
    return from_strings(body, known, warnings)


def _split(text: str) -> tuple[dict[str, str], str]:
    if not text.startswith("---\n"):
        return {}, text
    header: dict[str, str] = {}
    at = 4
    for _ in range(_MOST_LINES):
        end = text.find("\n", at)
        line = text[at:] if end < 0 else text[at:end]
        if line.rstrip() == "---" and header:
            return header, "" if end < 0 else text[end + 1 :]
        found = _LINE.fullmatch(line.rstrip())
        if end < 0 or (not found and line.strip()):
            break
        if found:
            header[found.group(1).lower()] = _unquoted(found.group(2))
        at = end + 1
    return {}, text


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
