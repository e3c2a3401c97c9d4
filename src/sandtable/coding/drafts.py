"""Finding claims in the parse: each predicate that a frame fits becomes a draft. Invariant: a draft has every role
that its kind requires, or is marked as lacking it; it holds token indices, never text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sandtable.coding.arguments import ArgumentFinder
from sandtable.coding.frames import Entry, Frame, Lexicon
from sandtable.coding.grammar import Tree
from sandtable.coding.phrases import Phrases
from sandtable.terms import ROLES, Extent, Kind, Stance

EACH_PARTY = frozenset({Kind.AGREEMENT, Kind.MEETING, Kind.ALLIANCE})  # every party is an actor, wherever it stands
PLACE_ROLES = frozenset({"place", "origin", "destination", "via"})


@dataclass(slots=True)
class Filler:
    """A role and the head token of its phrase. `span`: characters, where the words are not the whole phrase."""

    role: str
    head: int
    span: tuple[int, int] | None = None


@dataclass(slots=True)
class Draft:
    """A claim in the making: the predicate's token, its trigger words, its kind and fillers."""

    kind: Kind
    at: int
    trigger: tuple[int, int]
    fillers: list[Filler]
    rule: str
    plover: str | None = None
    acled: str | None = None
    stance: Stance | None = None
    extent: Extent | None = None
    factuality: str | None = None
    confidence: float = 0.7
    light: int | None = None
    lacks: frozenset[str] = field(default_factory=frozenset)

    def heads(self, role: str) -> list[int]:
        """The heads that fill a role."""
        return [f.head for f in self.fillers if f.role == role]


class DraftFinder:
    """Applies the lexicon to every predicate of a document."""

    def __init__(self, tree: Tree, phrases: Phrases, arguments: ArgumentFinder, lexicon: Lexicon) -> None:
        self.tree = tree
        self.phrases = phrases
        self.arguments = arguments
        self.lexicon = lexicon

    def all(self) -> Iterator[Draft]:
        """Drafts in text order."""
        for token in self.tree.tokens:
            if token.pos in ("VERB", "AUX", "ADJ"):
                yield from self._match(token.i, self.lexicon.verbs.get(token.lemma, ()), verbal=True)
                if token.pos == "ADJ" or token.dep == "amod":
                    yield from self._match(
                        token.i, self.lexicon.adjs.get(token.lemma.lower(), ()), verbal=False
                    )
            elif token.pos in ("NOUN", "PROPN"):
                if token.pos == "PROPN" and self._inside_name(token.i):
                    continue
                yield from self._match(token.i, self.lexicon.nouns.get(token.lemma.lower(), ()), verbal=False)

    def _inside_name(self, i: int) -> bool:
        """Whether a capitalised noun is part of a longer name ("Combined Joint Task Force Commander" is not)."""
        hit = self.phrases.actor_at.get(i)
        if hit is not None and hit[1] > hit[0]:
            return True
        mention = self.phrases.mention_at.get(i)
        return mention is not None and mention.type.value == "Location"

    def _match(self, i: int, entries: Iterable[Entry], *, verbal: bool) -> Iterator[Draft]:
        taken = False
        for entry in entries:
            if taken and not entry.frame.besides:
                continue
            draft = self._try(i, entry, verbal=verbal)
            if draft is not None:
                taken = True
                yield draft

    def _object_noun(self, i: int, wanted: frozenset[str]) -> int | None:
        for o in self.tree.kids(i, "obj", "nsubj:pass", "obl", "compound"):
            if self.tree.token(o).lemma.lower() in wanted:
                return o
        return None

    def _try(self, i: int, entry: Entry, *, verbal: bool) -> Draft | None:
        frame = entry.frame
        token = self.tree.token(i)
        particle = noun = None
        if verbal:
            if token.pos == "ADJ" and self.tree.hyphen_name(i) is None:
                return None
            if entry.particle and not self.arguments.has_particle(i, entry.particle):
                return None
            if not entry.particle and self.tree.has(i, "compound:prt") and any(
                e.particle and self.arguments.has_particle(i, e.particle) for e in self.lexicon.verbs.get(token.lemma, ())
            ):  # fmt: skip
                return None
            if entry.oblique and not any(p == entry.oblique for p, _ in self.arguments.of(i).obliques):
                return None
            if frame.with_object:
                noun = self._object_noun(i, frame.with_object)
                if noun is None:
                    return None
            particle, _oblique = entry.particle, entry.oblique
        fillers = self._fill(i, frame, noun)
        missing = frame.needs - {f.role for f in fillers}
        if missing - self._borrowable(frame, fillers):
            return None
        if not fillers or (frame.needs_any and not frame.needs_any & {f.role for f in fillers}):
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
            lacks=frozenset(missing),
        )

    def _borrowable(self, frame: Frame, fillers: list[Filler]) -> frozenset[str]:
        """A required actor may come from another telling of the same event; nothing else may."""
        if not any(f.role in ("place", "target", "recipient", "destination") for f in fillers):
            return frozenset()
        return frozenset({"actor"}) & ROLES[frame.kind][0]

    def _fill(self, i: int, frame: Frame, noun: int | None) -> list[Filler]:
        out: list[Filler] = []
        used: set[int] = set()
        for role, slots in frame.roles:
            for slot in slots:
                heads = [h for h in self.arguments.heads(i, slot) if h not in used]
                if not heads and noun is not None and slot.name not in ("subj", "obj", "iobj", "self"):
                    heads = [h for h in self.arguments.heads(noun, slot) if h not in used]
                if heads:
                    used.update(heads)
                    out += [Filler(role, h) for h in heads]
                    if not (role == "actor" and frame.kind in EACH_PARTY):
                        break
        return out

    def _trigger(self, i: int, particle: str | None, noun: int | None) -> tuple[int, int]:
        first = last = i
        if particle:
            for c in self.tree.token(i).children:
                if self.tree.token(c).text.lower() == particle and i < c <= i + 3:
                    last = c
        if noun is not None and noun > i and noun - i <= 4:
            last = noun
        return first, last + 1
