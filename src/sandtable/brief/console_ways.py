"""Corridors and borders for the terminal. Invariant: the status of every leg is shown with the place that decides it, and what would
change the way with the place that must change."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from sandtable.brief.console import indented
from sandtable.brief.console_answers import Notes, head_of, state_of, table_of
from sandtable.brief.safety import visible
from sandtable.picture import Corridor, Frontier, LegStatus, Passage, Spells, Way, lever_of


def corridor_lines(answer: Corridor, notes: Notes) -> Iterator[RenderableType]:
    """The way leg by leg, with the post that decides each; where several were asked for, how they compare, and each."""
    by = ", ".join(visible(b.name) for b in answer.by)
    ends = f"{visible(answer.start.name)} to {visible(answer.end.name)}"
    yield head_of(f"{ends}, by {by}, on {answer.on}: ", state_of(answer.way.passage.word))
    if not answer.way.legs:
        yield from (Text(visible(w.says)) for w in answer.why)
    if len(answer.ways) > 1:
        yield from _compared(answer)
    for number, way in enumerate(answer.ways, 1):
        if len(answer.ways) > 1:
            yield head_of(f"way {number}: ", state_of(way.passage.word))
        yield from _way(way, notes)
    lever = lever_of(answer.way, answer.by)
    if lever is not None:
        yield head_of(f"what would open {visible(lever.leg.leg.name)}:")
        for need in lever.needs:
            cited = notes.cite(need.claims)
            yield indented(Text(visible(f"{need.post.place.name}: {need.says}") + cited), 1)
        rest = f"; {visible(lever.next.leg.name)} would decide" if lever.next else ""
        yield indented(Text.assemble("then the way would be ", state_of(lever.then.word), rest), 1)
    yield from notes.lines()


def _compared(answer: Corridor) -> Iterator[RenderableType]:
    table = table_of(
        "way", "status", "km", "legs", "open", "contested", "unknown", "closed", "weakest leg", "decided by"
    )
    for number, way in enumerate(answer.ways, 1):
        count = {p: sum(leg.passage is p for leg in way.legs) for p in Passage}
        weakest = way.weakest
        named = visible(weakest.leg.name) if weakest and way.passage is not Passage.OPEN else ""
        table.add_row(
            Text(str(number)), state_of(way.passage.word), Text(f"{way.km:.0f}"), Text(str(len(way.legs))),
            *(Text(str(count[p]) if count[p] else "") for p in (Passage.OPEN, Passage.CONTESTED, Passage.UNKNOWN, Passage.CLOSED)),
            Text(named), Text(_decided(weakest) if named and weakest else ""),
        )  # fmt: skip
    yield table


def _decided(leg: LegStatus) -> str:
    return visible(f"{leg.weakest.place.name}: {leg.weakest.says}")


def _way(way: Way, notes: Notes) -> Iterator[RenderableType]:
    table = table_of("leg", "from", "to", "status", "decided by")
    weakest = way.weakest
    for leg in way.legs:
        mark = " (weakest)" if weakest is leg and leg.passage is not Passage.OPEN else ""
        cited = notes.cite(leg.weakest.holds.claims) if leg.weakest.holds else ""
        table.add_row(
            Text(visible(leg.leg.name)), Text(visible(leg.posts[0].place.name)), Text(visible(leg.posts[-1].place.name)),
            state_of(leg.passage.word), Text(f"{_decided(leg)}{mark}{cited}"),
        )  # fmt: skip
    yield table


def spells_lines(answer: Spells, notes: Notes) -> Iterator[RenderableType]:
    """When a corridor opened and closed, and by what."""
    by = ", ".join(visible(b.name) for b in answer.by)
    yield head_of(f"{visible(answer.start.name)} to {visible(answer.end.name)}, by {by}")
    table = table_of("from", "to", "status", "weakest leg", "by what")
    for spell in answer.spells:
        weakest = spell.way.weakest
        named = visible(weakest.leg.name) if weakest and spell.passage is not Passage.OPEN else ""
        causes = "; ".join(
            visible(f"{c.post.place.name}, {c.post.says}") + notes.cite(c.claims) for c in spell.because
        )
        table.add_row(
            Text(spell.first.isoformat()), Text(spell.until.isoformat() if spell.until else ""),
            state_of(spell.passage.word), Text(named), Text(causes),
        )  # fmt: skip
    yield table
    days = [f"{'opened' if opened else 'ceased to be open'} on {day}" for day, opened in answer.openings()]
    yield Text(", ".join(days) if days else "it was open on no day")
    yield from notes.lines()


_STANDS = {
    "same": "stands on both sides",
    "together": "stand together",
    "against": "face each other",
}


def frontier_lines(border: Frontier, notes: Notes) -> Iterator[RenderableType]:
    """The kilometres that claims give to each, who holds what on either side, and who stands on both."""
    for part in border.lengths:
        who = ", ".join(visible(h.name) for h in part.holders) or "nobody is said to hold it"
        yield Text.assemble(f"{part.km:.0f} km: {who} ", state_of(part.state))
    for flank in border.flanks:
        side = f"in {flank.country}" if flank.country else "on the line"
        yield head_of(f"{side}, within {border.within:g} km:")
        table = table_of("place", "km", "state", "holder", "according to")
        for near in flank.places:
            held = near.holds.positions
            table.add_row(
                Text(visible(near.holds.place.name)), Text(f"{near.km:.0f}"), state_of(near.holds.state),
                Text(", ".join(visible(p.holder.name) for p in held)),
                Text("; ".join(notes.voices(p.voices) for p in held)),
            )  # fmt: skip
        yield table
    for pair in border.across:
        names = dict.fromkeys((visible(pair.one.name), visible(pair.other.name)))
        yield Text(f"{' and '.join(names)} {_STANDS[pair.stand]}")
    if not border.flanks:
        yield Text(f"nobody is said to hold a place within {border.within:g} km of it")
