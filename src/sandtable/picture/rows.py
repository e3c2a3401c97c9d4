"""Rows of gists by what they say. Invariant: the numbers are those of the ledger's tables of words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sandtable.ledger import FACTUALITIES, KINDS, ROLES
from sandtable.picture.reckoning import Rows
from sandtable.terms import Factuality, Kind

ROLE = {role: number for number, role in enumerate(ROLES, 1)}
ASSERTED, DENIED = FACTUALITIES[Factuality.ASSERTED.value], FACTUALITIES[Factuality.DENIED.value]


def of_kinds(rows: Rows, kinds: Iterable[Kind]) -> Rows:
    """Which rows are of some kinds."""
    return np.isin(rows["kind"], [KINDS[k.value] for k in kinds])
