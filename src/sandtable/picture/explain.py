"""Why an answer is as it is, in lines for people and as JSON for programs. Invariant: every claim that the answer used
appears with its words and its source, and what was set aside with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandtable.picture.reasons import Reasons, reasons_of
from sandtable.picture.settings import Settings
from sandtable.picture.testimony import Testimony

Told = Callable[[tuple[str, ...]], Mapping[str, Testimony]]


def _nothing(claims: tuple[str, ...]) -> Mapping[str, Testimony]:
    return {}


def _said(t: Testimony) -> str:
    chain = " < ".join(v.name for v in t.claim.attribution)
    day = f", {t.day}" if t.day else ""
    return f'{t.publisher or "unnamed report"}{day}{f", citing {chain}" if chain else ""}: "{t.claim.evidence.exact}"'


def _words(reasons: Reasons, told: Told) -> dict[str, Testimony]:
    """The claims that a chain names, by id: those that the answer carries, and the rest as `told` finds them."""
    found = {t.id: t for t in reasons.carried()}
    named = tuple(dict.fromkeys(reasons.claims()))
    found.update(told(tuple(claim for claim in named if claim not in found)))
    return {claim: found[claim] for claim in named if claim in found}


def explain(answer: object, told: Told = _nothing) -> list[str]:
    """The chain of an answer as lines of text: each rule, what it says here, and the sentences it was applied to; then
    what was set aside, why, and its words. `told` finds claims that the answer names but does not carry. Raises
    TypeError for what is no answer of the picture."""
    reasons = answer if isinstance(answer, Reasons) else reasons_of(answer)
    return _lines(reasons, _words(reasons, told))


def _lines(reasons: Reasons, words: Mapping[str, Testimony]) -> list[str]:
    out = []
    for link in reasons.links:
        out.append(f"{link.rule}: {link.says}")
        out += [f"    {claim[:12]} {_said(words[claim])}" for claim in link.claims if claim in words]
        if link.under is not None:
            out += [f"    {line}" for line in _lines(link.under, words)]
    if reasons.aside:
        out.append("set aside:")
    for left in reasons.aside:
        out.append(f"    {left.claim[:12]} {left.reason}")
        if left.claim in words:
            out.append(f"        {_said(words[left.claim])}")
    return out


def why_json(answer: object, settings: Settings, told: Told = _nothing) -> dict[str, Any]:
    """The same chain as JSON: `rules`, each with its claims and, where it has a chain of its own, `under`; `set_aside`;
    and for the whole `claims`, each with its sentence and who says it, and `settings`, the table of days and kilometres
    by which the answer was made."""
    reasons = answer if isinstance(answer, Reasons) else reasons_of(answer)
    words = _words(reasons, told)
    return {
        **_chain(reasons),
        "claims": [_claim(t) for t in words.values()],
        "settings": settings.table(),
    }


def _chain(reasons: Reasons) -> dict[str, Any]:
    rules = []
    for link in reasons.links:
        rule: dict[str, Any] = {"rule": link.rule, "says": link.says, "claims": list(link.claims)}
        if link.under is not None:
            rule["under"] = _chain(link.under)
        rules.append(rule)
    return {
        "rules": rules,
        "set_aside": [{"claim": left.claim, "reason": left.reason} for left in reasons.aside],
    }


def _claim(t: Testimony) -> dict[str, Any]:
    """A claim with the sentence it rests on, the report, and who says it: the outlet, and the speakers it cites."""
    claim = t.claim
    return {
        "id": claim.id,
        "kind": claim.kind.value,
        "factuality": claim.factuality.value,
        "sentence": claim.evidence.exact,
        "trigger": claim.evidence.trigger.text,
        "report": t.report_id,
        "source": t.publisher,
        "published": t.published.isoformat() if t.published else None,
        "citing": [v.name for v in claim.attribution],
    }
