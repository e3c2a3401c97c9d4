"""`brief` and `export`. Invariant: a file that is there is replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from sandtable.cli.desk import as_of, open_desk, today
from sandtable.cli.options import (
    Asked,
    Trouble,
    example,
    heed_options,
    known_option,
    ledger_option,
    on_option,
    say,
    write_bytes,
)
from sandtable.cli.overland import find_way, way_options

SUFFIXES = {"html": ".html", "markdown": ".md"}


def _write(text: str, output: str) -> None:
    """Write to a file, by way of another beside it, or to standard output for `-`. Raises Trouble."""
    if output == "-":
        write_bytes(text)
        return
    path = Path(output)
    try:
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            os.chmod(scratch, 0o666 & ~_umask())
            os.replace(scratch, path)
        except OSError:
            os.unlink(scratch)
            raise
    except OSError as error:
        raise Trouble(f"cannot write {output}: {error.strerror}; name another file with --output") from error


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


@click.command(
    epilog=example(
        "sandtable brief --on 2017-12-10 --output brief.html",
        'sandtable brief --on 2017-11-12 --beside "Qasr Radio" --beside "Euphrates Wire"',
        "sandtable brief --on 2017-11-20 --corridor Baghdad Damascus --by Iran --format markdown --output -",
    )
)
@ledger_option
@on_option
@known_option
@heed_options
@click.option(
    "--beside",
    multiple=True,
    metavar="SOURCE",
    help="Show the maps of two sources or more side by side, each as it alone tells it. Give it once for each.",
)
@click.option(
    "--corridor", nargs=2, metavar="FROM TO", help="Draw this corridor leg by leg; say whose with --by."
)
@way_options
@click.option(
    "--format",
    "form",
    type=click.Choice(list(SUFFIXES)),
    help="Default: by the ending of --output, else html.",
)
@click.option("--title", default="", help="The title of the page.")
@click.option(
    "--output", metavar="FILE", help="Where to write; - for standard output. Default: brief.html or brief.md."
)
def brief(
    *,
    ledger: str,
    on: date | None,
    known: date | None,
    without: tuple[str, ...],
    only: tuple[str, ...],
    judged: str,
    beside: tuple[str, ...],
    corridor: tuple[str, str] | None,
    by: tuple[str, ...],
    roads: str | None,
    snap: float,
    form: str | None,
    title: str,
    output: str | None,
) -> None:
    """Write the brief: what changed, who holds what and by whose word, order of battle, disputes, and the map.

    As HTML it is one file that opens from disk and asks nothing of the network.
    """
    if form is None:
        form = "markdown" if output and Path(output).suffix.lower() in (".md", ".markdown") else "html"
    output = output or f"brief{SUFFIXES[form]}"
    if len(beside) == 1:
        raise click.UsageError("--beside sets sources side by side: give it twice, once for each source")
    if bool(corridor) is not bool(by):
        raise click.UsageError("a corridor needs both --corridor FROM TO and --by ACTOR")
    if roads and not corridor:
        raise click.UsageError("--roads goes with --corridor FROM TO")
    asked = Asked(ledger, on, known, without=without, only=only, judged=judged)
    with open_desk(replace(asked, only=(*only, *beside))) as desk:
        from sandtable.brief import BriefError, drawn, gather, render, render_markdown

        day, hearing, way = on or today(), as_of(asked).heed, None
        if corridor:
            asking = find_way(desk, corridor, by, day, roads, snap)
            way = drawn(
                desk.picture.corridor(
                    asking.start, asking.end, asking.by, day, known, legs=asking.legs, heed=hearing
                )
            )
        found = gather(
            desk.picture,
            desk.ledger,
            desk.gazetteer,
            desk.registry,
            on=day,
            known=known,
            title=title,
            heed=hearing,
            beside=beside,
            corridor=way,
        )
        try:
            page = render(found) if form == "html" else render_markdown(found)
        except BriefError as error:
            raise Trouble(str(error)) from error
    _write(page, output)
    if output != "-":
        say(f"{output}: the brief from {found.reports} reports")


@click.command(
    epilog=example(
        "sandtable export geojson --on 2017-11-20 --output map.geojson", "sandtable export csv > events.csv"
    )
)
@click.argument("form", metavar="FORMAT", type=click.Choice(["geojson", "csv", "plover", "ftm", "stix"]))
@ledger_option
@on_option
@known_option
@click.option("--output", metavar="FILE", default="-", help="Where to write. Default: standard output.")
def export(form: str, ledger: str, on: date | None, known: date | None, output: str) -> None:
    """Write the picture or its claims for other programs.

    FORMAT is geojson (the map of the day), csv (ACLED's columns), plover (JSON lines), ftm (FollowTheMoney) or stix
    (STIX 2.1). What a format has no words for is left out, and counted on standard error.
    """
    with open_desk(Asked(ledger, on, known), dated=form == "geojson") as desk:
        from sandtable.brief import Lookup, exports, gather

        entries = desk.ledger.claims(known=known)
        if form == "geojson":
            day = on or today()
            found = gather(desk.picture, desk.ledger, desk.gazetteer, desk.registry, on=day, known=known)
            made = exports.export_geojson(found, entries)
        else:

            def kind(actor: str) -> str:
                listed = desk.registry.get(actor)
                return listed.kind.value if listed else ""

            write = {
                "csv": exports.export_csv, "plover": exports.export_plover, "ftm": exports.export_ftm,
                "stix": exports.export_stix,
            }[form]  # fmt: skip
            made = write(entries, Lookup(kind, desk.gazetteer.get))
    _write(made.text, output)
    for line in made.left_out:
        say(f"sandtable: {line}")
