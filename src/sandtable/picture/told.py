"""Claims by id, for who wants their words. Invariant: a claim is given as it stands on the day of knowledge, and one that does
not count then is not given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sandtable.picture.annals import testimony_of
from sandtable.picture.asking import Claims
from sandtable.picture.testimony import Testimony


def told(ledger: Claims, claims: Iterable[str], known: date | None = None) -> dict[str, Testimony]:
    """Claims by id; those of one report are fetched together."""
    found: dict[str, Testimony] = {}
    for claim in claims:
        if claim not in found and (one := ledger.claim(claim, known)) is not None:
            beside = ledger.claims(known=known, report_id=one.report.id)
            found.update((e.claim.id, testimony_of(e)) for e in beside)
    return found
