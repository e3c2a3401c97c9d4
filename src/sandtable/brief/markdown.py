"""The brief as Markdown, with a footnote for each sentence. Invariant: text of reports cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from sandtable.brief import chart
from sandtable.brief.citations import Citation, Citations
from sandtable.brief.page import day_words, differences, source_names, status_words
from sandtable.brief.records import Bond, BriefInput, Movement, Standing, changes
from sandtable.brief.safety import link, visible
from sandtable.terms import Spoken

SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#|~!&])")
LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def plain(text: str) -> str:
    """Foreign text for Markdown: one line, hidden controls written out, every character that marks up escaped."""
    return LEADING.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", " ".join(visible(text).split())))


def render_markdown(brief: BriefInput) -> str:
    """The brief in CommonMark with footnotes and tables (GitHub's flavour)."""
    cites = Citations(brief.sentences)
    parts = (
        _head(brief),
        _corridor(brief, cites),
        _beside(brief, cites),
        _changed(brief, cites),
        _holds(brief, cites),
        _orbat(brief, cites),
        _moves(brief, cites),
        _disputes(brief, cites),
        _notes(brief),
        (f"[^{c.number}]: {_quote(c)}" for c in cites.all),
    )
    return "\n\n".join(text for part in parts if (text := "\n".join(part))) + "\n"


def _head(brief: BriefInput) -> Iterator[str]:
    yield f"# {plain(brief.title)}"
    known = f", from what was published by {day_words(brief.known)}" if brief.known else ""
    heard = f", {plain(brief.heard)}" if brief.heard else ""
    yield f"\nAs of {day_words(brief.on)}{heard}{known}. {brief.reports} reports, {len(brief.sentences)} claims cited."


def _corridor(brief: BriefInput, cites: Citations) -> Iterator[str]:
    way = brief.corridor
    if way is None:
        return
    yield f"## Corridor: {plain(way.name)} ({way.status})\n"
    yield "| Leg | Status | Decided by |"
    yield "|---|---|---|"
    for leg in way.legs:
        weakest = " (weakest)" if leg.name == way.weakest else ""
        yield f"| {plain(leg.name)}{weakest} | {leg.status} | {plain(leg.says)}{_refs(cites, leg.claims)} |"
    if way.needs:
        yield f"\nWhat would open {plain(way.weakest)}, after which the way would be {way.then}:\n"
        yield from (f"- {plain(need)}" for need in way.needs)


def _beside(brief: BriefInput, cites: Citations) -> Iterator[str]:
    if not brief.views:
        return
    names = [plain(v.source) for v in brief.views]
    yield f"## Side by side: {', '.join(names)}\n"
    yield f"Where they differ on {day_words(brief.on)}, each as it alone tells it.\n"
    yield f"| Place | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for spot, row in differences(brief):
        cells = " | ".join(_told(s, cites) for s in row)
        yield f"| {plain(spot.name)} | {cells} |"


def _told(standing: Standing | None, cites: Citations) -> str:
    if standing is None or not standing.positions:
        return "says nothing of it"
    claims = [c for p in standing.positions for v in p.voices for c in v.claims]
    return f"{_holders(standing)} ({status_words(standing)}){_refs(cites, claims)}"


def _refs(cites: Citations, claims: Iterable[str]) -> str:
    return "".join(f"[^{n}]" for n in cites.numbers(claims))


def _holders(standing: Standing) -> str:
    names = (plain(p.holder.name) + (" in part" if p.extent == "partial" else "") for p in standing.positions)
    return f" {standing.joined} ".join(names) or "nobody named"


def _voices(cites: Citations, voices: Iterable[Spoken]) -> str:
    return ", ".join(plain(v.source) + _refs(cites, v.claims) for v in voices)


def _changed(brief: BriefInput, cites: Citations) -> Iterator[str]:
    yield "## What changed\n"
    found = False
    for day, steps in groupby(changes(brief), key=lambda c: c.day):
        for c in steps:
            found = True
            before = (
                f"; before: {_holders(c.before)}"
                if c.before and c.before.positions and c.before.holders != c.now.holders
                else ""
            )
            by = ", ".join(plain(s) for s in source_names(c.now))
            yield (
                f"- **{day_words(day)}** {plain(c.spot.name)}: {_holders(c.now)} ({status_words(c.now)}){before}"
                f"{'. ' + by if by else ''}{_refs(cites, c.now.claims)}"
            )
    if not found:
        yield "No report says that a place changed hands."


def _holds(brief: BriefInput, cites: Citations) -> Iterator[str]:
    yield f"## Who holds what on {day_words(brief.on)}\n"
    yield "| Place | Holder | State | Since | According to | Against |"
    yield "|---|---|---|---|---|---|"
    for spot in sorted(brief.spots, key=lambda s: (s.name, s.id)):
        standing = spot.on(brief.on)
        if standing is None or not standing.positions:
            yield f"| {plain(spot.name)} | unknown | unknown | | | |"
            continue
        for p in standing.positions:
            part = " in part" if p.extent == "partial" else ""
            yield (
                f"| {plain(spot.name)} | {plain(p.holder.name)}{part} | {standing.state}, {p.status} | "
                f"{day_words(p.since)} | {_voices(cites, p.voices)} | {_voices(cites, p.against)} |"
            )


def _orbat(brief: BriefInput, cites: Citations) -> Iterator[str]:
    yield "## Order of battle\n"
    roots = chart.trees(brief.bonds, {p.id: p for p in brief.parties})
    if not roots:
        yield "No report says who commands, backs or belongs to whom."
    for root in roots:
        yield from _branch(root, 0, cites)


def _branch(node: chart.Node, depth: int, cites: Citations) -> Iterator[str]:
    said = (
        f" ({node.bond.tie}{_registry(node.bond)}){_refs(cites, node.bond.claims)}{_denied(cites, node.bond)}"
        if node.bond
        else ""
    )
    notes = "".join(
        f"; {plain(n.text)}{_registry(n.bond)}{_refs(cites, n.bond.claims)}{_denied(cites, n.bond)}"
        for n in node.notes
    )
    yield f"{'  ' * depth}- {plain(node.party.name)}{said}{notes}"
    for child in node.below:
        yield from _branch(child, depth + 1, cites)


def _registry(bond: Bond) -> str:
    return f", registry: {plain('; '.join(bond.sources))}" if bond.sources else ""


def _denied(cites: Citations, bond: Bond) -> str:
    return f" (denied{_refs(cites, bond.against)})" if bond.against else ""


def _moves(brief: BriefInput, cites: Citations) -> Iterator[str]:
    if not brief.movements:
        return
    yield "## Movements\n"
    names = {p.id: p.name for p in brief.parties}
    for m in brief.movements:
        sure = "" if m.factuality == "asserted" else f" ({m.factuality})"
        yield f"- **{day_words(m.first)}** {', '.join(plain(names.get(a, a)) for a in (m.party, *m.also))}: {_way(m)}{sure}{_refs(cites, m.claims)}"


def _way(move: Movement) -> str:
    way = " → ".join(plain(name) for name, _, _ in move.stops)
    return way if len(move.stops) > 1 else f"to {way}"


def _disputes(brief: BriefInput, cites: Citations) -> Iterator[str]:
    yield "## Disputes and self-contradictions\n"
    if not brief.disputes:
        yield "No sources contradict each other, and no report itself."
    for d in brief.disputes:
        yield f"- {plain(d.about)} ({'one report against itself' if d.kind == 'self' else d.kind})"
        for side in d.sides:
            voices = ", ".join(plain(v.source) for v in side.voices)
            yield f"  - {plain(side.says)}{': ' + voices if voices else ''}{_refs(cites, side.claims)}"


def _notes(brief: BriefInput) -> Iterator[str]:
    if brief.notes:
        yield "## What could not be shown\n"
    for note in brief.notes:
        yield f"- {plain(note)}"


def _quote(c: Citation) -> str:
    words = "".join(f"**{plain(p.text)}**" if p.marked else _padded(p.text) for p in c.pieces)
    day = f", {day_words(c.published)}" if c.published else ""
    title = f", {plain(c.title)}" if c.title else ""
    address = link(c.url)
    where = f" <{address}>" if address and not re.search(r"[<>\s]", address) else ""
    return f"“{words}” {plain(c.publisher)}{day}{title}{where}"


def _padded(text: str) -> str:
    """Escaped, with the blanks at its ends kept, since marked words follow."""
    core = plain(text)
    return (" " if text[:1].isspace() else "") + core + (" " if core and text[-1:].isspace() else "")
