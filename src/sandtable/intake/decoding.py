"""Bytes to characters. Invariant: what decodes as UTF-8 is UTF-8; any other encoding is named in a warning."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from sandtable.intake.outcome import Unreadable
from sandtable.terms import Warning

# The UTF-32 marks begin with the UTF-16 ones, so they come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The single-byte encodings that news in the languages of our theatres was published in.
_CANDIDATES = ["cp1252", "cp1256", "cp1251", "cp1254", "cp1255", "cp1250", "koi8_r", "iso8859_15"]
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(
    data: bytes, *, markup: bool = False, charset: str | None = None
) -> tuple[str, tuple[Warning, ...]]:
    """The characters of the bytes, without a byte order mark. `charset`, which a server gave, is tried; with `markup`, what a
    page declares too.

    Raises Unreadable where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), ()
    if wide := _unmarked_utf16(data):
        return _strictly(data, wide), (_guessed(wide),)
    if is_binary(data):
        raise Unreadable(
            "it is binary and of no format that sandtable reads (text, HTML, PDF, RSS, Atom, JSONL)"
        )
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    declared = _META_CHARSET.search(data[:4096]) if markup else None
    for named in (charset, declared.group(1).decode("ascii") if declared else None):
        try:
            if named:
                return data.decode(named), ()
        except (UnicodeError, LookupError):
            pass
    best = from_bytes(data, cp_isolation=_CANDIDATES).best()
    # Below some hundred bytes the guess is no better than a die, and cp1252 is by far the most common.
    likely = best.encoding if best is not None and len(data) > 200 else "cp1252"
    return data.decode(likely, errors="replace"), (_guessed(likely),)


def is_binary(data: bytes) -> bool:
    """Whether more than one byte in fifty is a control that no text has. A few stray ones do not make a text binary."""
    controls = len(_BINARY.findall(data))
    return controls > 8 and controls * 50 > len(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"its byte order mark says {encoding.upper()}, but byte {error.start} is not: save it as UTF-8"
        ) from error


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[:2000]
    half = len(sample) // 2
    if half < 8 or len(data) % 2:
        return None
    if sample[1::2].count(0) * 10 > half * 9 and sample[::2].count(0) * 10 < half:
        return "utf-16-le"
    if sample[::2].count(0) * 10 > half * 9 and sample[1::2].count(0) * 10 < half:
        return "utf-16-be"
    return None


def _guessed(encoding: str) -> Warning:
    return Warning(
        "encoding", f"not UTF-8; read as {encoding}, a guess: save it as UTF-8 if letters look wrong"
    )
