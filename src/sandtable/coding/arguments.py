"""The arguments of a predicate, voice and sharing undone. Invariant: each argument is a token index; what a slot offers
does not depend on which frame asks."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandtable.coding.frames import Lexicon
from sandtable.coding.grammar import Tree
from sandtable.coding.lending import Lender
from sandtable.coding.lightverbs import LightVerbs
from sandtable.coding.obliques import ObliqueReader
from sandtable.coding.parts import LOCATIVE, LOCATIVE_STRICT, NOMINAL
from sandtable.coding.phrases import Phrases
from sandtable.terms import Kind

EVENTS = frozenset(
    map(Kind, "capture withdrawal assault siege movement casualty coercion protest meeting".split())
)
# What may stand first and send its subject behind it: "behind them sit two brigades".
POSTURES = frozenset("sit stand lie come hang loom run stretch".split())

# Whose clause has another subject than their own: "demanded that it leave".
DEMANDING = frozenset({"demand", "insist", "urge", "request", "order", "require", "ask"})
# Who does so has the post from then on: "took over as".
SUCCEEDING = frozenset({"replace", "succeed", "take"})


@dataclass(slots=True)
class Arguments:
    """Token heads by slot. `obliques`: (preposition, head). `light`: the verb that carried a noun's arguments, if any."""

    subj: list[int] = field(default_factory=list)
    obj: list[int] = field(default_factory=list)
    iobj: list[int] = field(default_factory=list)
    obliques: list[tuple[str, int]] = field(default_factory=list)
    self_: list[int] = field(default_factory=list)
    light: int | None = None
    events: list[int] = field(default_factory=list)


