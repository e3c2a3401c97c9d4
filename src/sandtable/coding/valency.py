"""What a predicate has beside it, by slot. Invariant: each argument is a token index of the predicate's document."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Arguments:
    """Token heads by slot. `obliques`: (preposition, head). `light`: the verb that carried a noun's arguments, if any."""

    subj: list[int] = field(default_factory=list)
    obj: list[int] = field(default_factory=list)
    iobj: list[int] = field(default_factory=list)
    obliques: list[tuple[str, int]] = field(default_factory=list)
    self_: list[int] = field(default_factory=list)
    light: int | None = None
    events: list[int] = field(default_factory=list)
