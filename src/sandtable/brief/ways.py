"""A corridor as a brief draws it. Invariant: each leg has the status that the picture gives it, and the line is that of the
roads where they are known, else straight from place to place."""

from __future__ import annotations

from sandtable.brief.records import Corridor, Line, Stretch
from sandtable.picture import Corridor as Answer
from sandtable.picture import LegStatus, lever_of


def drawn(answer: Answer) -> Corridor:
    """The best way of an answer of the picture, for a brief of its day."""
    by = ", ".join(b.name for b in answer.by)
    lever = lever_of(answer.way, answer.by)
    return Corridor(
        name=f"{answer.start.name} to {answer.end.name}, by {by}",
        status=answer.way.passage.word,
        legs=tuple(_stretch(leg) for leg in answer.way.legs),
        weakest=lever.leg.leg.name if lever else "",
        needs=tuple(f"{n.post.place.name}: {n.says}" for n in lever.needs) if lever else (),
        then=lever.then.word if lever else "",
    )


def _stretch(leg: LegStatus) -> Stretch:
    line: Line = leg.leg.line or tuple((p.place.lon, p.place.lat) for p in leg.posts)
    post = leg.weakest
    claims = post.holds.claims if post.holds else ()
    return Stretch(leg.leg.name, leg.passage.word, f"{post.place.name}: {post.says}", line, claims)
