"""`read` and `ingest`. Invariant: every input is read, or refused in one line on standard error; the rest goes on, in
order, and each reading leaves before the next report is opened."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sandtable.cli.coders import coder_options, open_endpoint
from sandtable.cli.desk import desk_over, open_ledger, open_reader
from sandtable.cli.options import (
    Command,
    Trouble,
    day,
    example,
    json_option,
    ledger_option,
    say,
    shown,
    write_bytes,
)
from sandtable.cli.progress import progress

if TYPE_CHECKING:
    from sandtable.coding import Reader
    from sandtable.intake import Intake, Refusal
    from sandtable.ledger import Ledger
    from sandtable.terms import Reading, Warning

    Source = Path | str  # `-` for standard input, or an address of the web

BAR_FROM = 4  # files
READY_AT_ONCE = 250  # places


@dataclass(slots=True)
class Tally:
    """What became of the input."""

    read: int = 0
    claims: int = 0
    warnings: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reading with where it came from. `refused`: nothing could be read in it."""

    reading: Reading
    source: str
    refused: bool


@dataclass(slots=True)
class Run:
    """One run over some files and addresses. `bar`: show how far it is, where standard error is a terminal."""

    reader: Reader
    published: date | None
    publisher: str | None
    bar: bool
    tally: Tally = field(default_factory=Tally)

    def over(self, paths: Sequence[str]) -> Iterator[Outcome]:
        """The readings of files, folders and addresses, in order; refusals go to standard error and are counted."""
        from sandtable.intake import Refusal

        files = list(_listed(paths))
        with progress("reading", len(files) if self.bar else 0, BAR_FROM) as advance:
            for file in files:
                for one in self._taken(file):
                    if isinstance(one, Refusal):
                        self.refuse(str(one))
                    else:
                        yield self._read(one)
                advance(1)

    def _taken(self, file: Source | Refusal) -> Iterator[Intake | Refusal]:
        from sandtable.intake import Refusal, is_web_address, read_address, read_file

        if isinstance(file, Refusal):
            yield file
        elif isinstance(file, str) and is_web_address(file):
            yield from read_address(file, published=self.published, publisher=self.publisher)
        else:
            yield from read_file(
                Path(file) if file != "-" else "-", published=self.published, publisher=self.publisher
            )

    def _read(self, intake: Intake) -> Outcome:
        from sandtable.coding import CoderError, refusal, take

        where = intake.source if intake.line is None else f"{intake.source}:{intake.line}"
        try:
            reading = take(self.reader, intake)
        except CoderError as error:
            raise Trouble(str(error)) from error
        refusing = refusal(reading)
        if refusing is None:
            self.tally.read += 1
            self.tally.claims += len(reading.claims)
            self.tally.warnings += len(reading.warnings)
        else:
            self.refuse(f"{where}: {refusing.message}")
        return Outcome(reading, where, refusing is not None)

    def refuse(self, line: str) -> None:
        """Say and count that something was refused."""
        self.tally.refused += 1
        say(line)

    def end(self) -> None:
        """Exit with 1, after a count, where something was refused."""
        if self.tally.refused:
            count = self.tally.refused
            what = "report was refused" if count == 1 else "reports were refused"
            say(f"sandtable: {count} {what}, {self.tally.read} read")
            sys.exit(1)


def _warn(outcome: Outcome, warnings: Sequence[Warning]) -> None:
    text = outcome.reading.report.text
    for w in warnings:
        span = text[w.start : w.end] if w.start is not None and w.end is not None else ""
        quoted = f' ("{span}")' if span.strip() and len(span) <= 80 and span not in w.message else ""
        say(f"{outcome.source}: warning: {w.message}{quoted} [{w.code}]")


def _listed(named: Sequence[str]) -> Iterator[Source | Refusal]:
    """The files and addresses that are meant. A folder's own README is about the reports, not one of them."""
    from sandtable.intake import is_web_address, list_files

    asked = {Path(p) for p in named}
    for given in named:
        if is_web_address(given):
            yield given
            continue
        for one in list_files([given]):
            if isinstance(one, Path) and one.stem.casefold() == "readme" and one not in asked:
                say(f"{one}: left out, as it tells of the folder; name it to read it")
            else:
                yield one


def _places(reading: Reading) -> set[str]:
    """The ids of the places that its claims name."""
    from sandtable.terms import EntityType

    entities = (role.entity for claim in reading.claims for role in claim.roles)
    return {entity.id for entity in entities if entity is not None and entity.type is EntityType.PLACE}


