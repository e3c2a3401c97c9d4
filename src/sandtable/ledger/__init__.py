"""The append-only store of reports, claims and decisions; the only SQL of the project."""

from sandtable.ledger.accounts import (
    Account,
    AccountError,
    AccountRole,
    Accounts,
    account_key,
    account_name,
)
from sandtable.ledger.columns import Standing, Version
from sandtable.ledger.deeds import Act, Audit, Deed
from sandtable.ledger.entries import (
    Batch,
    Counts,
    EntityCount,
    Entry,
    HeldError,
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
from sandtable.ledger.gists import EXTENTS, FACTUALITIES, KINDS, ROLES, TYPES
from sandtable.ledger.held import Held, Slots
from sandtable.ledger.keeping import Keeping
from sandtable.ledger.line import MATTERS, Chosen, Line, Place
from sandtable.ledger.listing import STANDING, STATUSES, Wanted
from sandtable.ledger.marks import head
from sandtable.ledger.queue import Queue
from sandtable.ledger.sessions import Session, Sessions
from sandtable.ledger.shelf import Shelf
from sandtable.ledger.store import Ledger

__all__ = [
    "EXTENTS", "FACTUALITIES", "KINDS", "MATTERS", "ROLES", "STANDING", "STATUSES", "TYPES", "Account", "AccountError", "AccountRole", "Accounts",
    "Act", "Audit", "Batch", "Chosen", "Counts", "Deed", "EntityCount", "Entry", "FoundReport", "Held", "HeldError", "History", "Keeping", "Ledger",
    "LedgerError", "Line", "Listed", "OvertakenError", "Place", "Queue", "ReadingHead", "ReportHead", "Ruling", "SearchError",
    "Session", "Sessions", "Shelf", "Slots", "Standing", "Version", "Wanted", "Warned", "account_key", "account_name", "head",
]  # fmt: skip
