"""Parts of speech, relations and little words that the rules of grammar ask for. Invariant: closed classes alone; what belongs to
a kind of claim is data."""

from __future__ import annotations

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
SUBJECTS = ("nsubj", "nsubj:outer", "nsubj:pass")
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose", "where"})
DIRECTIONS = frozenset(
    [
        "west",
        "east",
        "north",
        "south",
        "northwest",
        "northeast",
        "southwest",
        "southeast",
        "outside",
        "inside",
    ]
)
# Prepositions that say where, and those of them that never say whither.
LOCATIVE = frozenset(
    "in at on near around inside outside along across within throughout over between beyond behind off above beside through toward towards "
    "west east north south amid astride past atop beneath into onto to".split()
)
LOCATIVE_STRICT = LOCATIVE - frozenset("into onto to toward towards over between on through".split())
THIRD_PERSON = frozenset(
    ["he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs", "it", "its"]
)
SEVERAL = frozenset(["we", "us", "our", "ours"])
FIRST_PERSON = SEVERAL | {"i", "me", "my"}
SINGULAR_PERSON = frozenset(["he", "she", "him", "her", "his", "hers"])
PLURAL = frozenset(["they", "them", "their", "theirs"])
NEUTER = frozenset(["it", "its", "itself"])
REFLEXIVE = frozenset(["itself", "themselves", "himself", "herself"])