def _make_ready(book: Ledger, places: Collection[str]) -> None:
    """Work out what answers about some places rest on, so that nobody waits for it who asks. A part at a time, for the bar and for memory."""
    picture = desk_over(book).picture
    left = iter(sorted(places))
    with progress("making answers ready", len(places), READY_AT_ONCE) as advance:
        while some := list(islice(left, READY_AT_ONCE)):
            picture.ready(some)
            advance(len(some))


def reading_options(command: Command) -> Command:
    """What stands in where a report does not say it, and who reads."""
    for option in (
        coder_options,
        click.option(
            "--pipeline",
            metavar="NAME",
            envvar="SANDTABLE_PIPELINE",
            show_envvar=True,
            help="A spaCy pipeline (package or folder) with a tagger, a parser and entities, in place of ours.",
        ),
        click.option("--publisher", metavar="NAME", help="The publisher of reports that name none."),
        click.option("--published", type=day, metavar="DAY", help="The day of reports that have no date."),
        click.argument("files", nargs=-1, required=True, metavar="FILE..."),
    ):
        command = option(command)
    return command


@click.command(
    epilog=example(
        "sandtable read report.txt",
        "sandtable read https://example.org/news.html",
        "sandtable read --format json - < reports.jsonl",
        "sandtable read --coder llm --endpoint http://localhost:8000/v1 --model NAME report.txt",
    )
)
@reading_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="text for people; json for programs, one reading a line.",
)  # fmt: skip
def read(
    *,
    files: tuple[str, ...],
    published: date | None,
    publisher: str | None,
    pipeline: str | None,
    form: str,
    **options: Any,
) -> None:
    """Show what reports claim; nothing is stored.

    FILE is text, HTML, PDF, RSS/Atom, JSON or JSONL, a folder of these, the address of one on the web (http://, https://), or -
    for standard input. Claims are grouped by kind, each with who says it and its sentence, the words that carry it marked. Ends with status 1 where a report was
    refused; the others are read.
    """
    with open_endpoint(options) as endpoint:
        # On a terminal the readings themselves show how far it is.
        run = Run(open_reader(pipeline, endpoint), published, publisher, bar=not sys.stdout.isatty())
        if form == "json":
            from sandtable.terms.wire import reading_to

            for outcome in run.over(files):
                write_bytes(json.dumps(reading_to(outcome.reading), ensure_ascii=False) + "\n")
        else:
            from sandtable.brief.console import open_screen, reading_lines

            screen = open_screen()
            for outcome in run.over(files):
                if not outcome.refused:
                    screen.put(reading_lines(outcome.reading, outcome.source, marked=screen.marked))
                    _warn(outcome, outcome.reading.warnings)
    run.end()


@click.command(
    epilog=example(
        "sandtable ingest reports/ --ledger euphrates.db", "sandtable ingest https://example.org/feed.xml"
    )
)
@reading_options
@ledger_option
@json_option
def ingest(
    *,
    files: tuple[str, ...],
    published: date | None,
    publisher: str | None,
    pipeline: str | None,
    ledger: str,
    as_json: bool,
    **options: Any,
) -> None:
    """Read reports and store what they claim in the ledger.

    A report seen before adds nothing. Takes what `read` takes, and ends with status 1 where a report was refused.
    """
    with open_endpoint(options) as endpoint, open_ledger(ledger, create=True) as book:
        run = Run(open_reader(pipeline, endpoint), published, publisher, bar=True)
        new, named = 0, set[str]()
        for outcome in run.over(files):
            if not outcome.refused:
                added = book.add(outcome.reading)
                new += added
                named |= _places(outcome.reading) if added else set()
                _warn(outcome, [w for w in outcome.reading.warnings if w.start is None])
        if named:
            _make_ready(book, named)
        counts = book.counts()
    tally = run.tally
    if as_json:
        click.echo(
            json.dumps(
                {
                    "schema": "sandtable.ingest/1", "ledger": shown(ledger), "new": new, "known": tally.read - new,
                    "refused": tally.refused, "claims": tally.claims, "warnings": tally.warnings,
                    "holds": {"reports": counts.reports, "claims": counts.claims},
                }
            )
        )  # fmt: skip
    else:
        click.echo(f"{new} new, {tally.read - new} known, {tally.refused} refused")
        click.echo(f"{tally.claims} claims read, {tally.warnings} warnings kept beside them")
        click.echo(f"{shown(ledger)} holds {counts.reports} reports and {counts.claims} claims")
    run.end()
