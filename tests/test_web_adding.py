"""The page on which reports are handed in, in a real browser: paste, drop, fetch, and what became of each."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from cli_world import make_ledger
from small_site import Site, answer, moved, small_site
from test_brief_browser import NO_WEBGL
from web_world import HOSTILE

from sandtable.coding import Reader
from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.picture import Picture
from sandtable.sources import Sources
from sandtable.web import Desk, listen, make_app
from sandtable.web.serving import url_of
from sandtable.web.taking import Taking

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install '.[test]'"
)
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt install chromium"),
    pytest.mark.timeout(180),
]
STORY = "Syrian troops captured the town of Mayadin on Saturday, the army said. Islamic State fighters fled to Abu Kamal."
DROP = """(files) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  document.querySelector("main").dispatchEvent(new DragEvent("dragover", {dataTransfer: carried, bubbles: true, cancelable: true}));
  document.querySelector("main").dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """What stands for the web."""
    page = f"<!doctype html><title>Army in Mayadin</title><article><p>{STORY}</p></article>".encode()
    with small_site({"/news": answer(page, Content_Type="text/html")}) as one:
        one.answers["/inwards"] = moved(one.at("/news", "inner.test"))
        yield one


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory,
    gazetteer: Gazetteer,
    registry: Registry,
    reader: Reader,
    site: Site,
) -> Iterator[str]:
    """The address of a desk that is served."""
    path = make_ledger(tmp_path_factory.mktemp("adding") / "world.db")
    with Ledger.open(path) as ledger, listen("127.0.0.1", 0) as listening:
        picture = Picture(ledger, gazetteer, registry, Sources.load(registry))
        taking = Taking(ledger, lambda: reader, site.reach())
        app = make_app(Desk(ledger, gazetteer, registry, picture, path.name, taking))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield url_of(listening)
        server.should_exit = True
        thread.join()


@dataclass
class Visit:
    """An open page and what it asked for or complained of."""

    page: sync_api.Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def job(self, name: str) -> sync_api.Locator:
        """The newest line of that name."""
        return (
            self.page.locator("#jobs > li")
            .filter(has=self.page.get_by_role("heading", name=name, exact=True))
            .first
        )

    def outcomes(self, name: str, number: int) -> list[str]:
        """The outcomes of a job, once there are so many."""
        rows = self.job(name).locator("ol > li")
        sync_api.expect(rows).to_have_count(number, timeout=60_000)
        return rows.all_inner_texts()


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as p:
        found = p.chromium.launch(executable_path=CHROMIUM, args=NO_WEBGL)
        yield found
        found.close()


@pytest.fixture
def visit(browser: sync_api.Browser, served: str) -> Iterator[Visit]:
    context = browser.new_context()
    seen = Visit(context.new_page())
    seen.page.on("request", lambda r: seen.asked.append(r.url))
    seen.page.on("pageerror", lambda e: seen.complaints.append(str(e)))
    seen.page.on("console", lambda m: seen.complaints.append(m.text) if m.type == "error" else None)
    seen.page.goto(f"{served}add")
    yield seen
    context.close()
    assert seen.complaints == []
    assert all(url.startswith(served) for url in seen.asked), seen.asked


