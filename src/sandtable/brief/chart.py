"""The order of battle as trees, and their drawing. Invariant: every bond of the brief appears once, in a tree or as a
note on one of its ends; a cycle of bonds ends where it would close."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandtable.brief.records import Bond, Party

# Which bond places an actor under another where it has several; the rest become notes.
RANK = {"holds as part": 0, "commands": 1, "has as member": 2, "backs": 3}
UNDER = {
    "holds as part": "part of {}",
    "commands": "commanded by {}",
    "has as member": "member of {}",
    "backs": "backed by {}",
    "allied with": "allied with {}",
}
HEADS = frozenset({"person", "office"})

# Pixels of the drawing, and characters of a line of a name at 11.5 px.
WIDTH, HEIGHT, GAP, DROP, STEP, PAD = 158, 44, 12, 22, 18, 4
LETTERS, LINES = 18, 3


@dataclass(frozen=True, slots=True)
class Note:
    """A bond told in words beside an actor: `text` names the other end."""

    text: str
    bond: Bond


@dataclass(frozen=True, slots=True)
class Node:
    """One actor of a tree, the bond that hangs it there, and what hangs from it."""

    party: Party
    bond: Bond | None
    notes: tuple[Note, ...]
    below: tuple[Node, ...]

    def count(self) -> int:
        """Actors in this tree."""
        return 1 + sum(n.count() for n in self.below)


@dataclass(frozen=True, slots=True)
class Box:
    """An actor drawn: left and top edge in pixels, and its name in lines."""

    node: Node
    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A drawn bond: an SVG path and its tie."""

    path: str
    tie: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One tree, drawn. Sizes in pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]


def trees(bonds: tuple[Bond, ...], parties: Mapping[str, Party]) -> tuple[Node, ...]:
    """The bonds as trees, the largest first. A person or office in command is a note on what it commands."""
    above: dict[str, Bond] = {}
    for bond in sorted(bonds, key=lambda b: (RANK.get(b.tie, 9), b.superior, b.inferior)):
        if (
            bond.tie in RANK
            and not _headed(bond, parties)
            and bond.inferior not in above
            and not _closes(bond, above)
        ):
            above[bond.inferior] = bond
    notes: dict[str, list[Note]] = defaultdict(list)
    for bond in bonds:
        if above.get(bond.inferior) is not bond:
            text = UNDER.get(bond.tie, bond.tie + " {}").format(_name(bond.superior, parties))
            notes[bond.inferior].append(Note(text, bond))
    below: dict[str, list[str]] = defaultdict(list)
    for inferior, bond in above.items():
        below[bond.superior].append(inferior)

    def grow(actor: str) -> Node:
        return Node(
            parties.get(actor, Party(actor, actor)),
            above.get(actor),
            tuple(notes.get(actor, ())),
            tuple(
                grow(child) for child in sorted(below.get(actor, ()), key=lambda a: (_name(a, parties), a))
            ),
        )

    grown = [
        grow(root) for root in sorted({*below, *notes} - set(above), key=lambda a: (_name(a, parties), a))
    ]
    return tuple(sorted(grown, key=lambda n: -n.count()))


def draw(root: Node) -> Drawing:
    """A tree as boxes from the top down; leaves alone under an actor stand in a column, to save width."""
    boxes: list[Box] = []
    links: list[Link] = []
    _place(root, PAD, PAD, boxes, links)
    width, height = _size(root)
    return Drawing(width + 2 * PAD, height + 2 * PAD, tuple(boxes), tuple(links))


def _column(node: Node) -> bool:
    return bool(node.below) and all(not n.below for n in node.below)


def _size(node: Node) -> tuple[int, int]:
    if not node.below:
        return WIDTH, HEIGHT
    if _column(node):
        return WIDTH + STEP, HEIGHT + len(node.below) * (HEIGHT + GAP)
    sizes = [_size(n) for n in node.below]
    return max(WIDTH, sum(w for w, _ in sizes) + GAP * (len(sizes) - 1)), HEIGHT + DROP + max(
        h for _, h in sizes
    )


def _place(node: Node, left: int, top: int, boxes: list[Box], links: list[Link]) -> int:
    """Draws the tree at that corner; returns the middle of its root."""
    if _column(node):
        boxes.append(Box(node, left, top, _wrap(node.party.name)))
        for i, child in enumerate(node.below, 1):
            y = top + i * (HEIGHT + GAP)
            boxes.append(Box(child, left + STEP, y, _wrap(child.party.name)))
            links.append(
                Link(f"M{left + STEP // 2} {top + HEIGHT}V{y + HEIGHT // 2}H{left + STEP}", _tie(child))
            )
        return left + WIDTH // 2
    width, _ = _size(node)
    at, middles = left, []
    for child in node.below:
        middles.append((_place(child, at, top + HEIGHT + DROP, boxes, links), child))
        at += _size(child)[0] + GAP
    middle = (middles[0][0] + middles[-1][0]) // 2 if middles else left + width // 2
    x = min(max(middle - WIDTH // 2, left), left + width - WIDTH)
    boxes.append(Box(node, x, top, _wrap(node.party.name)))
    for over, child in middles:
        half = top + HEIGHT + DROP // 2
        links.append(
            Link(f"M{x + WIDTH // 2} {top + HEIGHT}V{half}H{over}V{top + HEIGHT + DROP}", _tie(child))
        )
    return x + WIDTH // 2


def _tie(node: Node) -> str:
    return node.bond.tie if node.bond else ""


def _wrap(name: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(name, LETTERS, max_lines=LINES, placeholder="…")) or ("?",)


def walk(node: Node) -> Iterator[Node]:
    """The tree in reading order."""
    yield node
    for child in node.below:
        yield from walk(child)


def _headed(bond: Bond, parties: Mapping[str, Party]) -> bool:
    superior = parties.get(bond.superior)
    return bond.tie == "commands" and superior is not None and superior.kind in HEADS


def _closes(bond: Bond, above: Mapping[str, Bond]) -> bool:
    at: str | None = bond.superior
    while at is not None:
        if at == bond.inferior:
            return True
        at = above[at].superior if at in above else None
    return False


def _name(actor: str, parties: Mapping[str, Party]) -> str:
    return parties[actor].name if actor in parties else actor
