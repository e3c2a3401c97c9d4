"""The chain behind an answer. Invariant: every claim that an answer rests on stands under the rule that it was applied to,
and what was set aside stands with its reason; people and programs are given the same chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch

from sandtable.picture.corridor import Corridor
from sandtable.picture.dispute import Dispute, DisputeKind
from sandtable.picture.holds import Holds
from sandtable.picture.needs import Lever, lever_of
from sandtable.picture.orders import Orders
from sandtable.picture.spells import Spells
from sandtable.picture.testimony import SetAside, Testimony
from sandtable.picture.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Link:
    """A rule, what it says here, the claims it was applied to, and the chain beneath it."""

    rule: str
    says: str
    claims: tuple[str, ...] = ()
    under: Reasons | None = None


@dataclass(frozen=True, slots=True)
class Reasons:
    """The links of an answer in order, and what it set aside. `said` are the claims that the answer carries itself."""

    links: tuple[Link, ...]
    aside: tuple[SetAside, ...] = ()
    said: tuple[Testimony, ...] = ()

    def claims(self) -> Iterator[str]:
        """The claims that the chain names, in its order; one may come more than once."""
        for link in self.links:
            yield from link.claims
            if link.under is not None:
                yield from link.under.claims()
        yield from (left.claim for left in self.aside)

    def carried(self) -> Iterator[Testimony]:
        """The claims that the answer and those beneath it carry."""
        yield from self.said
        for link in self.links:
            if link.under is not None:
                yield from link.under.carried()


@singledispatch
def reasons_of(answer: object) -> Reasons:
    """The chain of an answer. A corridor gives each leg by the post that decides it; a timeline each step, an order of
    battle each tie, a dispute each side. Raises TypeError for what is no answer of the picture."""
    raise TypeError(f"not an answer of the picture: {type(answer).__name__}")


@reasons_of.register
def _(answer: Holds) -> Reasons:
    links = [Link(w.rule, w.says, w.claims) for w in answer.why]
    for pressure in answer.pressure:
        by = ", ".join(a.name for a in pressure.by) or "not said by whom"
        says = f"{pressure.strain.value}, {by}, last {pressure.last}; it moves nothing"
        links.append(Link("pressure", says, pressure.claims))
    for share in answer.segments:
        held = share.holds
        links.append(Link("segment", f"{held.place.name}: {held.state}", (), reasons_of(held)))
    return Reasons(tuple(links), answer.aside, answer.testimonies)


@reasons_of.register
def _(answer: Corridor) -> Reasons:
    links = []
    for leg, why in zip(answer.way.legs, answer.why, strict=False):
        holds = leg.weakest.holds
        links.append(Link(why.rule, why.says, why.claims, reasons_of(holds) if holds else None))
    links += [Link(why.rule, why.says, why.claims) for why in answer.why[len(answer.way.legs) :]]
    lever = lever_of(answer.way, answer.by)
    return Reasons((*links, *(_change(lever) if lever else ())))


def _change(lever: Lever) -> Iterator[Link]:
    """What would change a corridor: for each place of its weakest leg what must come about, and what would then decide."""
    rest = f"; {lever.next.leg.name} would decide" if lever.next else ""
    needs = [
        Link(need.post.place.name, f"{need.post.passage.word}; it takes {need.says}", need.claims)
        for need in lever.needs
    ]
    then = Link("then", f"the way would be {lever.then.word}{rest}")
    yield Link("what would open it", lever.leg.leg.name, (), Reasons((*needs, then)))


@reasons_of.register
def _(answer: Spells) -> Reasons:
    links = []
    for spell in answer.spells:
        causes, said = [], list[Testimony]()
        for cause in spell.because:
            before = f", before {cause.before.word}" if cause.before is not None else ""
            says = f"{cause.post.passage.word}{before}; {cause.post.says}"
            causes.append(Link(cause.post.place.name, says, cause.claims))
            said += cause.post.holds.testimonies if cause.post.holds else ()
        days = f"{spell.first} to {spell.until or 'now'}"
        links.append(Link(days, spell.passage.word, (), Reasons(tuple(causes), said=tuple(said))))
    return Reasons(tuple(links))


@reasons_of.register
def _(answer: Timeline) -> Reasons:
    links = [
        Link(
            f"{s.first} to {s.until or 'now'}",
            f"{s.state}: {', '.join(h.name for h in s.holders) or ('nobody; who left it' if s.claims else 'nobody said')}",
            s.claims,
        )
        for s in answer.steps
    ]
    return Reasons(tuple(links), answer.aside, answer.testimonies)


@reasons_of.register
def _(answer: Orders) -> Reasons:
    links = []
    for cycle in answer.cycles:
        chain = ", which is under ".join(e.name for e in (*cycle[1:], answer.actor))
        above = {e.id for e in cycle[1:]}
        said = tuple(c for _, ties in answer.by_tie() for t in ties if t.actor.id in above for c in t.claims)
        links.append(
            Link(
                "cycle",
                f"{answer.actor.name} is under {chain}; it is shown, not broken",
                tuple(dict.fromkeys(said)),
            )
        )
    if answer.rivals:
        names = " and ".join(e.name for e in answer.rivals)
        rivals = {e.id for e in answer.rivals}
        said = tuple(c for t in answer.superiors if t.actor.id in rivals for c in t.claims)
        links.append(Link("contradictory command", f"{names}: neither is said to be under the other", said))
    for word, ties in answer.by_tie():
        for t in ties:
            given = f"registry: {'; '.join(t.sources)}" if t.sources else "claims alone"
            links.append(Link(word, f"{t.actor.name} ({given})", t.claims))
            denied = tuple(c for v in t.against for c in v.claims)
            if denied:
                links.append(Link(word, f"denied of {t.actor.name}", denied))
    links += [
        Link("strength", f.words, tuple(c for v in f.voices for c in v.claims)) for f in answer.strength
    ]
    return Reasons(tuple(links), answer.aside, answer.testimonies)


DISPUTED = {
    DisputeKind.HOLDER: "on one day parties that cannot both hold it are said to, or one is denied to; the sources give no order",
    DisputeKind.DATE: "different voices give one event days that do not overlap",
    DisputeKind.FIGURE: "different voices give counts of the same party, unit and place that do not overlap",
    DisputeKind.COMMAND: "a tie is asserted and denied, or one force is put under two commanders of whom neither is under the other",
    DisputeKind.SELF: "one report contradicts itself; other sources are not weighed",
}


@reasons_of.register(tuple)
def _(answers: tuple[Dispute, ...]) -> Reasons:
    return Reasons(tuple(_disputed(d) for d in answers))


def _disputed(dispute: Dispute) -> Link:
    about = ", ".join(dict.fromkeys(e.name for _, e in dispute.about)) or dispute.report or ""
    sides = [Link(", ".join(v.source for v in side.voices), side.says, side.claims) for side in dispute.sides]
    return Link(f"{dispute.kind.value}, {about}", DISPUTED[dispute.kind], (), Reasons(tuple(sides)))
