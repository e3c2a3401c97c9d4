"""Claims that stand in the build of a phrase, not in a predicate: numbers of a force, joint forces, a unit by its
possessor. Invariant: like a frame, each rule speaks of grammar; words come from data."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sandtable.coding.drafts import Draft, Filler
from sandtable.coding.factuality import cues
from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree
from sandtable.coding.parts import NOMINAL
from sandtable.coding.phrases import Phrases
from sandtable.orbat import Actor, ActorKind
from sandtable.terms import Kind, MentionType

# Formations from the smallest to the largest.
SIZES = (
    "squad",
    "platoon",
    "company",
    "battery",
    "squadron",
    "battalion",
    "regiment",
    "group",
    "wing",
    "brigade",
    "division",
    "corps",
    "army",
    "command",
)


HARM = frozenset(
    "loss death killing capture funeral burial detention arrest release execution abduction kidnapping imprisonment exchange return".split()
)  # whose number is of victims


class RelationFinder:
    """Finds phrase-borne claims of one document."""

    def __init__(self, tree: Tree, phrases: Phrases) -> None:
        self.tree = tree
        self.phrases = phrases
        self.casualty_verbs = cues()["quantity"]["not_strength_verbs"]

    def all(self) -> Iterator[Draft]:
        """Drafts in text order."""
        for token in self.tree.tokens:
            if token.pos in NOMINAL and token.dep not in ("flat", "fixed"):
                yield from self._strength(token.i)
                yield from self._joint(token.i)
                yield from self._owned_unit(token.i)
                yield from self._followers(token.i)
                yield from self._as_part(token.i)
                yield from self._unit_of_unit(token.i)

    def _strength(self, i: int) -> Iterator[Draft]:
        phrase = self.phrases.of(i)
        if not phrase.classes & {"force"} or (
            phrase.mention is not None and phrase.mention.type is MentionType.PERSON
        ):
            return
        number = self.phrases.number(i)
        if number is None:
            return
        first, last = number
        if last - first == 1 and self.tree.token(first).lemma.lower() in (
            "one",
            "two",
            "several",
            "many",
            "both",
        ):
            return
        verb = self._verb_over(i)
        if verb is not None and self.tree.token(verb).lemma in {*self.casualty_verbs, *HARM}:
            return
        if phrase.classes & {"weapon", "place", "facility"} and phrase.lemma not in ("troop", "fighter"):
            return
        yield Draft(
            kind=Kind.STRENGTH,
            at=i,
            trigger=(first, max(last, i + 1)),
            fillers=[Filler("actor", i), Filler("quantity", first, self.tree.chars(first, last))],
            rule="numbered-force",
            confidence=0.55,
        )

    def _verb_over(self, i: int) -> int | None:
        token = self.tree.token(i)
        for _ in range(4):
            head = self.tree.token(token.head)
            if head.i == token.i or (head.pos == "NOUN" and head.lemma in HARM):
                return head.i if head.i != token.i else None
            if head.pos == "VERB":
                return head.i
            token = head
        return None

    def joined_actors(self, i: int) -> list[int]:
        """Names of different actors coordinated before a collective noun: "its Fatah and Hamas militias"."""
        tree = self.tree
        first, _ = tree.core(i)
        hits: dict[str, int] = {}
        for t in range(first, i + 1):
            hit = self.phrases.actor_at.get(t)
            if hit is not None and hit[1] <= i and hit[2].kind not in ("person", "office"):
                hits.setdefault(hit[2].id, hit[1])
        ends = sorted(hits.values())
        starts = {e: self.phrases.actor_at[e][0] for e in ends}
        joined = all(
            starts[b] - a == 2 and tree.token(a + 1).text.lower() in ("-", "–", "/", "and")
            for a, b in pairwise(ends)
        )
        return ends if joined and len(ends) > 1 else []

    def coordinated_modifiers(self, i: int) -> list[Actor]:
        """The actors of "Iraqi and Peshmerga forces": each modifier with the head, where both resolve to different ones."""
        tree = self.tree
        head = tree.token(i).text
        if "force" not in self.phrases.of(i).classes:
            return []
        for c in tree.kids(i, "amod", "compound"):
            group = tree.conjuncts(c)
            if len(group) > 1 and c < i:
                found = [
                    self.phrases.registry.resolve_np(f"{tree.token(m).text} {head}", self.phrases.countries)
                    for m in group
                ]
                named = {a.id: a for a in found if a is not None}
                if len(named) == len(group):
                    return list(named.values())
        return []

    def joined_owners(self, i: int) -> dict[int, Actor]:
        """By their heads, those whose "joint forces of Rwanda and Mozambique" are, where each is known."""
        tree = self.tree
        several = tree.token(i).tag in ("NNS", "NNPS") or self._is_joint(i)
        ruling = tree.token(i).lemma.lower() == "government"
        if not several or not (ruling or "force" in self.phrases.of(i).classes):
            return {}
        for c in tree.kids(i, "nmod"):
            group = tree.conjuncts(c)
            if c > i and len(group) > 1 and tree.preposition(c) in ("of", "from"):
                found = {h: self._of_state(h, ruling=ruling) for h in group}
                named = {h: a for h, a in found.items() if a is not None}
                if len(named) == len(group) == len({a.id for a in named.values()}):
                    return named
        return {}

    def _of_state(self, head: int, *, ruling: bool) -> Actor | None:
        """Who a name is; for a state its armed forces, or its government where that is asked for."""
        actor, registry = self.phrases.of(head).actor, self.phrases.registry
        if actor is None or actor.kind is not ActorKind.STATE or not actor.country:
            return actor
        return registry.government(actor.country) if ruling else registry.armed_forces(actor.country)

    def _is_joint(self, i: int) -> bool:
        return any(self.tree.token(c).text.lower() in words("joint_words") for c in self.tree.kids(i, "amod"))

    def _joint(self, i: int) -> Iterator[Draft]:
        tree = self.tree
        if not self._is_joint(i) or "force" not in self.phrases.of(i).classes | {
            "force" if tree.token(i).lemma in ("operation", "patrol") else ""
        }:
            return
        first, last = tree.phrase(i)
        fillers = [Filler("actor", h) for h in self.joined_owners(i)]
        for a in [] if fillers else self.joined_actors(i):
            hit = self.phrases.actor_at[a]
            fillers.append(Filler("actor", a, tree.chars(hit[0], hit[1] + 1)))
        if len(fillers) < 2:
            return
        yield Draft(
            kind=Kind.ALLIANCE,
            at=i,
            trigger=(first, last),
            fillers=fillers,
            rule="joint-force",
            plover="COOPERATE",
            confidence=0.8,
        )

    def _owned_unit(self, i: int) -> Iterator[Draft]:
        tree = self.tree
        token = tree.token(i)
        owners = tree.kids(i, "nmod:poss")
        if not owners or token.pos != "PROPN" or token.lemma.lower() not in words("unit_nouns"):
            return
        owner = self.phrases.of(owners[0])
        named = self.phrases.actor_at.get(i)
        if named is not None and named[0] <= owners[0]:
            return  # the possessive is part of the name
        mention = self.phrases.mention_at.get(i)
        if (
            owner.actor is None
            and mention is not None
            and mention.start <= owner.start
            and owner.mention is mention
            and not self._numbered(i)
        ):
            return
        if (
            owner.actor is not None
            and owner.actor.kind == "state"
            and (named is None or named[2].kind not in ("service", "armed-force", "unit"))
        ):
            return  # "Lebanon's ..." says where a group is from, not that the state has it
        if "person" in owner.classes or not owner.classes & {"actor", "force", "org"}:
            return
        fillers = [Filler("member", h, tree.chars(*tree.core(h))) for h in tree.conjuncts(i)]
        yield Draft(
            kind=Kind.MEMBERSHIP,
            at=i,
            trigger=tree.core(i),
            fillers=[*fillers, Filler("whole", owners[0], tree.chars(*tree.core(owners[0])))],
            rule="owned-unit",
            confidence=0.75,
        )

    def _numbered(self, i: int) -> bool:
        """Whether a unit is told by its number: "the Council's 9th Command" is no name like "the Lord's Resistance Army"."""
        first, last = self.tree.core(i)
        return any(t.text[:1].isdigit() or t.pos == "NUM" for t in self.tree.tokens[first:last])

    def _followers(self, i: int) -> Iterator[Draft]:
        """A force by the person whose it is: "President Salih's troops", "his National Army"."""
        tree = self.tree
        if "force" not in self.phrases.of(i).classes:
            return
        owners = [
            o
            for o in tree.kids(i, "nmod:poss")
            if "person" in self.phrases.of(o).classes and "force" not in self.phrases.of(o).classes
        ]
        if owners and (
            tree.token(owners[0]).pos == "PROPN" or tree.token(owners[0]).text.lower() in ("his", "her")
        ):
            fillers = [Filler("superior", owners[0]), Filler("subordinate", i)]
            trigger = (min(owners[0], i), max(owners[0], i) + 1)
            yield Draft(Kind.COMMAND, i, trigger, fillers, "followers", confidence=0.6)

    def _as_part(self, i: int) -> Iterator[Draft]:
        """ "Operates as part of the task force", "fights as a member of the coalition": who does so belongs to it."""
        tree = self.tree
        token = tree.token(i)
        if token.lemma.lower() not in ("part", "member") or token.dep not in ("obl", "advcl"):
            return
        if not any(tree.token(c).text.lower() == "as" for c in tree.kids(i, "case", "mark")):
            return
        wholes = [
            h
            for c in tree.kids(i, "nmod")
            if tree.preposition(c) == "of" and self.phrases.of(c).classes & {"force", "org"}
            for h in tree.conjuncts(c)
        ]
        member = tree.surface_subject(token.head)
        if (
            not wholes
            or member is None
            or not self.phrases.of(member).classes & {"actor", "force", "org", "person", "people"}
        ):
            return
        fillers = [Filler("member", h) for h in tree.conjuncts(member)] + [Filler("whole", h) for h in wholes]
        yield Draft(Kind.MEMBERSHIP, i, (i, i + 1), fillers, "as-part", confidence=0.6)

    def _unit_of_unit(self, i: int) -> Iterator[Draft]:
        """A unit by the larger one named behind a comma: "2nd Battalion, 5th Special Forces Group"."""
        tree = self.tree
        token = tree.token(i)
        if token.dep not in ("appos", "conj", "nmod:unmarked", "list", "flat") or token.head >= i:
            return
        first, _ = tree.core(i)
        smaller = tree.token(token.head)
        if first == 0 or tree.token(first - 1).text != "," or tree.has(i, "cc", "det", "case"):
            return
        if not self._numbered_unit(smaller.i) or not self._numbered_unit(i):
            return
        sizes = [s for s in (self._size(smaller.i), self._size(i)) if s is not None]
        if len(sizes) == 2 and sizes[0] >= sizes[1]:
            return  # two units side by side
        fillers = [Filler("member", smaller.i, tree.chars(*tree.core(smaller.i))), Filler("whole", i)]
        yield Draft(Kind.MEMBERSHIP, i, (first, i + 1), fillers, "unit-of-unit", confidence=0.6)

    def _size(self, i: int) -> int | None:
        lemma = self.tree.token(i).lemma.lower()
        return SIZES.index(lemma) if lemma in SIZES else None

    def _numbered_unit(self, i: int) -> bool:
        """Whether a noun names one unit among many: a word of formation, in capitals or with a number."""
        token = self.tree.token(i)
        return token.text[:1].isupper() and token.lemma.lower() in SIZES
