"""The days of claims at once are those of each claim."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sandtable.ledger import KINDS
from sandtable.ledger.gists import GIST
from sandtable.picture import DEFAULT
from sandtable.picture import Testimony as Told
from sandtable.picture.bonds import at_odds_for, tied_for
from sandtable.picture.reckoning import at_odds, reckoned, tied
from sandtable.picture.testimony import closed, window
from sandtable.terms import Claim, Evidence, Kind, TimeSpan, Trigger

WORDS = (
    "",
    "since March",
    "since 2014",
    "since 3 March",
    "last week",
    "this month",
    "since the spring",
    "this year",
    "March to April 2016",
)
START = date(2016, 1, 1).toordinal()
LASTING = {Kind.CONTROL, Kind.SIEGE, Kind.COMMAND, Kind.MEMBERSHIP, Kind.SUPPORT, Kind.ALLIANCE}
NOWHERE = Evidence(0, 0, "", "", "", Trigger(0, 0, ""))

days = st.one_of(
    st.just(0), st.sampled_from([START, date(2016, 3, 1).toordinal()]), st.integers(START, START + 90)
)
rows = st.tuples(
    st.sampled_from(list(Kind)), days, days, st.integers(START, START + 90), st.integers(0, len(WORDS) - 1)
)


def written(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None


@given(st.lists(rows, max_size=30))
def test_days_are_those_of_each_claim(told: list[tuple[Kind, int, int, int, int]]) -> None:
    table = np.zeros(len(told), GIST)
    for n, (kind, earliest, latest, known, words) in enumerate(told):
        row = table[n : n + 1]
        row["kind"], row["earliest"], row["latest"], row["known"] = KINDS[kind.value], earliest, latest, known
        row["time"] = words
    found = reckoned(table, WORDS, DEFAULT)
    ties, feuds = tied(found, DEFAULT), at_odds(found, DEFAULT)
    for n, (kind, earliest, latest, known, words) in enumerate(told):
        time = TimeSpan(WORDS[words], 0, 0, written(earliest), written(latest), "")
        claim = Claim("", Kind.CONTROL, (), NOWHERE, time=time if earliest or latest else None)
        right = window(Told(claim, "", None, date.fromordinal(known)), kind in LASTING)
        assert found.dated[n] == (right is not None)
        if right is None:
            assert (found.first[n], found.last[n], found.by_words[n]) == (0, 0, False)
            continue
        its = (found.first[n], found.last[n], found.by_words[n])
        assert its == (right.first.toordinal(), right.last.toordinal(), right.by_words)
        over = bool(earliest and latest) and closed(WORDS[words]) and right.last.toordinal() < known
        tie = tied_for(right.first, right.last, right.by_words, over=over)
        assert (ties[0][n], ties[1][n]) == tuple(day.toordinal() for day in tie)
        feud = at_odds_for(right.first, right.last)
        assert (feuds[0][n], feuds[1][n]) == tuple(day.toordinal() for day in feud)
