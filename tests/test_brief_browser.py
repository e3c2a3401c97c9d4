"""The page in a real browser, from disk: the map is drawn, a place is clicked, its sentences read, nothing leaves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from brief_valley import brief

from sandtable.brief import render

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install '.[test]'"
)
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
NO_WEBGL = [f for f in FLAGS if "swiftshader" not in f] + ["--disable-webgl", "--disable-3d-apis"]
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt install chromium"),
    pytest.mark.timeout(180),
]
PICTURE = Path(__file__).parents[1] / "docs" / "brief.png"


@dataclass
class Visit:
    """An open page and what it asked for or complained of."""

    page: sync_api.Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "valley.html"
    path.write_text(render(brief()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as p:
        found = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


def visit(
    browser: sync_api.Browser, file: Path, width: int = 1280, height: int = 900, scheme: str = "light"
) -> Visit:
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    seen = Visit(context.new_page())
    seen.page.on("request", lambda r: seen.asked.append(r.url))
    seen.page.on("pageerror", lambda e: seen.complaints.append(str(e)))
    seen.page.on("console", lambda m: seen.complaints.append(m.text) if m.type == "error" else None)
    seen.page.goto(file.as_uri())
    seen.page.wait_for_selector("html[data-map]", state="attached", timeout=60_000)
    return seen


@pytest.fixture(scope="module")
def wide(browser: sync_api.Browser, file: Path) -> Iterator[Visit]:
    seen = visit(browser, file)
    yield seen
    seen.page.context.close()


def where(page: sync_api.Page, spot: str) -> tuple[float, float]:
    """Where on the screen the map draws a place."""
    box = page.locator("#map canvas").bounding_box()
    assert box is not None
    at = page.evaluate(
        "id => { const s = JSON.parse(document.getElementById('data').textContent).spots.find(s => s.id === id);"
        "const p = sandtable.map.project(s.at); return [p.x, p.y]; }",
        spot,
    )
    return box["x"] + at[0], box["y"] + at[1]


def test_the_map_is_drawn(wide: Visit) -> None:
    assert wide.page.get_attribute("html", "data-map") == "ready"
    assert wide.page.locator("#map canvas").is_visible() and not wide.page.locator("#still").is_visible()
    drawn = wide.page.evaluate(
        "() => ['land', 'borders', 'spots', 'seg', 'spot-names', 'symbols', 'moves', 'heads'].map("
        "l => [l, sandtable.map.queryRenderedFeatures({layers: [l]}).length])"
    )
    assert all(n > 0 for _, n in drawn), drawn
    colours = wide.page.evaluate(
        "() => new Promise(done => { const m = sandtable.map; m.once('render', () => {"
        "const g = m.getCanvas().getContext('webgl2'), p = new Uint8Array(4 * g.drawingBufferWidth * g.drawingBufferHeight);"
        "g.readPixels(0, 0, g.drawingBufferWidth, g.drawingBufferHeight, g.RGBA, g.UNSIGNED_BYTE, p);"
        "const s = new Set(); for (let i = 0; i < p.length; i += 4) s.add(p[i] << 16 | p[i+1] << 8 | p[i+2]); done(s.size); });"
        "m.triggerRepaint(); })"
    )
    assert colours > 50, "the canvas is blank"


def test_a_click_on_a_place_shows_its_sentences(wide: Visit) -> None:
    wide.page.mouse.click(*where(wide.page, "kamal"))
    panel = wide.page.locator("#panel-body")
    panel.get_by_role("heading", name="Abu Kamal").wait_for()
    text = panel.inner_text()
    assert (
        "ISIS holds Abu Kamal again." in text and "against it: Qasr Radio" in text and "Badia Monitor" in text
    )
    assert panel.locator("mark", has_text="recaptured").count() == 1


def test_the_slider_changes_the_day(wide: Visit) -> None:
    page = wide.page
    page.evaluate("sandtable.select('spot', 'kamal')")
    slider = page.get_by_role("slider", name="Day shown on the map")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    assert page.locator("#date").inner_text() == "10 Nov 2017"
    assert slider.get_attribute("aria-valuetext") == "10 Nov 2017"
    text = page.locator("#panel-body").inner_text()
    assert "The army command declared Abu Kamal free" in text and "ISIS holds" not in text
    page.get_by_role("button", name="To the next change").click()
    assert page.locator("#date").inner_text() == "11 Nov 2017"


def test_play_runs_and_stops(wide: Visit) -> None:
    page = wide.page
    page.evaluate("sandtable.setDay(0)")
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(1500)
    page.locator("#play").click()
    day = page.evaluate("sandtable.state.day")
    assert day > 0
    page.wait_for_timeout(700)
    assert page.evaluate("sandtable.state.day") == day


def test_a_number_opens_its_sentence_in_place(wide: Visit) -> None:
    line = wide.page.locator("#changed li[data-line]", has_text="Rawa")
    line.locator(".ref").first.click()
    assert "Iraqi forces took Rawa in a few hours on Friday." in line.inner_text()
    line.locator(".ref").first.click()
    assert "in a few hours" not in line.inner_text()


def test_movements_and_forces_can_be_read(wide: Visit) -> None:
    for what, words in (("move", "moved from Mayadin"), ("force", "southern outskirts of Mayadin")):
        wide.page.evaluate("what => sandtable.select(what, 0)", what)
        assert words in wide.page.locator("#panel-body").inner_text()


def test_symbols_are_drawn_in_the_chart(wide: Visit) -> None:
    chart = wide.page.locator("svg.chart").first
    assert chart.locator("svg.sym svg path").count() > 3


def test_nothing_leaves_the_page(wide: Visit) -> None:
    assert wide.asked and all(u.startswith(("file:", "blob:", "data:")) for u in wide.asked), wide.asked
    assert wide.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(browser: sync_api.Browser, file: Path, scheme: str) -> None:
    seen = visit(browser, file, 390, 844, scheme)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.page.get_by_role("button", name="Abu Kamal").first.click()
    assert seen.page.locator("#panel").is_visible()
    assert seen.complaints == []
    seen.page.context.close()


def test_the_map_follows_the_reader_into_the_dark(browser: sync_api.Browser, file: Path) -> None:
    seen = visit(browser, file)
    seen.page.evaluate("sandtable.select('spot', 'kamal'); sandtable.setDay(60)")
    seen.page.emulate_media(color_scheme="dark")
    seen.page.evaluate("sandtable.setDay(70)")
    drawn = "sandtable.map.getLayer('spots') ? sandtable.map.queryRenderedFeatures({layers: ['spots']}).length : 0"
    for _ in range(60):
        if seen.page.evaluate(drawn) > 5:
            break
        seen.page.wait_for_timeout(500)
    assert seen.page.evaluate(drawn) > 5
    sea = seen.page.evaluate("sandtable.map.getPaintProperty('sea', 'background-color')")
    assert sea == "#12171c" and seen.complaints == []
    seen.page.context.close()


def test_without_webgl_there_is_a_still_map_and_a_message(browser: sync_api.Browser, file: Path) -> None:
    blind = browser.browser_type.launch(executable_path=CHROMIUM, args=NO_WEBGL)
    seen = visit(blind, file)
    assert seen.page.get_attribute("html", "data-map") == "still"
    assert "no WebGL" in seen.page.locator("#still-note").inner_text()
    assert seen.page.locator("#still svg circle.mark").count() > 5
    seen.page.get_by_role("button", name="Abu Kamal").first.click()
    assert "ISIS holds Abu Kamal again." in seen.page.locator("#panel-body").inner_text()
    assert seen.complaints == []
    blind.close()


def test_a_picture_is_kept(browser: sync_api.Browser, file: Path) -> None:
    seen = visit(browser, file, 1280, 1180)
    seen.page.evaluate("sandtable.select('spot', 'kamal')")
    seen.page.wait_for_timeout(500)
    shot = seen.page.screenshot()
    assert 20_000 < len(shot) < 400_000
    if not PICTURE.exists():
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(shot)
    seen.page.context.close()
