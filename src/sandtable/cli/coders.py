"""Which coder reads: the rules, or a language model where it is asked for by name. Invariant: without `--coder llm` nothing
of the language model is imported and no endpoint is named or asked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from sandtable.cli.options import Command, Trouble, say

if TYPE_CHECKING:
    from sandtable.coding.llm import Endpoint, Spent

KEY = "SANDTABLE_LLM_KEY"
TIMEOUT = 120.0  # seconds
INSTALL = 'python -m pip install "pydantic-ai-slim[openai]>=2.68,<3"'  # the extra `llm`
OF_MODEL = ("endpoint", "model", "timeout", "price_in", "price_out")  # options of the language model alone


def coder_options(command: Command) -> Command:
    """The coder, and what belongs to the language model."""
    price, seconds = click.FloatRange(min=0.0), click.FloatRange(min=0.0, min_open=True)
    for option in (
        click.option("--price-out", type=price, metavar="N", help="With llm: its price for a million tokens that it writes."),
        click.option("--price-in", type=price, metavar="N", help="With llm: its price for a million tokens that it is sent."),
        click.option(
            "--timeout", type=seconds, metavar="SECONDS",
            help=f"With llm: how long one request may take before it is sent again. Default: {TIMEOUT:g}.",
        ),
        click.option("--model", metavar="NAME", help="With llm: the model, as the endpoint names it."),
        click.option(
            "--endpoint", metavar="URL",
            help="With llm: where it answers in the manner of OpenAI, such as http://localhost:8000/v1.",
        ),
        click.option(
            "--coder", type=click.Choice(["rules", "llm"]), default="rules", show_default=True,
            help="rules: ours, on this machine. llm: a language model, which is sent the text of the reports; its key, "
            f"where it needs one, is read from the environment variable {KEY}.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@contextmanager
def open_endpoint(options: Mapping[str, Any]) -> Iterator[Endpoint | None]:
    """The language model's endpoint, or None for the rules; at the end it is told what was asked of it.

    `options`: those of `coder_options` by name. Raises UsageError where they do not go together, and Trouble where the
    packages are missing or the address is none."""
    if options["coder"] == "rules":
        _only_with_llm(options)
        yield None
        return
    for name, example in (("endpoint", "http://localhost:8000/v1"), ("model", "NAME")):
        if not options[name]:
            raise click.UsageError(f"--coder llm asks a language model: say which with --{name} {example}")
    if (options["price_in"] is None) != (options["price_out"] is None):
        raise click.UsageError("give both --price-in and --price-out, or neither")
    try:
        from sandtable.coding.llm import Endpoint
    except ImportError as error:
        raise Trouble(
            f"--coder llm needs packages that are not installed ({error.name}): {INSTALL}"
        ) from error
    from sandtable.coding import CoderError

    key = os.environ.get(KEY, "").strip() or None
    try:
        endpoint = Endpoint(options["endpoint"], options["model"], key, options["timeout"] or TIMEOUT)
    except CoderError as error:
        raise Trouble(str(error)) from error
    if key is not None and endpoint.in_clear:
        say(f"sandtable: the key goes to {endpoint.url} unencrypted; use https where you can")
    try:
        yield endpoint
    finally:
        say(cost_line(endpoint.model, endpoint.spent, options["price_in"], options["price_out"]))


def _only_with_llm(options: Mapping[str, Any]) -> None:
    given = [name for name in OF_MODEL if options[name] is not None]
    if not given:
        return
    hint = "; a spaCy pipeline is named with --pipeline" if "model" in given else ""
    raise click.UsageError(f"--{given[0].replace('_', '-')} goes with --coder llm{hint}")


def cost_line(model: str, spent: Spent, price_in: float | None, price_out: float | None) -> str:
    """What a run asked of a model; money only at prices that were given, in their currency."""
    requests = "1 request" if spent.requests == 1 else f"{spent.requests:,} requests"
    line = f"sandtable: {model}: {requests}, {spent.tokens_in:,} tokens in, {spent.tokens_out:,} out"
    if spent.silent:
        line += f" ({spent.silent:,} answers came without a count)"
    if price_in is not None and price_out is not None:
        line += f", cost {spent.money(price_in, price_out):,.4f} at the prices given"
    return line
