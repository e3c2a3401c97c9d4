"""All that is known of one report's language before a claim is made: phrases, references, arguments, voices, times.
Invariant: made once per report and not changed by what is coded from it."""

from __future__ import annotations

from sandtable.coding.acts import mend_acts
from sandtable.coding.arguments import ArgumentFinder
from sandtable.coding.attachments import mend_attachments
from sandtable.coding.attribution import AttributionReader
from sandtable.coding.bearings import mend_bearings
from sandtable.coding.called import Called
from sandtable.coding.cases import mend_cases
from sandtable.coding.clauses import mend_clauses
from sandtable.coding.closings import mend_closings
from sandtable.coding.context import countries_of, home_of
from sandtable.coding.factuality import FactualityReader
from sandtable.coding.frames import Lexicon
from sandtable.coding.grafting import Grafter
from sandtable.coding.grammar import Tree
from sandtable.coding.inaction import InactionFinder
from sandtable.coding.insets import mend_insets
from sandtable.coding.joints import mend_joints
from sandtable.coding.mending import mend
from sandtable.coding.moments import MomentReader
from sandtable.coding.openers import mend_openers
from sandtable.coding.owned import Owned
from sandtable.coding.parts import FIRST_PERSON, SEVERAL
from sandtable.coding.phrases import Phrases
from sandtable.coding.predicates import mend_predicates
from sandtable.coding.references import References
from sandtable.coding.relations import RelationFinder
from sandtable.coding.relatives import mend_relatives
from sandtable.coding.rumours import mend_rumours
from sandtable.coding.slots import SlotReader
from sandtable.coding.subjects import mend_subjects
from sandtable.gazetteer import Gazetteer
from sandtable.language.document import Document
from sandtable.orbat import Actor, Registry
from sandtable.terms import Report


class Analysis:
    """One report under analysis."""

    def __init__(
        self,
        report: Report,
        document: Document,
        gazetteer: Gazetteer,
        registry: Registry,
        lexicon: Lexicon,
        party: Actor | None = None,
    ) -> None:
        self.report = report
        self.document = document
        graft = Grafter(document)
        mend(graft)
        mend_openers(graft, gazetteer, lexicon)
        mend_cases(graft)
        mend_insets(graft)
        mend_bearings(graft)
        mend_subjects(graft, lexicon)
        mend_joints(graft)
        mend_closings(graft)
        mend_relatives(graft)
        mend_clauses(graft, lexicon)
        mend_predicates(graft, lexicon)
        mend_attachments(graft, lexicon)
        mend_acts(graft, lexicon)
        mend_rumours(graft)
        self.tree = Tree(document)
        countries = countries_of(
            document, gazetteer, registry, report.published, report.publisher or "", party
        )
        self.phrases = Phrases(self.tree, registry, gazetteer, countries, report.published)
        home = None if party else home_of(report.publisher or "", gazetteer, countries)
        self.references = References(
            self.tree, self.phrases, registry, gazetteer, countries, report.id[:12], home
        )
        self.arguments = ArgumentFinder(self.tree, self.phrases, lexicon)
        self.slots = SlotReader(self.tree, self.phrases, self.references, self.arguments)
        self.relations = RelationFinder(self.tree, self.phrases)
        self.inaction = InactionFinder(self.tree, self.phrases, self.arguments)
        self.factuality = FactualityReader(self.tree)
        self.attribution = AttributionReader(self.tree, self.phrases, self.references, lexicon)
        self.moments = MomentReader(self.tree, report.published)
        self.own_voice: int | None = None  # whose statement the report is, where it says "we"
        self.owned = Owned(
            self.tree, self.phrases, self.references, registry, party, report.published, self.speaker_over
        )
        self.called = Called(self.owned)
        self.called.offices()
        self._first_person()
        self.owned.bearers()
        self.called.by_name()

    def _first_person(self) -> None:
        """ "We" is whoever speaks, or for whom he does: the voice over it, else whom the report itself speaks for."""
        opening = next(
            (
                t.head
                for t in self.references.traces
                if t.subject and t.phrase.named and "actor" in t.phrase.classes
            ),
            None,
        )
        for token in self.tree.tokens:
            if token.pos == "PRON" and token.text.lower() in FIRST_PERSON:
                speaker = self.attribution.speaker_over(token.i)
                if speaker == token.i or speaker is None:
                    speaker = self.attribution.speaker_of_sentence.get(token.sentence)
                itself = speaker is not None and self.tree.token(speaker).text.lower() in FIRST_PERSON
                if (speaker is None or itself) and self.owned.first_person(token.i):
                    continue
                if speaker is None and opening is not None and opening < token.i:
                    self.own_voice = speaker = opening
                if (
                    speaker is not None
                    and speaker != token.i
                    and self.tree.token(speaker).text.lower() not in FIRST_PERSON
                ):
                    targets = self.references.targets(speaker)
                    body = self.called.spoken_for(speaker) if token.text.lower() in SEVERAL else None
                    words = None if body is None else self.called.body_of(speaker)
                    body = body or self.owned.mouthpieces.party(targets[0])
                    if body is None and token.text.lower() in SEVERAL and self.called.own_man(targets[0]):
                        body = self.owned.party
                    if body is not None:
                        self.references.means.pop(token.i, None)
                        self.references.names.owned[token.i] = body
                        self.references.worded[token.i] = targets[0] if words is None else words
                        continue
                    self.references.means[token.i] = targets
        self.owned.men(self.own_voice)
        self.references.own_bodies()

    def speaker_over(self, i: int) -> int | None:
        """Who says what stands at a token: a voice of the report, or the party whose statement the report is."""
        speaker = self.attribution.speaker_over(i)
        return self.own_voice if speaker is None else speaker
