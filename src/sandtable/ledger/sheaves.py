"""Long columns kept between runs, each ledger's in a file of the user's cache that is mapped, not read. Invariant: a file is
seen whole or not at all; one that is torn or foreign counts as none, and one that cannot be written costs only time.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

_FORM = 2  # of the file; another number is another file
_MAGIC = b"sandtable columns\n"
_PAGE = 4096
_SPARE = 8  # a column has room for an eighth more rows than it holds
_MOST = 12  # files; those that were longest not used go first


@dataclass(frozen=True, slots=True)
class Column:
    """Rows with room behind them, so that a few more need no copy. Only the newest of those that share their room may grow."""

    room: NDArray[Any]
    count: int

    @classmethod
    def empty(cls, dtype: DTypeLike) -> Self:
        """A column of no rows."""
        return cls(np.empty(0, dtype), 0)

    @property
    def rows(self) -> NDArray[Any]:
        """The rows that it holds."""
        return self.room[: self.count]

    def more(self, new: NDArray[Any]) -> Column:
        """The column with some rows more."""
        count = self.count + len(new)
        room = self.room
        if count > len(room):
            room = np.empty(_with_spare(count), room.dtype)
            room[: self.count] = self.rows
        room[self.count : count] = new
        return Column(room, count)


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Columns by name; `key` says what they are made of."""

    key: str
    columns: Mapping[str, Column]


class Sheaves:
    """The sheaves in a folder, by name. May be shared between threads, and the folder between processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._usable = True

    def get(self, name: str, *, whole: bool = False) -> Sheaf | None:
        """The sheaf of a name. What is done to its columns stays with who got them. `whole`: only where every byte is as it
        was written, which costs the reading of them."""
        path = self._path(name)
        try:
            with path.open("rb") as file:
                held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        except (OSError, ValueError):  # a map of an empty file is a ValueError
            return None
        sheaf = _read(held, whole)
        if sheaf is not None:
            with suppress(OSError):
                os.utime(path)
        return sheaf

    def put(self, name: str, sheaf: Sheaf) -> None:
        """Keep a sheaf in the place of what has its name; nothing where it cannot be written."""
        if not self._usable:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(
                dir=self._folder, prefix="columns-", suffix=".part", delete=False
            ) as file:
                half = Path(file.name)
                try:
                    _write(file, sheaf)
                    half.replace(self._path(name))
                except BaseException:
                    half.unlink(missing_ok=True)
                    raise
            self._clear()
        except OSError:
            self._usable = False

    def _path(self, name: str) -> Path:
        return self._folder / f"columns-{_FORM}-{hashlib.sha256(name.encode()).hexdigest()[:32]}.bin"

    def _clear(self) -> None:
        found = sorted(
            self._folder.glob("columns-*.bin"), key=lambda path: path.stat().st_mtime, reverse=True
        )
        for path in found[_MOST:]:
            path.unlink(missing_ok=True)


def _with_spare(count: int) -> int:
    return count + count // _SPARE + 1


def _write(file: Any, sheaf: Sheaf) -> None:
    sections: list[tuple[str, Any, int, int, int, str]] = []
    at = 0
    for name, column in sheaf.columns.items():
        dtype, room = column.room.dtype, _with_spare(column.count)
        written = dtype.descr if dtype.names else dtype.str
        sections.append((name, written, at, column.count, room, _digest(column)))
        at += -(-room * dtype.itemsize // _PAGE) * _PAGE
    head = json.dumps({"key": sheaf.key, "sections": sections, "bytes": at}).encode()
    seal = hashlib.sha256(head).digest()
    start = _MAGIC + len(head).to_bytes(8, "little") + seal + head
    first = -(-len(start) // _PAGE) * _PAGE
    file.write(start)
    for (_, _, offset, *_), column in zip(sections, sheaf.columns.values(), strict=True):
        file.seek(first + offset)
        file.write(np.ascontiguousarray(column.rows).data)
    # The room is a hole in the file, which takes no place on the disk.
    file.truncate(first + at)
    file.flush()
    # Before it is given its name, so that not even a power cut leaves half a file under it.
    os.fsync(file.fileno())


def _digest(column: Column) -> str:
    return hashlib.sha256(np.ascontiguousarray(column.rows).data).hexdigest()


def _read(held: mmap.mmap, whole: bool) -> Sheaf | None:
    """The sheaf of a file, None where it is no whole file of ours."""
    fixed = len(_MAGIC) + 8 + 32
    if held[: len(_MAGIC)] != _MAGIC:
        return None
    length = int.from_bytes(held[len(_MAGIC) : len(_MAGIC) + 8], "little")
    seal, head = held[len(_MAGIC) + 8 : fixed], held[fixed : fixed + length]
    if hashlib.sha256(head).digest() != seal:
        return None
    told = json.loads(head)
    first = -(-(fixed + length) // _PAGE) * _PAGE
    if len(held) != first + told["bytes"]:
        return None
    columns = {}
    for name, written, offset, count, room, digest in told["sections"]:
        dtype = np.dtype(written if isinstance(written, str) else [tuple(field) for field in written])
        columns[name] = Column(np.frombuffer(held, dtype, room, first + offset), count)
        if whole and _digest(columns[name]) != digest:
            return None
    return Sheaf(told["key"], columns)
