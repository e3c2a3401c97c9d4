"""What was worked out for a ledger as it is now. Invariant: nothing is given that was worked out before the ledger last
grew, no more is kept than was asked for, and who asks what is being worked out waits for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from sandtable.ledger import Version

T = TypeVar("T")


class Recall(Generic[T]):
    """The newest answers by their questions, `most` of them. May be shared between threads."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._of: Version | None = None
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._working: dict[tuple[Version | None, Hashable], Lock] = {}

    def has(self, version: Version, question: Hashable) -> bool:
        """Whether the answer to a question is kept for this version of the ledger."""
        with self._lock:
            return self._of == version and question in self._held

    def newest(self) -> T | None:
        """The answer that was given last."""
        with self._lock:
            return next(reversed(self._held.values()), None)

    def get(self, version: Version | None, question: Hashable, work: Callable[[], T]) -> T:
        """The answer to a question that was asked of this version of the ledger before, else what `work` gives, which
        must not ask the same. No version: the question names all that its answer rests on."""
        with self._lock:
            if self._of != version:
                self._of = version
                self._held.clear()
            if question in self._held:
                return self._again(question)
            alone = self._working.setdefault((version, question), Lock())
        with alone:
            with self._lock:
                if self._of == version and question in self._held:
                    return self._again(question)
            try:
                found = work()
                with self._lock:
                    if self._of == version:
                        self._held[question] = found
                        while len(self._held) > self._most:
                            self._held.popitem(last=False)
            finally:
                with self._lock:
                    self._working.pop((version, question), None)
        return found

    def _again(self, question: Hashable) -> T:
        self._held.move_to_end(question)
        return self._held[question]
