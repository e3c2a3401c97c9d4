"""JSON and JSONL. Invariant: one report a record, in order; a record that is none is refused alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from sandtable.intake.fields import Fields, from_strings
from sandtable.intake.outcome import Limits, Unreadable
from sandtable.intake.report import report_id, without_surrogates
from sandtable.terms import Warning
from sandtable.terms.wire import SCHEMA

Numbered = tuple[int | None, Fields | Unreadable]


def read_array(text: str) -> Iterator[Numbered] | None:
    """The records of a text that is one JSON array, or one object over several lines; None where it is JSONL.

    Raises Unreadable where it is neither.
    """
    text = text.strip().removeprefix("\ufeff")
    if text.startswith("{") and "\n" not in text:
        return None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        if not text.startswith("[") and any(_is_object(line) for line in text.split("\n")):
            return None
        raise Unreadable(f"its JSON is broken ({_fault(error)})") from error
    return ((None, record(one, f"record {n}")) for n, one in enumerate(_listed(whole), start=1))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _fault(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, character {error.colno}"
    return "of a depth, or with a number, that cannot be read"


def _listed(whole: Any) -> list[Any]:
    return whole if isinstance(whole, list) else [whole]


def read_lines(start: bytes, rest: BinaryIO | None, limits: Limits) -> Iterator[Numbered]:
    """The records of JSONL, each with its line: first the bytes read already, then what the stream still holds."""
    lines = _lines(start.removeprefix(b"\xef\xbb\xbf"), rest, limits.size)
    for number, line in enumerate(lines, start=1):
        if len(line) > limits.size:
            yield number, Unreadable(f"the line is longer than {limits.size:,} bytes")
        elif line.strip():
            yield number, _line(line)


def _lines(start: bytes, rest: BinaryIO | None, limit: int) -> Iterator[bytes]:
    at = 0
    while (end := start.find(b"\n", at)) >= 0:
        yield start[at:end]
        at = end + 1
    tail = start[at:]
    while rest is not None and (piece := rest.readline(limit)):
        if len(tail) <= limit:  # of a line that is too long only enough is kept to say so
            tail += piece
        if piece.endswith(b"\n"):
            yield tail.removesuffix(b"\n")
            tail = b""
    if tail:
        yield tail


def _line(line: bytes) -> Fields | Unreadable:
    try:
        return record(json.loads(line.decode("utf-8")), "the line")
    except UnicodeDecodeError as error:
        return Unreadable(f"the line is not UTF-8 (byte {error.start})")
    except json.JSONDecodeError as error:
        return Unreadable(f"the line is no JSON ({error.msg} at character {error.pos + 1})")
    except (ValueError, RecursionError) as error:
        return Unreadable(f"the line is no JSON ({_fault(error)})")


def record(raw: Any, what: str) -> Fields | Unreadable:
    """The report of one JSON value: an object with `text`, or a `sandtable.reading/1`."""
    if not isinstance(raw, dict):
        return Unreadable(f"{what} is not a JSON object but {_kind(raw)}")
    reading = raw.get("schema") == SCHEMA
    if "schema" in raw and not reading and "text" not in raw:
        return Unreadable(
            f"{what} is of schema {str(raw['schema'])[:40]!r}; sandtable reads reports and {SCHEMA}"
        )
    given = raw.get("report") if reading else raw
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        return Unreadable(f'{what} has no "text"')
    clean = {k: without_surrogates(v) if isinstance(v, str) else v for k, v in given.items()}
    if not reading:
        return from_strings(clean["text"], clean)
    # In a reading `id` is the report's own; what its first input called it is `source_id`.
    fields = from_strings(clean["text"], clean | {"id": clean.get("source_id")})
    made = report_id(text=fields.text, title=fields.title, publisher=fields.publisher, published=fields.published,
                     url=fields.url)  # fmt: skip
    if made == clean.get("id"):
        return fields
    note = Warning(
        "id", "the report is not what its id was made of: it was edited, or read by another version"
    )
    return replace(fields, warnings=(*fields.warnings, note))


def _kind(raw: Any) -> str:
    if raw is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "an array"}
    return names[type(raw)]
