"""All disputes of a ledger. Invariant: it only reads, and looks at every place and every tie that is heard of."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

from sandtable.picture.asking import Heed
from sandtable.picture.bonds import BondKind, from_claim
from sandtable.picture.dispute import Dispute
from sandtable.picture.disputes import command_disputes, date_disputes, holder_disputes, self_disputes
from sandtable.picture.doubts import doubts_of
from sandtable.picture.fetching import TYING
from sandtable.picture.figures import figure_disputes
from sandtable.picture.likeness import Likeness
from sandtable.picture.people import commanding
from sandtable.picture.sides import Bonds
from sandtable.picture.theatre import Theatre
from sandtable.picture.voices import Voices
from sandtable.terms import Kind


def disputes_of(
    theatre: Theatre,
    likeness: Likeness,
    known: date | None,
    first: date | None,
    last: date | None,
    heed: Heed,
) -> tuple[Dispute, ...]:
    """Where sources contradict each other or themselves; of those with days, only what touches `first` to `last`."""
    fetch, settings = theatre.fetch, theatre.fetch.settings
    scenes = [s for s in theatre.scenes(known, heed).values() if s.heardsay.moves or s.heardsay.denials]
    told = fetch.heard(known, heed, TYING | {Kind.STRENGTH, Kind.CASUALTY})
    voices = Voices(told, fetch.speakers, likeness=likeness)
    bonds = [b for t in told for b in from_claim(t, settings)]
    actors = {a for b in bonds for a in (b.above.id, b.below.id)}
    registry = [fetch.registered(a, r) for a in sorted(actors) for r in fetch.registry.ties.of(a)]
    pairs = {(b.kind, b.above.id, b.below.id) for b in bonds}
    also = [b for b in registry if (b.kind, b.above.id, b.below.id) in pairs]
    end = last or max(
        (m.last for s in scenes for m in (*s.heardsay.moves, *s.heardsay.denials)),
        default=datetime.now(UTC).date(),
    )
    found: list[Dispute] = []
    for scene in scenes:
        found += holder_disputes(scene, end)
        found += date_disputes(scene, settings)
    found += figure_disputes(told, voices, settings)
    several = Counter(below for kind, _, below in pairs if kind is BondKind.COMMAND)
    people = commanding(fetch, (b for b in bonds if several[b.below.id] > 1), known)
    found += command_disputes([*bonds, *also], Bonds([*bonds, *registry]), voices, people)
    found += self_disputes(doubts_of(fetch.ledger, known), scenes)
    return tuple(
        d
        for d in found
        if (last is None or d.first is None or d.first <= last)
        and (first is None or d.last is None or d.last >= first)
    )
