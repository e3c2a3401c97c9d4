"""The days by which the picture ages and orders what was said. Invariant: every number that bears on an answer is in
this one table, and an answer carries the row it used."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Ageing:
    """After how many days without a word a position is stale, then unknown; `near_fighting` says which row it is."""

    stale_after: int
    unknown_after: int
    near_fighting: bool

    def says(self) -> str:
        """The rule in words."""
        where = "with fighting at or near the place since the last word" if self.near_fighting else "in quiet"
        return f"stale after {self.stale_after} days, unknown after {self.unknown_after} days ({where})"


@dataclass(frozen=True, slots=True)
class Settings:
    """The table. All values are days, but for `near_km` and `border_km` (kilometres), `about_percent`, and words or their beginnings."""

    quiet: Ageing = Ageing(90, 365, near_fighting=False)
    fighting: Ageing = Ageing(30, 120, near_fighting=True)
    near_km: float = 25.0
    # How far from a border a place may lie to tell who stands at it.
    border_km: float = 25.0
    # A report that dates an event by nothing but its own date is taken to tell of an event that others date within
    # this many days before it was published.
    undated_news: int = 7
    # A statement of control with no date of its own may rest on what was so this many days earlier, so it does not
    # by itself overturn another voice's dated event inside them: the two are contested.
    settling: int = 3
    # A tie that a report mentions with no dates ("Iran-backed") is taken to hold this many days about its publication.
    tie: int = 365
    # For how long before and after a fight a claim that the two belong together is not believed.
    enmity: int = 90
    # How long a siege, fighting or an advance shows as pressure on a place.
    siege_shows: int = 45
    fighting_shows: int = 14
    # Two accounts of one event are compared for their dates and figures only within this many days.
    same_event: int = 14
    # By how much, of a hundred, a number may be off that is given as "about".
    about_percent: int = 10
    # A report may be dated a day behind the event it tells, for the clock of its desk.
    clock_slack: int = 1
    # Words that make a place a part of the town that it is read as; `part_of` also makes a part of a region.
    quarter: tuple[str, ...] = (
        "district", "quarter", "neighbourhood", "neighborhood", "suburb", "old city", "old town", "city centre",
        "city center", "town centre", "town center",
    )  # fmt: skip
    part_of: tuple[str, ...] = (
        "part of", "parts of", "most of", "much of", "half of", "some of", "outskirts of", "edge of", "edges of",
        "nearly all of", "almost all of", "virtually all of", "practically all of",
        "third of", "thirds of", "quarter of", "quarters of", "percent of", "per cent of", "% of",
    )  # fmt: skip
    # Words before the parts of a place that make them all of it.
    every: tuple[str, ...] = (
        "all ",
        "every ",
        "each ",
        "the whole ",
        "whole ",
        "the entire ",
        "both ",
        "all its ",
    )
    # Words of taking back: the event they tell comes after another party's hold of the same day.
    again: tuple[str, ...] = (
        "retak",
        "retook",
        "recaptur",
        "regain",
        "reconquer",
        "reclaim",
        "reseiz",
        "took back",
    )

    def table(self) -> dict[str, dict[str, int] | float]:
        """The numbers, by the names they have here; words are left out."""
        rows = {
            name: {"stale_after": row.stale_after, "unknown_after": row.unknown_after}
            for name, row in (("quiet", self.quiet), ("fighting", self.fighting))
        }
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        return {**rows, **{name: v for name, v in values.items() if isinstance(v, int | float)}}


DEFAULT = Settings()
