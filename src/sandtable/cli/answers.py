"""The questions: `holds`, `timeline`, `orbat`, `corridor`, `disputes`. Invariant: with --json each prints the picture
contract's object and nothing else on standard output."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from sandtable.cli.desk import Desk, heed, open_desk, today
from sandtable.cli.names import find_actor, find_place
from sandtable.cli.options import (
    Asked,
    Command,
    Trouble,
    example,
    heed_options,
    json_option,
    known_option,
    ledger_option,
    on_option,
    why_option,
    write_bytes,
)

if TYPE_CHECKING:
    from sandtable.brief.console_answers import Notes
    from sandtable.ledger import Entry

WAYS = 8  # compared with --all


def question_options(command: Command) -> Command:
    """The options of every question."""
    for option in (ledger_option, heed_options, json_option, known_option, on_option):
        command = option(command)
    return command


def _asked(options: dict[str, Any]) -> Asked:
    return Asked(
        options["ledger"],
        options["on"],
        options["known"],
        options["as_json"],
        options["without"],
        options["only"],
    )


def _print_json(answer: Any) -> None:
    from sandtable.picture import to_json

    write_bytes(json.dumps(to_json(answer), ensure_ascii=False, indent=2) + "\n")


def _one_form(asked: Asked, why: bool) -> None:
    if why and asked.json:
        raise click.UsageError(
            "--why is for people and --json for programs, whose answer names its claims: give one of them"
        )


def _entries(desk: Desk, known: date | None) -> Callable[[str], Entry | None]:
    """Claims by id; a report's claims are fetched together."""
    found: dict[str, Entry | None] = {}

    def entry(claim: str) -> Entry | None:
        if claim not in found:
            found[claim] = one = desk.ledger.claim(claim, known)
            if one is not None:
                found.update(
                    (e.claim.id, e) for e in desk.ledger.claims(known=known, report_id=one.report.id)
                )
        return found[claim]

    return entry


def _notes(desk: Desk, asked: Asked, marked: bool) -> Notes:
    from sandtable.brief.console_answers import Notes

    return Notes(_entries(desk, asked.known), marked=marked)


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
    asked = _asked(options)
    _one_form(asked, why)
    with open_desk(asked) as desk:
        answer = desk.picture.holds(find_place(desk, place), asked.on or today(), asked.known, heed(asked))
        if asked.json:
            _print_json(answer)
            return
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_answers import holds_lines, why_lines
        from sandtable.picture import explain

        screen = open_screen()
        screen.put(holds_lines(answer, _notes(desk, asked, screen.marked)))
        if why:
            screen.put(why_lines(explain(answer)))


@click.command(
    epilog=example('sandtable timeline "Deir ez-Zor"', "sandtable timeline Mayadin --on 2017-12-31 --json")
)
@click.argument("place")
@question_options
@why_option
def timeline(place: str, why: bool, **options: Any) -> None:
    """Tell how PLACE changed hands, step by step, up to the day of --on."""
    asked = _asked(options)
    _one_form(asked, why)
    with open_desk(asked, dated=False) as desk:
        answer = desk.picture.timeline(find_place(desk, place), asked.on or today(), asked.known, heed(asked))
        if asked.json:
            _print_json(answer)
            return
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_answers import timeline_lines, why_lines
        from sandtable.picture import explain

        screen = open_screen()
        screen.put(timeline_lines(answer, _notes(desk, asked, screen.marked)))
        if why:
            screen.put(why_lines(explain(answer)))


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
    asked = _asked(options)
    _one_form(asked, why)
    with open_desk(asked) as desk:
        on = asked.on or today()
        found = find_actor(desk, actor, on)
        answer = desk.picture.orbat(found, on, asked.known, heed(asked))
        if asked.json:
            _print_json(answer)
            return
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_answers import orders_lines, why_lines
        from sandtable.picture import explain

        screen = open_screen()
        screen.put(orders_lines(desk.picture.chart(found, on, asked.known, heed(asked), depth)))
        if why:
            screen.put(why_lines(explain(answer)))


@click.command(
    epilog=example(
        "sandtable corridor Iran Lebanon --by Iran --by Hezbollah --on 2017-11-20",
        'sandtable corridor Baghdad "Deir ez-Zor" --by Iran,Syria --on 2017-11-20 --all',
    )
)
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option(
    "--by",
    required=True,
    multiple=True,
    metavar="ACTOR",
    help="Who must hold the way. May be repeated, or a list with commas.",
)
@question_options
@click.option("--all", "every", is_flag=True, help=f"Compare up to {WAYS} ways, not the best alone.")
@why_option
def corridor(start: str, end: str, by: tuple[str, ...], every: bool, why: bool, **options: Any) -> None:
    """Tell whether there is an overland way FROM one place TO another held by these actors, leg by leg.

    A way is as open as its weakest leg. Allies and commanded forces count where reports or the registry make them so on
    that day.
    """
    asked = _asked(options)
    _one_form(asked, why)
    with open_desk(asked) as desk:
        on = asked.on or today()
        parties = [
            find_actor(desk, name.strip(), on) for one in by for name in one.split(",") if name.strip()
        ]
        if not parties:
            raise Trouble("--by names nobody: give an actor, such as --by Iran")
        answer = desk.picture.corridor(
            find_place(desk, start, ends=True),
            find_place(desk, end, ends=True),
            parties,
            on,
            asked.known,
            most=WAYS if every else 1,
            heed=heed(asked),
        )
        if asked.json:
            _print_json(answer)
            return
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_answers import corridor_lines, why_lines
        from sandtable.picture import explain

        screen = open_screen()
        screen.put(corridor_lines(answer, _notes(desk, asked, screen.marked)))
        if why:
            screen.put(why_lines(explain(answer)))


@click.command(epilog=example("sandtable disputes", "sandtable disputes --on 2017-11-12 --json"))
@question_options
def disputes(**options: Any) -> None:
    """Tell where sources contradict each other, or a report contradicts itself.

    With --on, only what touches that day, and what has no day.
    """
    asked = _asked(options)
    with open_desk(asked, dated=False) as desk:
        answer = desk.picture.disputes(asked.known, asked.on, asked.on, heed(asked))
        if asked.json:
            _print_json(answer)
            return
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_answers import disputes_lines

        screen = open_screen()
        screen.put(disputes_lines(answer, _notes(desk, asked, screen.marked)))
