"""Sources side by side, and a corridor drawn: on the page, in Markdown, on the map's data, and in a real browser."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from brief_valley import SPOTS, brief, held, steps

from sandtable.brief import BriefInput, View, render, render_markdown
from sandtable.brief.page import differences
from sandtable.brief.records import Corridor, Stretch
from sandtable.brief.views import heard_words
from sandtable.picture import Heed

CHROMIUM = shutil.which("chromium")
KAMAL = next(s for s in SPOTS if s.id == "kamal")
SEGMENT = next(s for s in SPOTS if s.id == "seg")
NOBODY = (date(2017, 9, 5), "unknown", (), ())
# The radio never had the town fall; the wire has Islamic State in it from the 11th, and says nothing of the border.
RADIO = View(
    "Qasr <Radio>",
    (
        replace(KAMAL, standings=steps(
            NOBODY, (date(2017, 11, 9), "single-source", (held("saa", "2017-11-09", ("Qasr Radio", "c6"), status="claimed"),), ("c6",)))),
        SEGMENT,
    ),
    2,
)  # fmt: skip
WIRE = View(
    "Euphrates Wire",
    (
        replace(KAMAL, standings=steps(
            NOBODY, (date(2017, 11, 11), "single-source", (held("is", "2017-11-11", ("Euphrates Wire", "c7")),), ("c7",)))),
    ),
    1,
)  # fmt: skip
WAY = Corridor(
    "Mayadin to Al-Qaim, by Syria",
    "contested",
    (
        Stretch(
            "Mayadin to Abu Kamal",
            "contested",
            "Abu Kamal: contested",
            ((40.45, 35.02), (40.92, 34.45)),
            ("c7",),
        ),
        Stretch(
            "Abu Kamal to Al-Qaim",
            "open",
            "Al-Qaim: held by friends",
            ((40.92, 34.45), (41.09, 34.37)),
            ("c5",),
        ),
    ),
    "Mayadin to Abu Kamal",
    ("Abu Kamal: Islamic State to be out of it",),
    "open",
)


@pytest.fixture(scope="module")
def told() -> BriefInput:
    return replace(brief(), views=(RADIO, WIRE), corridor=WAY, heard="without Harbour Post")


def payload(page: str) -> dict[str, list[dict[str, Any]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    out: dict[str, list[dict[str, Any]]] = json.loads(found[1])
    return out


def test_where_the_sources_differ(told: BriefInput) -> None:
    assert [(spot.id, [s.holders if s else () for s in row]) for spot, row in differences(told)] == [
        ("kamal", [("saa",), ("is",)]),
        ("seg", [("pmf",), ()]),
    ]
    # Before the town fell, the wire says nothing of it and the radio neither.
    before = replace(told, on=date(2017, 11, 8))
    assert [spot.id for spot, _ in differences(before)] == []


def test_the_page_has_both_maps_and_what_differs(told: BriefInput) -> None:
    page = render(told)
    beside = page[page.index('<section id="beside">') : page.index('<section id="changed">')]
    assert beside.count("<figure>") == 2
    assert "Qasr &lt;Radio&gt;" in beside
    assert "<Radio>" not in page
    assert beside.count('class="mark hollow"') == 1
    assert beside.count('class="mark solid"') == 1
    assert "says nothing of it" in beside
    assert "without Harbour Post" in page
    views = payload(page)["views"]
    assert [len(v["spots"]) for v in views] == [2, 1]


def test_a_page_without_either_has_neither() -> None:
    page = render(brief())
    assert 'id="beside"' not in page
    assert 'id="corridor"' not in page
    assert payload(page)["views"] == payload(page)["way"] == []


def test_the_corridor_is_listed_and_drawn(told: BriefInput) -> None:
    page = render(told)
    part = page[page.index('<section id="corridor">') : page.index('<section id="beside">')]
    assert part.count("<tr data-line>") == 2
    assert "Abu Kamal: Islamic State to be out of it" in part
    assert "Then the way would be open." in part
    assert '<path class="leg contested"' in page
    assert [leg["status"] for leg in payload(page)["way"]] == ["contested", "open"]


def test_markdown_says_the_same(told: BriefInput) -> None:
    text = render_markdown(told)
    assert "As of 20 Nov 2017, without Harbour Post." in text
    assert "## Corridor: Mayadin to Al-Qaim, by Syria (contested)" in text
    assert "| Mayadin to Abu Kamal (weakest) | contested | Abu Kamal: contested[^" in text
    assert "- Abu Kamal: Islamic State to be out of it" in text
    row = next(line for line in text.splitlines() if line.startswith("| Abu Kamal | Syrian"))
    assert "Islamic State (one voice, confirmed)[^" in row
    assert "Qasr \\<Radio\\>" in text


def test_whose_word_in_words() -> None:
    assert heard_words(Heed()) == ""
    assert heard_words(Heed(only=frozenset({"B", "A"}))) == "as A and B alone tells it"
    assert heard_words(Heed(without=frozenset({"A"}))) == "without A"


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt install chromium")
@pytest.mark.timeout(180)
def test_the_slider_moves_both_maps(told: BriefInput, tmp_path: Path) -> None:
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install '.[test]'"
    )
    from test_brief_browser import FLAGS, visit

    file = tmp_path / "beside.html"
    file.write_text(render(told), encoding="utf-8")
    with sync_api.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        seen = visit(browser, file)
        looks = (
            "() => [0, 1].map(v => document.querySelector(`circle[data-view='${v}']`).getAttribute('class'))"
        )
        assert seen.page.evaluate(looks) == ["mark hollow", "mark solid"]
        legs = "() => sandtable.map.querySourceFeatures('way').length"
        assert seen.page.evaluate(legs) >= 2
        seen.page.evaluate("sandtable.setDay(sandtable.state.day - 10)")
        assert seen.page.evaluate(looks) == ["mark hollow", "mark none"]
        days = "() => [...document.querySelectorAll('.view-day')].map(e => e.textContent)"
        assert seen.page.evaluate(days) == ["10 Nov 2017"] * 2
        assert seen.complaints == []
        assert all(url.startswith(("file:", "blob:", "data:")) for url in seen.asked)
        browser.close()
