"""Every command has help with an example that parses, stands in the docs, and answers at once."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sandtable import __version__
from sandtable.cli import main

ROOT = Path(__file__).resolve().parent.parent
DOCS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
COMMANDS = list(main.commands.values())
NAMES = [c.name for c in COMMANDS]


def examples(text: str) -> list[list[str]]:
    """The calls of sandtable in a text, as lists of arguments; what else stands in a pipe is left out."""
    calls = []
    for line in text.splitlines():
        if not line[:1].isspace():
            continue
        for part in re.split(r"\s[|>]\s", line.strip()):
            if part.startswith("sandtable "):
                calls.append(shlex.split(part, comments=True)[1:])
    return calls


def parse(call: list[str]) -> None:
    """Parse a call without running it. Raises UsageError where an option, a choice or an argument is wrong."""
    command = main.commands[call[0]]
    with command.make_context(call[0], list(call[1:])):
        pass


def section(name: str) -> str:
    """The part of the docs about a command."""
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", DOCS, flags=re.M | re.S)
    assert found, f"docs/commands.md has no section '## {name}'"
    return found[1]


def test_the_commands_are_those_of_the_contract_in_the_order_of_use() -> None:
    assert NAMES == [
        "read",
        "ingest",
        "holds",
        "timeline",
        "orbat",
        "corridor",
        "disputes",
        "sources",
        "brief",
        "export",
        "serve",
        "accounts",
    ]
    out = CliRunner().invoke(main, ["--help"]).stdout
    assert [line.split()[0] for line in out.split("Commands:\n")[1].splitlines()[: len(NAMES)]] == NAMES


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_every_command_has_help_with_an_example_that_parses(command: click.Command) -> None:
    got = CliRunner().invoke(main, [str(command.name), "--help"], terminal_width=100)
    assert got.exit_code == 0 and command.help and "Example:" in got.stdout
    calls = examples(got.stdout.split("Example:")[1])
    assert calls and all(call[0] == command.name for call in calls)
    for call in calls:
        parse(call)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{command.name} {parameter.opts} has no help"


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_every_command_and_option_is_in_the_docs(command: click.Command) -> None:
    text = section(str(command.name))
    assert examples(text), "no example"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert f"`{option}" in text, f"docs/commands.md does not tell of {command.name} {option}"


@pytest.mark.parametrize("file", ["README.md", "docs/commands.md", "CONTRIBUTING.md"])
def test_every_call_in_the_docs_parses(file: str) -> None:
    for call in examples((ROOT / file).read_text(encoding="utf-8")):
        if call[0] not in ("--help", "--version"):
            parse([c for c in call if c != "--help"])


def test_the_makefile_calls_what_there_is() -> None:
    recipes = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(BIN)/sandtable", "sandtable")
    calls = examples(recipes.replace("$(OUT)", "out"))
    assert {call[0] for call in calls} >= {"ingest", "holds", "brief"}
    for call in calls:
        parse(call)


def test_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).stdout.strip().endswith(__version__)


def test_help_opens_no_heavy_room() -> None:
    asked = "import sys, sandtable.cli; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"numpy", "spacy", "sqlalchemy", "rich", "onnxruntime", "shapely", "jinja2", "fastapi"} & set(
        loaded
    )


def test_an_unknown_command_or_option_ends_with_status_2() -> None:
    for args in (["server"], ["read"], ["holds", "Raqqa", "--nosuch"], ["read", "--format", "xml", "x.txt"]):
        got = CliRunner().invoke(main, args)
        assert got.exit_code == 2 and got.stderr.startswith("Usage:"), args


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *(d for extra in project["optional-dependencies"].values() for d in extra),
    ]
    reasons = (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8").lower()
    names = {re.split(r"[<>=\[;~! ]", d)[0].lower() for d in asked}
    assert not {n for n in names if n not in reasons}, (
        "docs/decisions/dependencies.md gives no reason for these"
    )
