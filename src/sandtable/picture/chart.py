"""The order of battle as a tree for the terminal. Invariant: a cycle is marked where it closes and not followed, and of
contradictory command each side is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from rich.text import Text
from rich.tree import Tree

from sandtable.picture.bonds import Bond, BondKind
from sandtable.picture.orders import Orders, Tied
from sandtable.picture.sides import Bonds
from sandtable.terms import Entity

_DOWN = frozenset({BondKind.COMMAND, BondKind.WHOLE, BondKind.COALITION})
_WORDS = {
    BondKind.COMMAND: ("commanded by", "commands"),
    BondKind.WHOLE: ("part of", "has as part"),
    BondKind.COALITION: ("in coalition", "has as member"),
    BondKind.BODY: ("member of", "has as member"),
    BondKind.BACKING: ("backed by", "backs"),
}


def bonds_below(actor: str, depth: int, bonds_of: Callable[[list[str]], list[Bond]]) -> list[Bond]:
    """The bonds of an actor and of those under it to `depth` steps; `bonds_of`: those of some actors."""
    level, seen, bonds = {actor}, {actor}, list[Bond]()
    for _ in range(depth):
        found = bonds_of(sorted(level))
        bonds += found
        level = {b.below.id for b in found if b.above.id in level and b.kind is not BondKind.BACKING} - seen
        seen |= level
        if not level:
            break
    return bonds


def chart(orders: Orders, bonds: Bonds, depth: int = 3) -> Tree:
    """The order of battle as a tree for the terminal: those over the actor, then those under it to `depth` steps. An
    actor met again on its own branch is marked as a cycle and not followed."""
    root = Tree(Text(f"{orders.actor.name}, {orders.on}", style="bold"))
    for cycle in orders.cycles:
        chain = ", which is under ".join(e.name for e in (*cycle[1:], orders.actor))
        root.add(Text(f"a cycle: it is under {chain}", style="yellow"))
    if orders.rivals:
        names = " and ".join(e.name for e in orders.rivals)
        root.add(Text(f"contradictory command: {names}, neither under the other", style="yellow"))
    above = (*orders.superiors, *orders.wholes, *orders.sponsors)
    for tied in above:
        root.add(_label(_WORDS[tied.kind][0], tied))
    for tied in orders.allies:
        root.add(_label("allied with", tied))
    below = (*orders.subordinates, *orders.parts, *orders.clients)
    for tied in below:
        branch = root.add(_label(_WORDS[tied.kind][1], tied))
        if tied.kind in _DOWN:
            seen = frozenset({orders.actor.id, tied.actor.id})
            _grow(branch, tied.actor, bonds, orders.on, seen=seen, depth=depth - 1)
    for force in orders.strength:
        root.add(Text(f"strength: {force.words}, {', '.join(v.source for v in force.voices)}"))
    return root


def _label(word: str, tied: Tied) -> Text:
    """A tie in a line; one that is only denied says so first."""
    since = f" since {tied.since}" if tied.since else ""
    until = f" until {tied.until}" if tied.until else ""
    said = ", ".join((*(v.source for v in tied.voices), *(("registry",) if tied.sources else ())))
    against = f"denied by {', '.join(v.source for v in tied.against)}" if tied.against else ""
    notes = "; ".join(filter(None, (said, against)))
    only = "not " if against and not said else ""
    return Text.assemble((f"{only}{word} ", "dim"), tied.actor.name, (f"{since}{until} ({notes})", "dim"))


def _grow(branch: Tree, actor: Entity, bonds: Bonds, on: date, *, seen: frozenset[str], depth: int) -> None:
    below = {
        (b.kind, b.below.id): b
        for b in bonds.of(actor.id)
        if b.above.id == actor.id and b.kind in _DOWN and b.holds(on)
    }
    for (kind, other), bond in sorted(below.items(), key=lambda item: (item[0][0], item[1].below.name)):
        text = Text.assemble((f"{_WORDS[kind][1]} ", "dim"), bond.below.name)
        if other in seen:
            text.append(" (a cycle: it is above too)", "dim")
            branch.add(text)
        elif depth > 0:
            _grow(branch.add(text), bond.below, bonds, on, seen=seen | {other}, depth=depth - 1)
