"""The pages that people work at. Invariant: a page shows what the API answers, and text of reports on it is only text."""

from fastapi import APIRouter

from sandtable.web.pages import (
    actors,
    adding,
    corridors,
    disputes,
    home,
    map,
    places,
    review,
    search,
    sources,
    team,
)

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    review.router,
    adding.router,
    places.router,
    actors.router,
    sources.router,
    disputes.router,
    corridors.router,
    map.router,
    search.router,
    team.router,
)
