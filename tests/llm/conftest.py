"""A scripted endpoint that speaks the OpenAI protocol, on this machine only."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.llm.lite import LiteLlm
from assistant.llm.port import Message


class Script:
    """What the endpoint does next, and what it was asked."""

    def __init__(self):
        self.status = 200
        self.pieces = ["Hallo", "."]
        self.delays = {}
        self.finish = "stop"
        self.raw = None
        self.endless = False
        self.requests = []
        self.headers = []
        self.released = threading.Event()
        self.disconnected = threading.Event()

    def is_left_alone(self):
        """True when the client has closed the connection: writing on soon fails."""
        self.endless = True
        self.released.set()
        return self.disconnected.wait(5)


def chunk(delta, finish=None):
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    body = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}
    return f"data: {json.dumps(body)}\n\n".encode()


USAGE = {
    "id": "x",
    "object": "chat.completion.chunk",
    "created": 1,
    "model": "scripted",
    "choices": [],
    "usage": {"prompt_tokens": 11, "completion_tokens": 3, "total_tokens": 14},
}


class Handler(BaseHTTPRequestHandler):
    """Plays the script that a subclass names."""

    script: Script

    def do_POST(self):
        self.script.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.script.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.send_response(self.script.status)
        self.send_header("Content-Type", "text/event-stream" if self.script.status == 200 else "application/json")
        self.end_headers()
        try:
            self.respond()
        except OSError:
            self.script.disconnected.set()

    def respond(self):
        if self.script.status != 200:
            self.wfile.write(b'{"error": {"message": "refused", "type": "x"}}')
        elif self.script.raw is not None:
            self.wfile.write(self.script.raw)
        else:
            self.stream()

    def stream(self):
        self.write(chunk({"role": "assistant", "content": ""}))
        for number, piece in enumerate(self.script.pieces):
            self.script.released.wait(self.script.delays.get(number, 0))
            self.write(chunk({"content": piece}))
        while self.script.endless:
            self.write(chunk({"content": "und noch ein Wort "}))
        if self.script.finish:
            self.write(chunk({}, self.script.finish))
            self.write(f"data: {json.dumps(USAGE)}\n\n".encode())
            self.write(b"data: [DONE]\n\n")

    def write(self, data):
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, *_):
        pass


@pytest.fixture
def endpoint():
    script = Script()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Scripted", (Handler,), {"script": script}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    yield script
    script.released.set()
    script.endless = False
    server.shutdown()
    server.server_close()


@pytest.fixture
def build(endpoint):
    """Build a model with these deadlines that has already been asked once, so that only the endpoint is slow."""
    built = []

    def build_model(first_token_timeout_s, total_timeout_s):
        model = LiteLlm(
            "openai/scripted",
            api_base=endpoint.url,
            api_key="sk-geheim",
            first_token_timeout_s=first_token_timeout_s,
            total_timeout_s=total_timeout_s,
        )
        model.warm_up()
        built.append(model)
        return model

    patient = build_model(30, 60)
    patient.complete((Message("user", "Hallo"),), max_tokens=5)
    endpoint.requests.clear()
    endpoint.headers.clear()
    yield build_model
    for model in built:
        model.close()


@pytest.fixture
def model(build):
    return build(30, 60)


@pytest.fixture
def impatient_model(build):
    return build(1.0, 2.0)
