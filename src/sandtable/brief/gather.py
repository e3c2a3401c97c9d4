"""A brief out of the picture. Invariant: it asks and copies, and infers nothing: each standing is what the picture
answers on each of its days, and each line keeps the claims that the picture gave for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sandtable.brief.ground import ground
from sandtable.brief.page import day_words
from sandtable.brief.quoting import passage_id, passages, sentences, unclaimed
from sandtable.brief.records import (
    BaseMap,
    Bond,
    BriefInput,
    Corridor,
    Dispute,
    Movement,
    Party,
    Point,
    Presence,
    Side,
    Spot,
)
from sandtable.brief.spots import padded, spots_of
from sandtable.brief.views import heard_of, heard_words, views_of
from sandtable.gazetteer import Gazetteer, Precision
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import ALL, BondKind, Heed, Picture, Scene, Travel
from sandtable.picture import Dispute as Disputed
from sandtable.picture.bonds import CLAIMED
from sandtable.terms import EntityType, Kind

TIES = {
    BondKind.COMMAND: "commands",
    BondKind.WHOLE: "holds as part",
    BondKind.COALITION: "has as member",
    BondKind.BACKING: "backs",
    BondKind.ALLIANCE: "allied with",
}
PEOPLE = frozenset({"person", "office"})
BEFORE = timedelta(days=30)  # the slider opens this long before the first report, if changes go further back
MOST = 12  # claims of a place that count for the first view
NOWHERE = BaseMap((0.0, 0.0, 1.0, 1.0), (0.0, 0.0, 1.0, 1.0))


def gather(
    picture: Picture,
    ledger: Ledger,
    gazetteer: Gazetteer,
    registry: Registry,
    *,
    on: date,
    known: date | None = None,
    title: str = "",
    heed: Heed = ALL,
    beside: Sequence[str] = (),
    corridor: Corridor | None = None,
) -> BriefInput:
    """What the ledger adds up to on a day, for `render`, `render_markdown` and the exports.

    `on`: the day asked about, also the last of the slider; `known`: the last day of knowledge (None: everything);
    `heed`: whose word is heard; `beside`: sources whose own pictures are shown side by side; `corridor`: one to draw.
    """
    scenes = list(picture.scenes(known, heed).values())
    spots = spots_of(scenes, gazetteer, on, known)
    views = tuple(views_of(picture, ledger, gazetteer, beside, on=on, known=known))
    shown = (*spots, *(s for v in views for s in v.spots))
    names: dict[str, str] = {
        p.holder.id: p.holder.name for s in shown for t in s.standings for p in t.positions
    }
    movements = tuple(movement_of(t, registry, names) for t in picture.movements(date.min, on, known, heed))
    presences = tuple(_presences(picture, on, known, heed, names))
    bonds = tuple(_bonds(picture, ledger, on, known, heed, names))
    heads = ledger.reports(known)
    titles = {h.id: h.title or h.publisher or h.id for h in heads}
    opened = min((h.known_on for h in heads), default=on) - BEFORE
    first = min(max(min((s.standings[0].first for s in shown), default=on), opened), on)
    disputed = picture.disputes(known, None, on, heed)
    brief = BriefInput(
        title=title or f"What the reports say, up to {day_words(on)}",
        on=on,
        known=known,
        first=first,
        last=on,
        base=_base(gazetteer, spots, movements, presences),
        parties=tuple(
            Party(a, registered or name, kind) for a, name, registered, kind in named(names, registry)
        ),
        spots=tuple(padded(s, first) for s in spots),
        bonds=bonds,
        movements=movements,
        presences=presences,
        disputes=tuple(_dispute(d, titles) for d in disputed),
        reports=len(heads),
        notes=tuple(_notes(scenes)),
        heard=heard_words(heed),
        views=tuple(replace(v, spots=tuple(padded(s, first) for s in v.spots)) for v in views),
        corridor=corridor,
    )
    return replace(brief, sentences=(*sentences(brief, ledger), *passages(disputed, ledger)))


def named(names: dict[str, str], registry: Registry) -> Iterator[tuple[str, str, str, str]]:
    """Id, name in the reports, name in the registry and kind of each actor, the last two empty where it has none."""
    for actor, name in sorted(names.items()):
        found = registry.get(actor)
        # Of an actor that a report made known, the registry has the id alone; the report wrote the name.
        registered = found.name if found and found.source != "report" else ""
        yield actor, name, registered, found.kind.value if found else ""


def movement_of(travel: Travel, registry: Registry, names: dict[str, str]) -> Movement:
    """A movement for a brief; its actors are added to `names`."""
    actors = list(dict.fromkeys(a.id for a in travel.actors)) or [""]
    names.update({a.id: a.name for a in travel.actors if a.id not in names})
    names.setdefault(actors[0], "a force that is not named")
    kinds = {found.kind.value for a in actors if (found := registry.get(a))}
    return Movement(
        party=actors[0],
        stops=tuple((p.name, p.lon, p.lat) for p in travel.stops if p.lon is not None and p.lat is not None),
        first=travel.first,
        last=travel.last,
        factuality=travel.factuality.value,
        claims=travel.claims,
        also=tuple(actors[1:]),
        drawn=not kinds or not kinds <= PEOPLE,
    )


def _presences(
    picture: Picture, on: date, known: date | None, heed: Heed, names: dict[str, str]
) -> Iterator[Presence]:
    for seen in picture.incidents(date.min, on, known, (Kind.PRESENCE,), heed):
        place = seen.place
        for actor in seen.actors:
            names.setdefault(actor.id, actor.name)
            if place.lat is not None and place.lon is not None:
                yield Presence(actor.id, place.name, place.lat, place.lon, seen.first, seen.last, seen.claims)


def _bonds(
    picture: Picture, ledger: Ledger, on: date, known: date | None, heed: Heed, names: dict[str, str]
) -> Iterator[Bond]:
    """The ties that claims give, and those of the registry between actors that claims speak of, as of the day."""
    told = heard_of(ledger.claims(known=known, kinds=CLAIMED), known, picture.meant(heed))
    for entity in (r.entity for t in told for r in t.claim.roles):
        if entity is not None and entity.type is EntityType.ACTOR:
            names.setdefault(entity.id, entity.name)
    spoken_of = frozenset(names) - {""}
    for actor in sorted(spoken_of):
        orders = picture.orbat(actor, on, known, heed)
        # Every tie is met from below; one between allies from the one of lesser id.
        over = (*orders.superiors, *orders.wholes, *orders.sponsors)
        for tied in (*over, *(t for t in orders.allies if t.actor.id < actor)):
            if tied.voices or (tied.sources and tied.actor.id in spoken_of):
                names.setdefault(tied.actor.id, tied.actor.name)
                against = tuple(c for v in tied.against for c in v.claims)
                yield Bond(
                    tied.actor.id,
                    actor,
                    TIES[tied.kind],
                    _iso(tied.since),
                    _iso(tied.until),
                    tied.claims,
                    tied.sources,
                    against,
                )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _dispute(disputed: Disputed, titles: dict[str, str]) -> Dispute:
    about = ", ".join(dict.fromkeys(entity.name for _, entity in disputed.about))
    words = (passage_id(disputed),) if unclaimed(disputed) else ()
    return Dispute(
        disputed.kind.value,
        about or titles.get(disputed.report or "", "a report"),
        tuple(Side(s.says, s.voices, s.claims or words) for s in disputed.sides),
    )


def _base(
    gazetteer: Gazetteer, spots: Iterable[Spot], movements: Iterable[Movement], presences: Iterable[Presence]
) -> BaseMap:
    spots = list(spots)
    exact = [s for s in spots if s.precision == Precision.POINT.value or s.lines] or spots
    # A place counts by the claims about it, so that a single stray one does not set the first view.
    points: list[Point] = [(s.lon, s.lat) for s in exact for _ in range(min(len(_claims(s)), MOST))]
    points += [p for s in exact for line in s.lines for p in (line[0], line[-1])]
    points += [(lon, lat) for m in movements if m.drawn and len(m.stops) > 1 for _, lon, lat in m.stops]
    points += [(p.lon, p.lat) for p in presences]
    return ground(gazetteer, points, (s.id for s in spots)) if points else NOWHERE


def _claims(spot: Spot) -> list[str]:
    return list(
        dict.fromkeys(c for s in spot.standings for p in s.positions for v in p.voices for c in v.claims)
    )


def _notes(scenes: Iterable[Scene]) -> Iterator[str]:
    """What the picture set aside, counted by reason."""
    reasons = Counter(aside.reason for scene in scenes for aside in scene.heardsay.aside)
    for reason, count in reasons.most_common():
        yield f"{count} claim{'' if count == 1 else 's'} about who holds a place moved nothing: {reason}."
