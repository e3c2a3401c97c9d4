"""The desk over HTTP: pages for people, and the answers of the commands, the claims by page and analysts' decisions for
programs."""

from sandtable.web.app import make_app
from sandtable.web.desk import Desk
from sandtable.web.readying import Readying
from sandtable.web.serving import Door, ServeError, check, listen, serve
from sandtable.web.team.signing import Team

__all__ = ["Desk", "Door", "Readying", "ServeError", "Team", "check", "listen", "make_app", "serve"]
