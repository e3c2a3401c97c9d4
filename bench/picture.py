"""Speed of the picture over ledgers of growing size. Invariant: every figure is of processor time, of questions asked of a
`Picture` that was just opened, over a made-up ledger (see `chronicle`) that is the same on every machine.

The ledgers are built once into a folder of the user's cache (SANDTABLE_BENCH names another). The first question of a
process also reads the gists of the whole ledger ("first answer"); the other figures are of the questions after it. A
place is asked about by how often it is told of, each place once; "again" is a question that was asked before of another
day; "a later process" asks of the same places with what the first one kept on disk, and its first answer is of the place that the first process's is of. The whole picture and the corridor are given for the first time and again.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench.board import Bench, Board, Sheet
from bench.chronicle import Chronicle
from sandtable.ledger import Keeping, Ledger
from sandtable.picture import Picture
from sandtable.sources import Sources

SIZES = (1_000, 10_000, 100_000)  # reports, of ten claims each
ASKED = 25  # places
ON = date(2019, 6, 1)
ENDS = ("iso:IR", "iso:LB")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of processor time by question, and the peak of a place."""

    first: float
    later_first: float
    holds: list[float]
    later: list[float]
    busiest: float
    again: float
    corridor: tuple[float, float]
    whole: tuple[float, float]


def folder() -> Path:
    """Where the ledgers are kept."""
    given = os.environ.get("SANDTABLE_BENCH")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(given) if given else cache / "sandtable" / "bench"


def corpus(world: Chronicle) -> str:
    """The digest of the first reports of the smallest ledger; it tells of every place, actor and outlet that is drawn."""
    ids = (reading.report.id for reading in islice(world.readings(SIZES[0]), 50))
    return hashlib.sha256("".join(ids).encode()).hexdigest()[:16]


def built(world: Chronicle, reports: int, say: Callable[[str], None]) -> Path:
    """The ledger of so many reports, made where it is missing."""
    path = folder() / f"chronicle-{corpus(world)}-{reports}.db"
    if not path.exists():
        say(f"picture: building a ledger of {reports:,} reports")
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        for old in half.parent.glob(f"{half.name}*"):
            old.unlink()
        with Ledger.open(half) as ledger:
            ledger.add_many(world.readings(reports), batch=500)
        half.rename(path)
    return path


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Seconds of processor time of what is done inside."""
    start = time.process_time()
    yield
    into.append(time.process_time() - start)


def measure(bench: Bench, world: Chronicle, path: Path) -> Took:
    """Asks a ledger, the quick questions first, with nothing kept from earlier runs; then, as a later run, of the same places."""
    sources, chance = Sources.load(bench.registry), Random(7)
    ranks = list(dict.fromkeys(world.rank(chance) for _ in range(4 * ASKED)))[:ASKED]
    first, holds, busiest, again = list[float](), list[float](), list[float](), list[float]()
    corridor, whole, later = list[float](), list[float](), list[float]()
    by = [world.parties[5].id]
    later_first = list[float]()
    with TemporaryDirectory() as cache, Ledger.open(path, kept=Path(cache)) as ledger:
        kept = Keeping(Path(cache))
        picture = Picture(ledger, bench.gazetteer, bench.registry, sources, kept=kept)
        with timed(first):
            picture.holds(world.places[-1].id, ON)
        for rank in ranks:
            with timed(holds if rank else busiest):
                picture.holds(world.places[rank].id, ON)
        with timed(busiest):
            picture.holds(world.places[0].id, ON)
        for rank in ranks:
            with timed(again):
                picture.holds(world.places[rank].id, ON - timedelta(days=100))
        for day in (ON, ON - timedelta(days=100)):
            with timed(corridor):
                picture.corridor(*ENDS, by, day)
        for day in (ON, ON - timedelta(days=100)):
            with timed(whole):
                picture.positions_on(day)
        with Ledger.open(path, kept=Path(cache)) as anew:
            picture = Picture(anew, bench.gazetteer, bench.registry, sources, kept=Keeping(Path(cache)))
            with timed(later_first):
                picture.holds(world.places[-1].id, ON)
            for rank in ranks:
                with timed(later):
                    picture.holds(world.places[rank].id, ON)
    return Took(
        first[0],
        later_first[0],
        holds,
        later,
        busiest[0],
        median(again),
        (corridor[0], corridor[1]),
        (whole[0], whole[1]),
    )


def boards(bench: Bench) -> list[Board]:
    """One board, without floors: machines differ."""
    world = Chronicle(bench.gazetteer, bench.registry, Sources.load(bench.registry))
    figures: dict[str, float] = {}
    took: dict[int, Took] = {}
    for reports in SIZES:
        path = built(world, reports, bench.say)
        bench.say(f"picture: asking a ledger of {reports:,} reports")
        its = took[reports] = measure(bench, world, path)
        for name, seconds in _rows(its):
            figures[f"{reports * 10:,} claims: {name} (less is better)"] = seconds
    small, large = took[SIZES[-2]], took[SIZES[-1]]
    growth = tuple(
        (name, f"{b / a:.1f} times") for (name, a), (_, b) in zip(_rows(small), _rows(large), strict=True)
    )
    sheet = Sheet("picture, one core: from 100,000 to 1,000,000 claims", ("figure", "growth"), growth)
    return [Board("picture, one core", corpus(world), figures, sheets=(sheet,))]


def _rows(took: Took) -> list[tuple[str, float]]:
    return [
        ("first answer of a process, s", took.first),
        ("first answer of a later process, s", took.later_first),
        ("holds, median place, ms", median(took.holds) * 1000),
        ("holds, 95th percentile, ms", quantiles(took.holds, n=20)[-1] * 1000),
        ("holds, busiest place, ms", took.busiest * 1000),
        ("holds in a later process, median place, ms", median(took.later) * 1000),
        ("holds in a later process, 95th percentile, ms", quantiles(took.later, n=20)[-1] * 1000),
        ("holds again, another day, median, ms", took.again * 1000),
        ("corridor, first, ms", took.corridor[0] * 1000),
        ("corridor again, another day, ms", took.corridor[1] * 1000),
        ("whole picture of a day, first, s", took.whole[0]),
        ("whole picture of another day, s", took.whole[1]),
    ]
