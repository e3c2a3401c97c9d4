"""The gists of a ledger's first readings as long columns. Invariant: a claim's slot in them never changes, and whatever
stands by slot, part or name's number is a function of the readings, in their order, alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandtable.ledger.gists import GIST, PART
from sandtable.ledger.marks import claim_keys, head
from sandtable.ledger.sheaves import Column
from sandtable.ledger.texts import Texts, digest

Rows = NDArray[Any]
Slots = NDArray[np.int64]  # where claims stand in the columns
_LOOSE = 10  # the index of what was added is one with the rest when it is a tenth of that


@dataclass(frozen=True, slots=True)
class Added:
    """A reading as it is added: its number, its report, its digest, and the bytes of its gist."""

    number: int
    report: str
    digest: str
    claims: bytes
    parts: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The claims by entity. `entities` are the number of the name and, in the last two bits, the type, in order."""

    entities: Rows
    ends: Rows
    claims: Rows

    @classmethod
    def of(cls, parts: Rows, slots: Rows) -> Index:
        """The index of some parts, with the slot of the claim of each."""
        entities = parts["entity"].astype("<u8") << np.uint64(2) | parts["type"]
        order = np.argsort(entities, kind="stable")
        entities = entities[order]
        ends = (
            np.flatnonzero(np.concatenate([entities[1:] != entities[:-1], np.ones(min(1, len(parts)), bool)]))
            + 1
        )
        return cls(entities[ends - 1], ends.astype("<u4"), slots[order].astype("<u4"))

    def naming(self, name: int) -> Rows:
        """The slots of the claims that name an entity, given by its name's number; some may be there twice."""
        first, last = np.searchsorted(self.entities, np.array([name << 2, (name + 1) << 2], "<u8")).tolist()
        if first == last:
            return self.claims[:0]
        return self.claims[self.ends[first - 1] if first else 0 : self.ends[last - 1]]

    def named(self, counted: Rows | None) -> Rows:
        """The entities that any claim names; `counted`: of those alone that count."""
        if counted is None or not len(self.entities):
            return self.entities
        starts = np.concatenate([[0], self.ends[:-1]])
        return self.entities[np.logical_or.reduceat(counted[self.claims], starts)]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """By slot: a claim's row, number, kind, voices and key, and where its parts end. By reading's number: its report, and where
    its claims end. By name's number: its text, and the head of that one's digest. `index` is of the first `indexed` claims,
    `loose` of the others. `proved`: what proves of which readings the indexed claims are; empty where nobody asked."""

    claims: Column
    seqs: Column
    kinds: Column
    voices: Column
    keys: Column
    ends: Column
    parts: Column
    spans: Column
    heads: Column
    names: Texts
    reports: Texts
    index: Index
    indexed: int
    loose: Index
    proved: str = ""

    @property
    def reading(self) -> int:
        """The number of the last reading."""
        return self.spans.count - 1

    def starts(self, slots: Rows) -> Rows:
        """Where the parts of some claims start."""
        return np.where(slots > 0, self.ends.rows[slots - 1], 0) if len(slots) else slots

    def parts_of(self, slots: Rows) -> tuple[Rows, Rows]:
        """The parts of some claims, and of each which of them it is of."""
        starts, ends = self.starts(slots).astype("<i8"), self.ends.rows[slots].astype("<i8")
        return self.parts.rows[ranges(starts, ends)], np.repeat(np.arange(len(slots)), ends - starts)

    def read_in(self, readings: Rows) -> Slots:
        """The slots of the claims of some readings."""
        spans = self.spans.rows.astype("<i8")
        return ranges(spans[readings - 1], spans[readings])

    def of_kinds(
        self, kinds: Collection[int], counted: Rows | None, first: int = 0, end: int | None = None
    ) -> Slots:
        """The slots of the claims of some kinds, from one slot to before another; `counted`: of those alone that count."""
        wanted = np.zeros(256, bool)
        wanted[list(kinds)] = True
        which = wanted[self.kinds.rows[first:end]]
        return np.flatnonzero(which if counted is None else which & counted[first:end]) + first

    def naming(self, ids: Iterable[str]) -> Slots:
        """The slots of the claims that name any of these entities, in order."""
        found = [index.naming(name) for name in self.numbers(ids) for index in (self.index, self.loose)]
        return np.unique(np.concatenate(found)).astype("<i8") if found else np.empty(0, "<i8")

    def named(self, type_: int, counted: Rows | None) -> list[int]:
        """The numbers of the names of the entities of a type that claims name; `counted`: those alone that count."""
        every = np.concatenate([index.named(counted) for index in (self.index, self.loose)])
        found: list[int] = np.unique(every[every & np.uint64(3) == type_] >> np.uint64(2)).tolist()
        return found

    def numbers(self, texts: Iterable[str]) -> list[int]:
        """The numbers of those of these names that are known."""
        wanted = {head(digest(text)): text for text in texts}
        found = np.flatnonzero(np.isin(self.heads.rows, np.array(list(wanted), "<u8"))).tolist()
        return [n for n in found if self.names[n] == wanted[int(self.heads.rows[n])]]

    def at(self, seqs: Rows) -> Slots:
        """The slots of claims by their numbers; those that have no gist are left out."""
        slots = np.searchsorted(self.seqs.rows, seqs.astype("<u4"))
        held = slots < self.seqs.count
        slots = slots[held]
        found: Slots = slots[self.seqs.rows[slots] == seqs[held]]
        return found

    def grown(self, added: Sequence[Added], names: Sequence[tuple[str, str]]) -> Held:
        """With some readings more, and the names (the key and the text) that came with them."""
        claims = np.frombuffer(b"".join(one.claims for one in added), GIST)
        parts = np.frombuffer(b"".join(one.parts for one in added), PART)
        heads = self.heads.more(np.array([head(key) for key, _ in names], "<u8"))
        counts = np.array([len(one.claims) // GIST.itemsize for one in added], "<i8")
        readings = np.repeat(np.array([head(one.digest) for one in added], "<u8"), counts)
        ends = np.searchsorted(parts["seq"], claims["seq"], "right")
        grown = replace(
            self,
            claims=self.claims.more(claims),
            seqs=self.seqs.more(claims["seq"]),
            kinds=self.kinds.more(claims["kind"]),
            voices=self.voices.more(claims["voices"]),
            keys=self.keys.more(claim_keys(claims, parts, readings, heads.rows)),
            ends=self.ends.more(ends + self.parts.count),
            parts=self.parts.more(parts),
            spans=self.spans.more(np.cumsum(counts) + self.claims.count),
            heads=heads,
            names=self.names.more(text for _, text in names),
            reports=self.reports.more(one.report for one in added),
        )
        loose = grown.claims.count - self.indexed
        if loose * _LOOSE > self.indexed:
            return replace(grown, index=grown._index(0), indexed=grown.claims.count, loose=_NONE, proved="")
        return replace(grown, loose=grown._index(self.indexed))

    def _index(self, first: int) -> Index:
        """The index of the claims from a slot on."""
        parts, of = self.parts_of(np.arange(first, self.claims.count))
        return Index.of(parts, of + first)

    def columns(self) -> dict[str, Column]:
        """All that it consists of, by name; what is loose is left out."""
        own = {name: getattr(self, name) for name in _OWN}
        texts = {
            f"{name}.{of}": getattr(getattr(self, name), of) for name in _TEXTS for of in ("body", "ends")
        }
        index = {f"index.{of}": getattr(self.index, of) for of in ("entities", "ends", "claims")}
        return own | texts | {name: Column(rows, len(rows)) for name, rows in index.items()}

    @classmethod
    def empty(cls) -> Held:
        """No reading; number 0 of the names and reports is none."""
        return cls(
            Column.empty(GIST), Column.empty("<u4"), Column.empty("u1"), Column.empty("<u4"), Column.empty("<u8"),
            Column.empty("<u4"), Column.empty(PART), Column.empty("<u4").more(np.zeros(1, "<u4")),
            Column.empty("<u8").more(np.zeros(1, "<u8")), Texts.of([""]), Texts.of([""]), _NONE, 0, _NONE,
        )  # fmt: skip

    @classmethod
    def of(cls, columns: Mapping[str, Column]) -> Held:
        """What gave these columns, all of it indexed."""
        names, reports = (Texts(columns[f"{name}.body"], columns[f"{name}.ends"]) for name in _TEXTS)
        index = Index(*(columns[f"index.{of}"].rows for of in ("entities", "ends", "claims")))
        own: dict[str, Any] = {name: columns[name] for name in _OWN}
        return cls(**own, names=names, reports=reports, index=index, indexed=own["claims"].count, loose=_NONE)


def ranges(starts: Rows, ends: Rows) -> Slots:
    """The numbers from each start to before its end, one run after the other."""
    counts = ends - starts
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(counts.sum())


_OWN = ("claims", "seqs", "kinds", "voices", "keys", "ends", "parts", "spans", "heads")
_TEXTS = ("names", "reports")
_NONE = Index.of(np.empty(0, PART), np.empty(0, "<u4"))
