"""What is kept of the scene of a place. Invariant: a dossier that is read back gives the same moves, voices and reasons as the
claims would, as long as those claims are the same and the bonds answer as they did.

A scene rests on its claims and on what it asked of the bonds while it was made: under whose name a party speaks, and who was
opposed to whom or spoke for whom on the day of an event. A dossier carries these questions with their answers, and stands as long as the
bonds answer them alike. Claims themselves are not kept: each is opened in the ledger when it is quoted.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sandtable.picture.move import Act, Move
from sandtable.picture.moves import Heardsay
from sandtable.picture.sides import Asked, Bonds
from sandtable.picture.sides import Question as Asking
from sandtable.picture.testimony import Deferred, SetAside, Testimony
from sandtable.picture.voices import Heard, Speakers, Voices
from sandtable.terms import Claim, Entity, EntityType, Extent
from sandtable.terms.wire import claim_from, claim_to

FORM = 3  # of the bytes; another number is another dossier
Opened = Callable[[int], Claim]  # a claim as it was read, by its key in the ledger's gists


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked of the bonds: a question of two actors on a day or, without `what`, the head of `one`'s chain."""

    what: Asking | None
    one: str
    other: str
    on: date | None
    found: str | bool

    def stands(self, bonds: Bonds) -> bool:
        """Whether these bonds answer alike."""
        if self.what is None:
            return self.found == bonds.top(self.one, self.on)
        return self.found == bonds.so((self.what, self.one, self.other), self.on)


class Questioned(Bonds):
    """Bonds that a scene is made with, and what was asked of them."""

    def __init__(self, bonds: Bonds) -> None:
        # Has no bonds of its own, so that what is asked by another way than these two fails and is not answered with no.
        self._bonds = bonds
        self._asked: dict[tuple[Asking | None, str, str, date | None], str | bool] = {}

    def top(self, actor: str, on: date | None) -> str:
        found = self._bonds.top(actor, on)
        self._asked[None, actor, "", on] = found
        return found

    def so(self, asked: Asked, on: date | None) -> bool:
        found = self._bonds.so(asked, on)
        self._asked[(*asked, on)] = found
        return found

    def questions(self) -> tuple[Question, ...]:
        """All that was asked so far, each once."""
        return tuple(Question(*asked, found) for asked, found in self._asked.items())


@dataclass(frozen=True, slots=True)
class Dossier:
    """A place's scene without the place, its bonds and its fights, and what was `asked` of the bonds to make it."""

    heardsay: Heardsay
    voices: Voices
    inferred_from: str | None
    asked: tuple[Question, ...]

    def stands(self, bonds: Bonds) -> bool:
        """Whether the bonds answer what was asked as they did."""
        return all(q.stands(bonds) for q in self.asked)


# Bytes


def encode(dossier: Dossier, keys: Mapping[tuple[str, str], int]) -> bytes:
    """A dossier as bytes. `keys`: of its claims as they were read, by the ids of report and claim; one that has none, since an
    analyst decided on it, is kept whole."""
    told = {(t.report_id, t.id): t for t in dossier.voices.testimonies}
    number = {key: n for n, key in enumerate(told)}
    entities: dict[Entity, int] = {}

    def row(m: Move) -> list[Any]:
        said = number[m.testimony.report_id, m.testimony.id]
        return [
            m.act.value, entities.setdefault(m.actor, len(entities)), m.first.toordinal(), m.last.toordinal(), m.by_words,
            said, m.voice, m.extent.value, sorted(m.losers), sorted(m.joint), m.denied, m.background, m.again, m.place, m.called,
        ]  # fmt: skip

    raw = {
        "testimonies": [
            [t.id, t.start, t.report_id, t.publisher, _day(t.published), _day(t.recorded),
             *_heard(dossier.voices.of(t)), number[_key(dossier.voices.original(t))],
             keys.get(key) or claim_to(t.claim)]
            for key, t in told.items()
        ],
        "moves": [row(m) for m in dossier.heardsay.moves],
        "denials": [row(m) for m in dossier.heardsay.denials],
        "aside": [[s.claim, s.reason] for s in dossier.heardsay.aside],
        "entities": [[e.id, e.name, e.lat, e.lon] for e in entities],
        "asked": [[q.what, q.one, q.other, _day(q.on), q.found] for q in dossier.asked],
        "inferred_from": dossier.inferred_from,
    }  # fmt: skip
    return zlib.compress(
        json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass"), 1
    )


def decode(body: bytes, opened: Opened, speakers: Speakers) -> Dossier:
    """A dossier from its bytes. `opened` gives its claims when they are asked for."""
    raw: Mapping[str, Any] = json.loads(zlib.decompress(body))
    rows = raw["testimonies"]
    told = [_testimony(row, opened) for row in rows]
    heard = {_key(t): Heard(row[6], row[7], frozenset(row[8])) for t, row in zip(told, rows, strict=True)}
    firsts = {_key(t): told[row[9]] for n, (t, row) in enumerate(zip(told, rows, strict=True)) if row[9] != n}
    entities = [Entity(id_, EntityType.ACTOR, name, lat, lon) for id_, name, lat, lon in raw["entities"]]

    def moves(rows: Iterable[Sequence[Any]]) -> tuple[Move, ...]:
        return tuple(
            Move(
                _ACTS[act], entities[actor], date.fromordinal(first), date.fromordinal(last), by_words, told[said], voice,
                _EXTENTS[extent], frozenset(losers), frozenset(joint), denied, background, again, place, called,
            )
            for act, actor, first, last, by_words, said, voice, extent, losers, joint, denied, background, again, place, called in rows
        )  # fmt: skip

    return Dossier(
        Heardsay(moves(raw["moves"]), moves(raw["denials"]), tuple(SetAside(c, r) for c, r in raw["aside"])),
        Voices(told, speakers, heard=heard, repeated=firsts),
        raw["inferred_from"],
        tuple(Question(what, one, other, _date(day), found) for what, one, other, day, found in raw["asked"]),
    )


def _testimony(row: Sequence[Any], opened: Opened) -> Testimony:
    id_, start, report, publisher, published, recorded = row[:6]
    kept = row[10]
    said = Deferred(id_, start, lambda: claim_from(kept) if isinstance(kept, dict) else opened(kept))
    return Testimony(said, report, publisher, _date(published), _date(recorded))


def _heard(heard: Heard) -> tuple[str, str, list[str]]:
    return heard.key, heard.name, sorted(heard.speaks_for)


def _key(t: Testimony) -> tuple[str, str]:
    return t.report_id, t.id


def _day(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _date(day: int | None) -> date | None:
    return date.fromordinal(day) if day else None


_ACTS = {act.value: act for act in Act}
_EXTENTS = {extent.value: extent for extent in Extent}
