"""The words behind the lines of a brief. Invariant: what is quoted is what the report says, and the marked words are those
that the claim, or the doubt, names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from sandtable.brief.records import BriefInput, Sentence
from sandtable.ledger import Entry, Ledger
from sandtable.picture import Dispute as Disputed
from sandtable.terms import Report

STOP = re.compile(r"[.!?][\"'”’)]*\s+|\n+")  # the end of a sentence, for words that no claim rests on


def sentences(brief: BriefInput, ledger: Ledger) -> Iterator[Sentence]:
    """The words behind every claim that the brief rests on, by day of publication, then report and place in its text."""
    spots = (*brief.spots, *(s for view in brief.views for s in view.spots))
    standings = [t for s in spots for t in s.standings]
    wanted = {c for t in standings for p in t.positions for v in (*p.voices, *p.against) for c in v.claims}
    wanted |= {c for t in standings for c in t.claims}
    wanted |= {c for m in brief.movements for c in m.claims} | {
        c for b in brief.bonds for c in (*b.claims, *b.against)
    }
    wanted |= {c for p in brief.presences for c in p.claims} | {
        c for d in brief.disputes for s in d.sides for c in s.claims
    }
    wanted |= {c for leg in (brief.corridor.legs if brief.corridor else ()) for c in leg.claims}
    entries = [entry for entry in ledger.claims(known=brief.known) if entry.claim.id in wanted]
    entries.sort(key=lambda e: (e.report.known_on, e.report.id, e.claim.evidence.start, e.claim.id))
    yield from map(_sentence, entries)


def _sentence(entry: Entry) -> Sentence:
    claim, head, ev = entry.claim, entry.report, entry.claim.evidence
    return Sentence(
        claim=claim.id,
        kind=claim.kind.value,
        text=ev.exact,
        start=ev.trigger.start - ev.start,
        end=ev.trigger.end - ev.start,
        report=head.id,
        publisher=head.publisher or "publisher not known",
        title=head.title or "",
        published=head.published,
        url=head.url,
        said_by=tuple(v.name for v in claim.attribution),
        factuality=claim.factuality.value,
    )


def unclaimed(disputed: Disputed) -> bool:
    """Whether it is about words of a report that no claim rests on."""
    return bool(disputed.report and disputed.span) and not any(s.claims for s in disputed.sides)


def passage_id(disputed: Disputed) -> str:
    """The id that stands for the claim of such words."""
    return f"words:{disputed.report}:{disputed.span}"


class Shelf(Protocol):
    """Where the text of a report is kept, such as a ledger."""

    def report(self, report_id: str) -> Report | None:
        """The report of that id."""
        ...


def passages(disputed: Iterable[Disputed], ledger: Shelf) -> Iterator[Sentence]:
    """The sentences of the disputes that no claim rests on, with the doubted words marked."""
    for one in filter(unclaimed, disputed):
        report = ledger.report(one.report or "")
        if report is None or one.span is None:
            continue
        start, end = one.span
        opens = max((m.end() for m in STOP.finditer(report.text, 0, start)), default=0)
        stop = STOP.search(report.text, end)
        closes = stop.start() + len(stop[0].rstrip()) if stop else len(report.text)
        yield Sentence(
            claim=passage_id(one),
            kind="words in doubt",
            text=report.text[opens:closes],
            start=start - opens,
            end=end - opens,
            report=report.id,
            publisher=report.publisher or "publisher not known",
            title=report.title or "",
            published=report.published,
            url=report.url,
        )
