"""Claims that a construction of the sentence carries, whatever its words: who acts beside whom, who is where, how many of
those struck were what. Invariant: a construction is read from grammar and classes; its drafts need no frame."""

from __future__ import annotations

from collections.abc import Iterator, Set

from sandtable.coding.arguments import EVENTS, ArgumentFinder
from sandtable.coding.drafts import Draft, Filler
from sandtable.coding.frames import Lexicon
from sandtable.coding.grammar import Tree
from sandtable.coding.parts import LOCATIVE_STRICT, NOMINAL
from sandtable.coding.phrases import Phrases
from sandtable.coding.references import References
from sandtable.coding.verbal import POSTURES
from sandtable.terms import Kind, MentionType

BESIDE = frozenset(
    {
        "together with",
        "alongside",
        "beside",
        "side by side with",
        "shoulder to shoulder with",
        "hand in hand with",
        "along with",
        "jointly with",
        "alongside of",
    }
)
AIMED = frozenset({"range", "reach", "sight", "distance"})
TOGETHER = frozenset({"together", "jointly"})
PARTIES = frozenset({"actor", "force", "org"})
# What parties do on one side.
JOINT = EVENTS - {Kind.CASUALTY, Kind.MEETING, Kind.PROTEST} | {Kind.PRESENCE, Kind.CONTROL}
LED = frozenset("party movement group faction militia brigade army front".split())
OFFICES = frozenset(
    "official spokesman spokeswoman spokesperson negotiator envoy representative adviser advisor lawmaker delegate".split()
)
FORMATIONS = frozenset("brigade division battalion regiment corps wing branch squadron company".split())
SEVERAL = frozenset("most many some several half all dozens hundreds scores none".split())

Told = Set[tuple[Kind, int]]  # the kinds of claim that a frame already gave about a phrase


