"""The sentences that a page rests on. Invariant: what is quoted is the report's own text, and the marked words are those that
carry the claim; of many, the first few are quoted and the others counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sandtable.ledger import STATUSES, Listed, Wanted
from sandtable.picture import Heed
from sandtable.terms import Kind, Position, Spoken
from sandtable.web.desk import Desk
from sandtable.web.pages.asked import SeenClaims, View

EACH = 2  # sentences of a voice
PAGE = 20  # claims of a page
_MOST = 400  # sentences of a page
_LONGEST = 600  # characters of a sentence, about its words


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim's sentence: what stands `before` and `after` the `words` that carry it. `by`: the speakers, outermost first."""

    claim: str
    kind: str
    before: str
    words: str
    after: str
    report: str
    publisher: str | None
    day: date
    by: tuple[str, ...]
    factuality: str
    status: str


def quote_of(listed: Listed) -> Quote:
    """A claim as it is quoted."""
    entry = listed.entry
    claim, ev = entry.claim, entry.claim.evidence
    first, last = ev.trigger.start - ev.start, ev.trigger.end - ev.start
    before, after = ev.exact[:first], ev.exact[last:]
    return Quote(
        claim.id,
        claim.kind.value,
        f"…{before[-_LONGEST:]}" if len(before) > _LONGEST else before,
        ev.exact[first:last][:_LONGEST],
        f"{after[:_LONGEST]}…" if len(after) > _LONGEST else after,
        entry.report.id,
        entry.report.publisher,
        entry.report.known_on,
        tuple(v.name for v in claim.attribution),
        claim.factuality.value,
        STATUSES[entry.verdict],
    )


def quotes(desk: Desk, known: date | None, claims: Iterable[str]) -> dict[str, Quote]:
    """The sentences of some claims, by id."""
    wanted = list(dict.fromkeys(claims))[:_MOST]
    return {key: quote_of(one) for key, one in desk.ledger.listing.of_ids(wanted, known).items()}


def of_voices(*voices: Sequence[Spoken]) -> Iterable[str]:
    """The claims of voices that are quoted."""
    for some in voices:
        for voice in some:
            yield from voice.claims[:EACH]


def of_positions(positions: Iterable[Position]) -> Iterable[str]:
    """The claims of positions that are quoted."""
    for position in positions:
        yield from of_voices(position.voices, position.against)


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Some claims about something; `next`: the cursor of the next page, None on the last."""

    quotes: tuple[Quote, ...]
    next: int | None
    kinds: tuple[str, ...]
    source: str
    statuses: tuple[str, ...]
    first: bool
    every_kind: tuple[str, ...] = tuple(kind.value for kind in Kind)


def claim_page(desk: Desk, view: View, query: SeenClaims, entity: str | None, source: str = "") -> ClaimPage:
    """The claims about an entity, or of a source, that the filters leave, in the order of storing."""
    said = query.source or source or None
    statuses = tuple(query.status) or ("proposed", "accepted", "edited")
    wanted = Wanted(
        kinds=tuple(kind.value for kind in query.kind),
        entities=(entity,) if entity else (),
        statuses=statuses,
        source=said,
        known=view.known,
    )
    found, more = desk.ledger.listing.claims(wanted, query.cursor, PAGE)
    return ClaimPage(
        tuple(map(quote_of, found)), found[-1].number if more else None,
        wanted.kinds, query.source or "", tuple(query.status), query.cursor == 0,
    )  # fmt: skip


def heed_words(heed: Heed) -> str:
    """Whose word a page does not hear, in words; empty where everybody is heard."""
    parts = []
    if heed.only:
        parts.append("only " + ", ".join(sorted(heed.only)))
    if heed.without:
        parts.append("without " + ", ".join(sorted(heed.without)))
    if heed.judged.value != "all":
        parts.append(f"{heed.judged.value} claims alone")
    return "; ".join(parts)
