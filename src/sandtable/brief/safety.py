"""How foreign text enters a page. Invariant: text of a report is only ever text on the page: no markup, no script,
no link to anything but http or https, and no invisible character that reorders what stands around it."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Controls that hide or reorder: C0 and C1 but tab and newline; bidirectional embeddings, overrides and isolates.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def visible(text: str) -> str:
    """The text with each hidden control written out, as `‹U+202E›`."""
    return HIDDEN.sub(lambda m: f"‹U+{ord(m.group()):04X}›", unicodedata.normalize("NFC", text))


def shown(text: object) -> Markup:
    """Foreign text for HTML: hidden controls written out, escaped, and isolated from the direction of the page."""
    return Markup("<bdi>{}</bdi>").format(escape(visible(str(text))))


def link(url: str | None) -> str | None:
    """The address where it may be linked to: http or https with a host; else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.hostname else None


def embedded(data: Any) -> Markup:
    """JSON for a `<script type="application/json">`: nothing in it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


def script(text: str) -> Markup:
    """Our own or a bundled script for a `<script>` element, without what would end it."""
    return Markup(text.replace("</script", "<\\/script").replace("<!--", "<\\!--"))
