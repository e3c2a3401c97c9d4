"""Handing in reports. Invariant: what is handed in is answered at once with a job, and what becomes of each report is told there,
refusals among it; who handed in what stands in the audit log."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request
from starlette.responses import Response

from sandtable.ledger import Act
from sandtable.web.api import intake_shapes
from sandtable.web.api.answering import JSON, TheDesk
from sandtable.web.api.asking import Id
from sandtable.web.api.intake_shapes import FileAsked, JobAsked, SentAddress, SentText, job_to
from sandtable.web.api.problems import Problem
from sandtable.web.api.wire import encode
from sandtable.web.desk import Desk
from sandtable.web.taking import Address, BusyError, File, Handed, Pasted
from sandtable.web.team.signing import address_of

router = APIRouter(prefix="/intake", tags=["intake"])
MOST_JOBS = 50
_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {
        "model": intake_shapes.JobShape,
        "description": "It waits to be read; `Location` tells where its job is.",
    }
}


@router.post("", status_code=HTTPStatus.ACCEPTED, responses=_ACCEPTED)
def text(request: Request, desk: TheDesk, sent: SentText) -> Response:
    """Hand in the text of a report."""
    return _handed(request, desk, Pasted(sent.text, sent.title, sent.publisher, sent.published, sent.url))


@router.post("/files", status_code=HTTPStatus.ACCEPTED, responses=_ACCEPTED)
def file(
    request: Request,
    desk: TheDesk,
    asked: Annotated[FileAsked, Query()],
    body: Annotated[bytes, Body(media_type="application/octet-stream")] = b"",
) -> Response:
    """Hand in a file as it is: text, HTML, PDF, RSS or Atom, JSON or JSONL; each of its reports has an outcome."""
    return _handed(request, desk, File(asked.name, body, asked.publisher, asked.published))


@router.post("/addresses", status_code=HTTPStatus.ACCEPTED, responses=_ACCEPTED)
def address(request: Request, desk: TheDesk, sent: SentAddress) -> Response:
    """Hand in the address of a page, a feed or a file on the public web. It is fetched; links in it are not followed."""
    return _handed(request, desk, Address(sent.url, sent.publisher, sent.published))


@router.get("", responses={200: {"model": intake_shapes.JobsShape}})
def jobs(desk: TheDesk) -> Response:
    """What was handed in since the server was started, the newest first, without outcomes."""
    found = [job_to(one, 0, 0) | {"next": None} for one in desk.taking.jobs()[:MOST_JOBS]]
    return Response(encode({"schema": "sandtable.jobs/1", "jobs": found}), media_type=JSON)


@router.get("/{job}", responses={200: {"model": intake_shapes.JobShape}})
def job(desk: TheDesk, job: Annotated[Id, Path()], query: Annotated[JobAsked, Query()]) -> Response:
    """How far a job is, and what became of its reports so far."""
    found = desk.taking.job(job)
    if found is None:
        says = (
            "there is no job of this id: jobs are kept until the server is stopped; /api/v1/intake lists them"
        )
        raise Problem(HTTPStatus.NOT_FOUND, "unknown-job", says)
    return Response(encode(job_to(found, query.after, query.limit)), media_type=JSON)


def _handed(request: Request, desk: Desk, handed: Handed) -> Response:
    account = request.state.account
    who = str(account.name) if account is not None else None
    try:
        made = desk.taking.hand_in(handed, who)
    except BusyError as error:
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", str(error)) from error
    desk.ledger.audit.add(Act.INTAKE, who or "", about=handed.name, address=address_of(request))
    where = {"Location": f"/api/v1/intake/{made.id}"}
    return Response(encode(job_to(made)), HTTPStatus.ACCEPTED, media_type=JSON, headers=where)
