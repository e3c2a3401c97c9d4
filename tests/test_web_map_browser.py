"""The map page in Debian's Chromium: days, filters, links, two maps, exports, keys; no error, and no request to another host."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from desk_browser import NEEDS_CHROMIUM, PATIENCE_MS, chromium, served, until

from sandtable.cli import main
from sandtable.coding import Reader
from sandtable.gazetteer import Gazetteer
from sandtable.orbat import Registry

pytestmark = NEEDS_CHROMIUM
ON = "2017-11-20"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory,
    examples: Path,
    reader: Reader,
    gazetteer: Gazetteer,
    registry: Registry,
) -> Iterator[str]:
    path = tmp_path_factory.mktemp("map") / "examples.db"
    told = CliRunner().invoke(main, ["ingest", "--ledger", str(path), str(examples)])
    assert told.exit_code == 0, told.output
    with served(path, gazetteer, registry) as at:
        yield at


@dataclass
class Visit:
    page: Any
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def shown_day(self) -> str:
        return str(self.page.get_attribute("html", "data-day"))

    def until(self, holds: str) -> None:
        """Wait until an expression holds on the page; asked from outside, since the page's policy forbids it to evaluate."""
        until(self.page, holds)

    def until_day(self, day: str) -> None:
        self.page.wait_for_selector(f'html[data-day="{day}"]')

    def held(self) -> list[str]:
        """The places of the list, each with its holders."""
        if self.page.locator("#show-list").get_attribute("aria-expanded") != "true":
            self.page.click("#show-list")
        self.page.wait_for_selector("#panel h2:has-text('On the map')")
        return list(self.page.locator("#panel button[data-key^='place:']").all_inner_texts())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def visits(browser: Any, address: str) -> Iterator[list[Visit]]:
    """What was visited; at the end nothing went wrong there and nobody else was asked."""
    made: list[Visit] = []
    yield made
    for one in made:
        assert one.errors == []
        assert [url for url in one.requests if not url.startswith((address, "blob:", "data:"))] == []
        one.page.context.close()


def visit(browser: Any, visits: list[Visit], at: str, **options: object) -> Visit:
    context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **options})
    seen = Visit(context.new_page())
    seen.page.set_default_timeout(PATIENCE_MS)
    seen.page.on("console", lambda m: seen.errors.append(m.text) if m.type in ("error", "warning") and "GPU stall" not in m.text else None)  # fmt: skip
    seen.page.on("pageerror", lambda e: seen.errors.append(str(e)))
    seen.page.on("request", lambda r: seen.requests.append(r.url))
    seen.page.goto(at)
    seen.page.wait_for_selector("html[data-map=ready]")
    visits.append(seen)
    return seen


def test_the_map_appears_and_days_change_it(browser: Any, visits: list[Visit], address: str) -> None:
    seen = visit(browser, visits, f"{address}/map?on={ON}")
    assert seen.page.locator("#map-a canvas.maplibregl-canvas").count() == 1
    assert seen.shown_day() == ON
    now = seen.held()
    assert any("Abu Kamal" in line for line in now)
    seen.page.fill("#date", "2017-11-10")
    seen.page.locator("#date").dispatch_event("change")
    seen.until_day("2017-11-10")
    before = seen.held()
    assert before != now
    assert any(re.search(r"Abu Kamal.*Syrian Arab Army", line) for line in before)
    seen.page.locator("#day").fill(str(int(seen.page.input_value("#day")) + 2))
    seen.until_day("2017-11-12")
    seen.until("location.search.includes('on=2017-11-12')")


def test_keys(browser: Any, visits: list[Visit], address: str) -> None:
    seen = visit(browser, visits, f"{address}/map?on={ON}")
    keys = seen.page.keyboard
    keys.press("ArrowLeft")
    seen.until_day("2017-11-19")
    keys.press("Shift+ArrowLeft")
    seen.until("document.documentElement.dataset.day < '2017-11-19'")
    keys.press("f")
    assert seen.page.locator("#filters").is_visible()
    keys.press("Escape")
    keys.press("Escape")
    assert not seen.page.locator("#filters").is_visible()
    keys.press("l")
    assert seen.page.locator("#legend:has-text('contested')").is_visible()
    keys.press("Escape")
    keys.press("/")
    assert seen.page.evaluate("document.activeElement.id") == "fly"
    keys.press("Escape")
    keys.press("?")
    assert "play or pause" in seen.page.locator("#help").inner_text()
    keys.press("Escape")
    keys.press("s")
    assert seen.page.locator("#box-b").is_visible()
    day = seen.shown_day()
    keys.press(" ")
    seen.until(f"document.documentElement.dataset.day > '{day}'")
    keys.press(" ")
    assert seen.page.get_attribute("#play", "aria-pressed") == "false"


