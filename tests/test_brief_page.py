"""The page asks nobody for anything, shows what the brief holds, and shows hostile text as text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from brief_valley import ON, SENTENCES, SPOTS, brief, held, steps
from hypothesis import given
from hypothesis import strategies as st

from sandtable.brief import BriefInput, Party, render, render_markdown
from sandtable.brief.citations import Citations
from sandtable.brief.looks import look
from sandtable.brief.palette import OTHER, colours, sidc, slots
from sandtable.brief.safety import embedded, link, shown, visible

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u202egnp.exe {{ 7*7 }} [x](javascript:alert(3))"


class Page(HTMLParser):
    """Elements, the addresses that a browser would fetch, links, and the text outside scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.handlers: list[str] = []
        self.ids: set[str] = set()
        self.inside: list[str] = []
        self.data = ""
        self.css = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.inside.append(tag)
        for name, value in attrs:
            if name == "href" and (tag == "a" or (value or "").startswith("#")):
                self.links.append(value or "")
            elif name in {"src", "href", "srcset", "action", "poster", "data", "xlink:href"}:
                self.fetched.append(f"{tag} {name}={value}")
            if name.startswith("on"):
                self.handlers.append(f"{tag} {name}")
            if name == "id":
                self.ids.add(value or "")
            if name == "style":
                self.css += value or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        where = self.inside[-1] if self.inside else ""
        if where == "script":
            if data.startswith("{"):
                self.data += data
        elif where == "style":
            self.css += data
        else:
            self.text.append(data)


@pytest.fixture(scope="module")
def valley() -> BriefInput:
    return brief()


@pytest.fixture(scope="module")
def page(valley: BriefInput) -> Page:
    return Page(render(valley))


def test_nothing_is_fetched(page: Page) -> None:
    assert page.fetched == []
    outside = [
        u
        for u in re.findall(r"url\(([^)]*)\)|@import\s+(\S+)", page.css)
        if not "".join(u).strip("'\"").startswith(("data:", "#"))
    ]
    assert outside == []
    assert {"link", "iframe", "object", "embed", "img", "base"}.isdisjoint(page.elements)


def test_the_policy_forbids_every_other_origin(valley: BriefInput) -> None:
    html = render(valley)
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert found
    policy = found[1].replace("&#39;", "'")
    assert "default-src 'none'" in policy
    assert (
        "http" not in policy and "'unsafe-inline'" not in policy.split("style-src")[0] and "*" not in policy
    )


def test_links_are_to_sentences_parts_and_sources_alone(page: Page, valley: BriefInput) -> None:
    sources = {s.url for s in valley.sentences}
    for href in page.links:
        assert href in sources or (href.startswith("#") and href[1:] in page.ids), href


def test_every_line_leads_to_its_sentence(page: Page, valley: BriefInput) -> None:
    cites = Citations(valley.sentences)
    every = {c for s in valley.spots for t in s.standings for c in t.claims}
    every |= {c for b in valley.bonds for c in b.claims} | {c for m in valley.movements for c in m.claims}
    every |= {c for d in valley.disputes for side in d.sides for c in side.claims}
    for claim in every:
        (number,) = cites.numbers([claim])
        assert f"s{number}" in page.ids and f"#s{number}" in page.links


def test_all_parts_are_there(page: Page) -> None:
    text = " ".join("".join(page.text).split())
    for words in (
        "What changed", "Who holds what on 20 Nov 2017", "Order of battle", "Disputes and self-contradictions", "Movements",
        "Abu Kamal", "Islamic State", "against it: Qasr Radio", "commanded by Qassem Soleimani", "the day that Rawa fell",
        "recaptured", "says Euphrates Wire ← the monitor", "BSD",
    ):  # fmt: skip
        assert words in text, words


def test_the_data_answers_every_day(page: Page) -> None:
    data = json.loads(page.data)
    for spot in data["spots"]:
        days = [d for s in spot["standings"] for d in range(s["from"], s["to"] + 1)]
        assert days == list(range(data["days"] + 1)), spot["name"]
    kamal = next(s for s in data["spots"] if s["id"] == "kamal")
    looks = [(s["from"], s["look"]["style"]) for s in kamal["standings"]]
    assert looks == [(0, "faded"), (65, "hollow"), (67, "hatch")]


