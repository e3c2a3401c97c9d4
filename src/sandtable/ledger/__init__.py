"""The append-only store of reports, claims and decisions; the only SQL of the project."""

from sandtable.ledger.entries import Counts, EntityCount, Entry, History, LedgerError, ReportHead
from sandtable.ledger.store import Ledger

__all__ = ["Counts", "EntityCount", "Entry", "History", "Ledger", "LedgerError", "ReportHead"]
