"""Why an answer is as it is, in lines. Invariant: every claim that the answer used appears with its words and its source,
and what was set aside with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sandtable.picture.corridor import Corridor
from sandtable.picture.holds import Holds, Why
from sandtable.picture.testimony import SetAside, Testimony


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


def explain(answer: Holds | Corridor) -> list[str]:
    """The chain of an answer as lines of text: each rule, what it says here, and the sentences it was applied to; then
    what was set aside and why. A corridor explains each leg by the post that decides it."""
    if isinstance(answer, Holds):
        out = _lines(answer.why, answer.testimonies, answer.aside)
        for pressure in answer.pressure:
            by = ", ".join(a.name for a in pressure.by) or "not said by whom"
            out.append(f"pressure: {pressure.strain.value}, {by}, last {pressure.last}")
        for share in answer.segments:
            out.append(f"segment: {share.holds.place.name}: {share.holds.state}")
            out += [f"    {line}" for line in explain(share.holds)]
        return out
    out = []
    for leg, why in zip(answer.way.legs, answer.why, strict=False):
        post = leg.weakest
        out.append(f"{why.rule}: {why.says}")
        if post.holds is not None:
            out += [f"    {line}" for line in explain(post.holds)]
    return out + [f"{why.rule}: {why.says}" for why in answer.why[len(answer.way.legs) :]]
