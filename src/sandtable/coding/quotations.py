"""What stands in quotation marks, over paragraphs too. Invariant: a quotation ends with its paragraph unless the
next one opens with a mark of its own, and a few quoted words are no quotation."""

from __future__ import annotations

import re

OPEN, CLOSE = "“«", "”»"
SHORTEST = 15  # characters: what is shorter is a word of somebody's, not what he said


class Quotations:
    """The quotations of one text."""

    def __init__(self, text: str) -> None:
        self.ranges = _ranges(text)

    def around(self, start: int) -> tuple[int, int] | None:
        """The quotation that holds a character, or None."""
        for a, b in self.ranges:
            if a <= start < b:
                return a, b
        return None


def _ranges(text: str) -> list[tuple[int, int]]:
    """Character ranges inside quotation marks, over sentences, closed at the text's end where left open."""
    out: list[tuple[int, int]] = []
    start: int | None = None
    for match in re.finditer(r"[“”«»\"]+|\n\s*\n", text):
        mark = match.group()
        if mark[0] in OPEN or (mark[0] == '"' and start is None):
            start = match.end()
        elif start is not None and (mark[0] in CLOSE or mark[0] == '"'):
            out.append((start, match.start()))
            start = None
        elif start is not None and mark.isspace():
            nxt = text[match.end() : match.end() + 1]
            if nxt not in OPEN + '"':  # a paragraph inside one quotation opens with a mark of its own
                out.append((start, match.start()))
                start = None
    if start is not None:
        out.append((start, len(text)))
    return [(a, b) for a, b in out if b - a > SHORTEST]
