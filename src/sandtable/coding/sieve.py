"""From drafts to what is claimed: each thing once, and complete. Invariant: a draft is left out only where another says
the same, or with a warning."""

from __future__ import annotations

from dataclasses import replace

from sandtable.coding.analysis import Analysis
from sandtable.coding.avowals import AvowalReader
from sandtable.coding.denials import DenialFinder
from sandtable.coding.drafts import Draft, Filler
from sandtable.terms import Factuality, Kind, TimeSpan, Warning

# What an analyst would miss in the picture if it were left out in silence.
MOVES_CONTROL = frozenset({Kind.CAPTURE, Kind.WITHDRAWAL, Kind.CONTROL, Kind.SIEGE})

OWNING_UP = frozenset({"say", "claim", "admit", "announce", "declare", "acknowledge", "confirm"})
CLAIMING = frozenset({"claim-responsibility", "claim-attack"})  # frames of who says an attack was theirs


RETAKING = "retake-place"
FIGHTING = frozenset({Kind.CAPTURE, Kind.ASSAULT, Kind.SIEGE, Kind.MOVEMENT})
BESIEGING = frozenset({Kind.SIEGE, Kind.ASSAULT})  # who enters a town has not besieged it


def _apart(first: TimeSpan | None, then: TimeSpan | None) -> bool:
    """Whether one time ends before another begins."""
    last, begins = first.latest if first else None, then.earliest if then else None
    return last is not None and begins is not None and last < begins


