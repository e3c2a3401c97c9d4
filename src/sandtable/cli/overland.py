"""`corridor`, and what a question about a way needs: its ends, its parties and its roads. Invariant: without --roads nothing
but the theatre pack's legs is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sandtable.cli.desk import Desk, as_of, open_desk
from sandtable.cli.options import Command, Trouble, example, say, why_option
from sandtable.cli.questions import asked_of, notes_for, print_answer, question_options

if TYPE_CHECKING:
    from sandtable.gazetteer import Leg

SNAP = 5.0  # km


@dataclass(frozen=True, slots=True)
class Asking:
    """A way that is asked about, by ids; `legs` None: those of the theatre pack."""

    start: str
    end: str
    by: tuple[str, ...]
    legs: tuple[Leg, ...] | None


def way_options(command: Command) -> Command:
    """Whose way, and over which roads."""
    for option in (
        click.option(
            "--snap", type=click.FloatRange(0.1, 50), default=SNAP, show_default=True, metavar="KM",
            help="With --roads: how far from a road a place may lie to be on it.",
        ),
        click.option(
            "--roads", metavar="FILE",
            help="Your own road graph in place of the theatre pack's legs: GeoJSON or GraphML, as OSMnx and pyrosm write them.",
        ),
        click.option(
            "--by", multiple=True, metavar="ACTOR", help="Who must hold the way. May be repeated, or a list with commas.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def find_way(
    desk: Desk, ends: tuple[str, str], by: Sequence[str], on: date, roads: str | None, snap: float
) -> Asking:
    """The way between two places by name, by actors by name. Raises PictureError where one is not known, and Trouble where
    the roads do not reach it."""
    parties = desk.ask.parties(by, on)
    start, end = (desk.ask.place(name, ends=True) for name in ends)
    legs = None if roads is None else _legs(desk, Path(roads), (start, end), snap)
    return Asking(start, end, parties, legs)


def _legs(desk: Desk, path: Path, ends: tuple[str, str], snap: float) -> tuple[Leg, ...]:
    from sandtable.gazetteer import GazetteerError, PlaceType
    from sandtable.gazetteer.roadlegs import legs_over, require, stops_by
    from sandtable.gazetteer.roads import read_roads
    from sandtable.terms import EntityType

    try:
        roads = read_roads(path)
        spoken = {e.id for e in desk.ledger.entities(EntityType.PLACE)} | set(ends)
        stops = stops_by(desk.gazetteer, roads, spoken, snap)
        legs = legs_over(roads, stops, snap)
        for key in ends:
            place = desk.gazetteer.get(key)
            if place is None:
                raise Trouble(
                    f"the gazetteer does not know where {key} lies, so no road leads to it: name a place near it"
                )
            area = place.type in (PlaceType.REGION, PlaceType.COUNTRY)
            inside = [s.id for s in stops if desk.gazetteer.within(s.id, key)] if area else []
            require(roads, legs, place, inside, snap)
    except GazetteerError as error:
        raise Trouble(str(error)) from error
    reached = {s for leg in legs for s in (leg.start, leg.end)}
    say(
        f"sandtable: {roads.source}: {roads.lines} lines, {len(legs)} legs between {len(reached)} places within {snap:g} km of them"
    )
    if roads.skipped:
        say(f"sandtable: {roads.source}: {roads.skipped} features without a line are left out")
    return legs


@click.command(
    epilog=example(
        "sandtable corridor Iran Lebanon --by Iran --by Hezbollah --on 2017-11-20",
        'sandtable corridor Baghdad "Deir ez-Zor" --by Iran,Syria --on 2017-11-20 --all',
        'sandtable corridor "Al-Qaim" Palmyra --by Syria --on 2017-11-20 --roads roads.graphml --snap 3',
    )
)
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@way_options
@question_options
@click.option("--all", "every", is_flag=True, help="Compare up to eight ways, not the best alone.")
@why_option
def corridor(
    start: str,
    end: str,
    by: tuple[str, ...],
    roads: str | None,
    snap: float,
    every: bool,
    why: bool,
    **options: Any,
) -> None:
    """Tell whether there is an overland way FROM one place TO another held by these actors, leg by leg.

    A way is as open as its weakest leg. Allies and commanded forces count where reports or the registry make them so on
    that day. `timeline FROM TO --by ACTOR` tells when it opened and closed.
    """
    asked = asked_of(options)
    if not by:
        raise click.UsageError("a corridor is somebody's: say whose with --by ACTOR")
    with open_desk(asked) as desk:
        way = find_way(desk, (start, end), by, as_of(asked).day, roads, snap)
        answer = desk.ask.corridor((way.start, way.end), way.by, as_of(asked), every=every, legs=way.legs)
        if asked.json:
            print_answer(desk, answer, asked, why)
            return
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_answers import why_lines
        from sandtable.brief.console_ways import corridor_lines

        screen = open_screen()
        screen.put(corridor_lines(answer, notes_for(desk, asked, screen.marked)))
        if why:
            screen.put(why_lines(desk.ask.explained(answer, as_of(asked))))
