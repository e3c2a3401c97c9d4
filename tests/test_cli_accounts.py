"""The command `accounts`: what it changes, what it prints, and that no password is in either."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from test_cli_help import examples, parse, section

from sandtable.cli import main
from sandtable.ledger import Ledger
from sandtable.web.team.passwords import Passwords

PASSWORD = "correct horse battery"
GROUP = main.commands["accounts"]
assert isinstance(GROUP, click.Group)
COMMANDS = list(GROUP.commands.values())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "team.db"


def call(path: Path, *args: str, given: str | bytes = f"{PASSWORD}\n") -> Result:
    return CliRunner().invoke(main, ["accounts", *args, "--ledger", str(path)], input=given)


def done(path: Path, *args: str, given: str | bytes = f"{PASSWORD}\n") -> Result:
    got = call(path, *args, given=given)
    assert got.exit_code == 0, got.output
    assert PASSWORD not in got.output and "argon2" not in got.output
    return got


def test_accounts_are_made_changed_and_listed(path: Path) -> None:
    told = done(path, "add", "Ana", "--role", "admin", "--password-stdin").stderr
    assert "first account" in told and "Ana has an account with the role admin" in told
    assert (
        "first account"
        not in done(path, "add", "ben", "--role", "coder", "--password-stdin", "--why", "new").stderr
    )
    done(path, "role", "BEN", "--role", "editor", "--why", "asked for")
    done(path, "password", "ben", "--password-stdin", given="another horse battery\n")
    assert "accounts password" in done(path, "disable", "ben", "--why", "\u202eleft").stderr
    told = done(path, "list", "--json").stdout
    found = json.loads(told)["accounts"]
    assert [(a["name"], a["role"], a["enabled"], a["why"]) for a in found] == [
        ("Ana", "admin", True, ""), ("ben", "editor", False, "\u202eleft"),
    ]  # fmt: skip
    table = done(path, "list").stdout.splitlines()
    assert table[0].split() == ["name", "role", "may", "sign", "in", "changed", "by", "why"]
    assert "\u202e" not in table[2] and table[2].split()[:3] == ["ben", "editor", "no"]
    done(path, "password", "ben", "--password-stdin")
    with Ledger.open(path, create=False) as ledger:
        ben = ledger.accounts.get("ben")
        assert ben is not None and ben.enabled and Passwords().fits(ben, PASSWORD)
        assert not Passwords().fits(ben, "another horse battery")
        deeds = [(deed.about, deed.why) for deed in ledger.audit.page()[0]]
        assert deeds == [
            ("ben", "new password, enabled"), ("ben", "disabled: \u202eleft"), ("ben", "new password"),
            ("ben", "role coder to editor: asked for"), ("ben", "coder: new"), ("Ana", "admin"),
        ]  # fmt: skip
        assert all(deed.who.endswith("(command line)") for deed in ledger.audit.page()[0])


def test_a_password_is_asked_for_twice(path: Path) -> None:
    got = call(
        path, "add", "Ana", "--role", "admin", given=f"{PASSWORD}\nsomething else\n{PASSWORD}\n{PASSWORD}\n"
    )
    assert got.exit_code == 0 and "do not match" in got.output and PASSWORD not in got.output
    assert call(path, "add", "Ben", "--role", "admin", given="").exit_code == 1


@pytest.mark.parametrize(
    ("args", "given", "says"),
    [
        (("add", "Ana", "--role", "coder"), PASSWORD, "already"),
        (("add", "\u202eeve", "--role", "coder"), PASSWORD, "letters and digits"),
        (("add", "a\nb", "--role", "coder"), PASSWORD, "letters and digits"),
        (("add", "<b>", "--role", "coder"), PASSWORD, "letters and digits"),
        (("add", "x" * 100_000, "--role", "coder"), PASSWORD, "1 to 60 characters"),
        (("add", "ben", "--role", "coder"), "short", "12 to 1,000 characters"),
        (("add", "ben", "--role", "coder"), "", "12 to 1,000 characters"),
        (("add", "ben", "--role", "coder"), "x" * 1_000_000, "12 to 1,000 characters"),
        (("add", "ben", "--role", "coder"), "a nul \0 in it, is it", "control characters"),
        (("add", "ben", "--role", "coder"), b"\xff\xfe not in utf-8", "not UTF-8"),
        (("password", "nobody"), PASSWORD, "accounts list"),
    ],
)
def test_what_cannot_be_is_one_line(path: Path, args: tuple[str, ...], given: str | bytes, says: str) -> None:
    done(path, "add", "Ana", "--role", "admin", "--password-stdin")
    got = call(path, *args, "--password-stdin", given=given)
    assert got.exit_code == 2 and says in got.stderr and len(got.stderr.splitlines()) == 1


@pytest.mark.parametrize("args", [("role", "Ana", "--role", "coder"), ("disable", "Ana")])
def test_the_last_admin_stays(path: Path, args: tuple[str, ...]) -> None:
    done(path, "add", "Ana", "--role", "admin", "--password-stdin")
    got = call(path, *args)
    assert got.exit_code == 2 and "last account with the role admin" in got.stderr
    assert call(path, "disable", "nobody").exit_code == 2


def test_an_unknown_role_and_a_missing_ledger_are_said(path: Path) -> None:
    assert call(path, "add", "Ana", "--role", "boss").exit_code == 2
    for args in (("list",), ("disable", "Ana"), ("role", "Ana", "--role", "coder")):
        got = call(path, *args)
        assert got.exit_code == 2 and "there is no ledger" in got.stderr
    Ledger.open(path).close()
    assert "accounts add" in done(path, "list").stderr


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_every_command_has_help_with_an_example_and_stands_in_the_docs(command: click.Command) -> None:
    got = CliRunner().invoke(main, ["accounts", str(command.name), "--help"], terminal_width=100)
    assert got.exit_code == 0 and command.help
    calls = examples(got.stdout.split("Example:")[1])
    assert calls and all(one[:2] == ["accounts", command.name] for one in calls)
    told = section("accounts")
    assert f"accounts {command.name}" in told
    for one in calls:
        parse(one)
        with command.make_context(
            str(command.name), [part for part in one[2:] if part not in ("<", "password.txt")]
        ):
            pass
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            for option in parameter.opts:
                assert f"`{option}" in told, option


def test_a_name_given_in_another_encoding_is_refused(path: Path) -> None:
    got = call(path, "add", "\udcff", "--role", "coder", "--password-stdin")
    assert got.exit_code == 2 and "letters and digits" in got.stderr


def test_the_commands_are_these() -> None:
    assert [command.name for command in COMMANDS] == ["add", "list", "role", "password", "disable"]
