"""What a light verb hands to the noun of its act: who carried it out, to whom it was done, where ("carried out a raid on", "came under
attack"). Invariant: only what another word of the same sentence carries is handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree
from sandtable.coding.helping import whose_fight
from sandtable.coding.parts import LOCATIVE_STRICT
from sandtable.coding.phrases import Phrases
from sandtable.coding.valency import Arguments
from sandtable.language.document import Token
from sandtable.terms import Kind

if TYPE_CHECKING:
    from sandtable.coding.arguments import ArgumentFinder


# Verbs that lay an act at somebody's door, with the preposition of the act.
BLAMING = {"blame": "for", "accuse": "of", "suspect": "of", "condemn": "for", "criticise": "for", "criticize": "for", "praise": "for", "thank": "for",
           "convict": "of", "denounce": "for", "punish": "for", "commend": "for", "credit": "with", "charge": "with"}  # fmt: skip

# Verbs that say of somebody or something that it is still so.
STAYING = frozenset({"remain", "stay", "be"})
# Verbs that say so of their object: "found the army in control".
FINDING = frozenset({"find", "leave", "see"})


class LightVerbs:
    """The light verbs of one document, and what else hands an act its parties."""

    def __init__(self, tree: Tree, phrases: Phrases, arguments: ArgumentFinder) -> None:
        self.tree = tree
        self.phrases = phrases
        self.arguments = arguments

    def carry(self, i: int, out: Arguments) -> None:
        """What a light verb hands to its event noun."""
        tree = self.tree
        token = tree.token(i)
        if tree.has(i, "cop") and (
            tree.preposition(i) == "behind"
            or (tree.preposition(i) in ("on", "in") and self._evokes(i, Kind.MEETING))
        ):
            subject = tree.surface_subject(i)
            out.subj = (
                out.subj if subject is None else [subject]
            )  # "they were behind the attack", "is on a visit"
        elif self._in_power(i, out):
            subject = tree.surface_subject(i if tree.has(i, "cop") else token.head)
            found = tree.kids(token.head, "obj") if tree.token(token.head).lemma in FINDING else []
            out.subj = found or ([] if subject is None else [subject])  # "is in control of the town"
        at = token
        while at.head != at.i and (at.dep == "conj" or self._counted(at.i)):
            at = tree.token(at.head)
        head = tree.token(at.head)
        if head.i == at.i or head.pos not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
            return
        if head.pos in ("VERB", "AUX") or (head.pos == "ADJ" and tree.has(head.i, "cop")):
            self._carried(i, at, head, out)
        elif at.dep == "nmod" and not out.subj and self._evokes(i, Kind.ASSAULT):
            out.subj = whose_fight(tree, self.phrases, self.arguments.lexicon, i)
            self._laid_at(at, head, out)
        for c in tree.kids(i, "acl"):  # "a raid conducted by X"
            if tree.is_passive(c) and self.arguments.is_light(c, "support"):
                agents = tree.agents(c)
                if agents:
                    out.subj = agents
                out.obliques += [(p, h) for p, h in self.arguments.obliques(c) if h not in agents]
        for c in tree.kids(i, "acl:relcl", "acl"):
            if not tree.is_passive(c):
                self._from_relative(i, c, out)

    def _in_power(self, i: int, out: Arguments) -> bool:
        """Whether what is "in control of" a place is whoever the sentence is about; "in the possession of" is said of the place."""
        tree = self.tree
        head = tree.token(tree.token(i).head)
        return (
            not out.subj
            and tree.preposition(i) == "in"
            and self._evokes(i, Kind.CONTROL)
            and not any(tree.token(d).text.lower() == "the" for d in tree.kids(i, "det"))
            and (tree.has(i, "cop") or (tree.token(i).dep == "obl" and head.lemma in STAYING | FINDING))
            and any(p in ("of", "over") and "place" in self.phrases.of(h).classes for p, h in out.obliques)
        )

    def _laid_at(self, at: Token, head: Token, out: Arguments) -> None:
        """Whose act an event is held to be: "blamed X for the attack", "accused X of the killing"."""
        preposition = self.tree.preposition(at.i)
        if at.dep != "obl" or out.subj or BLAMING.get(head.lemma) != preposition:
            return
        accused = self.arguments.of(head.i).obj
        out.subj = [a for a in accused if a != at.i][:1]

    def _from_relative(self, i: int, verb: int, out: Arguments) -> None:
        """What a relative clause tells of its event: "strikes that Russia carried out", "an attack that took place at", "a raid
        in which they took part"."""
        tree = self.tree
        own = [c for c in tree.kids(verb, "nsubj") if tree.antecedent(c) is None]
        if any(tree.token(d).text.lower() == "no" for c in own for d in tree.kids(c, "det")):
            return  # "a blast that no group has claimed"
        if own and (self.arguments.is_light(verb, "support") or self._takes_part(verb)):
            out.subj = own
        elif own or not self.arguments.is_light(verb, "occur"):
            return
        out.obliques += [
            (p, h)
            for p, h in self.arguments.obliques(verb)
            if h != i and h not in own and (p, h) not in out.obliques
        ]

    def _takes_part(self, verb: int) -> bool:
        """Whether a verb is one of taking part, whatever its preposition has become in a relative clause."""
        token = self.tree.token(verb)
        if token.lemma == "take":
            return any(self.tree.token(o).lemma == "part" for o in self.tree.kids(verb, "obj"))
        return any(lemma == token.lemma for lemma, _, _ in self.arguments.lexicon.light.get("take_part", ()))

    def _carried(self, i: int, at: Token, head: Token, out: Arguments) -> None:
        """What the verb `head` hands to the event at `i`, which stands under it at `at`: itself, or what counts or leads it."""
        tree = self.tree
        if at.dep == "obj" and not tree.is_passive(head.i) and self.arguments.is_light(head.i, "support"):
            done = any(p == "by" and h in out.subj for p, h in out.obliques)  # "supported the retaking by X"
            self._from_verb(head.i, out, None if done else tree.surface_subject(head.i), i)
        elif at.dep == "nsubj:pass" and self.arguments.is_light(head.i, "support"):
            agents = tree.agents(head.i)
            self._from_verb(head.i, out, agents[0] if agents else None, i)
        elif (
            at.dep in ("obj", "obl")
            and self.arguments.is_light(head.i, "undergo")
            and not (
                tree.preposition(i) == "under" and tree.has(head.i, "obj")
            )  # "brought the town under its rule"
        ):
            self._undergone(at, head, out)
            out.light = head.i
            out.obliques += [(p, h) for p, h in self.arguments.obliques(head.i) if h != at.i]
        elif at.dep == "obl" and self.arguments.is_light(head.i, "take_part"):
            subject = tree.surface_subject(head.i)
            if subject is not None:
                out.subj = [subject, *out.subj]  # who takes part in another's offensive fights in it
        elif (
            at.dep == "obl"
            and not out.subj
            and head.lemma in self.arguments.lexicon.speech
            and tree.preposition(i) in ("for", "of", "over")
            and self._evokes(i, Kind.ASSAULT)
        ):  # "blamed the army for an attack on the town"
            out.subj = tree.kids(head.i, "obj", "nsubj:pass")[:1]
        elif at.dep == "obj" and head.lemma in self.arguments.lexicon.speech:
            out.obliques += [
                (p, h) for p, h in self.arguments.obliques(head.i) if p in LOCATIVE_STRICT and h > i
            ]  # "condemned the attacks in"
        elif (
            at.dep == "obl"
            and not out.subj
            and tree.preposition(i) in ("in", "during")
            and head.pos == "VERB"
            and self._evokes(i, Kind.MEETING)
        ):
            subject = tree.surface_subject(head.i)
            out.subj = [] if subject is None else [subject]  # "raised it in a call with X"
        elif (
            at.dep == "obl"
            and not out.subj
            and tree.preposition(i).split()[-1:] in (["in"], ["as"])
            and head.pos == "VERB"
            and self._evokes(i, Kind.SUPPORT)
        ):
            subject = tree.surface_subject(head.i)  # "carried out strikes in support of X"
            if subject is not None and self.arguments.is_event(subject):
                out.subj = self.arguments.of(subject).subj[
                    :
                ]  # "strikes coordinated with and in support of X"
            elif subject is not None and not tree.is_passive(head.i):
                out.subj = [subject]
        elif (
            at.dep == "obl"
            and tree.preposition(i) == "with"
            and head.pos == "VERB"
            and self._evokes(i, Kind.SUPPORT)
        ):
            subject = tree.surface_subject(head.i)
            out.subj = out.subj or [h for p, h in out.obliques if p in ("of", "from")]
            out.obj = [] if subject is None else [subject]  # "took the town with the support of X"
            if tree.is_passive(head.i):  # "was taken by Y with the support of X"
                out.obj = tree.agents(head.i)
        elif at.dep in ("obl", "nmod") and not out.subj and self._evokes(i, Kind.ASSAULT):
            out.subj = whose_fight(tree, self.phrases, self.arguments.lexicon, i)
        elif (
            at.dep == "obl"
            and tree.preposition(i) == "under"
            and head.pos == "VERB"
            and self._evokes(i, Kind.SUPPORT)
        ):
            subject = tree.surface_subject(head.i)  # "ran the crossings under the protection of X"
            out.obj = out.obj if subject is None else [subject]
        elif at.dep == "nsubj" and self._evokes(i, Kind.ASSAULT) and self._hurts(head):
            out.obliques += [
                (p, h) for p, h in self.arguments.obliques(head.i) if p in LOCATIVE_STRICT
            ]  # "strikes killed nine in Idlib"
        elif at.dep in ("nsubj", "nsubj:pass") and self.arguments.is_light(head.i, "occur"):
            out.light = head.i
            out.obliques += [(p, h) for p, h in self.arguments.obliques(head.i) if h != at.i]

    def _undergone(self, at: Token, head: Token, out: Arguments) -> None:
        """Who an event that a verb tells of somebody befell: "came under attack", "were killed in an ambush"."""
        tree = self.tree
        subject = tree.surface_subject(head.i)
        struck = tree.kids(head.i, "obj") if at.dep == "obl" and self._hurts(head) else []
        if struck and not tree.is_passive(head.i):
            out.subj = out.subj or ([] if subject is None else [subject])
            out.obj = [*struck, *out.obj]  # "killed ten soldiers in an ambush"
        elif subject is not None and any(p == "with" and self._acts(h) for p, h in out.obliques):
            out.subj = out.subj or [subject]  # "died in clashes with X": a party to them
        elif subject is not None:
            out.obj = [subject, *out.obj]

    def _acts(self, h: int) -> bool:
        return bool(self.phrases.of(h).classes & {"actor", "force", "org"})

    def _hurts(self, verb: Token) -> bool:
        return verb.pos == "VERB" and self.arguments.lexicon.tells(verb.lemma, Kind.CASUALTY)

    def _counted(self, i: int) -> bool:
        """Whether a noun stands in "dozens of strikes", "a series of raids": the light verb's object is the number."""
        token = self.tree.token(i)
        above = self.tree.token(token.head).lemma.lower()
        return (
            token.dep == "nmod"
            and self.tree.preposition(i) == "of"
            and (above in words("partitives") or above in words("series_nouns"))
        )

    def _evokes(self, i: int, kind: Kind) -> bool:
        return self.arguments.lexicon.evokes(self.tree.token(i).lemma.lower(), kind)

    def _from_verb(self, verb: int, out: Arguments, subject: int | None, noun: int) -> None:
        if subject is not None:
            out.subj = [subject] + [s for s in out.subj if s != subject]
        out.light = verb
        out.obliques += [(p, h) for p, h in self.arguments.obliques(verb) if h != noun and h not in out.subj]
