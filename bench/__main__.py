"""`python -m bench`: every scoreboard that can be reached, a table in RESULTS.md, floors in baseline.json."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.board import Bench, Board
from bench.floors import below, raised
from bench.page import markdown, number

HERE = Path(__file__).resolve().parent
RESULTS, BASELINE = "RESULTS.md", HERE / "baseline.json"
# They build ledgers for half an hour, so they run only where they are named; those of one page are named together.
LONG = {
    "RESULTS-long.md": frozenset({"picture"}),
    "RESULTS-desk.md": frozenset({"desk", "desk_map", "slider"}),
}
BOARDS = ("claims", "holdings", "entities", "geoparse", "plover", "parse", "speed", "picture", "desk", "desk_map", "slider")  # fmt: skip
USUAL = tuple(name for name in BOARDS if not any(name in page for page in LONG.values()))


def arguments() -> argparse.ArgumentParser:
    """The options."""
    out = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measures the reading on every corpus in reach and ends with 1 where a figure is below its floor.",
    )
    out.add_argument(
        "boards",
        nargs="*",
        metavar="BOARD",
        help=f"which of {', '.join(BOARDS)} (default: {', '.join(USUAL)})",
    )
    out.add_argument(
        "--misses", type=int, default=0, metavar="N", help="print the N commonest causes of each board"
    )
    out.add_argument(
        "--write",
        action="store_true",
        help="write RESULTS.md from some boards only (all boards do so anyway)",
    )
    out.add_argument(
        "--raise-floors", action="store_true", help="set the floors to what was measured, less a point"
    )
    return out


def main(argv: list[str] | None = None) -> int:
    """Runs the boards; 1 where a figure is below its floor or its corpus is not the one that the floor is for."""
    parser = arguments()
    options = parser.parse_args(argv)
    if unknown := set(options.boards) - set(BOARDS):
        parser.error(f"no board named {', '.join(sorted(unknown))}; there are {', '.join(BOARDS)}")
    results: list[Board] = []
    for some in run(options.boards or USUAL):
        show(some, options.misses)
        results += some
    page = next((page for page, names in LONG.items() if names == set(options.boards)), RESULTS)
    if page != RESULTS or not options.boards or options.write:
        (HERE / page).write_text(markdown(results), encoding="utf-8")
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    if options.raise_floors:
        baseline |= raised(results)
        BASELINE.write_text(json.dumps(baseline, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    failures = below(results, baseline)
    for line in failures:
        print(line, file=sys.stderr)
    return 1 if failures else 0


def run(names: Sequence[str]) -> Iterator[list[Board]]:
    """The boards of each of these modules, with how far they are on standard error."""
    console = Console(stderr=True)
    with console.status("opening the model, the gazetteer and the registry") as status:
        bench = Bench.open(say=status.update)
    for name in names:
        with console.status(name) as status:
            results: list[Board] = importlib.import_module(f"bench.{name}").boards(
                replace(bench, say=status.update)
            )
        yield results


def show(results: list[Board], misses: int) -> None:
    """The figures as a table, then the commonest causes of misses."""
    table = Table("board", "figure", "value")
    for board in results:
        for figure, value in board.figures.items():
            table.add_row(board.name, figure, number(value))
        if board.absent:
            table.add_row(board.name, "skipped", board.absent)
    Console().print(table)
    for board in results:
        for miss in board.misses[:misses]:
            print(f"{board.name}: {miss}")


if __name__ == "__main__":
    sys.exit(main())
