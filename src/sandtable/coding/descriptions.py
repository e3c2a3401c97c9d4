"""What a description means: "the town", "the Lebanese Shiite group", "the commander". Invariant: it means something that
the report named before and that the description fits, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sandtable.coding.frames import words
from sandtable.coding.grammar import Tree
from sandtable.coding.parts import SUBJECTS
from sandtable.coding.phrases import Phrase
from sandtable.coding.salience import WINDOW
from sandtable.coding.traces import Trace
from sandtable.gazetteer import Place
from sandtable.orbat import Actor, Registry
from sandtable.terms import MentionType

if TYPE_CHECKING:
    from sandtable.coding.references import References

SETTLEMENT_NOUNS, REGION_NOUNS, SITE_NOUNS = (
    words("settlement_nouns"),
    words("region_nouns"),
    words("site_nouns"),
)
GROUP_NOUNS, PERSON_NOUNS, COLLECTIVE = words("group_nouns"), words("person_nouns"), words("collective_nouns")
# Descriptions of a town by whose it is, or by what land it lies in.
TOWNS = frozenset({"capital", "stronghold", "bastion", "town", "city", "port", "hub", "seat"})
STATES = frozenset({"state", "government", "armed-force", "service"})
LOYAL = frozenset({"government", "pro-government", "state", "regime"})
LANDS = frozenset({"country", "state"})
# What a party is called by a word of its own name: "the front's fighters" after "the People's Liberation Front".
NAMED_BY = frozenset(
    "front movement council alliance union league congress party coalition organisation republic emirate".split()
)
# Who says something, by a word that more words went with before; and of these those who print.
OUTLETS = frozenset(
    "agency paper newspaper outlet channel station broadcaster radio website site network daily magazine monitor".split()
)
BODIES_THAT_SAY = OUTLETS | frozenset(
    "ministry office department bureau directorate authority observatory centre center commission committee council".split()
)
# Words for those who fight a state, which its own militias are not called.
REBELS = frozenset(
    "insurgent rebel militant jihadist jihadi extremist terrorist gunman islamist separatist guerrilla".split()
)
LOYAL = frozenset({"state", "government", "armed-force", "service"})
SAYING = frozenset({"report", "say", "quote", "cite", "write", "announce", "add", "tell"})


class Descriptions:
    """Resolves descriptions against the memory of one document."""

    def __init__(self, tree: Tree, registry: Registry, memory: References) -> None:
        self.tree = tree
        self.registry = registry
        self.memory = memory

    def of(self, i: int, phrase: Phrase) -> tuple[int, ...]:
        lemma = phrase.lemma
        token = self.tree.token(i)
        sentence = token.sentence
        if (
            token.tag in ("NNS", "NNPS")
            and lemma in COLLECTIVE | SETTLEMENT_NOUNS | REGION_NOUNS | SITE_NOUNS
        ):
            return ()
        modifiers = tuple(self.tree.token(c).text for c in self.tree.kids(i, "amod", "compound", "nmod:poss"))
        if lemma in TOWNS and (self.tree.has(i, "nmod:poss") or self._region(i) is not None):
            return self._seat(i, lemma)
        following = self.tree.tokens[i + 1].text.lower() if i + 1 < len(self.tree.tokens) else ""
        if following == "of":
            return ()  # "the town of X" says which
        if {m.lower() for m in modifiers} & words("other_words") or self._picked(i):
            return ()  # another one, somebody's own, or one that its clause picks out
        named = self.group(i, lemma, modifiers, sentence) if lemma in NAMED_BY and not modifiers else ()
        if named:
            return named
        if lemma in SETTLEMENT_NOUNS | REGION_NOUNS | SITE_NOUNS and "place" in phrase.classes | (
            {"place"} if "facility" in phrase.classes else set()
        ):
            return self._described_place(i, lemma)
        if lemma in GROUP_NOUNS | NAMED_BY or "force" in phrase.classes:
            return self.group(i, lemma, modifiers, sentence)
        if lemma in PERSON_NOUNS:
            return self._described_person(i, lemma, sentence)
        if lemma in BODIES_THAT_SAY and ("org" in phrase.classes or self._says(i)):
            return self._body_before(i, lemma, {m.lower() for m in modifiers})
        return ()

    def settled(self, i: int, phrase: Phrase) -> bool:
        """Whether a description is of one that the report settles; an owner's article may hang on what it owns: "the rebel
        coalition's spokesman"."""
        token = self.tree.token(i)
        first = self.tree.phrase(i)[0]
        owned = token.dep == "nmod:poss" and any(
            c == first - 1 and self.tree.token(c).text.lower() == "the"
            for c in self.tree.kids(token.head, "det")
        )
        return phrase.definite or owned

    def _says(self, i: int) -> bool:
        token = self.tree.token(i)
        return token.dep in SUBJECTS and self.tree.token(token.head).lemma in SAYING

    def _body_before(self, i: int, lemma: str, said: set[str]) -> tuple[int, ...]:
        """The ministry, office or outlet told of before under more words: by the same noun and all that is `said` with it, else for an
        outlet who was last cited."""
        mates = self.tree.clause_mates(i)
        cited = None
        for trace in reversed(self.memory.traces):
            if trace.head in mates or trace.head in self.memory.written_at:
                continue
            told = self.tree.kids(trace.head, "amod", "compound", "nmod", "nmod:poss", "flat")
            more = len(told) > len(said) or trace.phrase.named
            if trace.phrase.lemma == lemma and more and said <= {*trace.phrase.text.lower().split()}:
                return self.memory.targets(trace.head)
            if cited is None and not said and lemma in OUTLETS and self._cited(trace):
                cited = trace.head
        return () if cited is None else (cited,)

    def _cited(self, trace: Trace) -> bool:
        """Whether a name is that of a body that says something and is no party."""
        token = self.tree.token(trace.head)
        mention = trace.phrase.mention
        body = mention is not None and mention.type is MentionType.ORGANISATION and trace.phrase.actor is None
        return body and token.pos == "PROPN" and self._says(trace.head)

    def _picked(self, i: int) -> bool:
        """Whether whose it is or a clause picks a thing out; one behind a comma only adds to it: "the town, held by the army,"."""
        clauses = self.tree.kids(i, "acl", "acl:relcl")
        return self.tree.has(i, "nmod:poss") or any(
            c > i and all(t.text != "," for t in self.tree.tokens[i:c]) for c in clauses
        )

    def _described_place(self, i: int, lemma: str) -> tuple[int, ...]:
        """Of the fitting places named before, the one that the report is most about."""
        called = self.memory.salience.called

        def fits(trace: Trace, place: Place | None) -> bool:
            return not self._dateline(trace.sentence) and self._fits(lemma, place, trace.phrase)

        def seat(trace: Trace, place: Place | None) -> bool:
            """The capital is one that is a capital, or was called one."""
            named = self.memory.salience.named(trace)
            told = named is not None and called(named, lemma)
            return fits(trace, place) and (told or (place is not None and place.kind == lemma))

        best = self.memory.salience.best(i, seat, lemma=lemma) if lemma == "capital" else None
        if best is None:
            best = self.memory.salience.best(i, fits, lemma=lemma)
        return () if best is None else (best,)

    def _region(self, i: int) -> Place | None:
        """The land or region of which a description tells a town: "the biggest town of northern Mali"."""
        of = [c for c in self.tree.kids(i, "nmod") if c > i and self.tree.preposition(c) == "of"]
        places = [self.memory.places[c] for c in of if c in self.memory.places]
        return next((p for p in places if p.type in ("region", "country")), None)

    def _states(self, i: int) -> list[str]:
        """The countries of the governments and armies whose something is: "its capital"."""
        owners = [t for o in self.tree.kids(i, "nmod:poss") for t in self.memory.targets(o)]
        actors = [self.memory.phrases.of(t).actor for t in owners]
        return [a.country for a in actors if a is not None and a.kind in STATES and a.country]

    def _seat(self, i: int, lemma: str) -> tuple[int, ...]:
        """The town just told of that a description means which says whose it is or of what land: "took control of the opposition's
        capital"; a government's own capital is that of its country."""
        owners = self.tree.kids(i, "nmod:poss")
        if self.tree.token(i).dep == "appos" or self._states(i):
            return ()
        region = self._region(i)
        land = None if region is None else region.id.partition("#")[0]

        def fits(trace: Trace, place: Place | None) -> bool:
            if place is None or place.type != "settlement" or trace.head in owners:
                return False
            return land is None or self.memory.gazetteer.within(place.id, land)

        best = self.memory.salience.best(i, fits, reach=1, lemma=lemma)
        return () if best is None else (best,)

    def capital(self, i: int, phrase: Phrase) -> Place | None:
        """The capital that a bare "the capital" is: that of the country most spoken of, unless a town was called a capital before."""
        states = self._states(i)
        if phrase.lemma == "capital" and states and not self.tree.kids(i, "amod", "appos", "flat"):
            return next(iter(self.memory.gazetteer.capital(states[0])), None)
        bare = not self.tree.kids(
            i, "amod", "compound", "nmod:poss", "nmod", "acl", "acl:relcl", "appos", "flat"
        )
        if (
            phrase.lemma != "capital"
            or not phrase.definite
            or phrase.plural
            or not bare
            or not self.memory.countries
        ):
            return None
        sentence = self.tree.token(i).sentence
        for token in self.tree.tokens[:i]:
            if token.lemma.lower() == "capital" and sentence - token.sentence <= WINDOW:
                return None
        if any(
            self.memory.places[t.head].kind == "capital"
            for t in self.memory.traces
            if t.head in self.memory.places
        ):
            return None
        return next(iter(self.memory.gazetteer.capital(self.memory.countries[0])), None)

    def _dateline(self, sentence: int) -> bool:
        """Whether a sentence is only where the report was written: "BAGHDAD -"."""
        bounds = self.tree.document.sentences[sentence]
        return self.tree.document.text[bounds.start : bounds.end].rstrip().endswith(("-", "–", "—"))

    def _fits(self, lemma: str, place: Place | None, phrase: Phrase) -> bool:
        if place is None:
            return lemma in SETTLEMENT_NOUNS | REGION_NOUNS - LANDS
        if lemma in LANDS:
            return place.type == "country"
        if lemma in SETTLEMENT_NOUNS and place.type == "settlement":
            return True
        if lemma in REGION_NOUNS and place.type in ("region", "settlement"):
            return True
        return (
            lemma in SITE_NOUNS
            and place.type in ("site", "crossing", "border", "segment", "river", "road")
            and (lemma in phrase.text.lower() or lemma in ("scene", "site", "facility", "base"))
        )

    def group(
        self, i: int, lemma: str, modifiers: Sequence[str], sentence: int, *, before: bool = False
    ) -> tuple[int, ...]:
        """The group that was named by the same noun last, else the group last named that a word describes; of those that stand `before` it
        alone, where all of the report is told."""
        mates = self.tree.clause_mates(i) if self.tree.token(i).dep != "nmod:poss" else set()
        name = " ".join([*(m.lower() for m in modifiers), lemma])
        found: Trace | None = None
        for trace in reversed(self.memory.traces):
            if sentence - trace.sentence > WINDOW:
                break
            actor = trace.phrase.actor
            if (before and trace.at >= i) or trace.head in self.memory.written_at:
                continue
            if actor is None or trace.head in mates or actor.kind in ("person", "office"):
                continue
            if actor.kind == "armed-group" and LOYAL & {m.lower() for m in modifiers}:
                continue  # "the government militia" is none that fights it
            if lemma in REBELS and self._loyal(actor):
                continue
            if modifiers and trace.phrase.core.lower().endswith(name):
                return (trace.head,)  # "the task force", of a Joint Task Force
            same = trace.phrase.lemma == lemma and not modifiers
            if (
                (found is None or (same and found.phrase.lemma != lemma))
                and not self._hyphened(trace.head)
                and (
                    self.registry.describes(actor, lemma, modifiers)
                    or (lemma in NAMED_BY and not modifiers and lemma in actor.name.lower().split())
                )
            ):
                found = trace
        return () if found is None else (found.head,)

    def _loyal(self, actor: Actor) -> bool:
        """Whether an armed group is part of a state's forces: of volunteers of the army nobody speaks as "the militants"."""
        above = (self.registry.get(a) for a in self.registry.ties.above(actor.id))
        return actor.kind == "armed-group" and any(a is not None and a.kind in LOYAL for a in above)

    def _hyphened(self, head: int) -> bool:
        """Whether a name only says whose something is, or where from: "the UK-based observatory" is no word of Britain's."""
        behind = self.tree.tokens[head + 1 : head + 2]
        return (
            bool(behind)
            and behind[0].text in ("-", "–", "‑")
            and behind[0].start == self.tree.token(head).end
            and (
                self.tree.token(head).dep
                in ("compound", "obl", "obl:agent", "nmod", "obl:unmarked", "nmod:unmarked")
            )
        )

    def _described_person(self, i: int, lemma: str, sentence: int) -> tuple[int, ...]:
        for trace in reversed(self.memory.traces):
            if sentence - trace.sentence > WINDOW:
                break
            if "person" not in trace.phrase.classes or trace.phrase.plural:
                continue
            words = trace.phrase.text.lower().split()
            if (
                trace.phrase.lemma == lemma
                or lemma in words
                or any(lemma == self.tree.token(c).lemma.lower() for c in self.tree.kids(trace.head))
            ):
                return self.memory.targets(trace.head)
        return ()