class ArgumentFinder:
    """Finds and keeps the arguments of verbs, nouns and adjectives of one document."""

    def __init__(self, tree: Tree, phrases: Phrases, lexicon: Lexicon) -> None:
        self.tree = tree
        self.phrases = phrases
        self.lexicon = lexicon
        self._kept: dict[int, Arguments] = {}
        self._obliques = ObliqueReader(tree)
        self.lender = Lender(tree, phrases, self)
        self.light_verbs = LightVerbs(tree, phrases, self)

    def of(self, i: int) -> Arguments:
        """The arguments of the predicate at token i."""
        if i not in self._kept:
            self._kept[i] = Arguments()  # a cycle of events that lend each other arguments ends here
            token = self.tree.token(i)
            if token.pos in ("VERB", "AUX") or self._participle(i):
                self._kept[i] = self._verb(i)
            else:
                self._kept[i] = self._adjective(i) if token.pos == "ADJ" else self._noun(i)
        return self._kept[i]

    def _participle(self, i: int) -> bool:
        token = self.tree.token(i)
        return (
            token.pos == "ADJ"
            and token.dep == "amod"
            and token.lemma in self.lexicon.verbs
            and self.tree.hyphen_name(i) is not None
        )

    def is_light(self, i: int, kind: str) -> bool:
        """Whether the verb at i is a light verb of that class."""
        token = self.tree.token(i)
        for lemma, particle, oblique in self.lexicon.light.get(kind, ()):
            if token.lemma != lemma:
                continue
            if particle and not self.has_particle(i, particle):
                continue
            if oblique and not any(
                self.tree.preposition(c) == oblique for c in self.tree.kids(i, "obl", "nmod")
            ):
                continue
            return True
        return False

    def has_particle(self, i: int, particle: str) -> bool:
        """Whether a verb has that particle, however the parse labels it."""
        for c in self.tree.token(i).children:
            token = self.tree.token(c)
            if (
                token.text.lower() == particle
                and token.dep in ("compound:prt", "advmod", "compound", "xcomp", "ccomp")
                and c > i
            ):
                return True
        return self._object_of_particle(i, particle) is not None

    def _object_of_particle(self, i: int, particle: str) -> int | None:
        """ "cut off the road": the parse may take the particle for the preposition of what is the verb's object."""
        if i + 1 >= len(self.tree.tokens) or self.tree.token(i + 1).text.lower() != particle:
            return None
        return next(
            (
                c
                for c in self.tree.kids(i, "obl")
                if self.tree.token(i + 1).head == c and self.tree.preposition(c) == particle
            ),
            None,
        )

    def is_event(self, i: int) -> bool:
        """Whether a noun evokes an event, and does not name who or where."""
        token = self.tree.token(i)
        if token.pos not in ("NOUN", "PROPN"):
            return False
        classes = self.phrases.of(i).classes
        if classes & {"person", "people", "org", "place", "facility", "weapon", "force"}:
            return False
        return "event" in classes or any(
            e.frame.kind in EVENTS for e in self.lexicon.nouns.get(token.lemma.lower(), ())
        )

    def obliques(self, i: int) -> list[tuple[str, int]]:
        """The prepositional and bare oblique phrases of a predicate, as (preposition, head)."""
        return self._obliques.of(i)

    def _verb(self, i: int) -> Arguments:
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
                [told_of] if told_of in self.of(token.head).obj else []
            )  # "a force that they armed and pay"
        out.iobj = tree.kids(i, "iobj")[:]
        out.obliques = [(p, h) for p, h in self.obliques(i) if h not in out.subj]
        for other in [token.head] if token.dep == "conj" else []:
            if tree.token(other).pos == "VERB" and not any(p in LOCATIVE for p, _ in out.obliques):
                out.obliques += [(p, h) for p, h in self.obliques(other) if p in LOCATIVE_STRICT and h < i]
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
            before = self._noun_before(i)
            if before is not None and before != surface:
                out.obj.append(before)  # "the crew of the ship, seized last November"
        self.lender.subject(i, out)
        self.lender.owner(out)
        if not out.obj and token.lemma in self.lexicon.speech:
            out.obj = self.lender.asked_of(out)
        if self.lexicon.tells(token.lemma, Kind.AIM):
            self.lender.purpose(i, out)
        return out

    def _passive(self, i: int, surface: int | None, out: Arguments) -> None:
        """The object and agent of a passive, those of its conjuncts where it has none of its own."""
        tree = self.tree
        token = tree.token(i)
        said = token.dep == "acl" or (
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
        out.subj = agents or ([name] if name is not None else [])
        if not out.subj:  # "targeted and killed by X", "attacked and later overrun by X"
            for c in [*tree.conjuncts(i)[1:], *([token.head] if token.dep == "conj" else [])]:
                out.subj = out.subj or tree.agents(c)
        out.obj += tree.kids(i, "obj")

    def _told(self, i: int, out: Arguments) -> None:
        """Whom an act of speech concerns, where only its clause names them."""
        tree = self.tree
        token = tree.token(i)
        for c in tree.kids(i, "ccomp", "xcomp"):
            to = any(tree.token(k).text.lower() == "to" for k in tree.kids(c, "mark"))
            if to and tree.has(c, "nsubj"):
                out.obj = tree.kids(c, "nsubj")  # "urged him to": parses differ on whose "him" is
            elif token.lemma in self.lexicon.speech and tree.token(c).dep == "xcomp":
                out.obj = tree.kids(c, "obj")  # "threatened to strike the army"
            elif token.lemma in self.lexicon.speech:  # "warned that the army would"
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

    def _noun_before(self, i: int) -> int | None:
        """The head of the noun phrase that ends at the comma before a participle."""
        tree = self.tree
        if i < 2 or tree.token(i - 1).text != ",":
            return None
        j = i - 2
        while tree.token(j).pos not in NOMINAL or tree.token(j).dep in ("flat", "compound"):
            head = tree.token(j).head
            if head >= j and tree.token(j).dep not in ("punct", "compound"):
                return None
            j = head
            if j >= i or tree.token(j).head == j:
                return None
        return j

    def _meant(self, o: int) -> int:
        """The noun that a relative pronoun stands for; any other head as it is."""
        antecedent = self.tree.antecedent(o)
        return o if antecedent is None else antecedent

    def _particled_object(self, i: int) -> list[int]:
        particles = {e.particle for e in self.lexicon.verbs.get(self.tree.token(i).lemma, ()) if e.particle}
        found = [self._object_of_particle(i, p) for p in sorted(particles)]
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

    def weapons(self, i: int) -> list[int]:
        """The weapons that a noun of event is made with: "missile strike", "car bomb attack"."""
        return [c for c in self.tree.kids(i, "compound") if "weapon" in self.phrases.of(c).classes]

    def _object_like(self, m: int) -> bool:
        """Whether a modifier of an event noun may be its object: a name, or people ("prisoner exchange")."""
        token = self.tree.token(m)
        return token.pos == "PROPN" or (
            token.pos == "NOUN"
            and bool(self.phrases.of(m).classes & {"people", "force", "place", "facility"})
        )

    def _adjective(self, i: int) -> Arguments:
        """An adjective's subject is what it is said of: copular subject, object of a resultative, or the noun it modifies."""
        surface = self.tree.surface_subject(i)
        subject = [] if surface is None else [surface]
        measure = [
            c for c in self.tree.kids(i, "nummod", "obl:unmarked", "nmod:unmarked", "compound") if c < i
        ]
        return Arguments(subj=subject, obj=measure, self_=subject, obliques=self.obliques(i))

    def _noun(self, i: int) -> Arguments:
        tree = self.tree
        token = tree.token(i)
        out = Arguments()
        obliques = self.obliques(i)
        by = [h for p, h in obliques if p == "by"]
        of = [h for p, h in obliques if p == "of"]
        owners = tree.kids(i, "nmod:poss")[:]
        modifiers = [
            c
            for c in tree.kids(i, "amod", "compound", "nmod", "nmod:desc", "flat", "nmod:unmarked")
            if c < i and not tree.preposition(c)
        ]
        led = [c for c in modifiers if tree.token(c).dep == "amod" and tree.hyphen_name(c) is not None]
        modifiers = [c for c in modifiers if c not in led]
        for m in list(modifiers):
            modifiers += tree.kids(m, "conj")
        named = [m for m in modifiers if self.phrases.actor_at.get(m) or self.phrases.mention_at.get(m) or tree.token(m).pos == "PROPN"
                 or tree.token(m).lemma in ("government", "regime", "army", "rebel", "militant", "coalition", "opposition", "insurgent")]  # fmt: skip
        if not named:  # "Saudi-led air strikes"
            named = [n for n in map(tree.hyphen_name, led) if n is not None]
        out.subj = by + owners + [n for n in named if n not in by]
        weapons = self.weapons(i)
        out.obj = of + owners + [m for m in modifiers if self._object_like(m) and m not in weapons]
        out.obj += [c for c in tree.kids(i, "nmod:unmarked") if c > i and tree.token(c).text[:1].isupper()]
        if by:
            out.subj = by
        out.obliques = obliques + [("with", w) for w in weapons]
        out.self_ = self._self(i)
        if tree.preposition(i) == "under" and tree.has(i, "cop", "nsubj"):
            subject = tree.surface_subject(i)
            out.obj = ([] if subject is None else [subject]) + out.obj  # "the town is under the control of"
        held = self._place_beside(i)
        if held is not None:
            out.obj, out.self_ = [held, *out.obj], [held]  # "the town, under the group's control since May,"
        if token.dep == "conj" and not (out.subj and out.obj):
            lender = (
                self._noun(token.head) if tree.token(token.head).pos in ("NOUN", "PROPN") else Arguments()
            )
            if not (out.subj or out.obj):
                out.obliques = out.obliques + [(p, h) for p, h in lender.obliques if h != i]
            out.subj = out.subj or lender.subj
            out.obj = out.obj or lender.obj
        elif not out.obliques:
            for c in tree.kids(i, "conj"):
                if tree.token(c).pos == "NOUN" and self.is_event(c):
                    out.obliques = [(p, h) for p, h in self.obliques(c) if p != "by"]
                    out.obj += [h for p, h in out.obliques if p == "of"]
                    break
        self.light_verbs.carry(i, out)
        if self.lexicon.evokes(token.lemma.lower(), Kind.AIM):
            self.lender.purpose(i, out)
        return out

    def _place_beside(self, i: int) -> int | None:
        """The place before a comma of which "under the control of", "in the hands of" is said."""
        tree = self.tree
        token = tree.token(i)
        cases = [c for c in tree.kids(i, "case") if c < i]
        if (
            token.dep not in ("nmod", "obl")
            or not cases
            or tree.token(cases[0]).text.lower() not in ("under", "in")
            or not self.lexicon.evokes(token.lemma.lower(), Kind.CONTROL)
        ):
            return None
        before = self._noun_before(cases[0])
        return before if before is not None and "place" in self.phrases.of(before).classes else None

    def _self(self, i: int) -> list[int]:
        """The name beside a noun of relation: title, apposition, copular subject; else the noun itself."""
        tree = self.tree
        token = tree.token(i)
        for c in tree.kids(i, "appos", "flat"):
            if tree.token(c).pos == "PROPN":
                return [c]
        if token.dep == "appos":
            return [token.head]
        if token.dep in ("nmod:desc", "compound", "flat") and tree.token(token.head).pos == "PROPN":
            return [token.head]
        if tree.has(i, "cop"):
            subject = tree.surface_subject(i)
            return [subject] if subject is not None else []
        said = tree.token(token.head)
        if (
            token.dep in ("nsubj", "nsubj:outer")
            and said.pos in NOMINAL
            and tree.has(said.i, "cop")
            and not tree.has(said.i, "case")
        ):
            return tree.conjuncts(said.i)  # "their emir is X", "its main components are X and Y"
        if token.dep == "conj" and token.head != i:
            outer = self._self(token.head)
            if outer and outer != [token.head]:
                return outer
        if tree.preposition(i) == "as" and said.lemma in SUCCEEDING:  # "replaced X as its commander"
            return tree.agents(said.i) if tree.is_passive(said.i) else tree.kids(said.i, "nsubj") or [i]
        if token.dep in ("xcomp", "obl") and tree.token(token.head).lemma in (
            "become",
            "appoint",
            "name",
            "make",
            "serve",
            "act",
        ):
            head = tree.token(token.head)
            controlled = tree.kids(head.i, "obj")
            if controlled:
                return [controlled[0]]
            subject = tree.surface_subject(head.i)
            return [subject] if subject is not None else [i]
        return [i]
