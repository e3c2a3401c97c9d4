"""Whose word a brief hears. Invariant: a view of one source rests on no claim but those that it publishes or is quoted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sandtable.brief.records import View
from sandtable.brief.spots import spots_of
from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Entry, Ledger
from sandtable.picture import Heed, Judged, Picture, Testimony
from sandtable.picture.testimony import heard

_JUDGED = {
    Judged.ALL: "",
    Judged.ACCEPTED: "by what analysts accepted alone",
    Judged.PROPOSED: "by what nobody has decided on alone",
}


def heard_of(entries: Iterable[Entry], known: date | None, heed: Heed) -> tuple[Testimony, ...]:
    """The claims that are heard, of a ledger's entries."""
    told = (
        Testimony(e.claim, e.report.id, e.report.publisher, e.report.published, e.report.known_on)
        for e in entries
        if heed.judged.fits(e)
    )
    return heard(told, known, heed.without, heed.only)


def heard_words(heed: Heed) -> str:
    """Whose word is heard, in words; empty where it is everybody's."""
    only, without = (" and ".join(sorted(names)) for names in (heed.only, heed.without))
    said = (f"as {only} alone tells it" if only else "", f"without {without}" if without else "")
    return ", ".join(filter(None, (*said, _JUDGED[heed.judged])))


def views_of(
    picture: Picture,
    ledger: Ledger,
    gazetteer: Gazetteer,
    sources: Sequence[str],
    *,
    on: date,
    known: date | None,
) -> Iterator[View]:
    """The picture as each of these sources alone tells it."""
    entries = ledger.claims(known=known) if sources else []
    for source in sources:
        heed = Heed(only=frozenset({source}))
        reports = {t.report_id for t in heard_of(entries, known, picture.meant(heed))}
        spots = spots_of(picture.scenes(known, heed).values(), gazetteer, on, known)
        yield View(source, spots, len(reports))
