"""What several test files share: the rooms that take time to open, opened once a session, and how random examples are drawn."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from sandtable.coding import Reader, RuleCoder
from sandtable.gazetteer import Gazetteer
from sandtable.language import load
from sandtable.language.parser import WEIGHTS
from sandtable.orbat import Registry

ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run, so that a run says something of the change at hand; others with SANDTABLE_HISTORIES.
settings.register_profile("steady", derandomize=True)
if "SANDTABLE_HISTORIES" not in os.environ:
    settings.load_profile("steady")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer of the user's cache, built where it is missing."""
    return Gazetteer.open(progress=False)


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The registry of actors."""
    return Registry.load()


@pytest.fixture(scope="session")
def reader(gazetteer: Gazetteer, registry: Registry) -> Reader:
    """A reader with our own model; tests that ask for it are skipped where its weights are absent."""
    if not (WEIGHTS / "model.onnx").is_file():
        pytest.skip("the weights of the language model are absent: make them with `make model`")
    return Reader(load(), RuleCoder(gazetteer, registry))


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example reports."""
    return ROOT / "examples"
