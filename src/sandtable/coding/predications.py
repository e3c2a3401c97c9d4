"""Finding claims in the parse: each predicate that a frame fits becomes a draft. Invariant: a draft has every role
that its kind requires, or is marked as lacking it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sandtable.coding.arguments import ArgumentFinder
from sandtable.coding.drafts import EACH_PARTY, PLACE_ROLES, Draft, Filler
from sandtable.coding.frames import Entry, Frame, Lexicon, irregular
from sandtable.coding.grammar import Tree
from sandtable.coding.holding import HoldReader
from sandtable.coding.idioms import IdiomReader
from sandtable.coding.phrases import Phrases
from sandtable.coding.places import NAMED_WITH_OF
from sandtable.coding.slots import SlotReader
from sandtable.language.document import Token
from sandtable.language.lemmas import regular
from sandtable.terms import ROLES, Extent, Kind

# Kinds whose noun's possessor acts: "its attacks" are not attacks on it.
OWNER_ACTS = frozenset({Kind.ASSAULT, Kind.STATEMENT, Kind.SUPPORT, Kind.MOVEMENT, Kind.AIM})
# "The capital" of a land is nobody's stronghold, and who mourns a loss does not say to whom.
NEVER_LENT = frozenset({"stronghold", "given-up-to"})


class DraftFinder:
    """Applies the lexicon to every predicate of a document."""

    def __init__(
        self, tree: Tree, phrases: Phrases, arguments: ArgumentFinder, slots: SlotReader, lexicon: Lexicon
    ) -> None:
        self.tree = tree
        self.phrases = phrases
        self.arguments = arguments
        self.slots = slots
        self.lexicon = lexicon
        self.idioms = IdiomReader(tree, arguments, lexicon)
        self.holding = HoldReader(tree, slots.references)

    def all(self) -> Iterator[Draft]:
        """Drafts in text order."""
        for token in self.tree.tokens:
            if token.pos not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN") or (
                token.text[:1].isupper() and self._inside_name(token.i)
            ):
                continue
            if token.pos in ("NOUN", "PROPN"):
                if token.dep != "compound":  # "casualty figures", "command post": the head says what it is
                    yield from self._match(
                        token.i, self.lexicon.nouns.get(token.lemma.lower(), ()), verbal=False
                    )
                continue
            yield from self._match(token.i, self.lexicon.verbs.get(self._verb_lemma(token), ()), verbal=True)
            if token.pos == "ADJ" or token.dep == "amod":
                yield from self._match(token.i, self.lexicon.adjs.get(token.lemma.lower(), ()), verbal=False)

    def _verb_lemma(self, token: Token) -> str:
        """The lemma, or one that the lexicon knows where the parse took a rare form for a lemma."""
        if token.i > 1 and self.tree.token(token.i - 1).text == "-":
            hyphened = f"{self.tree.token(token.i - 2).text.lower()}-{token.lemma}"
            if hyphened in self.lexicon.verbs:
                return hyphened  # "test-fired"
        if token.lemma in self.lexicon.verbs:
            return token.lemma
        lower = token.text.lower()
        for lemma in (irregular().get(lower), *(regular(lower, tag) for tag in ("VBZ", "VBD", "VBG"))):
            if lemma is not None and lemma in self.lexicon.verbs:
                return lemma
        return token.lemma

    def _inside_name(self, i: int) -> bool:
        """Whether a capitalised noun is part of a longer name ("Combined Joint Task Force Commander" is not)."""
        token = self.tree.token(i)
        if (
            token.pos != "PROPN"
            and token.tag in ("NNP", "NNPS")
            and self.tree.token(token.head).pos == "PROPN"
        ):
            return True
        hit = self.phrases.actor_at.get(i)
        if hit is not None and hit[1] > hit[0]:
            return True
        mention = self.phrases.mention_at.get(i)
        return mention is not None and mention.type.value in ("Location", "Temporal")

    def _match(self, i: int, entries: Iterable[Entry], *, verbal: bool) -> Iterator[Draft]:
        """The first complete draft, and those that hold besides it; one that lacks its actor only where none is complete."""
        whole: list[Draft] = []
        lacking: list[Draft] = []
        for entry in entries:
            if whole and not entry.frame.besides:
                continue
            draft = self._try(i, entry, verbal=verbal)
            if draft is not None:
                (lacking if draft.lacks else whole).append(draft)
        if all(d.rule == "taken-from" for d in whole):
            yield from lacking[:1]  # "the town was retaken from the group": who did may be told elsewhere
        yield from whole

    def _try(self, i: int, entry: Entry, *, verbal: bool) -> Draft | None:
        frame = entry.frame
        noun = None
        if verbal and not self.idioms.fits(i, entry):
            return None
        if frame.copular and not self.tree.has(i, "cop") and self.tree.token(i).dep not in ("appos", "xcomp"):
            return None
        if frame.with_object:
            noun = self.idioms.noun(i, frame.with_object, entry.oblique)
            if noun is None:
                return None
        particle = entry.particle if verbal else None
        fillers = self.holding.grounds(frame, i, self._fill(i, frame, noun))
        missing = frame.needs - {f.role for f in fillers}
        if missing - self._borrowable(i, frame, fillers):
            return None
        if not fillers or (frame.needs_any and not frame.needs_any & {f.role for f in fillers}):
            return None
        if not self.holding.holds(frame, i, fillers):
            return None
        if not self._parties(frame, i, fillers) or (
            frame.kind is Kind.COMMAND and not verbal and self._nobody(i, fillers)
        ):
            return None
        light = self.arguments.of(i).light
        return Draft(
            kind=frame.kind,
            at=i,
            trigger=self._trigger(i, particle, noun),
            fillers=fillers,
            rule=frame.id,
            plover=frame.plover,
            acled=frame.acled,
            stance=frame.stance,
            extent=Extent(frame.extent) if frame.extent else None,
            factuality=frame.factuality,
            confidence=frame.confidence,
            light=light,
            consumed=noun,
            lacks=frozenset(missing),
        )

    def _nobody(self, i: int, fillers: list[Filler]) -> bool:
        """Whether an office is named without who holds it ("leaders of the party"): no claim of command; "its commander" is one
        man, and known."""
        token = self.tree.token(i)
        if token.tag == "NN" and any(f.role == "subordinate" and self._owns(f.head, i) for f in fillers):
            return False
        return any(f.role == "superior" and f.head == i for f in fillers) and token.pos == "NOUN"

    def _owns(self, head: int, i: int) -> bool:
        owner = self.tree.token(head)
        return owner.dep == "nmod:poss" and owner.head == i and owner.pos == "PRON"

    def _parties(self, frame: Frame, i: int, fillers: list[Filler]) -> bool:
        """Whether enough parties are named where the kind wants each of them; one plural counts for two."""
        if frame.kind not in EACH_PARTY:
            return True
        others = [f.head for f in fillers if f.role == "actor" and f.head != i]
        if frame.kind is Kind.ALLIANCE and not others:
            return False
        return len(others) >= frame.parties or any(
            self.phrases.of(h).plural and (not frame.named_parties or self.idioms.joined(h)) for h in others
        )

    def _borrowable(self, i: int, frame: Frame, fillers: list[Filler]) -> frozenset[str]:
        """A required actor may come from another telling of the same event; nothing else may."""
        if frame.id in NEVER_LENT:
            return frozenset()
        fallen = {f.head for f in fillers if f.role == "place"}  # "the town fell"
        subjects = [h for h in self.arguments.of(i).subj if h not in fallen]
        if any(not self.arguments.is_event(h) for h in subjects) or not any(
            f.role in ("place", "target", "recipient") for f in fillers
        ):
            return frozenset()
        return frozenset({"actor"}) & ROLES[frame.kind][0]

    def _fill(self, i: int, frame: Frame, noun: int | None) -> list[Filler]:
        out: list[Filler] = []
        used: set[int] = set()
        for role, slots in frame.roles:
            for slot in slots:
                heads = [
                    h
                    for h in self.slots.heads(noun if slot.name == "owner" and noun is not None else i, slot)
                    if h not in used
                ]
                if (
                    role == "actor"
                    and slot.name == "of"
                    and frame.kind is Kind.CONTROL
                    and self.tree.token(i).dep == "obj"
                ):
                    continue  # "retained control of the assembly"
                if not heads and noun is not None and slot.name not in ("subj", "obj", "iobj", "self"):
                    heads = [h for h in self.slots.heads(noun, slot) if h not in used]
                if role == "place" and frame.kind is Kind.WITHDRAWAL and slot.name == "obj":
                    # Who left for the capital did not leave the capital.
                    heads = [
                        h for h in heads if self.tree.preposition(h) not in ("for", "to", "towards", "into")
                    ]
                if slot.name == "obj" and frame.kind in OWNER_ACTS:
                    heads = [
                        h
                        for h in heads
                        if self.tree.token(h).dep != "nmod:poss" or "place" in self.phrases.of(h).classes
                    ]
                if heads:
                    used.update(heads)
                    if role in PLACE_ROLES:
                        heads = [n for h in heads for n in self._named_ones(h)]
                    out += [Filler(role, h, self._span(role, h)) for h in heads]
                    if not (role == "actor" and frame.kind in EACH_PARTY):
                        break
        return self._able(frame, out) + self._means(i, frame, out)

    def _able(self, frame: Frame, fillers: list[Filler]) -> list[Filler]:
        """Of who agree or meet, those alone who can, where any can: not "the truce" beside the two who keep it."""
        if frame.kind not in EACH_PARTY:
            return fillers
        can = [f for f in fillers if f.role != "actor" or not self.arguments.is_event(f.head)]
        return can if any(f.role == "actor" for f in can) else fillers

    def _named_ones(self, head: int) -> list[int]:
        """The places that a plural counts up: "the towns of Marib and Harib"; else itself."""
        tree = self.tree
        token = tree.token(head)
        if token.pos != "NOUN" or token.tag != "NNS" or token.lemma.lower() not in NAMED_WITH_OF:
            return [head]
        named = [
            c
            for c in tree.kids(head, "nmod")
            if c > head and tree.preposition(c) == "of" and tree.token(c).pos == "PROPN"
        ]
        ones = tree.conjuncts(named[0]) if named else []
        return ones if len(ones) > 1 else [head]

    def _means(self, i: int, frame: Frame, fillers: list[Filler]) -> list[Filler]:
        """A drone that nobody is said to fly both acts and is what the act is done with; a garrison that is hemmed in is a
        target, not only a place."""
        roles = {f.role for f in fillers}
        if "instrument" not in roles and any(role == "instrument" for role, _ in frame.roles):
            return [
                Filler("instrument", f.head) for f in fillers if f.role == "actor" and self._unmanned(f.head)
            ]
        if frame.kind is Kind.SIEGE and "target" not in roles:
            return [
                Filler("target", f.head)
                for f in fillers
                if f.role == "place"
                and (
                    self.phrases.of(f.head).classes & {"force", "facility"}
                    or not self.phrases.of(f.head).named
                )
            ]
        return []

    def _unmanned(self, head: int) -> bool:
        phrase = self.phrases.of(head)
        return "weapon" in phrase.classes and phrase.actor is None

    def _span(self, role: str, head: int) -> tuple[int, int] | None:
        """A quantity is the number in its phrase, not the whole phrase."""
        number = self.phrases.number(head) if role == "quantity" else None
        return None if number is None else self.tree.chars(*number)

    def _trigger(self, i: int, particle: str | None, noun: int | None) -> tuple[int, int]:
        first = last = i
        if particle:
            for c in self.tree.token(i).children:
                if self.tree.token(c).text.lower() == particle and i < c <= i + 3:
                    last = c
        if noun is not None and noun > i and noun - i <= 4:
            last = noun
        return first, last + 1
