"""The arguments of a verb, voice and sharing undone. Invariant: each argument is a token of the verb's sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.coding.grammar import Tree
from sandtable.coding.lending import Lender
from sandtable.coding.parts import LOCATIVE, LOCATIVE_STRICT
from sandtable.coding.valency import Arguments
from sandtable.terms import Kind

if TYPE_CHECKING:
    from sandtable.coding.arguments import ArgumentFinder

# What may stand first and send its subject behind it: "behind them sit two brigades".
POSTURES = frozenset("sit stand lie come hang loom run stretch".split())
# Whose clause has another subject than their own: "demanded that it leave".
CARRIERS = frozenset(
    "helicopter plane aircraft bus truck lorry boat ship ferry train car road air sea rail land foot".split()
)
DEMANDING = frozenset({"demand", "insist", "urge", "request", "order", "require", "ask"})


class VerbReader:
    """Reads the arguments of the verbs of one document."""

    def __init__(self, tree: Tree, arguments: ArgumentFinder, lender: Lender) -> None:
        self.tree = tree
        self.arguments = arguments
        self.lender = lender

    def of(self, i: int) -> Arguments:
        tree = self.tree
        token = tree.token(i)
        out = Arguments()
        passive = tree.is_passive(i)
        surface = tree.surface_subject(i)
        if passive:
            self._passive(i, surface, out)
        else:
            if surface is not None:
                out.subj = [surface]
            out.obj = [o for o in tree.kids(i, "obj") if not tree.preposition(o)] or tree.kids(i, "iobj")
            if not out.obj:
                out.obj = self._particled_object(i) or self._shared_object(i) or self._earlier_object(i)
            out.obj = out.obj[:]
        out.obj = [self._meant(o) for o in out.obj]
        if (
            not passive
            and token.dep == "acl:relcl"
            and not out.obj
            and tree.has(i, "nsubj")
            and not tree.has(i, "xcomp", "ccomp")
            and surface is not None
            and surface != token.head
            and not any(tree.token(c).text.lower() == "whose" for c in tree.kids(surface, "nmod:poss"))
        ):
            out.obj = [token.head]  # "the territory they once held"
        elif (
            not passive and not out.obj and token.dep == "conj" and tree.token(token.head).dep == "acl:relcl"
        ):
            told_of = tree.token(token.head).head
            out.obj = (
                [told_of] if told_of in self.arguments.of(token.head).obj else []
            )  # "a force that they armed and pay"
        out.iobj = tree.kids(i, "iobj")[:]
        out.obliques = [(p, h) for p, h in self.arguments.obliques(i) if h not in out.subj]
        for other in [token.head] if token.dep == "conj" else []:
            if tree.token(other).pos == "VERB" and not any(p in LOCATIVE for p, _ in out.obliques):
                out.obliques += [
                    (p, h) for p, h in self.arguments.obliques(other) if p in LOCATIVE_STRICT and h < i
                ]
        if not out.obj and not passive:
            self._told(i, out)
        for c in tree.kids(i, "advcl"):
            if any(tree.token(k).text.lower() == "by" for k in tree.kids(c, "mark", "case")):
                out.obliques += [("by", o) for o in tree.kids(c, "obj")]  # "by providing air support"
        if token.dep == "conj" and any(
            tree.token(c).text.lower() in ("together", "jointly") for c in tree.kids(i, "advmod")
        ):
            out.subj += [
                o for o in tree.kids(token.head, "obj") if o not in out.subj
            ]  # "joined them and together took"
        if not passive and not out.subj and token.lemma in POSTURES and self._opened(i):
            out.subj, out.obj = out.obj, []
        if passive and token.dep == "advcl" and surface is not None:
            before = self.tree.noun_before(i) if tree.token(i - 1).text == "," else None
            if before is not None and before != surface:
                out.obj.append(before)  # "the crew of the ship, seized last November"
        self.lender.subject(i, out)
        self.lender.owner(out)
        if not out.obj and token.lemma in self.arguments.lexicon.speech:
            out.obj = self.lender.asked_of(out)
        if self.arguments.lexicon.tells(token.lemma, Kind.AIM):
            self.lender.purpose(i, out)
        return out

    def _passive(self, i: int, surface: int | None, out: Arguments) -> None:
        """The object and agent of a passive, those of its conjuncts where it has none of its own."""
        tree = self.tree
        token = tree.token(i)
        said = token.dep in ("acl", "xcomp") or (
            token.dep != "amod" and tree.has(i, "aux:pass", "cop")
        )  # "the town is rebel-held"
        name = tree.hyphen_name(i) if said or token.dep == "amod" else None
        if surface is not None:
            said_of = (
                tree.surface_subject(surface) if token.dep == "acl" and tree.has(surface, "cop") else None
            )
            out.obj = [surface if said_of is None else said_of]  # "Mosul is the largest city controlled by X"
            if name is not None and not said:  # "a US-led coalition base": it is the coalition that is led
                out.obj += [c for c in tree.kids(surface, "compound") if i < c < surface]
        agents = [c for c in tree.kids(i, "obl:agent") if tree.preposition(c) in ("by", "")]
        agents += [c for c in tree.kids(i, "obl") if tree.preposition(c) == "by"]
        agents = [c for c in agents if not self._means(c)]
        out.subj = agents or ([name] if name is not None else [])
        if not out.subj:  # "targeted and killed by X", "attacked and later overrun by X"
            for c in [*tree.conjuncts(i)[1:], *([token.head] if token.dep == "conj" else [])]:
                out.subj = out.subj or [a for a in tree.agents(c) if not self._means(a)]
        out.obj += tree.kids(i, "obj")

    def _means(self, c: int) -> bool:
        """Whether a by-phrase says how and not who: "were evacuated by helicopter"."""
        told = self.tree.kids(c, "det", "amod", "compound", "nmod:poss", "nmod")
        whose = [k for k in told if self.tree.preposition(k) in ("", "of")]
        bare = self.tree.token(c).tag == "NN" and not whose
        return bare and self.tree.token(c).lemma in CARRIERS

    def _told(self, i: int, out: Arguments) -> None:
        """Whom an act of speech concerns, where only its clause names them."""
        tree = self.tree
        token = tree.token(i)
        for c in tree.kids(i, "ccomp", "xcomp"):
            to = any(tree.token(k).text.lower() == "to" for k in tree.kids(c, "mark"))
            if to and tree.has(c, "nsubj"):
                out.obj = tree.kids(c, "nsubj")  # "urged him to": parses differ on whose "him" is
            elif token.lemma in self.arguments.lexicon.speech and tree.token(c).dep == "xcomp":
                out.obj = tree.kids(c, "obj")  # "threatened to strike the army"
            elif token.lemma in self.arguments.lexicon.speech:  # "warned that the army would"
                out.obj = [
                    k
                    for k in tree.kids(c, "nsubj", "nsubj:pass")
                    if tree.token(k).pos != "PRON" or token.lemma in DEMANDING
                ]

    def _opened(self, i: int) -> bool:
        """Whether a phrase of place opens the clause of a finite verb: "behind them sit"."""
        token = self.tree.token(i)
        return token.tag in ("VBP", "VBZ", "VBD") and any(
            c < i and self.tree.preposition(c) in LOCATIVE_STRICT for c in self.tree.kids(i, "obl", "advmod")
        )

    def _meant(self, o: int) -> int:
        """The noun that a relative pronoun stands for; any other head as it is."""
        antecedent = self.tree.antecedent(o)
        return o if antecedent is None else antecedent

    def _particled_object(self, i: int) -> list[int]:
        particles = {
            e.particle for e in self.arguments.lexicon.verbs.get(self.tree.token(i).lemma, ()) if e.particle
        }
        found = [self.arguments.object_of_particle(i, p) for p in sorted(particles)]
        complements = [
            c for c in self.tree.kids(i, "xcomp", "advmod") if self.tree.token(c).text.lower() in particles
        ]
        found += [o for c in complements for o in self.tree.kids(c, "obj")]  # "let go hundreds of prisoners"
        return [o for o in found if o is not None]

    def _earlier_object(self, i: int) -> list[int]:
        """ "surrounded and shelled the town": the object may hang on the first verb though it stands after the second."""
        token = self.tree.token(i)
        if token.dep != "conj" or self.tree.has(i, "obl", "ccomp", "xcomp", "nsubj", "compound:prt"):
            return []
        return [o for o in self.tree.kids(token.head, "obj") if o > i]

    def _shared_object(self, i: int) -> list[int]:
        """ "targeted and killed the man": the first verb shares the object of its conjunct."""
        tree = self.tree
        if tree.has(i, "obl", "ccomp", "xcomp"):
            return []
        for c in tree.kids(i, "conj"):
            if tree.token(c).pos == "VERB" and not tree.has(c, "nsubj") and c - i <= 3:
                return tree.kids(c, "obj")[:]
        return []
