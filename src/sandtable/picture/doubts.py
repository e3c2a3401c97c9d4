"""Warnings that a report contradicts itself. Invariant: each is given with the claims whose sentences it touches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sandtable.picture.asking import Claims
from sandtable.picture.dispute import Doubt
from sandtable.picture.disputes import SELF_CODES
from sandtable.terms import Claim, Warning


def doubts_of(ledger: Claims, known: date | None) -> Iterable[Doubt]:
    """The warnings of self-contradiction in the reports known by a day, by report."""
    for head in ledger.reports(known):
        reading = ledger.reading(head.id, known)
        if reading is None:
            continue
        for warning in reading.warnings:
            if warning.code in SELF_CODES:
                claims = [c for c in reading.claims if _touches(c, warning)]
                yield Doubt(head.id, head.publisher, head.known_on, warning, tuple(c.id for c in claims))


def _touches(claim: Claim, warning: Warning) -> bool:
    if warning.start is None or warning.end is None:
        return False
    return claim.evidence.start < warning.end and warning.start < claim.evidence.end
