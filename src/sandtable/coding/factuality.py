"""Whether a claim is asserted, hedged, planned or denied, from the words that govern it. Invariant: read from cues of
language (data) along the path from the claim's words to the root of its sentence; the nearest strong cue wins."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sandtable.coding.doubts import DoubtReader
from sandtable.coding.frames import data
from sandtable.coding.grammar import Tree
from sandtable.terms import Factuality

# A clause so opened tells what is so beside the main one.
TRUE = frozenset({"true", "correct", "accurate", "so"})
IN_NAME = frozenset(
    {("on", "paper"), ("in", "theory"), ("in", "name")}
)  # what is said to be so and is hardly
IMPLYING = frozenset({"force", "compel", "oblige"})
WISHING = frozenset({"wish", "like", "want", "need"})
SAYING = frozenset(
    "clarify announce inform state confirm stress emphasise emphasize say note point reiterate affirm report remind make assure".split()
)
BACKGROUND = frozenset(
    ["since", "after", "before", "when", "while", "as", "because", "although", "though", "where"]
)


@cache
def cues() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """The cue words by effect and word class."""
    raw = data("cues.toml")
    return {
        effect: {name: frozenset(words) for name, words in table.items()} for effect, table in raw.items()
    }


class FactualityReader:
    """Reads the factuality of predicates of one document."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.cues = cues()
        self.doubts = DoubtReader(tree, self.cues, self._own, self._dismissed)

    def _in(self, effect: str, name: str, lemma: str) -> bool:
        return lemma in self.cues.get(effect, {}).get(name, frozenset())

    def of(self, at: int, light: int | None = None) -> Factuality:
        """The factuality of the claim whose predicate stands at `at`, carried by the light verb at `light` if any."""
        return self.doubts.of(at, self._told(at, light))

    def _told(self, at: int, light: int | None) -> Factuality:
        found = self._own(at)
        if found is not None:
            return found
        if self.tree.token(at).dep == "amod":
            return Factuality.ASSERTED  # "held territory" is held, whatever is planned for it
        if light is not None:
            found = self._own(light)
            if found is not None:
                return found
        return self._governed(at)

    def _own(self, i: int) -> Factuality | None:
        """Negation, modals and adverbs on the predicate itself, and a purpose clause."""
        tree = self.tree
        token = tree.token(i)
        planned = hedged = False
        if "to" in self._marks(i) and any(
            tree.token(c).text.lower() in ("is", "are", "was", "were")
            for c in tree.kids(i, "aux", "cop", "aux:pass")
        ):
            planned = True  # "the truce is to begin"
        for c in token.children:
            kid = tree.token(c)
            word = kid.text.lower().replace("’", "'")
            if self._in("negate", "words", word) and kid.dep in (
                "advmod",
                "det",
                "cc",
                "cc:preconj",
                "mark",
                "case",
            ):
                return Factuality.DENIED
            if kid.dep in ("obj", "nsubj:pass", "nsubj") and tree.is_nobody(kid.i):
                return Factuality.DENIED  # "controls no city", "neither the army nor the rebels attacked"
            if kid.dep == "obl" and self._never(kid.i):
                return Factuality.DENIED
            if kid.dep == "advmod" and word == "longer" and tree.token(kid.i - 1).text.lower() == "no":
                return Factuality.DENIED
            if kid.dep == "aux":
                planned |= self._in("plan", "modals", word)
                hedged |= self._in("hedge", "modals", word)
            elif kid.dep == "advcl" and kid.lemma in ("believe", "trust") and "if" in self._marks(kid.i):
                hedged = True  # "if the ministry is to be believed"
            elif kid.dep in ("advmod", "obl", "amod", "parataxis"):
                hedged |= kid.dep == "obl" and (tree.preposition(kid.i), word) in IN_NAME
                hedged |= self._in("hedge", "adverbs", kid.lemma.lower()) or (
                    kid.dep == "amod" and self._in("hedge", "adjectives", kid.lemma.lower())
                )
                planned |= kid.dep == "amod" and self._in("plan", "adjectives", kid.lemma.lower())
        if planned:
            return Factuality.PLANNED
        if hedged:
            return Factuality.HEDGED
        if token.dep in ("obj", "nsubj:pass") and any(
            tree.token(c).text.lower() == "no" for c in token.children
        ):
            return Factuality.DENIED
        return None

    def _never(self, i: int) -> bool:
        """Whether a phrase says that it was at no time so, or of nobody: "at no point", "belongs to neither side"."""
        token = self.tree.token(i)
        if not self.tree.is_nobody(i):
            return False
        if token.lemma.lower() in self.cues["negate"]["times"]:
            return self.tree.preposition(i) in ("at", "in", "on", "under", "by")
        no = any(self.tree.token(c).text.lower() == "no" for c in self.tree.kids(i, "det"))
        return self.tree.preposition(i) == "to" and not no

    def _marks(self, i: int) -> set[str]:
        return {self.tree.token(c).text.lower() for c in self.tree.kids(i, "mark", "case")}

    def _governed(self, i: int) -> Factuality:
        """What the governors say, nearest first."""
        tree = self.tree
        at = i
        for _ in range(12):
            token = tree.token(at)
            head = tree.token(token.head)
            if head.i == at:
                break
            if at != i and token.dep == "xcomp" and token.lemma in SAYING and head.lemma in WISHING:
                break  # "wishes to clarify that its troops have left" says so
            found = self._step(at, token.dep, head.i)
            if found is not None:
                return found
            if token.dep == "advcl" and self._marks(at) & BACKGROUND:
                break
            if token.dep in ("acl:relcl", "parataxis", "appos", "nmod:desc", "advcl:relcl", "list"):
                break  # a relative clause or aside stands on its own
            if self._shared(at):
                own = self._own(head.i)
                if own is not None and not (own is Factuality.DENIED and token.dep == "conj"):
                    return own
            elif token.dep == "nmod":
                own = self._own(head.i) if head.pos == "NOUN" else None
                if own is not None:
                    return own
            elif token.dep in ("obj", "nsubj", "nsubj:pass", "obl") and head.pos == "VERB":
                own = self._own(head.i)
                if own is Factuality.PLANNED or own is Factuality.HEDGED:
                    return own if token.dep != "nsubj" or own is Factuality.PLANNED else Factuality.ASSERTED
            at = head.i
        return Factuality.ASSERTED

    def _shared(self, i: int) -> bool:
        """Whether what stands on the governor reaches down to the predicate."""
        dep = self.tree.token(i).dep
        return dep == "xcomp" or (dep == "conj" and not self.tree.has(i, "nsubj", "nsubj:pass"))

    def _dismissed(self, i: int) -> bool:
        """Whether a report or rumour is one that somebody denies."""
        token = self.tree.token(i)
        verb = self.tree.token(token.head)
        if token.dep == "nsubj" and self._in("deny", "falsehoods", verb.lemma.lower()):
            return self._own(verb.i) is None
        if token.dep == "nsubj" and verb.pos == "ADJ":  # "reports that the town had fallen are untrue"
            return self._in("deny", "adjectives", verb.lemma.lower()) and self._own(verb.i) is None
        if self._untrue_behind(i):
            return True
        if token.dep == "nmod" and verb.lemma in ("truth", "substance", "basis"):
            return any(
                self.tree.token(c).text.lower() == "no" for c in verb.children
            )  # "no truth in the rumours that"
        told = token.dep in ("obj", "nsubj:pass") and verb.pos == "VERB"
        denies = self._in("deny", "verbs", verb.lemma) or self._in("deny", "report_verbs", verb.lemma)
        return told and denies and self._own(verb.i) is not Factuality.DENIED

    def _untrue_behind(self, i: int) -> bool:
        """Whether what is said of news behind its clause is that it is untrue, wherever the parse hangs that."""
        tree = self.tree
        content = [c for c in tree.kids(i, "acl", "acl:relcl", "nmod") if c > i]
        bounds = tree.document.sentences[tree.token(i).sentence]
        for verdict in tree.tokens[max(content, default=bounds.last) : bounds.last]:
            lemma = verdict.lemma.lower()
            untrue = self._in("deny", "adjectives", lemma) or self._in("deny", "falsehoods", lemma)
            if untrue and tree.has(verdict.i, "cop"):
                about = tree.kids(verdict.i, "nsubj")
                return self._own(verdict.i) is None and all(c == i for c in about)
        return False

    def _ahead(self, i: int) -> bool:
        """Whether a predicate says that something is still to come: "is near", "is at hand", "is a matter of time"."""
        tree = self.tree
        if tree.token(i).lemma.lower() in ("matter", "question"):
            return any(
                tree.token(c).lemma.lower() in ("time", "day", "hour", "week") for c in tree.kids(i, "nmod")
            )
        if tree.token(i).lemma.lower() == "hand":
            return tree.preposition(i) == "at"
        return tree.has(i, "cop") or tree.token(i).pos == "VERB"

    def _step(self, i: int, dep: str, head: int) -> Factuality | None:
        tree = self.tree
        token, governor = tree.token(i), tree.token(head)
        lemma = governor.lemma.lower()
        particles = [tree.token(c).text.lower() for c in tree.kids(head, "compound:prt")]
        if particles and self._in("deny", "verbs", f"{lemma}|{particles[0]}"):
            lemma = f"{lemma}|{particles[0]}"  # "ruled out"
        marks = self._marks(i)
        kind = (
            "verbs" if governor.pos in ("VERB", "AUX") else "adjectives" if governor.pos == "ADJ" else "nouns"
        )
        if dep == "advcl" and "to" in marks and not self._in("keep", kind, lemma):
            return Factuality.PLANNED  # purpose
        if dep == "advcl" and "until" in marks and token.tag == "VBD" and governor.tag in ("VBD", "VBN"):
            return Factuality.ASSERTED  # "they held it until the army took it back"
        if dep in ("advcl", "ccomp", "xcomp") and marks & {"if", "unless", "whether", "until", "lest"}:
            return Factuality.HEDGED if marks & {"if", "whether"} else Factuality.PLANNED
        if dep == "nsubj" and self._in("plan", "nearing", lemma) and self._ahead(head):
            return Factuality.PLANNED
        infinitive = "to" in marks or token.tag in ("VB", "VBG")
        clause = dep in ("xcomp", "acl", "csubj", "csubj:pass", "ccomp")
        if dep in ("obj", "nsubj:pass") and self._in("keep", "ending_verbs", lemma):
            return Factuality.ASSERTED  # what is to end is under way
        if dep in ("obj", "nsubj:pass") and self._in("keep", "judging_verbs", lemma):
            return Factuality.ASSERTED  # what is to be condemned has happened
        if dep == "obj" and self._in("negate", "doing_verbs", lemma) and self._own(head) is Factuality.DENIED:
            return Factuality.DENIED  # "had not started this war"
        if dep == "nmod" and lemma in ("end", "halt", "cessation", "stop"):
            return Factuality.ASSERTED
        noun_of = dep == "nmod" and tree.preposition(i) in ("of", "for")
        if self._in("deny", kind, lemma) and (clause or dep in ("obj", "nsubj:pass") or noun_of):
            return Factuality.HEDGED if self._own(head) is Factuality.DENIED else Factuality.DENIED
        if lemma in TRUE and clause and self._own(head) is Factuality.DENIED:
            return Factuality.DENIED  # "it is not true that the town has fallen"
        if self._in("fail", kind, lemma) and dep in ("xcomp", "acl"):
            return Factuality.DENIED
        if lemma in IMPLYING and dep in ("xcomp", "ccomp") and tree.is_passive(head):
            return None  # who was forced to leave has left
        if self._in("plan", kind, lemma):
            bare = dep == "ccomp" and tree.has(i, "nsubj") and "to" not in marks
            if clause and infinitive and (not bare or self._in("plan", "object_verbs", lemma)):
                return Factuality.PLANNED
            if dep == "ccomp" and not infinitive and self._in("plan", "object_verbs", lemma):
                return Factuality.PLANNED  # "demanded that it leave"
            if dep in ("obj", "obl", "nsubj:pass") and self._in("plan", "object_verbs", lemma):
                return Factuality.PLANNED
            if dep == "advcl" and marks & {"with", "for"} and token.tag == "VBG":
                return Factuality.PLANNED  # "tasked with retaking"
            if dep == "nmod" and self._in("plan", "of_nouns", lemma):
                return Factuality.PLANNED
        if dep in ("obj", "nsubj:pass") and kind == "verbs" and self._in("hedge", "object_verbs", lemma):
            return Factuality.HEDGED
        if self._in("hedge", kind, lemma) and (clause or noun_of):
            if kind == "nouns" and self._dismissed(head):
                return Factuality.DENIED  # "rejected reports that the town had fallen"
            if kind == "verbs" and self._in("hedge", "passive_verbs", lemma):
                if not tree.is_passive(head):
                    return None
                if dep == "xcomp" and self._own(head) is Factuality.DENIED:
                    return Factuality.DENIED  # "neither side can be said to control it"
            return Factuality.HEDGED
        return (
            None
            if token.dep != "acl" or "to" not in marks or self._in("keep", kind, lemma)
            else Factuality.PLANNED
        )
