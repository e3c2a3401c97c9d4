"""Where the corpora lie. Invariant: read only, from the folder `shared` beside the checkout, never copied into it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
OWN_GOLD = ROOT / "training" / "gold"


def digest(files: Sequence[Path]) -> str:
    """sha256 over the files' names and bytes, 16 hex digits: pins the corpus that a floor was measured on."""
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:16]


def records(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON array or of a file with one object a line."""
    text = path.read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        return list(json.loads(text))
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def scorer() -> ModuleType:
    """The shared scorer of claims, as a module."""
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "score" / "score_claims.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED / "score" / "score_claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def re3d_folders(*, trained: bool | None = None) -> Iterator[Path]:
    """The folders of re3d. `bbc-online` may only be scored: `trained=False` gives it alone, True the others."""
    for folder in sorted((SHARED / "data" / "re3d").glob("*")):
        if folder.is_dir() and (trained is None or trained == (folder.name != "bbc-online")):
            yield folder
