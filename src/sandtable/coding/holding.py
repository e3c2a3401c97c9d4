"""What words of taking, leaving and holding say of no place: "took the train", "lost Cork by ninety votes", "control of the hearing".
Invariant: only claims of who holds what are looked at, and one is left out by the words of its own clause alone."""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.drafts import Filler
from sandtable.coding.frames import Frame, words
from sandtable.coding.grammar import Tree
from sandtable.coding.parts import NOMINAL
from sandtable.coding.references import References
from sandtable.coding.votes import VoteReader
from sandtable.coding.whereabouts import PORTIONS
from sandtable.orbat import NEW
from sandtable.terms import Kind

TRAINS = frozenset({"column", "convoy", "stream", "line", "crowd", "wave", "caravan", "group"})
HOLDS = frozenset({Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL})
GROUND = frozenset({"place", "facility", "border"})
ARMED = frozenset({"force"})
# Who or what these ask for or leave open is not told.
ASKED = frozenset({"who", "whoever", "whichever", "whose", "which", "what"})
# Who falls back on a town, or leaves over a bridge, does not leave these.
BOUND = frozenset({"on", "upon", "onto", "across", "along", "through", "over", "behind", "via", "past"})
GOING = frozenset({"withdraw", "leave-place", "flee-force", "surrender"})
CLEARING = frozenset({"clear", "cleanse", "rid", "purge", "free"})
AIMED = frozenset(
    {"sight", "sights", "range", "crosshair", "crosshairs", "mind", "view", "reach", "focus", "run", "radar"}
    | {"siege", "fire", "pressure"}
)
ASIDE = frozenset({"down", "off", "up", "on", "in", "apart", "aback", "aside", "seriously", "away"})
PROCLAIMED = frozenset({"facto", "self-proclaimed", "self-declared", "self-styled", "proclaimed", "declared"})
PAST = frozenset(
    {"old", "former", "erstwhile", "onetime", "one-time", "ex", "once", "long-time", "longtime", "late"}
)


