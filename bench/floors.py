"""Floors under the figures. Invariant: a floor holds only for the corpus that it was measured on, known by its digest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from bench.board import Board

MARGIN = 0.01


class Floors(TypedDict):
    """A board's floors: the digest of the corpus, and the least that each guarded figure may be."""

    corpus: str
    floors: dict[str, float]


def below(results: Iterable[Board], baseline: dict[str, Floors]) -> list[str]:
    """One line for each figure under its floor, and for each corpus that is not the one its floors were measured on.
    Boards that are absent, or have no floors, say nothing."""
    out = []
    for board in results:
        pinned = baseline.get(board.name)
        if pinned is None or board.absent:
            continue
        if pinned["corpus"] != board.corpus:
            out.append(
                f"{board.name}: the corpus is another ({board.corpus}) than the one its floors were measured on "
                f"({pinned['corpus']}), so they say nothing; if the change is meant, set them anew with --raise-floors"
            )
            continue
        for figure, floor in sorted(pinned["floors"].items()):
            value = board.figures.get(figure)
            if value is None:
                out.append(f"{board.name}: {figure} has a floor of {floor:.3f} but is no longer measured")
            elif value < floor:
                out.append(f"{board.name}: {figure} is {value:.3f}, below its floor of {floor:.3f}")
    return out


def raised(results: Iterable[Board]) -> dict[str, Floors]:
    """Floors a point under what was measured, for the guarded figures of the boards that were; what is whole stays whole."""
    return {
        board.name: {
            "corpus": board.corpus,
            "floors": {f: _floor(board.figures[f]) for f in sorted(board.guarded & board.figures.keys())},
        }
        for board in results
        if board.guarded and not board.absent
    }


def _floor(value: float) -> float:
    return 1.0 if value == 1.0 else round(max(0.0, value - MARGIN), 3)
