"""Reviewing in a real browser: by keyboard from the queue to the undo, two people on one report, and texts that mean harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_world import ARMY, READINGS, RECORDED, TOWN, make_ledger
from desk_browser import NEEDS_CHROMIUM, Visit, chromium, served, until, visit
from web_world import HOSTILE

from sandtable.gazetteer import Gazetteer
from sandtable.ledger import Ledger
from sandtable.orbat import Registry
from sandtable.terms import (
    Claim,
    Entity,
    Evidence,
    Kind,
    Mention,
    MentionType,
    Reading,
    Report,
    Role,
    Trigger,
    Voice,
    VoiceType,
    Warning,
)

pytestmark = [NEEDS_CHROMIUM, pytest.mark.timeout(240)]
FIRST, SECOND = READINGS[3], READINGS[4]  # the newest that move control
SELECT = """words => {
  const body = document.getElementById('body'), walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT), nodes = [];
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push([text.length, node]); text += node.data; }
  const at = text.indexOf(words), end = at + words.length, range = document.createRange();
  if (at < 0) throw new Error('no such words: ' + words);
  for (const [start, node] of nodes) {
    if (start <= at && at < start + node.length) range.setStart(node, at - start);
    if (start < end && end <= start + node.length) range.setEnd(node, end - start);
  }
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_ledger(tmp_path / "world.db")


def opened(browser: Any, at: str, address: str = "/queue", **given: Any) -> Visit:
    seen = visit(browser, at, **given)
    seen.page.goto(at + address)
    seen.page.wait_for_selector("#card h2")
    return seen


def said(page: Any, words: str) -> None:
    page.wait_for_function("w => document.getElementById('said').textContent.includes(w)", arg=words)


def status(page: Any, words: str) -> None:
    page.wait_for_function("w => document.querySelector('#card .state')?.textContent === w", arg=words)


def quiet(seen: Visit) -> None:
    assert seen.asked == [] and [c for c in seen.complaints if "GPU stall" not in c] == []


def verdicts(path: Path) -> list[tuple[str, str, str]]:
    with Ledger.open(path) as ledger:
        return [
            (one.decision.verdict, one.decision.who, one.decision.why)
            for one in ledger.rulings.page(limit=500)[0]
        ]


def stored(page: Any, number: int) -> None:
    """Wait until the desk has so many decisions. It is asked itself: a file of SQLite that one process opens and closes
    beside itself loses its locks."""
    asked = "fetch('/api/v1/decisions?limit=200').then(a => a.json()).then(told => told.decisions.length)"
    until(page, f"{asked}.then(number => number >= {number})")


def settled(page: Any, path: Path, number: int) -> list[tuple[str, str, str]]:
    """The decisions, once so many are stored."""
    stored(page, number)
    return verdicts(path)


