"""The append-only store of reports, claims and decisions; the only SQL of the project."""

from sandtable.ledger.columns import Standing, Version
from sandtable.ledger.entries import (
    Counts,
    EntityCount,
    Entry,
    History,
    LedgerError,
    Listed,
    OvertakenError,
    ReadingHead,
    ReportHead,
    Ruling,
    Warned,
)
from sandtable.ledger.finding import FoundReport, SearchError
from sandtable.ledger.gists import FACTUALITIES, KINDS, ROLES, TYPES
from sandtable.ledger.listing import STANDING, STATUSES, Wanted
from sandtable.ledger.store import Ledger

__all__ = [
    "FACTUALITIES", "KINDS", "ROLES", "STANDING", "STATUSES", "TYPES", "Counts", "EntityCount", "Entry", "FoundReport", "History", "Ledger",
    "LedgerError", "Listed", "OvertakenError", "ReadingHead", "ReportHead", "Ruling", "SearchError", "Standing", "Version", "Wanted", "Warned",
]  # fmt: skip
