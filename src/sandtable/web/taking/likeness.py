"""Which reports have the same words as one that came in. Invariant: looked for is only among what was published within a few days
of it, so that it costs little beside the reading; it is told, and changes nothing: which voices are one, the picture works out.
"""

from __future__ import annotations

from sandtable.ledger import Ledger
from sandtable.sources.copies import CONTAINED, WINDOW, containment, shingles
from sandtable.terms import Report

MOST_COMPARED = 200  # reports
MOST_TOLD = 3
_BEGINNING = 20_000  # characters of a report that are compared
_MOST_KEPT = 400  # reports whose words are kept, some 100 KB each


class Likeness:
    """Compares reports with those of a ledger. Used by one thread."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._words: dict[str, frozenset[int]] = {}

    def of(self, report: Report) -> tuple[tuple[str, str], ...]:
        """The ids and titles of the reports that have most words in common with it, the likest first."""
        if report.published is None:
            return ()
        own = self._shingles(report.id, report)
        near = self._ledger.listing.published(
            report.published - WINDOW, report.published + WINDOW, MOST_COMPARED + 1
        )
        found = [
            (alike, head.id, head.title or head.publisher or head.id)
            for head in near
            if head.id != report.id and (alike := containment(own, self._shingles(head.id))) >= CONTAINED
        ]
        found.sort(key=lambda one: (-one[0], one[1]))
        return tuple((id_, title) for _, id_, title in found[:MOST_TOLD])

    def _shingles(self, id_: str, report: Report | None = None) -> frozenset[int]:
        kept = self._words.get(id_)
        if kept is None:
            report = report or self._ledger.report(id_)
            kept = shingles(report.text[:_BEGINNING]) if report is not None else frozenset()
            while len(self._words) >= _MOST_KEPT:
                self._words.pop(next(iter(self._words)))
            self._words[id_] = kept
        return kept
