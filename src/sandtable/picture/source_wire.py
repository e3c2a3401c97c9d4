"""Sources, whereabouts and names as JSON. Invariant: a count stands beside the claims that it counts, and where these are cut
short it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sandtable.picture.directory import Matches, Named
from sandtable.picture.profile import Profile
from sandtable.picture.roster import Roll, RollCall
from sandtable.picture.track import Outcome, Track, Word
from sandtable.picture.whereabouts import Whereabouts
from sandtable.picture.wire import Json, place_json, position_json, to_json

SHOWN = 100  # words of each outcome


def roll_json(roll: Roll, on: date | None = None) -> Json:
    """A source of the list. `id`: null for one that the registry does not have; `grade`: that of the day."""
    source = roll.source
    return {
        "id": source.id if source else None,
        "name": roll.name,
        "type": roll.type.value,
        "class": source.group if source else None,
        "grade": source.grade(on).letter if source else None,
        "speaks_for": [a.actor for a in source.affiliations if a.holds(on)] if source else [],
        "names": list(roll.names),
        "reports": roll.reports,
        "claims": roll.claims,
        "quoted": roll.quoted,
    }


@to_json.register
def _(answer: RollCall) -> Json:
    return {
        "schema": "sandtable.sources/1",
        "sources": [roll_json(roll, answer.on) for roll in answer.rolls],
        "total": answer.total,
        "next": answer.next,
    }


@to_json.register
def _(answer: Profile) -> Json:
    roll = answer.roll
    return {
        "schema": "sandtable.source/1",
        **roll_json(roll, answer.on),
        "on": answer.on.isoformat(),
        "known": _day(answer.known),
        "speaks_for": [
            {
                "actor": {"id": a.actor.id, "name": a.actor.name},
                "from": _day(a.start),
                "to": _day(a.end),
                "source": a.source,
            }
            for a in answer.speaks_for
        ],
        "grades": [{"letter": g.letter, "since": _day(g.since), "basis": g.source} for g in answer.grades],
        "basis": answer.grade.source if answer.grade else None,
        "carries": [{"id": id_, "name": name} for id_, name in answer.carries],
        "entry": roll.source.source if roll.source else None,
        "kinds": [{"kind": kind, "claims": number} for kind, number in roll.kinds],
        "track": _track(answer.track, answer.caution),
    }


def _track(track: Track, caution: str) -> Json:
    counts = track.counts()
    return {
        "words": len(track.words),
        "says": caution,
        "outcomes": [
            {
                "outcome": outcome.value,
                "words": counts[outcome],
                "claims": [_word(w) for w in _first(track.words, outcome)],
                "more": max(0, counts[outcome] - SHOWN),
            }
            for outcome in Outcome
        ],
        "quotes": [{"source": name, "claims": number} for name, number in track.quotes],
        "repeats": [{"source": name, "claims": number} for name, number in track.repeats],
    }


def _first(words: Sequence[Word], outcome: Outcome) -> list[Word]:
    return [word for word in words if word.outcome is outcome][:SHOWN]


def _word(word: Word) -> Json:
    return {
        "claim": word.claim,
        "place": {"id": word.place.id, "name": word.place.name},
        "said": _day(word.day),
        "after": list(word.after),
        "earlier": list(word.earlier),
        "against": list(word.against),
    }


@to_json.register
def _(answer: Whereabouts) -> Json:
    return {
        "schema": "sandtable.whereabouts/1",
        "actor": {"id": answer.actor.id, "name": answer.actor.name},
        "on": answer.on.isoformat(),
        "known": _day(answer.known),
        "holds": [
            {"place": place_json(h.place), "state": h.state, "position": position_json(h.position)}
            for h in answer.holds
        ],
        "seen": [
            {
                "place": {"id": s.place.id, "name": s.place.name, "lat": s.place.lat, "lon": s.place.lon},
                "kind": s.kind.value,
                "from": s.first.isoformat(),
                "to": s.last.isoformat(),
                "by_words": s.by_words,
                "voices": [{"source": v.source, "claims": list(v.claims)} for v in s.voices],
            }
            for s in answer.seen
        ],
        "withheld": answer.withheld,
    }


@to_json.register
def _(answer: Matches) -> Json:
    return {
        "places": _named(answer.places),
        "actors": _named(answer.actors),
        "sources": _named(answer.sources),
    }


def _named(found: Iterable[Named]) -> list[Json]:
    return [{"id": n.id, "name": n.name, "type": n.type, "claims": n.claims} for n in found]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
