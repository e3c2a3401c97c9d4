"""The results as a page. Invariant: figures, causes and counts only, no word of a corpus that is not ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bench.board import Board, Sheet

OPENING = """# Results

Made by `python -m bench`. The corpora lie outside the project; a digest over their files pins what was measured.
"Seen": the coder was made, or the model trained, with these texts before the eyes; "held out" and "blind" are not used so.
"""


def number(value: float) -> str:
    """Three decimals for a share, none for a count or a rate."""
    return f"{value:,.3f}" if abs(value) < 20 else f"{value:,.0f}"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    cells = [columns, ["---"] * len(columns), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells]


def _sheet(sheet: Sheet) -> list[str]:
    return ["", f"## {sheet.title[:1].upper()}{sheet.title[1:]}", "", *_table(sheet.columns, sheet.rows)]


def markdown(results: Sequence[Board]) -> str:
    """Figures first, then what could not be measured, then each board's own tables."""
    rows = [(b.name, figure, number(value), b.corpus) for b in results for figure, value in b.figures.items()]
    lines = [OPENING, *_table(("board", "figure", "value", "corpus"), rows)]
    absent = [(b.name, b.absent) for b in results if b.absent]
    if absent:
        lines += ["", "## Not measured", "", *_table(("board", "why"), absent)]
    for board in results:
        for sheet in board.sheets:
            lines += _sheet(sheet)
    return "\n".join(lines) + "\n"
