"""The code of some modules, as part of a key. Invariant: what is kept under a key that names its code is never taken by other code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files


@cache
def code_of(modules: tuple[str, ...]) -> str:
    """A digest of the code of some modules, by their paths in the package ("picture/moves.py")."""
    digest = sha256()
    for module in modules:
        digest.update(files("sandtable").joinpath(module).read_bytes())
    return digest.hexdigest()


def modules_of(rooms: Iterable[str]) -> tuple[str, ...]:
    """The paths of all modules that lie in some rooms themselves, in order."""
    inside = ((room, module.name) for room in rooms for module in files("sandtable").joinpath(room).iterdir())
    return tuple(sorted(f"{room}/{name}" for room, name in inside if name.endswith(".py")))
