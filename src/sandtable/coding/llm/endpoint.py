"""The endpoint that a language model answers at. Invariant: it alone talks to the network, every request has a time limit and
is counted, and the key leaves only as that endpoint's own header."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from openai import AsyncOpenAI, DefaultAsyncHttpxClient, OpenAIError
from pydantic_ai.direct import model_request_sync
from pydantic_ai.exceptions import (
    AgentRunError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelContextWindowExceededError,
    ModelHTTPError,
    ModelNotFoundError,
    ModelQuotaExceededError,
    ModelTimeoutError,
)
from pydantic_ai.messages import ModelRequest, SystemPromptPart, UserPromptPart
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
from pydantic_ai.settings import ModelSettings

from sandtable.coding.coder import CoderError

RETRIES = 3  # after 429, 5xx, a time-out or a broken connection; the client waits longer each time, or as told by the server
_LONGEST_WAIT = 60.0  # seconds that the client heeds a Retry-After for
_NO_KEY = "none"  # servers at home ask for none, and the client must send something
_SHOWN = 200  # characters of a server's words


class Unanswered(Exception):
    """A request that got no answer; the message says why. `too_long`: a shorter question may get one."""

    def __init__(self, message: str, *, too_long: bool = False) -> None:
        super().__init__(message)
        self.too_long = too_long


@dataclass(slots=True)
class Spent:
    """What a run has asked for. `silent`: answers that came without a count of tokens."""

    requests: int = 0
    answers: int = 0
    silent: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def money(self, price_in: float, price_out: float) -> float:
        """The cost at prices for a million tokens, in their currency."""
        return (self.tokens_in * price_in + self.tokens_out * price_out) / 1_000_000


class Endpoint:
    """One model at one address. `url` is what the paths of the API follow, such as http://localhost:8000/v1; `timeout` is
    in seconds, for one request; `key` None: the endpoint asks for none."""

    def __init__(self, url: str, model: str, key: str | None, timeout: float) -> None:
        """Raises CoderError where the address or the key is none."""
        self.url = _address(url)
        if key is not None and not (key.isascii() and key.isprintable()):
            raise CoderError("SANDTABLE_LLM_KEY holds letters that no key has: set it anew")
        self.model = model
        self.spent = Spent()

        async def count(_request: object) -> None:
            self.spent.requests += 1

        client = AsyncOpenAI(
            base_url=self.url,
            api_key=key or _NO_KEY,
            max_retries=RETRIES,
            timeout=timeout,
            # Not to be led elsewhere: what was asked for is this address.
            http_client=DefaultAsyncHttpxClient(follow_redirects=False, event_hooks={"request": [count]}),
        )
        # The client takes these from the environment, where they are meant for another service.
        client.organization = client.project = None
        self._model = OpenAIChatModel(model, provider=OpenAICompatibleProvider(model, openai_client=client))
        # `timeout` is for silence; a server that sends a letter now and then is stopped by the whole request's limit.
        whole = (RETRIES + 1) * (timeout + _LONGEST_WAIT)
        self._settings = ModelSettings(temperature=0.0, timeout=timeout, request_timeout=whole)

    @property
    def in_clear(self) -> bool:
        """Whether others on the way to it can read what is sent."""
        parts = urlsplit(self.url)
        return parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1")

    def ask(self, instructions: str, question: str) -> str:
        """The model's answer to a question. Raises Unanswered where it gives none, CoderError where it never will."""
        messages = [ModelRequest(parts=[SystemPromptPart(instructions), UserPromptPart(question)])]
        try:
            response = model_request_sync(self._model, messages, model_settings=self._settings)
        except (ModelAuthenticationError, ModelNotFoundError, ModelQuotaExceededError) as error:
            if isinstance(error, ModelHTTPError) and error.status_code == 403 and self.spent.answers:
                # The key has served before: it is the text that some services forbid in this way.
                raise Unanswered(_told(error)) from error
            raise CoderError(
                f"{self.url} refuses the model {self.model}: {_told(error)}; see --endpoint, --model and the key"
            ) from error
        except ModelContextWindowExceededError as error:
            raise Unanswered(_told(error), too_long=True) from error
        except (AgentRunError, OpenAIError) as error:
            lost = isinstance(error, ModelConnectionError) and not isinstance(error, ModelTimeoutError)
            if lost and not self.spent.answers:
                raise CoderError(f"{self.url} cannot be reached: {_told(error)}; see --endpoint") from error
            raise Unanswered(_told(error)) from error
        self.spent.answers += 1
        self.spent.tokens_in += response.usage.input_tokens
        self.spent.tokens_out += response.usage.output_tokens
        self.spent.silent += not (response.usage.input_tokens or response.usage.output_tokens)
        if response.finish_reason == "length":
            raise Unanswered("its answer was cut off at the model's limit", too_long=True)
        if not response.text:
            raise Unanswered("its answer is empty")
        return response.text


def _address(url: str) -> str:
    """The address without a last slash. Raises CoderError, saying what is wrong, without repeating a password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
        parts = urlsplit("")
    if parts.username or parts.password:
        raise CoderError("--endpoint holds a name or password: give the key as SANDTABLE_LLM_KEY")
    if not usable:
        raise CoderError(f"{url!r} is no endpoint: write it as http://localhost:8000/v1")
    return url.rstrip("/")


def _told(error: Exception) -> str:
    """A fault in one line, cut short."""
    said: object = error
    if isinstance(error, ModelHTTPError):
        said = error.body.get("message", error.body) if isinstance(error.body, dict) else error.body
        said = f"status {error.status_code}: {said}"
    line = " ".join(str(said).split()).rstrip(".")
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
