"""What the words for a speaker tell of him: a name of his own, anybody of a sort, an outlet's own man. Invariant: read from the voice's
words alone, and nothing is known of who it is."""

from __future__ import annotations

from sandtable.terms import Voice

_LONG = 4  # letters; shorter words of a name ("of", "and", "al") may be small


def proper(name: str) -> bool:
    """Whether a speaker is given by a proper name of two words or more, though nothing is known of it."""
    words = [w for w in name.replace("-", " ").split() if w.casefold() != "the"]
    return (
        len(words) > 1
        and all(w[0].isupper() or len(w) < _LONG for w in words)
        and words[0][0].isupper()
        and (
            words[0].casefold()
            not in ("a", "an", "one", "two", "some", "many", "several", "both", "three", "four")
        )
    )


_SETTLING = frozenset({"the", "its", "their", "his", "her", "our", "my", "this", "that"})


def nameless(link: Voice) -> bool:
    """Whether a speaker may be anybody of a sort ("officials", "a security official"), so that two who quote one need not quote the
    same: each is a voice of its own."""
    words = (link.text or link.name).split()
    one = bool(words) and (words[0].casefold() in _SETTLING or any(w.endswith(("'s", "’s")) for w in words))
    return bool(words) and not one and not any(c.isupper() for c in link.name)


_REPORTING = frozenset(
    "reporter correspondent journalist stringer newspaper paper agency station radio channel".split()
)


def own_man(link: Voice) -> bool:
    """Whether a speaker is the outlet's own man, or the outlet as it calls itself: "our correspondent in the town", "this newspaper"."""
    words = link.text.casefold().split()
    return len(words) > 1 and words[0] in ("our", "this") and bool(_REPORTING & set(words[1:4]))
