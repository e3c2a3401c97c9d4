"""Quoted words found again in a report. Invariant: a find is an exact span of the report that ends at the ends of words;
typography (blanks, quotation marks, dashes, letter case, composed letters) may differ, words may not."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import cache

Span = tuple[int, int]

_MARKS = frozenset("\"'`´‘’‚‛“”„‟«»‹›′″＂＇")
_EDGES = " \t\n\"'“”‘’«».,;:…"  # what a model adds around a quotation, or leaves off


@cache
def _folded(character: str) -> str:
    """How a character is compared: none for what cannot be seen, one blank for any blank."""
    if unicodedata.category(character) == "Cf":
        return ""
    if character.isspace():
        return " "
    if character in _MARKS:
        return "'"
    if unicodedata.category(character) == "Pd":
        return "-"
    return "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKD", character).casefold())


def _in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


class Quotations:
    """Finds quotations in one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded: list[str] = []
        self._at: list[int] = []  # offset in the text of each folded character
        for offset, character in enumerate(text):
            for c in _folded(character):
                if c == " " and folded and folded[-1] == " ":
                    continue
                folded.append(c)
                self._at.append(offset)
        self._folded = "".join(folded)

    def find(self, words: str, within: Span) -> list[Span]:
        """The spans inside `within` that say these words, in text order; none where they are not there."""
        return self._find(words.strip(), within) or self._find(words.strip(_EDGES), within)

    def _find(self, words: str, within: Span) -> list[Span]:
        wanted = " ".join("".join(map(_folded, words)).split())
        if not wanted:
            return []
        first = bisect_left(self._at, within[0])
        last = bisect_left(self._at, within[1])
        out: list[Span] = []
        at = self._folded.find(wanted, first, last)
        while at >= 0:
            end = at + len(wanted)
            if self._whole(at, end):
                out.append((self._at[at], self._at[end - 1] + 1))
            at = self._folded.find(wanted, at + 1, last)
        return out

    def _whole(self, start: int, end: int) -> bool:
        """Whether no word, and no character, is cut at either end."""
        text, at = self._folded, self._at
        before = start > 0 and (
            at[start - 1] == at[start] or (_in_word(text[start]) and _in_word(text[start - 1]))
        )
        after = end < len(text) and (
            at[end] == at[end - 1] or (_in_word(text[end]) and _in_word(text[end - 1]))
        )
        return not before and not after


def gap(a: Span, b: Span) -> int:
    """Characters between two spans; 0 where they touch or overlap."""
    return max(0, a[0] - b[1], b[0] - a[1])


def nearest(spans: list[Span], to: Span) -> Span:
    """The span that is nearest to another; the first of equals."""
    return min(spans, key=lambda s: (gap(s, to), s))
