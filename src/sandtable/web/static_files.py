"""What browsers fetch besides pages: our styles and modules, and what the build bundled. Invariant: every file comes from the
package, under a tag, so that a browser asks again and is told when nothing changed."""

from __future__ import annotations

from collections.abc import MutableMapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from sandtable.brief.palette import stylesheet

CACHE = {"Cache-Control": "no-cache"}


class _Tagged(StaticFiles):
    """Files of a folder, asked for anew each time by tag."""

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        """The file, or 304."""
        answer = await super().get_response(path, scope)
        answer.headers.update(CACHE)
        return answer


def install(app: FastAPI) -> None:
    """Serve them under `/static`, and what was bundled under `/static/vendor`."""
    app.add_api_route("/static/palette.css", _palette, include_in_schema=False)
    app.add_api_route("/static/map/pictures.js", _pictures, include_in_schema=False)
    bundled = _Tagged(directory=_folder("web", "assets"), check_dir=False)
    # The desk has its own build of the map, for a strict policy; the map's style and the symbols are those of the brief.
    bundled.all_directories.append(_folder("brief", "assets"))
    app.mount("/static/vendor", bundled)
    app.mount("/static", _Tagged(directory=_folder("web", "static")))


def _folder(room: str, name: str) -> Path:
    return Path(str(files(f"sandtable.{room}").joinpath(name)))


def _pictures() -> Response:
    """How the brief draws markers: the desk draws them the same way."""
    text = files("sandtable.brief").joinpath("templates", "pictures.js").read_text("utf-8")
    return Response(text, media_type="text/javascript", headers=CACHE)


def _palette() -> Response:
    return Response(stylesheet(), media_type="text/css", headers=CACHE)
