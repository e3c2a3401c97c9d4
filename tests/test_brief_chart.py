"""The order of battle tells each bond once, whatever the bonds are, and its boxes do not lie on each other."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sandtable.brief import Bond, Party
from sandtable.brief.chart import HEIGHT, WIDTH, Node, draw, trees

NAMES = [f"a{i}" for i in range(9)]
TIES = ["commands", "holds as part", "has as member", "backs", "allied with"]
BONDS = st.lists(
    st.builds(Bond, st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(TIES)), max_size=20, unique_by=lambda b: (b.superior, b.inferior, b.tie)
).map(lambda bonds: tuple(b for b in bonds if b.superior != b.inferior))  # fmt: skip
PARTIES = {n: Party(n, f"Army {n}", "person" if n == "a0" else "unit") for n in NAMES}


def walk(node: Node) -> list[Node]:
    return [node, *(n for child in node.below for n in walk(child))]


@given(BONDS)
def test_each_bond_is_told_once(bonds: tuple[Bond, ...]) -> None:
    nodes = [n for root in trees(bonds, PARTIES) for n in walk(root)]
    told = [n.bond for n in nodes if n.bond] + [note.bond for n in nodes for note in n.notes]
    assert sorted(told, key=repr) == sorted(bonds, key=repr)
    names = [n.party.id for n in nodes]
    assert len(names) == len(set(names))


@given(BONDS)
def test_boxes_stay_apart_and_inside(bonds: tuple[Bond, ...]) -> None:
    for root in trees(bonds, PARTIES):
        drawing = draw(root)
        assert len(drawing.boxes) == root.count() == len(drawing.links) + 1
        for box in drawing.boxes:
            assert 0 <= box.x <= drawing.width - WIDTH and 0 <= box.y <= drawing.height - HEIGHT
        for a, b in combinations(drawing.boxes, 2):
            assert abs(a.x - b.x) >= WIDTH or abs(a.y - b.y) >= HEIGHT


def test_a_person_in_command_is_a_note_and_the_rest_a_tree() -> None:
    bonds = (Bond("a0", "a1", "commands"), Bond("a2", "a1", "backs"), Bond("a3", "a1", "holds as part"))
    (root,) = trees(bonds, PARTIES)
    assert root.party.id == "a3" and [n.party.id for n in root.below] == ["a1"]
    assert {note.text for note in root.below[0].notes} == {"commanded by Army a0", "backed by Army a2"}


def test_a_circle_of_command_ends() -> None:
    bonds = (Bond("a1", "a2", "commands"), Bond("a2", "a3", "commands"), Bond("a3", "a1", "commands"))
    (root,) = trees(bonds, PARTIES)
    assert root.count() == 3 and len(root.notes) == 1
