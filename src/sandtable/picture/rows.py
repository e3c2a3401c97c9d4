"""Rows of gists by what they say. Invariant: the numbers are those of the ledger's tables of words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from sandtable.ledger import FACTUALITIES, KINDS, ROLES
from sandtable.picture.reckoning import Rows
from sandtable.terms import Factuality, Kind

ROLE = {role: number for number, role in enumerate(ROLES, 1)}
ASSERTED, DENIED = FACTUALITIES[Factuality.ASSERTED.value], FACTUALITIES[Factuality.DENIED.value]


def numbers_of(kinds: Iterable[Kind]) -> list[int]:
    """The numbers of some kinds."""
    return [KINDS[kind.value] for kind in kinds]


def in_role(parts: Rows, roles: Collection[str]) -> Rows:
    """Which parts are in any of some roles."""
    return np.isin(parts["role"], [ROLE[role] for role in roles])
