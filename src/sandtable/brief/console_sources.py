"""Sources on a terminal. Invariant: as of `console_answers`; no share is printed of fewer words than tell one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from sandtable.brief.console import indented, visible
from sandtable.brief.console_answers import Notes
from sandtable.picture import Outcome, Profile, RollCall, Word

SHOWN = 5  # words of each outcome
WORDS = {
    Outcome.BORNE_OUT: "borne out by an independent voice, on the day or later",
    Outcome.FOLLOWS: "said before it by others, and only before",
    Outcome.CONTRADICTED: "contradicted by another voice, and borne out by none",
    Outcome.BOTH: "borne out by some, contradicted by others",
    Outcome.ALONE: "alone: no other voice speaks to it",
}
# In these an outcome's other voices are of interest; the rest are only counted.
_LISTED = (Outcome.CONTRADICTED, Outcome.BOTH)


def roll_lines(called: RollCall) -> Iterator[RenderableType]:
    """The sources as a table."""
    if not called.rolls:
        yield Text("no source is heard")
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("source", "sort", "grade"):
        table.add_column(column)
    for column in ("reports", "claims", "quoted"):
        table.add_column(column, justify="right")
    for roll in called.rolls:
        grade = roll.source.grade(called.on).letter if roll.source else "-"
        sort = roll.source.group if roll.source else roll.type.value
        numbers = (str(n) for n in (roll.reports, roll.claims, roll.quoted))
        table.add_row(Text(visible(roll.name)), sort, grade, *numbers)
    yield table


def profile_lines(profile: Profile, notes: Notes) -> Iterator[RenderableType]:
    """A source: what the registry says of it, and its track record."""
    roll = profile.roll
    yield Text(visible(roll.name), style="bold")
    yield Text(
        f"{roll.reports} reports with {roll.claims} claims; {roll.quoted} claims name it as who says them"
    )
    if profile.grades:
        for grade in profile.grades:
            since = f" since {grade.since}" if grade.since else ""
            yield Text(visible(f"grade {grade.letter}{since} ({grade.source})"))
    else:
        yield Text("no grade: the registry of sources does not have it")
    for tie in profile.speaks_for:
        yield Text(visible(f"speaks for {tie.actor.name}{_days(tie.start, tie.end)} ({tie.source})"))
    for _, name in profile.carries:
        yield Text(visible(f"runs copy of {name}"))
    if roll.kinds:
        yield Text("claims: " + ", ".join(f"{kind} {number}" for kind, number in roll.kinds))
    yield Text("")
    yield Text(f"words about who holds what: {len(profile.track.words)}", style="bold")
    yield Text(profile.caution, style="dim")
    for outcome, number in profile.track.counts().items():
        yield Text(f"{number:5}  {WORDS[outcome]}")
        if outcome in _LISTED:
            words = [w for w in profile.track.words if w.outcome is outcome]
            for word in words[:SHOWN]:
                yield indented(_word(word, notes), 4)
            if number > SHOWN:
                yield indented(Text(f"and {number - SHOWN} more", style="dim"), 4)
    for name, number in profile.track.quotes[:SHOWN]:
        yield Text(f"{number:5}  {visible(f'claims of its reports are the words of {name}')}")
    for name, number in profile.track.repeats[:SHOWN]:
        yield Text(f"{number:5}  {visible(f'claims of its reports repeat the text of {name}')}")


def _word(word: Word, notes: Notes) -> Text:
    said = f", said {word.day}" if word.day else ""
    text = f"{visible(word.place.name)}{said}{notes.cite([word.claim])}; against it{notes.cite(word.against)}"
    same = (*word.after, *word.earlier)
    return Text(f"{text}; the same{notes.cite(same)}" if same else text)


def _days(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return ""
    return f" from {start or 'unknown'} to {end or 'now'}"
