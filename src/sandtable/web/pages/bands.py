"""A timeline as horizontal bands. Invariant: a band covers the days of its steps and no others, one lane for each holder, so
that joint and rival holders of the same days stand one above the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sandtable.brief.palette import slots

LANES = 12  # drawn at most, those who held longest
LANE, TOP, FOOT = 34, 4, 22  # pixels
LEAST = 0.4  # percent: a band of one day can still be seen
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Span:
    """Days on end, `until` excluded, in which a lane is drawn in a style, with its words."""

    first: date
    until: date
    style: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A band: left edge and width in percent of the chart."""

    x: float
    width: float
    style: str
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What one holder, or a corridor, is drawn in. `slot`: of its colour; `top`: pixels."""

    id: str
    name: str
    slot: int
    top: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """The chart. `ticks`: percent and words; `now`: where the day asked about lies; `left_out`: lanes beyond those drawn."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    now: float
    height: int
    left_out: int


def bands(
    spans: Mapping[str, Sequence[Span]], names: Mapping[str, str], on: date, *, coloured: bool = True
) -> Bands | None:
    """The chart of spans by lane, up to a day; None where there are none."""
    every = [span for some in spans.values() for span in some]
    if not every:
        return None
    first, last = min(s.first for s in every), max(on + timedelta(days=1), *(s.until for s in every))
    days = max((last - first).days, 1)
    length = Counter({lane: sum((s.until - s.first).days for s in some) for lane, some in spans.items()})
    shown = [lane for lane, _ in sorted(length.items(), key=lambda one: (-one[1], one[0]))[:LANES]]
    shown.sort(key=lambda lane: (spans[lane][0].first, names[lane]))
    colour = slots(shown, length) if coloured else {}

    def at(day: date) -> float:
        return round(100 * (day - first).days / days, 2)

    lanes = tuple(
        Lane(
            lane,
            names[lane],
            colour.get(lane, -1),
            TOP + n * LANE,
            tuple(
                Bar(at(s.first), max(round(at(s.until) - at(s.first), 2), LEAST), s.style, s.words)
                for s in _joined(spans[lane])
            ),
        )
        for n, lane in enumerate(shown)
    )
    ticks = tuple((at(day), words) for day, words in _ticks(first, last))
    return Bands(lanes, ticks, at(on), TOP + len(lanes) * LANE + FOOT, len(spans) - len(shown))


def _joined(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(spans, key=lambda s: s.first):
        if out and out[-1].until == span.first and (out[-1].style, out[-1].words) == (span.style, span.words):
            out[-1] = Span(out[-1].first, span.until, span.style, span.words)
        else:
            out.append(span)
    return out


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """A few days with round words: years, months, or days."""
    days = (last - first).days
    if days > 365 * 3:
        step = max(1, round(days / 365 / _TICKS))
        years = range(first.year + 1, last.year + 1, step)
        return [(date(year, 1, 1), str(year)) for year in years]
    if days > 75:
        step = max(1, round(days / 30.4 / _TICKS))
        start = first.year * 12 + first.month
        months = range(start, last.year * 12 + last.month, step)
        return [
            (day, f"{day:%b %Y}") for m in months if first <= (day := date(m // 12, m % 12 + 1, 1)) <= last
        ]
    step = max(1, round(days / _TICKS))
    found = [first + timedelta(days=n) for n in range(0, max(days - step // 2, 1), step)]
    return [(day, f"{day.day} {day:%b}") for day in found]


def by_lane(spans: Iterable[tuple[str, Span]]) -> dict[str, list[Span]]:
    """Spans by their lanes."""
    out: dict[str, list[Span]] = defaultdict(list)
    for lane, span in spans:
        out[lane].append(span)
    return out
