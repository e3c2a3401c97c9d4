"""What the commands share: their options and how they end. Invariant: an option means the same in every command."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
LEDGER = "sandtable.db"


def say(line: str) -> None:
    """A line on standard error; text of reports in it cannot steer the terminal."""
    from sandtable.brief.console import visible

    click.echo(visible(line), err=True)


def shown(ledger: str) -> str:
    """The ledger as it may be printed: without the password of a URL."""
    return re.sub(r"(://[^/@:]*):[^/@]*@", r"\1:***@", ledger)


class Trouble(click.ClickException):
    """What was asked cannot be done; the message says why and what to do."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """One line on standard error."""
        say(f"sandtable: {self.message}")


def day(text: str) -> date:
    """The day of YYYY-MM-DD. Raises BadParameter, saying how a day is written, for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no day: write it as YYYY-MM-DD, such as 2017-11-20") from error


def write_bytes(text: str) -> None:
    """To standard output as UTF-8, whatever the terminal's encoding, and at once."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


@dataclass(frozen=True, slots=True)
class Asked:
    """What every question carries. `on` None: today; `known` None: everything that the ledger holds."""

    ledger: str
    on: date | None = None
    known: date | None = None
    json: bool = False
    without: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    judged: str = "all"


def example(*lines: str) -> str:
    """The end of a command's help."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def ledger_option(command: Command) -> Command:
    """Where the ledger is."""
    return click.option(
        "--ledger",
        default=LEDGER,
        show_default=True,
        envvar="SANDTABLE_LEDGER",
        show_envvar=True,
        metavar="FILE|URL",
        help="The ledger: an SQLite file or a postgresql:// URL.",
    )(command)


def known_option(command: Command) -> Command:
    """The day of knowledge."""
    return click.option(
        "--known", type=day, metavar="DAY", help="Use only reports published by this day. Default: all."
    )(command)


def on_option(command: Command) -> Command:
    """The day asked about."""
    return click.option("--on", type=day, metavar="DAY", help="The day asked about. Default: today (UTC).")(
        command
    )


def json_option(command: Command) -> Command:
    """For programs."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print JSON for programs instead of a table."
    )(command)


def heed_options(command: Command) -> Command:
    """Whose word is heard, and which claims count."""
    command = click.option(
        "--judged",
        type=click.Choice(["all", "accepted", "proposed"]),
        default="all",
        help="Count all claims but rejected ones (the default), only those that an analyst accepted, or only those that "
        "nobody has decided on.",
    )(command)
    command = click.option(
        "--only", multiple=True, metavar="SOURCE", help="Hear only this outlet or speaker. May be repeated."
    )(command)
    return click.option(
        "--without",
        multiple=True,
        metavar="SOURCE",
        help="Leave out this outlet or speaker. May be repeated.",
    )(command)


def why_option(command: Command) -> Command:
    """The chain of an answer."""
    return click.option(
        "--why", is_flag=True, help="Show the rules, the sentences and what was set aside, and why."
    )(command)
