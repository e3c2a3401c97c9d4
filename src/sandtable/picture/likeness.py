"""Which sentences repeat each other, looked for once however often it is asked. Invariant: the pairs of any sentences are those
that share three fifths of the shorter one's runs of words, whatever was asked about before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from math import ceil
from threading import Lock

RUN = 5  # words in a row
SHORTEST = 9  # words; shorter sentences are too alike by chance
ALIKE = 0.6  # shared runs, of the shorter sentence's
MOST = 60_000  # sentences; past that they are forgotten, and looked at anew when they are asked about


class Likeness:
    """The sentences that were asked about, and which of them are alike. May be shared between threads.

    Of so many shared runs one is among the shorter sentence's rarest two fifths, so only sentences that have one of those are
    compared (prefix filtering: Chaudhuri, Ganti and Kaushik, A primitive operator for similarity joins, ICDE 2006).
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        self._runs: dict[str, frozenset[str]] = {}
        self._heard = Counter[str]()
        self._having: dict[str, list[str]] = defaultdict(list)
        self._rare: dict[str, list[str]] = defaultdict(list)
        self._alike: dict[str, set[str]] = defaultdict(set)

    def pairs(self, sentences: Iterable[str]) -> list[tuple[str, str]]:
        """The pairs of some sentences that are alike, each once either way."""
        asked = dict.fromkeys(sentences)
        with self._lock:
            self._learn([one for one in asked if one not in self._runs])
            found = [(one, other) for one in asked for other in self._alike.get(one, ()) if other in asked]
            if len(self._runs) > MOST:
                self._forget()
        return found

    def _learn(self, new: Collection[str]) -> None:
        for one in new:
            self._runs[one] = runs_of(one)
            self._heard.update(self._runs[one])
        for one in new:
            runs = self._runs[one]
            rarest = sorted(runs, key=lambda run: (self._heard[run], run))
            rarest = rarest[: len(runs) - _needed(runs) + 1]
            near = {other for run in rarest for other in self._having.get(run, ())}
            near |= {other for run in runs for other in self._rare.get(run, ())}
            for other in near:
                shorter = min(runs, self._runs[other], key=len)
                if len(runs & self._runs[other]) >= _needed(shorter):
                    self._alike[one].add(other)
                    self._alike[other].add(one)
            for run in runs:
                self._having[run].append(one)
            for run in rarest:
                self._rare[run].append(one)


def runs_of(sentence: str) -> frozenset[str]:
    """The runs of words of a sentence; none of a short one."""
    words = "".join(c if c.isalnum() else " " for c in sentence.casefold()).split()
    if len(words) < SHORTEST:
        return frozenset()
    return frozenset(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def _needed(runs: frozenset[str]) -> int:
    return ceil(ALIKE * len(runs))
