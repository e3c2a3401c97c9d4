"""What a frame's slots offer: the phrases of a predicate's arguments that may fill a role. Invariant: a slot offers one
phrase and what is coordinated with it, and admits it by its classes."""

from __future__ import annotations

from collections.abc import Iterable

from sandtable.coding.arguments import ArgumentFinder
from sandtable.coding.frames import Slot
from sandtable.coding.grammar import Tree
from sandtable.coding.parts import DIRECTIONS, LOCATIVE, LOCATIVE_STRICT, NOMINAL
from sandtable.coding.phrases import Phrases
from sandtable.coding.references import References
from sandtable.coding.valency import Arguments
from sandtable.coding.whereabouts import PORTIONS

ACTING = frozenset({"actor", "force", "org", "person", "people"})
TANGIBLE = frozenset({"facility", "force", "people", "weapon", "goods"})

WHOLES = frozenset({"all", "everything", "everywhere", "every", "whole", "nothing", "entire"})

# The prepositions of phrases that hang on the logical subject, by slot.
OF_SUBJECT = {"seat": ("in", "at", "inside", "within"), "matter": ("of", "over")}
GARRISONS = frozenset({"garrison", "defender"})


class SlotReader:
    """Reads the slots of predicates of one document."""

    def __init__(
        self, tree: Tree, phrases: Phrases, references: References, arguments: ArgumentFinder
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.references = references
        self.arguments = arguments

    def heads(self, i: int, slot: Slot) -> list[int]:
        """The heads that the slot offers and whose phrases it admits, coordinated ones included."""
        found: list[int] = []
        offered = list(self._offered(i, slot.name))
        if slot.name == "with" and "weapon" in slot.classes and not slot.negated:
            offered += self._offered(i, "use")
        for head in offered:
            group = [
                h
                for h in self.tree.conjuncts(head)
                if h != i
                and (h == head or self._nominal(h))
                and not self._apart(i, head, h)
                and not self._excepted(h)
            ]
            name = self.tree.hyphen_name(i)
            found = [
                h
                for h in group
                if self._admits(slot, h)
                or (h == name and self.tree.token(h).pos == "PROPN" and slot.classes & {"actor"})
            ]
            if found:  # one phrase and what is coordinated with it
                found = [h for h in group if h in found or self._like(slot, h) or self._also_struck(head, h)]
                break
        if slot.name == "self":
            return [h for h in self._offered(i, "self") if self._admits(slot, h) and self._nominal(h)]
        return found

    def _nominal(self, h: int) -> bool:
        """Whether a token is the head of a phrase: a noun, or "most" of one."""
        return self.tree.token(h).pos in NOMINAL or self.tree.token(h).text.lower() in PORTIONS

    def _apart(self, i: int, head: int, other: int) -> bool:
        """Whether a participle before its noun says nothing of what is coordinated with it: "three held buildings, two cars"."""
        token = self.tree.token(i)
        return (
            token.dep == "amod"
            and token.head == head != other
            and self.tree.has(other, "det", "nummod", "nmod:poss")
        )

    def _also_struck(self, head: int, other: int) -> bool:
        """Whether what is coordinated with arms that may fill a slot is a thing too: "destroyed two tanks and a truck"."""
        things = frozenset({"weapon", "facility", "goods"})
        return "weapon" in self.phrases.of(head).classes and bool(things & self.phrases.of(other).classes)

    def _excepted(self, other: int) -> bool:
        """Whether a phrase is left out: "hold all but the capital", "took Goma but not Sake"."""
        first = self.tree.phrase(other)[0] - 1
        if first >= 0 and self.tree.token(first).text.lower() == "not":
            return self.tree.token(first + 1).text.lower() not in ("only", "just", "merely")
        joints = self.tree.kids(other, "cc", "case")
        but = [c for c in joints if self.tree.token(c).text.lower() in ("but", "except", "bar", "save")]
        return bool(but) and any(
            t.text.lower() in WHOLES and t.sentence == self.tree.token(other).sentence
            for t in self.tree.tokens[max(0, but[0] - 6) : but[0]]
        )

    def _like(self, slot: Slot, head: int) -> bool:
        """Whether a phrase may stand in a slot because what it is coordinated with does: "Baghdad and Erbil agreed"."""
        classes = self.phrases.of(head).classes
        if "facility" in slot.classes and not slot.negated and classes & {"facility", "place", "weapon"}:
            return True
        if "weapon" in slot.classes and not slot.negated:
            return not classes & {"person", "people", "org", "place"} or "weapon" in classes
        if "place" in slot.classes and not slot.negated:
            named = self.tree.token(head).pos == "PROPN"
            actor = self.phrases.of(head).actor
            return (named and (actor is None or actor.kind == "state")) or bool(
                classes & {"facility", "org"} and not classes & {"person", "force"}
            )
        if slot.classes & {"actor", "org", "force", "people"} and not slot.negated:
            return bool(classes & {"actor", "org", "force", "people"}) or (
                self.tree.token(head).pos == "PROPN" and "place" in classes
            )
        return False

    def _admits(self, slot: Slot, head: int) -> bool:
        if (
            "weapon" in slot.classes
            and not slot.negated
            and not slot.classes & ACTING
            and self.phrases.of(head).actor is not None
        ):
            return False  # "Israeli warplanes" act
        classes = self.references.classes_of(head)
        if not classes and slot.classes and not slot.negated:
            return False
        if (
            "place" in slot.classes
            and "facility" in classes
            and not slot.negated
            and (slot.name == "loc" or slot.name in LOCATIVE)
        ):
            return True
        if "quantity" in slot.classes and not slot.negated and self.phrases.number(head) is not None:
            return True
        if slot.negated and classes & TANGIBLE:
            classes = classes - {"abstract"}  # "positions", "posts" that are shelled are no abstractions
        return slot.admits(classes)

    def _offered(self, i: int, name: str) -> Iterable[int]:
        args = self.arguments.of(i)
        if name == "subj":
            return args.subj
        if name == "obj":
            return args.obj
        if name == "iobj":
            return args.iobj
        if name == "self":
            return args.self_
        if name == "owner":
            return self._owners(i)
        if name == "loc":
            return self._places(i, args)
        if name in OF_SUBJECT:
            found = [(p, h) for s in args.subj for p, h in self.arguments.obliques(s)]
            of = {
                h
                for s in args.subj
                if self.tree.token(s).lemma.lower() in GARRISONS
                for h in self._named_by(s)
            }
            return [
                h for p, h in found if p in OF_SUBJECT[name] or (name == "seat" and p == "of" and h in of)
            ]
        if name == "event":
            return args.events
        if name == "outside":  # "to positions outside the town"
            inner = [
                h
                for p, o in args.obliques
                if p in ("to", "at", "in")
                for q, h in self.arguments.obliques(o)
                if q == name
            ]
            return [h for p, h in args.obliques if p == name] + inner
        if name in LOCATIVE_STRICT and any(h > i for h in self._places(i, args)):
            return [
                h for p, h in args.obliques if p == name and h > i
            ]  # "In Syria, aircraft struck near Raqqa"
        if name in ("against", "with", "on", "at", "of", "over", "between", "to", "into", "from", "for"):
            own = [h for p, h in args.obliques if p == name]
            if name == "between":  # "the truce between them collapsed"
                own += [h for s in args.subj for p, h in self.arguments.obliques(s) if p == name]
            # "Most of it is under their control": what is told of a part is not told of the whole.
            said_of = self.tree.kids(i, "nsubj") if name == "of" and self.tree.token(i).pos == "NOUN" else []
            objects = [o for o in args.obj if o != i and o not in said_of]
            return own + [h for o in objects for p, h in self.arguments.obliques(o) if p == name]
        return [h for p, h in args.obliques if p == name]

    def _named_by(self, s: int) -> list[int]:
        """What a garrison is of, where that is a place and no army."""
        return [
            h
            for p, h in self.arguments.obliques(s)
            if p == "of" and "force" not in self.phrases.of(h).classes
        ]

    def _owners(self, i: int) -> list[int]:
        """Whose a noun is, or of a verb the noun in whose hands something stays."""
        tree = self.tree
        nouns = tree.kids(i, "obj", "obl") if tree.token(i).pos == "VERB" else [i]
        own = [c for n in nouns for c in tree.kids(n, "nmod:poss")]
        return own or [c for n in nouns for c in tree.kids(n, "compound", "amod") if self.phrases.bears(c)]

    def _places(self, i: int, args: Arguments) -> list[int]:
        own = [
            h for p, h in args.obliques if p in LOCATIVE_STRICT or p in ("on", "over", "between", "through")
        ]
        by = [h for p, h in args.obliques if p in ("by", "with", "against")]
        # "Clashes between X and Y in the town": where they clash hangs on the second.
        between = [c for p, h in args.obliques if p == "between" for c in self.tree.conjuncts(h)[1:]]
        inner = [
            h
            for o in [
                *(h for o in args.obj for h in self.tree.conjuncts(o)),
                *args.events,
                *own,
                *between,
                *by,
            ]
            for p, h in self.arguments.obliques(o)
            if p in LOCATIVE_STRICT
        ]
        there = [
            c for c in self.tree.kids(i, "advmod") if self.tree.token(c).text.lower() in ("there", "here")
        ]
        beyond = [
            k
            for c in self.tree.kids(i, "advmod")
            if self.tree.token(c).text.lower() in DIRECTIONS
            for k in self.tree.kids(c, "obl", "nmod")
        ]
        where = [self.tree.token(i).head] if self.tree.token(i).dep == "acl:relcl" and any(
            self.tree.token(c).text.lower() == "where" for c in self.tree.kids(i, "advmod", "obl")) else []  # fmt: skip
        found = own + inner + there + beyond + where
        return sorted(found, key=lambda h: h < i)  # what opens the sentence says least of where
