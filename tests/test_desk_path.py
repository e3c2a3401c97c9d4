"""The whole path at the desk, in a browser: a report is pasted, its claims reviewed by keyboard and a decision undone, the
place followed through its timeline to the map, and what was accepted exported. Nothing leaves the host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_browser import NEEDS_CHROMIUM, chromium, served, visit

from sandtable.gazetteer import Gazetteer
from sandtable.language.parser import WEIGHTS
from sandtable.ledger import Ledger
from sandtable.orbat import Registry

pytestmark = [
    NEEDS_CHROMIUM,
    pytest.mark.timeout(400),
    pytest.mark.skipif(not (WEIGHTS / "model.onnx").exists(), reason="no weights of the model: make model"),
]
TEXT = (
    "The Syrian army captured the town of Sukhna from Islamic State on Saturday, a military source said. "
    "Residents said that the militants had left the town during the night.\n\n"
    "Islamic State shelled the road to Palmyra on Sunday, the monitor reported. It did not say whether anyone was killed."
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("path") / "desk.db"
    Ledger.open(path).close()
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


def decided(path: Path) -> list[tuple[str, str]]:
    """The verdicts of a ledger with who gave them, in order."""
    with Ledger.open(path, create=False) as held:
        found, _ = held.rulings.page()
    return [(one.decision.verdict, one.decision.who) for one in found]


def test_from_a_pasted_report_to_the_exported_map(
    ledger: Path, browser: Any, gazetteer: Gazetteer, registry: Registry, tmp_path: Path
) -> None:
    with served(ledger, gazetteer, registry) as at:
        seen = visit(browser, at, name="Mara")
        page = seen.page

        page.goto(f"{at}/add")
        page.locator("#paste textarea").fill(TEXT)
        page.locator("#paste [name=title]").fill("Army says it took Sukhna")
        page.locator("#paste [name=publisher]").fill("Harbour Post")
        page.locator("#paste [name=published]").fill("2017-08-06")
        page.locator("#paste button.main").click()
        link = page.locator("#jobs a[href^='/reports/']").first
        link.wait_for(timeout=120_000)
        link.click()

        page.locator("#card h2").wait_for()
        first = page.locator("#card").inner_text()
        assert "capture" in first and "Sukhna" in first
        accepted = page.locator("#list small", has_text="accepted")
        page.keyboard.press("a")
        accepted.wait_for()
        page.keyboard.press("u")
        accepted.wait_for(state="detached")
        page.locator("#list button", has_text="capture").first.click()
        page.keyboard.press("a")
        accepted.wait_for()
        asked = "fetch('/api/v1/decisions').then(a => a.json()).then(told => told.decisions.length)"
        for _ in range(100):
            if page.evaluate(asked) == 3:
                break
            page.wait_for_timeout(100)

        page.goto(f"{at}/map?on=2017-08-06&judged=accepted")
        page.wait_for_selector("html[data-map=ready]", timeout=60_000)
        page.locator("#show-list").click()
        page.locator("#panel", has_text="Sukhna").wait_for()
        page.locator("#export > summary").click()
        with page.expect_download(timeout=90_000) as geojson:
            page.locator("#export-geojson").click()
        geojson.value.save_as(tmp_path / "map.geojson")
        page.locator("#panel").get_by_text("Sukhna").first.click()
        page.locator("#panel a[href^='/places/']").first.click()

        page.locator("h1", has_text="Sukhna").wait_for()
        assert "Syrian" in page.locator("main").inner_text()
        # A software renderer complains of its own slowness.
        assert seen.asked == [] and [told for told in seen.complaints if "GPU stall" not in told] == []
        page.context.close()
    told = json.loads((tmp_path / "map.geojson").read_text("utf-8"))
    assert any("Sukhna" in json.dumps(one, ensure_ascii=False) for one in told["features"])
    assert decided(ledger) == [("accept", "Mara"), ("reopen", "Mara"), ("accept", "Mara")]
