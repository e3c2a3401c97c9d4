"""The questions but for `corridor`: `holds`, `timeline`, `orbat`, `disputes`. Invariant: with --json each prints the picture
contract's object and nothing else on standard output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sandtable.cli.desk import as_of, open_desk
from sandtable.cli.options import example, why_option
from sandtable.cli.overland import find_way, way_options
from sandtable.cli.questions import asked_of, notes_for, print_answer, question_options

if TYPE_CHECKING:
    from sandtable.picture import Spells, Timeline


@click.command(
    epilog=example(
        'sandtable holds "Deir ez-Zor" --on 2017-11-12',
        'sandtable holds "the Syrian-Iraqi border" --on 2017-11-20 --why',
    )
)
@click.argument("place")
@question_options
@why_option
def holds(place: str, why: bool, **options: Any) -> None:
    """Tell who holds PLACE and by whose word.

    PLACE is the name, or the id, of a settlement, site, crossing, region, border or border segment. Of several places
    of one name, the one that the ledger speaks of most is meant.
    """
    asked = asked_of(options)
    with open_desk(asked) as desk:
        held = desk.ask.holds(place, as_of(asked))
        if asked.json:
            print_answer(desk, held, asked, why)
            return
        answer, border = held.holds, held.frontier
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_answers import holds_lines, why_lines
        from sandtable.brief.console_ways import frontier_lines

        screen = open_screen()
        notes = notes_for(desk, asked, screen.marked)
        screen.put(holds_lines(answer, notes))
        if border is not None:
            screen.put(frontier_lines(border, notes))
        screen.put(notes.lines())
        if why:
            screen.put(why_lines(desk.ask.explained(held, as_of(asked))))


@click.command(
    epilog=example(
        'sandtable timeline "Deir ez-Zor"',
        "sandtable timeline Mayadin --on 2017-12-31 --json",
        "sandtable timeline Baghdad Damascus --by Iran --on 2017-12-31",
    )
)
@click.argument("place")
@click.argument("to", required=False)
@way_options
@question_options
@why_option
def timeline(
    place: str, to: str | None, by: tuple[str, ...], roads: str | None, snap: float, why: bool, **options: Any
) -> None:
    """Tell how PLACE changed hands, step by step, up to the day of --on.

    With a second place and --by: when the corridor from PLACE to the other opened and closed, and by what.
    """
    asked = asked_of(options)
    if to is None and (by or roads):
        raise click.UsageError(
            "--by and --roads ask of a corridor: give its other end too, as in `timeline Baghdad Damascus`"
        )
    if to is not None and not by:
        raise click.UsageError("a corridor is somebody's: say whose with --by ACTOR")
    with open_desk(asked, dated=False) as desk:
        answer: Timeline | Spells
        if to is None:
            answer = desk.ask.timeline(place, as_of(asked))
        else:
            way = find_way(desk, (place, to), by, as_of(asked).day, roads, snap)
            answer = desk.ask.openings((way.start, way.end), way.by, as_of(asked), legs=way.legs)
        if asked.json:
            print_answer(desk, answer, asked, why)
            return
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_answers import timeline_lines, why_lines
        from sandtable.brief.console_ways import spells_lines
        from sandtable.picture import Spells

        screen = open_screen()
        notes = notes_for(desk, asked, screen.marked)
        screen.put(
            spells_lines(answer, notes) if isinstance(answer, Spells) else timeline_lines(answer, notes)
        )
        if why:
            screen.put(why_lines(desk.ask.explained(answer, as_of(asked))))


@click.command(
    epilog=example(
        "sandtable orbat Hezbollah --on 2017-11-10",
        'sandtable orbat "Syrian army" --on 2017-11-10 --depth 2 --why',
    )
)
@click.argument("actor")
@question_options
@click.option(
    "--depth", type=click.IntRange(1, 9), default=3, show_default=True, help="How many steps down to draw."
)
@why_option
def orbat(actor: str, depth: int, why: bool, **options: Any) -> None:
    """Tell the order of battle of ACTOR: who commands, backs and belongs to it, and whom it commands and backs.

    ACTOR is a name, a description ("the Lebanese group") or an id. Each tie says whether reports or the registry of
    actors give it.
    """
    asked = asked_of(options)
    with open_desk(asked) as desk:
        answer = desk.ask.orbat(actor, as_of(asked))
        if asked.json:
            print_answer(desk, answer, asked, why)
            return
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_answers import orders_lines, why_lines

        screen = open_screen()
        of = as_of(asked)
        screen.put(orders_lines(desk.picture.chart(answer.actor.id, of.day, of.known, of.heed, depth)))
        if why:
            screen.put(why_lines(desk.ask.explained(answer, as_of(asked))))


@click.command(epilog=example("sandtable disputes", "sandtable disputes --on 2017-11-12 --json"))
@question_options
@why_option
def disputes(why: bool, **options: Any) -> None:
    """Tell where sources contradict each other, or a report contradicts itself.

    With --on, only what touches that day, and what has no day.
    """
    asked = asked_of(options)
    with open_desk(asked, dated=False) as desk:
        answer = desk.ask.disputes(as_of(asked))
        if asked.json:
            print_answer(desk, answer, asked, why)
            return
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_answers import disputes_lines, why_lines

        screen = open_screen()
        screen.put(disputes_lines(answer, notes_for(desk, asked, screen.marked)))
        if why:
            screen.put(why_lines(desk.ask.explained(answer, as_of(asked))))
