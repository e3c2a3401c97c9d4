"""Why an answer is as it is, in lines. Invariant: every claim that the answer used appears with its words and its source,
and what was set aside with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch

from sandtable.picture.corridor import Corridor
from sandtable.picture.dispute import Dispute, DisputeKind
from sandtable.picture.holds import Holds, Why
from sandtable.picture.needs import Lever, lever_of
from sandtable.picture.orders import Orders
from sandtable.picture.spells import Spells
from sandtable.picture.testimony import SetAside, Testimony
from sandtable.picture.timeline import Timeline


def _said(t: Testimony) -> str:
    chain = " < ".join(v.name for v in t.claim.attribution)
    day = f", {t.day}" if t.day else ""
    return f'{t.publisher or "unnamed report"}{day}{f", citing {chain}" if chain else ""}: "{t.claim.evidence.exact}"'


def _lines(why: Iterable[Why], testimonies: Iterable[Testimony], aside: Sequence[SetAside]) -> list[str]:
    words = {t.claim.id: _said(t) for t in testimonies}
    out = []
    for link in why:
        out.append(f"{link.rule}: {link.says}")
        out += [f"    {claim[:12]} {words[claim]}" for claim in link.claims if claim in words]
    if aside:
        out.append("set aside:")
        out += [f"    {a.claim[:12]} {a.reason}" for a in aside]
    return out


@singledispatch
def explain(answer: object) -> list[str]:
    """The chain of an answer as lines of text: each rule, what it says here, and the sentences it was applied to; then
    what was set aside and why. A corridor explains each leg by the post that decides it; a timeline each step, and an
    order of battle each tie, by its sentences. Raises TypeError for what is no answer of the picture."""
    raise TypeError(f"not an answer of the picture: {type(answer).__name__}")


@explain.register
def _(answer: Holds) -> list[str]:
    out = _lines(answer.why, answer.testimonies, answer.aside)
    for pressure in answer.pressure:
        by = ", ".join(a.name for a in pressure.by) or "not said by whom"
        out.append(f"pressure: {pressure.strain.value}, {by}, last {pressure.last}")
    for share in answer.segments:
        out.append(f"segment: {share.holds.place.name}: {share.holds.state}")
        out += [f"    {line}" for line in explain(share.holds)]
    return out


@explain.register
def _(answer: Corridor) -> list[str]:
    out = []
    for leg, why in zip(answer.way.legs, answer.why, strict=False):
        out.append(f"{why.rule}: {why.says}")
        holds = leg.weakest.holds
        if holds is not None:
            out += [f"    {line}" for line in explain(holds)]
    out += [f"{why.rule}: {why.says}" for why in answer.why[len(answer.way.legs) :]]
    return out + change_lines(lever_of(answer.way, answer.by))


def change_lines(lever: Lever | None) -> list[str]:
    """What would change a corridor: for each place of its weakest leg what must come about, and what would then decide."""
    if lever is None:
        return []
    out = [f"what would open {lever.leg.leg.name}:"]
    out += [f"    {need.post.place.name} ({need.post.passage.word}): {need.says}" for need in lever.needs]
    rest = f"; {lever.next.leg.name} would decide" if lever.next else ""
    return [*out, f"    then the way would be {lever.then.word}{rest}"]


@explain.register
def _(answer: Spells) -> list[str]:
    out = []
    for spell in answer.spells:
        out.append(f"{spell.first} to {spell.until or 'now'}: {spell.passage.word}")
        for cause in spell.because:
            before = f", before {cause.before.word}" if cause.before is not None else ""
            out.append(f"    {cause.post.place.name}: {cause.post.passage.word}{before}; {cause.post.says}")
            words = {t.claim.id: _said(t) for t in (cause.post.holds.testimonies if cause.post.holds else ())}
            out += [f"        {claim[:12]} {words[claim]}" for claim in cause.claims if claim in words]
    return out


@explain.register
def _(answer: Timeline) -> list[str]:
    steps = [
        Why(
            f"{s.first} to {s.until or 'now'}",
            f"{s.state}: {', '.join(h.name for h in s.holders) or 'nobody said'}",
            s.claims,
        )
        for s in answer.steps
    ]
    return _lines(steps, answer.testimonies, answer.aside)


@explain.register
def _(answer: Orders) -> list[str]:
    why = []
    for word, ties in answer.by_tie():
        for t in ties:
            given = f"registry: {'; '.join(t.sources)}" if t.sources else "claims alone"
            denied = tuple(c for v in t.against for c in v.claims)
            why.append(Why(word, f"{t.actor.name} ({given})", t.claims))
            if denied:
                why.append(Why(word, f"denied of {t.actor.name}", denied))
    why += [Why("strength", f.words, tuple(c for v in f.voices for c in v.claims)) for f in answer.strength]
    return _lines(why, answer.testimonies, answer.aside)


_DISPUTED = {
    DisputeKind.HOLDER: "on one day parties that cannot both hold it are said to, or one is denied to; the sources give no order",
    DisputeKind.DATE: "different voices give one event days that do not overlap",
    DisputeKind.FIGURE: "different voices give counts of the same party, unit and place that do not overlap",
    DisputeKind.COMMAND: "a tie is asserted and denied, or one force is put under two commanders of whom neither is under the other",
    DisputeKind.SELF: "one report contradicts itself; other sources are not weighed",
}


@explain.register(tuple)
def _(answers: tuple[Dispute, ...]) -> list[str]:
    out = []
    for dispute in answers:
        about = ", ".join(dict.fromkeys(e.name for _, e in dispute.about)) or dispute.report or ""
        out.append(f"{dispute.kind.value}, {about}: {_DISPUTED[dispute.kind]}")
        for side in dispute.sides:
            voices = "; ".join(f"{v.source} ({', '.join(c[:12] for c in v.claims)})" for v in side.voices)
            out.append(f"    {side.says}: {voices}")
    return out
