"""From a language model's answer to claims. Invariant: a claim is made only of words found in the report, resolved by our
own registry, gazetteer and times; what does not hold is a warning, and the rest of the answer stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sandtable.coding.analysis import Analysis
from sandtable.coding.claims import CONTEXT, ClaimBuilder
from sandtable.coding.drafts import Draft, Filler
from sandtable.coding.llm.answer import Proposed, ProposedRole, ProposedVoice, read_claim
from sandtable.coding.llm.codes import FrameCodes
from sandtable.coding.llm.parts import Part
from sandtable.coding.llm.quotes import Quotations, Span, gap, nearest
from sandtable.coding.llm.spans import TokenSpans
from sandtable.terms import (
    ROLES,
    Claim,
    EntityType,
    Evidence,
    Extent,
    Kind,
    Role,
    Stance,
    TimeSpan,
    Trigger,
    Voice,
    Warning,
    claim_id,
)

_SHOWN = 80  # characters of a quotation in a warning
_LEAST, _MOST = 0.05, 0.99  # confidence, as the rule coder gives it
_FAR = 10_000  # characters; farther than any word of the same sentence


@dataclass(frozen=True, slots=True)
class _Found:
    """A proposed claim whose evidence and trigger stand in the report."""

    proposed: Proposed
    evidence: Span
    trigger: Span


class AnswerReader:
    """Makes the claims of one report under one coder's name, and keeps the warnings."""

    def __init__(self, analysis: Analysis, builder: ClaimBuilder, codes: FrameCodes, coder: str) -> None:
        self.report = analysis.report
        self.document = analysis.document
        self.tree = analysis.tree
        self.phrases = analysis.phrases
        self.references = analysis.references
        self.builder = builder
        self.codes = codes
        self.coder = coder
        self.quotations = Quotations(self.document.text)
        self.warnings: list[Warning] = []
        self._told: set[Warning] = set()
        self.spans = TokenSpans(analysis.tree)

    def claims(self, answer: list[Any], part: Part) -> Iterator[Claim]:
        """The claims of an answer about a part of the report."""
        for number, raw in enumerate(answer, 1):
            try:
                proposed = read_claim(raw)
            except ValueError as fault:
                span = self._span_of(raw, part)
                self._warn(
                    "claim-malformed", f"claim {number} of the model's answer was left out: {fault}", span
                )
                continue
            found = self._locate(proposed, part)
            claim = None if found is None else self._claim(found, part)
            if claim is not None:
                yield claim

    def _warn(self, code: str, message: str, span: Span | None) -> None:
        warning = Warning(code, message, *(span or (None, None)))
        if warning not in self._told:  # a model that repeats itself is told of once
            self._told.add(warning)
            self.warnings.append(warning)

    def _span_of(self, raw: Any, part: Part) -> Span | None:
        """Where a claim that is none would stand, for its warning."""
        evidence = raw.get("evidence") if isinstance(raw, dict) else None
        spans = self.quotations.find(evidence, (part.start, part.end)) if isinstance(evidence, str) else []
        return spans[0] if spans else None

    def _locate(self, proposed: Proposed, part: Part) -> _Found | None:
        """Evidence and trigger; of several places, the one whose words are nearest to those of the roles."""
        evidence = self.quotations.find(proposed.evidence, (part.start, part.end))
        if not evidence:
            self._unfound(proposed.kind, "evidence", proposed.evidence, None)
            return None
        fillers = [self.quotations.find(role.words, (part.start, part.end)) for role in proposed.roles]
        best: tuple[int, Span, Span] | None = None
        for around in evidence:
            for at in self.quotations.find(proposed.trigger, around):
                far = sum(min(gap(nearest(spans, at), at), _FAR) for spans in fillers if spans)
                if best is None or far < best[0]:
                    best = far, around, at
        if best is None:
            self._unfound(proposed.kind, "trigger", proposed.trigger, evidence[0])
            return None
        return _Found(proposed, best[1], best[2])

    def _unfound(self, kind: Kind, what: str, words: str, span: Span | None) -> None:
        shown = words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
        self._warn(
            "quote-unfound",
            f"{kind.value}: the {what} that the model quotes is not in the report: {shown!r}",
            span,
        )

    def _claim(self, found: _Found, part: Part) -> Claim | None:
        proposed, kind = found.proposed, found.proposed.kind
        roles = self._roles(found, part)
        fault = self._fault(proposed, roles)
        if fault is not None:
            self._warn(fault[0], f"{kind.value}: {fault[1]}", found.evidence)
            return None
        stance = proposed.stance if kind is Kind.STATEMENT else None
        extent = (proposed.extent or Extent.FULL) if kind is Kind.CONTROL else None
        plover, acled = self._codes(found, stance, roles)
        evidence = self._evidence(found)
        unresolved = sum(1 for role in roles if role.entity is None)
        confidence = proposed.confidence - 0.1 * unresolved / max(1, len(roles))
        return Claim(
            id=claim_id(self.report, evidence, kind, roles, self.coder),
            kind=kind,
            roles=roles,
            evidence=evidence,
            factuality=proposed.factuality,
            stance=stance,
            extent=extent,
            time=self._time(found, part),
            attribution=tuple(self._voices(found, part)),
            plover=plover,
            acled=acled,
            confidence=round(max(_LEAST, min(_MOST, confidence)), 2),
            coder=self.coder,
        )

    def _fault(self, proposed: Proposed, roles: tuple[Role, ...]) -> tuple[str, str] | None:
        """Code and words of what keeps a claim from being one of its kind; None where nothing does."""
        kind = proposed.kind
        names = {role.role for role in roles}
        missing = ROLES[kind][0] - names
        if missing:
            return "role-missing", f"the model gives no {' or '.join(sorted(missing))} that the report names"
        if kind is Kind.SIEGE and not names & {"place", "target"}:
            return "role-missing", "the model gives neither place nor target"
        if kind is Kind.STATEMENT and proposed.stance is None:
            return "claim-malformed", "the model gives no stance"
        if self.builder.idle(kind, roles):
            return "claim-malformed", "the model ties an actor to itself"
        return None

    # -- what the words stand for -------------------------------------------------------------------------------

    def _roles(self, found: _Found, part: Part) -> tuple[Role, ...]:
        kind = found.proposed.kind
        allowed = ROLES[kind][0] | ROLES[kind][1]
        out: list[Role] = []
        for given in found.proposed.roles:
            if given.role not in allowed:
                self._warn(
                    "role-unknown",
                    f"{kind.value} takes no role {given.role[:_SHOWN]!r}; it was left out",
                    found.evidence,
                )
                continue
            spans = self.quotations.find(given.words, (part.start, part.end))
            if not spans:
                self._unfound(kind, given.role, given.words, found.evidence)
                continue
            for role in self._filled(given, self._closest(spans, found), kind, part, found):
                if role not in out:
                    out.append(role)
        if kind is Kind.MEMBERSHIP:
            out = [self.builder.part(role, out) for role in out]
        if kind in (Kind.ASSAULT, Kind.SIEGE) and not any(role.role == "place" for role in out):
            # A place that is attacked is both where and what.
            out += [replace(r, role="place") for r in out
                    if r.role == "target" and r.entity is not None and r.entity.type is EntityType.PLACE]  # fmt: skip
        return tuple(out)

    def _closest(self, spans: list[Span], found: _Found) -> Span:
        """The span inside the evidence, else the nearest to it; of several, the nearest to the trigger."""
        least = min(gap(span, found.evidence) for span in spans)
        return nearest([span for span in spans if gap(span, found.evidence) == least], found.trigger)

    def _filled(self, given: ProposedRole, span: Span, kind: Kind, part: Part, found: _Found) -> list[Role]:
        """The words with what they stand for: the name that the model points to, else what the parse makes of them."""
        own = self._resolved(given.role, span, kind)
        if given.name is None or given.role == "quantity":
            return own
        names = self.quotations.find(given.name, (0, part.end))
        if not names:
            self._unfound(kind, f"name of the {given.role}", given.name, found.evidence)
            return own
        at = nearest(names, span)
        named = [r.entity for r in self._resolved(given.role, at, kind) if r.entity is not None]
        return [replace(own[0], entity=entity) for entity in named] or own

    def _resolved(self, role: str, span: Span, kind: Kind) -> list[Role]:
        """The words of a span with what they stand for; one each for the actors of a plural."""
        head = self.spans.head(span)
        text = self.document.text[slice(*span)]
        if head is None:
            return [Role(role, text, *span)]
        # A quantity is its own words; anything else is what its phrase is.
        filler = Filler(role, head, span if role == "quantity" else None)
        return [replace(r, text=text, start=span[0], end=span[1]) for r in self.builder.role(filler, kind)]

    def _codes(
        self, found: _Found, stance: Stance | None, roles: tuple[Role, ...]
    ) -> tuple[str | None, str | None]:
        """PLOVER and ACLED codes, by the frames and the mood that the rule coder goes by."""
        proposed = found.proposed
        carrying = self.spans.tokens(found.trigger)
        lemmas = [self.tree.token(i).lemma.lower() for i in carrying]
        plover, acled = self.codes.of(proposed.kind, stance, lemmas, frozenset(r.role for r in roles))
        at = self.spans.head(found.trigger)
        if at is None:
            return plover, acled
        heads = [(r.role, self.spans.head((r.start, r.end))) for r in roles]
        fillers = [Filler(role, head) for role, head in heads if head is not None]
        draft = Draft(proposed.kind, at, (carrying.start, carrying.stop), fillers, self.coder, plover)
        return self.builder.codes.of(draft, proposed.factuality), acled

    def _evidence(self, found: _Found) -> Evidence:
        """The sentence, or sentences, that the trigger stands in."""
        text = self.document.text
        start, end = found.trigger
        over = [s for s in self.document.sentences if s.start < end and start < s.end]
        start = min([start, *(s.start for s in over)])
        end = max([end, *(s.end for s in over)])
        return Evidence(
            start,
            end,
            text[start:end],
            text[max(0, start - CONTEXT) : start],
            text[end : end + CONTEXT],
            Trigger(*found.trigger, text[slice(*found.trigger)]),
        )

    def _time(self, found: _Found, part: Part) -> TimeSpan | None:
        """The time of ours that the quoted words touch."""
        words = found.proposed.time
        if words is None:
            return None
        spans = self.quotations.find(words, (part.start, part.end))
        if not spans:
            self._unfound(found.proposed.kind, "time", words, found.evidence)
            return None
        at = self._closest(spans, found)
        touched = [t for t in self.document.times if t.start < at[1] and at[0] < t.end]
        if not touched:
            self._warn(
                "time-unknown",
                f"{found.proposed.kind.value}: {words[:_SHOWN]!r} is no time that is understood",
                at,
            )
            return None
        return max(touched, key=lambda t: min(t.end, at[1]) - max(t.start, at[0]))

    def _voices(self, found: _Found, part: Part) -> Iterator[Voice]:
        seen: set[str] = set()
        for given in found.proposed.attribution:
            spans = self.quotations.find(given.words, (part.before, part.end))
            if not spans:
                self._unfound(found.proposed.kind, "speaker", given.words, found.evidence)
                continue
            voice = self._voice(given, self._closest(spans, found))
            if voice.name.lower() not in seen:
                seen.add(voice.name.lower())
                yield voice

    def _voice(self, given: ProposedVoice, span: Span) -> Voice:
        text = self.document.text[slice(*span)]
        head = self.spans.head(span)
        name = text
        if head is not None:
            target = self.references.targets(head)[0]
            actor = self.references.names.of(target)
            name = (
                actor.name if actor is not None else text if target == head else self.phrases.of(target).text
            )
        return Voice(text, *span, name, given.type)
