"""Why a gold claim was missed and why a claim was made that the gold lacks. Invariant: a cause is "kind: reason", told
from the reading, the lexicon and the gold alone, so that causes can be counted."""

from __future__ import annotations

from bench.scoring import Answer, Scored, roles_of, wrong_roles
from sandtable.coding.frames import lexicon
from sandtable.language.document import Document, Token
from sandtable.terms import Claim, Reading


def _within(claim: Claim, span: tuple[int, int]) -> bool:
    trigger = claim.evidence.trigger
    return trigger.start < span[1] and trigger.end > span[0]


def evokes(token: Token, kinds: frozenset[str]) -> bool:
    """Whether a frame of one of the kinds has the token's lemma as its verb, noun or adjective."""
    words = lexicon()
    table = {
        "VERB": words.verbs, "AUX": words.verbs, "NOUN": words.nouns, "PROPN": words.nouns, "ADJ": words.adjs,
    }.get(token.pos)  # fmt: skip
    return table is not None and any(e.frame.kind.value in kinds for e in table.get(token.lemma.lower(), ()))


def cause_of_miss(answer: Answer, scored: Scored, reading: Reading, document: Document) -> str:
    """The cause for a required gold claim that has no answer, or one with a wrong role."""
    gold = answer.gold
    kind: str = gold["kind"]
    if answer.claim is not None:
        claim = answer.claim
        role = wrong_roles(gold, claim)[0]
        return f"{kind}: found, its {role} {'other' if roles_of(claim, role) else 'absent'}"
    if answer.evidence is None:
        return f"{kind}: the evidence is not in the text"
    span = answer.evidence
    others = [c for c in scored.false if _within(c, span)]
    if others:
        return f"{kind}: missed, told as {others[0].kind.value}"
    if any(w.code == "role-missing" and w.start is not None and span[0] <= w.start < span[1] and w.message.startswith(kind)
           for w in reading.warnings):  # fmt: skip
        return f"{kind}: missed, predicate there but a required role missing"
    kinds = frozenset({kind, *gold.get("also", ())})
    if any(evokes(t, kinds) for t in document.tokens if span[0] <= t.start < span[1]):
        return f"{kind}: missed, word in the lexicon but no frame held"
    if any(a is not answer and a.claim is not None and _within(a.claim, span) for a in scored.answers):
        return f"{kind}: missed, only another claim's words in the lexicon"
    return f"{kind}: missed, no word in the lexicon"


def cause_of_false(claim: Claim, scored: Scored) -> str:
    """The cause for a claim that answers no gold claim."""
    trigger = claim.evidence.trigger
    here = [
        a
        for a in scored.answers
        if a.sentence is not None and trigger.start < a.sentence[1] and trigger.end > a.sentence[0]
    ]
    kind = claim.kind.value
    if any(kind in (a.gold["kind"], *a.gold.get("also", ())) for a in here):
        return f"{kind}: false, one more than the gold has in the sentence"
    if any(a.claim is None and a.evidence is not None and _within(claim, a.evidence) for a in here):
        return f"{kind}: false, the gold has another kind at these words"
    if here:
        return f"{kind}: false, the gold has only other claims in the sentence"
    return f"{kind}: false, the gold has no claim in the sentence"
