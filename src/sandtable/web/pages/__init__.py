"""The pages that people work at. Invariant: a page shows what the API answers, and text of reports on it is only text."""

from fastapi import APIRouter

from sandtable.web.pages import home, team

ROUTERS: tuple[APIRouter, ...] = (home.router, team.router)
