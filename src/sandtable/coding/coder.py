"""Coders: from a parsed report to its claims. Invariant: every claim satisfies the contract (kinds, roles, exact
offsets); what a coder finds and cannot complete is a warning, not silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sandtable.coding.analysis import Analysis
from sandtable.coding.avowals import AvowalReader
from sandtable.coding.banners import BannerFinder
from sandtable.coding.claims import ClaimBuilder
from sandtable.coding.concerns import ConcernFinder
from sandtable.coding.confidence import Confidence, Regression
from sandtable.coding.constructions import ConstructionFinder
from sandtable.coding.demands import DemandFinder
from sandtable.coding.denials import DenialFinder
from sandtable.coding.entries import EntryReader
from sandtable.coding.frames import lexicon
from sandtable.coding.gaining import Gaining
from sandtable.coding.mentions import MentionResolver
from sandtable.coding.owned import speaking
from sandtable.coding.possession import PossessionFinder
from sandtable.coding.predications import DraftFinder
from sandtable.coding.series import SeriesFinder
from sandtable.coding.sieve import Sieve
from sandtable.coding.understood import Understood
from sandtable.coding.unnamed import Unnamed
from sandtable.gazetteer import Gazetteer
from sandtable.language.document import Document
from sandtable.orbat import Registry
from sandtable.sources import Sources
from sandtable.terms import Claim, Mention, Report, Warning


@dataclass(frozen=True, slots=True)
class Coding:
    """What a coder made of one report."""

    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    warnings: tuple[Warning, ...]


class CoderError(Exception):
    """A coder that can code no report; the message says why and what to do."""


class Coder(Protocol):
    """Anything that proposes claims for a parsed report."""

    name: str

    def code(self, report: Report, document: Document) -> Coding:
        """The claims of a report, with its mentions resolved."""
        ...


class RuleCoder:
    """The default coder: predicate frames over the dependency parse."""

    name = "rules/1"

    def __init__(
        self,
        gazetteer: Gazetteer,
        registry: Registry,
        confidence: Confidence | None = None,
        sources: Sources | None = None,
    ) -> None:
        self.gazetteer = gazetteer
        self.registry = registry
        self.sources = sources or Sources.load(registry)
        self.lexicon = lexicon()
        self.confidence = confidence or Regression()

    def code(self, report: Report, document: Document) -> Coding:
        """The claims of a report, in text order."""
        party = speaking(report, self.registry, self.sources)
        analysis = Analysis(report, document, self.gazetteer, self.registry, self.lexicon, party)
        found = DraftFinder(analysis.tree, analysis.phrases, analysis.arguments, analysis.slots, self.lexicon)
        framed = list(found.all())
        built = ConstructionFinder(
            analysis.tree, analysis.phrases, analysis.references, analysis.arguments, self.lexicon
        )
        framed += SeriesFinder(analysis.tree).all(list(framed))
        drafts = [
            *framed,
            *built.all(framed),
            *BannerFinder(analysis.tree, analysis.references, analysis.arguments).all(framed),
            *PossessionFinder(analysis.tree, analysis.references, analysis.arguments).all(),
            *analysis.relations.all(),
            *analysis.inaction.all(),
            *DemandFinder(analysis.tree, analysis.phrases, analysis.speaker_over).all(),
        ]
        whole = {(d.kind, d.at) for d in drafts if not d.lacks}
        gaining = Gaining(analysis)
        drafts = [gaining.of(d) for d in drafts if not d.lacks or (d.kind, d.at) not in whole]
        Understood(analysis, self.registry).complete(drafts)
        Unnamed(analysis, self.registry).complete(drafts)
        EntryReader(analysis).date(drafts)
        denials = DenialFinder(analysis, self.registry)
        drafts += denials.all(drafts)
        sieve = Sieve(analysis, denials, AvowalReader(analysis, self.registry))
        concerns = ConcernFinder(analysis.tree, analysis.phrases, analysis.references)
        builder = ClaimBuilder(analysis, self.registry, self.name, self.confidence)
        claims: dict[str, Claim] = {}
        for draft in sorted(sieve.sift(drafts), key=lambda d: (d.trigger, d.kind.value)):
            claim = builder.claim(concerns.complete(draft))
            if claim is not None:
                claims.setdefault(claim.id, claim)
        return Coding(
            tuple(claims.values()),
            MentionResolver(analysis.tree, analysis.references).all(),
            (*analysis.references.warnings, *sieve.warnings),
        )
