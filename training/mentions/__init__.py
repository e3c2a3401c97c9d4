"""The project's own sentences with mentions. Invariant: a text is what stands between the marks; what is not well marked
is an error with its file and line, never a sentence without mentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandtable.terms import MentionType

LETTERS = {
    "P": MentionType.PERSON,
    "O": MentionType.ORGANISATION,
    "L": MentionType.LOCATION,
    "N": MentionType.NATIONALITY,
    "T": MentionType.TEMPORAL,
    "Q": MentionType.QUANTITY,
    "M": MentionType.MONEY,
    "W": MentionType.WEAPON,
    "F": MentionType.MILITARY_PLATFORM,
    "V": MentionType.VEHICLE,
}
FOLDER = Path(__file__).parent
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, and its mentions: half-open offsets in characters, and the type's name."""

    name: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


class MarkError(ValueError):
    """Marks that do not close, do not open, or have no type."""


def unmark(name: str, marked: str) -> Marked:
    """Takes the marks out of a text. Raises MarkError with the line within the text."""
    out: list[str] = []
    length = 0
    open_: list[tuple[int, str]] = []
    spans: list[tuple[int, int, str]] = []
    i = line = 0
    while i < len(marked):
        char = marked[i]
        line += char == "\n"
        if char == "[":
            kind = LETTERS.get(marked[i + 1 : i + 2])
            if kind is None or marked[i + 2 : i + 3] != " ":
                raise MarkError(f"{name}, line {line + 1}: no type at {marked[i : i + 20]!r}")
            open_.append((length, kind.value))
            if len(open_) > _DEEPEST:
                raise MarkError(
                    f"{name}, line {line + 1}: nested deeper than {_DEEPEST} at {marked[i : i + 20]!r}"
                )
            i += 3
            continue
        if char == "]":
            if not open_:
                raise MarkError(
                    f"{name}, line {line + 1}: closes nothing: {marked[max(0, i - 20) : i + 1]!r}"
                )
            start, kind_name = open_.pop()
            words = "".join(out)[start:]
            if not words or words != words.strip():
                raise MarkError(f"{name}, line {line + 1}: empty, or blanks at the edge: {words!r}")
            spans.append((start, length, kind_name))
        else:
            if char == "\n" and open_ and marked[i + 1 : i + 2] == "\n":
                raise MarkError(f"{name}, line {line}: not closed: {''.join(out)[open_[-1][0] :]!r}")
            out.append(char)
            length += 1
        i += 1
    if open_:
        raise MarkError(f"{name}: not closed: {''.join(out)[open_[-1][0] :][:40]!r}")
    return Marked(name, "".join(out), tuple(sorted(set(spans))))


def blocks(path: Path) -> Iterator[tuple[str, str]]:
    """Name and marked text of each text in a file."""
    for block in ("\n" + path.read_text(encoding="utf-8")).split("\n@@@ ")[1:]:
        name, _, text = block.partition("\n")
        yield name.strip(), text.strip() + "\n"


def texts(folder: Path = FOLDER) -> list[Marked]:
    """Every text of the folder, in the order of its files."""
    return [
        unmark(f"{path.name}: {name}", text)
        for path in sorted(folder.glob("*.txt"))
        for name, text in blocks(path)
    ]
