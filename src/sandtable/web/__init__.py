"""The desk over HTTP: the answers of the commands, the claims by page, and analysts' decisions, on this machine alone."""

from sandtable.web.app import make_app
from sandtable.web.desk import Desk
from sandtable.web.serving import ServeError, listen, serve

__all__ = ["Desk", "ServeError", "listen", "make_app", "serve"]
