"""Lines and tables for a terminal. Invariant: text of reports is only ever text: nothing in it is taken for markup, and
what could steer a terminal or turn its writing round is shown as a replacement character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from sandtable.terms import Claim, EntityType, Extent, Factuality, Kind, Reading, Role, TimeSpan

# Of a pipe or a file: nothing is wrapped or cut.
_ENDLESS = 100_000
_BLANKS = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
# Controls, and the marks that change the direction of writing (Unicode TR 36, "Trojan Source").
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """The text on one line, without what could steer a terminal."""
    return _STEERING.sub("\ufffd", _BLANKS.sub(" ", text))


@dataclass(frozen=True, slots=True)
class Screen:
    """Where lines go. `marked`: marks are in colour; between asterisks where colour cannot be or is not wanted."""

    console: Console
    marked: bool

    def put(self, lines: Iterable[RenderableType]) -> None:
        """Print the lines and let them go at once."""
        for line in lines:
            if self.console.is_terminal:
                self.console.print(line)
            else:
                # A table fills its columns with blanks, which mean nothing in a file.
                with self.console.capture() as drawn:
                    self.console.print(line)
                self.console.file.write("".join(f"{row.rstrip()}\n" for row in drawn.get().splitlines()))
        self.console.file.flush()


def open_screen() -> Screen:
    """Standard output: coloured on a terminal (save where NO_COLOR is set), plain and of endless lines elsewhere."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=_ENDLESS, color_system=None)
    return Screen(console, console.is_terminal and not console.no_color)


def indented(text: Text, steps: int) -> RenderableType:
    """The text set in by two columns a step, its further lines too."""
    return Padding.indent(text, 2 * steps)


def sentence(exact: str, start: int, end: int, *, marked: bool) -> Text:
    """A sentence in quotation marks with the words from `start` to `end` in colour (`marked`) or between asterisks."""
    before, words, after = (visible(t) for t in (exact[:start], exact[start:end], exact[end:]))
    if not marked:
        return Text(f'"{before}**{words}**{after}"')
    return Text.assemble('"', before, (words, "bold yellow"), after, '"')


def chain(publisher: str | None, claim: Claim) -> str:
    """Who says it, the outlet first, the innermost speaker last."""
    return visible(" > ".join([publisher or "the report", *(v.name for v in claim.attribution)]))


def reading_lines(reading: Reading, source: str, *, marked: bool) -> Iterator[RenderableType]:
    """What a report claims, by kind: parties, day and standing, then the chain of who says it, then the sentence."""
    report = reading.report
    yield Text(visible(report.title or "(no title)"), style="bold")
    day = report.published.isoformat() if report.published else "no date"
    yield Text(visible(f"{report.publisher or 'publisher not known'}, {day}, {source}"), style="dim")
    if not reading.claims:
        yield Text("no claims")
    for kind in Kind:
        claims = [c for c in reading.claims if c.kind is kind]
        if claims:
            yield Text(f"{kind.value} ({len(claims)})", style="bold cyan")
        for claim in claims:
            yield indented(_gist(claim), 1)
            yield indented(Text(f"said by {chain(report.publisher, claim)}", style="dim"), 2)
            ev = claim.evidence
            start, end = ev.trigger.start - ev.start, ev.trigger.end - ev.start
            yield indented(sentence(ev.exact, start, end, marked=marked), 2)
    yield Text("")


def _gist(claim: Claim) -> Text:
    """Roles by name in the order of the text, then day, stance, extent and factuality where they say something."""
    groups: dict[str, list[str]] = {}
    for role in claim.roles:
        groups.setdefault(role.role, []).append(_filler(role))
    parts: list[Text] = []
    for name, fillers in groups.items():
        parts.append(Text.assemble((f"{name} ", "dim"), " + ".join(fillers)))
    if claim.time is not None:
        parts.append(Text.assemble(("time ", "dim"), visible(_days(claim.time))))
    if claim.stance is not None:
        parts.append(Text.assemble(("stance ", "dim"), claim.stance.value))
    if claim.extent is not None and claim.extent is not Extent.FULL:
        parts.append(Text.assemble(("extent ", "dim"), claim.extent.value))
    if claim.factuality is not Factuality.ASSERTED:
        parts.append(Text(claim.factuality.value, style="magenta"))
    return Text("; ").join(parts)


def _filler(role: Role) -> str:
    """The name that the words resolved to; the words themselves, with a question mark, where they did not."""
    if role.entity is None:
        return visible(f"{role.text} (?)")
    if role.entity.type is EntityType.QUANTITY:
        return visible(role.text)
    return visible(role.entity.name)


def _days(time: TimeSpan) -> str:
    if time.earliest is None and time.latest is None:
        return f'"{time.text}"'
    if time.earliest == time.latest:
        return str(time.earliest)
    return f"{time.earliest or '...'} to {time.latest or '...'}"