def test_hostile_text_is_text(valley: BriefInput) -> None:
    bad = replace(
        valley,
        title=HOSTILE,
        parties=(*(replace(p, name=HOSTILE) if p.id == "is" else p for p in valley.parties), Party("x", HOSTILE)),
        spots=tuple(replace(s, name=HOSTILE) if s.id == "kamal" else s for s in valley.spots),
        sentences=tuple(
            replace(s, text=HOSTILE, start=0, end=9, publisher=HOSTILE, title=HOSTILE, url="javascript:alert(4)", said_by=(HOSTILE,))
            if s.claim in {"c7", "c8"} else s for s in valley.sentences
        ),
        notes=(HOSTILE,),
    )  # fmt: skip
    html, plain = render(bad), Page(render(valley))
    page = Page(html)
    assert page.handlers == [] and page.elements.count("script") == plain.elements.count("script")
    assert "img" not in page.elements
    assert not any(href.startswith("javascript") for href in page.links)
    text = "".join(page.text)
    assert "</script><script>alert(1)</script>" in text and "‹U+202E›gnp.exe" in text and "{{ 7*7 }}" in text
    assert "\u202e" not in html
    json.loads(page.data)
    marked = render_markdown(bad)
    assert "\u202e" not in marked and "<script>" not in marked and "](javascript" not in marked


@given(st.text())
def test_text_comes_back_from_the_page_as_it_was(text: str) -> None:
    page = Page(str(shown(text)))
    assert page.elements == ["bdi"]
    assert "".join(page.text).replace("\r", "") == visible(text).replace("\r", "")


@given(st.text())
def test_embedded_json_cannot_leave_its_element(text: str) -> None:
    raw = str(embedded({"k": text}))
    assert not set("<>&\u2028\u2029") & set(raw) and json.loads(raw) == {"k": text}


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://example.org/a?b=1", True), ("http://x", True), ("javascript:alert(1)", False), ("data:text/html,x", False),
     ("//example.org", False), ("https://", False), ("http://[", False), (None, False)],
)  # fmt: skip
def test_only_web_addresses_are_linked(url: str | None, kept: bool) -> None:
    assert link(url) == (url if kept else None)


def test_an_empty_brief_says_so(valley: BriefInput) -> None:
    empty = replace(
        valley, spots=(), bonds=(), movements=(), presences=(), disputes=(), sentences=(), parties=()
    )
    text = "".join(Page(render(empty)).text)
    assert "No report says that a place changed hands" in text and "No sources contradict each other" in text
    assert "No report says that a place changed hands" in render_markdown(empty)


def test_one_sentence_of_several_claims_has_one_number() -> None:
    cites = Citations(SENTENCES)
    assert cites.numbers(["c12"]) == cites.numbers(["c13"])
    both = next(c for c in cites.all if "c12" in c.claims)
    assert [p.text for p in both.pieces if p.marked] == ["belongs to", "funded"]
    assert "".join(p.text for p in both.pieces) == next(s.text for s in SENTENCES if s.claim == "c12")


def test_looks_follow_the_rules() -> None:
    slot = {"saa": 0, "is": 1}
    one = held("saa", "2017-11-09", ("a", "c6"))
    day = date(2017, 11, 9)
    cases = {
        "solid": ("agreed", (one,)),
        "hollow": ("single-source", (held("saa", "2017-11-09", ("a", "c6"), status="claimed"),)),
        "hatch": ("contested", (one, held("is", "2017-11-09", ("b", "c7")))),
        "faded": ("unknown", (held("saa", "2017-11-09", ("a", "c6"), status="stale"),)),
        "none": ("unknown", ()),
    }
    for style, (state, positions) in cases.items():
        assert look(steps((day, state, positions, ()))[0], slot).style == style
    together = steps((day, "agreed", (one, held("is", "2017-11-09", ("b", "c7"))), ()))[0]
    assert (look(together, slot).style, look(together, slot).slots, together.joined) == (
        "solid",
        (0, 1),
        "and",
    )
    assert look(None, slot).slots == (OTHER,)


def test_colours_do_not_depend_on_order_and_do_not_repeat() -> None:
    ids = [f"actor:{i}" for i in range(len(colours()) - 1)]
    chosen = slots(ids)
    assert chosen == slots(reversed(ids)) and len(set(chosen.values())) == len(ids)
    assert list(slots([*ids, "one more"]).values()).count(OTHER) == 1


def test_no_symbol_takes_a_side() -> None:
    for kind in ("state", "unit", "armed-group", "person", "unheard-of"):
        code = sidc(kind)
        assert re.fullmatch(r"\d{20}", code) and code[3] == "4"


def test_markdown_has_a_footnote_for_every_number(valley: BriefInput) -> None:
    text = render_markdown(valley)
    used, given_ = set(re.findall(r"\[\^(\d+)\](?!:)", text)), set(re.findall(r"(?m)^\[\^(\d+)\]:", text))
    assert used <= given_ and given_ == {str(c.number) for c in Citations(valley.sentences).all}
    assert "| Abu Kamal | Islamic State | contested, confirmed | 11 Nov 2017 |" in text


def test_the_same_brief_is_the_same_page(valley: BriefInput) -> None:
    assert render(valley) == render(valley)
    assert all(s.standings[-1].last == ON for s in SPOTS)
