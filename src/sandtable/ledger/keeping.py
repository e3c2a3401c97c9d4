"""Answers kept between runs, in a file of the user's cache. Invariant: a key names all that its answer depends on, so what is
kept is never out of date; a file that is torn or foreign is made anew, and one that cannot be written costs only time."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock

_FORM = 1  # of the file; another number is another file
_MOST = 50_000  # answers; the oldest go first
_AT_ONCE = 500  # keys in one query
_MAKE = "CREATE TABLE IF NOT EXISTS kept (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, body BLOB NOT NULL)"


class Keeping:
    """Bytes by key. May be shared between threads, and its file between processes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"kept-{_FORM}.sqlite"
        self._lock = Lock()
        self._usable = True

    def get(self, key: str) -> bytes | None:
        """What was kept under a key, None where nothing was or where it is not what was kept."""
        return self.get_many([key]).get(key)

    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """What was kept under some keys, by key; those under which nothing was are left out."""
        bodies: list[tuple[str, object]] = []
        with self._lock:
            try:
                if not self._path.exists():
                    return {}
                with self._opened() as file:
                    for first in range(0, len(keys), _AT_ONCE):
                        some = keys[first : first + _AT_ONCE]
                        asked = f"SELECT key, body FROM kept WHERE key IN ({', '.join('?' * len(some))})"
                        bodies += file.execute(asked, some).fetchall()
            except sqlite3.OperationalError:
                return {}
            except sqlite3.DatabaseError:
                self._start_anew()
                return {}
        whole = ((key, _unsealed(key, body)) for key, body in bodies)
        return {key: body for key, body in whole if body is not None}

    def put(self, key: str, body: bytes) -> None:
        """Keep something; nothing where the file cannot be written."""
        self.put_many({key: body})

    def put_many(self, bodies: Mapping[str, bytes]) -> None:
        """Keep some things under their keys; nothing where the file cannot be written."""
        if not self._usable or not bodies:
            return
        with self._lock:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with self._opened() as file:
                    file.execute(_MAKE)
                    rows = [(key, _seal(key, body) + body) for key, body in bodies.items()]
                    file.executemany("INSERT OR REPLACE INTO kept (key, body) VALUES (?, ?)", rows)
                    number = file.execute("SELECT max(number) FROM kept").fetchone()[0]
                    file.execute("DELETE FROM kept WHERE number <= ?", (number - _MOST,))
            except (OSError, sqlite3.OperationalError):
                self._usable = False
            except sqlite3.DatabaseError:
                self._start_anew()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=5)) as file, file:
            # What is lost in a crash is worked out again.
            file.execute("PRAGMA synchronous = OFF")
            yield file

    def _start_anew(self) -> None:
        """Away with a file that is no file of ours."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            self._usable = False


def _unsealed(key: str, body: object) -> bytes | None:
    if not isinstance(body, bytes) or body[:32] != _seal(key, body[32:]):
        return None
    return body[32:]


def _seal(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + body).digest()
