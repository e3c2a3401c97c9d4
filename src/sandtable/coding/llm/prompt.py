"""What a language model is told. Invariant: kinds, roles and closed lists come from the vocabulary itself, and the report's
text stands only between lines with a boundary that it does not hold."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from string import Template
from typing import Any

from sandtable.coding.frames import data
from sandtable.coding.llm.answer import Proposed
from sandtable.coding.llm.parts import Part
from sandtable.terms import ROLES, Extent, Factuality, Kind, Stance, VoiceType


@cache
def instructions() -> str:
    """What holds for every report. Raises KeyError where a word of the vocabulary is not explained."""
    told = data("llm.toml")
    example = told["example"]
    claims = [Proposed.model_validate(claim).model_dump(mode="json") for claim in example["claims"]]
    return (
        Template(told["instructions"])
        .substitute(
            kinds="\n".join(_kind(kind, told["kinds"][kind.value]) for kind in Kind),
            factuality=_glossed(Factuality, told["factuality"]),
            voices=_glossed(VoiceType, told["voices"]),
            stances=", ".join(Stance),
            extents=", ".join(Extent),
            example_text=example["text"],
            example_answer=json.dumps({"claims": claims}, ensure_ascii=False),
        )
        .strip()
    )


def _kind(kind: Kind, gloss: str) -> str:
    required, besides = ROLES[kind]
    roles = [f"needs {', '.join(sorted(required))}"] if required else []
    roles += [f"may have {', '.join(sorted(besides))}"] if besides else []
    return f"- {kind.value}: {gloss}. Roles: {'; '.join(roles)}."


def _glossed(words: type[StrEnum], glosses: Mapping[str, Any]) -> str:
    return "; ".join(f'"{word.value}" ({glosses[word.value]})' for word in words)


def question(text: str, part: Part) -> str:
    """What is asked about one part of a report's text, which is fenced by a boundary of its own."""
    told = data("llm.toml")
    boundary = secrets.token_hex(12)
    while boundary in text:  # one in 2^96, or a text that knows the future
        boundary = secrets.token_hex(12)
    before = text[part.before : part.start].strip()
    context = Template(told["context"]).substitute(boundary=boundary, text=before) if before else ""
    return (
        Template(told["part"])
        .substitute(boundary=boundary, context=context.lstrip("\n"), text=text[part.start : part.end])
        .strip()
    )


def once_more(asked: str, fault: str) -> str:
    """The same question after an answer that could not be read, with what was wrong with it."""
    return f"{asked}\n\n{Template(data('llm.toml')['again']).substitute(fault=fault).strip()}"
