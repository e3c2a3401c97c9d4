"""`sources`: who speaks, and how what each said stands beside what others said. Invariant: as of `answers`."""

from __future__ import annotations

from typing import Any

import click

from sandtable.cli.desk import as_of, open_desk
from sandtable.cli.options import example
from sandtable.cli.questions import asked_of, notes_for, print_json, question_options


@click.command(
    epilog=example("sandtable sources", 'sandtable sources "Qasr Radio"', "sandtable sources Reuters --json")
)
@click.argument("name", required=False)
@question_options
def sources(name: str | None, **options: Any) -> None:
    """Tell who speaks in the ledger or, of the source NAME, its grade, for whom it speaks, and its track record.

    The track record counts how often independent voices said the same as it about who holds what, and how often they
    contradicted it. It does not tell who is right. NAME is a name, a web address or an id.
    """
    asked = asked_of(options)
    with open_desk(asked, dated=False) as desk:
        of = as_of(asked)
        if name is None:
            called = desk.ask.sources(of)
            if asked.json:
                print_json(called)
                return
        else:
            profile = desk.ask.source(name, of)
            if asked.json:
                print_json(profile)
                return
        from sandtable.brief.console import open_screen
        from sandtable.brief.console_sources import profile_lines, roll_lines

        screen = open_screen()
        if name is None:
            screen.put(roll_lines(called))
            return
        notes = notes_for(desk, asked, screen.marked)
        screen.put(profile_lines(profile, notes))
        screen.put(notes.lines())
