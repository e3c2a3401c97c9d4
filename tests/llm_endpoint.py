"""A stub of an endpoint that speaks OpenAI's chat completions, for the tests. Invariant: it answers in the order of its
script, whatever it is asked, and keeps every request."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `content`: what the model says, an object as JSON. `after`: seconds before it answers. `body`: sent as it
    is, in place of a completion."""

    content: Any = None
    status: int = 200
    after: float = 0.0
    finish: str = "stop"
    tokens: tuple[int, int] | None = (100, 20)
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def bytes(self) -> bytes:
        if self.body is not None:
            return self.body
        if self.status != 200:
            return json.dumps({"error": {"message": f"stub says {self.status}"}}).encode()
        said = self.content if isinstance(self.content, str) else json.dumps(self.content)
        out: dict[str, Any] = {
            "id": "stub", "object": "chat.completion", "created": 1, "model": "stub",
            "choices": [{"index": 0, "finish_reason": self.finish, "message": {"role": "assistant", "content": said}}],
        }  # fmt: skip
        if self.tokens is not None:
            read, written = self.tokens
            out["usage"] = {
                "prompt_tokens": read,
                "completion_tokens": written,
                "total_tokens": read + written,
            }
        return json.dumps(out).encode()


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def instructions(self) -> str:
        return "\n".join(m["content"] for m in self.body["messages"] if m["role"] == "system")

    @property
    def question(self) -> str:
        return "\n".join(m["content"] for m in self.body["messages"] if m["role"] == "user")


@dataclass(slots=True)
class Stub:
    """The endpoint. The last reply is given again and again."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def will(self, *replies: Reply) -> None:
        """Answer with these, in order."""
        self.replies[:] = replies
        self.asked.clear()

    def claims(self, *claims: dict[str, Any]) -> None:
        """Answer every request with these claims."""
        self.will(Reply({"claims": list(claims)}))


@contextmanager
def serve() -> Iterator[Stub]:
    """A stub on a free port of this machine."""
    stub = Stub("")

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            reply = stub.replies[min(len(stub.asked), len(stub.replies) - 1)]
            stub.asked.append(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            time.sleep(reply.after)
            said = reply.bytes()
            try:
                self.send_response(reply.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(said)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client has given up waiting

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
