"""What a page was asked, and the addresses that ask the same of other pages. Invariant: the address holds all of it, so that a
link shows the same; and a day that is left open is the one of the newest report, since most ledgers end before today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal
from urllib.parse import quote, urlencode

from pydantic import ConfigDict, Field, model_validator

from sandtable.picture import AsOf, Judged
from sandtable.terms import Kind
from sandtable.web.api.asking import Name, Question, Status
from sandtable.web.desk import Desk

_ONE = timedelta(days=1)
_LISTS = frozenset({"without", "only", "kind", "status"})


class Seen(Question):
    """What every page of the picture takes. A field that a form sends empty is one that was not given."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    form: Literal["page", "csv"] = Field("page", alias="as")

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, given: Any) -> Any:
        return dict(_filled(given)) if isinstance(given, Mapping) else given


class SeenClaims(Seen):
    """With which claims are listed."""

    kind: list[Kind] = Field([], max_length=21)
    status: list[Status] = Field([], max_length=4)
    source: Name | None = None
    cursor: int = Field(0, ge=0, le=2**53)


def _filled(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in given.items():
        if isinstance(value, list):
            kept = [one for one in value if one != ""]
            if kept:
                yield key, kept
        elif value not in ("", None):
            yield key, value


@dataclass(frozen=True, slots=True)
class View:
    """As of which days, and by whose word, a page tells. `given`: the day was asked for."""

    on: date
    known: date | None
    without: tuple[str, ...]
    only: tuple[str, ...]
    judged: Judged
    given: bool
    newest: date | None

    def as_of(self, query: Question) -> AsOf:
        """As the picture takes it."""
        return AsOf(self.on, self.known, query.as_of().heed)

    def to(self, path: str, /, **more: object) -> str:
        """The address of a page, or of the API, as of the same days and by the same word."""
        asked = [(key, one) for key, value in {**self.same(), **more}.items() for one in _each(value)]
        return path + ("?" + urlencode(asked) if asked else "")

    def place(self, place_id: str) -> str:
        """The page of a place."""
        return self.to(path_of("places", place_id))

    def actor(self, actor_id: str) -> str:
        """The page of an actor."""
        return self.to(path_of("actors", actor_id))

    def source(self, name: str) -> str:
        """The page of a source."""
        return self.to(path_of("sources", name))

    def day(self, on: date) -> dict[str, object]:
        """What changes for another day."""
        return {"on": on.isoformat()}

    @property
    def before(self) -> dict[str, object]:
        """The day before."""
        return self.day(self.on - _ONE)

    @property
    def after(self) -> dict[str, object]:
        """The day after."""
        return self.day(self.on + _ONE)

    def same(self) -> dict[str, object]:
        """What the address asks for besides the page's own."""
        return {
            "on": self.on.isoformat() if self.given else None,
            "known": self.known.isoformat() if self.known else None,
            "without": self.without,
            "only": self.only,
            "judged": None if self.judged is Judged.ALL else self.judged.value,
        }


def path_of(sort: str, name: str) -> str:
    """The path of the page of a place, an actor or a source."""
    return f"/{sort}/{quote(name, safe='/:')}"


def _each(value: object) -> tuple[object, ...]:
    if value is None or value == "":
        return ()
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def view_of(desk: Desk, query: Question) -> View:
    """The view that a page was asked for."""
    newest = desk.ledger.listing.last_day(query.known)
    today = AsOf().day
    day = query.on or min(today, newest or today)
    return View(
        day, query.known, tuple(query.without), tuple(query.only), query.judged, query.on is not None, newest
    )


def quiet(_line: str) -> None:
    """For what need not be told of a name, since the page tells it, or nothing was meant by it yet."""
