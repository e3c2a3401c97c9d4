"""PDF. Invariant: lines are joined to paragraphs, and every line or page that is left out is said.

A PDF knows no paragraphs, only lines; sentences that run over a line's end are joined so that they can be read.
The creation date of the file is not taken for the day of publication.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from statistics import median

from sandtable.intake.fields import Fields
from sandtable.intake.outcome import MEGABYTE, Limits, Unreadable, quiet
from sandtable.terms import Warning

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\xad": None, "\xa0": " "}
)
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")


class _Budget:
    """What a PDF may still cost; Unreadable where it is spent. Small files can be made to unpack to anything."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._steps = limits.steps
        self._size = limits.size

    def step(self, *_operation: object) -> None:
        self._steps -= 1
        self.check()

    def check(self) -> None:
        if self._steps < 0:
            raise Unreadable(
                f"it takes more than {self._limits.steps:,} steps to draw: print the text to a new PDF"
            )

    def unpacked(self, size: int) -> None:
        self._size -= size
        if self._size < 0:
            raise Unreadable(f"it unpacks to more than {self._limits.size / MEGABYTE:g} MB: split it")


def read_pdf(data: bytes, limits: Limits) -> Fields:
    """The text of a PDF's pages. Raises Unreadable where it is locked, broken or made of pictures."""
    with quiet("pypdf"):
        return _read(data, limits)


def _read(data: bytes, limits: Limits) -> Fields:
    # pypdf takes some tenths of a second to import, which a folder of text need not pay.
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # Hostile files make the parser raise nearly anything; what it is makes no difference to the reader.
    faults = (PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError,
              RecursionError, OSError, NotImplementedError)  # fmt: skip
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("it is locked with a password: save an unlocked copy")
        count = len(reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except DependencyError as error:
        raise Unreadable("it is encrypted: save an unlocked copy") from error
    except faults as error:
        raise Unreadable(f"it is a broken PDF ({_short(error)}): open it and save it anew") from error
    if count > limits.pages:
        raise Unreadable(f"it has {count:,} pages, more than {limits.pages:,}: split it")
    pages: list[list[str]] = []
    warnings: list[Warning] = []
    budget = _Budget(limits)
    for number in range(count):
        try:
            sheet = reader.pages[number]
            contents = sheet.get_contents()
            budget.unpacked(len(contents.get_data()) if contents else 0)
            page = sheet.extract_text(visitor_operand_before=budget.step)
            budget.check()  # inside a form the parser swallows what `step` raises
            budget.unpacked(len(page))
        except faults as error:
            warnings.append(
                Warning("pdf-page", f"page {number + 1} cannot be read ({_short(error)}); left out")
            )
            continue
        pages.append([line.strip() for line in page.translate(_LIGATURES).split("\n")])
    if not any(line for page in pages for line in page):
        if warnings:
            raise Unreadable("it is a broken PDF: none of its pages can be read")
        raise Unreadable("it holds pictures of pages and no text: run it through OCR first")
    pages, left_out = _without_margins(pages)
    if left_out:
        shown = "; ".join(repr(line[:60]) for line in left_out[:3])
        warnings.append(
            Warning("pdf-margins", f"{len(left_out)} running heads and page numbers left out: {shown}")
        )
    title = title.strip() if isinstance(title, str) else None
    return Fields(text=_paragraphs(pages), title=title or None, warnings=tuple(warnings))


def _short(error: Exception) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:100]


def _without_margins(pages: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Pages less page numbers and the first or last lines that most pages share; and those lines."""
    trimmed = [[*page] for page in pages]
    for page in trimmed:
        while page and not page[0]:
            page.pop(0)
        while page and not page[-1]:
            page.pop()
    edges: Counter[str] = Counter()
    for page in trimmed:
        if page:
            edges.update({_mask(page[0]), _mask(page[-1])})
    running = {line for line, times in edges.items() if times >= 3 and times * 2 > len(pages)}
    left_out: list[str] = []
    for page in trimmed:
        for end in (0, -1):
            if len(page) > 1 and (_PAGE_NUMBER.fullmatch(page[end]) or _mask(page[end]) in running):
                left_out.append(page.pop(end))
    return trimmed, left_out


def _mask(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _paragraphs(pages: Sequence[Sequence[str]]) -> str:
    widths = [len(line) for page in pages for line in page if line]
    full = 0.75 * median(widths)
    out: list[str] = []
    current = ""
    for page in pages:
        for line in page:
            if not line:
                if current:
                    out.append(current)
                current = ""
            else:
                current = _join(current, line)
                if _SENTENCE_END.search(line) and len(line) < full:
                    out.append(current)
                    current = ""
    if current:
        out.append(current)
    return "\n\n".join(out)


def _join(before: str, line: str) -> str:
    if not before:
        return line
    if before.endswith("-") and before[-2:-1].isalpha() and line[0].islower():
        return before[:-1] + line  # a word broken over the line's end
    return f"{before} {line}"
