"""What a file is. Invariant: the content decides; the name only settles what the content leaves open."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import PurePath

from sandtable.intake.decoding import decode
from sandtable.intake.outcome import Unreadable


class Format(StrEnum):
    """A form in which reports come."""

    TEXT = "plain text"
    HTML = "HTML"
    PDF = "PDF"
    FEED = "RSS or Atom"
    JSON = "JSON"


_NAMED = {
    ".txt": Format.TEXT, ".text": Format.TEXT, ".html": Format.HTML, ".htm": Format.HTML, ".xhtml": Format.HTML,
    ".pdf": Format.PDF, ".rss": Format.FEED, ".atom": Format.FEED, ".xml": Format.FEED, ".jsonl": Format.JSON,
    ".ndjson": Format.JSON, ".json": Format.JSON,
}  # fmt: skip
_TYPED = {
    "text/html": Format.HTML, "application/xhtml+xml": Format.HTML, "application/pdf": Format.PDF,
    "application/rss+xml": Format.FEED, "application/atom+xml": Format.FEED, "application/json": Format.JSON,
    "application/x-ndjson": Format.JSON,
}  # fmt: skip
# Beginnings of what people mistake for a report, and what to do about it.
_OTHERS = (
    (
        b"PK\x03\x04",
        "a ZIP archive (perhaps .docx, .odt or .epub): unpack it, or save it as text, HTML or PDF",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Office document: save it as text, HTML or PDF"),
    (b"{\\rtf", "RTF: save it as text, HTML or PDF"),
    (b"\x1f\x8b", "gzip: unpack it first"),
    (b"BZh", "bzip2: unpack it first"),
    (b"\xfd7zXZ", "xz: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd: unpack it first"),
    (b"\x89PNG", "a picture: run it through OCR first"),
    (b"\xff\xd8\xff", "a picture: run it through OCR first"),
    (b"GIF8", "a picture: run it through OCR first"),
    (b"SQLite format 3", "a database; if it is a ledger, name it with --ledger"),
)
_HEAD = 65_536
_FEED_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_HTML_ROOT = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|a|span|article|table|ul|title|meta)\b[^<>]*>", re.IGNORECASE)


def named_format(name: str) -> Format | None:
    """The format that a file's name claims, None where it claims none."""
    return _NAMED.get(PurePath(name).suffix.lower())


def sniff(data: bytes, name: str, media_type: str = "") -> Format:
    """The format of the bytes. `media_type`, where a server gave one, counts as the name does, and before it. Raises Unreadable
    for a format that sandtable does not read."""
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    for magic, what in _OTHERS:
        if data.startswith(magic):
            raise Unreadable(f"it is {what}")
    named = _TYPED.get(media_type) or named_format(name)
    head = _start(data)
    begin = head.lstrip()
    if begin.startswith("<"):
        feed, html = _FEED_ROOT.search(begin[:4096]), _HTML_ROOT.search(begin[:4096])
        if feed and not (html and html.start() < feed.start()):
            return Format.FEED
        if html:
            return Format.HTML
        if begin.startswith("<?xml"):
            raise Unreadable("it is XML, but neither RSS nor Atom nor XHTML")
        return Format.HTML if named is Format.HTML else Format.TEXT
    if _is_json(head, whole=len(data) <= _HEAD, named=named is Format.JSON):
        return Format.JSON
    if named is Format.HTML and _TAG.search(head):
        return Format.HTML
    return Format.TEXT


def _start(data: bytes) -> str:
    head = data[:_HEAD]
    try:
        # A cut may fall inside a character: what matters here is only how the text begins.
        return head.decode("utf-8-sig") if len(data) <= _HEAD else head.decode("utf-8-sig", errors="ignore")
    except UnicodeDecodeError:
        return decode(head)[0]


def _is_json(head: str, *, whole: bool, named: bool) -> bool:
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    if not lines:
        return False
    if named:
        return lines[0].startswith("[") or any(line.startswith("{") for line in lines)
    if lines[0].startswith("{") and _parses(lines[0]):
        return True
    if not lines[0].startswith(("{", "[")):
        return False
    if whole:
        return _parses(head)
    return re.match(r"\s*(?:\[\s*)?\{\s*\"", head) is not None


def _parses(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
