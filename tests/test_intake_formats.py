"""HTML, PDF and feeds: the words of the report, what it says of itself, and nothing made up."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from sandtable.intake import Intake, Limits, Refusal, read_bytes


def read(data: bytes | str, name: str, **options: object) -> list[Intake | Refusal]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_bytes(raw, name, **options))  # type: ignore[arg-type]


def one(data: bytes | str, name: str, **options: object) -> Intake:
    [found] = read(data, name, **options)
    assert isinstance(found, Intake), found
    return found


def refusal(data: bytes | str, name: str, **options: object) -> str:
    [found] = read(data, name, **options)
    assert isinstance(found, Refusal), found
    return found.reason


def codes(intake: Intake) -> set[str]:
    return {warning.code for warning in intake.warnings}


# PDF


def make_pdf(*pages: list[str], title: str = "") -> bytes:
    """A small PDF, one text line an entry, written by hand."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = "".join(f"({line.replace('(', '').replace(')', '')}) Tj T*\n" for line in lines)
        content = f"BT /F1 11 Tf 14 TL 50 780 Td\n{shown}ET" if lines else ""
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) /CreationDate (D:20200101000000Z) >>")
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{at:010} 00000 n \n" for at in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{out.index('xref')}\n%%EOF\n"
    return out.encode("latin-1")


PAGE = [
    "The army took the town of Mayadin on Saturday after a week of",
    "fighting along the river, the ministry of defence said in a state-",
    "ment. Two officers were wounded.",
    "The group that had held the town since the summer of the year before",
    "withdrew towards the border.",
]


def test_lines_of_a_pdf_become_sentences_again() -> None:
    found = one(make_pdf(PAGE, title="Mayadin falls"), "a.pdf")
    assert found.report.text == (
        "The army took the town of Mayadin on Saturday after a week of fighting along the river, the ministry of "
        "defence said in a statement. Two officers were wounded.\n\n"
        "The group that had held the town since the summer of the year before withdrew towards the border."
    )
    assert found.report.title == "Mayadin falls"
    assert found.report.published is None, "the day a file was made is not the day of publication"


def test_running_heads_and_page_numbers_are_left_out_and_said() -> None:
    pages = [[f"The Euphrates Wire, issue 9, sheet {n}", *PAGE, f"- {n} -"] for n in range(1, 5)]
    found = one(make_pdf(*pages), "a.pdf")
    assert "Euphrates Wire" not in found.report.text
    assert "- 3 -" not in found.report.text
    [warning] = [w for w in found.warnings if w.code == "pdf-margins"]
    assert "8 running heads" in warning.message
    assert found.report.text.count("Mayadin") == 4


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"%PDF-1.4\nthis is no PDF", "broken PDF"),
        (lambda: make_pdf(PAGE)[:200], "broken PDF"),
        (lambda: make_pdf([], []), "OCR"),
        (lambda: locked(""), ""),
        (lambda: locked("secret"), "locked with a password"),
    ],
)
def test_a_pdf_that_holds_no_text_for_us_says_why(make: object, reason: str) -> None:
    [found] = read(make(), "a.pdf")  # type: ignore[operator]
    if reason:
        assert isinstance(found, Refusal)
        assert reason in found.reason
    else:
        assert isinstance(found, Intake)
        assert "Mayadin" in found.report.text


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf(PAGE))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_number_of_pages_is_bounded() -> None:
    assert "3 pages" in refusal(make_pdf(PAGE, PAGE, PAGE), "a.pdf", limits=Limits(pages=2))


def test_what_a_pdf_unpacks_to_is_bounded() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf(PAGE * 400))))
    for page in writer.pages:
        page.compress_content_streams()
    out = io.BytesIO()
    writer.write(out)
    assert "unpacks to more" in refusal(out.getvalue(), "a.pdf", limits=Limits(size=20_000))


def test_what_a_pdf_takes_to_draw_is_bounded() -> None:
    assert "more than 50 steps" in refusal(make_pdf(PAGE * 4, PAGE * 4), "a.pdf", limits=Limits(steps=50))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 900), st.binary(min_size=1, max_size=30))
def test_a_damaged_pdf_never_makes_the_reader_fail(at: int, damage: bytes) -> None:
    data = make_pdf(PAGE)
    for found in read(data[:at] + damage + data[at + len(damage) :], "a.pdf"):
        assert isinstance(found, Intake | Refusal)


# HTML

PROSE = (
    "<p>The army took Mayadin on Saturday, the ministry of defence said, after a week of fighting on the river.</p>"
    "<p>It was the last large town that the group held there, and its fighters left for the border.</p>"
)