def test_a_place_opens_its_sentences(browser: Any, visits: list[Visit], address: str) -> None:
    seen = visit(browser, visits, f"{address}/map?on={ON}")
    seen.held()
    seen.page.locator("#panel button:has-text('Raqqa')").first.click()
    seen.page.wait_for_selector("#panel blockquote mark")
    assert "Raqqa" in seen.page.locator("#panel h2").first.inner_text()
    assert seen.page.locator("#panel a[href^='/reports/']").count() > 0
    assert seen.page.locator("#panel a[href^='/places/']").count() == 1
    seen.page.go_back()
    seen.until("!location.search.includes('chosen')")


def test_a_link_brings_the_view_back(browser: Any, visits: list[Visit], address: str) -> None:
    seen = visit(browser, visits, f"{address}/map?on={ON}")
    seen.page.click("#show-filters")
    seen.page.fill("#only", "Qasr Radio")
    seen.page.locator("#only").dispatch_event("change")
    seen.page.uncheck("[name=layer][value=assaults]")
    seen.until("location.search.includes('only=Qasr') && location.search.includes('hide=assaults') && location.search.includes('z=')")  # fmt: skip
    link = seen.page.url
    seen.page.locator("#map-a canvas").hover()
    seen.page.mouse.wheel(0, -600)
    seen.until(f"location.href !== {link!r}")
    while link != seen.page.url:  # the camera glides on for a while
        link = seen.page.url
        seen.page.wait_for_timeout(1500)
    told = seen.held()
    again = visit(browser, visits, link)
    assert again.held() == told
    assert again.page.locator("#of-only button").all_inner_texts() == ["Qasr Radio ×"]
    assert not again.page.is_checked("[name=layer][value=assaults]")
    where = (
        "[...new URLSearchParams(location.search)].filter(([k]) => ['z', 'lat', 'lon'].includes(k)).join()"
    )
    assert again.page.evaluate(where) == seen.page.evaluate(where)


def test_several_names_in_a_filter(browser: Any, visits: list[Visit], address: str) -> None:
    seen = visit(browser, visits, f"{address}/map?on={ON}")
    seen.page.click("#show-filters")
    for name in ("Qasr Radio", "Two Rivers Daily"):
        seen.page.fill("#only", name)
        seen.page.locator("#only").dispatch_event("change")
    seen.until("location.search.includes('only=Qasr+Radio&only=Two+Rivers+Daily')")
    assert "(2)" not in seen.page.inner_text("#show-filters")  # one filter, of two names
    seen.page.click("#of-only button:has-text('Qasr Radio')")
    seen.until("!location.search.includes('Qasr')")
    assert seen.page.locator("#of-only button").all_inner_texts() == ["Two Rivers Daily ×"]


def test_accepted_alone_is_empty_until_something_is(browser: Any, visits: list[Visit], address: str) -> None:
    seen = visit(browser, visits, f"{address}/map?on={ON}&judged=accepted")
    assert seen.held() == []
    assert "Nothing" in seen.page.locator("#panel").inner_text()


def test_side_by_side(browser: Any, visits: list[Visit], address: str) -> None:
    at = f"{address}/map?on=2017-11-12&side=source&only=Qasr+Radio&b=Euphrates+Wire"
    seen = visit(browser, visits, at)
    assert seen.page.locator("canvas.maplibregl-canvas").count() == 2
    seen.page.wait_for_selector("#panel h2:has-text('They differ')")
    row = seen.page.locator("#panel button[data-key='place:geonames:174448']").inner_text()
    assert re.search(r"Qasr Radio: .*Syrian.*Euphrates Wire: Islamic State", row, re.DOTALL)
    seen.page.select_option("#side", "day")
    seen.page.wait_for_selector("#panel h2:has-text('They differ')")
    assert seen.page.locator("#value-b").get_attribute("type") == "date"
    seen.page.select_option("#side", "")
    seen.until("document.querySelectorAll('canvas.maplibregl-canvas').length === 1")


def test_exports(browser: Any, visits: list[Visit], address: str, tmp_path: Path) -> None:
    seen = visit(browser, visits, f"{address}/map?on={ON}")
    saved = {}
    for name in ("png", "geojson", "brief"):
        seen.page.locator("#export summary").click()
        with seen.page.expect_download(timeout=3 * PATIENCE_MS) as coming:
            seen.page.click(f"#export-{name}")
        saved[name] = Path(str(coming.value.path())).read_bytes()
        if name != "png":
            seen.page.locator("#export summary").click()
    assert saved["png"].startswith(PNG)
    width, height = struct.unpack(">II", saved["png"][16:24])
    assert width > 1400
    assert height > 500
    found = json.loads(saved["geojson"])
    assert {f["properties"]["layer"] for f in found["features"]} >= {"position", "claim"}
    page = saved["brief"].decode()
    assert page.startswith("<!doctype html>") or page.lower().startswith("<!doctype html>")
    assert "Abu Kamal" in page


@pytest.mark.parametrize(
    "options",
    [{"viewport": {"width": 390, "height": 844}}, {"color_scheme": "dark", "reduced_motion": "reduce"}],
)
def test_a_phone_and_the_dark(
    browser: Any, visits: list[Visit], address: str, options: dict[str, object]
) -> None:
    seen = visit(browser, visits, f"{address}/map?on={ON}", **options)
    assert any("Raqqa" in line for line in seen.held())
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
