"""Where there was fighting around places. Invariant: a place is aged by fighting at it, at what it is part of, in the parts of a town and at the places within
the settings' kilometres of it that are no areas: fighting somewhere in a region is not at the point that stands for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import cos, radians

import numpy as np
from numpy.typing import NDArray

from sandtable.gazetteer.measure import KM_PER_DEGREE
from sandtable.gazetteer.place import Place
from sandtable.picture.asking import Places
from sandtable.picture.sites import AREAS

Numbers = NDArray[np.int64]  # places where there ever was fighting, by their numbers


class Vicinity:
    """The places where there ever was `fought`, by id with a number for each; of `km` around a place."""

    def __init__(self, fought: Mapping[str, int], gazetteer: Places, km: float) -> None:
        places = ((number, gazetteer.get(one)) for one, number in fought.items())
        self._fought = fought
        self._grid = _Grid(
            [(n, p.lat, p.lon) for n, p in places if p is not None and p.type not in AREAS], km
        )
        self._of: dict[tuple[Place, frozenset[str]], tuple[Numbers, Numbers]] = {}

    def of(self, place: Place, ids: frozenset[str]) -> tuple[Numbers, Numbers]:
        """Where there was fighting of a place, what it is part of and the parts of a town (`ids`), and with it that of the places around."""
        found = self._of.get((place, ids))
        if found is None:
            here = np.array([self._fought[one] for one in ids if one in self._fought], "<i8")
            near = () if place.type in AREAS else (self._grid.near(place.lat, place.lon),)
            found = self._of[place, ids] = (here, np.concatenate([here, *near]))
        return found


class _Grid:
    """Points by cells of about `km`, so that those near a point are found without looking at all."""

    def __init__(self, points: Iterable[tuple[int, float, float]], km: float) -> None:
        self._km, self._cell = km, km / KM_PER_DEGREE
        self._cells: dict[tuple[int, int], list[tuple[int, float, float]]] = defaultdict(list)
        for number, lat, lon in points:
            self._cells[self._key(lat, lon)].append((number, lat, lon))
        self._around: dict[tuple[int, int, int], tuple[NDArray[np.int64], NDArray[np.float64]]] = {}

    def _key(self, lat: float, lon: float) -> tuple[int, int]:
        return int(lat // self._cell), int(lon // self._cell)

    def near(self, lat: float, lon: float) -> NDArray[np.int64]:
        """The numbers of the points within the grid's kilometres of a point in degrees."""
        shrink = max(cos(radians(lat)), 0.05)
        numbers, points = self._about(*self._key(lat, lon), int(1 / shrink) + 1)
        away = ((points[0] - lat) ** 2 + ((points[1] - lon) * shrink) ** 2) ** 0.5 * KM_PER_DEGREE
        found: NDArray[np.int64] = numbers[away <= self._km]
        return found

    def _about(self, row: int, column: int, reach: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The points of the cells around one, their numbers and where they lie."""
        found = self._around.get((row, column, reach))
        if found is None:
            points = [
                point
                for i in range(row - 1, row + 2)
                for j in range(column - reach, column + reach + 1)
                for point in self._cells.get((i, j), ())
            ]
            lie = np.array([[lat for _, lat, _ in points], [lon for _, _, lon in points]], float)
            found = self._around[row, column, reach] = (np.array([n for n, _, _ in points], "<i8"), lie)
        return found
