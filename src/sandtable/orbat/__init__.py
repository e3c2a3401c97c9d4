"""Actors: who a name or a description stands for, and who belongs to, commands and backs whom, on which day.

Imports only terms. Invariant: an unknown name stays unknown; nothing is forced onto a known actor."""

from sandtable.orbat.records import INVERSE, Actor, ActorKind, Relation, Tie
from sandtable.orbat.registry import Registry, RegistryError

__all__ = ["INVERSE", "Actor", "ActorKind", "Registry", "RegistryError", "Relation", "Tie"]
