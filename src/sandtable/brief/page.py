"""The brief as one HTML file. Invariant: it asks nobody for anything: scripts, style, map and data are in it, its
content policy forbids the rest, and text of reports is only ever text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sandtable.brief import chart, safety
from sandtable.brief.citations import Citations
from sandtable.brief.layers import colouring, payload
from sandtable.brief.looks import WORDS, Look, look
from sandtable.brief.palette import OTHER, colours, sidc, stylesheet
from sandtable.brief.records import BriefInput, Change, Party, Spot, Standing, changes
from sandtable.brief.still import panels, still

LICENCES = (
    ("MapLibre GL JS", "maplibre-gl.LICENSE.txt"),
    ("milsymbol", "milsymbol.LICENSE.txt"),
    ("world-atlas", "world-atlas.LICENSE.txt"),
)
RECENT = 60  # changes shown at once; earlier ones are folded away
PROGRAM = ("page.js", "pictures.js", "map.js", "start.js")
CHART_LEAST = 2  # actors; a tree of one is told in the list alone


class BriefError(RuntimeError):
    """The brief cannot be written; the message says what to do."""


def render(brief: BriefInput) -> str:
    """The whole page. Raises BriefError where the bundled parts of the map are missing."""
    cites = Citations(brief.sentences)
    slot = colouring(brief)
    parties = {p.id: p for p in brief.parties}
    scripts = [safety.script(text) for text in (_asset("maplibre-gl.js"), _asset("milsymbol.js"), _program())]
    orbat = chart.trees(brief.bonds, parties)
    now = [(spot, s) for spot in brief.spots if (s := spot.on(brief.on)) is not None]
    steps = list(changes(brief))
    env = _environment(slot, parties)
    env.filters["look"] = lambda s: look(s, slot)
    return env.get_template("brief.html.j2").render(
        brief=brief,
        cites=cites,
        sources=len({s.publisher for s in brief.sentences}),
        policy=_policy(scripts),
        css=Markup(_asset("maplibre-gl.css") + stylesheet() + _ours("brief.css")),
        still=still(brief, slot),
        panels=panels(brief, slot),
        differences=list(differences(brief)),
        holders=_legend(brief, slot),
        words=WORDS,
        samples={style: Look(style, (OTHER,)) for style in WORDS},
        earlier=_by_day(steps[:-RECENT]),
        timeline=_by_day(steps[-RECENT:]),
        standing=sorted((x for x in now if not _aged(x[1])), key=_by_name),
        aged=sorted((x for x in now if _aged(x[1])), key=_by_name),
        orbat=orbat,
        charts=[chart.draw(node) for node in orbat if node.count() >= CHART_LEAST],
        under=chart.UNDER,
        licences=[(title, _asset(name)) for title, name in LICENCES],
        data=safety.embedded(payload(brief, cites)),
        scripts=scripts,
    )


def _legend(brief: BriefInput, slot: Mapping[str, int]) -> list[str]:
    """The parties that the map draws: holders, those that move and those that are present, in the order of colours."""
    drawn = {p.holder.id for s in brief.spots for t in s.standings for p in t.positions}
    drawn |= {m.party for m in brief.movements if m.drawn and len(m.stops) > 1} | {
        f.party for f in brief.presences
    }
    return sorted(drawn - {""}, key=lambda a: (slot[a] % len(colours()), a))


def differences(brief: BriefInput) -> Iterator[tuple[Spot, tuple[Standing | None, ...]]]:
    """The places of which the views name different holders on the brief's day, each with its standing in each view; a
    view that says nothing of a place differs from one that names a holder."""
    by_view = [{spot.id: spot for spot in view.spots} for view in brief.views]
    named = {spot.id: spot for view in brief.views for spot in view.spots}
    for spot in sorted(named.values(), key=lambda s: (s.name, s.id)):
        row = tuple(found.on(brief.on) if (found := spots.get(spot.id)) else None for spots in by_view)
        if len({s.holders if s else () for s in row}) > 1:
            yield spot, row


def _by_day(steps: Iterable[Change]) -> list[tuple[date, list[Change]]]:
    return [(day, list(group)) for day, group in groupby(steps, key=lambda c: c.day)]


def _by_name(item: tuple[Spot, Standing]) -> tuple[str, str]:
    return item[0].name, item[0].id


def _aged(standing: Standing) -> bool:
    return standing.state == "unknown" or all(p.status == "stale" for p in standing.positions)


def environment(package: str) -> Environment:
    """The templates of a package, with the filters that foreign text goes through."""
    env = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        shown=safety.shown,
        visible=lambda text: safety.visible(str(text)),
        link=safety.link,
        day=day_words,
    )
    return env


def _environment(slot: Mapping[str, int], parties: Mapping[str, Party]) -> Environment:
    env = environment("sandtable.brief")
    env.filters.update(
        name=lambda party: parties[party].name if party in parties else party,
        slot=lambda party: slot.get(party, OTHER),
        sidc=lambda party: sidc(parties[party].kind if party in parties else ""),
        css=lambda s: f"--c{len(colours()) - 1 if s == OTHER else s}",
        anchor=lambda party: "o-" + re.sub(r"[^A-Za-z0-9-]", "-", party),
        status=status_words,
        sources=source_names,
    )
    return env


def day_words(day: date | str | None) -> str:
    """A day as `9 Nov 2017`; anything that is no ISO day is given back as it is."""
    if day is None:
        return ""
    try:
        parsed = day if isinstance(day, date) else date.fromisoformat(day)
    except ValueError:
        return str(day)
    return f"{parsed.day} {parsed:%b %Y}"


def status_words(standing: Standing) -> str:
    """The state of a standing in a word or two: contested, agreed, or how the one voice puts it."""
    if standing.state == "single-source" and standing.positions:
        return f"one voice, {standing.positions[0].status}"
    return standing.state


def source_names(standing: Standing) -> list[str]:
    """The voices that began a standing, each once; those that only hold it since before are left out."""
    begun = set(standing.claims)
    spoken = [v for p in standing.positions for v in (*p.voices, *p.against) if begun & set(v.claims)]
    return list(dict.fromkeys(v.source for v in spoken))


def _policy(scripts: Iterable[str]) -> str:
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "worker-src blob:; child-src blob:; base-uri 'none'; form-action 'none'"
    )


@cache
def _asset(name: str) -> str:
    try:
        return files("sandtable.brief").joinpath("assets", name).read_text("utf-8")
    except FileNotFoundError:
        raise BriefError(
            f"{name}, a part of the map, is missing from this installation: install the package again with "
            "npm or a network at hand (`pip install .`)"
        ) from None


def _program() -> str:
    """Our scripts as one, in a scope of its own; one is a module that the desk imports."""
    return (
        '"use strict";(() => {\n'
        + "".join(_ours(name).replace("export const ", "const ") for name in PROGRAM)
        + "})();"
    )


@cache
def _ours(name: str) -> str:
    return files("sandtable.brief").joinpath("templates", name).read_text("utf-8")
