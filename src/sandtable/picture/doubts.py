"""Warnings that a report contradicts itself. Invariant: each is given with the claims whose sentences it touches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sandtable.picture.asking import Claims
from sandtable.picture.dispute import Doubt
from sandtable.picture.disputes import SELF_CODES


def doubts_of(ledger: Claims, known: date | None) -> Iterable[Doubt]:
    """The warnings of self-contradiction in the reports known by a day, by report."""
    for found in ledger.warnings(sorted(SELF_CODES), known):
        head = found.report
        yield Doubt(head.id, head.publisher, head.known_on, found.warning, found.claims)