def page(head: str = "", body: str = PROSE) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>Mayadin falls</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/war'>War</a></nav><script>var x = 'secret';</script>"
        f"<article>{body}</article><footer>Copyright 2019 The Wire</footer></body></html>"
    )


def test_a_page_gives_its_article_and_what_it_says_of_itself() -> None:
    head = (
        "<meta property='og:title' content='Mayadin falls'><meta property='og:site_name' content='The Wire'>"
        "<meta property='article:published_time' content='2017-10-14T10:00:00+00:00'>"
        "<link rel='canonical' href='https://example.org/mayadin'>"
    )
    report = one(page(head), "a.html").report
    assert (report.title, report.publisher, report.published) == (
        "Mayadin falls",
        "The Wire",
        date(2017, 10, 14),
    )
    assert report.url == "https://example.org/mayadin"
    assert "a week of fighting on the river." in report.text
    for left_out in ("Home", "secret", "Copyright", "<"):
        assert left_out not in report.text


def test_a_page_without_a_date_gets_none() -> None:
    assert one(page(), "a.html").report.published is None


def test_the_charset_that_a_page_declares_is_used() -> None:
    body = "<p>The town of Dayr az-Zawr – “the gate” – was taken by the army on Saturday after a week of fighting.</p>"
    found = one(page("<meta charset='windows-1252'>", body).encode("cp1252"), "a.html")
    assert "“the gate”" in found.report.text


def test_a_page_without_words_is_refused() -> None:
    assert "no text" in refusal("<html><body><script>load()</script></body></html>", "a.html")


def test_a_page_of_ever_deeper_tags_is_refused() -> None:
    assert "tags" in refusal("<html><body>" + "<div>" * 200_000, "a.html")


# Feeds

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Wire</title>
<item><title>Mayadin &amp;amp; after</title><link>https://example.org/1</link><guid>w-1</guid>
<pubDate>Sat, 14 Oct 2017 22:30:00 -0300</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The army took <b>Mayadin</b>.</p><p>It&nbsp;left.</p><script>x()</script>]]></content:encoded></item>
<item><title></title><description></description></item>
<item><title>Only a title</title><pubDate>the other day</pubDate></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title>
<entry><title>Crossing open</title><id>p-1</id><updated>2017-11-19T08:00:00Z</updated>
<link href="https://example.org/p1"/><summary type="html">&lt;p&gt;The crossing is open.&lt;/p&gt;</summary></entry></feed>"""


def test_rss_gives_one_report_an_entry() -> None:
    first, second, third = read(RSS, "a.rss")
    assert isinstance(first, Intake)
    report = first.report
    assert report.text == "The army took Mayadin.\nIt left."
    assert (report.title, report.publisher, report.published) == (
        "Mayadin & after",
        "The Wire",
        date(2017, 10, 15),
    )
    assert (report.url, report.source_id) == ("https://example.org/1", "w-1")
    assert isinstance(second, Refusal)
    assert "entry 2" in second.reason
    assert isinstance(third, Intake)
    assert (third.report.text, third.report.published) == ("Only a title", None)
    assert {"title-only", "bad-date", "no-date"} <= codes(third)


def test_atom_is_read() -> None:
    report = one(ATOM, "a.xml").report
    assert (report.text, report.publisher, report.published) == (
        "The crossing is open.",
        "The Post",
        date(2017, 11, 19),
    )
    assert report.source_id == "p-1"


def test_a_broken_feed_gives_what_can_be_read_and_says_so() -> None:
    found = read(RSS.replace("Short.", "Guns & <roses"), "a.rss")
    intakes = [f for f in found if isinstance(f, Intake)]
    assert any("Mayadin" in f.report.text for f in intakes)
    assert all("broken-feed" in codes(f) for f in intakes)
    assert "broken" in refusal("<?xml version='1.0'?><rss><channel><item", "a.rss")
    assert "no entries" in refusal("<rss version='2.0'><channel><title>T</title></channel></rss>", "a.rss")


def test_the_number_of_entries_is_bounded() -> None:
    assert "more than 2 entries" in refusal(RSS, "a.rss", limits=Limits(entries=2))


def test_entities_are_not_expanded_and_files_not_read() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "hahahahaha">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<rss version='2.0'><channel><title>W</title><item><title>T</title>"
        "<description>The army took &e8; &f; the town.</description></item></channel></rss>"
    )
    for found in read(bomb, "a.rss"):
        if isinstance(found, Intake):
            assert len(found.report.text) < 1000
            assert "root:" not in found.report.text
