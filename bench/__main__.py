"""`python -m bench`: every scoreboard that can be reached, a table in RESULTS.md, floors in baseline.json."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.board import Bench, Board

HERE = Path(__file__).resolve().parent
BOARDS = ("claims", "entities", "geoparse", "plover", "parse", "speed")


def main(argv: list[str] | None = None) -> int:
    """Runs the boards; 1 where a figure is below its floor."""
    args = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    args.add_argument("boards", nargs="*", help=f"which of {', '.join(BOARDS)} (default: all)")
    args.add_argument("--misses", type=int, default=0, metavar="N", help="print up to N misses of each board")
    args.add_argument("--write", action="store_true", help="write RESULTS.md (done when all boards run)")
    args.add_argument(
        "--raise-floors", action="store_true", help="set the floors to what was measured, less a point"
    )
    options = args.parse_args(argv)
    if unknown := set(options.boards) - set(BOARDS):
        args.error(f"no board named {', '.join(sorted(unknown))}; there are {', '.join(BOARDS)}")
    bench = Bench.open()
    console = Console(stderr=True)
    results: list[Board] = []
    for name in options.boards or BOARDS:
        with console.status(f"{name} ..."):
            results += importlib.import_module(f"bench.{name}").boards(bench)
    _print(results, options.misses)
    if not options.boards or options.write:
        (HERE / "RESULTS.md").write_text(markdown(results), encoding="utf-8")
    if options.raise_floors:
        _raise(results)
    failures = below(results, json.loads((HERE / "baseline.json").read_text(encoding="utf-8")))
    for line in failures:
        print(line, file=sys.stderr)
    return 1 if failures else 0


def _print(results: list[Board], misses: int) -> None:
    table = Table("board", "figure", "value")
    for board in results:
        for figure, value in board.figures.items():
            table.add_row(board.name, figure, f"{value:,.3f}" if value < 20 else f"{value:,.0f}")
        if board.absent:
            table.add_row(board.name, "skipped", board.absent)
    Console().print(table)
    for board in results:
        for miss in board.misses[:misses]:
            print(f"{board.name}: {miss}")


def markdown(results: list[Board]) -> str:
    """The results as a Markdown page."""
    lines = ["# Results", "", "Made by `python -m bench`. Corpora lie outside the project; the digest pins what was measured.", "",
             "| board | figure | value | corpus |", "|---|---|---|---|"]  # fmt: skip
    for board in results:
        for figure, value in board.figures.items():
            lines.append(
                f"| {board.name} | {figure} | {value:,.3f} | {board.corpus} |"
                if value < 20
                else f"| {board.name} | {figure} | {value:,.0f} | {board.corpus} |"
            )
        if board.absent:
            lines.append(f"| {board.name} | skipped: {board.absent} | | |")
    return "\n".join(lines) + "\n"


def below(results: list[Board], baseline: dict[str, dict[str, object]]) -> list[str]:
    """One line for each figure under its floor. A floor holds only for the corpus that it was measured on."""
    out = []
    for board in results:
        floors = baseline.get(board.name)
        if not floors or board.absent:
            continue
        if floors["corpus"] != board.corpus:
            out.append(
                f"{board.name}: the corpus changed ({floors['corpus']} to {board.corpus}); measure and set the floors anew with --raise-floors"
            )
            continue
        wanted = floors["floors"]
        assert isinstance(wanted, dict)
        for figure, floor in wanted.items():
            value = board.figures.get(figure, 0.0)
            if value < floor:
                out.append(f"{board.name}: {figure} is {value:.3f}, below its floor {floor:.3f}")
    return out


def _raise(results: list[Board]) -> None:
    path = HERE / "baseline.json"
    baseline = json.loads(path.read_text(encoding="utf-8"))
    for board in results:
        if board.absent or board.name.startswith("speed"):
            continue
        floors = {f: round(max(0.0, v - 0.01), 3) for f, v in board.figures.items() if "(less" not in f}
        baseline[board.name] = {"corpus": board.corpus, "floors": floors}
    path.write_text(json.dumps(baseline, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
