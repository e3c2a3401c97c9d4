"""The pages that people work at. Invariant: a page shows what the API answers, and text of reports on it is only text."""

from fastapi import APIRouter

from sandtable.web.pages import adding, home, review, team

ROUTERS: tuple[APIRouter, ...] = (
    adding.router,
    home.router,
    review.router,
    team.router,
)