class HoldReader:
    """Tells holds from other senses of their words in one document."""

    def __init__(self, tree: Tree, references: References) -> None:
        self.tree = tree
        self.references = references
        self.phrases = references.phrases
        self.votes = VoteReader(tree, references.phrases)

    def grounds(self, frame: Frame, i: int, fillers: list[Filler]) -> list[Filler]:
        """The fillers without those that can be no place of a hold."""
        if frame.kind is Kind.ASSAULT and self.tree.token(i).pos == "NOUN":
            return [f for f in fillers if f.role != "actor" or not self._town(f.head)]
        if frame.kind not in HOLDS:
            return fillers
        kept = [
            f
            for f in fillers
            if f.role != "place" or not (self._thing(f.head) or self._bound(frame, i, f.head))
        ]
        grounds = {f.head for f in kept if f.role == "place"}
        kept = [f for f in kept if f.role != "actor" or not self._same(f.head, grounds)]
        if frame.id == "stronghold" and self.tree.token(i).dep == "xcomp":
            subject = self.tree.surface_subject(i)
            if subject is not None and self.phrases.of(subject).classes & GROUND:  # "remains their capital"
                return [replace(f, head=subject) if f.role == "place" else f for f in kept]
        return kept

    def holds(self, frame: Frame, i: int, fillers: list[Filler]) -> bool:
        """Whether a frame's words tell of a hold where they stand; True for other kinds."""
        if frame.kind not in HOLDS:
            return True
        return not (
            self._nobody_named(fillers)
            or self._bystanders(frame, fillers)
            or self._of_no_place(frame, i, fillers)
            or self.votes.told_by(i)
            or self._otherwise(frame, i, fillers)
        )

    def _town(self, head: int) -> bool:
        """Whether a party is but a town of which something is told: "the town was taken after a night of fighting"."""
        place = self.references.places.get(head)
        if place is None or place.type != "settlement" or self.tree.token(head).pos != "PROPN":
            return False
        actor = self.references.names.of(head)
        return actor is None or actor.id.startswith(NEW)

    def _thing(self, head: int) -> bool:
        """Whether what is taken, lost or held goes on wheels or keels, and stays nowhere: "lost three lorries"."""
        token = self.tree.token(head)
        if token.lemma.lower() == "side":
            return token.tag == "NNS" and not self.tree.has(head, "det", "nmod", "amod", "nmod:poss")
        if token.pos != "NOUN" or token.lemma.lower() in words("movables"):
            return token.pos == "NOUN"
        classes = self.phrases.of(head).classes
        return bool(classes & {"weapon", "goods"}) and not classes & GROUND

    def _same(self, head: int, grounds: set[int]) -> bool:
        """Whether who is said to hold a place is that place, by a pronoun or by its name: "the town, in its grip"."""
        meant = {head, *self.references.means.get(head, ())} - {head}
        if meant & grounds:
            return True
        phrase = self.phrases.of(head)
        known = phrase.actor is not None and not phrase.actor.id.startswith(NEW)
        if self.tree.token(head).pos == "PRON":
            return head in grounds
        return not known and any(g == head or self.phrases.of(g).core == phrase.core for g in grounds)

    def _bound(self, frame: Frame, i: int, head: int) -> bool:
        """Whether a phrase says where those who leave go, or by which way."""
        token = self.tree.token(head)
        over = self.tree.token(token.head)
        own = i in (over.i, over.head if over.pos == "ADV" else i - 1)  # "fell back on": on "back"
        away = (
            self.tree.preposition(head) in BOUND or token.lemma == "direction"
        )  # "in the direction of Homs"
        return frame.id in GOING and own and away

    def _nobody_named(self, fillers: list[Filler]) -> bool:
        """Whether a claim's actor is what is asked: "who runs the town", "whoever has the bridge"."""
        heads = [f.head for f in fillers if f.role == "actor"]
        return bool(heads) and all(
            self.tree.token(h).text.lower() in ASKED and not any(self.references.actor_entities(h))
            for h in heads
        )

    def _bystanders(self, frame: Frame, fillers: list[Filler]) -> bool:
        """Whether those who are said to hold or leave are none who could hold a place."""
        heads = [f.head for f in fillers if f.role == "actor"]
        idle = words("bystanders") | (words("civilians") if frame.kind is Kind.WITHDRAWAL else frozenset())
        left = [f.head for f in fillers if f.role == "place"]
        # A minister may leave a government.
        body = frame.id == "leave-body" and not any("place" in self.phrases.of(h).classes for h in left)
        return bool(heads and not body) and all(
            self.tree.token(h).pos == "NOUN"
            and self.tree.token(h).lemma.lower() in idle
            and self.phrases.of(h).actor is None
            for h in map(self._walking, heads)
        )

    def _walking(self, head: int) -> int:
        """Those of whom a column or a convoy is: "a long column of refugees"."""
        of = [c for c in self.tree.kids(head, "nmod") if c > head and self.tree.preposition(c) == "of"]
        return of[0] if of and self.tree.token(head).lemma.lower() in TRAINS else head

    def _of_no_place(self, frame: Frame, i: int, fillers: list[Filler]) -> bool:
        """Whether it is told of what else somebody has control, though a place stands by: "control of the hearing in the capital"."""
        tree = self.tree
        places = {f.head for f in fillers if f.role == "place"}
        if frame.id == "control-noun" and tree.token(i).lemma == "control":
            sort = [c for c in tree.kids(i, "compound") if not self.phrases.of(c).classes & ARMED]
            if sort and all(tree.preposition(h) not in ("of", "over") for h in places):
                return all(self._unknown(c) for c in sort)
        if not frame.with_object and frame.id != "control-noun":
            return False
        nouns = [i] if tree.token(i).pos in NOMINAL else tree.kids(i, "obj", "nsubj:pass")
        over = [
            c for n in nouns for c in tree.kids(n, "nmod") if c > n and tree.preposition(c) in ("of", "over")
        ]
        meant = places | {f.head for f in fillers if f.role == "actor"}
        told = [c for o in over for c in tree.conjuncts(o)]
        return bool(told) and not any(c in meant or self._ground(c) for c in told)

    def _unknown(self, head: int) -> bool:
        """Whether a word names no party that anybody knows, nor is one that tells of one."""
        actor = self.phrases.of(head).actor
        return (actor is None and not self.phrases.of(head).classes & {"force", "org"}) or (
            actor is not None and actor.id.startswith(NEW)
        )

    def _ground(self, head: int) -> bool:
        token = self.tree.token(head)
        if token.text.lower() in PORTIONS or self.references.place_entity(head) is not None:
            return True
        return bool(self.phrases.of(head).classes & GROUND) or token.pos == "PRON"

    def _otherwise(self, frame: Frame, i: int, fillers: list[Filler]) -> bool:
        """Senses of single frames' words that hold nothing."""
        tree = self.tree
        token = tree.token(i)
        if frame.id == "in-hands-of":
            return not set(tree.preposition(i).split()) & {
                "in",
                "out",
                "outside",
            }  # "changed hands", "at the hands of"
        if frame.id in ("control", "have-town", "keep-place") and self._of_else(i, fillers):
            return True
        if frame.id in ("have-town", "keep-place"):
            # "had it painted", "keep the villages free of them"
            made = any(tree.token(c).lemma != "leave" for c in tree.kids(i, "xcomp", "ccomp"))
            return made or (
                token.lemma in ("keep", "have", "maintain")
                and any(
                    tree.token(f.head).head == i and tree.preposition(f.head)
                    for f in fillers
                    if f.role == "place"
                )
            )
        if frame.id == "take-place" and token.lemma == "take":
            return any(tree.token(c).text.lower() in ASIDE for c in tree.kids(i, "advmod", "compound:prt"))
        if frame.id == "retake-place" and token.lemma in CLEARING:
            return self._swept_of(i)
        if frame.id == "surrender" and token.pos == "VERB":
            return any(tree.token(c).pos == "NOUN" for c in tree.kids(i, "obj"))  # "surrendered his passport"
        if frame.id == "stronghold":
            return self._past_or_named(i)
        if frame.id == "withdraw":
            return self._else_withdrawn(i, fillers)
        if frame.id == "leave-body" and self._left_there(i, fillers):
            return True
        if frame.id == "left-at-last" and token.lemma == "go":
            return not self._gone(i)
        if frame.id in ("left-at-last", "leave-place", "leave-body") and token.lemma == "leave":
            behind = tree.token(i + 1).text.lower() if i + 1 < len(tree.tokens) else ""
            return (
                behind in ("behind", "off", "out") or token.dep in ("amod", "acl") or tree.has(i, "aux:pass")
            )
        return False

    def _gone(self, i: int) -> bool:
        """Whether some are gone, and nobody says whither or how: "the rebels had gone" """
        tree = self.tree
        more = tree.kids(i, "obj", "obl", "xcomp", "ccomp", "advmod", "compound:prt", "advcl", "obl:unmarked")
        perfect = tree.token(i).tag == "VBN" and tree.has(i, "aux", "cop", "aux:pass")
        return perfect and all(tree.token(c).text.lower() in ("already", "all", "now", "since") for c in more)

    def _swept_of(self, i: int) -> bool:
        """Whether a place is rid of things and not of anybody: "cleared the road of mines"."""
        tree = self.tree
        nouns = [i, *tree.kids(i, "obj", "nsubj:pass")]
        of = [c for n in nouns for c in tree.kids(n, "obl", "nmod") if tree.preposition(c) == "of" and c > i]
        named = [c for c in of if tree.token(c).pos == "NOUN"]
        parties = {"force", "org", "actor", "people", "person", "place"}
        return bool(named) and not any(self.references.classes_of(c) & parties for c in named)

    def _of_else(self, i: int, fillers: list[Filler]) -> bool:
        """Whether what is controlled is another thing than the place by it, or the place is only in somebody's sights."""
        tree = self.tree
        places = {f.head for f in fillers if f.role == "place"}
        objects = [o for o in tree.kids(i, "obj") if tree.token(o).pos == "NOUN"]
        over = [h for h in places if tree.preposition(h) and tree.token(h).head in (i, *objects)]
        if objects and over and not any(h in places for o in objects for h in tree.conjuncts(o)):
            return True  # "controls the skies over the town"
        aimed = (tree.token(c) for c in tree.kids(i, "obl"))
        return tree.token(i).lemma == "have" and any(
            t.lemma.lower() in AIMED and tree.preposition(t.i) in ("in", "within", "on", "under")
            for t in aimed
        )

    def _left_there(self, i: int, fillers: list[Filler]) -> bool:
        """Whether some are left or taken from a place, and no body is left: "left two guards", "withdrew its men"."""
        tree = self.tree
        left = [f.head for f in fillers if f.role == "place" and tree.token(f.head).dep == "obj"]
        if tree.token(i).lemma != "leave":
            return bool(left)
        return any(
            tree.has(h, "nummod") or {tree.token(c).text.lower() for c in tree.kids(h, "det")} & {"a", "an"}
            for h in left
        )

    def _past_or_named(self, i: int) -> bool:
        """Whether a stronghold is one no more, or a capital only says which town is meant ("its capital, Laiza")."""
        tree = self.tree
        token = tree.token(i)
        said = {tree.token(c).text.lower() for c in tree.kids(i, "amod", "advmod", "compound")}
        if said & PAST or (i > 0 and tree.token(i - 1).text.lower() == "once"):
            return True
        told = tree.has(i, "cop") or token.dep in ("xcomp", "root")
        return token.lemma == "capital" and not told and not said & PROCLAIMED

    def _else_withdrawn(self, i: int, fillers: list[Filler]) -> bool:
        """Whether a candidate, a motion, or somebody from the talks is withdrawn, and no force from a place."""
        tree = self.tree
        places = {f.head for f in fillers if f.role == "place"}
        if tree.token(i).pos != "VERB":
            return False
        objects = tree.kids(i, "obj")
        if objects and not any(
            o in places or self.phrases.of(o).classes & {"force", "place", "facility"} for o in objects
        ):
            return True
        source = [c for c in tree.kids(i, "obl") if tree.preposition(c) in ("from", "out of", "of")]
        kept = any(c in places or self._ground(c) for c in source)
        return not kept and any(self.phrases.of(c).classes & {"event", "abstract"} for c in source)
