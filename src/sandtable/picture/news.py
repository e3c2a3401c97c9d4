"""Which day a leaving was, by the news of its report. Invariant: only a leaving whose words give no day is moved, and only to the day of a
taking that the same report tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sandtable.picture.move import Act, Move
from sandtable.picture.settings import Settings


def with_the_news(moves: Sequence[Move], settings: Settings) -> list[Move]:
    """The moves, each leaving without a day of its own on the day of the taking that its report tells: "they took it on Sunday. 'We have
    lost it', an officer said"."""
    taken = defaultdict[str, list[Move]](list)
    for m in moves:
        if m.act is Act.GAIN and m.by_words:
            taken[m.testimony.report_id].append(m)

    def dated(m: Move) -> Move:
        if m.act is not Act.LOSS or m.by_words:
            return m
        news = [
            g
            for g in taken.get(m.testimony.report_id, ())
            if g.actor.id != m.actor.id and 0 <= (m.last - g.last).days <= settings.undated_news
        ]
        return replace(m, first=news[-1].first, last=news[-1].last) if news else m

    return [dated(m) for m in moves]
