"""ClearNLP dependencies, as spaCy's English pipelines give them, to Universal Dependencies v2. Invariant: a tree goes
in and a tree with the same tokens comes out (after the correspondences in de Marneffe et al. 2021 and UD's English
guidelines)."""

from __future__ import annotations

from dataclasses import dataclass

# Labels that only ClearNLP has: one of them says which scheme a parser speaks.
CLEARNLP = frozenset(("dobj", "pobj", "nsubjpass", "auxpass", "pcomp"))
_RENAMED = {
    "ROOT": "root", "dobj": "obj", "dative": "iobj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass",
    "auxpass": "aux:pass", "poss": "nmod:poss", "relcl": "acl:relcl", "nn": "compound", "npadvmod": "obl:unmarked",
    "neg": "advmod", "prt": "compound:prt", "quantmod": "advmod", "predet": "det:predet", "preconj": "cc:preconj",
    "intj": "discourse", "meta": "dep", "oprd": "xcomp", "complm": "mark", "possessive": "case", "attr": "xcomp",
    "acomp": "xcomp", "prep": "obl", "pcomp": "advcl", "agent": "obl:agent", "num": "nummod", "infmod": "acl",
    "partmod": "acl", "rcmod": "acl:relcl", "tmod": "obl:unmarked", "hmod": "compound", "hyph": "punct", "": "dep",
}  # fmt: skip
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM"))
_CLAUSAL = frozenset(("VERB", "AUX"))


@dataclass(slots=True)
class Node:
    """A token; `head` is an index, the root's its own."""

    word: str
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str


def convert(nodes: list[Node]) -> None:
    """Give the nodes of one sentence the heads and labels of UD, in place."""
    _coordinate(nodes)
    for i in range(len(nodes)):
        _preposition(nodes, i)
    for i in range(len(nodes)):
        _copula(nodes, i)
    for i, node in enumerate(nodes):
        if node.dep == "aux" and node.tag == "TO":
            node.dep = "mark"
        elif node.dep == "nmod" and nodes[node.head].pos in _CLAUSAL:
            node.dep = "obl"
        else:
            node.dep = _RENAMED.get(node.dep, node.dep)
        if node.head == i:
            node.dep = "root"


def _children(nodes: list[Node], of: int) -> list[int]:
    return [i for i, n in enumerate(nodes) if n.head == of and i != of]


def _coordinate(nodes: list[Node]) -> None:
    """Conjuncts hang from the first, conjunctions and the commas before them from the conjunct they introduce."""
    for i, node in enumerate(nodes):
        if node.dep == "conj":
            while nodes[node.head].dep == "conj" and nodes[node.head].head != node.head:
                node.head = nodes[node.head].head
            node.dep = "conj"
            for j in range(i - 1, -1, -1):
                if nodes[j].dep == "cc" and _leads_to(nodes, j, node.head):
                    nodes[j].head = i
                    break
                if nodes[j].dep == "conj" and nodes[j].head == node.head:
                    break


def _leads_to(nodes: list[Node], i: int, first: int) -> bool:
    head = nodes[i].head
    return head == first or (nodes[head].dep == "conj" and nodes[head].head == first)


def _preposition(nodes: list[Node], i: int) -> None:
    """The object of a preposition takes its place; the preposition becomes its case, or the mark of its clause."""
    node = nodes[i]
    if node.dep not in ("prep", "agent", "dative", "conj", "pcomp") or node.pos not in (
        "ADP",
        "SCONJ",
        "PART",
        "ADV",
    ):
        return
    objects = [c for c in _children(nodes, i) if nodes[c].dep in ("pobj", "pcomp")]
    if not objects:
        if node.dep == "prep":
            inner = [c for c in _children(nodes, i) if nodes[c].dep == "prep"]
            if inner and any(nodes[c].dep in ("pobj", "pcomp") for c in _children(nodes, inner[0])):
                # "out of the town": the inner preposition's object takes both as its case.
                _preposition(nodes, inner[0])
                thing = nodes[inner[0]].head
                _hoist(nodes, i, thing, "case")
                nodes[thing].dep = _oblique(nodes, thing)
            else:
                node.dep = "advmod"
        return
    thing = objects[0]
    clause = nodes[thing].dep == "pcomp" and nodes[thing].pos in _CLAUSAL
    was = node.dep
    _hoist(nodes, i, thing, "mark" if clause else "case")
    if was == "conj":
        nodes[thing].dep = "conj"
    elif clause:
        nodes[thing].dep = "acl" if nodes[nodes[thing].head].pos in _NOMINAL else "advcl"
    elif was == "agent":
        nodes[thing].dep = "obl:agent"
    else:
        nodes[thing].dep = _oblique(nodes, thing)


def _oblique(nodes: list[Node], i: int) -> str:
    return "nmod" if nodes[nodes[i].head].pos in _NOMINAL else "obl"


def _hoist(nodes: list[Node], old: int, new: int, label: str) -> None:
    """`new`, below `old`, takes its place; `old` and what hung from it hang from `new`."""
    top = nodes[old].head
    for child in _children(nodes, old):
        if child != new:
            nodes[child].head = new
    nodes[new].head = new if top == old else top
    nodes[old].head, nodes[old].dep = new, label


def _copula(nodes: list[Node], i: int) -> None:
    """What "be" says of its subject becomes the head of the clause; "there is" keeps its verb."""
    node = nodes[i]
    if node.lemma != "be" or node.dep in ("aux", "auxpass", "cop", "aux:pass"):
        return
    below = _children(nodes, i)
    if any(nodes[c].dep == "expl" for c in below):
        for c in below:
            if nodes[c].dep == "attr":
                nodes[c].dep = "nsubj"
        return
    said = next((c for c in below if nodes[c].dep in ("attr", "acomp")), None)
    if said is None:
        subject = any(nodes[c].dep in ("nsubj", "csubj") for c in below)
        other = any(nodes[c].dep in ("ccomp", "xcomp", "dobj", "oprd") for c in below)
        after = [c for c in below if c > i and nodes[c].dep == "obl"]
        said = after[0] if subject and not other and after else None
    if said is None:
        return
    was, top = node.dep, node.head
    for c in below:
        if c != said:
            nodes[c].head = said
    nodes[said].head = said if top == i else top
    nodes[said].dep = was
    node.head, node.dep = said, "cop"
