"""The second coder: a language model, asked for quotations. Invariant: what it makes satisfies the contract as the rule
coder's claims do; a part of a report that it did not answer for is a warning."""

from __future__ import annotations

from sandtable.coding.analysis import Analysis
from sandtable.coding.claims import ClaimBuilder
from sandtable.coding.coder import Coding
from sandtable.coding.confidence import Regression
from sandtable.coding.frames import lexicon
from sandtable.coding.llm.answer import Answer, read_answer
from sandtable.coding.llm.claims import AnswerReader
from sandtable.coding.llm.codes import FrameCodes
from sandtable.coding.llm.endpoint import Endpoint, Unanswered
from sandtable.coding.llm.parts import Part, halves, split
from sandtable.coding.llm.prompt import instructions, once_more, question
from sandtable.coding.mentions import MentionResolver
from sandtable.coding.owned import speaking
from sandtable.gazetteer import Gazetteer
from sandtable.language.document import Document
from sandtable.orbat import Registry
from sandtable.sources import Sources
from sandtable.terms import Claim, Report, Warning


class LanguageModelCoder:
    """Claims by a language model; mentions by our own parser."""

    def __init__(self, gazetteer: Gazetteer, registry: Registry, endpoint: Endpoint) -> None:
        self.gazetteer = gazetteer
        self.registry = registry
        self.endpoint = endpoint
        self.sources = Sources.load(registry)
        self.lexicon = lexicon()
        self.codes = FrameCodes(self.lexicon)
        self.confidence = Regression()
        self.name = f"llm/{endpoint.model}"

    def code(self, report: Report, document: Document) -> Coding:
        """The claims of a report, in text order. Of a report that got no answer at all the warning is `no-answer`; of one
        whose parts were answered but for some, `part-unread`. Raises CoderError where the endpoint will never answer."""
        party = speaking(report, self.registry, self.sources)
        analysis = Analysis(report, document, self.gazetteer, self.registry, self.lexicon, party)
        builder = ClaimBuilder(analysis, self.registry, self.name, self.confidence)
        reader = AnswerReader(analysis, builder, self.codes, self.name)
        claims: dict[str, Claim] = {}
        unread: list[tuple[Part, str]] = []
        answered = 0
        parts = split(document.text, document.sentences)[::-1]
        while parts:
            part = parts.pop()
            try:
                answer = self._answer(document.text, part)
            except Unanswered as fault:
                smaller = halves(document.text, part, document.sentences) if fault.too_long else []
                if smaller:
                    parts += reversed(smaller)
                else:
                    unread.append((part, str(fault)))
                continue
            answered += 1
            for claim in reader.claims(answer.claims, part):
                claims.setdefault(claim.id, claim)
        ordered = sorted(
            claims.values(), key=lambda c: (c.evidence.trigger.start, c.evidence.trigger.end, c.kind.value)
        )
        lost = [
            Warning(
                "part-unread",
                f"the model gave no answer for a part of the report: {why}",
                part.start,
                part.end,
            )
            for part, why in unread
        ]
        if unread and not answered:
            why = unread[0][1]
            lost = [
                Warning("no-answer", f"the model gave no answer: {why}; try again", 0, len(document.text))
            ]
        warnings = (*analysis.references.warnings, *reader.warnings, *lost)
        mentions = MentionResolver(analysis.tree, analysis.references).all()
        return Coding(tuple(ordered), mentions, warnings)

    def _answer(self, text: str, part: Part) -> Answer:
        """The answer about a part, asked for once more where it cannot be read. Raises Unanswered."""
        asked = question(text, part)
        try:
            return read_answer(self.endpoint.ask(instructions(), asked))
        except ValueError as fault:
            again = once_more(asked, str(fault))
        try:
            return read_answer(self.endpoint.ask(instructions(), again))
        except ValueError as fault:
            raise Unanswered(f"its answer cannot be read, asked twice: {fault}") from fault
