"""The pages of the picture in a browser, under their own policy: parts fetched after the page, names offered while they are
typed, forms that follow their fields, and hostile text that stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_world import ARMY, HEZBOLLAH, OTHER, RECORDED, TOWN, make_ledger, reading
from desk_browser import NEEDS_CHROMIUM, Visit, chromium, served, visit
from web_world import HOSTILE

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.terms import Entity, EntityType, Kind

pytestmark = [NEEDS_CHROMIUM, pytest.mark.slow]
PLACE = f"/places/{TOWN.id}?on=2017-11-20"


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, registry: Registry) -> Iterator[str]:
    """A desk over the world of the commands and, beside it, one place, actor and source for each hostile text."""
    path: Path = make_ledger(tmp_path_factory.mktemp("pages") / "world.db")
    odd = []
    for n, words in enumerate(HOSTILE):
        group = Entity(f"actor:new/odd-{n}", EntityType.ACTOR, f"Band {words} {n}")
        place = Entity(f"place:new/odd-{n}", EntityType.PLACE, f"Odd {words} {n}", 34.1 + n / 10, 41.0)
        odd += [
            reading(f"{group.name} took {place.name}, it is said.", Kind.CAPTURE, "took", {"actor": group, "place": place},
                    publisher=f"Wire {words} {n}", published="2017-11-10"),
            reading(f"{group.name} took Mayadin.", Kind.CAPTURE, "took", {"actor": group, "place": OTHER},
                    publisher=f"Wire {words} {n}", published="2017-11-10"),
        ]  # fmt: skip
    with Ledger.open(path) as ledger:
        ledger.add_many(odd, RECORDED)
    with served(path, gazetteer, registry) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def seen(browser: Any, at: str) -> Iterator[Visit]:
    found = visit(browser, at)
    yield found
    assert found.asked == [] and found.complaints == []
    found.page.context.close()


@pytest.mark.parametrize(
    "path",
    [
        PLACE, "/places/the%20Syrian-Iraqi%20border?on=2017-11-20", f"/actors/{HEZBOLLAH.id}?on=2017-11-10", "/sources",
        "/sources/Badia%20Monitor", "/disputes", "/corridor?from=Iran&to=Lebanon&by=Iran&on=2017-11-20&all=true", "/search?q=army",
    ],
)  # fmt: skip
def test_a_page_comes_whole_and_without_complaint(seen: Visit, at: str, path: str) -> None:
    seen.page.goto(at + path)
    seen.page.wait_for_load_state("networkidle")
    assert seen.page.locator("h1").count() == 1
    for fetched in seen.page.locator("[hx-trigger=load]").all():
        assert fetched.locator("svg, p").count() > 0 and "worked out" not in fetched.inner_text()


def test_the_map_of_a_place_is_fetched_and_names_it(seen: Visit, at: str) -> None:
    seen.page.goto(at + PLACE)
    seen.page.wait_for_selector(".locator svg.still")
    assert "Abu Kamal" in seen.page.locator(".locator svg.still").text_content()


def test_another_day_is_shown_as_soon_as_it_is_chosen(seen: Visit, at: str) -> None:
    seen.page.goto(at + PLACE)
    seen.page.fill("input[name=on]", "2017-11-12")
    seen.page.wait_for_url(re.compile("on=2017-11-12"))
    assert "contested" in seen.page.locator("h1").inner_text()


def test_keys_go_from_day_to_day(seen: Visit, at: str) -> None:
    seen.page.goto(at + PLACE)
    seen.page.wait_for_load_state("networkidle")
    seen.page.keyboard.press("[")
    seen.page.wait_for_url(re.compile("on=2017-11-19"))
    seen.page.wait_for_load_state("networkidle")
    seen.page.keyboard.press("]")
    seen.page.wait_for_url(re.compile("on=2017-11-20"))


def test_symbols_are_drawn_in_the_chart(seen: Visit, at: str) -> None:
    seen.page.goto(f"{at}/actors/{HEZBOLLAH.id}?on=2017-11-10")
    seen.page.wait_for_selector("svg.orbat image[href^='data:image/svg+xml']", state="attached")


def test_names_are_offered_in_the_head_while_they_are_typed(seen: Visit, at: str) -> None:
    seen.page.goto(f"{at}/sources")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("abu k")
    seen.page.wait_for_selector(".suggested a")
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url(re.compile(re.escape(TOWN.id)))


def test_escape_closes_the_offers_and_enter_searches(seen: Visit, at: str) -> None:
    seen.page.goto(f"{at}/sources")
    box = seen.page.locator("form.find input")
    box.type("army")
    seen.page.wait_for_selector(".suggested a")
    box.press("Escape")
    assert seen.page.locator(".suggested").count() == 0
    box.press("Enter")
    seen.page.wait_for_url(re.compile(r"/search\?q=army"))


def test_search_follows_what_is_typed(seen: Visit, at: str) -> None:
    seen.page.goto(f"{at}/search")
    seen.page.locator("#search-words").type("retook")
    seen.page.wait_for_selector("#found mark")
    seen.page.wait_for_url(re.compile("q=retook"))
    assert "the Syrian Arab Army retook Abu Kamal" in seen.page.locator("#found").inner_text()


def test_the_corridor_form_offers_names_after_a_comma(seen: Visit, at: str) -> None:
    seen.page.goto(f"{at}/corridor")
    seen.page.locator("input[name=by]").type("Iran, hezb")
    offer = seen.page.locator("#actors-list option[value='Iran, Hezbollah']")
    offer.wait_for(state="attached")


def test_hostile_names_run_nothing(seen: Visit, at: str) -> None:
    seen.page.on("dialog", lambda dialog: seen.complaints.append(f"dialog: {dialog.message}"))
    for n in range(len(HOSTILE)):
        for path in (f"/places/place:new/odd-{n}", f"/actors/actor:new/odd-{n}"):
            seen.page.goto(at + path)
            seen.page.wait_for_load_state("networkidle")
            assert seen.page.locator("h1").inner_text()
            assert seen.page.locator("main script, main img, main [onerror]").count() == 0
    for path in ("/sources", "/disputes", f"/places/{OTHER.id}", f"/actors/{ARMY.id}", "/search?q=odd"):
        seen.page.goto(at + path)
        seen.page.wait_for_load_state("networkidle")
        assert seen.page.locator("main script, main img, main [onerror]").count() == 0
    seen.page.goto(f"{at}/sources")
    seen.page.locator("form.find input").type("odd")
    seen.page.wait_for_selector(".suggested a")
    assert seen.page.locator(".suggested script, .suggested img").count() == 0
