"""The command line. Invariant: what a person can expect to go wrong ends in one line and an exit status, never in a
traceback: 0 all is well, 1 some reports were refused, 2 the question or the ledger was at fault, 130 stopped by hand."""

from __future__ import annotations

import io
import sys

import click

from sandtable import __version__
from sandtable.cli.accounts import accounts
from sandtable.cli.answers import disputes, holds, orbat, timeline
from sandtable.cli.overland import corridor
from sandtable.cli.pages import brief, export
from sandtable.cli.reports import ingest, read
from sandtable.cli.serve import serve
from sandtable.cli.sources import sources

STOPPED = 130


class Commands(click.Group):
    """The commands in the order of use, and a quiet end where somebody presses Ctrl-C."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("sandtable: stopped; what was printed or stored before this stays", err=True)
            ctx.exit(STOPPED)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  sandtable ingest reports/\n  sandtable holds Mayadin --on 2017-11-20",
)
@click.version_option(__version__, prog_name="sandtable")
def main() -> None:
    """Read war reporting and keep the sourced picture it adds up to."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a letter shows its number instead of ending the run.
            stream.reconfigure(errors="backslashreplace")


for _command in (
    read,
    ingest,
    holds,
    timeline,
    orbat,
    corridor,
    disputes,
    sources,
    brief,
    export,
    serve,
    accounts,
):
    main.add_command(_command)