class ConstructionFinder:
    """Finds claims of constructions in one document."""

    def __init__(
        self,
        tree: Tree,
        phrases: Phrases,
        references: References,
        arguments: ArgumentFinder,
        lexicon: Lexicon,
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.references = references
        self.arguments = arguments
        self.lexicon = lexicon

    def all(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Drafts beside those that the frames gave."""
        told = {(d.kind, f.head) for d in drafts for f in d.fillers}
        for token in self.tree.tokens:
            if token.pos == "VERB":
                yield from self._allies(token.i)
            elif token.pos in NOMINAL or token.pos == "ADV":
                yield from self._located(token.i)
                if token.pos in ("NOUN", "PROPN"):
                    yield from self._under(token.i, told)
                    yield from self._of_name(token.i, told)
                    yield from self._office(token.i, told)
                    yield from self._own_unit(token.i, told)
        for draft in drafts:
            if draft.kind is Kind.CASUALTY:
                yield from self._among(draft)

    def _allies(self, i: int) -> Iterator[Draft]:
        """ "The brigade attacked together with the army"; "the rivals together broke the siege"."""
        tree = self.tree
        if not any(e.frame.kind in JOINT for e in self.lexicon.verbs.get(tree.token(i).lemma, ())):
            return
        subject = tree.surface_subject(i)
        if subject is None or not self._party(subject):
            return
        partners = [
            h
            for preposition, c in self.arguments.obliques(i)
            if preposition in BESIDE
            for h in tree.conjuncts(c)
            if self._party(h)
        ]
        own = tree.conjuncts(subject)
        jointly = tree.token(i).lemma not in POSTURES and any(
            tree.token(c).text.lower() in TOGETHER for c in tree.kids(i, "advmod")
        )
        if not partners and not (jointly and (len(own) > 1 or self.phrases.of(subject).plural)):
            return
        fillers = [Filler("actor", h) for h in [*own, *partners]]
        yield Draft(Kind.ALLIANCE, i, (i, i + 1), fillers, "beside", plover="COOPERATE", confidence=0.6)

    def _party(self, head: int) -> bool:
        return bool(self.references.classes_of(head) & PARTIES)

    def _located(self, i: int) -> Iterator[Draft]:
        """ "2,000 militants are in the city": a force said to be at a place."""
        tree = self.tree
        if not tree.has(i, "cop"):
            return
        adverb = tree.token(i).pos == "ADV" and tree.token(i).text.lower() in ("there", "here")
        if not adverb and not (
            tree.preposition(i) in LOCATIVE_STRICT and self.references.classes_of(i) & {"place", "facility"}
        ):
            return
        subject = tree.surface_subject(i)
        if subject is None or "force" not in self.references.classes_of(subject):
            return
        if tree.token(i).lemma.lower() in AIMED:
            return  # "our artillery is within range of it"
        fillers = [*(Filler("actor", h) for h in tree.conjuncts(subject)), Filler("place", i)]
        yield Draft(Kind.PRESENCE, i, (i, i + 1), fillers, "located", confidence=0.6)

    def _person(self, head: int) -> bool:
        mention = self.phrases.of(head).mention
        named = self.tree.token(head).pos == "PROPN"
        return named and mention is not None and mention.type is MentionType.PERSON

    def _under(self, i: int, told: Told) -> Iterator[Draft]:
        """ "rebels under Ahmed al-Sharaa", "the column set out under Gen. Haidar": who is under a man is led by him."""
        tree = self.tree
        token = tree.token(i)
        if tree.preposition(i) != "under" or not self._person(i) or (Kind.COMMAND, i) in told:
            return
        head = tree.token(token.head)
        led: int | None = head.i
        if head.pos in ("VERB", "AUX"):
            sent = [o for o in tree.kids(head.i, "obj") if "force" in self.references.classes_of(o) and o < i]
            led = sent[-1] if sent else tree.surface_subject(head.i)  # "sent 2,000 troops under General X"
        if led is not None and led != i and self.references.classes_of(led) & {"force", "org"}:
            fillers = [Filler("superior", i), *(Filler("subordinate", h) for h in tree.conjuncts(led))]
            yield Draft(Kind.COMMAND, i, (i, i + 1), fillers, "under-name", plover="MOBILIZE", confidence=0.6)

    def _of_name(self, i: int, told: Told) -> Iterator[Draft]:
        """ "Masoud Barzani's party", "the Liberation Movement of Minni Minnawi": a body by the man who leads it."""
        tree = self.tree
        token = tree.token(i)
        if token.dep in ("flat", "compound") or self._person(i) or (Kind.COMMAND, i) in told:
            return
        body = token.lemma.lower() in LED or (token.pos == "PROPN" and self.phrases.of(i).classes & {"force"})
        if not body:
            return
        for c in tree.kids(i, "nmod:poss", "nmod"):
            if self._person(c) and (tree.token(c).dep == "nmod:poss" or tree.preposition(c) == "of"):
                fillers = [Filler("superior", c), Filler("subordinate", i, tree.chars(*tree.core(i)))]
                yield Draft(Kind.COMMAND, i, (i, i + 1), fillers, "of-name", confidence=0.5)
                return

    def _office(self, i: int, told: Told) -> Iterator[Draft]:
        """ "Izzat al-Rishq, an official of the group": who speaks or acts for a body is of it."""
        tree = self.tree
        token = tree.token(i)
        if token.pos != "NOUN" or token.lemma.lower() not in OFFICES:
            return
        args = self.arguments.of(i)
        named = [h for h in args.self_ if h != i and self._person(h)]
        bodies = [h for p, h in args.obliques if p in ("of", "for", "with")] + [
            *tree.kids(i, "nmod:poss"),
            *tree.kids(i, "compound", "amod"),
        ]
        whole = next((h for h in bodies if self.references.classes_of(h) & {"org", "force"}), None)
        if named and whole is not None and (Kind.MEMBERSHIP, named[0]) not in told:
            fillers = [Filler("member", named[0]), Filler("whole", whole)]
            yield Draft(Kind.MEMBERSHIP, i, (i, i + 1), fillers, "office", confidence=0.5)

    def _own_unit(self, i: int, told: Told) -> Iterator[Draft]:
        """ "its 4th Division", "its local brigade"."""
        tree = self.tree
        token = tree.token(i)
        if token.lemma.lower() not in FORMATIONS or token.tag in ("NNS", "NNPS"):
            return
        owners = [o for o in tree.kids(i, "nmod:poss") if tree.token(o).text.lower() in ("its", "their")]
        if owners and (Kind.MEMBERSHIP, i) not in told:
            fillers = [Filler("member", i, tree.chars(*tree.core(i))), Filler("whole", owners[0])]
            yield Draft(Kind.MEMBERSHIP, i, (i, i + 1), fillers, "own-unit", confidence=0.5)

    def _among(self, draft: Draft) -> Iterator[Draft]:
        """ "killed 31 people, nine of them children": a part of the victims, by number and sort."""
        tree = self.tree
        heads = draft.heads("victim")
        if not heads or not any(self.phrases.of(h).plural for h in heads):
            return
        bounds = tree.document.sentences[tree.token(draft.at).sentence]
        for i in range(min(draft.at, *heads), bounds.last - 2):
            token = tree.token(i)
            if token.pos != "NUM" and token.text.lower() not in SEVERAL:
                continue
            if tree.token(i + 1).text.lower() != "of" or tree.token(i + 2).text.lower() not in (
                "them",
                "whom",
            ):
                continue
            sort = self._sort(i, i + 3, bounds.last)
            if sort is not None and sort not in heads:
                yield Draft(
                    Kind.CASUALTY,
                    i,
                    (i, i + 3),
                    [Filler("victim", sort), Filler("quantity", i, tree.chars(i, i + 1))],
                    "among",
                    plover=draft.plover,
                    acled=draft.acled,
                    factuality=draft.factuality,
                    confidence=0.6,
                )
            return

    def _sort(self, number: int, first: int, last: int) -> int | None:
        """The noun that says what those counted were: the first after "of them" and before any verb or comma."""
        for i in range(first, min(first + 5, last)):
            token = self.tree.token(i)
            if token.pos in ("NOUN", "PROPN") and self.tree.preposition(i) in ("", "of"):
                if token.dep == "compound":
                    continue
                return i if self.phrases.of(i).classes & {"people", "force", "person"} else None
            if token.pos in ("VERB", "PUNCT", "ADP"):
                return None
        return None
