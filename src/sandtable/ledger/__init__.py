"""The append-only store of reports, claims and decisions; the only SQL of the project."""

from sandtable.ledger.columns import Standing, Version
from sandtable.ledger.entries import Counts, EntityCount, Entry, History, LedgerError, ReportHead, Warned
from sandtable.ledger.gists import FACTUALITIES, KINDS, ROLES, TYPES
from sandtable.ledger.store import Ledger

__all__ = [
    "FACTUALITIES", "KINDS", "ROLES", "TYPES", "Counts", "EntityCount", "Entry", "History", "Ledger", "LedgerError",
    "ReportHead", "Standing", "Version", "Warned",
]  # fmt: skip
