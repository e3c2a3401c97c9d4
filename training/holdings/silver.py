"""What the rules read in the project's other texts, to learn from before the passages. Invariant: the held out reports
are not among them."""

from __future__ import annotations

from collections.abc import Iterator

from sandtable.coding import RuleCoder
from sandtable.gazetteer import Gazetteer
from sandtable.intake import make_report
from sandtable.language import load
from sandtable.language.document import Document
from sandtable.orbat import Registry
from sandtable.terms import Claim, Extent, Kind, Role
from training.holdings.examples import Event, Example
from training.holdings.scores import FACTS, KINDS
from training.mentions import FOLDER, texts

_READ = {
    Kind.CAPTURE: ("capture", ("place",)),
    Kind.WITHDRAWAL: ("withdrawal", ("place",)),
    Kind.CONTROL: ("control", ("place",)),
    Kind.PRESENCE: ("presence", ("place",)),
    Kind.MOVEMENT: ("presence", ("destination",)),
    Kind.ASSAULT: ("attack", ("place",)),
    Kind.SIEGE: ("attack", ("place",)),
}
_LONGEST, _MOST = 90, 3


def silver(limit: int | None = None) -> list[Example]:
    """Windows of one to three sentences with what the rules say of them."""
    parser, coder = load(), RuleCoder(Gazetteer.open(progress=False), Registry.load())
    out: list[Example] = []
    for text in texts(FOLDER)[:limit]:
        report = make_report(text=text.text, title=text.name)
        document = parser.parse(text.text, report.published)
        out += _windows(document, coder.code(report, document).claims)
    return out


def _windows(document: Document, claims: tuple[Claim, ...]) -> Iterator[Example]:
    sentences = list(document.sentences)
    start = 0
    while start < len(sentences):
        end = start + 1
        while (
            end < min(len(sentences), start + _MOST)
            and sentences[end].last - sentences[start].first <= _LONGEST
        ):
            end += 1
        yield _window(document, sentences[start].first, sentences[end - 1].last, claims)
        start = end


def _window(document: Document, first: int, last: int, claims: tuple[Claim, ...]) -> Example:
    tokens = document.tokens[first:last]

    def words(start: int, end: int) -> tuple[int, int] | None:
        inside = [i for i, t in enumerate(tokens) if t.start < end and t.end > start]
        return (inside[0], inside[-1] + 1) if inside else None

    def spans(roles: list[Role]) -> tuple[tuple[int, int], ...]:
        found = (words(r.start, r.end) for r in roles)
        return tuple(dict.fromkeys(s for s in found if s is not None))

    events = []
    for claim in claims:
        if claim.kind not in _READ or claim.factuality.value not in FACTS:
            continue
        kind, where = _READ[claim.kind]
        trigger = words(claim.evidence.trigger.start, claim.evidence.trigger.end)
        places = spans([r for r in claim.roles if r.role in where])
        if trigger is None or not places:
            continue
        actors = spans([r for r in claim.roles if r.role == "actor"])
        part = claim.extent is Extent.PARTIAL
        events.append(
            Event(KINDS.index(kind), trigger, FACTS.index(claim.factuality.value), part, actors, places)
        )
    return Example(
        tuple(t.text for t in tokens),
        tuple(i == 0 or tokens[i - 1].end < t.start for i, t in enumerate(tokens)),
        tuple(events),
        (),
    )
