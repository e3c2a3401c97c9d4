"""The tree shows the data's way: each room imports only from rooms above it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "sandtable"
ROOMS = (
    "terms",
    "intake",
    "language",
    "gazetteer",
    "orbat",
    "sources",
    "coding",
    "ledger",
    "picture",
    "brief",
    "batch",
    "web",
    "cli",
)
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str | None:
    """The room that a module stands in; None for the package's own `__init__`."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return first if first in ROOMS else None


def imported(path: Path) -> set[str]:
    """The rooms that a module imports from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room"
            names = [node.module or ""]
            if node.module == "sandtable":
                names = [f"sandtable.{a.name}" for a in node.names]
        found |= {n.split(".")[1] for n in names if n.startswith("sandtable.")}
    return found & set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_from_rooms_above_it(path: Path) -> None:
    room = room_of(path)
    if room is None:
        assert path == PACKAGE / "__init__.py", f"{path} stands in no room"
        return
    below = {r for r in imported(path) if ROOMS.index(r) > ROOMS.index(room)}
    assert not below, f"{path.relative_to(PACKAGE)} imports from rooms below it: {sorted(below)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_module_opens_with_its_docstring(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} has no docstring"
