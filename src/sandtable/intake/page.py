"""HTML pages. Invariant: only what the page says of itself; no address is opened, and no date is guessed from prose. Of the
address alone a page that was fetched is not asked, where it names another host's."""

from __future__ import annotations

from sandtable.intake.addresses import host_of
from sandtable.intake.decoding import decode
from sandtable.intake.fields import Fields, from_strings
from sandtable.intake.markup import to_text
from sandtable.intake.outcome import Fetched, Limits, Unreadable, quiet
from sandtable.terms import Warning


def read_page(data: bytes, limits: Limits, fetched: Fetched | None = None) -> Fields:
    """The article of a page, with its title, date and site. Raises Unreadable where there is none."""
    # trafilatura takes most of a second to import, which a folder of text need not pay.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    markup, warnings = decode(data, markup=True, charset=fetched.charset if fetched else None)
    if markup.count("<") > limits.tags:
        raise Unreadable(f"it has more than {limits.tags:,} tags: save the article alone")
    try:
        with quiet("trafilatura"), quiet("htmldate"):
            found = bare_extraction(
                markup.replace("\0", ""),
                url=fetched.address if fetched else None,
                with_metadata=True,
                include_comments=False,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError) as error:
        raise Unreadable(
            f"its HTML cannot be read ({type(error).__name__}): save the article as text"
        ) from error
    if not isinstance(found, Document) or not (found.text or "").strip():
        text = to_text(markup)
        if not text:
            raise Unreadable(
                "the page holds no text; if a script builds it, save the shown page as text or PDF"
            )
        note = Warning("no-article", "no article was told from the rest of the page; all its text is read")
        return Fields(text, warnings=(*warnings, note))
    url, publisher = found.url, found.sitename or found.hostname
    if fetched:
        # Of a page that names no site trafilatura makes the host's name the site's.
        if publisher and host_of(f"//{publisher}") == host_of(url):
            publisher = None
        if host_of(url) != host_of(fetched.address):
            says = f"the page says that it stands at {str(url)[:200]}, on another host; it is known by where it was fetched from"
            warnings += (Warning("address", says),)
            url = fetched.address
    given = {
        "title": found.title,
        "publisher": publisher,
        "published": found.date,
        "url": url,
        "language": found.language,
    }
    return from_strings(found.text or "", given, warnings)
