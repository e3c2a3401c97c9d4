"""What the package bundles comes by lock file, from whatever registry, and the build says what to do where it cannot."""

from __future__ import annotations

import importlib
import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType

import pytest

import sandtable.brief

ROOT = Path(__file__).parents[1]
LOCK = json.loads((ROOT / "package-lock.json").read_text("utf-8"))


def test_the_lock_names_digests_and_no_host() -> None:
    packages = {name: p for name, p in LOCK["packages"].items() if name}
    assert packages and all("integrity" in p and "resolved" not in p for p in packages.values())
    assert packages["node_modules/maplibre-gl"]["version"].startswith("5.")


def test_nothing_bundled_is_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    rooms = ("brief", "gazetteer", "web")
    assert {f"src/sandtable/{room}/assets/" for room in rooms} <= set(ignored)


def test_the_bundled_files_and_their_licences_are_there() -> None:
    assets = Path(sandtable.brief.__file__).parent / "assets"
    for name in (
        "maplibre-gl.js",
        "maplibre-gl.css",
        "maplibre-gl.LICENSE.txt",
        "milsymbol.js",
        "milsymbol.LICENSE.txt",
    ):
        assert (assets / name).stat().st_size > 500, name


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    pytest.importorskip("hatchling", reason="the build hook needs hatchling: pip install hatchling")
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("hatch_build")


def test_without_npm_the_build_says_what_to_do(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(RuntimeError, match="apt install npm"):
        hook.npm_command()


def test_another_lock_is_another_bundle(hook: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text("{}")
    assert hook.digest(tmp_path) != hook.digest(ROOT)
    assert not hook.bundled(tmp_path)
