"""A brief made by hand about the Euphrates valley in November 2017, for the tests of the page and the exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import sandtable.gazetteer
from sandtable.brief import (
    Bond,
    BriefInput,
    Dispute,
    Label,
    Movement,
    Party,
    Presence,
    Sentence,
    Side,
    Spot,
    Standing,
    base_map,
)
from sandtable.terms import Entity, EntityType, Position, Spoken

ATLAS = Path(sandtable.gazetteer.__file__).parent / "assets" / "countries-10m.json"
FIRST, ON = date(2017, 9, 5), date(2017, 11, 20)

PARTIES = (
    Party("saa", "Syrian Arab Army", "service"),
    Party("is", "Islamic State", "armed-group"),
    Party("sdf", "Syrian Democratic Forces", "coalition"),
    Party("isf", "Iraqi Armed Forces", "armed-force"),
    Party("hezbollah", "Hezbollah", "armed-group"),
    Party("pmf", "Popular Mobilization Forces", "coalition"),
    Party("nujaba", "Harakat Hezbollah al-Nujaba", "armed-group"),
    Party("irgc", "Islamic Revolutionary Guard Corps", "armed-force"),
    Party("quds", "Quds Force", "unit"),
    Party("soleimani", "Qassem Soleimani", "person"),
    Party("radwan", "Radwan Unit", "unit"),
    Party("iran", "Government of Iran", "government"),
)


def sentence(claim: str, text: str, mark: str, publisher: str, day: date, **more: object) -> Sentence:
    start = text.index(mark)
    return replace(
        Sentence(
            claim, "capture", text, start, start + len(mark), f"{publisher}-{day}", publisher,
            title=f"Note of {day:%d %B}", published=day, url="https://example.org/note",
        ),
        **more,
    )  # fmt: skip


SENTENCES = (
    sentence("c1", "The Syrian army and its allies broke the siege of Deir ez-Zor on 5 September.", "broke", "Qasr Radio", date(2017, 9, 5)),
    sentence("c2", "The army announced on Saturday that it had taken Mayadin.", "had taken", "Levant Dispatch", date(2017, 10, 15), said_by=("Levant Dispatch", "the army")),
    sentence("c3", "The Syrian Democratic Forces declared Raqqa liberated on Tuesday.", "liberated", "Harbour Post", date(2017, 10, 18)),
    sentence("c4", "The SDF hold the Omar oil field, the largest in Syria.", "hold", "Badia Monitor", date(2017, 10, 23), kind="control"),
    sentence("c5", "Iraqi forces entered Al-Qaim and raised the flag over its crossing.", "entered", "Two Rivers Daily", date(2017, 11, 3)),
    sentence("c6", "The army command declared Abu Kamal free on Thursday.", "declared Abu Kamal free", "Qasr Radio", date(2017, 11, 9), said_by=("Qasr Radio", "army command")),
    sentence("c7", "Islamic State recaptured Abu Kamal on Saturday, two days after the Syrian army declared victory in the border town, the monitor said.", "recaptured", "Euphrates Wire", date(2017, 11, 12), said_by=("Euphrates Wire", "the monitor")),
    sentence("c8", "ISIS holds Abu Kamal again.", "holds", "Badia Monitor", date(2017, 11, 15), kind="control"),
    sentence("c9", "Abu Kamal remains in the hands of the army, a field source said.", "remains in the hands of", "Qasr Radio", date(2017, 11, 12), kind="control", said_by=("Qasr Radio", "a field source")),
    sentence("c10", "Iraqi forces took Rawa in a few hours on Friday.", "took", "Two Rivers Daily", date(2017, 11, 18)),
    sentence("c11", "Hezbollah and Iraqi militias moved from Mayadin to Abu Kamal along the western bank.", "moved", "Al-Rafid Agency", date(2017, 11, 9), kind="movement"),
    sentence("c12", "Harakat al-Nujaba, which belongs to the Popular Mobilization Forces, is said to be funded by Tehran.", "belongs to", "Harbour Post", date(2017, 11, 10), kind="membership"),
    sentence("c13", "Harakat al-Nujaba, which belongs to the Popular Mobilization Forces, is said to be funded by Tehran.", "funded", "Harbour Post", date(2017, 11, 10), kind="support", factuality="hedged"),
    sentence("c14", "General Qassem Soleimani, the head of the Quds Force, a branch of the Guards, was photographed near Abu Kamal.", "head of", "Harbour Post", date(2017, 11, 10), kind="command"),
    sentence("c15", "Iraqi militiamen hold the border from the crossing down to the T2 road.", "hold", "Al-Rafid Agency", date(2017, 11, 9), kind="control"),
    sentence("c16", "The Guards back Hezbollah and its Radwan Unit with money and officers.", "back", "Badia Monitor", date(2017, 11, 15), kind="support"),
    sentence("c17", "The army plans to push on from Deir ez-Zor to the Omar field.", "push on", "Qasr Radio", date(2017, 11, 9), kind="aim", factuality="planned"),
    sentence("c18", "Hezbollah fighters are in the southern outskirts of Mayadin.", "are in", "Badia Monitor", date(2017, 11, 15), kind="presence"),
    sentence("c19", "It fell on Thursday, 17 November.", "Thursday, 17 November", "Two Rivers Daily", date(2017, 11, 18)),
)  # fmt: skip


def held(
    who: str,
    since: str,
    *voices: tuple[str, str],
    status: str = "confirmed",
    extent: str = "full",
    against: tuple[tuple[str, str], ...] = (),
) -> Position:
    name = next(p.name for p in PARTIES if p.id == who)
    return Position(
        Entity(who, EntityType.ACTOR, name), status, extent, since,
        tuple(Spoken(s, (c,)) for s, c in voices), tuple(Spoken(s, (c,)) for s, c in against),
    )  # fmt: skip


def steps(*given: tuple[date, str, tuple[Position, ...], tuple[str, ...]]) -> tuple[Standing, ...]:
    """Standings from (first day, state, positions, claims), each up to the day before the next."""
    ends = [date.fromordinal(g[0].toordinal() - 1) for g in given[1:]] + [ON]
    return tuple(
        Standing(day, end, state, pos, claims)
        for (day, state, pos, claims), end in zip(given, ends, strict=True)
    )


NOBODY = (FIRST, "unknown", (), ())
SPOTS = (
    Spot("dez", "Deir ez-Zor", "settlement", 35.336, 40.141, steps(
        (FIRST, "single-source", (held("saa", "2017-09-05", ("Qasr Radio", "c1"), status="claimed", extent="partial"),), ("c1",)),
    )),
    Spot("may", "Mayadin", "settlement", 35.019, 40.450, steps(
        NOBODY, (date(2017, 10, 14), "single-source", (held("saa", "2017-10-14", ("Levant Dispatch", "c2"), status="claimed"),), ("c2",)))),
    Spot("raq", "Raqqa", "settlement", 35.952, 39.008, steps(
        NOBODY, (date(2017, 10, 17), "agreed", (held("sdf", "2017-10-17", ("Harbour Post", "c3")),), ("c3",)))),
    Spot("omar", "Omar oil field", "site", 35.093, 40.560, steps(
        NOBODY, (date(2017, 10, 22), "single-source", (held("sdf", "2017-10-22", ("Badia Monitor", "c4")),), ("c4",)))),
    Spot("qaim", "Al-Qaim", "settlement", 34.369, 41.094, steps(
        NOBODY, (date(2017, 11, 3), "agreed", (held("isf", "2017-11-03", ("Two Rivers Daily", "c5")),), ("c5",)))),
    Spot("kamal", "Abu Kamal", "settlement", 34.452, 40.919, steps(
        (FIRST, "unknown", (held("is", None, ("Badia Monitor", "c8"), status="stale"),), ()),
        (date(2017, 11, 9), "single-source", (held("saa", "2017-11-09", ("Qasr Radio", "c6"), status="claimed"),), ("c6",)),
        (date(2017, 11, 11), "contested", (
            held("is", "2017-11-11", ("Euphrates Wire", "c7"), ("Badia Monitor", "c8"), against=(("Qasr Radio", "c9"),)),
            held("saa", "2017-11-09", ("Qasr Radio", "c9"), status="claimed", against=(("Euphrates Wire", "c7"),))), ("c7", "c8", "c9")))),
    Spot("cross", "Al-Qaim crossing", "crossing", 34.385, 40.995, steps(
        NOBODY, (date(2017, 11, 3), "single-source", (held("isf", "2017-11-03", ("Two Rivers Daily", "c5")),), ("c5",)))),
    Spot("rawa", "Rawa", "settlement", 34.482, 41.917, steps(
        NOBODY, (date(2017, 11, 17), "single-source", (held("isf", "2017-11-17", ("Two Rivers Daily", "c10")),), ("c10",)))),
    Spot("seg", "central Syrian-Iraqi border", "segment", 33.95, 40.75, steps(
        NOBODY, (date(2017, 11, 9), "single-source", (held("pmf", "2017-11-09", ("Al-Rafid Agency", "c15"), status="claimed"),), ("c15",))),
        precision="line", lines=(((40.99, 34.42), (40.70, 34.33), (39.80, 33.85), (38.80, 33.37)),)),
)  # fmt: skip


def brief() -> BriefInput:
    return BriefInput(
        title="The Euphrates valley",
        on=ON,
        known=None,
        first=FIRST,
        last=ON,
        base=base_map(
            ATLAS,
            [p for s in SPOTS for p in ((s.lon, s.lat), *(q for line in s.lines for q in line))],
            rivers=(((38.94, 35.95), (40.14, 35.33), (40.45, 35.01), (40.92, 34.46), (41.10, 34.38), (41.92, 34.48), (42.4, 34.1)),),
            labels=(Label("Palmyra", 38.28, 34.56, 1), Label("Hajin", 40.83, 34.69, 2), Label("Anah", 41.98, 34.37, 2), Label("Rutba", 40.28, 33.04, 2)),
        ),
        parties=PARTIES,
        spots=SPOTS,
        bonds=(
            Bond("pmf", "nujaba", "holds as part", claims=("c12",)),
            Bond("iran", "nujaba", "backs", claims=("c13",)),
            Bond("irgc", "quds", "holds as part", claims=("c14",)),
            Bond("soleimani", "quds", "commands", since="1998-01-01", claims=("c14",)),
            Bond("irgc", "hezbollah", "backs", claims=("c16",)),
            Bond("hezbollah", "radwan", "holds as part", claims=("c16",)),
            Bond("iran", "irgc", "commands", claims=("c16",)),
        ),
        movements=(
            Movement("hezbollah", (("Mayadin", 40.450, 35.019), ("Abu Kamal", 40.919, 34.452)), date(2017, 11, 8), date(2017, 11, 17), "asserted", ("c11",)),
            Movement("saa", (("Deir ez-Zor", 40.141, 35.336), ("Omar oil field", 40.560, 35.093)), date(2017, 11, 9), date(2017, 11, 17), "planned", ("c17",)),
            Movement("pmf", (("Abu Kamal", 40.919, 34.452),), date(2017, 11, 8), date(2017, 11, 8), "asserted", ("c11",)),
        ),
        presences=(Presence("hezbollah", "Mayadin", 35.019, 40.450, date(2017, 11, 15), date(2017, 11, 20), ("c18",)),),
        disputes=(
            Dispute("holder", "Abu Kamal", (
                Side("Islamic State holds it", (Spoken("Euphrates Wire", ("c7",)), Spoken("Badia Monitor", ("c8",))), ("c7", "c8")),
                Side("Syrian Arab Army holds it", (Spoken("Qasr Radio", ("c9",)),), ("c9",)))),
            Dispute("self", "the day that Rawa fell", (
                Side("Thursday", (Spoken("Two Rivers Daily", ("c19",)),), ("c19",)),
                Side("17 November, a Friday", (Spoken("Two Rivers Daily", ("c19",)),), ("c19",)))),
        ),
        sentences=SENTENCES,
        reports=11,
        notes=("2 movements name no place that is known: they are in the sentences alone.",),
    )  # fmt: skip
