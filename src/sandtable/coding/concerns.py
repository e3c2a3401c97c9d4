"""Whom an act concerns, where its own phrases name only a thing: "rejected a call by X", "threatened to cut off supplies to
X", "shelled positions of X". Invariant: a party is added only where the act has none of its own, and only one that the
words governed by the act name."""

from __future__ import annotations

from collections.abc import Iterator

from sandtable.coding.drafts import EACH_PARTY, Draft, Filler
from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree
from sandtable.coding.phrases import Phrases
from sandtable.coding.references import References
from sandtable.terms import Kind, MentionType, Stance

PARTIES = frozenset({"actor", "force", "org", "person", "people"})
NO_PARTY = frozenset({"time", "quantity", "weapon"})
# The role that whom it concerns has, by kind.
ROLE_OF = {
    **dict.fromkeys(
        (Kind.STATEMENT, Kind.AGREEMENT, Kind.PROTEST, Kind.CONCESSION, Kind.COERCION, Kind.ASSAULT), "target"
    ),
    Kind.SUPPORT: "recipient",
}
INWARD = ("obj", "iobj", "obl", "nmod", "nmod:poss", "xcomp", "ccomp", "acl", "amod", "compound", "nmod:desc")
# Where a thing that is struck says whose it is.
OWNING = ("nmod", "nmod:poss", "amod", "compound")
ADDRESSED = frozenset({Stance.ACCUSE, Stance.CONDEMN})
AROUND = frozenset(
    ["after", "before", "since", "until", "amid", "despite", "during", "like", "as", "following", "including"]
)
SCENE = AROUND | {"in", "at", "near", "under", "because of"}
TOWARDS = frozenset({"from", "by", "with", "to", "against", "on", "for", "of"})
CLAUSAL = frozenset({"to", "for", "of", "against", "by"})
# Who is threatened stands in the condition: "will attack unless X withdraws".
THREATS = frozenset({Stance.THREATEN, Stance.WARN})
CONDITION = frozenset({"if", "unless", "until"})
DEPTH = 6
HOLDING = frozenset({"hold", "control", "occupy", "seize", "capture", "overrun", "rule", "dominate"})