def test_claims_are_reviewed_by_keyboard_alone(
    browser: Any, path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    with served(path, gazetteer, registry) as at:
        seen = opened(browser, at)
        page = seen.page
        page.wait_for_function(
            "t => document.querySelector('#head h2').textContent.includes(t)", arg="Badia Monitor"
        )
        keys = page.keyboard
        keys.press("a")
        said(page, "accepted")
        page.wait_for_function(
            "w => document.querySelector('#body').textContent.includes(w)", arg="Tell al-Zahra"
        )
        keys.press("r")
        page.wait_for_selector("dialog[open] input")
        keys.type("a rumour")
        keys.press("Enter")
        said(page, "rejected")
        assert settled(page, path, 2) == [("accept", "Ada", ""), ("reject", "Ada", "a rumour")]
        keys.press("u")
        said(page, "Undone")
        assert settled(page, path, 3)[2][0] == "reopen"
        status(page, "proposed")
        keys.press("u")
        settled(page, path, 4)
        status(page, "proposed")
        page.wait_for_function(
            "w => document.querySelector('#card').textContent.includes(w)", arg="taken back"
        )
        keys.press("?")
        page.wait_for_selector("#help[open]")
        assert "next claim" in page.inner_text("#help-keys")
        keys.press("Escape")
        keys.press("/")
        assert page.evaluate("document.activeElement.name") == "q"
        keys.press("Escape")
        keys.press("n")
        page.wait_for_function("w => !document.querySelector('#body').textContent.includes(w)", arg="retook")
        keys.press("p")
        page.wait_for_function("w => document.querySelector('#body').textContent.includes(w)", arg="retook")
        assert page.evaluate("document.querySelectorAll('#reports [aria-current]').length") == 2
        quiet(seen)


def test_a_role_is_edited_by_selecting_words_and_a_missed_claim_added(
    browser: Any, path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    with served(path, gazetteer, registry) as at:
        seen = opened(browser, at, f"/reports/{FIRST.report.id}")
        page = seen.page
        page.keyboard.press("e")
        page.wait_for_selector("form.edit")
        page.click("form.edit button[aria-label='Take out the role place']")
        page.click("form.edit button.main")
        assert "needs the role place" in page.inner_text("form.edit")
        page.evaluate("document.activeElement.blur()")
        page.evaluate(SELECT, "Abu Kamal")
        page.wait_for_selector("#picked button")
        page.keyboard.press("2")  # actor, place
        page.wait_for_selector("form.edit button[aria-label='Take out the role place']")
        page.click("button[name=choose-1]")
        page.wait_for_selector("#entity-found li[role=option]")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "() => document.querySelector('form.edit').textContent.includes('stands for Abu Kamal')"
        )
        page.select_option("form.edit [name=factuality]", "hedged")
        page.fill("form.edit [name=why]", "only said to be so")
        page.keyboard.press("Control+Enter")
        assert settled(page, path, 1) == [("edit", "Ada", "only said to be so")]
        with Ledger.open(path) as ledger:
            (entry,) = ledger.claims(report_id=FIRST.report.id)
        assert entry.verdict == "edit" and entry.claim.factuality.value == "hedged"
        (place,) = entry.claim.fillers("place")
        assert place.entity is not None and place.entity.id == TOWN.id and place.text == "Abu Kamal"

        page.goto(f"{at}/reports/{FIRST.report.id}")
        page.wait_for_selector("#card .beside")
        assert "As read: capture" in page.inner_text("#card") and "asserted" in page.inner_text(
            "#card .beside > .soft"
        )
        page.evaluate(SELECT, "retook")
        page.keyboard.press("m")
        page.wait_for_selector("form.edit")
        page.select_option("form.edit [name=kind]", "presence")
        page.evaluate("document.activeElement.blur()")
        for words, digit in (("Syrian Arab Army", "1"), ("Abu Kamal", "2")):
            page.evaluate(SELECT, words)
            page.wait_for_selector("#picked button")
            page.keyboard.press(digit)
        page.click("form.edit button.main")
        said(page, "Added: presence")
        status(page, "accepted")
        with Ledger.open(path) as ledger:
            added = [e.claim for e in ledger.claims(report_id=FIRST.report.id, kinds=[Kind.PRESENCE])]
        assert [(c.coder, c.evidence.trigger.text, c.evidence.exact) for c in added] == [
            ("analyst", "retook", FIRST.report.text)
        ]
        page.keyboard.press("u")
        said(page, "Undone")
        assert settled(page, path, 3)[-1][0] == "reject"
        quiet(seen)


def test_a_place_is_chosen_on_a_map(
    browser: Any, path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    with served(path, gazetteer, registry) as at:
        seen = opened(browser, at, f"/reports/{FIRST.report.id}")
        page = seen.page
        page.keyboard.press("e")
        page.click("button[name=choose-1]")
        page.wait_for_selector("#entity-found li[role=option]")
        page.click("dialog.entity button:has-text('Map')")
        page.wait_for_selector(".maplibregl-canvas")
        page.wait_for_function(
            "() => document.querySelector('#entity-found').textContent.includes('Abu Kamal')"
        )
        page.wait_for_timeout(1500)
        page.click(".picker", position={"x": 200, "y": 100})
        page.wait_for_function("() => / km/.test(document.querySelector('#entity-found').textContent)")
        name = page.inner_text("#entity-found li:first-child bdi")
        page.click("#entity-found li:first-child")
        page.wait_for_function(
            "w => document.querySelector('form.edit').textContent.includes('stands for ' + w)", arg=name
        )
        quiet(seen)


def test_all_of_a_filter_are_decided_at_once_and_undone(
    browser: Any, path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    with served(path, gazetteer, registry) as at:
        seen = opened(browser, at)
        page = seen.page
        page.select_option("#bar [name=kind]", "capture")
        page.click("#bar button:not(#unfold):has-text('Filter')")
        page.wait_for_function("() => document.getElementById('accept-all').textContent === 'Accept all 4'")
        page.click("#accept-all")
        page.wait_for_selector("dialog[open] input")
        page.keyboard.type("checked")
        page.keyboard.press("Enter")
        said(page, "Accepted 4 claims")
        assert verdicts(path) == [("accept", "Ada", "checked")] * 4
        page.wait_for_function("() => document.getElementById('counts').textContent.startsWith('0 claims')")
        page.click("#said button:has-text('Undo')")
        said(page, "Undone: 4 decisions")
        assert [v[0] for v in verdicts(path)[4:]] == ["reopen"] * 4
        quiet(seen)


def test_two_people_on_one_report_see_each_other_and_lose_nothing(
    browser: Any, path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    where = f"/reports/{FIRST.report.id}"
    with served(path, gazetteer, registry) as at:
        ada, mara = opened(browser, at, where), opened(browser, at, where, name="Mara")
        mara.page.wait_for_selector("#others:has-text('Ada is reading this too.')")
        mara.page.wait_for_selector("#card :text('Nobody has decided on it.')")
        ada.page.keyboard.press("a")
        settled(ada.page, path, 1)
        mara.page.keyboard.press("r")
        mara.page.wait_for_selector("dialog[open] input")
        mara.page.keyboard.type("no")
        mara.page.keyboard.press("Enter")
        mara.page.wait_for_selector("dialog.conflict")
        told = mara.page.inner_text("dialog.conflict")
        assert "Theirs" in told and "accepted by Ada" in told and "rejected by Mara" in told
        assert len(verdicts(path)) == 1
        mara.page.click("dialog.conflict button:has-text('Send mine after theirs')")
        assert settled(mara.page, path, 2) == [("accept", "Ada", ""), ("reject", "Mara", "no")]
        for seen in (ada, mara):
            assert seen.asked == [] and [c for c in seen.complaints if "409" not in c] == []


def test_no_decision_is_lost_while_the_server_does_not_answer(
    browser: Any, path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    with served(path, gazetteer, registry) as at:
        seen = opened(browser, at)
        page = seen.page
        page.route("**/api/v1/decisions", lambda route: route.abort())
        for words in ("Tell al-Zahra", "still holds"):
            page.keyboard.press("a")
            page.wait_for_function("w => document.querySelector('#body').textContent.includes(w)", arg=words)
        said(page, "Not saved yet")
        assert verdicts(path) == []
        page.unroute("**/api/v1/decisions")
        assert settled(page, path, 2) == [("accept", "Ada", "")] * 2
        with Ledger.open(path) as ledger:
            order = [one.report for one in ledger.rulings.page()[0]]
        assert order == [FIRST.report.id, SECOND.report.id]


def told(
    text: str, *, words: str, name: str, n: int = 0, title: str | None = None, around: int = 50
) -> Reading:
    """A reading of a text with one claim, whose trigger are these words, and everything named by `name`."""
    start = text.index(words)
    report = Report(f"harm{n}", text, title or name, name, date(2021, 1, 1 + n % 28))
    who = Entity(f"actor:new/{n}", ARMY.type, name)
    role, evidence = Role("actor", words, start, start + len(words), who), Evidence(
        max(0, start - around), min(len(text), start + around), text[max(0, start - around) : min(len(text), start + around)], "", "",
        Trigger(start, start + len(words), words),
    )  # fmt: skip
    place = replace(role, role="place", entity=replace(TOWN, name=name))
    voice = Voice(words, start, start + len(words), name, VoiceType.PARTY)
    claim = Claim(
        f"harm-claim-{n}", Kind.CONTROL, (role, place), evidence, attribution=(voice,), coder="test/1"
    )
    mention = Mention(start, start + len(words), words, MentionType.PERSON, who)
    return Reading(report, (mention,), (claim,), (Warning("x", name, start, start + len(words)),))


def test_texts_that_mean_harm_are_shown_as_text(
    browser: Any, tmp_path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    path = tmp_path / "harm.db"
    with Ledger.open(path) as ledger:
        for n, text in enumerate(HOSTILE):
            ledger.add(told(f"Before {text} took it, after.", words=text, name=text, n=n), RECORDED)
    with served(path, gazetteer, registry) as at:
        seen = opened(browser, at)
        page = seen.page
        for n, text in enumerate(HOSTILE):
            page.goto(f"{at}/reports/harm{n}")
            page.wait_for_selector("#card h2")
            page.wait_for_selector("#card .acts")
            assert (
                page.evaluate(
                    "document.querySelectorAll('#review script, #review img, #review [onerror]').length"
                )
                == 0
            )
            if text.isascii() and "\r" not in text:
                assert text in page.evaluate("document.getElementById('body').textContent")
                assert text in page.evaluate("document.getElementById('head').textContent")
            page.keyboard.press("r")
            page.wait_for_selector("dialog[open] input")
            page.fill("dialog[open] input", text)
            page.keyboard.press("Enter")
            stored(page, n + 1)
        assert "\u202e" not in page.evaluate("document.querySelector('#review').textContent")
        quiet(seen)


def test_offsets_hold_past_emoji_and_arabic(
    browser: Any, tmp_path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    path = tmp_path / "wide.db"
    text = "\U0001f469\u200d\U0001f467 \U00010348 e\u0301 الجيش السوري took \U0001f3d9 تدمر\u200f today \U0001f600, they said."
    with Ledger.open(path) as ledger:
        ledger.add(told(text, words="took", name="x"), RECORDED)
    with served(path, gazetteer, registry) as at:
        seen = opened(browser, at, "/reports/harm0")
        page = seen.page
        page.keyboard.press("e")
        page.wait_for_selector("form.edit")
        page.evaluate("document.activeElement.blur()")
        for words, digit in (("الجيش السوري", "1"), ("تدمر", "2"), ("today", "4"), ("they", "3")):
            page.evaluate(SELECT, words)
            page.wait_for_selector("#picked button")
            page.keyboard.press(digit)
        page.fill("form.edit [name=why]", "words")
        page.keyboard.press("Control+Enter")
        settled(page, path, 1)
        with Ledger.open(path) as ledger:
            (entry,) = ledger.claims()
        spans = [*entry.claim.roles, *entry.claim.attribution, entry.claim.time]
        assert {s.text for s in spans if s is not None} >= {"الجيش السوري", "تدمر", "today", "they"}
        assert all(s is not None and text[s.start : s.end] == s.text for s in spans)
        quiet(seen)


def test_a_line_of_a_megabyte_does_not_freeze_the_page(
    browser: Any, tmp_path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    path = tmp_path / "long.db"
    text = "<b>word</b> " * 45_000 + "The army took it. " + "<i>more</i> " * 45_000
    with Ledger.open(path) as ledger:
        ledger.add(
            told(text, words="took", name="<u>x</u>" * 200, title="t" * 5000, around=2_000_000), RECORDED
        )
    with served(path, gazetteer, registry) as at:
        seen = opened(browser, at, "/reports/harm0")
        page = seen.page
        page.wait_for_selector("#body .now")
        assert page.evaluate("document.getElementById('body').textContent.length") < 50_000
        assert page.evaluate("document.querySelector('#body .now').textContent") == "took"
        assert page.evaluate("document.getElementById('card').textContent.length") < 10_000
        page.click("#body .further >> nth=0")
        page.keyboard.press("a")
        assert settled(page, path, 1) == [("accept", "Ada", "")]
        quiet(seen)


def test_on_a_narrow_page_list_text_and_claim_are_steps(
    browser: Any, path: Path, gazetteer: Gazetteer, registry: Registry
) -> None:
    with served(path, gazetteer, registry) as at:
        seen = visit(browser, at, width=390, height=780)
        page = seen.page
        page.goto(f"{at}/queue")
        page.click("#reports ul button >> nth=0")
        page.wait_for_selector("#body .now", state="visible")
        assert not page.is_visible("#list") and not page.is_visible("#card")
        page.click("#steps button[data-to=card]")
        page.click("#card button:has-text('Accept')")
        assert settled(page, path, 1) == [("accept", "Ada", "")]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        quiet(seen)
