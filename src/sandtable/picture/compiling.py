"""Dossiers out of the claims themselves. Invariant: a dossier is what `scene_of` makes of all that is heard of its place, and of its
region where one is named, and of no other claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sandtable.ledger import EXTENTS
from sandtable.picture.annals import BEARING, TELLING, Annals, testimony_of
from sandtable.picture.asking import Claims, Copies
from sandtable.picture.days import where_of
from sandtable.picture.described import Known
from sandtable.picture.dossier import Dossier, Questioned, encode
from sandtable.picture.dossiers import Located
from sandtable.picture.reckoning import Rows
from sandtable.picture.scene import scene_of
from sandtable.picture.settings import Settings
from sandtable.picture.sides import Bonds
from sandtable.picture.testimony import Testimony, heard
from sandtable.picture.voices import Speakers
from sandtable.terms import MOVING, Extent

_Told = dict[str, list[Testimony]]
_Keys = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Compiler:
    """Makes dossiers of what is heard as of a day of knowledge."""

    ledger: Claims
    annals: Annals
    bonds: Bonds
    speakers: Speakers
    copies: Copies | None
    known: Known
    settings: Settings

    def compiled(self, located: Sequence[Located]) -> dict[str, bytes]:
        """The dossiers of some places as bytes, by place."""
        keys: _Keys = {}
        places = frozenset(id_ for one in located for id_ in one.ids)
        told = self._told(self.annals.about(TELLING, places), places, keys)
        regions = frozenset(one.region for one in located if one.region is not None)
        rows = self.annals.about(MOVING, regions)
        wider = self._told(rows[rows["extent"] == EXTENTS[Extent.FULL.value]], regions, keys)
        heard_of = [
            heard((*(t for id_ in one.ids for t in told.get(id_, ())), *wider.get(one.region or "", ())))
            for one in located
        ]
        groups = self._groups(located, heard_of)
        return {
            one.place.id: encode(self._dossier(one, said, alike), keys)
            for one, said, alike in zip(located, heard_of, groups, strict=True)
        }

    def _told(self, rows: Rows, places: frozenset[str], keys: _Keys) -> _Told:
        """What is said of some places, by place; the keys of its claims are put with the others."""
        entries = self.ledger.entries([int(n) for n in rows["seq"]])
        for entry, key in zip(entries, self.annals.keys_of(rows).tolist(), strict=True):
            keys[entry.report.id, entry.claim.id] = key
        out: _Told = defaultdict(list)
        for t in heard((*map(testimony_of, entries), *self.annals.ruled(TELLING, places))):
            for place in where_of(t):
                out[place].append(t)
        return out

    def _dossier(self, one: Located, told: Sequence[Testimony], groups: Mapping[str, str]) -> Dossier:
        asked = Questioned(self.bonds)
        scene = scene_of(
            one.place,
            [replace(t, text_group=groups.get(t.report_id, "")) for t in told] if groups else told,
            containers=one.wholes,
            region=one.region,
            bonds=asked,
            speakers=self.speakers,
            known=self.known,
            settings=self.settings,
        )
        for t in scene.voices.testimonies:
            scene.voices.of(t)
        return Dossier(scene.heardsay, scene.voices, scene.inferred_from, asked.questions())

    def _groups(
        self, located: Sequence[Located], told: Sequence[Sequence[Testimony]]
    ) -> Sequence[Mapping[str, str]]:
        """Which of the reports that are heard of each place are copies; those that tell of fighting there are compared too."""
        if self.copies is None:
            return [{}] * len(located)
        reports = []
        for one, said in zip(located, told, strict=True):
            rows, ruled = self.annals.about(BEARING, one.ids), self.annals.ruled(BEARING, one.ids)
            reports.append(sorted({*self.annals.said_in(rows, ruled), *(t.report_id for t in said)}))
        return self.copies.groups_of_each(reports)
