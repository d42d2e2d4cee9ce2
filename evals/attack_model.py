"""A language model that does whatever it is told by anybody: OpenAI-compatible, on the loopback interface."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from pydantic import BaseModel, ConfigDict

Script = Callable[["ModelRequest"], str]


class ChatMessage(BaseModel):
    """A message as the assistant's adapter sends it."""

    model_config = ConfigDict(extra="ignore")

    role: str
    content: str


class ModelRequest(BaseModel):
    """The part of a chat completion request that the script reads."""

    model_config = ConfigDict(extra="ignore")

    messages: tuple[ChatMessage, ...]
    stream: bool = False

    @property
    def prompt(self) -> str:
        """What the model was told to keep to itself."""
        return "\n".join(message.content for message in self.messages if message.role in ("system", "developer"))

    @property
    def text(self) -> str:
        """Everything the model was given."""
        return "\n".join(message.content for message in self.messages)


class AttackModel:
    """The server's state: the script it follows and the requests it got."""

    def __init__(self) -> None:
        self.script: Script = lambda _: ""
        self.requests: list[ModelRequest] = []
        self.url = ""

    def complete(self, request: ModelRequest) -> str:
        """Follow the script."""
        self.requests.append(request)
        return self.script(request)


@contextmanager
def attack_model() -> Iterator[AttackModel]:
    """Serve the model on a free port of 127.0.0.1; `url` ends in /v1."""
    model = AttackModel()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(model))
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(model: AttackModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = ModelRequest.model_validate_json(body)
            text = model.complete(request)
            if request.stream:
                self._send("text/event-stream", _stream(text))
            else:
                self._send("application/json", json.dumps(_completion(text)).encode())

        def _send(self, content_type: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
            """Say nothing."""

    return Handler


def _completion(text: str) -> dict[str, object]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {**_head("chat.completion"), "choices": [choice], "usage": _usage()}


def _stream(text: str) -> bytes:
    deltas: list[tuple[dict[str, str], str | None]] = [
        ({"role": "assistant", "content": ""}, None),
        *(({"content": piece}, None) for piece in text.splitlines(keepends=True)),
        ({}, "stop"),
    ]
    chunks = (
        {**_head("chat.completion.chunk"), "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
        for delta, reason in deltas
    )
    return b"".join(f"data: {json.dumps(chunk)}\n\n".encode() for chunk in chunks) + b"data: [DONE]\n\n"


def _head(kind: str) -> dict[str, object]:
    return {"id": "attack", "object": kind, "created": 0, "model": "attack"}


def _usage() -> dict[str, int]:
    return {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
