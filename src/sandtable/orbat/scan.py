"""Known names in running text. Invariant: each hit's `text[start:end]` is the words as written, hits do not overlap,
and an acronym is hit only where it stands in capitals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

from sandtable.orbat.catalogue import NAME, ORGAN, Entry
from sandtable.orbat.spelling import Folded, fold


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: half-open offsets in the folded text, and what it may stand for."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    def sort(self, *sorts: str) -> Entry | None:
        """The first meaning of one of those sorts."""
        return next((e for s in sorts for e in self.entries if e.sort == s), None)


class Scanner:
    """An Aho-Corasick automaton over the folded names of the registry."""

    def __init__(self, names: dict[str, list[Entry]], word_like: Iterable[str]) -> None:
        self._word_like = frozenset(word_like)
        self._automaton = import_module("ahocorasick").Automaton()
        for name, entries in names.items():
            self._automaton.add_word(name, (len(name), tuple(entries)))
        self._automaton.make_automaton()

    def hits(self, text: str) -> tuple[Folded, list[Hit]]:
        """The folded text and, by start, every whole-word hit that is written as its name must be."""
        folded = fold(text)
        body = folded.text
        found = []
        for last, (length, entries) in self._automaton.iter(body):
            start, end = last - length + 1, last + 1
            if (start and body[start - 1].isalnum()) or (end < len(body) and body[end].isalnum()):
                continue
            fit = tuple(e for e in entries if self._written(text, folded, start, end, e))
            if fit:
                found.append(Hit(start, end, fit))
        found.sort(key=lambda h: (h.start, -h.end))
        return folded, found

    def _written(self, text: str, folded: Folded, start: int, end: int, entry: Entry) -> bool:
        """Whether the words are in capitals as the entry asks; in an all-capitals line an acronym that is also a
        common word ("IS") is taken for the word."""
        if entry.sort == ORGAN:
            return True
        first, past = span(text, folded, start, end)
        written = text[first:past]
        if not entry.cased:
            return not entry.proper or any(c.isupper() for c in written)
        if any(c.islower() for c in written):
            return False
        return folded.text[start:end] not in self._word_like or not _shouted(text, first, past)


def span(text: str, folded: Folded, start: int, end: int) -> tuple[int, int]:
    """The offsets in the original text of folded[start:end], with a last dot of initials ("U.S.") taken in."""
    first, past = folded.offsets[start], folded.offsets[end - 1] + 1
    if text[past : past + 1] == "." and past - first > 2 and text[past - 2 : past - 1] == ".":
        past += 1
    return first, past


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether a word beside the span is all capitals, as in a headline."""
    before = text[:start].split()[-1:] if start else []
    after = text[end : end + 40].split()[:1]
    beside = [w for w in (*before, *after) if sum(c.isalpha() for c in w) > 1]
    return bool(beside) and all(w.isupper() for w in beside)


def at(hits: list[Hit], start: int) -> list[Hit]:
    """The hits that open at an offset, longest first; `hits` is sorted by start."""
    i = bisect_left(hits, start, key=lambda h: h.start)
    out = []
    while i < len(hits) and hits[i].start == start:
        out.append(hits[i])
        i += 1
    return out


def name_entry(ref: str, cased: bool) -> Entry:
    """The meaning of a proper name for a scanner of other things than actors; `cased`: an acronym."""
    return Entry(NAME, ref, cased, True)