class Sieve:
    """Thins and completes the drafts of one report."""

    def __init__(self, analysis: Analysis, denials: DenialFinder, avowals: AvowalReader) -> None:
        self.denials = denials
        self.avowals = avowals
        self.document = analysis.document
        self.tree = analysis.tree
        self.phrases = analysis.phrases
        self.references = analysis.references
        self.arguments = analysis.arguments
        self.inaction = analysis.inaction
        self.moments = analysis.moments
        self.factuality = analysis.factuality
        self.warnings: list[Warning] = []

    def sift(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts that stand, completed from each other."""
        kept = self._thin(drafts)
        for draft in kept:
            if draft.rule in CLAIMING:
                self._claimed(draft, kept)
        return self._complete(kept)

    def _claimed(self, claim: Draft, drafts: list[Draft]) -> None:
        """Who claimed an attack acts in what the same phrase tells of it: "bombings for which X claimed responsibility and
        where 60 people were killed"."""
        noun = self.tree.token(claim.at)
        while noun.dep == "conj" and noun.head != noun.i:
            noun = self.tree.token(noun.head)
        told_of = noun.head if noun.dep in ("acl", "acl:relcl", "advcl:relcl") else claim.at
        claimants = claim.heads("actor")
        if not claimants or any(
            self.tree.has(h, "det") and self.tree.token(h - 1).text.lower() == "no" for h in claimants
        ):
            return
        for draft in drafts:
            if draft is claim or draft.kind not in (Kind.ASSAULT, Kind.CASUALTY) or draft.heads("actor"):
                continue
            if self.document.under(draft.at, told_of) and (told_of != claim.at or draft.at > claim.at):
                draft.fillers += [Filler("actor", h) for h in claimants]
                draft.lacks -= {"actor"}

    def _thin(self, drafts: list[Draft]) -> list[Draft]:
        """Leaves out what another draft already says: a number of victims as a strength, the noun of "took control",
        an act that was left undone, an aim whose act is claimed as planned."""
        victims = {h for d in drafts if d.kind is Kind.CASUALTY for h in d.heads("victim")}
        consumed = {
            d.consumed
            for d in drafts
            if d.consumed is not None and (d.kind is not Kind.CONCESSION or self._asked(d.consumed))
        }
        undone = {i for d in drafts if d.rule == "inaction" for i in self.inaction.undone(d)}
        acts = {d.at for d in drafts if d.kind is not Kind.AIM}
        led = {
            d.at for d in drafts if d.rule == "under-command"
        }  # "fights under the command of X": X leads, not his command
        told = self._told_by_verbs(drafts)
        kept = [
            d
            for d in drafts
            if not (d.kind is Kind.STRENGTH and d.at in victims)
            and not (
                d.at in consumed and d.kind is not Kind.STRENGTH and (d.consumed is None or self._noun(d.at))
            )
            and not (d.kind is Kind.COMMAND and led & set(d.heads("superior")) - {d.at})
            and not (d.at in undone and d.rule != "inaction")
            and not (d.kind is Kind.AIM and self._complements(d.at) & acts)
            and (d.kind, d.at) not in told
            and not self._unsaid(d)
            and not any(self._says_more(other, d) for other in drafts)
        ]
        return self._merge(kept)

    def _noun(self, i: int) -> bool:
        return self.tree.token(i).pos == "NOUN"

    def _unsaid(self, draft: Draft) -> bool:
        """Whether nobody says what a draft tells of whoever would: "no group has said that it took the town"."""
        if draft.kind not in MOVES_CONTROL:
            return False
        actors = {t for h in draft.heads("actor") for t in self.references.targets(h)}
        nobody = {h for h in actors if self.tree.is_nobody(h)}
        at = self.tree.token(draft.at)
        while nobody and at.head != at.i:
            at = self.tree.token(at.head)
            if (
                at.lemma in OWNING_UP
                and not self.tree.is_passive(at.i)
                and self.tree.surface_subject(at.i) in nobody
            ):
                return True
        return False

    def _says_more(self, other: Draft, draft: Draft) -> bool:
        """Whether another draft of the same words says all that this one does, and more."""
        if other is draft or other.kind is not draft.kind or other.at != draft.at:
            return False
        said, more = ({(f.role, f.head) for f in d.fillers} for d in (draft, other))
        return said < more

    def _asked(self, i: int) -> bool:
        """Whether a noun is what somebody asks or says: who grants a request has not made it."""
        return self.arguments.lexicon.evokes(self.tree.token(i).lemma.lower(), Kind.STATEMENT)

    def _told_by_verbs(self, drafts: list[Draft]) -> set[tuple[Kind, int]]:
        """Event nouns that a verb of the same kind takes up: "fought a war", "a strike hit", "struck in a raid by X". One
        that has a target or place of its own is told beside the verb."""
        out: set[tuple[Kind, int]] = set()
        own = {
            (d.kind, d.at): {f.head for f in d.fillers if f.role in ("target", "place", "victim")}
            for d in drafts
        }
        attackers = {
            (d.kind, d.at) for d in drafts if d.heads("actor") or d.heads("place")
        }  # who repels an attack of nobody told of
        for d in drafts:
            if self.tree.token(d.at).pos != "VERB":
                continue
            args = self.arguments.of(d.at)
            nouns = {
                *args.events,
                *(i for o in args.obj for i in self.tree.conjuncts(o) if self.arguments.is_event(i)),
            }
            heads = {f.head for f in d.fillers}
            out |= {
                (d.kind, i)
                for i in nouns
                if own.get((d.kind, i), set()) <= heads
                and (i not in d.heads("target") or (d.rule == "repel" and (d.kind, i) not in attackers))
            }
        return out

    def _merge(self, drafts: list[Draft]) -> list[Draft]:
        """Coordinated predicates of one kind over the same parties are one claim: "killed and injured", "attacks and strikes"."""
        out: list[Draft] = []
        for d in drafts:
            token = self.tree.token(d.at)
            same = [o for o in out if o.kind is d.kind and o.at == token.head and token.dep == "conj"
                    and {(f.role, f.head) for f in o.fillers} == {(f.role, f.head) for f in d.fillers}]  # fmt: skip
            if not same:
                out.append(d)
        return out

    def _complements(self, at: int) -> set[int]:
        """The predicates of a plan's own infinitive, of-phrase or object."""
        out: set[int] = set()
        stack = [at]
        token = self.tree.token(at)
        if self.tree.has(at, "cop") or token.dep == "nsubj":
            stack += [
                c
                for c in self.tree.kids(
                    token.head if token.dep == "nsubj" else at, "xcomp", "ccomp", "csubj", "advcl", "acl"
                )
                if c != at
            ]
            out.update(stack)
            if token.dep == "nsubj":
                out.add(token.head)
        while stack:
            i = stack.pop()
            for c in self.tree.kids(i, "xcomp", "acl", "ccomp", "obj", "nmod", "conj", "advcl"):
                if c not in out:
                    out.add(c)
                    stack.append(c)
        return out - {at}

    def _complete(self, drafts: list[Draft]) -> list[Draft]:
        """A required actor that one telling leaves out is taken from another telling of the same event."""
        out: list[Draft] = []
        lost = {d.at: d for d in drafts if d.rule == "taken-from"}
        for draft in drafts:
            if not draft.lacks:
                if draft is not lost.get(draft.at) or not any(o.at == draft.at for o in out):
                    out.append(draft)
                continue
            # Who took a town that "fell" is not told by whoever else did something to it.
            lender = None if draft.rule == "town-fell" else self._lender(draft, drafts)
            loser = self._taker_before(draft, drafts)
            asserted = self.factuality.of(draft.at, draft.light) is Factuality.ASSERTED
            mined = self.tree.token(draft.at).lemma == "clear"  # of whom or what it was cleared is not told
            if lender is None and loser is not None and asserted and not mined:
                out.append(self._lost_again(draft, loser))
            elif lender is not None:
                draft.fillers += [Filler("actor", h) for h in lender.heads("actor")]
                draft.confidence *= 0.8
                out.append(draft)
            elif draft.at not in lost and self.avowals.complete(draft):
                out.append(draft)
            elif (kept := self.denials.kept(draft)) is not None:
                out.append(kept)
            elif draft.kind in MOVES_CONTROL and draft.at not in lost:
                start, end = self.tree.chars(*draft.trigger)
                self.warnings.append(
                    Warning(
                        "role-missing",
                        f"{draft.kind.value}: the report names no {' or '.join(sorted(draft.lacks))} for {self.document.text[start:end]!r}",
                        start,
                        end,
                    )
                )
        return out

    def _lender(self, draft: Draft, drafts: list[Draft]) -> Draft | None:
        wanted = self._place_keys(draft)
        loser = self._taker_before(draft, drafts)
        barred = set() if loser is None else self.references.actor_ids(*loser.heads("actor"))
        best: tuple[int, Draft] | None = None
        for other in drafts:
            if other is draft or other.lacks or not other.heads("actor"):
                continue
            if loser is not None and (
                other.at < loser.at or barred & self.references.actor_ids(*other.heads("actor"))
            ):
                continue  # who took it before, or held it before that, has not retaken it
            same = other.kind is draft.kind or {other.kind, draft.kind} <= (
                BESIEGING if draft.kind is Kind.SIEGE else FIGHTING
            )
            if not same or not (wanted & self._place_keys(other)):
                continue
            named = any(
                e is not None for h in other.heads("actor") for e in self.references.actor_entities(h)
            )
            distance = abs(other.at - draft.at) + (0 if other.kind is draft.kind else 200)
            distance += 0 if named else 100  # who is named did it sooner than "men in uniform"
            if best is None or distance < best[0]:
                best = (distance, other)
        return best[1] if best else None

    def _taker_before(self, draft: Draft, drafts: list[Draft]) -> Draft | None:
        """Of what is retaken by nobody told of, who took it on an earlier day: "the Front captured it in May. It was retaken on Sunday"."""
        if draft.kind is not Kind.CAPTURE or draft.rule != RETAKING or draft.heads("from"):
            return None
        when, wanted = self.moments.of(draft.at, draft.light), self._place_keys(draft)
        again = (
            self.tree.token(draft.at).lemma.startswith("re") and when is not None and when.latest is not None
        )
        before = [
            d
            for d in drafts
            if d.kind is Kind.CAPTURE and d.at < draft.at and d.heads("actor") and not d.lacks
            and wanted & self._place_keys(d) and self.factuality.of(d.at, d.light) is Factuality.ASSERTED
        ]  # fmt: skip
        last = max(before, key=lambda d: d.at, default=None)
        if last is None or last.rule == RETAKING:
            return None
        then = self.moments.of(last.at, last.light)
        planned = self.factuality.of(draft.at, draft.light) is Factuality.PLANNED
        return last if planned or _apart(then, when) or (again and then != when) else None

    def _lost_again(self, draft: Draft, loser: Draft) -> Draft:
        """What is retaken by nobody told of is lost by who had it."""
        draft.fillers += [Filler("actor", h) for h in loser.heads("actor")]
        draft.confidence *= 0.8
        return replace(draft, kind=Kind.WITHDRAWAL, plover="RETREAT")

    def _place_keys(self, draft: Draft) -> set[str]:
        out = set()
        for filler in draft.fillers:
            if filler.role in ("place", "destination", "target"):
                entity = self.references.place_entity(filler.head)
                out.add(entity.id if entity else self.phrases.of(filler.head).core.lower())
        return out
