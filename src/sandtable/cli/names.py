"""Names on the command line to ids. Invariant: what is to be told of a name goes to standard error, and a name that nothing
is known by ends the command."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sandtable.cli.options import say

if TYPE_CHECKING:
    from sandtable.cli.desk import Desk
    from sandtable.picture.naming import Naming


def find_place(desk: Desk, name: str, *, ends: bool = False) -> str:
    """The id of a place by name, phrase or id; of `ends` of a way nobody need speak. Raises PictureError."""
    return _naming(desk).place(name, tell, ends=ends)


def find_actor(desk: Desk, name: str, on: date | None = None) -> str:
    """The id of an actor by name, description or id. Raises PictureError."""
    return _naming(desk).actor(name, tell, on)


def tell(line: str) -> None:
    """A line about the question, on standard error."""
    say(f"sandtable: {line}")


def _naming(desk: Desk) -> Naming:
    from sandtable.picture.naming import Naming

    return Naming(desk.ledger, desk.gazetteer, desk.registry)
