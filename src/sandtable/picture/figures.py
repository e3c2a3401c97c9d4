"""Figures that differ. Invariant: only counts of the same party, unit, place and fate, near in days, are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import inf

from sandtable.picture.dispute import Dispute, DisputeKind, Side
from sandtable.picture.settings import DEFAULT, Settings
from sandtable.picture.testimony import Testimony, Window, window
from sandtable.picture.voices import Voices, spoken
from sandtable.terms import Entity, EntityType, Factuality, Kind


def figure_disputes(
    testimonies: Iterable[Testimony], voices: Voices, settings: Settings = DEFAULT
) -> list[Dispute]:
    """Strengths and casualties of the same party, unit of count and place, near in days, whose ranges do not overlap."""
    groups: dict[tuple[str, str, str, str, str], list[tuple[Testimony, Entity, Window]]] = defaultdict(list)
    for t in testimonies:
        kind = t.claim.kind
        if (
            kind not in (Kind.STRENGTH, Kind.CASUALTY)
            or t.rejected
            or t.claim.factuality is Factuality.PLANNED
        ):
            continue
        when = window(t, lasting=False, settings=settings)
        subjects = t.actors("actor" if kind is Kind.STRENGTH else "victim")
        if when is None or t.claim.factuality is Factuality.DENIED or not subjects:
            continue
        where = ",".join(sorted(p.id for p in t.places()))
        sort = _sort(t)
        for subject in subjects:
            for q in t.entities("quantity", EntityType.QUANTITY):
                if _range(q, settings) is not None:
                    groups[kind, subject.id, where, q.unit or "", sort].append((t, q, when))
    out = []
    for (_, subject_id, _, unit, _), said in groups.items():
        said.sort(key=lambda s: (s[2].last, s[0].order))
        near: list[list[tuple[Testimony, Entity, Window]]] = []
        for item in said:
            if near and (item[2].last - near[-1][0][2].last).days <= settings.same_event:
                near[-1].append(item)
            else:
                near.append([item])
        for event in near:
            by_range: dict[tuple[float, float], list[Testimony]] = defaultdict(list)
            for t, q, _ in event:
                span = _range(q, settings)
                if span is not None:
                    by_range[span].append(t)
            spans = sorted(by_range)
            if len({voices.of(t).key for t, _, _ in event}) < 2 or not any(
                a[1] < b[0] for a in spans for b in spans
            ):
                continue
            t = event[0][0]
            role = "actor" if t.claim.kind is Kind.STRENGTH else "victim"
            subject = next(a for a in t.actors(role) if a.id == subject_id)
            about = (("actor", subject), *(("place", p) for p in t.places()[:1]))
            sides = tuple(
                Side(f"{subject.name}: {_figure(a, b, unit)}", spoken(by_range[a, b], voices))
                for a, b in spans
            )
            out.append(Dispute(DisputeKind.FIGURE, about, sides, event[0][2].first, event[-1][2].last))
    return out


_SORTS = (("wound", "wounded"), ("injur", "wounded"), ("captur", "captured"), ("displac", "displaced"))


def _sort(t: Testimony) -> str:
    """What befell the victims, so that the dead are not compared with the wounded."""
    trigger = t.claim.evidence.trigger.text.casefold()
    if t.claim.kind is Kind.STRENGTH:
        return ""
    return next((word for start, word in _SORTS if start in trigger), "killed")


def _range(q: Entity, settings: Settings) -> tuple[float, float] | None:
    """Between what a number lies: "at least 40" is open above, "up to 40" below, and "about 40" has some on either side."""
    if q.low is None and q.high is None:
        about = None if q.best is None else abs(q.best) * settings.about_percent / 100
        return None if q.best is None or about is None else (q.best - about, q.best + about)
    return (q.low if q.low is not None else -inf, q.high if q.high is not None else inf)


def _figure(low: float, high: float, unit: str) -> str:
    if low == high:
        number = f"{low:g}"
    elif high == inf:
        number = f"{low:g} or more"
    else:
        number = f"{high:g} or fewer" if low == -inf else f"{low:g} to {high:g}"
    return f"{number} {unit}".strip()
