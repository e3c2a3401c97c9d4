"""The pages of sources. Invariant: they are what the API answers of sources; every count stands beside the claims behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from sandtable.picture import Outcome, PictureError, Profile, RollCall, Track
from sandtable.terms import VoiceType
from sandtable.web.api.answering import TheDesk
from sandtable.web.api.asking import Letter, Name, SourcesAsked
from sandtable.web.api.sources import roll_call
from sandtable.web.pages.asked import Seen, SeenClaims, path_of, view_of
from sandtable.web.pages.evidence import claim_page, heed_words, quotes
from sandtable.web.pages.sheets import sheet, unknown
from sandtable.web.pages.shell import page

router = APIRouter(include_in_schema=False)
PAGE, WORDS = 50, 8  # sources of a page; words of an outcome
_ALL = 10_000
SAYS = {
    Outcome.BORNE_OUT: ("borne out", "an independent voice says the same on the day or later, and none contradicts"),
    Outcome.FOLLOWS: ("follows", "only voices before it say the same: it may rest on them"),
    Outcome.CONTRADICTED: ("contradicted", "another voice contradicts it, and none says the same"),
    Outcome.BOTH: ("both", "some voices say the same and some contradict"),
    Outcome.ALONE: ("alone", "no other voice speaks to it"),
}  # fmt: skip


class SeenSources(Seen):
    """Which sources."""

    type: VoiceType | None = None
    grade: Letter | None = None
    cursor: int = Field(0, ge=0, le=2**31)


@router.get("/sources")
def sources(request: Request, desk: TheDesk, query: Annotated[SeenSources, Query()]) -> Response:
    """Who speaks."""
    view = view_of(desk, query)
    csv = query.form == "csv"
    called = roll_call(
        desk,
        SourcesAsked.model_construct(
            known=query.known, on=view.on, type=[query.type] if query.type else [],
            grade=[query.grade] if query.grade else [], cursor=0 if csv else query.cursor, limit=_ALL if csv else PAGE,
        ),
    )  # fmt: skip
    if csv:
        return sheet(
            "sources", ("name", "id", "type", "class", "grade", "reports", "claims", "quoted"), _rows(called)
        )
    more = query.cursor + len(called.rolls)
    return page(
        request, desk, "sources.html", title="Sources", section="sources", view=view, called=called, heard="",
        types=list(VoiceType), letters="ABCDEF", chosen=query, next=more if more < called.total else None,
        back=max(0, query.cursor - PAGE) if query.cursor else None, each=PAGE,
        named=lambda actor: found.name if (found := desk.registry.get(actor)) else actor,
    )  # fmt: skip


def _rows(called: RollCall) -> Iterator[tuple[object, ...]]:
    for roll in called.rolls:
        entry = roll.source
        graded = (
            (entry.id, roll.type.value, entry.group, entry.grade(called.on).letter)
            if entry
            else ("", roll.type.value, "", "")
        )
        yield (roll.name, *graded, roll.reports, roll.claims, roll.quoted)


@router.get("/sources/{name:path}")
def source(
    request: Request, desk: TheDesk, name: Annotated[Name, Path()], query: Annotated[SeenClaims, Query()]
) -> Response:
    """One source, and its track record."""
    view, notes = view_of(desk, query), list[str]()
    ask, as_of = desk.enquiry(notes.append), view.as_of(query)
    try:
        profile = ask.source(name, as_of)
    except PictureError as error:
        return unknown(request, desk, view, "sources", name, error)
    if query.form == "csv":
        head = ("outcome", "claim", "place", "place_id", "said", "after", "earlier", "against")
        return sheet("track-record", head, _words(profile))
    counts = profile.track.counts()
    shown = {o: [w for w in profile.track.words if w.outcome is o][:WORDS] for o in Outcome}
    wanted = [
        c
        for some in shown.values()
        for w in some
        for c in (w.claim, *w.after[:1], *w.earlier[:1], *w.against[:1])
    ]
    spelt = profile.roll.names[0] if profile.roll.names else profile.roll.name
    return page(
        request, desk, "source.html", title=profile.roll.name, section="sources", view=view, heard=heed_words(as_of.heed),
        path_of=path_of, profile=profile, roll=profile.roll, counts=counts, shown=shown, says=SAYS, parts=shares(profile.track),
        quotes=quotes(desk, view.known, wanted), claims=claim_page(desk, view, query, None, spelt), notes=notes,
    )  # fmt: skip


def _words(profile: Profile) -> Iterator[tuple[object, ...]]:
    for w in profile.track.words:
        others = (" ".join(some) for some in (w.after, w.earlier, w.against))
        yield (w.outcome.value, w.claim, w.place.name, w.place.id, w.day, *others)


def shares(track: Track) -> list[tuple[str, float, float, int]]:
    """The outcomes as a bar: outcome, left edge and width in percent, and how many."""
    counts, out, x = track.counts(), list[tuple[str, float, float, int]](), 0.0
    for outcome, number in counts.items():
        width = 100 * number / max(len(track.words), 1)
        if number:
            out.append((outcome.value, round(x, 2), round(width, 2), number))
        x += width
    return out
