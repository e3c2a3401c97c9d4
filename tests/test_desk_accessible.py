"""Every page of the desk by axe-core, in light and dark, wide and as on a phone: nothing serious or critical is wrong, nothing
runs over the edge, nothing is complained of and nobody else is asked."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from cli_world import HEZBOLLAH, READINGS, TOWN, make_ledger
from desk_browser import NEEDS_CHROMIUM, Visit, chromium, served

from sandtable.gazetteer import Gazetteer
from sandtable.orbat import Registry

pytest.importorskip("axe_playwright_python", reason="axe-core is not installed: pip install '.[test]'")
pytestmark = [NEEDS_CHROMIUM, pytest.mark.slow]

WAY = "/corridor?from=Iran&to=Lebanon&by=Iran&on=2017-11-20&all=true"
PAGES = {
    "home": "/",
    "queue": "/queue",
    "report": f"/reports/{READINGS[0].report.id}",
    "map": "/map",
    "place": f"/places/{TOWN.id}?on=2017-11-20",
    "border": "/places/the%20Syrian-Iraqi%20border?on=2017-11-20",
    "actor": f"/actors/{HEZBOLLAH.id}?on=2017-11-10",
    "sources": "/sources",
    "source": "/sources/Badia%20Monitor",
    "disputes": "/disputes",
    "corridor": WAY,
    "search": "/search?q=army",
    "unknown": "/sources/Nobody",
    "add": "/add",
    "sign-in": "/sign-in",
    "accounts": "/accounts",
    "audit": "/audit",
}
LOOKS = [("light", 1400, 900), ("dark", 1400, 900), ("light", 390, 844), ("dark", 390, 844)]
GRAVE = {"serious", "critical"}
_RUN = "() => axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations)"
_EDGE = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, registry: Registry) -> Iterator[str]:
    path: Path = make_ledger(tmp_path_factory.mktemp("accessible") / "world.db")
    with served(path, gazetteer, registry) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def opened(browser: Any, at: str) -> Visit:
    # The policy of a page lets no test's script in; what a page does under it is seen by the pages' own tests.
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script("localStorage.setItem('sandtable.who', 'Ada')")
    seen = Visit(context.new_page())
    seen.page.on(
        "request",
        lambda r: None if r.url.startswith((at, "data:", "blob:")) else seen.asked.append(r.url),
    )
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    return seen


def wrong(page: Any) -> list[tuple[str, str, str]]:
    """What axe-core finds that is serious or critical: rule, element, how to mend it."""
    return [
        (found["id"], str(node["target"]), node["failureSummary"])
        for found in page.evaluate(_RUN)
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("name", list(PAGES))
def test_nothing_serious_is_wrong(browser: Any, at: str, axe: str, name: str) -> None:
    seen = opened(browser, at)
    page = seen.page
    try:
        answer = page.goto(at + PAGES[name], wait_until="load", timeout=60_000)
        assert answer.status == (404 if name == "unknown" else 200), answer.status
        page.wait_for_load_state("networkidle", timeout=60_000)
        page.evaluate(axe)
        for scheme, width, height in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            assert wrong(page) == [], (scheme, width)
            assert page.evaluate(_EDGE) <= 1, f"the page runs over the edge at {width}"
        assert seen.complaints == [] and seen.asked == []
    finally:
        page.context.close()
