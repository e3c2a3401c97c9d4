"""Dates as the data files write them. Invariant: a date of less than a day's precision gives the first day of its
span for a start and the last for an end."""

from __future__ import annotations

import calendar
import re
from datetime import date

from sandtable.orbat.catalogue import RegistryError

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def day_of(text: str, last: bool) -> date | None:
    """The first (or last) day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None for an empty text. Raises RegistryError."""
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if not found:
        raise RegistryError(f"not a date: {text!r}; write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(g) if g else None for g in found.groups())
    assert year is not None
    month = month or (12 if last else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
