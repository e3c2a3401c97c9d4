"""The picture's answers as tables for a terminal. Invariant: every line of an answer carries the numbers of the sentences
that it rests on, and they stand beneath it with who says them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from sandtable.brief.console import chain, indented, sentence, visible
from sandtable.gazetteer import Place
from sandtable.ledger import Entry
from sandtable.picture import Dispute, Holds, Step, Timeline
from sandtable.terms import Position, Spoken

COLOURS = {
    "agreed": "green", "single-source": "yellow", "contested": "red", "unknown": "dim",
    "open": "green", "closed": "red", "confirmed": "green", "claimed": "yellow", "stale": "dim",
}  # fmt: skip
PRESSING = 3  # sentences shown of a pressure, which moves nothing


class Notes:
    """The sentences under an answer, numbered as they are first cited; a sentence of one report has one number."""

    def __init__(self, entry_of: Callable[[str], Entry | None], *, marked: bool) -> None:
        self._entry_of = entry_of
        self._marked = marked
        self._numbers: dict[tuple[str, int], int] = {}
        self._entries: list[Entry] = []

    def cite(self, claims: Sequence[str], most: int | None = None) -> str:
        """The numbers of the sentences of these claims, of `most` of them where given, in brackets after a blank; empty
        where there is none."""
        numbers: dict[int, None] = {}
        for claim in claims[:most]:
            entry = self._entry_of(claim)
            if entry is not None:
                key = (entry.report.id, entry.claim.evidence.start)
                if key not in self._numbers:
                    self._entries.append(entry)
                    self._numbers[key] = len(self._entries)
                numbers[self._numbers[key]] = None
        more = f" and {len(claims) - most} more" if most is not None and len(claims) > most else ""
        return f" [{', '.join(map(str, numbers))}{more}]" if numbers else ""

    def voices(self, voices: Iterable[Spoken]) -> str:
        """Who says it, each with its sentences."""
        return "; ".join(f"{visible(v.source)}{self.cite(v.claims)}" for v in voices)

    def lines(self) -> Iterator[RenderableType]:
        """The sentences."""
        if self._entries:
            yield Text("")
        for number, entry in enumerate(self._entries, 1):
            ev = entry.claim.evidence
            start, end = ev.trigger.start - ev.start, ev.trigger.end - ev.start
            said = chain(entry.report.publisher, entry.claim)
            yield Text(f"[{number}] {said}, {entry.report.known_on}", style="dim")
            yield indented(sentence(ev.exact, start, end, marked=self._marked), 2)


def table_of(*columns: str) -> Table:
    """A table without lines."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def state_of(word: str) -> Text:
    """A state in its colour."""
    return Text(word, style=COLOURS.get(word, ""))


def head_of(*parts: str | Text) -> Text:
    """A line in bold, but for the parts that have a style of their own."""
    return Text.assemble(*((p, "bold") if isinstance(p, str) else p for p in parts))


def _place(place: Place) -> str:
    where = ", ".join((place.type.value, *place.countries))
    return f"{visible(place.name)} ({where})"


def _row(table: Table, position: Position, notes: Notes) -> None:
    table.add_row(
        Text(visible(position.holder.name)), state_of(position.status), Text(position.extent), Text(position.since or ""),
        Text(notes.voices(position.voices)), Text(notes.voices(position.against)),
    )  # fmt: skip


def holds_lines(answer: Holds, notes: Notes) -> Iterator[RenderableType]:
    """Who holds a place, who puts pressure on it, and for a border each segment. The sentences are for the
    caller to put, after all that cites them."""
    yield head_of(f"{_place(answer.place)} on {answer.on}: ", state_of(answer.state))
    if answer.inferred_from:
        yield Text(f"inferred from what is said of all of {answer.inferred_from}", style="dim")
    if answer.positions:
        table = table_of("holder", "status", "extent", "since", "according to", "against")
        for position in answer.positions:
            _row(table, position, notes)
        yield table
        rules = dict.fromkeys(row.says() for _, row in answer.ageing)
        yield Text(f"a last word is {'; '.join(rules)}", style="dim")
    elif not answer.segments:
        yield from (Text(visible(w.says)) for w in answer.why if w.rule in ("age", "state"))
        yield from (Text(visible(one.says) + notes.cite(one.claims)) for one in answer.left)
    for strain in answer.pressure:
        by = ", ".join(a.name for a in strain.by) or "nobody named"
        yield Text(
            f"{strain.strain.value}: by {visible(by)}, last {strain.last}{notes.cite(strain.claims, PRESSING)}"
        )
    if answer.segments:
        table = table_of("segment", "km", "state", "holder", "according to")
        for share in answer.segments:
            held = share.holds
            table.add_row(
                Text(visible(held.place.name)), Text(f"{share.km:.0f}" if share.km is not None else ""), state_of(held.state),
                Text(", ".join(visible(p.holder.name) for p in held.positions)),
                Text("; ".join(notes.voices(p.voices) for p in held.positions)),
            )  # fmt: skip
        yield table


def timeline_lines(answer: Timeline, notes: Notes) -> Iterator[RenderableType]:
    """How a place changed hands."""
    yield head_of(_place(answer.place))
    if not answer.steps:
        yield Text("nobody is said to have held it")
        return
    table = table_of("from", "to", "state", "holder", "sentences")
    for step in answer.steps:
        table.add_row(
            Text(step.first.isoformat()), Text(step.until.isoformat() if step.until else ""), state_of(step.state),
            Text(", ".join(visible(h.name) for h in step.holders) or _gone(step)), Text(notes.cite(step.claims).strip()),
        )  # fmt: skip
    yield table
    yield from notes.lines()


def _gone(step: Step) -> str:
    return "nobody; left" if step.claims else "nobody"


def orders_lines(tree: Tree) -> Iterator[RenderableType]:
    """The order of battle, as the tree that `picture.chart` draws."""
    _made_visible(tree)
    yield tree
    if not tree.children:
        yield Text("no tie of it is known on this day")


def _made_visible(tree: Tree) -> None:
    if isinstance(tree.label, Text):
        tree.label.plain = visible(tree.label.plain)
    for child in tree.children:
        _made_visible(child)


def disputes_lines(answer: Sequence[Dispute], notes: Notes) -> Iterator[RenderableType]:
    """Each dispute with its sides."""
    if not answer:
        yield Text("no source contradicts another or itself")
    for dispute in answer:
        about = ", ".join(dict.fromkeys(visible(e.name) for _, e in dispute.about))
        days = [d.isoformat() for d in dict.fromkeys((dispute.first, dispute.last)) if d]
        yield head_of(" ".join(filter(None, (f"{dispute.kind.value}:", about, " to ".join(days)))))
        for side in dispute.sides:
            yield indented(Text.assemble(visible(side.says), (f"  {notes.voices(side.voices)}", "dim")), 1)
    yield from notes.lines()


def why_lines(chain_of: Iterable[str]) -> Iterator[RenderableType]:
    """The lines of `picture.explain`, blanks at their start kept."""
    yield Text("")
    for line in chain_of:
        bare = line.lstrip(" ")
        yield indented(Text(visible(bare)), (len(line) - len(bare)) // 2)
