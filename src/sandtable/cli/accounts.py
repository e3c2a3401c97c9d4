"""`accounts`. Invariant: a password is asked for without being shown, or read from standard input; it never stands in an
argument, where others on the machine could read it, and never in what is printed."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from sandtable.cli.desk import open_ledger
from sandtable.cli.options import Command, Trouble, example, json_option, ledger_option, say, write_bytes
from sandtable.cli.serve import INSTALL

if TYPE_CHECKING:
    from sandtable.ledger import Accounts
    from sandtable.web.team.passwords import Passwords

ROLES = ("reader", "coder", "editor", "admin")
_MOST = 4096  # bytes of a password from standard input
role_option = click.option(
    "--role", type=click.Choice(ROLES), required=True,
    help="What the account may do: read; code (decide, add); edit (decide on many at once); or all, accounts too.",
)  # fmt: skip
stdin_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from the first line of standard input."
)
why_option = click.option("--why", default="", metavar="TEXT", help="The reason, for the audit log.")


def _named(command: Command) -> Command:
    return click.argument("name")(ledger_option(why_option(command)))


@click.group(
    epilog=example(
        "sandtable accounts add ana --role admin",
        "sandtable accounts list --json",
        "sandtable accounts disable ben --why 'left the desk'",
    )
)
def accounts() -> None:
    """Make, change and list the accounts of those who work at the desk.

    Nothing is removed: a change is a new row, and the newest stands. A new role or password ends all sessions of the account.
    """


@accounts.command(
    epilog=example(
        "sandtable accounts add ana --role admin",
        "sandtable accounts add ben --role coder --password-stdin < password.txt",
    )
)
@_named
@role_option
@stdin_option
def add(name: str, ledger: str, why: str, role: str, password_stdin: bool) -> None:
    """Make an account, for a password that is asked for twice. Makes the ledger too, where there is none."""
    from sandtable.ledger import AccountRole, account_name

    with _opened(ledger, create=True) as (held, passwords):
        name = account_name(name)
        held.add(name, AccountRole(role), _password(passwords, name, password_stdin), by=_by(), why=why)
        if len(held.all()) == 1:
            say(
                "sandtable: this is the first account: from now on `sandtable serve` asks everybody to sign in"
            )
            if role != "admin":
                say(
                    "sandtable: make one with the role admin too, so that accounts can be changed from the desk"
                )
    say(f"sandtable: {name} has an account with the role {role}")


@accounts.command(
    "list", epilog=example("sandtable accounts list", "sandtable accounts list --json --ledger team.db")
)
@ledger_option
@json_option
def list_(ledger: str, as_json: bool) -> None:
    """List every account with its role, and who changed it last."""
    with _opened(ledger) as (held, _):
        found = held.all()
    if as_json:
        told = [
            {"name": a.name, "role": a.role.value, "enabled": a.enabled, "changed": a.changed_at.isoformat(), "by": a.changed_by, "why": a.why}
            for a in found
        ]  # fmt: skip
        write_bytes(
            json.dumps({"schema": "sandtable.accounts/1", "accounts": told}, ensure_ascii=False) + "\n"
        )
        return
    if not found:
        say("sandtable: no accounts yet: make one with `sandtable accounts add NAME --role admin`")
        return
    from rich.table import Table

    from sandtable.brief.console import open_screen, visible

    table = Table("name", "role", "may sign in", "changed", "by", "why", box=None, pad_edge=False)
    for a in found:
        table.add_row(
            a.name, a.role.value, "yes" if a.enabled else "no", f"{a.changed_at:%Y-%m-%d %H:%M}", visible(a.changed_by), visible(a.why)
        )  # fmt: skip
    open_screen().put([table])


@accounts.command(epilog=example("sandtable accounts role ben --role editor --why 'decides on many at once'"))
@_named
@role_option
def role(name: str, ledger: str, why: str, role: str) -> None:
    """Give an account another role."""
    from sandtable.ledger import AccountRole

    with _opened(ledger) as (held, _):
        found = held.change(name, by=_by(), why=why, role=AccountRole(role))
    say(f"sandtable: {found.name} has the role {role}, and is signed out everywhere")


@accounts.command(
    epilog=example(
        "sandtable accounts password ben",
        "sandtable accounts password ben --password-stdin < password.txt",
    )
)
@_named
@stdin_option
def password(name: str, ledger: str, why: str, password_stdin: bool) -> None:
    """Give an account another password, and let it sign in again where it was disabled."""
    with _opened(ledger) as (held, passwords):
        found = held.get(name)
        if found is None:
            raise Trouble(f"there is no account of the name {name!r}: `sandtable accounts list` has them all")
        hashed = _password(passwords, found.name, password_stdin)
        held.change(name, by=_by(), why=why, password=hashed, enabled=True)
    say(f"sandtable: {found.name} has a new password, and is signed out everywhere")


@accounts.command(epilog=example("sandtable accounts disable ben --why 'left the desk'"))
@_named
def disable(name: str, ledger: str, why: str) -> None:
    """Keep an account from signing in, and end its sessions. What it decided stays."""
    with _opened(ledger) as (held, _):
        found = held.change(name, by=_by(), why=why, enabled=False)
    say(f"sandtable: {found.name} cannot sign in any more; `sandtable accounts password` lets it in again")


@contextmanager
def _opened(ledger: str, *, create: bool = False) -> Iterator[tuple[Accounts, Passwords]]:
    try:
        from sandtable.web.team.passwords import Passwords
    except ImportError as error:
        raise Trouble(f"accounts need packages that are not installed ({error.name}): {INSTALL}") from error
    with open_ledger(ledger, create=create) as one:
        yield one.accounts, Passwords()


def _password(passwords: Passwords, name: str, from_stdin: bool) -> str:
    from sandtable.web.team.passwords import PasswordError

    if from_stdin:
        line = sys.stdin.buffer.readline(_MOST).removesuffix(b"\n").removesuffix(b"\r")
        try:
            given = line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Trouble("the password on standard input is not UTF-8") from error
    else:
        given = click.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True)
    try:
        return passwords.hash(given, name)
    except PasswordError as error:
        raise Trouble(str(error)) from error


def _by() -> str:
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        name = f"user {os.getuid()}"
    return f"{name} (command line)"
