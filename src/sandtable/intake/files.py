"""Files, folders, addresses of the web and standard input to reports. Invariant: one bad file, line or entry never stops the rest."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from sandtable.intake.addresses import host_of
from sandtable.intake.decoding import decode
from sandtable.intake.feed import read_feed
from sandtable.intake.fields import Fields
from sandtable.intake.outcome import MEGABYTE, Fetched, Intake, Limits, Refusal, Unreadable
from sandtable.intake.page import read_page
from sandtable.intake.pdf import read_pdf
from sandtable.intake.plain import read_plain
from sandtable.intake.records import Numbered, read_array, read_lines
from sandtable.intake.report import make_report, oddities, without_surrogates
from sandtable.intake.sniff import Format, named_format, sniff
from sandtable.terms import Warning

if TYPE_CHECKING:
    from sandtable.intake.fetching import Reach

Source = Path | Literal["-"]
STDIN, PASTED = "<standard input>", "pasted text"
_DEFAULT = Limits()


def list_files(paths: Iterable[Path | str]) -> list[Source | Refusal]:
    """The files that paths stand for, folders walked in order of name, without hidden files and links to folders.

    A path that is not there, or a folder without files, comes as a Refusal in its place.
    """
    found: list[Source | Refusal] = []
    for given in paths:
        path = Path(given)
        if str(given) == "-":
            found.append("-")
        elif path.is_dir():
            found.extend(_walk(path) or [Refusal(str(path), "the folder holds no files")])
        elif path.exists():
            found.append(path)
        else:
            found.append(Refusal(str(path), "no such file or folder"))
    return found


def _walk(folder: Path) -> list[Source | Refusal]:
    found: list[Source | Refusal] = []

    def refuse(error: OSError) -> None:
        found.append(Refusal(str(error.filename), f"cannot be opened: {error.strerror}"))

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            # A pipe or a device in a folder would hold the walk up for ever.
            if not name.startswith(".") and path.is_file():
                found.append(path)
    return found


def read_paths(
    paths: Iterable[Path | str],
    *,
    published: date | None = None,
    publisher: str | None = None,
    limits: Limits = _DEFAULT,
) -> Iterator[Intake | Refusal]:
    """All reports of files, folders (recursively) and `-`; see `list_files` and `read_file`."""
    for one in list_files(paths):
        if isinstance(one, Refusal):
            yield one
        else:
            yield from read_file(one, published=published, publisher=publisher, limits=limits)


def read_file(
    path: Source, *, published: date | None = None, publisher: str | None = None, limits: Limits = _DEFAULT
) -> Iterator[Intake | Refusal]:
    """The reports of one file, or of standard input for `-`, in their order; what cannot be read as Refusals.

    `published` and `publisher` stand in where a report has none of its own. Nothing is raised for bad input.
    """
    if path == "-":
        yield from read_stream(
            sys.stdin.buffer, STDIN, published=published, publisher=publisher, limits=limits
        )
        return
    try:
        with Path(path).open("rb") as stream:
            yield from read_stream(stream, str(path), published=published, publisher=publisher, limits=limits)
    except OSError as error:
        yield Refusal(str(path), f"cannot be read: {error.strerror}")


def read_bytes(
    data: bytes,
    name: str,
    *,
    published: date | None = None,
    publisher: str | None = None,
    limits: Limits = _DEFAULT,
) -> Iterator[Intake | Refusal]:
    """The same for bytes that are at hand, under a file name."""
    return read_stream(BytesIO(data), name, published=published, publisher=publisher, limits=limits)


def read_text(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
    url: str | None = None,
) -> Intake | Refusal:
    """The report of a text that was pasted. What was said beside it counts before what it says of itself (front matter)."""
    try:
        found = read_plain(without_surrogates(text).encode())
    except Unreadable as error:
        return Refusal(PASTED, str(error))
    if _is_blank(found.text):
        return Refusal(PASTED, "it is empty")
    found = replace(
        found,
        title=title or found.title,
        publisher=publisher or found.publisher,
        published=published or found.published,
        url=url or found.url,
    )
    return _intake(found, PASTED, None, None, None)


def read_address(
    given: str,
    *,
    published: date | None = None,
    publisher: str | None = None,
    limits: Limits = _DEFAULT,
    reach: Reach | None = None,
) -> Iterator[Intake | Refusal]:
    """The same for what stands at an address of the web: a page, a feed's entries, any file. Links in it are not followed. Where
    neither it nor `publisher` says who published it, that is its host."""
    # Half a second to import, which files need not pay.
    from sandtable.intake.fetching import Reach, fetch

    found = fetch(given, reach or Reach())
    if isinstance(found, Refusal):
        yield found
    else:
        publisher = publisher or host_of(found.address)
        body = BytesIO(found.body)
        yield from read_stream(
            body, found.address, published=published, publisher=publisher, limits=limits, fetched=found
        )


def read_stream(
    stream: BinaryIO,
    name: str,
    *,
    published: date | None = None,
    publisher: str | None = None,
    limits: Limits = _DEFAULT,
    fetched: Fetched | None = None,
) -> Iterator[Intake | Refusal]:
    """The same for an open stream. JSONL of any length is read line by line; anything else up to the limit."""
    try:
        for line, found in _contents(stream, name, limits, fetched):
            if isinstance(found, Unreadable):
                yield Refusal(name, str(found), line)
            elif _is_blank(found.text):
                yield Refusal(name, "it is empty", line)
            else:
                yield _intake(found, name, line, published, publisher)
    except Unreadable as error:
        yield Refusal(name, str(error))


def _is_blank(text: str) -> bool:
    return not text.strip("\ufeff\0 \t\r\n\f\v")


def _contents(stream: BinaryIO, name: str, limits: Limits, fetched: Fetched | None) -> Iterator[Numbered]:
    data = stream.read(limits.size + 1)
    if not data.strip():
        raise Unreadable("it is empty")
    form = sniff(data, name, fetched.media_type if fetched else "")
    notes = () if fetched else _notes(form, name)
    for line, found in _parsed(data, stream, form, limits, fetched):
        if isinstance(found, Fields) and notes:
            yield line, replace(found, warnings=(*notes, *found.warnings))
            notes = ()
        else:
            yield line, found


def _parsed(
    data: bytes, stream: BinaryIO, form: Format, limits: Limits, fetched: Fetched | None
) -> Iterator[Numbered]:
    too_large = len(data) > limits.size
    if form is Format.JSON:
        if not too_large:
            data = _as_utf8(data)
        array = None if too_large else read_array(data.decode("utf-8", errors="replace"))
        yield from array if array is not None else read_lines(data, stream if too_large else None, limits)
    elif too_large:
        raise Unreadable(f"it is larger than {limits.size / MEGABYTE:g} MB: split it")
    elif form is Format.FEED:
        for fields in read_feed(data, limits):
            yield None, fields
    elif form is Format.PDF:
        yield None, _at(read_pdf(data, limits), fetched)
    elif form is Format.HTML:
        yield None, _at(read_page(data, limits, fetched), fetched)
    else:
        yield None, _at(read_plain(data, fetched.charset if fetched else None), fetched)


def _at(found: Fields, fetched: Fetched | None) -> Fields:
    """What was fetched alone, and says no address of its own, is known by that which it was fetched from."""
    return replace(found, url=fetched.address) if fetched and not found.url else found


def _notes(form: Format, name: str) -> tuple[Warning, ...]:
    named = named_format(name)
    if named is None or named is form:
        return ()
    return (Warning("name", f"its name says {named.value}, but it holds {form.value}, and was read as that"),)


def _as_utf8(data: bytes) -> bytes:
    """JSON may come in UTF-16 with its mark; all else stays, so that a line that is not UTF-8 is refused alone."""
    return (
        decode(data)[0].encode("utf-8", errors="replace") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    )


def _intake(
    fields: Fields, name: str, line: int | None, published: date | None, publisher: str | None
) -> Intake:
    report = make_report(
        text=fields.text,
        title=fields.title,
        publisher=fields.publisher or publisher,
        published=fields.published or published,
        url=fields.url,
        language=fields.language,
        source_id=fields.source_id,
    )
    return Intake(report, (*fields.warnings, *oddities(report)), name, line)