class ConcernFinder:
    """Completes the drafts of one document."""

    def __init__(self, tree: Tree, phrases: Phrases, references: References) -> None:
        self.tree = tree
        self.phrases = phrases
        self.references = references

    def complete(self, draft: Draft) -> Draft:
        """The draft, with whom it concerns where the words name that party deeper down."""
        if draft.kind is Kind.CAPTURE and not draft.heads("from"):
            draft.fillers += [Filler("from", h) for h in self._holders(draft)]
        role = ROLE_OF.get(draft.kind)
        if draft.kind in (Kind.ASSAULT, Kind.CASUALTY, Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL):
            self._instances(draft)
        if role is None or (draft.kind in EACH_PARTY and len(draft.heads("actor")) > 1):
            return draft
        named = [h for h in draft.heads(role) if self._is_party(h) or self.tree.token(h).pos == "PROPN"]
        if named and not (draft.stance in ADDRESSED and self._only_told(named)):
            return draft
        found = self._first(draft, role)
        if found is not None:
            if draft.kind is Kind.ASSAULT and not draft.heads(role):
                draft.fillers += [Filler(role, h) for h in draft.heads("place") if self._struck(h)]
            taken = set(draft.heads(role))
            draft.fillers += [Filler(role, h) for h in self.tree.conjuncts(found) if h not in taken]
        return draft

    def _holders(self, draft: Draft) -> list[int]:
        """Who held the place that is taken: "retook territory held by the rebels", "the land that they once controlled"."""
        tree = self.tree
        actors = {h for a in draft.heads("actor") for h in (a, *self.references.targets(a))}
        places = draft.heads("place")
        places += [c for p in places for c in tree.kids(p, "nmod") if c > p and tree.preposition(c) == "of"]
        for place in places:
            for c in tree.kids(place, "acl", "acl:relcl", "amod"):
                if tree.token(c).lemma not in HOLDING:
                    continue
                name = tree.hyphen_name(c) if tree.token(c).dep == "amod" else None
                found = (
                    [name]
                    if name is not None
                    else tree.agents(c)
                    if tree.is_passive(c)
                    else tree.kids(c, "nsubj")
                )
                found = [
                    h for h in found if self._is_party(h) and not actors & {h, *self.references.targets(h)}
                ]
                if found:
                    return found
        return []

    def _instances(self, draft: Draft) -> None:
        """Who acts and what is struck, by their instances: "rebel groups including X", "infrastructure such as schools"."""
        roles = ("actor", "target") if draft.kind is Kind.ASSAULT else ("actor", "target", "victim", "place")
        for role in roles:
            for head in draft.heads(role):
                verbs = self.tree.kids(draft.at, "obl") if role != "actor" else []
                for c in (*self.tree.kids(head, "nmod"), *verbs):
                    if c < head or self.tree.preposition(c) not in ("such as", "including"):
                        continue
                    told = draft.heads(role)
                    draft.fillers += [
                        Filler(role, h)
                        for h in self.tree.conjuncts(c)
                        if h not in told and (role != "actor" or self._is_party(h))
                    ]

    def _struck(self, place: int) -> bool:
        """Whether a place is what is struck, not only where."""
        dep = self.tree.token(place).dep
        return dep in ("obj", "nsubj:pass", "conj") or self.tree.preposition(place) in ("on", "against")

    def _is_party(self, head: int) -> bool:
        return bool(self.references.classes_of(head) & PARTIES)

    def _only_told(self, heads: list[int]) -> bool:
        """Whether the parties are those complained to, not of."""
        return all(self.tree.preposition(h) in ("to", "with") for h in heads)

    def _first(self, draft: Draft, role: str) -> int | None:
        """The nearest party below the act; a named one before others of the same depth, a place only after all."""
        own = {h for f in draft.fillers if f.role != role for h in self.tree.conjuncts(f.head)}
        told = {h for h in draft.heads(role) if self._is_party(h)}
        entities = self.references.actor_ids(*draft.heads("actor"))
        place: int | None = None
        level = self._roots(draft, role)
        deps = OWNING if draft.kind is Kind.ASSAULT else INWARD
        for _ in range(DEPTH):
            parties: list[int] = []
            below: list[int] = []
            for i in level:
                for c in self._under(i, deps, draft):
                    if c in own or c in told or self._is_actor(c, entities):
                        continue
                    if self._stands(c):
                        parties.append(c)
                    elif place is None and self._is_place(c):
                        place = c
                    if not self._sets_scene(c):
                        below.append(c)
            if parties:
                return min(parties, key=lambda h: (not self.phrases.of(h).named, h))
            level = below
        return None if draft.kind is Kind.ASSAULT else place

    def _roots(self, draft: Draft, role: str) -> list[int]:
        if draft.kind is Kind.ASSAULT:
            return draft.heads(role) + draft.heads("place")
        out = [draft.at]
        for i in (draft.light, draft.consumed):
            if i is not None and i not in out:
                out.append(i)
        return out

    def _sets_scene(self, i: int) -> bool:
        """Whether a phrase tells when, where or in spite of what, so that what hangs on it is not concerned."""
        preposition = self.tree.preposition(i)
        if "goods" in self.references.classes_of(i) or (
            preposition == "in" and self.tree.token(i).lemma.lower() in words("stance_nouns")
        ):
            return False  # "a million in aid to", "in protest against"
        return preposition in AROUND or (self.tree.token(i).dep == "obl" and preposition in SCENE)

    def _under(self, i: int, deps: tuple[str, ...], draft: Draft) -> Iterator[int]:
        token = self.tree.token(i)
        for c in token.children:
            kid = self.tree.token(c)
            if kid.dep == "nmod" and deps is OWNING:
                inward = self.tree.preposition(c) in ("of", "for")
            elif kid.dep in ("nsubj", "nsubj:pass"):
                inward = token.dep in ("ccomp", "acl", "xcomp") or (
                    token.dep == "advcl" and draft.stance in THREATS
                )
            elif kid.dep == "advcl":
                marks = {self.tree.token(k).text.lower() for k in self.tree.kids(c, "mark", "case")}
                inward = (
                    bool(marks & CLAUSAL)
                    or (draft.kind is Kind.PROTEST and kid.tag == "VBG")
                    or (draft.stance in THREATS and bool(marks & CONDITION))
                )
            else:
                inward = kid.dep in deps
            if inward:
                yield c

    def _stands(self, i: int) -> bool:
        """Whether a token heads a phrase that can be the party: not a setting, not a number, not a pronoun of possession."""
        token = self.tree.token(i)
        if token.dep in ("amod", "compound", "nmod:desc"):
            mention = self.phrases.mention_at.get(i)
            return (
                i in self.phrases.actor_at
                or (token.pos == "PROPN" and bool(self.references.classes_of(i) & {"actor", "org"}))
                or (mention is not None and mention.type is MentionType.NATIONALITY)
            )
        if token.pos not in ("NOUN", "PROPN", "PRON") or (token.pos == "PRON" and token.dep == "nmod:poss"):
            return False
        if self._sets_scene(i):
            return False
        classes = self.references.classes_of(i)
        if not classes and token.pos == "PROPN":
            return self.tree.preposition(i) in TOWARDS  # a name that nobody knows, where a party stands
        return bool(classes & PARTIES) and not (classes & NO_PARTY and not self.phrases.of(i).named)

    def _is_place(self, i: int) -> bool:
        return self.tree.token(i).pos == "PROPN" and "place" in self.references.classes_of(i)

    def _is_actor(self, i: int, entities: set[str]) -> bool:
        if self.tree.token(i).pos not in ("NOUN", "PROPN", "PRON") or not self._is_party(i):
            return False
        return not entities.isdisjoint(self.references.actor_ids(i))
