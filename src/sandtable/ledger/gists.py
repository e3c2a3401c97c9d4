"""The gist of claims: the part of each that a question about many claims asks of, in rows of fixed width. Invariant: a
gist is a function of the stored claim and its report alone, written with its reading and never after.

A reading's gist is three runs of little-endian bytes: a `GIST` row for each claim, a `PART` row for each role that is
filled by a known actor or place (in the claim's order), and the eight-byte hashes of the word runs of those claims that
tell who holds what. Texts that recur (ids, names, attributions) stand as numbers of the table `names`; 0 is none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from sandtable.ledger.tables import names
from sandtable.ledger.texts import digest
from sandtable.terms import EntityType, Extent, Factuality, Kind

GIST = np.dtype([
    ("seq", "<u4"), ("reading", "<u4"), ("kind", "u1"), ("factuality", "u1"), ("extent", "u1"), ("dated", "u1"),
    ("earliest", "<i4"), ("latest", "<i4"), ("known", "<i4"), ("publisher", "<u4"), ("voices", "<u4"),
    ("trigger", "<u4"), ("time", "<u4"), ("start", "<u4"), ("sentence", "<u8"), ("runs", "<u2"),
])  # fmt: skip
PART = np.dtype([("seq", "<u4"), ("entity", "<u4"), ("variant", "<u4"), ("role", "u1"), ("type", "u1")])
RUN = np.dtype("<u8")

KINDS = {kind.value: number for number, kind in enumerate(Kind, 1)}
FACTUALITIES = {word.value: number for number, word in enumerate(Factuality, 1)}
EXTENTS = {word.value: number for number, word in enumerate(Extent, 1)}
TYPES = {EntityType.ACTOR.value: 1, EntityType.PLACE.value: 2}
ROLES = ("actor", "place", "from", "to", "target", "victim", "origin", "destination", "via", "superior", "subordinate",
         "member", "whole", "recipient")  # fmt: skip
_ROLES = {role: number for number, role in enumerate(ROLES, 1)}
TELLING = frozenset({Kind.CAPTURE.value, Kind.WITHDRAWAL.value, Kind.CONTROL.value})  # of who holds what

RUN_WORDS, LEAST_WORDS = 5, 9
_MOST = 900  # names looked up in one query


@dataclass(frozen=True, slots=True)
class Told:
    """What a gist is made of: a reading's number, its report's publisher and day, and its claims as stored, by number."""

    reading: int
    publisher: str | None
    known_on: date
    claims: Sequence[tuple[int, Mapping[str, Any]]]


def runs(sentence: str) -> frozenset[int]:
    """64-bit hashes of the runs of five words of a sentence, case and marks folded; none where it has under nine words."""
    words = "".join(c if c.isalnum() else " " for c in sentence.casefold()).split()
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(_hash(" ".join(words[i : i + RUN_WORDS])) for i in range(len(words) - RUN_WORDS + 1))


def _hash(text: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest(), "little"
    )


def gists_of(connection: Connection, told: Sequence[Told]) -> list[dict[str, Any]]:
    """The rows of table `gists` for some readings; new names are stored in the caller's transaction."""
    texts: set[str] = set()
    for one in told:
        texts |= _texts(one)
    codes = _named(connection, texts)
    return [_gist(one, codes) for one in told]


def encode(told: Told, codes: Mapping[str, int]) -> tuple[bytes, bytes, bytes]:
    """The three runs of bytes of one reading, with the numbers of its names given."""
    rows, parts, hashes = [], [], []
    for seq, claim in told.claims:
        evidence, time = claim["evidence"], claim.get("time")
        some = sorted(runs(evidence["exact"])) if claim["kind"] in TELLING else []
        hashes += some
        rows.append((
            seq, told.reading, KINDS[claim["kind"]], FACTUALITIES[claim["factuality"]],
            EXTENTS.get(claim.get("extent") or "", 0), 1 if time else 0,
            _ordinal(time and time["earliest"]), _ordinal(time and time["latest"]), told.known_on.toordinal(),
            codes.get(told.publisher or "", 0), codes.get(_voices(claim), 0),
            codes.get(evidence["trigger"]["text"].casefold(), 0), codes.get(time["text"], 0) if time else 0,
            evidence["start"], _hash(evidence["exact"]), len(some),
        ))  # fmt: skip
        for role in claim["roles"]:
            entity = role.get("entity")
            if entity and entity["type"] in TYPES:
                parts.append((seq, codes.get(entity["id"], 0), codes.get(variant(entity), 0), _ROLES.get(role["role"], 0),
                              TYPES[entity["type"]]))  # fmt: skip
    return (np.array(rows, GIST).tobytes(), np.array(parts, PART).tobytes(), np.array(hashes, RUN).tobytes())


def _gist(told: Told, codes: Mapping[str, int]) -> dict[str, Any]:
    claims, parts, hashes = encode(told, codes)
    return {"reading_id": told.reading, "claims": claims, "parts": parts, "runs": hashes}


def variant(entity: Mapping[str, Any]) -> str:
    """An actor or place with its name and point as a claim gives them."""
    return _json([entity["id"], entity["type"], entity["name"], entity.get("lat"), entity.get("lon")])


def _voices(claim: Mapping[str, Any]) -> str:
    chain = [[v["name"], v["type"]] for v in claim["attribution"]]
    return _json(chain) if chain else ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _ordinal(day: str | None) -> int:
    """The day's number, 0 for none; what is no day counts as none, since a reading is stored whatever it says."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else 0
    except ValueError:
        return 0


def _texts(told: Told) -> set[str]:
    texts = {told.publisher or ""}
    for _, claim in told.claims:
        time = claim.get("time")
        texts |= {
            _voices(claim),
            claim["evidence"]["trigger"]["text"].casefold(),
            time["text"] if time else "",
        }
        for role in claim["roles"]:
            entity = role.get("entity")
            if entity and entity["type"] in TYPES:
                texts |= {entity["id"], variant(entity)}
    return texts - {""}


def _named(connection: Connection, texts: Iterable[str]) -> dict[str, int]:
    """The numbers of some texts; those that are new are given the next ones."""
    keys = {digest(text): text for text in sorted(texts)}
    wanted = list(keys)
    found: dict[str, int] = {}
    for first in range(0, len(wanted), _MOST):
        some = wanted[first : first + _MOST]
        rows = connection.execute(select(names.c.key, names.c.id).where(names.c.key.in_(some)))
        found.update((keys[row.key], row.id) for row in rows)
    new = [key for key in wanted if keys[key] not in found]
    if new:
        last = int(connection.execute(select(func.max(names.c.id))).scalar_one_or_none() or 0)
        added = [{"id": n, "key": key, "text": keys[key]} for n, key in enumerate(new, last + 1)]
        connection.execute(names.insert(), added)
        found.update((keys[key], n) for n, key in enumerate(new, last + 1))
    return found
