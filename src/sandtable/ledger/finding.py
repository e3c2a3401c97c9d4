"""Search over reports and claims. Invariant: what is found stands in the ledger as of the day of knowledge: no claim that was
rejected or superseded, no report that was published later.

The words lie in an index of SQLite's FTS5 (unicode61: case and marks folded) beside the ledger, whatever database that is
in: a private file that ends with the process, filled on the first search and then with what was added since.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, or_, select

from sandtable.ledger.asking import HEAD
from sandtable.ledger.entries import LedgerError, Listed, ReportHead
from sandtable.ledger.listing import Listing, Wanted
from sandtable.ledger.rows import head_of
from sandtable.ledger.tables import claims, decisions, readings, reports

_AROUND = 120  # characters on either side of the first word found
_SPARE = 4  # times as many as wanted are looked at, since some no longer stand
_BATCH = 500
_TABLES = """
CREATE TABLE held (n INTEGER PRIMARY KEY, id TEXT UNIQUE);
CREATE TABLE told (n INTEGER PRIMARY KEY, seq INTEGER);
CREATE VIRTUAL TABLE report_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE claim_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2');
"""
_FIND_REPORTS = """SELECT held.id FROM report_words JOIN held ON held.n = report_words.rowid
WHERE report_words MATCH ? ORDER BY report_words.rank LIMIT ?"""
_FIND_CLAIMS = """SELECT told.seq FROM claim_words JOIN told ON told.n = claim_words.rowid
WHERE claim_words MATCH ? ORDER BY claim_words.rank LIMIT ?"""

_FIND_NUMBERS = (
    "SELECT told.seq FROM claim_words JOIN told ON told.n = claim_words.rowid WHERE claim_words MATCH ?"
)


class SearchError(LedgerError):
    """Words that nothing can be searched by."""


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report that has the words; `exact` is `text[start:end]`, about the first of them."""

    report: ReportHead
    start: int
    end: int
    exact: str


class Index:
    """Words to reports and claims. May be shared between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._listing, self._lock = engine, Listing(engine), Lock()
        self._db: sqlite3.Connection | None = None
        self._upto = (0, 0, 0)  # numbers of the last reading, claim and decision taken in

    def close(self) -> None:
        """Let go of the index."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def search(
        self, words: str, limit: int = 20, known: date | None = None
    ) -> tuple[list[FoundReport], list[Listed]]:
        """The reports and the claims that have all the words, the best first. Words in double quotes stand together; the
        last may be the beginning of one. A claim has those of its sentence, kind and speakers, and of its roles with the
        names of what fills them. Raises SearchError where there is no word, and LedgerError where SQLite has no FTS5."""
        match = _match(words)
        with self._lock:
            db = self._filled()
            most = limit * _SPARE
            texts = [str(row[0]) for row in db.execute(_FIND_REPORTS, (match, most))]
            numbers = [int(row[0]) for row in db.execute(_FIND_CLAIMS, (match, most))]
        found = self._listing.numbered(list(dict.fromkeys(numbers)), Wanted(known=known))
        return self._reports(texts, words, known)[:limit], found[:limit]

    def numbers(self, words: str) -> frozenset[int]:
        """The claims that have all the words, by number, whether or not they still stand. Raises as `search` does."""
        match = _match(words)
        with self._lock:
            db = self._filled()
            return frozenset(int(row[0]) for row in db.execute(_FIND_NUMBERS, (match,)))

    def _reports(self, ids: Sequence[str], words: str, known: date | None) -> list[FoundReport]:
        query: Select[Any] = select(*HEAD, reports.c.text).where(reports.c.id.in_(ids))
        if known is not None:
            query = query.where(reports.c.known_on <= known)
        with self._engine.connect() as connection:
            found = {row.report_id: row for row in connection.execute(query)}
        return [
            FoundReport(head_of(found[key]), start, end, found[key].text[start:end])
            for key in ids
            if key in found
            for start, end in (_about(found[key].text, words),)
        ]

    def _filled(self) -> sqlite3.Connection:
        db = self._db
        if db is None:
            db = sqlite3.connect("", check_same_thread=False)
            try:
                db.executescript(_TABLES)
            except sqlite3.OperationalError as error:
                db.close()
                raise LedgerError(
                    f"the SQLite of this Python cannot search ({error}): use one with FTS5"
                ) from error
            self._db, self._upto = db, (0, 0, 0)
        with self._engine.connect() as connection, db:
            last = [
                int(connection.execute(select(func.max(column))).scalar_one_or_none() or 0)
                for column in (readings.c.id, claims.c.seq, decisions.c.id)
            ]
            upto = (last[0], last[1], last[2])
            if upto != self._upto:
                _add_reports(connection, db, self._upto[0])
                _add_claims(connection, db, self._upto[1], self._upto[2])
                self._upto = upto
        return db


def _add_reports(connection: Connection, db: sqlite3.Connection, after: int) -> None:
    query = (
        select(reports.c.id, reports.c.title, reports.c.publisher, reports.c.text)
        .join(readings, readings.c.report_id == reports.c.id)
        .where(readings.c.id > after)
    )
    for row in connection.execute(query.execution_options(yield_per=_BATCH)):
        with closing(db.execute("INSERT OR IGNORE INTO held (id) VALUES (?)", (row.id,))) as added:
            if added.rowcount:
                words = "\n".join(filter(None, (row.title, row.publisher, row.text)))
                db.execute("INSERT INTO report_words (rowid, words) VALUES (?, ?)", (added.lastrowid, words))


def _add_claims(connection: Connection, db: sqlite3.Connection, after: int, decided: int) -> None:
    """Claims as read, and as edited under the same numbers."""
    read = select(claims.c.seq, claims.c.body).where(claims.c.seq > after)
    edited = (
        select(claims.c.seq, decisions.c.edited)
        .join(decisions, decisions.c.words == claims.c.words)
        .where(decisions.c.edited.is_not(None), or_(claims.c.seq > after, decisions.c.id > decided))
    )
    for query in (read, edited):
        for seq, body in connection.execute(query.execution_options(yield_per=_BATCH)):
            with closing(db.execute("INSERT INTO told (seq) VALUES (?)", (seq,))) as added:
                words = "\n".join(_claim_words(json.loads(body)))
                db.execute("INSERT INTO claim_words (rowid, words) VALUES (?, ?)", (added.lastrowid, words))


def _claim_words(body: dict[str, Any]) -> Iterable[str]:
    yield body["kind"]
    yield body["evidence"]["exact"]
    for role in body["roles"]:
        entity = role.get("entity")
        yield from (role["text"], entity["name"] if entity else "")
    for voice in body["attribution"]:
        yield voice["name"]


def _match(words: str) -> str:
    """An FTS5 query in which nothing that was typed is an operator."""
    terms = []
    for place, part in enumerate(words.replace("\0", " ").split('"')):
        terms += [part] if place % 2 else part.split()
    said = [f'"{term}"' for term in terms if any(c.isalnum() for c in term)]
    if not said:
        raise SearchError(f"{words!r} has no word to search for: give letters or numbers")
    return " ".join(said) + ("" if words.rstrip().endswith('"') else "*")


def _about(text: str, words: str) -> tuple[int, int]:
    """The offsets about the first of the words in a text; its beginning where only its title or a folded form has them."""
    said = sorted(re.findall(r"\w+", words), key=len, reverse=True)
    found = [m for word in said if (m := re.search(re.escape(word), text, re.IGNORECASE))]
    first = min((m.start() for m in found), default=0)
    return max(0, first - _AROUND), min(len(text), first + _AROUND)