def test_a_text_is_pasted_by_keyboard_and_leads_to_its_report(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("t")
    page.keyboard.insert_text(STORY)
    for words in ("Mayadin falls", "Harbour Post"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.get_by_label("Published").first.fill("2017-10-15")
    page.get_by_label("Text of the report").press("Tab")
    page.keyboard.press("Enter")
    [told] = visit.outcomes("Mayadin falls", 1)
    assert re.search(r"✓ stored Mayadin falls Harbour Post, 2017-10-15 \d+ claims", told)
    link = visit.job("Mayadin falls").get_by_role("link", name="Mayadin falls")
    assert re.fullmatch(r"/reports/[0-9a-f]{64}", link.get_attribute("href") or "")
    sync_api.expect(page.get_by_role("status").first).to_have_text("Mayadin falls: done: 1 stored")
    assert page.get_by_label("Text of the report").input_value() == ""


def test_a_report_already_known_says_so_and_leads_to_it(visit: Visit) -> None:
    for number in range(2):
        visit.page.get_by_label("Text of the report").fill(f"{STORY} Twice.")
        visit.page.get_by_label("Headline").fill("Told twice")
        visit.page.get_by_role("button", name="Add the text").click()
        [told] = visit.outcomes("Told twice", 1)
        assert ("= known already" if number else "✓ stored") in told
        assert visit.job("Told twice").get_by_role("link", name="Told twice").is_visible()


@pytest.mark.parametrize(
    ("text", "says"),
    [("   ", "it is empty"), ("سيطر الجيش على مدينة الميادين يوم السبت بعد معارك عنيفة مع التنظيم", "English"), ("a" * 1_000_000, "✓ stored|✕ refused")],
    ids=["empty", "not English", "a line of a megabyte"],
)  # fmt: skip
def test_what_cannot_be_read_says_why(visit: Visit, text: str, says: str) -> None:
    visit.page.get_by_label("Text of the report").fill(text)
    visit.page.get_by_role("button", name="Add the text").click()
    [told] = visit.outcomes("pasted text", 1)
    assert re.search(says, told) and len(told) < 400


def test_what_is_no_day_comes_back_with_the_reason(visit: Visit) -> None:
    visit.page.get_by_label("Text of the report").fill(STORY + "x" * 1_000_000)
    visit.page.get_by_role("button", name="Add the text").click()
    sync_api.expect(visit.job("pasted text")).to_contain_text("at most 1000000 characters")
    assert len(visit.page.get_by_label("Text of the report").input_value()) > 1_000_000, (
        "what was typed is not lost"
    )
    assert [one for one in visit.complaints if "422" in one] == visit.complaints
    visit.complaints.clear()  # the browser's own line about the 422


def test_dropped_files_are_read_and_a_bad_one_is_told(visit: Visit) -> None:
    hostile = "<img src=x onerror=alert(1)>.txt"
    files = [
        [hostile, f"{STORY} Dropped."],
        ["empty.txt", ""],
        ["two.jsonl", f'{{"text": "{STORY} One."}}\n{{"text": "{STORY} Two."}}\n{{bad'],
    ]
    visit.page.locator("#stand-in").get_by_label("Outlet").fill("Euphrates Wire")
    visit.page.evaluate(DROP, files)
    assert "✓ stored" in visit.outcomes(hostile, 1)[0]
    assert "it is empty" in visit.outcomes("empty.txt", 1)[0]
    one, two, bad = visit.outcomes("two.jsonl", 3)
    assert "✓ stored" in one and "Euphrates Wire" in two and "✕ refused two.jsonl:3" in bad
    assert visit.page.locator("main img").count() == 0


def test_files_are_chosen_too_and_more_than_may_wait(visit: Visit, tmp_path: Path) -> None:
    for number in range(26):
        (tmp_path / f"r{number}.txt").write_text(f"The army took village number {number} on Sunday.")
    visit.page.get_by_label("Choose files").set_input_files(sorted(tmp_path.iterdir()))
    for number in range(26):
        assert "✓ stored" in visit.outcomes(f"r{number}.txt", 1)[0]


def test_an_address_is_fetched_and_one_that_leads_inwards_refused(visit: Visit, site: Site) -> None:
    field_ = visit.page.get_by_label("Page, feed or file on the web")
    field_.fill(site.at("/news"))
    field_.press("Enter")
    assert "✓ stored Army in Mayadin" in visit.outcomes(site.at("/news"), 1)[0]
    field_.fill(site.at("/inwards"))
    visit.page.get_by_role("button", name="Fetch it").click()
    assert "not on the public internet" in visit.outcomes(site.at("/inwards"), 1)[0]


def test_hostile_words_are_only_words(visit: Visit) -> None:
    visit.page.on("dialog", lambda d: visit.complaints.append(d.message))
    for number, words in enumerate(HOSTILE):
        visit.page.get_by_label("Text of the report").fill(f"{STORY} Hostile {number}.")
        visit.page.get_by_label("Headline").fill(words)
        visit.page.locator("#paste").get_by_label("Outlet").fill(words)
        visit.page.get_by_role("button", name="Add the text").click()
        sync_api.expect(visit.page.locator("#jobs > li").first.locator("ol > li")).to_have_count(
            1, timeout=60_000
        )
    assert visit.page.locator("main script, main img").count() == 0
    assert "\u202e" not in visit.page.inner_text("main") and "‹U+202E›" in visit.page.inner_text("main")


def test_what_was_handed_in_is_still_told_after_a_reload(visit: Visit) -> None:
    visit.page.get_by_label("Text of the report").fill(f"{STORY} Kept.")
    visit.page.get_by_label("Headline").fill("Kept")
    visit.page.get_by_role("button", name="Add the text").click()
    visit.outcomes("Kept", 1)
    visit.page.reload()
    assert "✓ stored" in visit.outcomes("Kept", 1)[0]


def test_on_a_narrow_screen_nothing_is_cut_off(browser: sync_api.Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{served}add")
    page.get_by_label("Headline").fill("A" * 300)
    page.get_by_label("Text of the report").fill(STORY)
    page.get_by_role("button", name="Add the text").click()
    sync_api.expect(page.locator("#jobs > li").first.locator("ol > li")).to_have_count(1, timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(
        "[...document.querySelectorAll('main input, main textarea')].every((el) => el.labels.length)"
    )
    context.close()
