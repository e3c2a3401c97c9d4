"""Who acts in a clause: its subject, shared and controlled ones included, and whose a plan is. Invariant: pure functions of a
tree; every returned index is a token of the same sentence as the one asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.coding.parts import NOMINAL, RELATIVE_PRONOUNS, SUBJECTS

if TYPE_CHECKING:
    from sandtable.coding.grammar import Tree

# Object-control verbs hand their object to the infinitive; of the others the subject runs on.
# "Called on them to leave": whom an oblique asks acts.
ASKING = frozenset({"call", "appeal", "count", "rely", "prevail"})
HARMING = frozenset({"kill", "wound", "injure", "hurt", "maim", "destroy", "damage"})
SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "swear"})
# Where the parse takes such a verb's infinitive for a purpose, its object acts all the same: "lead the force to defeat".
OBJECT_CONTROL = frozenset(
    "lead help assist aid support enable train equip mobilise mobilize rally empower urge order tell allow permit encourage press "
    "push pressure force compel send dispatch deploy direct instruct task ask lead advise enlist recruit hire arm".split()
)


def surface_subject(tree: Tree, i: int, depth: int = 0) -> int | None:
    """The grammatical subject of a verb or predicate, shared or controlled ones included."""
    if depth > 6:
        return None
    for c in tree.tokens[i].children:
        if tree.tokens[c].dep in SUBJECTS:
            antecedent = tree.antecedent(c)
            return c if antecedent is None else antecedent
    token = tree.tokens[i]
    head = tree.tokens[token.head]
    if token.dep == "conj":
        if head.pos in ("VERB", "ADJ", "AUX") or tree.has(head.i, "cop", *SUBJECTS):
            return surface_subject(tree, head.i, depth + 1)
        return None
    if head.i != i and (
        token.dep in ("xcomp", "advcl", "parataxis", "dep")
        or (token.dep == "ccomp" and _marked(tree, i) & {"of", "from", "for"})
    ):
        asked = head.lemma in ASKING and "to" in _marked(tree, i)
        behind = token.dep == "advcl" and head.lemma in OBJECT_CONTROL and _right_behind_object(tree, i)
        if token.dep == "xcomp" or (token.dep == "advcl" and (asked or behind)):
            controlled = tree.kids(head.i, "obj", "iobj")
            if head.lemma == "call" and controlled and tree.tokens[controlled[0]].pos == "PROPN":
                return surface_subject(tree, head.i, depth + 1)  # "called Mubarak to thank him"
            if not controlled and asked:
                controlled = [
                    c for c in tree.kids(head.i, "obl") if tree.preposition(c) in ("on", "upon", "to")
                ]
            if controlled and head.lemma not in SUBJECT_CONTROL:
                return controlled[0]
        if (
            token.dep in ("advcl", "ccomp")
            and (
                _marked(tree, i) & {"of", "from", "for"}
                or (head.lemma in ("quote", "cite") and "as" in _marked(tree, i))
            )
            and token.tag != "VB"
        ):
            controlled = tree.kids(head.i, "obj", "iobj", "nsubj:pass")
            if not controlled and head.dep == "acl:relcl" and tree.has(head.i, "nsubj"):
                return head.head  # "whom the government accuses of arming the rebels"
            if controlled:
                return controlled[0]  # "accused them of shelling", "kept them from leaving"
        harm = token.lemma in HARMING and token.tag == "VBG" and not _marked(tree, i)
        if token.dep == "advcl" and harm and tree.is_passive(head.i):
            return next(iter(tree.agents(head.i)), None)  # "was shot down, killing its pilot"
        if token.dep == "parataxis" and not tree.tokens[i].tag.startswith("VBG"):
            return None
        if head.pos in NOMINAL and not tree.has(head.i, "cop"):
            return None
        return surface_subject(tree, head.i, depth + 1)
    if token.dep == "acl:relcl":
        return head.i if not _has_relative_object(tree, i) else None
    if token.dep == "acl":
        if tree.has(i, "mark"):  # "the campaign to liberate", "their efforts to reclaim"
            return holder_of(tree, head.i, depth)
        return head.i
    if token.dep == "amod":
        return head.i
    if token.dep == "ccomp" and not tree.has(i, "mark") and token.tag in ("VB", "VBG"):
        controlled = tree.kids(head.i, "obj", "iobj")
        return controlled[0] if controlled else None
    return None


def _right_behind_object(tree: Tree, i: int) -> bool:
    """Whether an infinitive stands right behind the object of the verb over it, and the object's own phrases."""
    marks = [c for c in tree.kids(i, "mark") if tree.tokens[c].text.lower() == "to"]
    objects = tree.kids(tree.tokens[i].head, "obj")
    if not marks or not objects:
        return False
    at = marks[0] - 1
    while at > objects[0] and tree.tokens[at].head != at:
        at = tree.tokens[at].head
    return at == objects[0]


def _marked(tree: Tree, i: int) -> set[str]:
    return {
        tree.tokens[c].text.lower() for c in tree.tokens[i].children if tree.tokens[c].dep in ("mark", "case")
    }


def _has_relative_object(tree: Tree, i: int) -> bool:
    return any(
        tree.tokens[c].dep in ("obj", "obl") and tree.tokens[c].text.lower() in RELATIVE_PRONOUNS
        for c in tree.tokens[i].children
    )


def holder_of(tree: Tree, noun: int, depth: int = 0) -> int | None:
    """Whose plan, campaign or effort it is: the possessor, else the subject of the verb that has it as object."""
    owners = tree.kids(noun, "nmod:poss")
    if owners:
        return owners[0]
    planners = [c for c in tree.kids(noun, "nmod") if c > noun and tree.preposition(c) == "by"]
    if planners:
        return planners[0]  # "a bid by rebels to take the town"
    token = tree.tokens[noun]
    head = tree.tokens[token.head]
    if token.dep in ("obj", "obl", "xcomp", "nmod") and head.i != noun:
        if head.pos in ("VERB", "AUX"):
            return surface_subject(tree, head.i, depth + 1)
        return holder_of(tree, head.i, depth + 1) if depth < 6 else None
    if token.dep in ("root", "nsubj") and tree.has(noun, "cop"):
        return surface_subject(tree, noun, depth + 1)
    return None
