"""What a language model may answer. Invariant: an answer is an object with a list of claims, and each claim is judged by
itself, so that one bad claim costs no other."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from sandtable.terms import Extent, Factuality, Kind, Stance, VoiceType

_FENCE = re.compile(r"```[\w-]*\s*\n(?P<inside>.*?)```", re.DOTALL)
_SHOWN = 60  # characters of a value that a fault quotes


def _blank_is_none(value: Any) -> Any:
    """Models write "", "none" or "null" for what is absent."""
    return None if isinstance(value, str) and value.strip().casefold() in ("", "none", "null") else value


def _plain(value: Any) -> Any:
    """A word of a closed list, however it is capitalised."""
    return value.strip().lower() if isinstance(value, str) else value


def _blank_or_plain(value: Any) -> Any:
    return _plain(_blank_is_none(value))


def _none_is_empty(value: Any) -> Any:
    return [] if value is None else value


_Words = Annotated[str, Field(min_length=1, max_length=4000)]


class ProposedVoice(BaseModel):
    """Who says it, in the report's words."""

    words: _Words
    type: Annotated[VoiceType, BeforeValidator(_plain)]


class ProposedRole(BaseModel):
    """What fills a role, in the report's words; `name`: what they stand for, as the report names it elsewhere."""

    role: Annotated[str, BeforeValidator(_plain)]
    words: _Words
    name: Annotated[str | None, BeforeValidator(_blank_is_none)] = None


class Proposed(BaseModel):
    """One claim as a language model gives it. All words are quotations that are yet to be found in the report."""

    kind: Annotated[Kind, BeforeValidator(_plain)]
    evidence: _Words
    trigger: _Words
    roles: Annotated[list[ProposedRole], BeforeValidator(_none_is_empty)] = Field(default_factory=list)
    factuality: Annotated[Factuality, BeforeValidator(_plain)] = Factuality.ASSERTED
    stance: Annotated[Stance | None, BeforeValidator(_blank_or_plain)] = None
    extent: Annotated[Extent | None, BeforeValidator(_blank_or_plain)] = None
    time: Annotated[str | None, BeforeValidator(_blank_is_none)] = None
    attribution: Annotated[list[ProposedVoice], BeforeValidator(_none_is_empty)] = Field(default_factory=list)
    confidence: float = Field(default=0.5, allow_inf_nan=False)


class Answer(BaseModel):
    """The whole answer; the claims are judged one by one afterwards."""

    claims: list[Any]


def read_answer(text: str) -> Answer:
    """The answer in a model's text: bare, in a code fence, or with words around it. Raises ValueError, saying what is wrong."""
    fenced = _FENCE.search(text)
    inside = fenced["inside"] if fenced else text
    first, last = inside.find("{"), inside.rfind("}")
    try:
        return Answer.model_validate_json(inside[first : last + 1] if 0 <= first < last else inside.strip())
    except ValidationError as error:
        # Told to the model: without a word of its answer, which may repeat what a report would have it do.
        raise ValueError(faults(error, given=False)) from error


def read_claim(raw: Any) -> Proposed:
    """One claim of an answer. Raises ValueError, saying what is wrong with it."""
    try:
        return Proposed.model_validate(raw)
    except ValidationError as error:
        raise ValueError(faults(error, given=True)) from error


def faults(error: ValidationError, *, given: bool) -> str:
    """What is wrong, in a line: where, what was expected, and, if asked, what was given."""
    out = []
    for fault in error.errors(include_url=False):
        where = ".".join(str(step) for step in fault["loc"]) or "the answer"
        value = repr(fault["input"])
        shown = f" (given: {value if len(value) <= _SHOWN else value[:_SHOWN] + '…'})" if given else ""
        what = "none of those there are" if fault["type"] == "enum" else fault["msg"]
        out.append(f"{where}: {what}{shown}")
    return "; ".join(out)
