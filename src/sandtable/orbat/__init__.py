"""Actors: who a name or a description stands for, and who belongs to, commands and backs whom, on which day.

Imports only terms. Invariant: an unknown name stays unknown; nothing is forced onto a known actor."""

from sandtable.orbat.catalogue import RegistryError
from sandtable.orbat.numbered import numbered
from sandtable.orbat.records import INVERSE, Actor, ActorKind, Relation, Tie
from sandtable.orbat.registry import NEW, Registry
from sandtable.orbat.scan import Scanner, name_entry, span
from sandtable.orbat.spelling import Folded, fold, folded, is_acronym, slug
from sandtable.orbat.when import day_of

__all__ = [
    "INVERSE",
    "NEW",
    "Actor",
    "ActorKind",
    "Folded",
    "Registry",
    "RegistryError",
    "Relation",
    "Scanner",
    "Tie",
    "day_of",
    "fold",
    "folded",
    "is_acronym",
    "name_entry",
    "numbered",
    "slug",
    "span",
]  # fmt: skip
